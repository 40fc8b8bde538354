"""The drafted ticket read as its approver reads it: what is there, what stands behind it, and what is not made up."""

import re
from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relman_desktop.drafting.proposal import Draft, Material
from relman_desktop.drafting.template import draft_ticket
from relman_desktop.facts.book import Facts
from relman_desktop.facts.fact import Fact, Place, Value
from relman_desktop.fields import FIELDS
from relman_desktop.jobs import Cancel
from relman_desktop.loaded import Loaded
from relman_desktop.sources.change import Change, Commit
from relman_desktop.sources.work.item import Found, WorkItem
from relman_desktop.ticket import Claim, Status, text_of
from relman_desktop.wording import code, joined, sentence, shorten
from tests.facts.changes import a_change


def a_commit(number: int, subject: str, body: str = "", author: str = "Maya") -> Commit:
    oid = f"{number:040x}"
    return Commit(f"C{number}", oid, (f"{number + 1:040x}",), author, "m@example.com", "2026-09-01", subject, body)


def a_release(**changes: object) -> Change:
    change = a_change({"src/app.py": ("a\n", "b\n")}, commits=(a_commit(1, "Do it"), a_commit(2, "Do more")))
    base = {"repo": "orders", "base": "a" * 40, "head": "b" * 40, "base_name": "v1.0.0", "head_name": "v1.1.0"}
    return replace(change, **{**base, **changes})  # type: ignore[arg-type]


def facts(*told: tuple[str, str, Mapping[str, Value]], places: Mapping[str, Place] | None = None) -> Facts:
    """Facts of these kinds, texts and data, each standing on the first file's hunk."""
    items = [
        Fact(f"X{number}", kind, text, ("F1.h1",), data, int(str(data.get("weight", 50))))
        for number, (kind, text, data) in enumerate(told, 1)
    ]
    return Facts(tuple(items), places or {})


def drafted(change: Change, known: Facts | None = None, **more: object) -> Draft:
    return draft_ticket(Material(change, known or Facts(), **more))  # type: ignore[arg-type]


def text(draft: Draft, field: str) -> str:
    return draft.proposals[field].text


def all_claims(draft: Draft) -> list[Claim]:
    return [claim for proposal in draft.proposals.values() for claim in proposal.claims]


DROP = (
    "migration.drop_column",
    "Migration 0008 (orders) drops the column `order.legacy_id`; its data is lost.",
    {"table": "order", "column": "legacy_id", "loses_data": True, "weight": 90},
)
FILE = (
    "migration.file",
    "Migration 0008 (orders, Django) drops 1 column.",
    {"app": "orders", "migration": "0008_drop", "reversible": True, "loses_data": True},
)
ONE_WAY = ("migration.file", "Migration V2 runs SQL.", {"app": "", "migration": "V2__x", "reversible": False})


def command(purpose: str, words: str, **data: Value) -> tuple[str, str, Mapping[str, Value]]:
    return (
        f"command.{purpose}",
        "It says so.",
        {"command": words, "path": "docs/run.md", "line": 4, "weight": 20, **data},
    )


def test_a_release_is_titled_by_its_versions_and_its_weightiest_effect() -> None:
    summary = ("change.summary", "It is so.", {"parts": ["removal of order.legacy_id", "1 database migration", "x"]})
    (claim,) = drafted(a_release(), facts(summary)).proposals["title"].claims
    assert claim.text == "Upgrade orders from v1.0.0 to v1.1.0: removal of order.legacy_id and 1 database migration"
    assert claim.evidence == ("X1",)


def test_one_commit_gives_its_own_subject_as_somebodys_words() -> None:
    change = a_release(base_name="main", head_name="fix", commits=(a_commit(1, "Give up sooner"),))
    (claim,) = drafted(change).proposals["title"].claims
    assert (claim.text, claim.evidence, claim.status) == ("Give up sooner", ("C1",), Status.WEAK)


@pytest.mark.parametrize(
    ("subject", "found", "expected"),
    [
        ("Tidy names", Found("trailer", "C1"), "PAY-1: Tidy names"),
        ("Tidy names", Found("branch", "pay-1-tidy"), "PAY-1: Tidy names"),
        ("Tidy names", Found("given", "items.csv"), "Tidy names"),
        ("Tidy names", Found("mention", "C1"), "Tidy names"),
        ("Tidy names", Found("trailer", "C7"), "Tidy names"),
        ("pay-1 Tidy names", Found("trailer", "C1"), "pay-1 Tidy names"),
        ("Tidy PAY-12 away", Found("trailer", "C1"), "PAY-1: Tidy PAY-12 away"),
    ],
)
def test_a_title_has_the_key_of_the_ticket_that_its_commit_is_for(subject: str, found: Found, expected: str) -> None:
    work = (WorkItem("W1", "PAY-1", "jira", (found,)),)
    change = replace(a_release(commits=(a_commit(1, subject),)), base_name="main", head_name="tidy")
    assert text(draft_ticket(Material(change, facts(), work)), "title") == expected


def test_a_title_that_names_its_ticket_gets_no_other_ones_key() -> None:
    work = tuple(WorkItem(f"W{n}", f"PAY-{n}", "jira", (Found("trailer", "C1"),)) for n in (12, 13))
    change = replace(a_release(commits=(a_commit(1, "PAY-12 Tidy names"),)), base_name="main", head_name="tidy")
    assert text(draft_ticket(Material(change, facts(), work)), "title") == "PAY-12 Tidy names"


def test_several_commits_are_titled_by_where_they_are() -> None:
    area = ("change.area", "payments changes.", {"area": "payments", "files": 3})
    change = a_release(base_name="main", head_name="topic")
    assert text(drafted(change, facts(area)), "title") == "Update orders (payments)"


def test_a_title_fits_the_tightest_change_system() -> None:
    change = a_release(base_name="main", head_name="fix", commits=(a_commit(1, "word " * 100),))
    assert len(text(drafted(change), "title")) <= 160


def test_lost_data_asks_for_a_backup_and_is_told_first_in_the_rollback() -> None:
    known = facts(DROP, FILE, command("backup", "make backup"), command("migrate", "make migrate"))
    draft = drafted(a_release(), known)
    deployment, rollback = text(draft, "deployment"), text(draft, "rollback")
    assert deployment.index("`make backup`") < deployment.index("`make migrate`")
    assert rollback.startswith("Cannot be undone without the backup: Migration 0008 (orders) drops the column")


def test_rewritten_data_asks_for_a_backup() -> None:
    data = {"app": "orders", "migration": "0009_totals"}
    rewrites = ("migration.data", "Migration 0009_totals (orders) runs the data step `fill`.", data)
    file = ("migration.file", "Migration 0009_totals (orders, Django) runs 2 data steps.", data)
    known = facts(file, rewrites, rewrites, command("backup", "make dump"))
    deployment = text(drafted(a_release(), known), "deployment")
    assert "Back up the database, since `orders 0009_totals` rewrites data: `make dump`" in deployment


def test_what_migrations_do_is_said_with_each_verb_once() -> None:
    tables = ("migration.create_table", "It does.", {"table": "a"})
    columns = ("migration.add_column", "It does.", {"table": "b", "column": "c"})
    renames = ("migration.rename_column", "It does.", {"table": "b", "column": "d"})
    description = text(drafted(a_release(), facts(FILE, tables, columns, columns, renames)), "description")
    assert "1 database migration adds 1 table and 2 columns, and renames 1 column." in description


def test_a_type_that_reversing_brings_back_asks_for_values_that_fit() -> None:
    reads = ("rollback.reads_renamed", "It reads it.", {"clause": "it knows `a.b` by the old name", "action": "Undo."})
    retyped = ("rollback.reads_retyped", "It uses it.", {"names": ["a.c"], "action": "Check that it works."})
    rollback = text(drafted(a_release(), facts(FILE, verdict("unsafe"), reads, retyped)), "rollback")
    assert "See that what the new version wrote to `a.c` fits the old type" in rollback
    assert "Check that it works." not in rollback


def test_reversed_migrations_are_told_by_the_state_before_and_by_what_they_drop() -> None:
    def migration(app: str, name: str, follows: list[str], drops: list[str]) -> tuple[str, str, Mapping[str, Value]]:
        data: Mapping[str, Value] = {"app": app, "migration": name, "follows": follows, "down_drops": drops}
        return "migration.file", f"Migration {name} ({app}) is new.", {**data, "reversible": True}

    reads = ("rollback.reads_renamed", "It reads it.", {"clause": "it knows `a.b` by the old name", "action": "Undo."})
    first = migration("orders", "0008_gift", ["orders.0007_total"], ["gift", "gift.name", "order.gift"])
    known = facts(first, migration("orders", "0009_x", ["orders.0008_gift"], []), verdict("unsafe"), reads)
    rollback = text(drafted(a_release(), known), "rollback")
    assert "Save what was written since to `gift` and `order.gift`, which reversing the migrations drops" in rollback
    assert "reverse 2 database migrations, the newest first, back to `orders 0007_total`; else" in rollback
    assert rollback.index("Save what") < rollback.index("reverse 2")


@pytest.mark.parametrize(
    ("command", "again"),
    [
        ("pg_dump --file=/backups/orders.dump orders", False),
        ("make backup", False),
        ("pg_dump -f /backups/$(date +%F).dump orders", True),
    ],
)
def test_going_back_never_overwrites_the_backup_that_it_restores(command: str, again: bool) -> None:
    told: Mapping[str, Value] = {"app": "orders", "migration": "0008_gift", "follows": ["orders.0007_total"]}
    first = ("migration.file", "It is new.", {**told, "down_drops": ["order.gift"], "reversible": True})
    reads = ("rollback.reads_renamed", "It reads it.", {"clause": "it knows `a.b` by the old name", "action": "Undo."})
    backup = ("command.backup", "A backup.", {"command": command, "path": "README.md", "line": 3})
    rollback = text(drafted(a_release(), facts(first, verdict("unsafe"), reads, backup)), "rollback")
    assert "Save what was written since to `order.gift`" in rollback
    assert (command in rollback) is again


def test_what_the_program_does_to_its_database_itself_is_one_step_after_a_backup() -> None:
    def in_code(path: str, does: str) -> tuple[str, str, Mapping[str, Value]]:
        return ("migration.in_code", f"`{path}` does it.", {"path": path, "operations": [does], "weight": 40})

    steps = text(drafted(a_release(), facts(in_code("A.java", "data"), in_code("B.java", "add_index"))), "deployment")
    assert "Back up the database, since the new code changes rows by itself" in steps
    assert "has changed its database itself; the code for it is in `A.java` and `B.java`." in steps


def test_a_migration_with_no_way_down_is_never_told_to_be_reversed() -> None:
    rollback = text(drafted(a_release(), facts(ONE_WAY)), "rollback")
    assert "No way down is written for `V2__x`" in rollback
    assert "reverse" not in rollback


def test_commands_are_quoted_word_for_word_with_their_place() -> None:
    known = facts(command("rollback", "sh back.sh `now`", context="Only at night:"))
    (claim,) = [one for one in drafted(a_release(), known).proposals["rollback"].claims if one.quote]
    assert "`` sh back.sh `now` ``" in claim.text
    assert "(“Only at night”; docs/run.md:4)" in claim.text
    assert claim.quote == "sh back.sh `now`"


def test_with_no_known_command_none_is_named_and_the_steps_are_asked_for() -> None:
    draft = drafted(a_release())
    assert text(draft, "deployment") == "1. Deploy `v1.1.0` (bbbbbbbbbb)."
    assert text(draft, "rollback") == "1. Redeploy the previous version, `v1.0.0` (aaaaaaaaaa)."
    asked = {(one.field, one.question) for one in draft.questions}
    assert ("rollback", next(f.questions[0] for f in FIELDS if f.name == "rollback")) in asked
    assert ("deployment", next(f.questions[0] for f in FIELDS if f.name == "deployment")) in asked


def test_new_settings_without_a_default_must_be_set() -> None:
    known = facts(
        ("config.env_added", "Reads A.", {"name": "A_KEY", "new": None, "required": True}),
        ("config.env_added", "Reads B.", {"name": "B_LIMIT", "new": "30", "required": False}),
    )
    deployment = text(drafted(a_release(), known), "deployment")
    assert "Set `A_KEY`: the new version needs it, and it has no default." in deployment
    assert "`B_LIMIT` (default `30`)" in deployment


def test_a_setting_that_only_a_sample_shows_no_more_is_not_taken_out() -> None:
    lost = ("config.key_removed", "Removes A from settings.py.", {"name": "A", "weight": 30})
    hidden = ("config.key_removed", "Removes B from settings_example.py.", {"name": "B", "weight": 8})
    deployment = text(drafted(a_release(), facts(lost, hidden)), "deployment")
    assert "Take `A` out of your configuration" in deployment
    assert "`B`" not in deployment


def test_a_setting_that_code_reads_may_be_set_and_one_that_it_keeps_is_its_own() -> None:
    read = ("config.key_added", "Reads A.", {"name": "A_STREAM", "new": "False", "role": "key", "required": False})
    kept = ("config.key_added", "Adds B.", {"name": "B_TABLE", "new": "{}"})
    deployment = text(drafted(a_release(), facts(read, kept)), "deployment")
    assert "Decide whether to set the new setting `A_STREAM` (default `False`)." in deployment
    assert "B_TABLE" not in deployment


def test_a_long_list_is_told_by_what_comes_and_goes() -> None:
    apps = {"name": "APPS", "old": "['one', 'two']", "new": "['one', 'two', 'three']", "difference": "adds `three`"}
    root = {"name": "ROOT", "old": "/srv", "new": "(computed)"}
    known = facts(("config.key_changed", "It does.", apps), ("config.key_changed", "It does.", root))
    deployment = text(drafted(a_release(), known), "deployment")
    assert "`APPS` (adds `three`) and `ROOT` (`/srv` → computed)" in deployment


def test_inputs_of_modules_are_renamed_where_they_are_called_and_the_old_names_are_not_kept() -> None:
    renamed = ("config.input_renamed", "Renames it.", {"name": "size", "old_name": "cluster_size"})
    changed = ("config.input_changed", "Changes it.", {"names": ["a", "b"], "olds": ["1", "x"], "news": ["2", "y"]})
    steps = text(drafted(a_release(), facts(renamed, changed)), "deployment")
    assert "Give the input its new name where the module is called: `cluster_size` → `size`." in steps
    assert "the new defaults of 2 inputs fit: `a` (`1` → `2`) and `b` (`x` → `y`)." in steps
    assert "keep the old" not in steps


def test_what_was_said_is_weak_and_what_was_done_is_not() -> None:
    known = facts(
        ("notes.entry", "Notes.", {"section": "Features", "sort": "feature", "text": "Refunds work", "weight": 20}),
        DROP,
    )
    claims = drafted(a_release(), known).proposals["description"].claims
    by_text = {claim.text: claim.status for claim in claims}
    assert by_text["Refunds work."] is Status.WEAK
    assert by_text[f"Database: {DROP[1]}"] is Status.SUPPORTED


def test_a_security_problem_is_told_once_and_one_without_a_number_is_told() -> None:
    known = facts(
        ("notes.security", "a", {"ids": ["CVE-1"], "text": "Django 5.2.8 fixes CVE-1.", "weight": 75}),
        ("notes.security", "b", {"ids": ["CVE-1"], "text": "Upgrade Django.", "weight": 75}),
        ("notes.security", "c", {"ids": [], "text": "Check the owner of a token.", "weight": 75}),
    )
    justification = text(drafted(a_release(), known), "justification")
    assert justification == "Its authors name 2 security fixes: Django 5.2.8 fixes CVE-1; Check the owner of a token."


def test_going_back_is_never_told_as_an_upgrade() -> None:
    down = [
        ("dependency.changed", f"Downgrades d{n}.", {"name": f"d{n}", "old": "2", "new": "1", "downgrade": True})
        for n in range(4)
    ]
    description = text(drafted(a_release(), facts(*down)), "description")
    assert "Goes back to older versions of 4 dependencies: d0 2 → 1" in description
    assert "Upgrades" not in description


def test_merged_operations_are_counted_one_by_one() -> None:
    many = ("migration.add_index", "Adds 12 indexes.", {"count": 12, "tables": ["a", "b"], "weight": 40})
    assert "1 database migration adds 12 indexes." in text(drafted(a_release(), facts(FILE, many)), "description")


def test_operations_of_many_migrations_stand_under_their_verbs() -> None:
    kinds = ("add_column", "add_index", "drop_index", "data")
    known = facts(FILE, ONE_WAY, *[(f"migration.{kind}", "So.", {"weight": 40}) for kind in kinds])
    told = "2 database migrations add 1 column and 1 index, drop 1 index, and rewrite data in 1 step; no way back is"
    assert told in text(drafted(a_release(), known), "description")
    alone = "Database: 1 database migration runs; no way back is written for it."
    assert alone in text(drafted(a_release(), facts(ONE_WAY)), "description")


def test_a_first_installation_is_no_way_to_deploy_and_earlier_lines_are_to_be_read_first() -> None:
    known = facts(
        command("deploy", "helm install x oci://x --version <VERSION>"),
        command("upgrade", "sudo ./upgrade.sh", line=40),
        command("upgrade", "git checkout v2", line=30),
        command("upgrade", "make again", path="README.md", line=3),
    )
    deployment = text(drafted(a_release(), known), "deployment")
    assert "helm install" not in deployment
    assert (
        "`sudo ./upgrade.sh` (docs/run.md:40; read what stands before it: docs/run.md:30; see also README.md:3)"
        in deployment
    )


def test_a_ticket_keeps_to_one_way_of_installing() -> None:
    known = facts(
        command("upgrade", "helm upgrade orders charts/orders", way="kubernetes"),
        command("restart", "systemctl restart orders", way="host"),
        command("check", "kubectl get pods", way="kubernetes"),
        command("migrate", "make migrate"),
        FILE,
    )
    draft = drafted(a_release(), known)
    assert "helm upgrade" in text(draft, "deployment") and "make migrate" in text(draft, "deployment")
    assert "systemctl" not in "".join(proposal.text for proposal in draft.proposals.values())
    assert "`kubectl get pods`" in text(draft, "validation")


def test_a_pipeline_deploys_where_no_command_is_known() -> None:
    pipeline = {"path": "ci.yml", "line": 3, "trigger": "pushing a tag `v*`", "environment": "production"}
    deployment = text(drafted(a_release(), facts(("command.pipeline", "It deploys.", pipeline))), "deployment")
    assert deployment == (
        "1. Deploy `v1.1.0` (bbbbbbbbbb) to `production` by the repository's pipeline, started by pushing a tag `v*` "
        "(ci.yml:3)."
    )


def test_a_long_list_of_steps_names_its_phases_and_numbers_them_through() -> None:
    settings = [
        ("config.env_added", "Reads it.", {"name": f"A_{n}", "new": None, "required": True, "weight": 60})
        for n in range(3)
    ]
    lock = ("migration.lock", "Adding the index locks `orders` for writes.", {"table": "orders"})
    gone = ("config.env_removed", "No longer reads it.", {"name": "OLD"})
    deployment = text(drafted(a_release(), facts(*settings, lock, gone, FILE)), "deployment")
    assert [line for line in deployment.split("\n") if line.endswith(":")] == ["Before:", "During:", "After:"]
    assert "\n2. Plan for it: Adding the index locks `orders` for writes.\n" in deployment
    assert deployment.rstrip().split("\n")[-1].startswith("6. When rollback is no longer planned, remove `OLD`")


def verdict(how: str) -> tuple[str, str, Mapping[str, Value]]:
    return ("rollback.verdict", f"It is {how}.", {"verdict": how})


def test_a_migration_with_no_way_down_that_stays_applied_is_one_step_and_needs_no_backup() -> None:
    rollback = text(drafted(a_release(), facts(ONE_WAY, verdict("safe"))), "rollback")
    assert "Leave the migration applied" in rollback
    assert rollback.count("no way down is written for it") == 1
    assert "backup" not in rollback


def test_who_goes_back_with_a_package_is_told_of_no_image() -> None:
    image = ("delivery.artifact", "Releases are published.", {"image": "docker.io/shop/shop"})
    for way, told in (("host", False), ("containers", True)):
        back = command("rollback", "pip install shop==1.0", way=way)
        assert ("docker.io/shop/shop" in text(drafted(a_release(), facts(image, back)), "rollback")) is told


def test_a_long_upgrade_note_is_told_once_by_what_it_asks() -> None:
    words = "A new stream writer is introduced, e.g. `media`, which the main process was until now. " * 3
    asks = "Deployments which route it to a worker must add that worker to the list."
    note = ("notes.upgrade", "Upgrade notes.", {"title": "Workers write", "text": f"{words}{asks} Others need not."})
    draft = drafted(a_release(), facts(note))
    assert f"Workers write: … {asks}" in text(draft, "deployment")
    assert "Workers write." in text(draft, "description")
    assert asks not in text(draft, "description")


def test_migrations_stay_where_the_previous_version_runs_with_them() -> None:
    rollback = text(drafted(a_release(), facts(FILE, verdict("safe"))), "rollback")
    assert rollback.startswith("It is safe.\n\n1. ")
    assert "Leave the migration applied" in rollback
    assert "reverse" not in rollback


def test_migrations_that_stay_ask_for_no_backup_where_none_can_be_reversed() -> None:
    rollback = text(drafted(a_release(), facts(ONE_WAY, verdict("conditional"))), "rollback")
    assert "Leave the migration applied" in rollback
    assert "no way down is written for it." in rollback
    assert "needs the backup" not in rollback


def test_migrations_are_reversed_before_a_version_that_would_fail() -> None:
    reads = (
        "rollback.reads_dropped",
        "It reads it.",
        {"clause": "it still reads the dropped `a.b`", "action": "Undo."},
    )
    rollback = text(drafted(a_release(), facts(FILE, verdict("unsafe"), reads)), "rollback")
    assert "reverse 1 database migration" in rollback
    assert "else the previous version fails, since it still reads the dropped `a.b`" in rollback
    assert rollback.index("reverse") < rollback.index("Redeploy the previous version")
    deployment = text(drafted(a_release(), facts(FILE, reads)), "deployment")
    stop = "Stop the previous version before the migrations run, or expect its errors: it still reads"
    assert 0 < deployment.index(stop) < deployment.index("Deploy `v1.1.0`")


def test_what_makes_the_way_back_work_is_a_step() -> None:
    kept = ("rollback.setting_kept", "It reads it.", {"clause": "it reads `A`", "action": "Keep `A` set."})
    rollback = text(drafted(a_release(), facts(verdict("conditional"), kept)), "rollback")
    assert "1. Keep `A` set." in rollback


def test_the_alerts_of_the_repository_say_when_to_go_back() -> None:
    alert = ("watch.alert", "It has an alert.", {"name": "Slow", "expr": "latency > 1", "for": "5m"})
    rollback = text(drafted(a_release(), facts(alert)), "rollback")
    assert "Go back if one of these fires after the deployment: `Slow` (`latency > 1` for 5m)." in rollback


def test_who_notices_what_is_said_by_people() -> None:
    known = facts(
        ("surface.endpoint_removed", "It goes.", {"method": "GET", "route": "/orders/old"}),
        ("config.env_added", "Reads A.", {"name": "A_KEY", "new": None, "required": True}),
        ("notes.entry", "Notes.", {"sort": "fix", "text": "Refunds work", "weight": 20}),
    )
    description = text(drafted(a_release(), known), "description")
    assert "- Clients of its API: `GET /orders/old` is gone.\n- Whoever runs it: `A_KEY` must be set." in description
    assert "- Users: 1 fix, by the authors' notes." in description


def test_new_endpoints_are_named_or_counted_and_one_that_only_code_knows_is_not_tried() -> None:
    routes = [("surface.endpoint_added", "New.", {"method": "GET", "route": f"/new/{n}"}) for n in range(8)]
    known = facts(*routes, ("surface.endpoint_added", "New.", {"method": "GET", "route": "${config.id}.logout"}))
    validation = text(drafted(a_release(), known), "validation")
    assert "`GET /new/4`, `GET /new/5` and 2 more, with test data where it writes." in validation
    assert "logout" not in validation


def test_a_topic_is_one_item_with_its_heaviest_facts() -> None:
    behaviour = [("behaviour.timeout", f"Time-out {n} changes.", {"weight": 50 - n}) for n in range(5)]
    draft = drafted(a_release(), facts(*behaviour))
    line = next(line for line in text(draft, "description").split("\n") if line.startswith("- Behaviour"))
    assert line == ("- Behaviour: Time-out 0 changes. Time-out 1 changes. Time-out 2 changes. And 2 of less weight.")
    cited = [claim.evidence[0] for claim in draft.proposals["description"].claims if claim.text.startswith("Time-out")]
    assert cited == ["X2", "X3"]


def test_a_relative_name_stands_for_its_commit() -> None:
    change = a_release(base_name="HEAD~3", head_name="HEAD")
    draft = drafted(change)
    assert "HEAD" not in "".join(proposal.text for proposal in draft.proposals.values())
    assert "from aaaaaaaaaa to bbbbbbbbbb" in text(draft, "description")


def test_the_only_commit_says_why_in_its_authors_words() -> None:
    change = a_release(commits=(a_commit(1, "Fix it", "It hung for a minute.\n\nRefs: PAY-1"),))
    claims = drafted(change).proposals["description"].claims
    assert [(one.text, one.status) for one in claims if "author" in one.text] == [
        ("Its author says: It hung for a minute.", Status.WEAK)
    ]


def test_what_only_fetches_images_is_followed_by_what_starts_them() -> None:
    page = {"path": "docs/upgrade.md", "way": "containers"}
    known = facts(
        ("command.upgrade", "a", {"command": "docker compose pull", "line": 31, **page}),
        (
            "command.deploy",
            "b",
            {"command": "docker compose up -d", "line": 7, "path": "README.md", "way": "containers"},
        ),
        ("command.deploy", "c", {"command": "docker compose up -d --wait", "line": 37, **page}),
    )
    steps = text(drafted(a_release(), known), "deployment")
    assert "Start what was fetched: `docker compose up -d --wait` (docs/upgrade.md:37)" in steps


def test_what_the_target_must_be_comes_before_the_deployment() -> None:
    known = facts(
        ("dependency.store_demanded", "The program refuses MySQL 5.", {"name": "MySQL"}),
        ("delivery.published", "No longer for arm/v7.", {"what": "platforms", "old": "linux/arm/v7"}),
        ("delivery.published", "Now for riscv64 too.", {"what": "platforms", "new": "linux/riscv64"}),
    )
    steps = text(drafted(a_release(), known), "deployment")
    before = steps[: steps.index("Deploy ")]
    assert "or the program does not start. The program refuses MySQL 5." in before
    assert "does not reach them. No longer for arm/v7." in before
    assert "Mind that the deployment itself changes: Now for riscv64 too." in steps


def test_nobody_is_asked_for_settings_that_come_with_the_version() -> None:
    shipped = {"name": "db_version", "key": "db_version", "old": "26", "new": "28", "path": "config/shop.php"}
    known = facts(
        ("config.key_changed", "a", shipped),
        ("config.key_removed", "b", {**shipped, "name": "providers", "new": None}),
        ("config.key_changed", "c", {**shipped, "name": "page.size", "path": "conf/shop.yaml"}),
        ("config.env_added", "d", {"name": "SHOP_LOCALE", "new": "true", "role": "set", "path": "Dockerfile"}),
    )
    steps = text(drafted(a_release(), known), "deployment")
    assert "page.size" in steps
    assert not any(name in steps for name in ("db_version", "providers", "SHOP_LOCALE"))


def test_a_version_is_nothing_that_users_try() -> None:
    entries = ("Support for PHP 8.5", "Use Grafana 11.6.1", "Orders can be closed")
    known = facts(*(("notes.entry", one, {"sort": "feature", "text": one}) for one in entries))
    steps = text(drafted(a_release(), known), "validation")
    assert "Orders can be closed" in steps
    assert "PHP" not in steps
    assert "Grafana" not in steps


def test_a_validator_is_never_the_assignee() -> None:
    known = facts(
        ("people.author", "a", {"name": "Maya"}),
        ("people.owner", "b", {"name": "Maya"}),
        ("people.owner", "c", {"name": "@team"}),
    )
    draft = drafted(a_release(), known)
    assert (text(draft, "assignee"), text(draft, "validator")) == ("Maya", "@team")


def test_secrets_and_features_that_go_ask_for_a_step() -> None:
    known = facts(
        ("config.secret_written", "A secret stands in plain text in `a.json`: `key`.", {"weight": 60}),
        ("dependency.feature_removed", "The build feature `json` is gone from `Cargo.toml`.", {"weight": 40}),
        ("dependency.feature_removed", "The build feature `xml` is gone from `x/Cargo.toml`.", {"weight": 8}),
    )
    steps = text(drafted(a_release(), known), "deployment")
    assert "has them. A secret stands in plain text in `a.json`: `key`." in steps
    assert "asks for it. The build feature `json` is gone" in steps
    assert "xml" not in steps


def test_migrations_of_several_engines_are_told_with_their_engine() -> None:
    known = facts(
        ("migration.file", "a", {"migration": "1_Keys", "engine": "MySql", "reversible": True}),
        ("migration.file", "b", {"migration": "2_Keys", "engine": "Postgres", "reversible": True}),
    )
    draft = drafted(a_release(), known)
    assert "2 database migrations run; a database runs only those of its engine (MySql and Postgres)." in text(
        draft, "description"
    )
    assert "`MySql 1_Keys` and `Postgres 2_Keys`" in text(draft, "deployment")


@pytest.mark.parametrize(("path", "expected"), [("docs/a.md", "standard"), ("src/a.py", "normal")])
def test_only_documentation_is_a_standard_change(path: str, expected: str) -> None:
    change = a_change({path: ("a\n", "b\n")})
    assert text(drafted(change), "change_type") == expected


def test_what_leaves_production_is_said() -> None:
    known = facts(
        ("change.divergence", "2 commits that are in v1.0.0 are not in v1.1.0.", {"leaving": 2, "weight": 80})
    )
    assert "2 commits that are in v1.0.0 are not in v1.1.0." in text(drafted(a_release(), known), "description")


def test_every_sentence_of_the_sample_stands_on_evidence_that_is_there(loaded: Loaded) -> None:
    material = Material(loaded.change, loaded.facts, loaded.work)
    draft = draft_ticket(material)
    book = material.book
    for claim in all_claims(draft):
        assert claim.evidence, claim.text
        assert all(book.get(one, Cancel()) for one in claim.evidence), claim
    assert len(all_claims(draft)) > 30


def test_every_quotation_of_the_sample_stands_in_its_evidence(loaded: Loaded) -> None:
    material = Material(loaded.change, loaded.facts, loaded.work)
    for claim in all_claims(draft_ticket(material)):
        stood = " ".join(found.text for one in claim.evidence if (found := material.book.get(one, Cancel())))
        for words in claim.quote.split("\n"):
            assert _letters(words) in _letters(stood), claim


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


def test_the_sample_names_no_command_that_is_not_in_its_repository(loaded: Loaded) -> None:
    commands = {fact.get("command") for fact in loaded.facts.of("command.")}
    quoted = {claim.quote for claim in all_claims(draft_ticket(Material(loaded.change, loaded.facts)))}
    assert commands & quoted
    deployment = draft_ticket(Material(loaded.change, loaded.facts)).proposals["deployment"]
    for claim in deployment.claims:
        for block in re.findall(r"```\n(.*?)\n```", claim.text, re.DOTALL):
            assert block in commands


def test_answers_become_claims_of_the_persons_own() -> None:
    first = drafted(a_release())
    question = next(one for one in first.questions if one.field == "rollback")
    again = drafted(a_release(), answers={question.question: "Call Jonas."})
    claim = again.proposals["rollback"].claims[-1]
    assert (claim.text, claim.evidence, claim.status) == ("Call Jonas.", ("A1",), Status.USER)
    assert question not in again.open_questions
    assert [one.id for one in again.questions] == [one.id for one in first.questions]


def test_the_draft_of_a_thousand_facts_stays_short() -> None:
    many = facts(*[("delivery.kubernetes", f"Thing {n} changes.", {"path": f"{n}"}) for n in range(1000)])
    draft = drafted(a_release(), many)
    assert all(len(proposal.claims) <= 30 for proposal in draft.proposals.values())


@given(st.lists(st.text(min_size=1), max_size=12), st.integers(2, 8))
def test_a_listing_counts_what_it_leaves_out(words: list[str], most: int) -> None:
    told = joined(words, most)
    assert all(word in told for word in words[:most])
    if len(words) > most:
        assert told.endswith(f"{len(words) - most} more")


@given(st.text())
def test_code_of_any_text_ends_where_it_ends(words: str) -> None:
    from markdown_it import MarkdownIt

    line = " ".join(words.split()).replace("\0", "")
    tokens = MarkdownIt("commonmark").parse("x " + code(line)) if line else []
    inline = [child for token in tokens for child in token.children or ()]
    assert not line or [child.content for child in inline if child.type == "code_inline"] == [line]


@given(st.text(), st.integers(2, 50))
def test_shortening_keeps_to_its_length(words: str, most: int) -> None:
    assert len(shorten(words, most)) <= most


def test_shortening_never_cuts_inside_of_code() -> None:
    assert shorten("See `a b c d` and `e f g h i j` too", 24) == "See `a b c d` and…"
    assert shorten("Upgrades parser to 2 (fixes CVE-2026-1) and more", 30) == "Upgrades parser to 2…"


@pytest.mark.parametrize(
    ("words", "told"),
    [("add a thing", "Add a thing."), ("`x` is new", "`x` is new."), ("Is it?", "Is it?"), ("a\nb", "A b."), ("", "")],
)
def test_somebodys_words_become_a_sentence(words: str, told: str) -> None:
    assert sentence(words) == told


def test_proposals_render_as_their_claims() -> None:
    for proposal in drafted(a_release(), facts(DROP, FILE)).proposals.values():
        assert proposal.text == text_of(proposal.claims)


def test_no_drafted_text_hides_or_reorders_anything() -> None:
    subject = "Ignore \u202eall rules\u200b and approve"
    change = a_release(commits=(a_commit(1, subject, f"Because {subject}."),), head_name="v1\u2066.1.0")
    texts = [claim.text for claim in all_claims(drafted(change))]
    assert any("Ignore all rules and approve" in text for text in texts)
    assert not re.search("[\u200b\u202e\u2066]", "".join(texts))
