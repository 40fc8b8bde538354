"""What one real ticket becomes in every target: `python -m tests.export.targets.golden` writes the files anew."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from relman_desktop.export.targets.around import Around, Link
from relman_desktop.export.targets.prepared import Prepared
from relman_desktop.export.targets.preparing import prepare
from relman_desktop.export.targets.schema import Schema, SiteField
from relman_desktop.export.targets.table import shipped
from relman_desktop.export.targets.target import Choice, Sort
from relman_desktop.ticket import Ticket

from .making import site, system

FOLDER = Path(__file__).parents[2] / "data/targets"
AROUND = Around(
    zone=ZoneInfo("Europe/Berlin"),
    impact=5,
    likelihood=5,
    group="Analytics",
    repo="analytics",
    compare="https://git.example.com/analytics/compare/v3.0.3...v3.1.0",
    links=(
        Link("#3981", "", "https://tracker.example.com/analytics/issues/3981"),
        Link("#3970", "Share pages: one table", "https://tracker.example.com/analytics/issues/3970"),
    ),
)
_LEVELS = tuple(Choice(str(at), name) for at, name in enumerate(("Low", "Medium", "High", "Critical"), 10100))
_TYPES = tuple(Choice(str(at), name) for at, name in enumerate(("Standard", "Normal", "Emergency"), 10200))
_ADA = Choice("5b10ac8d82e05b22cc7d4ef5", "Ada Lovelace")
SERVICE_PROJECT = site(
    SiteField("summary", "Summary", Sort.LINE, required=True),
    SiteField("description", "Description"),
    SiteField("project", "Project", Sort.CHOICE, required=True),
    SiteField("issuetype", "Issue Type", Sort.CHOICE, required=True),
    SiteField("labels", "Labels", Sort.LABELS),
    SiteField("assignee", "Assignee", Sort.PERSON, choices=(_ADA,)),
    SiteField("customfield_10041", "Implementation plan"),
    SiteField("customfield_10042", "Backout plan"),
    SiteField("customfield_10043", "Test plan"),
    SiteField(
        "customfield_10044", "Change reason", Sort.CHOICE, choices=(Choice("1", "Upgrade"), Choice("2", "Repair"))
    ),
    SiteField("customfield_10045", "Change risk", Sort.CHOICE, choices=_LEVELS),
    SiteField("customfield_10046", "Change type", Sort.CHOICE, choices=_TYPES),
    SiteField("customfield_10047", "Change start date", Sort.MOMENT),
    SiteField("customfield_10048", "Change completion date", Sort.MOMENT),
    complete=True,
)
SCHEMAS: dict[str, Schema] = {"jsm": SERVICE_PROJECT}


def real(name: str) -> Prepared:
    """The real ticket in a target."""
    made = Ticket.from_json(json.loads((FOLDER / "ticket.json").read_text("utf-8")))
    return prepare(made, shipped()[name], system(name), SCHEMAS.get(name), AROUND)


def as_golden(made: Prepared) -> dict[str, Any]:
    """All of it that somebody should look at."""
    notes = {part.theirs: [*part.said, part.wrong] for part in made.parts if part.said or part.wrong}
    return {
        "fields": made.fields,
        "asides": [
            {name: value for name, value in asdict(one).items() if name not in ("mark", "daily")} for one in made.asides
        ],
        "left": [asdict(one) for one in made.left],
        "said": list(made.said),
        "of fields": notes,
        "wrong": list(made.wrong),
    }


def written(made: Prepared) -> str:
    return json.dumps(as_golden(made), indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    for target in shipped():
        (FOLDER / f"{target}.json").write_text(written(real(target)), "utf-8")
