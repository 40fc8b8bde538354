"""The mapping of a change system as it is being written, in words: each of ours, where it goes, what that takes."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from ..export.markup import Flavour
from ..export.targets.mapping import ASIDE, Origin
from ..export.targets.rows import ChoiceRow, FixedRow, MappingRow, Offer, fixed_rows, mapping_rows
from ..export.targets.schema import Schema
from ..export.targets.target import Sort
from ..settings import System
from .system_entry import PREFIX, SystemEntry

USUAL, ANOTHER = "*", "+"
"""What stands in a row's choice in place of a field: as without the person's word, and a field that is typed."""
_ONLY_IN_FIELDS = ("impact", "likelihood")  # the places of the risk's axes, which its text tells anyway
_TAKES = {
    Sort.LINE: "one line",
    Sort.CHOICE: "one of its choices",
    Sort.MOMENT: "date and time",
    Sort.DAY: "a day",
    Sort.PERSON: "a person or group",
    Sort.NUMBER: "a number",
    Sort.LABELS: "labels",
}
_MARKUPS = {
    Flavour.PLAIN: "plain text",
    Flavour.CRLF: "plain text",
    Flavour.HTML: "HTML",
    Flavour.WIKI: "Jira’s wiki markup",
    Flavour.ADF: "ADF",
    Flavour.TEXTILE: "Textile",
}


@dataclass(frozen=True)
class Row:
    """One of ours, with all its places there."""

    ours: str
    label: str
    chosen: str  # what is chosen: `USUAL`, one of `ASIDE`, or a field's name there
    places: tuple[MappingRow, ...]  # at least one

    @property
    def aside(self) -> str:
        """Where it goes that has no field: one of `ASIDE`; only for one that is not `in_field`."""
        return self.places[0].theirs

    @property
    def in_field(self) -> bool:
        """Whether it goes into a field of its own."""
        return self.places[0].theirs not in ASIDE

    @property
    def bound(self) -> bool:
        """Whether it must have a field: a title, a schedule, the text that holds all others."""
        return all(one.theirs not in ASIDE for one in self.places[0].offered)

    @property
    def where(self) -> str:
        """Where it goes now."""
        return " and ".join(dict.fromkeys(one.their_label for one in self.places if one.their_label))

    @property
    def takes(self) -> str:
        """What that field takes: "plain text, 4,000 characters"."""
        one = self.places[0]
        if one.sort is None:
            return ""
        markup = _MARKUPS.get(one.markup or Flavour.PLAIN, "Markdown")
        limit = f"{one.limit:,} characters" if one.limit and one.sort in (Sort.TEXT, Sort.LINE) else ""
        return ", ".join(filter(None, (_TAKES.get(one.sort, markup), limit)))

    @property
    def wrong(self) -> str:
        """Why what the person chose is not there, a sentence; "" where all is well."""
        one = self.places[0]
        is_missing = not self.in_field and one.origin is Origin.PERSON and bool(one.note)
        return f"{one.note} Choose another one." if is_missing else ""


def system_of(entry: SystemEntry) -> System:
    """The system as it is being written, right or wrong: its mapping can be looked at all the same."""
    values = {one.name: entry.texts.get(PREFIX + one.name, "") for one in entry.settings}
    system = System(entry.name, entry.target, entry.texts["url"], values=values)
    return replace(system, mapping=dict(entry.mapping), choices=dict(entry.choices), fixed=dict(entry.fixed))


def rows_of(entry: SystemEntry) -> tuple[Row, ...]:
    """The rows of a system, in the order of the ticket's form."""
    if not entry.kind:
        return ()
    rows = mapping_rows(entry.kind, system_of(entry), entry.schema)
    found = (_row(ours, tuple(places), entry) for ours, places in groupby(rows, lambda one: one.ours))
    return tuple(one for one in found if one.in_field or one.ours not in _ONLY_IN_FIELDS)


def offers_of(rows: tuple[Row, ...], *, bound: bool) -> tuple[Offer, ...]:
    """What all rows of a sort can choose from."""
    return next((one.places[0].offered for one in rows if one.bound is bound), ())


def choices_of(rows: tuple[Row, ...]) -> Iterator[tuple[MappingRow, tuple[ChoiceRow, ...]]]:
    """The fields of which our choices are mapped one by one."""
    yield from ((one, one.choices) for row in rows for one in row.places if one.choices)


def wrong_choice(row: MappingRow, one: ChoiceRow) -> str:
    """Why a choice of ours has none there, a sentence; "" where it has."""
    return "" if one.theirs else f"“{row.their_label}” has no choice for “{one.ours}” on this site; choose one."


def fixed_of(entry: SystemEntry) -> tuple[FixedRow, ...]:
    """The fields that can always hold the same; those first that the site wants."""
    return fixed_rows(entry.kind, system_of(entry), entry.schema) if entry.kind else ()


def field_words(theirs: str, label: str, schema: Schema | None) -> str:
    """A field as it is offered: its name, what it is called in requests, its limit."""
    limit = schema.fields[theirs].limit if schema and theirs in schema.fields else None
    more = ", ".join((*([theirs] if theirs != label else []), *([f"{limit:,}"] if limit else [])))
    return f"{label or theirs} ({more})" if more and theirs not in ASIDE else label


def _row(ours: str, places: tuple[MappingRow, ...], entry: SystemEntry) -> Row:
    return Row(ours, places[0].label, entry.mapping.get(ours, USUAL), places)
