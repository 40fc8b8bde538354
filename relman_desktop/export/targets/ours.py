"""What of ours may go into a field: the ticket's texts, and what is known around it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta, timezone
from functools import cached_property

from ...drafting.interview.spans import Moments, ends_first, moments_of
from ...fields import BY_NAME, FIELDS
from ...ticket import Ticket
from .. import suggested
from .around import Around, Link
from .prepared import our_id_of
from .target import Sort

AROUND = ("group", "links")  # what stands in the fold where no field takes it, as the ticket's own fields do
ORDER = (*(field.name for field in FIELDS), "start", "end", "impact", "likelihood", *AROUND)
NOT_SENT: Mapping[str, str] = {
    "state": "A record begins in the first state of its system, and its state is moved there.",
    "outcome": "How it went is told after the deployment, in the closing note.",
}
_LABELS = {
    "our_id": "ID of Relman Desktop",
    "start": "Start",
    "end": "End",
    "impact": "Impact",
    "likelihood": "Likelihood",
    "group": "Assignment group",
    "links": "Work tickets",
    "everything": "Whole ticket",
}
_ELSEWHERE = timezone(timedelta(hours=13, minutes=45))  # a zone that is nobody's but the Chatham Islands' in summer
_SORTS = {
    **dict.fromkeys(("risk", "change_type", "impact", "likelihood"), Sort.CHOICE),
    **dict.fromkeys(("start", "end"), Sort.MOMENT),
    **dict.fromkeys(("assignee", "validator", "group"), Sort.PERSON),
    **dict.fromkeys(("links", "everything", "notes"), Sort.TEXT),
}


def label_of(ours: str) -> str:
    """What it is called, for people."""
    return BY_NAME[ours].label if ours in BY_NAME else _LABELS[ours]


def sort_of(ours: str) -> Sort:
    """What a field holds that takes it, where no table says so."""
    field = BY_NAME.get(ours)
    return Sort.TEXT if field and field.written and ours != "title" else _SORTS.get(ours, Sort.LINE)


def is_text(ours: str) -> bool:
    """Whether it stands under a heading of its own where it has no field, rather than in the list of details."""
    return bool(ours) and sort_of(ours) is Sort.TEXT


@dataclass(frozen=True)
class Ours:
    """All of ours that is not empty."""

    ticket: Ticket
    around: Around

    @cached_property
    def texts(self) -> Mapping[str, str]:
        """As Markdown, by name: the fields in their order, then what is around them; without the schedule's moments."""
        told = {field.name: suggested.told(self.ticket, field.name) for field in FIELDS}
        told["title"] = _line(told["title"])
        told |= {name: str(place) for name, place in self._places.items() if place}
        told |= {"group": _line(self.around.group), "links": links_text(self.around.links)}
        told["our_id"] = our_id_of(self.ticket.id)
        return {name: text for name, text in told.items() if text}

    @property
    def _places(self) -> Mapping[str, int]:
        return {"impact": self.around.impact, "likelihood": self.around.likelihood}

    @cached_property
    def when(self) -> Moments | None:
        """The schedule's moments; None where there is none or it cannot be read for sure."""
        return moments_of(self.texts.get("schedule", ""), self.around.zone)

    @cached_property
    def schedule(self) -> str:
        """The schedule's words, with the zone in which they are meant where they name none."""
        text = self.texts.get("schedule", "")
        elsewhere = moments_of(text, _ELSEWHERE)
        if not self.when or not elsewhere or not self.when.has_times or self.when.start == elsewhere.start:
            return text
        return f"{text} ({self.around.zone})"

    @property
    def ends_first(self) -> bool:
        return ends_first(self.texts.get("schedule", ""), self.around.zone)


def links_text(links: tuple[Link, ...]) -> str:
    """The work tickets as a list."""
    return "\n".join(f"- {_link(one)}" for one in links)


def _link(link: Link) -> str:
    named = ": ".join(filter(None, (_line(link.key), _line(link.title))))
    return f"{named} ({_line(link.url)})" if link.url else named


def _line(text: str) -> str:
    return " ".join(text.split())
