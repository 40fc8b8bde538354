"""Whatever a text holds, redacting it takes time that grows with its length, and no more."""

from pathlib import Path
from time import process_time

import pytest

from relman_desktop.drafting.redaction import Redactor, table

ROOT = Path(__file__).parents[3]
UNITS = [
    "a", " ", "\t", "\n", "-", '"\'', "\\n", "[[", "[[SECRET_A_1]]", "password=", "password = x\n", "eyJ-", "eyJ.", "://",
    "-----BEGIN PRIVATE KEY-----", "-----BEGIN PRIVATE KEY-----\n", "-----END PRIVATE KEY-----\n", "MIIE" * 16 + "\n",
    "A" * 63 + "+\n", "mysql -p ", "curl -u ", "docker login ", "password is ", "password for a ", "<a password='x'>",
    "name: password\n value: ", "kind: Secret\ndata:\n a: b\n", "data:\n", "ENV x ", 'variable "a" {', "login x ",
    "AKIA", "a.", "$2b$", "a://b:",
]  # fmt: skip


def seconds(text: str) -> float:
    redactor = Redactor()
    began = process_time()
    found = redactor.redact(text, "F1", "deploy/secret.yaml")
    taken = process_time() - began
    assert found.count("\n") == text.count("\n")
    return taken


@pytest.mark.parametrize("unit", UNITS)
def test_time_grows_with_the_length_only(unit: str) -> None:
    seconds(unit * 10)
    once = seconds(unit * (10_000 // len(unit)))
    assert seconds(unit * (80_000 // len(unit))) < 8 * 4 * once + 0.3  # a square would be 64 times as long


@pytest.mark.slow
@pytest.mark.parametrize("unit", UNITS)
def test_a_line_of_five_megabytes(unit: str) -> None:
    assert seconds(unit.replace("\n", " ") * (5_000_000 // len(unit))) < 30


def test_a_secret_at_the_end_of_a_long_line_is_found() -> None:
    for before in ("x" * 300_000, " " * 300_000, "password=" * 30_000):
        assert "AKIAQWERTYUIOPASDFGH" not in Redactor().redact(f"{before} AKIAQWERTYUIOPASDFGH", "F1")


def test_many_secrets_take_time_by_their_number_only() -> None:
    few, many = (seconds("\n".join(f"password=hunter{number}x" for number in range(count))) for count in (1_000, 8_000))
    assert many < 8 * 4 * few + 0.3


def test_ten_thousand_changed_lines_are_redacted_in_the_time_that_packing_leaves() -> None:
    lines: list[str] = []
    for path in sorted((ROOT / "relman_desktop").rglob("*.py")):
        lines += path.read_text("utf-8").split("\n")
    lines = [f"+{line}" for line in lines if line][:10_000]
    hunks = ["\n".join(lines[start : start + 20]) for start in range(0, len(lines), 20)]
    assert len(lines) == 10_000
    for rule in table.rules():
        assert rule.regex
    redactor = Redactor()
    began = process_time()
    for hunk in hunks:
        redactor.learn(hunk, "a.py")
    masked = [redactor.redact(hunk, "F1", "a.py") for hunk in hunks]
    assert redactor.leaked("\n".join(masked).encode()) == ()
    assert process_time() - began < 0.7
