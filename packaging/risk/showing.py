"""What an evaluation found, as the Markdown tables of docs/risk.md."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from measures import MEASURES

CALIBRATION = ("Brier", "ECE")  # what a shift of a project's log-odds is for
_SHIPPED = "card with history"


def table(title: str, rows: Mapping[str, Mapping[str, Sequence[float]]], measures: Sequence[str] = (*MEASURES,)) -> str:
    """A row for each model; each measure with its 95 % interval."""
    cells = ([_name(name), *(_cell(found[one]) for one in measures)] for name, found in rows.items())
    return _markdown(f"**{title}**", ["", *measures], cells)


def _name(name: str) -> str:
    return f"**{name}**" if name == _SHIPPED else name


def _cell(found: Sequence[float]) -> str:
    mean, low, high = found
    return f"{mean:.3f} ({low:.3f}–{high:.3f})"


def ranges(rows: Sequence[Mapping[str, float]], count: float) -> str:
    """Of runs of successive commits: how many had a faulty one, and what was said."""
    columns = ["commits", "projects", "had a faulty one", "said", "said, were they independent"]
    cells = (
        [f"{row['commits']}", f"{row['projects']}", *(f"{row[one]:.3f}" for one in ("faulty", "corrected", "alone"))]
        for row in rows
    )
    return _markdown(f"**Ranges**, all but the riskiest counting by {count}", columns, cells)


def weights(cards: Mapping[str, Mapping[str, Any]], left: Mapping[str, Sequence[Sequence[float]]]) -> Iterator[str]:
    """The cards, with the least and the greatest weight of each term when a project is left out."""
    columns = ["term", "column of the data", "weight", "transform", "reference"]
    for name, card in cards.items():
        cells = ([*_term(term), _span([one[place] for one in left[name]])] for place, term in enumerate(card["terms"]))
        title = f"Card {name} (log-odds {card['log_odds']:.4f})"
        yield _markdown(title, [*columns, "least and greatest weight when one project is left out"], cells)


def _term(term: Mapping[str, Any]) -> list[str]:
    named, learned = f"`{term['name']}`", (f"{term['weight']:.4f}", term["transform"], f"{term['reference']:.4f}")
    return [named, f"`{term['column']}`", *learned]


def _span(found: Sequence[float]) -> str:
    return f"{min(found):.4f}–{max(found):.4f}"


def _markdown(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join([f"\n{title}\n", *(f"| {' | '.join(cells)} |" for cells in lines)])
