"""The deployment steps of a team that says how it deploys."""

from dataclasses import replace

import pytest

from relman_desktop.drafting.template.team.steps import IN_REVIEW
from relman_desktop.ticket import Status

from .making import a_material, about, claims, steps

OWN = """
[[deployment_steps]]
text = "Tell #releases"
phase = "before"

[[deployment_steps]]
text = "Deploy with Helm."
command = "helm upgrade orders ./chart --set tag=<version>"
environment = "prod-eu"
minutes = 10

[[deployment_steps]]
text = "Empty the cache"
command = "make purge"

[[deployment_steps]]
text = "Tell #releases that it is done"
phase = "after"
automated = true
"""
UPGRADE = (
    "command.upgrade",
    "It says so.",
    {"command": "docker compose up -d", "path": "README.md", "line": 4, "weight": 20},
)
RESTART = ("command.restart", "It says so.", {"command": "systemctl restart orders", "path": "README.md", "line": 9})
FILE = (
    "migration.file",
    "Migration 0008 (orders, Django) drops 1 column.",
    {"app": "orders", "migration": "0008_drop", "reversible": True, "loses_data": True},
)
DROP = (
    "migration.drop_column",
    "Migration 0008 (orders) drops the column `order.legacy_id`; its data is lost.",
    {"table": "order", "column": "legacy_id", "loses_data": True, "weight": 90},
)
READS = ("rollback.reads_dropped", "It reads it.", {"clause": "it still reads `order.legacy_id`", "verdict": "unsafe"})
MIGRATE = ("command.migrate", "It says so.", {"command": "manage.py migrate", "path": "README.md", "line": 12})
CANARY = '[deployment]\nstrategy = "canary"\nstages = ["5 % for 15 min", "25 % for 30 min", "100 %"]\n'
ERRORS = '[[monitoring]]\nmetric = "checkout_error_rate"\nthreshold = "{}"\n'


def test_the_teams_steps_take_the_place_of_what_the_repository_lets_one_guess() -> None:
    told = steps(a_material(OWN, facts=(UPGRADE, RESTART)), "deployment")
    assert not any("docker compose" in one or "systemctl" in one for one in told)
    deploy = about(told, "Helm")
    assert deploy == (
        "Deploy with Helm, `v1.1.0` (bbbbbbbbbb): `helm upgrade orders ./chart --set tag=v1.1.0` "
        "(in prod-eu; about 10 min; .relman.toml:6)"
    )
    order = [told.index(about(told, words)) for words in ("Tell #releases.", "Helm", "cache", "it is done")]
    assert order == sorted(order)
    assert about(told, "it is done") == "Tell #releases that it is done (runs by itself)."


def test_without_a_step_of_the_deployment_itself_the_repositorys_stands() -> None:
    before = '[[deployment_steps]]\ntext = "Tell #releases"\nphase = "before"\n'
    told = steps(a_material(before, facts=(UPGRADE,)), "deployment")
    assert told[0] == "Tell #releases." and "docker compose up -d" in told[1]


def test_each_step_cites_its_entry_and_quotes_its_command() -> None:
    told = claims(a_material(OWN), "deployment")
    helm = next(one for one in told if "Helm" in one.text)
    assert helm.evidence[0] == "N2" and helm.quote == ""  # what was filled in is not word for word
    purge = next(one for one in told if "cache" in one.text)
    assert purge.evidence[0] == "N3" and purge.quote == "make purge"
    assert helm.status is Status.SUPPORTED


def test_a_step_for_migrations_names_them_and_only_where_there_are_some() -> None:
    own = OWN + '[[deployment_steps]]\ncommand = "make migrate"\nonly_with = ["migrations"]\n'
    told = steps(a_material(own, facts=(FILE, MIGRATE)), "deployment")
    assert about(told, "make migrate") == "Apply the migrations (`orders 0008_drop`): `make migrate` (.relman.toml:20)"
    assert not any("manage.py migrate" in one for one in told)
    no_migrations = a_material(own, files={"orders/checkout.py": ("a\n", "b\n")})
    assert not any("make migrate" in one for one in steps(no_migrations, "deployment"))


def test_migrations_that_no_step_of_the_teams_applies_are_not_forgotten() -> None:
    told = steps(a_material(OWN, facts=(FILE, MIGRATE)), "deployment")
    assert told.index(about(told, "Helm")) < told.index(about(told, "manage.py migrate")) < told.index("After:")


def test_a_backup_is_made_by_the_teams_command_before_data_is_lost_and_only_then() -> None:
    backup = '[[backups]]\nwhat = "orders database"\ncommand = "make backup"\nplan = "docs/recovery.md"\nminutes = 40\n'
    told = steps(a_material(OWN + backup, facts=(FILE, DROP)), "deployment")
    assert about(told, "make backup") == (
        "Back up the orders database, since the migrations lose data that no rollback brings back: `make backup` "
        "(plan: docs/recovery.md; .relman.toml:20)"
    )
    assert not any("make backup" in one for one in steps(a_material(OWN + backup), "deployment"))


PHASED = '[[deployment_steps]]\ntext = "{}"\ncommand = "{}"\nphase = "{}"\n'
BACKUP = '[[backups]]\nwhat = "database"\ncommand = "make backup"\n'


@pytest.mark.parametrize("phase", ["before", "during"])
def test_a_backup_stands_before_the_migrations_whatever_the_phase_of_these(phase: str) -> None:
    own = PHASED.format("Tell", "make tell", "before") + PHASED.format("Apply the migrations", "make up", phase)
    told = steps(a_material(own + BACKUP, facts=(FILE, DROP)), "deployment")
    assert (
        told.index(about(told, "make tell"))
        < told.index(about(told, "make backup"))
        < told.index(about(told, "make up"))
    )


@pytest.mark.parametrize("phase", ["before", "during"])
def test_a_backup_of_the_teams_steps_stands_before_the_migrations(phase: str) -> None:
    own = PHASED.format("Migrate", "make up", phase) + PHASED.format("Dump it before migrating", "make dump", phase)
    told = steps(a_material(own, facts=(FILE, DROP)), "deployment")
    assert told.index(about(told, "make dump")) < told.index(about(told, "make up"))


def test_what_has_no_way_down_is_backed_up_where_the_team_says_how() -> None:
    one_way = (*FILE[:2], {**FILE[2], "reversible": False, "loses_data": False})
    told = steps(a_material(BACKUP, facts=(one_way,)), "deployment")
    assert about(told, "make backup").startswith(
        "Back up the database, since no way back is written for `orders 0008_drop`"
    )
    assert not any("Back up" in one for one in steps(a_material(facts=(one_way,)), "deployment"))


def test_a_restore_that_is_told_in_words_is_no_command() -> None:
    backup = BACKUP + 'restore = "see the runbook, “Restore from a dump”"\n'
    told = steps(a_material(backup, facts=(FILE, DROP)), "rollback")
    assert about(told, "runbook").endswith("made before the deployment. See the runbook, “Restore from a dump”.")


@pytest.mark.parametrize(
    ("tag", "expected"),
    [("v1.1.0", "make deploy V=v1.1.0"), ("v1;rm", "make deploy V=<version>"), ("-x", "V=<version>")],
)
def test_the_version_stands_in_a_command_where_it_is_one_plain_word(tag: str, expected: str) -> None:
    material = a_material(PHASED.format("Deploy", "make deploy V=<version>", "during"))
    material = replace(material, change=replace(material.change, head_name=tag))
    assert expected in about(steps(material, "deployment"), "make deploy")


def test_on_the_way_back_the_version_is_the_previous_one() -> None:
    own = '[[rollback_steps]]\ncommand = "make deploy V=<version>"\n'
    assert "`make deploy V=v1.0.0`" in about(steps(a_material(own), "rollback"), "make deploy")


def test_how_the_product_is_built_is_not_guessed_beside_the_teams_steps() -> None:
    build = ("assets.build", "58 sources change: `yarn build` builds it anew.", {})
    assert any("yarn build" in one for one in steps(a_material(facts=(build,)), "deployment"))
    assert not any("yarn build" in one for one in steps(a_material(OWN, facts=(build,)), "deployment"))


PAGES = {"README.md": ("a\n", "b\n"), "docs/run.md": ("a\n", "b\n")}


def test_of_documentation_nothing_is_deployed() -> None:
    material = a_material(OWN + ERRORS.format("> 1"), files=PAGES, facts=(UPGRADE,))
    assert steps(material, "deployment") == [
        "Only documentation changes, by the names of the files: nothing has to be deployed."
    ]
    assert "nothing to roll back" in steps(material, "rollback")[0] and len(steps(material, "rollback")) == 1
    assert steps(material, "validation") == [
        "Look at the changed documentation as its readers see it: `README.md` and `docs/run.md`."
    ]
    told = steps(material, "description")
    assert told[0].startswith("This takes orders") and any("nothing has to be deployed" in one for one in told)


def test_a_team_that_has_a_step_for_its_pages_deploys_them() -> None:
    own = '[[deployment_steps]]\ncommand = "make docs"\npaths = ["docs/"]\n'
    assert "make docs" in steps(a_material(own, files=PAGES), "deployment")[0]


def test_a_step_that_backs_up_is_told_once_and_with_its_reason() -> None:
    own = OWN + '[[deployment_steps]]\ntext = "Snapshot the database"\ncommand = "make snap"\nphase = "before"\n'
    backup = '[[backups]]\nwhat = "database"\ncommand = "make backup"\n'
    told = steps(a_material(own + backup, facts=(FILE, DROP)), "deployment")
    assert "since the migrations lose data" in about(told, "make snap")
    assert not any("make backup" in one for one in told)


def test_a_canary_goes_on_by_the_teams_threshold_and_rests_on_it() -> None:
    told = claims(a_material(CANARY + OWN + ERRORS.format("over 1 %")), "deployment")
    texts = [one.text for one in told]
    first = texts.index("Canary: 5 % for 15 min; go on while `checkout_error_rate` stays under 1 %.")
    assert texts[first + 1 : first + 3] == ["Then 25 % for 30 min; go on as before.", "Then 100 %."]
    assert told[first].evidence == ("N1", "N6")
    assert texts.index(about(texts, "Helm")) < first


def test_a_threshold_that_is_no_plain_number_is_told_in_the_teams_words() -> None:
    told = steps(a_material(CANARY + ERRORS.format("above 2 % for 5 minutes")), "deployment")
    assert "go on unless `checkout_error_rate` is above 2 % for 5 minutes." in about(told, "Canary")
    told = steps(a_material(CANARY + ERRORS.format("> 3")), "deployment")
    assert "`checkout_error_rate` stays under 3." in about(told, "Canary")


def test_a_strategy_that_keeps_the_old_version_is_told_what_becomes_of_it() -> None:
    told = claims(a_material(CANARY, facts=(FILE, DROP, READS)), "deployment")
    claim = next(one for one in told if "canary keeps the previous version" in one.text)
    assert claim.text.endswith("or expect its errors: it still reads `order.legacy_id`.")
    assert {"N1", "X3"} <= set(claim.evidence)


def test_two_sides_are_switched_after_the_deployment() -> None:
    sides = '[deployment]\nstrategy = "blue-green"\nswitch = "make switch"\n'
    told = steps(a_material(sides + OWN), "deployment")
    assert told.index(about(told, "Helm")) < told.index(about(told, "make switch")) < told.index(about(told, "cache"))


def test_a_toggle_is_off_first_and_switched_on_afterwards_in_its_stages() -> None:
    toggle = (
        '[deployment]\nstrategy = "feature toggle"\ntoggle = "Unleash"\nswitch = "Ask the product owner to switch"\n'
    )
    told = steps(a_material(toggle + 'stages = ["5 %", "100 %"]\n' + OWN), "deployment")
    assert told.index(about(told, "toggle is off (Unleash)")) < told.index(about(told, "Helm"))
    assert about(told, "toggle on") == "Switch the change's toggle on (Unleash): 5 %. Ask the product owner to switch."
    assert told[-1] == "Then 100 %."


def test_what_the_change_itself_writes_into_the_profile_is_weak() -> None:
    told = claims(a_material(OWN, files={".relman.toml": ("", OWN), "a.py": ("a\n", "b\n")}), "deployment")
    own = [one for one in told if any(cited.startswith("N") for cited in one.evidence)]
    assert own and all(one.status is Status.WEAK and IN_REVIEW in one.reasons for one in own)


def test_a_personal_profile_names_no_place_that_others_could_not_find() -> None:
    from .making import a_profile

    step = '[[deployment_steps]]\ntext = "Deploy"\ncommand = "make deploy"\n'
    material = replace(a_material(), profile=a_profile(step, "your profile"))
    assert about(steps(material, "deployment"), "make deploy").endswith("`make deploy`")


STATE = '[[backups]]\nwhat = "Terraform state"\ncommand = "make state-backup"\nrestore = "make state-restore"\n'


def test_a_backup_of_something_else_than_the_database_brings_no_rows_back() -> None:
    for profile in (STATE, STATE + '[[backups]]\nwhat = "cluster resources"\ncommand = "velero backup"\n'):
        material = a_material(profile, facts=(FILE, DROP))
        told = [*steps(material, "deployment"), *steps(material, "rollback")]
        assert about(told, "Back up").startswith("Back up the database, since the migrations lose data")
        assert not any("state" in one or "velero" in one for one in told)
    told = steps(a_material(STATE + BACKUP, facts=(FILE, DROP)), "deployment")
    assert "make backup" in about(told, "Back up") and not any("state" in one for one in told)


@pytest.mark.parametrize("what", ["everything", "the production server", "Orders"])
def test_the_only_backup_counts_where_it_names_nothing_else(what: str) -> None:
    told = steps(a_material(f'[[backups]]\nwhat = "{what}"\ncommand = "make save"\n', facts=(FILE, DROP)), "deployment")
    assert "`make save`" in about(told, "Back up")


@pytest.mark.parametrize(
    ("field", "part", "asked", "shown"),
    [
        ("rollback", "rollback_steps", "<new version>", "v1.1.0"),
        ("rollback", "rollback_steps", "<version>", "v1.0.0"),
        ("deployment", "deployment_steps", "<new-version>", "v1.1.0"),
        ("deployment", "deployment_steps", "<previous version>", "v1.0.0"),
        ("deployment", "deployment_steps", "<version>", "v1.1.0"),
    ],
)
def test_a_version_is_put_in_its_place_in_the_words_of_a_step_too(
    field: str, part: str, asked: str, shown: str
) -> None:
    told = steps(a_material(f'[[{part}]]\ntext = "Mark {asked}"\ncommand = "make mark V={asked}"\n'), field)
    assert about(told, "Mark").startswith(f"Mark {shown}: `make mark V={shown}`")
