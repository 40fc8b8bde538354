"""Whole migrations of each framework, and what is said of them."""

import pytest

from tests.facts.migrations.build import edit, new, sample, the


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("django/0042_orders_legacy.py", "shop/orders/migrations/0042_orders_legacy.py"),
        ("alembic/4f2a9c1d7e30_merge_accounts.py", "api/migrations/versions/4f2a9c1d7e30_merge_accounts.py"),
        ("rails/20260204120000_split_addresses.rb", "db/migrate/20260204120000_split_addresses.rb"),
        ("sql/V12__orders_in_cents.sql", "src/main/resources/db/V12__orders_in_cents.sql"),
        ("sql/20260101120000_redefine_users.sql", "prisma/migrations/20260101120000_redefine_users/migration.sql"),
        ("code/20260211000000-teams.js", "server/migrations/20260211000000-teams.js"),
        ("code/017_split_trusted.go", "store/migration/017_split_trusted.go"),
        ("code/migrations.go", "internal/database/migrations.go"),
    ],
)
def test_a_sample_tells_its_facts(name: str, path: str) -> None:
    findings = new(path, sample(name))
    lines = [f"{finding.weight} {finding.kind}: {finding.text}" for finding in findings]
    assert "\n".join(lines) + "\n" == sample(f"{name}.facts")


def test_a_finding_carries_what_the_drafter_reads() -> None:
    findings = new("shop/orders/migrations/0042_orders_legacy.py", sample("django/0042_orders_legacy.py"))
    who = {
        "framework": "Django",
        "migration": "0042_orders_legacy",
        "app": "orders",
        "engine": "",
        "path": "shop/orders/migrations/0042_orders_legacy.py",
    }
    assert the("drop_column", findings).data == who | {
        "table": "order",
        "column": "legacy_id",
        "new_name": "",
        "type": "",
        "old_type": "",
        "restated": "",
        "nullable": None,
        "default": None,
        "index": "",
        "concurrently": False,
        "loses_data": True,
        "fresh": False,
        "statement": "",
        "count": 1,
    }
    assert the("file", findings).data == who | {
        "operations": 11,
        "reversible": True,
        "transactional": False,
        "loses_data": True,
        "replaces": [],
        "follows": ["orders.0041_basket"],
        "down_drops": the("file", findings).data["down_drops"],
    }


def test_an_operation_cites_the_hunk_that_holds_it() -> None:
    old = "\n".join(["-- a", *(f"CREATE TABLE t{number} (a int);" for number in range(20)), ""])
    text = old.replace("-- a\n", "DROP TABLE first;\n") + "DROP TABLE last;\n"
    findings = edit("db/migrations/R__all.sql", old, text)
    cited = {finding.data["table"]: finding.evidence for finding in findings if finding.kind == "migration.drop_table"}
    assert cited == {"first": ("F1.h1",), "last": ("F1.h2",)}


def test_an_edit_cites_the_lines_that_are_gone() -> None:
    old = "DROP TABLE a;\n" + "-- pad\n" * 20 + "DROP TABLE b;\n"
    finding = the("edited", edit("db/migrations/1_x.sql", old, old.replace("DROP TABLE b;\n", "")))
    assert finding.evidence == ("F1.h1",)
    assert finding.text.endswith("is edited: it no longer drops the table `b`.")


def test_many_operations_of_a_kind_are_told_together() -> None:
    text = "".join(f"ALTER TABLE t{number} DROP COLUMN a;\n" for number in range(9))
    finding = the("drop_column", new("shop/migrations/1_x.sql", text))
    assert finding.text == (
        "Migration 1_x (shop) drops 9 columns: `t0.a`, `t1.a`, `t2.a`, `t3.a`, `t4.a` and 4 more; their data is lost."
    )
    assert finding.data["tables"] == [f"t{number}" for number in range(9)]
    assert (finding.data["count"], finding.weight) == (9, 90)


def test_the_same_sentence_is_said_once() -> None:
    finding = the("data", new("db/migrations/1_x.sql", "UPDATE a SET b = 1;\nUPDATE a SET c = 2;\n"))
    assert finding.data["count"] == 2


def test_names_cannot_break_out_of_a_sentence() -> None:
    findings = new("db/migrations/1_x.sql", 'DROP TABLE "a`b\n\x1b[31m";')
    assert "\n" not in findings[1].text
    assert findings[1].text.count("`") == 2
