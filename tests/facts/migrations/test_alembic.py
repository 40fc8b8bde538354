"""Alembic: the calls of `upgrade()`, and the way back."""

import pytest

from tests.facts.migrations.build import alembic, edit, new, the, told


@pytest.mark.parametrize(
    ("downgrade", "expected"),
    [
        ("op.add_column('a', sa.Column('b', sa.Text()))", True),
        ("pass", False),
        ('"""Nothing to do."""', False),
        ("raise NotImplementedError", False),
        ("raise RuntimeError('no'); op.drop_table('a')", False),
    ],
)
def test_alembic_goes_back_where_downgrade_does_something(downgrade: str, expected: bool) -> None:
    findings = new("alembic/versions/a1_x.py", alembic("op.drop_column('a', 'b')", downgrade))
    assert the("file", findings).data["reversible"] is expected


@pytest.mark.parametrize(
    ("upgrade", "said"),
    [
        ("op.bulk_insert(sa.table('a'), [{}])", ["inserts rows into `a`"]),
        ("op.get_bind().execute(sa.text('DELETE FROM a'))", ["deletes rows of `a`"]),
        ("op.execute(users.update().values(a=1))", ["updates rows"]),
        ("op.execute(make('secret', 1))", ["runs `make('…', 1)`"]),
        ("op.alter_column('a', 'b', comment='x')", ["changes the column `a.b`"]),
        ("op.alter_column('a', 'b', type_=sa.BigInteger())", ["changes the column `a.b` (now `BigInteger`)"]),
        ("op.create_foreign_key('fk', 'a', 'c', ['b'], ['id'])", ["adds the constraint `fk` on `a`"]),
        (
            "op.execute(f'ALTER TABLE {name} DROP COLUMN b')",
            ["drops the column `b` of a table named at run time; its data is lost"],
        ),
        ("pass", []),
    ],
)
def test_alembic_operations(upgrade: str, said: list[str]) -> None:
    assert told(new("alembic/versions/a1_x.py", alembic(upgrade))) == said


def test_a_migration_of_which_nothing_is_recognised_is_not_said_to_do_nothing() -> None:
    (finding,) = new("alembic/versions/a1_x.py", alembic("repair_everything()"))
    assert finding.kind == "migration.unread"


def test_alembic_knows_its_migrations_by_their_revision() -> None:
    text = alembic("op.drop_table('a')")
    old = {"alembic/versions/a1_new_name.py": "alembic/versions/a1_x.py"}
    assert edit("alembic/versions/a1_new_name.py", text, text, renamed=old) == []
