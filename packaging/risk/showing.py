"""Tables of an evaluation for a terminal."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from measures import MEASURES

CALIBRATION = ("Brier", "ECE")  # what a shift of a project's log-odds is for


def table(title: str, rows: Mapping[str, Mapping[str, Sequence[float]]], measures: Sequence[str] = (*MEASURES,)) -> str:
    """A row for each model; each measure with its 95 % interval."""
    width = max(map(len, rows))
    lines = [f"\n{title}", " " * width + "".join(f"  {name:>27}" for name in measures)]
    for name, found in rows.items():
        lines.append(name.ljust(width) + "".join(f"  {_cell(found[one]):>27}" for one in measures))
    return "\n".join(lines)


def _cell(found: Sequence[float]) -> str:
    mean, low, high = found
    return f"{mean:.3f} ({low:.3f}-{high:.3f})"


def ranges(rows: Sequence[Mapping[str, float]], count: float) -> str:
    """Of runs of successive commits: how many had a faulty one, and what was said."""
    lines = [f"\nRanges of successive commits (all but the riskiest count {count})"]
    for row in rows:
        lines.append(
            f"{row['commits']:>3} commits, {row['projects']} projects: {row['faulty']:.3f} had a faulty one; "
            f"said {row['corrected']:.3f}, were they independent {row['alone']:.3f}"
        )
    return "\n".join(lines)


def weights(cards: Mapping[str, Mapping[str, Any]], left: Mapping[str, Sequence[Sequence[float]]]) -> Iterator[str]:
    """The cards, with the least and the greatest weight of each term when a project is left out."""
    for name, card in cards.items():
        yield f"\nCard {name}: log-odds {card['log_odds']:.4f}"
        for place, term in enumerate(card["terms"]):
            found = [one[place] for one in left[name]]
            yield f"  {term['name']:22} {term['weight']:.4f} ({min(found):.4f}-{max(found):.4f} over left-out projects)"
