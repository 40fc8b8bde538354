"""What keeps others waiting, and which engine says so."""

import pytest

from relman_desktop.facts.migrations.locks import is_wider
from tests.facts.migrations.build import django, found, new

INDEX = "CREATE INDEX i ON orders (a);"


@pytest.mark.parametrize(
    ("old", "new", "wider"),
    [
        ("varchar(20)", "varchar(40)", True),
        ("varchar(40)", "varchar(20)", False),
        ("varchar(20)", "text", True),
        ("CharField(max_length=20)", "CharField(max_length=40)", True),
        ("CharField(max_length=20)", "TextField", True),
        ("IntegerField", "BigIntegerField", False),
        ("numeric(6,2)", "numeric(12, 2)", True),
        ("decimal(6, 2)", "decimal(12, 4)", False),
        ("DecimalField(max_digits=6, decimal_places=2)", "DecimalField(max_digits=9, decimal_places=2)", True),
        ("", "text", True),
        ("", "varchar(40)", False),
    ],
)
def test_a_type_that_only_grows_rewrites_no_row(old: str, new: str, wider: bool) -> None:
    assert is_wider(old, new) is wider


@pytest.mark.parametrize(
    ("path", "text", "tree", "engine"),
    [
        ("db/migrations/1_x.sql", INDEX, {"Gemfile": 'gem "pg"\n'}, "postgresql"),
        ("db/migrations/1_x.sql", INDEX, {"go.mod": "require github.com/jackc/pgx/v5 v5.1.0\n"}, "postgresql"),
        ("db/migrations/1_x.sql", INDEX, {"a.txt": "psycopg2"}, ""),
        ("db/migrations/1_x.sql", INDEX, {"package.json": '{"pg": "8", "mysql2": "3"}'}, ""),
        ("db/postgres/migrations/1_x.sql", INDEX, {"requirements.txt": "mysqlclient\n"}, "postgresql"),
        ("db/migrations/1_x.sql", INDEX + "SELECT 1::text;", {"requirements.txt": "mysqlclient\n"}, "postgresql"),
    ],
)
def test_the_engine_is_that_of_the_path_the_dialect_or_the_driver(
    path: str, text: str, tree: dict[str, str], engine: str
) -> None:
    (lock,) = (finding for finding in new(path, text, tree=tree) if finding.kind == "migration.lock")
    assert lock.data["engine"] == engine
    assert lock.text.startswith("Migration" if engine else "On PostgreSQL, migration")
    assert lock.evidence == ("F1.h1",)


@pytest.mark.parametrize(
    "tree", [{"requirements.txt": "mysqlclient\n"}, {"Cargo.toml": 'rusqlite = "1"\nsqlite = "1"'}]
)
def test_an_engine_that_does_not_wait_says_nothing(tree: dict[str, str]) -> None:
    assert all(finding.kind != "migration.lock" for finding in new("db/migrations/1_x.sql", INDEX, tree=tree))


def test_a_squash_makes_no_table_new_and_locks_none() -> None:
    squash = django(
        'migrations.CreateModel("Order", fields=[])', more='    replaces = [("a", "0001_x"), ("a", "0002_y")]'
    )
    index = django('migrations.AddIndex("order", models.Index(fields=["b"], name="i"))')
    findings = found({"a/migrations/0001_s.py": (None, squash), "a/migrations/0003_z.py": (None, index)})
    assert [finding.data["table"] for finding in findings if finding.kind == "migration.lock"] == ["order"]
