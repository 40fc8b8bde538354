"""Migrations that were there before: edited, renamed, deleted."""

import pytest

from tests.facts.changes import Texts
from tests.facts.migrations.build import APP, DROP, django, edit, found, rails, sample, the

FILL = "def fill(apps, schema_editor):\n    apps.get_model('a', 'B').objects.update(c={})\n"


@pytest.mark.parametrize(
    ("path", "old", "text"),
    [
        (APP, sample("django/0042_orders_legacy.py"), sample("django/0042_orders_legacy.py").replace('"', "'")),
        (
            APP,
            django('migrations.AddField("a", "b", models.CharField(max_length=9))'),
            django('migrations.AddField("a", "b", models.CharField(help_text="x", max_length=9))'),
        ),
        ("db/migrations/1_x.sql", "ALTER TABLE a ADD b int;", "-- a note\nalter table a\n  add b INT;\n"),
        (
            "db/migrate/20200101000000_x.rb",
            rails("add_column :a, :b, :string, null: false"),
            rails("add_column :a, :b, :string,", "           null: false # always"),
        ),
        (
            "migrations/20200101-x.js",
            "up: async (queryInterface) => { queryInterface.addColumn('a', 'b', { type: X, },); }",
            'up: async (queryInterface) => {\n  queryInterface.addColumn("a", "b", {\n    type: X,\n  });\n}',
        ),
    ],
)
def test_a_new_layout_is_no_change(path: str, old: str, text: str) -> None:
    assert edit(path, old, text) == []


@pytest.mark.parametrize(
    ("old", "text", "how"),
    [
        (
            django('migrations.AddField("a", "b", models.CharField(max_length=9))'),
            django('migrations.AddField("a", "b", models.CharField(max_length=20))'),
            "it differs where it adds the column `a.b` (`CharField`, NOT NULL)",
        ),
        (
            django('migrations.RemoveField("a", "b")'),
            django('migrations.RemoveField("a", "c")'),
            "it now drops the column `a.c`; it no longer drops the column `a.b`",
        ),
        (
            django("migrations.RunPython(fill)", before=FILL.format(1)),
            django("migrations.RunPython(fill)", before=FILL.format(2)),
            "it differs where it runs the data step `fill`",
        ),
    ],
)
def test_an_old_migration_that_does_something_else_is_dangerous(old: str, text: str, how: str) -> None:
    (finding,) = edit(APP, old, text)
    assert (finding.kind, finding.weight) == ("migration.edited", 60)
    assert finding.text == f"Migration 0005_x (orders, Django), which databases may have run already, is edited: {how}."


def test_a_migration_renamed_for_django_may_run_again_and_for_rails_not() -> None:
    text = django('migrations.RemoveField("a", "b")')
    (finding,) = edit(
        "a/migrations/0002_y.py", text, text, renamed={"a/migrations/0002_y.py": "a/migrations/0002_x.py"}
    )
    assert (finding.kind, finding.data["old_path"]) == ("migration.renamed", "a/migrations/0002_x.py")
    text = rails("drop_table :a")
    assert (
        edit("db/migrate/20200101_y.rb", text, text, renamed={"db/migrate/20200101_y.rb": "db/migrate/20200101_x.rb"})
        == []
    )


def test_two_migrations_that_git_takes_for_one_are_told_as_two() -> None:
    files: dict[str, Texts] = {
        "a/migrations/0003_y.py": (
            django('migrations.RemoveField("a", "b")'),
            django('migrations.RemoveField("a", "c")'),
        )
    }
    findings = found(files, renamed={"a/migrations/0003_y.py": "a/migrations/0002_x.py"})
    assert [finding.kind for finding in findings] == ["migration.file", "migration.drop_column", "migration.removed"]
    assert findings[2].data["migration"] == "0002_x"


def test_deleted_migrations_are_told_together_where_they_are_many() -> None:
    files: dict[str, Texts] = {f"db/mysql/migrations/0{n}_x/migration.sql": (DROP, None) for n in range(5)}
    finding = the("removed", found(files))
    assert finding.text == (
        "5 Prisma migrations are deleted in `db/mysql/migrations`: `00_x`, `01_x`, `02_x` and 2 more."
    )
    assert finding.evidence == ("F1", "F2", "F3", "F4", "F5")


def test_a_migration_is_known_by_the_id_in_its_text() -> None:
    go = sample("code/017_split_trusted.go")
    other = go.replace("split-trusted", "other-step").replace("gated", "scm")
    files: dict[str, Texts] = {
        "store/migration/017_split.go": (other, go),  # renumbered: 018 became 017, and 017 became 016
        "store/migration/016_other.go": (None, other),
        "store/migration/018_split.go": (go, None),
    }
    assert found(files) == []
