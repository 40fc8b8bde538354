"""What the corpus cannot show of the way back: how names are matched, and what is said where much is not known."""

from hypothesis import given
from hypothesis import strategies as st

from relman_desktop.facts import find_facts
from relman_desktop.facts.fact import Fact
from relman_desktop.facts.rollback.names import folded, is_telling, spellings, table_forms, words_of
from relman_desktop.jobs import Cancel
from relman_desktop.sources.change import Change

from .changes import a_change

_NAMES = st.from_regex(r"[a-z][a-z0-9]{1,8}(_[a-z][a-z0-9]{1,8}){0,3}", fullmatch=True)
DROP = "ALTER TABLE orders DROP COLUMN legacy_id;\n"


def rollback(change: Change) -> list[Fact]:
    return list(find_facts(change, Cancel()).of("rollback."))


@given(_NAMES)
def test_a_name_is_known_however_code_spells_it(name: str) -> None:
    camel = "".join(word.capitalize() for word in name.split("_"))
    assert folded(name) == folded(camel) == folded(name.upper())
    assert folded(camel) in words_of(f"x.{camel}(y)")
    assert spellings(camel) >= {folded(name)} and name in spellings(name)


def test_a_table_is_known_in_both_numbers_and_without_its_application() -> None:
    assert {"orderitem", "orderitems", "item", "items"} <= table_forms("order_items")
    assert {"entry", "entries"} <= table_forms("entries")
    assert {"orders", "order"} <= table_forms('public."orders"')


def test_only_a_name_of_several_words_tells_by_itself() -> None:
    assert is_telling("legacy_id") and is_telling("legacyId")
    assert not is_telling("status") and not is_telling("_status")


def test_a_diff_file_says_that_it_cannot_be_told() -> None:
    change = a_change({"db/migrations/0012_drop.up.sql": (None, DROP)}, origin="diff")
    verdict, reason = rollback(change)
    assert verdict.get("verdict") == reason.get("verdict") == "unknown"
    assert "cannot be searched" in verdict.text


def test_many_tables_are_told_in_few_sentences_and_none_is_lost() -> None:
    tables = [f"table_{letter}" for letter in "abcdefghij"]
    migration = "".join(f"ALTER TABLE {table} DROP COLUMN old_value;\n" for table in tables)
    code = "".join(f'q("SELECT old_value FROM {table}")\n' for table in tables)
    facts = rollback(a_change({"db/migrations/1_drop.up.sql": (None, migration), "app/store.py": (code, "q()\n")}))
    told = [fact for fact in facts if fact.kind == "rollback.reads_dropped"]
    assert len(told) == 5
    names = [name for fact in told if isinstance(found := fact.data["names"], list) for name in found]
    assert sorted(names) == [f"{table}.old_value" for table in tables]


def test_a_line_that_the_change_removes_is_cited_by_its_hunk_and_another_by_its_place() -> None:
    files = {
        "db/migrations/0012_drop.up.sql": (None, DROP),
        "app/report.py": ('sql = "SELECT legacy_id FROM orders"\n', "sql = ''\n"),
    }
    tree = {"app/export.py": 'sql = "SELECT legacy_id FROM orders"\n'}
    facts = find_facts(a_change(files, tree=tree), Cancel())
    (reads,) = facts.of("rollback.reads_dropped")
    assert reads.evidence == ("F1.h1", "R1", "F2.h1")
    assert facts.places["R1"].ref == "app/export.py:1, as it is before the change"
