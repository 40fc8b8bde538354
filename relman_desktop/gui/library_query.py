"""What the library page asks for: a page of tickets, how many each shelf has, and which filter to loosen for more."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from ..jobs import Cancel
from ..store.library import Library
from ..store.search import Found, Query

PAGE = 200  # rows that are read at once

SHELVES = {"": "Open", "archived": "Archived", "bin": "Bin"}  # in the order of their chips
FILTERS = {  # what a query can be narrowed by besides its words and its shelf, as it is called
    "repository": "repository",
    "state": "state",
    "risk": "risk",
    "person": "person",
}


@dataclass(frozen=True, slots=True)
class Looser:
    """A query with less asked for, and how many tickets it would give."""

    words: str  # what is done for it: "Any risk"
    query: Query
    total: int


@dataclass(frozen=True, slots=True)
class Listing:
    """The answer to a query: its first page."""

    query: Query
    found: Found


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around the list that answers a query."""

    query: Query
    total: int
    shelves: Mapping[str, int] = field(default_factory=dict)  # how many each shelf has of what is asked for
    values: Mapping[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)
    looser: tuple[Looser, ...] = ()  # only where nothing was found
    kept: int = 0  # tickets that there are at all


def find(library: Library, query: Query) -> Listing:
    """Answer a query. Beside the window's thread; raises `ServiceError`."""
    return Listing(query, library.search(query, PAGE, 0))


def look_around(library: Library, listing: Listing, cancel: Cancel) -> Around:
    """What is to be known besides of an answer, for which nobody waits. Raises `ServiceError`."""
    query, found = listing.query, listing.found
    shelves = {shelf: _total(library, replace(query, shelf=shelf), cancel) for shelf in SHELVES}
    looser = () if found.total else tuple(_looser(library, query, cancel))
    kept = sum(shelves.values()) or sum(_total(library, Query(shelf=shelf), cancel) for shelf in SHELVES)
    return Around(query, found.total, shelves, library.values(), looser, kept)


def narrowed(query: Query) -> bool:
    """Whether anything is asked for but a shelf."""
    return replace(query, shelf="") != Query()


def _total(library: Library, query: Query, cancel: Cancel) -> int:
    cancel.check()
    return library.search(query, 0, 0).total


def _looser(library: Library, query: Query, cancel: Cancel) -> Iterator[Looser]:
    """Each thing that is asked for left out alone; where none of them gives anything, all of them."""
    some = False
    for words, other in _without(query):
        if total := _total(library, other, cancel):
            some = True
            yield Looser(words, other, total)
    every = Query(shelf=query.shelf)
    if not some and narrowed(query) and (total := _total(library, every, cancel)):
        yield Looser("Without any filter", every, total)


def _without(query: Query) -> Iterator[tuple[str, Query]]:
    for name, words in FILTERS.items():
        if getattr(query, name):
            yield f"Any {words}", replace(query, **{name: ""})
    if query.since or query.until:
        yield "At any time", replace(query, since="", until="")
    if query.text.strip() and replace(query, text="", shelf="") != Query():
        yield "Without the words", replace(query, text="")
    for shelf, name in SHELVES.items():
        if shelf != query.shelf:
            yield f"In “{name}”", replace(query, shelf=shelf)
