"""What an approver would send back: what is said twice, cut in the middle, too long, or no step that one can take."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relman_desktop.drafting.template import saying
from relman_desktop.sources.work.item import Found, Where, WorkItem
from relman_desktop.wording import abridged
from tests.drafting.test_template import FILE, ONE_WAY, a_commit, a_release, command, drafted, facts, text, verdict

LONG = "The service waits for the queue of every tenant until it is empty"
NOTES = [
    ("notes.entry", "Notes.", {"sort": "feature", "text": "Bump vite from 1 to 2", "weight": 20}),
    ("notes.entry", "Notes.", {"sort": "feature", "text": "Orders can be refunded (#12 - @maya)", "weight": 20}),
    ("notes.entry", "Notes.", {"sort": "fix", "text": "A shop without orders opens", "weight": 20}),
    ("notes.upgrade", "Upgrade.", {"title": "Queues", "text": f"Empty the queue. {LONG * 5}.", "ref": "UP.md:3"}),
]


def whole(change: object = None, *known: object) -> str:
    return "\n".join(one.text for one in drafted(change or a_release(), facts(*known)).proposals.values())  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "most", "told"),
    [
        ("One. Two is longer. Three.", 20, "One. Two is longer."),
        ("It runs on conditions: `a`, `b` and `c`.", 30, "It runs on conditions."),
        ("It stays; until somebody (who: nobody knows) asks.", 40, "It stays."),
        ("All in one breath and with no end in sight", 20, "All in one breath…"),
        ("Short.", 20, "Short."),
    ],
)
def test_a_long_text_ends_where_a_sentence_or_a_clause_ends(words: str, most: int, told: str) -> None:
    assert abridged(words, most) == told


@given(st.text(max_size=80), st.integers(2, 40))
def test_an_abridged_text_keeps_to_its_length_and_to_its_words(words: str, most: int) -> None:
    told = abridged(words, most)
    assert len(told) <= most and words.startswith(told.rstrip("….!?"))


def test_a_note_is_told_in_one_field_and_without_its_credits() -> None:
    draft = drafted(a_release(), facts(*NOTES))
    description, justification = text(draft, "description"), text(draft, "justification")
    assert "New, by the authors' notes:\n\n- Orders can be refunded.\n- Bump vite from 1 to 2." in description
    assert "A shop without orders opens" in justification and "A shop without orders opens" not in description
    assert "refunded" not in justification and "Empty the queue" not in description


def test_users_look_at_what_is_new_in_one_step_that_names_no_housekeeping() -> None:
    validation = text(drafted(a_release(), facts(*NOTES)), "validation")
    assert validation == "1. Look as a user at what is new: Orders can be refunded."


def test_an_upgrade_note_is_never_half_a_sentence() -> None:
    deployment = text(drafted(a_release(), facts(*NOTES)), "deployment")
    assert "Read the upgrade note first (UP.md:3): Queues: Empty the queue.\n" in f"{deployment}\n"


def test_without_notes_the_commits_say_what_is_new_and_bare_versions_say_nothing() -> None:
    subjects = ("v1.1.0", "chore: Tidy up", "fix(api): Wait longer (#3)", "feat: Add refunds (#4)", "fix: Start again")
    commits = tuple(a_commit(number, subject) for number, subject in enumerate(subjects, 1))
    draft = drafted(a_release(commits=commits))
    description = text(draft, "description")
    assert "Users: 1 feature and 2 fixes, by the commits' words." in description
    told = "The commits say:\n\n- Add refunds.\n- Fixed: Wait longer.\n- Fixed: Start again.\n- Tidy up."
    assert told in description  # a fix is not told as new, nor as if it were what is shipped
    new = text(drafted(a_release(commits=(commits[3], a_commit(9, "feat: useThings tells it")))), "description")
    assert "New, by the commits' words:\n\n- Add refunds.\n- useThings tells it." in new
    assert "v1.1.0." not in description.replace("to v1.1.0:", "")
    assert text(draft, "justification") == "Its commits name 2 fixes: Wait longer; Start again."
    assert text(draft, "validation") == "1. Look as a user at what is new: Add refunds."


def test_many_reasons_of_a_verdict_are_a_list_and_the_description_points_to_it() -> None:
    clauses = [f"it still reads the column `orders.a_rather_long_name_{n}`" for n in range(8)]
    told = f"The previous version still runs after this deployment on conditions: {', '.join(clauses)}."
    known = [("rollback.verdict", told, {"verdict": "conditional"})]
    known += [("rollback.setting_kept", "So.", {"clause": clause, "action": "Keep it."}) for clause in clauses]
    draft = drafted(a_release(), facts(*known))
    assert "on conditions; the rollback steps say which." in text(draft, "description")
    rollback = text(draft, "rollback")
    assert "on conditions:\n\n- It still reads the column `orders.a_rather_long_name_0`.\n" in rollback
    assert "- And 2 more." in rollback and "Keep it." in rollback


def test_reasons_are_told_apart_and_a_dismissed_one_is_no_longer_told() -> None:
    told = "The previous version does not run unchanged after this deployment: it reads `a` and it reads `b`."
    clauses = ("it reads `a` and `c`, which are dropped", "it reads `b`")
    known = [("rollback.verdict", told, {"verdict": "unsafe", "reasons": list(clauses)}), FILE]
    reasons = [("rollback.reads_dropped", "So.", {"clause": one, "verdict": "unsafe"}) for one in clauses]
    rollback = text(drafted(a_release(), facts(*known, *reasons)), "rollback")
    assert "after this deployment: it reads `a` and `c`, which are dropped; it reads `b`.\n" in rollback
    rollback = text(drafted(a_release(), facts(*known, reasons[1])), "rollback")
    assert "after this deployment: it reads `b`.\n" in rollback and "reverse 1 database migration" in rollback
    draft = drafted(a_release(), facts(*known))
    assert "does not run" not in text(draft, "rollback") + text(draft, "description")
    assert "Leave the migration applied" in text(draft, "rollback")


def test_migrations_that_stay_are_not_called_without_a_way_down() -> None:
    rollback = text(drafted(a_release(), facts(ONE_WAY, verdict("safe"))), "rollback")
    assert "Leave the migration applied" in rollback and "No way down" not in rollback


def test_pull_requests_that_commits_mention_are_counted_and_tickets_are_few() -> None:
    def item(number: int, where: Where) -> WorkItem:
        return WorkItem(f"W{number}", f"#{number}", "github", (Found(where, "C1"),))

    work = tuple(item(n, "closing" if n < 20 else "mention") for n in range(60))
    draft = drafted(a_release(), work=work)
    assert "Work tickets: #0, #1, #2, #3, #4, #5 and 14 more." in text(draft, "description")
    assert "mention" not in text(draft, "description")
    assert "Its commits mention 40 issues and pull requests." in text(
        drafted(a_release(), work=work[20:]), "description"
    )
    assert text(draft, "justification") == "Its commits say that they settle 20 tickets."


def test_many_changed_settings_are_named_and_code_is_no_value() -> None:
    computed = {"name": "ROOT", "old": "join(BASE, 'a')", "new": "join(ROOT, 'a')", "weight": 25}
    plain = {"name": "LIMIT", "old": "10", "new": "20", "weight": 25}
    known = facts(("config.key_changed", "a", computed), ("config.key_changed", "b", plain))
    assert "in the repository change: `ROOT` and `LIMIT` (`10` → `20`)." in text(
        drafted(a_release(), known), "deployment"
    )


def test_a_quiet_change_with_an_upgrade_note_points_to_it() -> None:
    summary = ("change.summary", "A change of 1 file.", {"parts": [], "way_back": ""})
    description = text(drafted(a_release(), facts(summary, NOTES[3])), "description")
    assert "Nothing of operational weight" not in description
    assert "its authors ask to read the upgrade notes first." in description


@pytest.mark.parametrize(
    ("subject", "sort"),
    [
        ("Prepare release v3.7.9", "housekeeping"),
        ("[maven-release-plugin] prepare release 5.0.4", "housekeeping"),
        ("[maven-release-plugin] prepare for next development iteration", "housekeeping"),
        ("[skip ci] Weblate Changes", "housekeeping"),
        ("v1.2.0", "housekeeping"),
        ("Release the lock after 3.5 seconds", "other"),
        ("Prepare releases of stock in one query", "other"),
        ("perf(db): Ask once", "fix"),
        ("feat!: Refunds", "feature"),
    ],
)
def test_commits_are_told_by_what_they_do_for_whom(subject: str, sort: str) -> None:
    assert saying.sort_of(a_commit(1, subject)) == sort


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Orders can be refunded (#12 - @maya)", "Orders can be refunded."),
        ("Fix: wait longer @maya", "Wait longer."),
        ("Mend it by @maya-b.", "Mend it."),
        ("Tell @maya of it", "Tell @maya of it."),
        ("feat: Add refunds (shop/orders#4)", "Add refunds."),
    ],
)
def test_credits_and_prefixes_are_left_out(words: str, told: str) -> None:
    assert saying.said(saying.without_prefix(words)) == told


def test_a_program_that_changes_the_schema_itself_is_one_step() -> None:
    known = facts(
        ("migration.in_code", "It creates `a`.", {"weight": 40, "path": "a.py"}),
        ("migration.in_code", "It creates `b`.", {"weight": 40, "path": "b.py"}),
        ("migration.in_code", "It no longer creates `c`.", {"weight": 20}),
    )
    deployment = text(drafted(a_release(), known), "deployment")
    assert "changed its database itself; the code for it is in `a.py` and `b.py`.\n" in f"{deployment}\n"


def test_what_the_new_version_reads_is_there_before_users_reach_it() -> None:
    column = ("migration.add_column", "It adds it.", {"table": "orders", "column": "refund"})
    assert "Before users reach the new version, apply 1 database" in text(
        drafted(a_release(), facts(FILE, column)), "deployment"
    )
    assert "Before users" not in text(drafted(a_release(), facts(FILE)), "deployment")


def test_a_way_back_asks_about_the_schema_that_stays() -> None:
    gone = ("migration.removed", "Migration 0008 is deleted.", {"app": "orders", "migration": "0008_drop"})
    back = ("change.divergence", "2 commits leave production.", {"leaving": 2})
    change = a_release(base_name="v1.1.0", head_name="v1.0.0", commits=())
    deployment = text(drafted(change, facts(gone, back)), "deployment")
    assert (
        "databases have run `orders 0008_drop`, which `v1.0.0` does not hold. Reverse them while `v1.1.0`" in deployment
    )
    assert "Decide about the schema" not in text(drafted(change, facts(gone)), "deployment")
    onward = a_release(base_name="v1.1.0", head_name="v2.0.0")  # from a branch of its own: nothing goes back
    assert "Decide about the schema" not in text(drafted(onward, facts(gone, back)), "deployment")


def test_a_commit_that_is_named_from_a_version_is_no_release() -> None:
    change = a_release(base_name="v1.0.0~2^", head_name="v1.0.0~2", commits=(a_commit(1, "Give up sooner"),))
    assert text(drafted(change), "title") == "Give up sooner"


def test_many_that_ask_for_the_same_are_named_and_few_are_told() -> None:
    gone = [
        ("surface.endpoint_removed", f"Endpoint {n} goes.", {"method": "GET", "route": f"/old/{n}", "breaking": True})
        for n in range(10)
    ]
    few = text(drafted(a_release(), facts(*gone[:2])), "deployment")
    assert "Warn those who call it, or let them move first. Endpoint 0 goes. Endpoint 1 goes.\n" in few
    many = text(drafted(a_release(), facts(*gone)), "deployment")
    assert "or let them move first: `GET /old/0`, `GET /old/1`," in many and "`GET /old/7` and 2 more.\n" in many


def test_what_two_stores_lose_alike_is_told_once() -> None:
    drop = ("migration.drop_table", "It drops `a`.", {"table": "a", "loses_data": True, "weight": 90})
    other = ("migration.drop_table", "It drops `b`.", {"table": "b", "loses_data": True, "weight": 90})
    draft = drafted(a_release(), facts(FILE, drop, drop, other))
    assert "2 tables are dropped with their data: `a` and `b`." in text(draft, "description")
    assert text(draft, "rollback").count("- It drops `a`.") == 1


def test_what_is_only_counted_is_counted_with_what_is_named() -> None:
    gone = {"method": "GET", "route": "/a", "breaking": True}
    rest = {"names": ["GET /b", "GET /c"], "count": 20, "breaking": True}
    known = facts(("surface.endpoint_removed", "It goes.", gone), ("surface.endpoint_removed", "And more.", rest))
    description = text(drafted(a_release(), known), "description")
    assert "21 endpoints are removed: `GET /a`, `GET /b`, `GET /c` and 18 more." in description
    assert "Clients of its API: 21 endpoints are gone: `GET /a`, `GET /b`, `GET /c` and 18 more." in description


def test_the_notes_of_one_document_are_read_in_one_step() -> None:
    notes = [("notes.upgrade", "Note.", {"text": f"Note {n}.", "title": "", "ref": f"UP.md:{n}"}) for n in range(6)]
    deployment = text(drafted(a_release(), facts(*notes)), "deployment")
    assert "1. Read the upgrade notes first (UP.md:0 and 5 more places in it): Note 0.\n2. " in deployment


def test_a_size_is_told_once_and_a_quiet_change_says_so() -> None:
    summary = (
        "change.summary",
        "A change of 1 file with nothing of operational weight.",
        {"parts": [], "way_back": ""},
    )
    description = text(drafted(a_release(), facts(summary)), "description")
    assert description.count("1 file") == 1
    assert "Nothing of operational weight was found in it." in description


def test_the_way_back_is_the_way_forward_and_ends_with_a_restart() -> None:
    known = facts(command("upgrade", "make deploy"), command("restart", "make restart"))
    rollback = text(drafted(a_release(), known), "rollback")
    assert "`v1.0.0` (aaaaaaaaaa), in the way in which the new one was deployed." in rollback
    assert rollback.endswith("2. Restart what runs the code, as after the deployment: `make restart`")


def test_a_long_list_of_names_is_counted_not_cut() -> None:
    many = [("config.env_added", "Reads.", {"name": f"A_SETTING_WITH_{'A_LONG_' * 8}NAME_{n}"}) for n in range(6)]
    lines = text(drafted(a_release(), facts(*many)), "description").split("\n")
    line = next(line for line in lines if "Reads 6 new" in line)
    assert line.endswith("more.") and "…" not in line


def test_a_base_image_is_not_told_beside_its_runtime() -> None:
    known = facts(
        ("dependency.runtime", "Upgrades Node.js from 24 to 26.", {"name": "Node.js", "new": "26"}),
        ("delivery.image", "The base image changes.", {"old": "node:24", "new": "node:26"}),
    )
    assert "The base image changes." not in text(drafted(a_release(), known), "description")


def test_examples_that_need_no_cut_come_first() -> None:
    assert saying.examples([LONG * 3, f"Part: {LONG} and {LONG}", "One.", "Two."], 2) == "One; Two."


def test_an_author_that_nobody_answers_for_is_no_person_to_ask() -> None:
    from relman_desktop.facts.people import detect
    from relman_desktop.jobs import Cancel

    robot = replace(a_commit(1, "Do it", author="Helpful"), email="noreply@example.com")
    person = replace(a_commit(2, "Do more", author="Maya"), email="1+maya@users.noreply.example.com")
    found = list(detect(a_release(commits=(robot, person)), Cancel()))
    assert [one.text for one in found] == ["Maya wrote 1 of the change's commits."]
    (only,) = detect(a_release(commits=(person,)), Cancel())
    assert only.text == "Maya wrote the change's only commit."


def test_the_sample_ticket_has_no_sentence_twice(sample_text: list[str]) -> None:
    assert sorted(sample_text) == sorted(set(sample_text))


@pytest.fixture
def sample_text(loaded: object) -> list[str]:
    from relman_desktop.drafting.proposal import Material
    from relman_desktop.drafting.template import draft_ticket

    draft = draft_ticket(Material(loaded.change, loaded.facts, loaded.work))  # type: ignore[attr-defined]
    said_elsewhere = ("title", "services", "assignee", "validator")
    fields = [one for name, one in draft.proposals.items() if name not in said_elsewhere]
    texts = [claim.text for one in fields for claim in one.claims if len(claim.text) > 40]
    assert FILE and texts
    return texts
