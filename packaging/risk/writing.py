"""The learned cards as `likelihood.toml`: the same bytes for the same data."""

from collections.abc import Iterator, Mapping
from typing import Any

_HEAD = """\
# The chance that a commit proves faulty, learned from public commits that did or did not: docs/risk.md.
# Written by `python packaging/risk/train.py`; do not edit by hand. Log-odds are rounded to four digits.
"""


def written(cards: Mapping[str, Mapping[str, Any]], tables: Mapping[str, Mapping[str, Any]]) -> str:
    """The file: tables of plain values, then each card with its terms."""
    lines = [_HEAD]
    for name, table in tables.items():
        lines += [f"[{name}]", *_rows(table), ""]
    for name, card in cards.items():
        lines += [f"[{name}]", f"log_odds = {card['log_odds']:.4f}", ""]
        for term in card["terms"]:
            lines += [f"[[{name}.terms]]", *_rows(term), ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def _rows(table: Mapping[str, Any]) -> Iterator[str]:
    yield from (f"{name} = {_shown(value)}" for name, value in table.items())


def _shown(value: Any) -> str:
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_shown(one) for one in value) + "]"
    return f"{value:.4f}" if isinstance(value, float) else str(value)
