"""Rails: the lines of `change`, `up` and `down`."""

import pytest

from tests.facts.migrations.build import edit, new, rails, the, told

MIGRATE = "db/migrate/20260101000000_trial.rb"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("add_column :a, :b, :string", True),
        ("remove_column :a, :b, :string", True),
        ("remove_column :a, :b", False),
        ("remove_index :a, :b", True),
        ("change_column :a, :b, :bigint", False),
        ("change_column_default :a, :b, from: 1, to: 2", True),
        ('execute "DROP TABLE a"', False),
        ("drop_table :a", False),
        ("User.update_all(a: 1)", False),
    ],
)
def test_rails_says_what_change_can_undo(line: str, expected: bool) -> None:
    assert the("file", new(MIGRATE, rails(line))).data["reversible"] is expected


def test_rails_reads_up_and_not_down() -> None:
    text = rails("drop_table :a", method="up").replace("\nend\n", "\n  def down\n    create_table :a\n  end\nend\n")
    findings = new(MIGRATE, text)
    assert told(findings) == ["drops the table `a`; its data is lost"]
    assert the("file", findings).data["reversible"] is True


def test_rails_reads_each_side_of_reversible() -> None:
    text = rails(
        "reversible do |dir|", '  dir.up { execute "DELETE FROM a" }', '  dir.down { execute "DELETE FROM b" }', "end"
    )
    findings = new(MIGRATE, text)
    assert [finding.data["table"] for finding in findings[1:]] == ["a"]
    assert the("file", findings).data["reversible"] is True


def test_rails_reads_a_heredoc_at_its_lines() -> None:
    text = rails("execute(<<~SQL)", "  -- it's", "  DROP TABLE a;", "SQL", "drop_table :b")
    old = text.replace("DROP TABLE a;", "")
    assert told(edit(MIGRATE, old, text))[0].endswith("is edited: it now drops the table `a`")
