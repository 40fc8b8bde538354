"""`relman risk`: how risky a change is, its reasons, and what would lower it."""

from argparse import Namespace

from .drafting.proposal import Material
from .export.contract import to_bytes
from .export.risk import risk_object, risk_text
from .jobs import Cancel, Progress
from .loaded import Loaded
from .risk import Assessment, Background, Case, assess
from .risk.lowering import lowerings
from .risk.reading import read_background
from .ticket import Ticket


def background_of(loaded: Loaded, material: Material, cancel: Cancel, progress: Progress) -> Background:
    """What the risk of a change rests on beside itself."""
    return read_background(loaded.opened, material.facts, cancel, progress)


def assessed(material: Material, ticket: Ticket, background: Background) -> tuple[Case, Assessment]:
    """The case, and how risky it is."""
    case = Case(material, ticket, background)
    return case, assess(case)


def risk(parsed: Namespace, loaded: Loaded, material: Material, ticket: Ticket, progress: Progress) -> bytes:
    """The bytes of the result."""
    case, now = assessed(material, ticket, background_of(loaded, material, Cancel(), progress))
    lowered, rehearsal = lowerings(case, now), case.background.rehearsal
    if parsed.format == "json":
        return to_bytes(risk_object(now, rehearsal, lowered))
    return risk_text(now, rehearsal, lowered, loaded.change, ()).encode("utf-8", "backslashreplace")
