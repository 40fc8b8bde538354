"""SQL of any dialect, and its way back."""

import re

import pytest

from tests.facts.migrations.build import DROP, found, new, sample, the, told


def cases() -> list[tuple[str, list[str]]]:
    """The statements of `statements.txt`, each with what is said of it on indented lines."""
    blocks = sample("sql/statements").strip().split("\n\n")
    pairs = [(re.split(r"\n(?=    )", block)) for block in blocks]
    return [(statement, [line.strip() for line in said]) for statement, *said in pairs]


@pytest.mark.parametrize(("statement", "said"), cases())
def test_sql_of_any_dialect(statement: str, said: list[str]) -> None:
    assert sorted(told(new("shop/migrations/1_x.sql", statement))) == said


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("db/migrations/1_x.sql", DROP, False),
        ("db/migrations/1_x.sql", f"-- +goose Up\n{DROP}\n-- +goose Down\nCREATE TABLE a (b int);\n", True),
        ("db/migrations/1_x.sql", f"-- +goose Up\n{DROP}\n-- +goose Down\n", False),
        ("db/migrations/1_x.sql", f"-- migrate:up\n{DROP}\n-- migrate:down\nCREATE TABLE a (b int);\n", True),
        ("db/migrations/1_x.sql", f"{DROP}\n--rollback CREATE TABLE a (b int)\n", True),
        ("db/migrations/1_x.up.sql", DROP, False),
    ],
)
def test_sql_goes_back_where_a_way_back_is_written(path: str, text: str, expected: bool) -> None:
    findings = new(path, text)
    assert len([finding for finding in findings if finding.kind == "migration.drop_table"]) == 1
    assert the("file", findings).data["reversible"] is expected


@pytest.mark.parametrize("down", ["CREATE TABLE orders (a int);", "-- nothing"])
def test_a_down_file_is_the_way_back_and_no_step(down: str) -> None:
    up, back = "db/migrations/1_x.up.sql", "db/migrations/1_x.down.sql"
    both = found({up: (None, DROP), back: (None, down)})
    assert {finding.data["path"] for finding in both} == {up}
    assert the("file", both).data["reversible"] is (down[0] == "C")
    assert the("file", new(up, DROP, tree={back: down})).data == the("file", both).data


def test_values_are_never_shown() -> None:
    findings = new("db/migrations/1_x.sql", "CREATE USER a PASSWORD 'hunter2'; GRANT x TO y IDENTIFIED BY 'hunter2';")
    assert "hunter2" not in "".join(finding.text + str(finding.data) for finding in findings)
