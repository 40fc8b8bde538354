"""Django: operations, what can be undone, and what the database does not notice."""

import pytest

from tests.facts.migrations.build import APP, django, found, new, the, told


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("migrations.RunPython(f, g)", True),
        ("migrations.RunPython(code=f, reverse_code=g)", True),
        ("migrations.RunPython(f)", False),
        ("migrations.RunPython(f, None)", False),
        ('migrations.RunSQL("DROP TABLE a")', False),
        ('migrations.RunSQL("DROP TABLE a", reverse_sql="CREATE TABLE a (b int)")', True),
        ('migrations.RemoveField("a", "b")', True),
        ("timescale.Hypertable()", None),
        ("TrigramExtension()", True),
        ("migrations.SeparateDatabaseAndState(database_operations=[migrations.RunPython(f)])", False),
    ],
)
def test_django_says_what_can_be_undone(entry: str, expected: bool | None) -> None:
    assert the("file", new(APP, django(entry))).data["reversible"] is expected


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ('migrations.AddField("A", "b", models.ManyToManyField("C"))', ["creates the table of model `a_b`"]),
        ('migrations.AddField("A", "b", models.ManyToManyField("C", through="D"))', []),
        ('migrations.AddField("A", "b", GenericRelation("C"))', []),
        ('migrations.CreateModel("A", [], options={"managed": False})', []),
        ('migrations.AlterModelOptions("a", {})', []),
        ('migrations.AlterUniqueTogether("a", {("b", "c")})', ["adds a unique constraint on `a`"]),
        ('migrations.AlterUniqueTogether("a", set())', ["drops a constraint on `a`"]),
        (
            'migrations.AddField("A", "b", models.CharField(null=True))',
            ["adds the column `a.b` (`CharField`, nullable)"],
        ),
        ('migrations.AddField("A", NAME, models.X())', ["adds the column `a.c` (`X`, NOT NULL)"]),
        ('migrations.AddField("A", MADE, models.X())', ["adds a column of `a` (`X`, NOT NULL)"]),
        (
            'migrations.RunSQL([("DELETE FROM a WHERE b = %s", [1]), "DROP INDEX i"])',
            ["deletes rows of `a`", "drops the index `i`"],
        ),
        ('migrations.SeparateDatabaseAndState(state_operations=[migrations.DeleteModel("A")])', []),
        ("migrations.RunPython(migrations.RunPython.noop, migrations.RunPython.noop)", []),
        ("42", []),
    ],
)
def test_django_operations(entry: str, said: list[str]) -> None:
    assert told(new(APP, django(entry, before='NAME = "c"\nMADE = make()'))) == said


EARLIER = {
    "shop/orders/migrations/0001_initial.py": django(
        'migrations.CreateModel("Order", [("id", models.AutoField()), ("no", models.CharField(max_length=9)),'
        ' ("tags", models.ManyToManyField("Tag")), ("mark", GenericRelation("Mark"))])',
        'migrations.CreateModel("Proxy", [], options={"proxy": True})',
    ),
    "shop/orders/migrations/0002_x.py": django('migrations.RenameField("order", "no", "number")'),
}


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ('migrations.AlterField("order", "number", models.CharField(max_length=9, help_text="x", default=""))', []),
        (
            'migrations.AlterField("order", "number", models.CharField(max_length=20))',
            ["changes the column `order.number` (now `CharField(max_length=20)`)"],
        ),
        ('migrations.RemoveField("order", "mark")', []),
        ('migrations.RemoveField("order", "tags")', ["drops the table of model `order_tags`; its data is lost"]),
        ('migrations.RemoveField("order", "number")', ["drops the column `order.number`; its data is lost"]),
        ('migrations.DeleteModel("Proxy")', []),
        ('migrations.DeleteModel("Order")', ["drops the table of model `order`; its data is lost"]),
    ],
)
def test_django_is_seen_against_its_earlier_migrations(entry: str, said: list[str]) -> None:
    assert told(new(APP, django(entry), tree=EARLIER)) == said


def test_a_migration_that_only_merges_is_a_detail() -> None:
    finding = the("file", new(APP, django(more='    dependencies = [("a", "1"), ("a", "2")]')))
    assert (finding.text, finding.weight) == ("Migration 0005_x (orders, Django) changes no table.", 10)


SQUASHED = django('migrations.CreateModel("A", [])', more='    replaces = [("orders", "0001_a"), ("orders", "0002_b")]')


def test_a_squashed_migration_is_no_step_and_excuses_what_it_replaces() -> None:
    findings = found(
        {
            "orders/migrations/0001_squashed.py": (None, SQUASHED),
            "orders/migrations/0001_a.py": (django('migrations.CreateModel("A", [])'), None),
            "orders/migrations/0003_c.py": (django('migrations.CreateModel("B", [])'), None),
        }
    )
    assert [(finding.kind, finding.weight) for finding in findings] == [
        ("migration.file", 20),
        ("migration.removed", 10),
        ("migration.removed", 40),
    ]
    assert findings[0].text == (
        "Migration 0001_squashed (orders, Django) replaces 2 earlier migrations; "
        "a database that ran them does not run it."
    )
