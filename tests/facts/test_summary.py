"""The change in one breath."""

from relman_desktop.facts import summary
from relman_desktop.facts.fact import Finding, Value
from relman_desktop.jobs import Cancel

from .changes import a_change

CHANGE = a_change({"a.py": ("a\n", "b\n")})


def told(*findings: Finding) -> Finding:
    (finding,) = summary.detect(CHANGE, findings, Cancel())
    return finding


def a_finding(kind: str, *, weight: int = 50, **data: Value) -> Finding:
    return Finding(kind, "It is so.", ("F1.h1",), data, weight)


def test_what_weighs_is_said_in_few_words_the_weightiest_first() -> None:
    found = told(
        a_finding("config.env_added"),
        a_finding("migration.file"),
        a_finding("migration.drop_column", table="orders", column="legacy_id"),
        a_finding("dependency.runtime", name="Node.js", new="26", weight=65),
        a_finding("rollback.verdict", verdict="unsafe"),
    )
    assert found.text == (
        "Removal of orders.legacy_id, 1 database migration, Node.js 26 and 1 new setting; "
        "the previous version does not run unchanged afterwards."
    )
    assert found.evidence == ("F1.h1",)


def test_a_change_without_weight_says_so() -> None:
    found = told(a_finding("rollback.verdict", verdict="safe", weight=20))
    assert found.text == "A change of 1 file (+1 −1) with nothing of operational weight."
    assert found.evidence == ("F1",)


def test_what_weighs_without_words_of_its_own_is_not_called_nothing() -> None:
    assert told(a_finding("delivery.image")).text == "A change of 1 file (+1 −1)."


def test_what_the_repositorys_own_files_set_is_no_new_setting() -> None:
    assert told(a_finding("config.env_added", role="set", weight=20)).text.startswith("A change of 1 file")


def test_what_its_authors_ask_for_is_said() -> None:
    assert told(a_finding("notes.upgrade", weight=85)).text == "Upgrade notes of its authors."
    assert told(a_finding("notes.entry", weight=70)).text == "1 breaking change in its authors' notes."


def test_nothing_is_said_of_no_change() -> None:
    assert not list(summary.detect(a_change({}), (), Cancel()))


def test_what_a_program_does_to_its_database_counts_as_a_migration_does() -> None:
    assert told(a_finding("migration.in_code")).text == "Database changes by its own code."
    assert "operational weight" in told(a_finding("migration.in_code", weight=20)).text


def test_inputs_of_modules_are_no_settings() -> None:
    assert told(a_finding("config.input_renamed", count=3)).text == "3 module inputs to rename or to set."
