"""Which files are migrations, and what they are called."""

import pytest

from tests.facts.migrations.build import DROP, django, edit, new, rails, the


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("tests/app/migrations/0001_x.py", django('migrations.DeleteModel("A")')),
        ("spec/fixtures/db/migrate/20200101_x.rb", rails("drop_table :a")),
        ("vendor/x/migrations/0001_x.sql", DROP),
        ("app/migrations/__init__.py", ""),
        ("app/migrations/helpers.py", "def drop_table(name): ...\n"),
        ("app/queries/orders.sql", "DELETE FROM orders;"),
        ("db/0001_x.down.sql", DROP),
        ("db/migrations/U3__undo.sql", DROP),
        ("store/migration/030_logs_test.go", 'x.Exec("DROP TABLE a")'),
        ("server/migrations/20200101-x.test.js", 'queryInterface.dropTable("a")'),
        ("internal/app/orders.go", "tx.Exec(`SELECT * FROM a`) // DROP TABLE a"),
        ("examples/shop/migrations/0001_x.sql", DROP),
        ("a/migrations/" + "1" * 5000 + ".sql", DROP),
    ],
)
def test_what_is_no_migration_tells_nothing(path: str, text: str) -> None:
    assert new(path, text) == []


@pytest.mark.parametrize(
    ("path", "framework", "name", "app"),
    [
        ("app/migrations/0012_ab_test.sql", "SQL", "0012_ab_test", "app"),  # a test by its name only
        ("db/migrations/000003_x.up.sql", "SQL", "000003_x", ""),
        ("migrations/2026-01-01-000000_x/up.sql", "SQL", "2026-01-01-000000_x", ""),
        ("db/postgresql/migrations/04_x/migration.sql", "Prisma", "04_x", "postgresql"),
        ("lib/schema/main/delta/94/03_x.sql.postgres", "SQL", "94/03_x", "main"),
        ("conf/V1_2__x.sql", "Flyway", "V1_2__x", ""),
    ],
)
def test_a_migration_is_named_by_its_path(path: str, framework: str, name: str, app: str) -> None:
    data = the("file", new(path, DROP)).data
    assert (data["framework"], data["migration"], data["app"]) == (framework, name, app)


def test_a_migration_for_one_engine_says_which() -> None:
    assert "94/03_x (main, postgres) drops" in new("schema/main/delta/94/03_x.sql.postgres", DROP)[1].text


@pytest.mark.parametrize(
    "path", ["db/schema.rb", "db/structure.sql", "clickhouse/schema.sql", "a/full_schemas/72/full.sql"]
)
def test_a_schema_is_no_step(path: str) -> None:
    (finding,) = edit(path, "CREATE TABLE a (b int);\n", "CREATE TABLE a (b bigint);\n")
    assert (finding.kind, finding.weight) == ("migration.schema", 5)


def test_what_we_cannot_read_is_named() -> None:
    (finding,) = new("app/Migrations/20260101_AddX.cs", "class AddX { void Run(MigrationBuilder builder) {} }")
    assert finding.text == "Migration 20260101_AddX (Entity Framework) was not read: it has no method Up."
