"""The previous version against what the deployment leaves: schema, configuration, and what is gone for good."""

from pathlib import Path

from relman_desktop.facts import find_facts, rollback
from relman_desktop.facts.book import Facts
from relman_desktop.jobs import Cancel
from relman_desktop.loaded import Loaded
from relman_desktop.risk.rehearsal.for_good import for_good
from relman_desktop.risk.rehearsal.migrated import configuration, schema
from relman_desktop.risk.rehearsal.table import table
from relman_desktop.sources.change import Change
from tests.facts.changes import a_change

_DROP = "ALTER TABLE orders DROP COLUMN legacy_id;\n"
_RENAME = "ALTER TABLE orders RENAME COLUMN legacy_id TO old_id;\n"
_RENAME_BACK = "ALTER TABLE orders RENAME COLUMN old_id TO legacy_id;\n"
_ADD = "ALTER TABLE orders ADD COLUMN note_text text;\n"
_READS = ('q("SELECT legacy_id FROM orders")\n', "q()\n")
_UP, _DOWN = "db/migrations/0012_orders.up.sql", "db/migrations/0012_orders.down.sql"


def _facts(change: Change) -> Facts:
    return find_facts(change, Cancel())


def test_a_column_that_the_previous_version_reads_and_that_is_gone_closes_the_way() -> None:
    facts = _facts(a_change({_UP: (None, _DROP), "app/store.py": _READS}))
    found = schema(facts)
    assert found.outcome == "no"
    assert "does not run unchanged against the migrated schema" in found.text and "`orders.legacy_id`" in found.text
    assert found.details == ("`0012_orders`: no way back is written",)
    assert {fact.kind for fact in facts.items if fact.id in found.evidence} >= {
        "rollback.reads_dropped",
        "migration.file",
    }
    gone = for_good(facts)
    assert gone.outcome == "no" and "its data is lost" in gone.text


def test_a_rename_with_a_way_back_is_open_in_part() -> None:
    files = {_UP: (None, _RENAME), _DOWN: (None, _RENAME_BACK), "app/store.py": _READS}
    found = schema(_facts(a_change(files)))
    assert found.outcome == "partly"
    assert "by the old name" in found.text and "A way back is written for every migration" in found.text
    assert found.details == ("`0012_orders`: a way back is written",)


def test_a_rename_without_a_way_back_is_not() -> None:
    found = schema(_facts(a_change({_UP: (None, _RENAME), "app/store.py": _READS})))
    assert (found.outcome, found.details) == ("no", ("`0012_orders`: no way back is written",))


def test_a_new_column_lets_the_previous_version_run_and_going_down_costs_what_was_written() -> None:
    down = "ALTER TABLE orders DROP COLUMN note_text;\n"
    facts = _facts(a_change({_UP: (None, _ADD), _DOWN: (None, down), "app/store.py": ("q()\n", "q(1)\n")}))
    found = schema(facts)
    assert found.outcome == "yes" and "as far as its code shows" in found.text
    assert found.details == (
        "`0012_orders`: a way back is written; it drops `orders.note_text`, with all that was written there since",
    )
    assert for_good(facts).outcome == "yes"


def test_where_the_code_cannot_be_searched_nothing_is_promised() -> None:
    found = schema(_facts(a_change({_UP: (None, _DROP)}, origin="diff")))
    assert found.outcome == "unknown" and "cannot be searched" in found.text
    assert configuration(_facts(a_change({_UP: (None, _DROP)}, origin="diff"))).outcome == "yes"


def test_a_setting_that_only_the_previous_version_reads_is_of_the_configuration() -> None:
    files = {"app/config.py": ('import os\nURL = os.environ["SHOP_URL"]\n', "URL = 1\n")}
    facts = _facts(a_change(files))
    found = configuration(facts)
    assert found.outcome == "partly" and "`SHOP_URL`" in found.text
    assert found.details and "Keep `SHOP_URL` set" in found.details[0]
    assert schema(facts).outcome == "yes"


def test_a_data_store_that_moves_on_is_for_good() -> None:
    compose = (
        "services:\n  db:\n    image: postgres:{}\n    volumes: [data:/var/lib/postgresql/data]\nvolumes: {{data: }}\n"
    )
    facts = _facts(a_change({"compose.yaml": (compose.format(15), compose.format(17))}))
    found = for_good(facts)
    assert found.outcome == "no" and "postgres:15" in found.text
    assert configuration(facts).outcome == "yes"


def test_data_that_is_written_over_is_told() -> None:
    facts = _facts(a_change({_UP: (None, "UPDATE orders SET state = 'done';\n")}))
    found = for_good(facts)
    assert found.outcome == "partly" and "written over" in found.text


def test_where_nothing_runs_nothing_changes_for_the_previous_version() -> None:
    facts = _facts(a_change({"README.md": ("one\n", "two\n")}))
    assert schema(facts).outcome == configuration(facts).outcome == "yes"
    assert "Nothing that runs is changed" in schema(facts).text


def test_nothing_found_says_what_was_looked_for_and_no_more() -> None:
    found = for_good(_facts(a_change({"app/store.py": ("q()\n", "q(1)\n")})))
    assert found.outcome == "yes"
    assert "looked for were" in found.text and "safe" not in found.text.lower()


def test_the_samples_release_cites_what_is_in_its_book(loaded: Loaded) -> None:
    known = {fact.id for fact in loaded.facts.items}
    for found in (schema(loaded.facts), configuration(loaded.facts), for_good(loaded.facts)):
        cited = [one for one in found.evidence if one.startswith("X")]
        assert set(cited) <= known
        assert found.outcome == "yes" or cited


def test_every_reason_that_the_table_sorts_exists() -> None:
    """A reason that was renamed would silently be about something else."""
    source = "".join(path.read_text("utf-8") for path in Path(rollback.__file__).parent.glob("*.py"))
    assert all(f'"{reason}"' in source for reasons in table().reasons.values() for reason in reasons)
