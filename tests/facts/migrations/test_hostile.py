"""Hostile and broken migrations: a sentence with its evidence, or a reason; never a crash, never long."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relman_desktop.errors import Cancelled
from relman_desktop.facts import migrations
from relman_desktop.facts.migrations import sql
from relman_desktop.jobs import Cancel
from tests.facts.changes import a_change
from tests.facts.migrations.build import APP, DROP, django, in_change, new, rails

RUBY = "db/migrate/20260101000000_trial.rb"
BOMB = 'a0 = "xx"\n' + "".join(f'a{n} = f"{{a{n - 1}}}{{a{n - 1}}}"\n' for n in range(1, 40))


@pytest.mark.parametrize(
    ("path", "text", "reason"),
    [
        (APP, "class Migration(", "it is not valid Python"),
        (APP, "class Migration: \n    x = " + "-" * 60_000 + "1", "it is nested too deeply"),
        (APP, "class Migration: pass\n" + "#" * 400_000, "it is longer than 300,000 characters"),
        ("db/migrations/1_x.sql", "x" * 10_000_000, "it is longer than 1,048,576 characters"),
        ("db/migrations/1_x.sql", "DROP TABLE a;" * 6000, "it holds more than 5,000 operations"),
        ("migrations/1-x.js", "queryInterface" + "(" * 1000, "it is nested too deeply"),
        (RUBY, rails(*["x do |t|"] * 200), "it is nested too deeply"),
        (
            APP,
            django("migrations.RunSQL(a39)", before=BOMB),
            "its names stand for too much text",
        ),
    ],
)
def test_what_is_hostile_or_broken_is_named_with_the_reason(path: str, text: str, reason: str) -> None:
    (finding,) = new(path, text)
    assert finding.kind == "migration.unread"
    assert finding.text.endswith(f"was not read: {reason}.")


PATHS = [
    "app/migrations/0001_x.py",
    "app/migrations/versions/a1_x.py",
    "db/migrate/20200101_x.rb",
    "db/migrations/1_x.sql",
    "migrations/20200101_x.js",
    "db/migrations.go",
    "schema/main/delta/1/x.py",
    "db/changelog/x.xml",
    "db/changelog/x.yaml",
    "priv/repo/migrations/1_x.exs",
    "A/Migrations/1_x.cs",
    "a/store.go",
    "a/models.py",
    "schema.prisma",
]
SIGNS = """class Migration:
 operations = [
def upgrade
def run_create
ActiveRecord::Migration[7] def up
queryInterface
use Ecto.Migration
class X : Migration { void Up(MigrationBuilder m) {
databaseChangeLog:
<databaseChangeLog>
--liquibase formatted sql
"""
WORDS = (
    "( ) [ ] { } ' \" ` ; , . # // /* */ -- $$ \\ do end def up down class <<A A ALTER TABLE DROP COLUMN CREATE a b"
    " BEGIN END CASE WITH DELETE FROM dropTable( addColumn( op. execute( migrations.AddField( ='x' | := \0 é"
    ' <changeSet> </changeSet> <dropTable tableName="a"/> changeSet: - m.DropTable( alter table(:a) add :b class A'
    ' model type A struct `gorm:"size:1"` Column( __tablename__ "DROP TABLE a"'
)
TEXTS = st.lists(st.sampled_from([*WORDS.split(), "\n"]), max_size=60).map(" ".join)


@settings(max_examples=80, deadline=None)
@given(
    path=st.sampled_from(PATHS),
    old=st.one_of(st.none(), TEXTS),
    text=TEXTS,
    origin=st.sampled_from(["git", "diff"]),
)
def test_any_text_gives_sentences_with_evidence_or_nothing(path: str, old: str | None, text: str, origin: str) -> None:
    change = a_change({path: (None if old is None else SIGNS + old, SIGNS + text)}, origin=origin)
    hunks = {hunk.id for hunk in change.hunks(change.files[0], Cancel())}
    findings = in_change(change)
    for finding in findings:
        assert finding.evidence
        assert set(finding.evidence) <= {"F1", *hunks}
        assert finding.text.endswith(".")
        assert "\n" not in finding.text
    assert in_change(change) == findings


@given(st.lists(st.sampled_from(["'a;b'", "$x$;DROP TABLE z;$x$", "-- ;\n", "/* ; */", '"c;"', "(1)"]), max_size=6))
def test_a_semicolon_in_quotes_or_comments_ends_no_statement(pieces: list[str]) -> None:
    source = f"INSERT INTO a VALUES {' '.join(pieces)} ;\nDROP TABLE last"
    assert [operation.name for operation in sql.operations_of(source)] == ["data", "drop_table"]
    assert list(sql.operations_of(source))[1].line == source.count("\n") + 1


def test_it_can_be_stopped() -> None:
    cancel = Cancel()
    cancel.cancel()
    with pytest.raises(Cancelled):
        list(migrations.detect(a_change({"db/migrations/1_x.sql": (None, DROP)}), cancel))


BOMB = (
    '<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    '<databaseChangeLog><changeSet id="1"><sql>&b;</sql></changeSet></databaseChangeLog>'
)


@pytest.mark.parametrize(
    ("path", "text", "reason"),
    [
        ("db/changelog/x.xml", BOMB, "it defines entities of its own"),
        ("db/changelog/x.xml", "<databaseChangeLog><changeSet>", "it is not valid XML"),
        (
            "db/changelog/x.xml",
            "<databaseChangeLog>" + "<a>" * 9000 + "</a>" * 9000 + "</databaseChangeLog>",
            "too deeply",
        ),
        ("db/changelog/x.xml", "<databaseChangeLog>" + "x" * 2_000_000, "it is longer than 1,048,576 characters"),
        ("db/changelog/x.yaml", "databaseChangeLog: " + "[" * 90_000, "it is nested too deeply"),
        ("db/changelog/x.json", '{"databaseChangeLog": ' + "[" * 90_000, "it is nested too deeply"),
        ("A/Migrations/1_x.cs", "void Up(MigrationBuilder m) { m.Sql(" * 3000, "it is nested too deeply"),
        ("A/Migrations/1_x.cs", "MigrationBuilder " + "x" * 2_000_000, "it is longer than 300,000 characters"),
        ("priv/migrations/1_x.exs", "use Ecto.Migration\n" + "alter(" * 9000, "it is nested too deeply"),
    ],
)
def test_a_hostile_changelog_or_class_is_named_with_the_reason(path: str, text: str, reason: str) -> None:
    (finding,) = new(path, text)
    assert finding.kind == "migration.unread"
    assert reason in finding.text
