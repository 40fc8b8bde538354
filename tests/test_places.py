"""Where the person was: what is kept comes back as it was, and what cannot be read is a start page."""

import json
from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from relman_desktop.places import Caret, Place, Scroll, load_place, places_file, save_place

TEXT = st.text(max_size=20) | st.binary(max_size=20).map(lambda name: name.decode("utf-8", "surrogateescape"))
NUMBER = st.integers(-(10**20), 10**20)
PLACES = st.builds(
    Place,
    location=TEXT,
    range=TEXT,
    base=TEXT,
    head=TEXT,
    ticket=TEXT,
    start_page=st.booleans(),
    tab=TEXT,
    caret=st.builds(Caret, TEXT, NUMBER, NUMBER),
    scroll=st.builds(Scroll, TEXT, NUMBER),
    expanded=st.lists(TEXT, max_size=3).map(tuple),
    window=TEXT,
    panes=TEXT,
    tries=NUMBER,
)
KNOWN = Place("/repository", "a..b", "1" * 40, "2" * 40, "t1", False, caret=Caret("title", 3, 1), expanded=("title",))
SHARED = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])  # each example writes the file anew


@SHARED
@given(PLACES)
def test_a_place_comes_back_as_it_was(home: Path, place: Place) -> None:
    save_place(place)
    assert load_place() == place


def test_nothing_kept_is_the_start_page(home: Path) -> None:
    assert load_place() == Place() and load_place().start_page


@SHARED
@given(st.binary(max_size=300))
def test_a_file_of_any_bytes_is_the_start_page(home: Path, written: bytes) -> None:
    home.mkdir(exist_ok=True)
    places_file().write_bytes(written)
    assert load_place() == Place()


@pytest.mark.parametrize(
    "change",
    [
        {"version": 2},
        {"version": None},
        {"more": 1},
        {"location": 1},
        {"location": None},
        {"start_page": "yes"},
        {"caret": None},
        {"caret": {"field": "title", "position": "3"}},
        {"caret": {"field": "title", "more": 3}},
        {"scroll": {"field": "title", "pixels": 1.5}},
        {"expanded": 3},
        {"tries": True},
    ],
)
def test_a_place_of_another_kind_is_the_start_page(home: Path, change: dict[str, object]) -> None:
    save_place(KNOWN)
    assert load_place() == KNOWN
    written = json.loads(places_file().read_text())
    places_file().write_text(json.dumps(written | change))
    assert load_place() == Place()


def test_every_cut_of_a_place_is_the_start_page(home: Path) -> None:
    save_place(KNOWN)
    written = places_file().read_bytes()
    for length in range(len(written)):
        places_file().write_bytes(written[:length])
        assert load_place() == Place()


def test_no_text_of_a_ticket_is_in_it() -> None:
    assert set(asdict(KNOWN)["caret"]) == {"field", "position", "anchor"}


@given(NUMBER, NUMBER, st.integers(0, 50))
def test_a_caret_stays_in_its_text(position: int, anchor: int, length: int) -> None:
    within = Caret("title", position, anchor).within(length)
    assert 0 <= within.position <= length and 0 <= within.anchor <= length
    if 0 <= position <= length:
        assert within.position == position
