"""What one start tells another: every wish arrives as it was, and nothing else is taken for one."""

import io
import json
import os
from argparse import Namespace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relman_desktop.__main__ import _parser
from relman_desktop.errors import InputError
from relman_desktop.gui.wanted import LONGEST, Wanted, wanted_of

NAMES = st.binary(min_size=1, max_size=60).filter(lambda name: b"\0" not in name).map(os.fsdecode)
WISHES = st.builds(
    Wanted,
    path=st.just("") | NAMES.map(lambda name: f"/{name}"),
    range=st.just("") | NAMES,
    sample=st.booleans(),
    token=st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=100),
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
)


def line(**changed: object) -> bytes:
    return json.dumps(json.loads(Wanted("/a", "b").to_line()) | changed).encode() + b"\n"


def parsed(*arguments: str) -> Namespace:
    return _parser().parse_args(arguments)


@given(WISHES)
def test_a_wish_arrives_as_it_was(wanted: Wanted) -> None:
    assert Wanted.from_line(wanted.to_line()) == wanted
    assert wanted.to_line().count(b"\n") == 1


@given(st.binary() | JSON.map(lambda value: json.dumps(value).encode()))
def test_what_is_no_wish_is_refused(written: bytes) -> None:
    with pytest.raises(InputError):
        Wanted.from_line(written)


@given(st.sampled_from(["path", "range", "sample", "token", "version"]), JSON)
def test_a_wish_with_a_value_of_another_kind_is_refused(name: str, value: object) -> None:
    right = {"path": str, "range": str, "sample": bool, "token": str, "version": int}[name]
    if type(value) is not right:
        with pytest.raises(InputError):
            Wanted.from_line(line(**{name: value}))


@pytest.mark.parametrize(
    "changed",
    [
        {"version": 2},
        {"more": 1},
        {"path": "relative"},
        {"path": "/a\0b"},
        {"range": "a\0b"},
        {"token": "line\nbreak"},
        {"token": "x" * 1000},
        {"path": "/" + "x" * LONGEST},
    ],
)
def test_a_wish_that_no_start_would_have_is_refused(changed: dict[str, object]) -> None:
    assert Wanted.from_line(line()) == Wanted("/a", "b")
    with pytest.raises(InputError):
        Wanted.from_line(line(**changed))


def test_deep_nesting_is_refused() -> None:
    with pytest.raises(InputError):
        Wanted.from_line(b"[" * 60_000 + b"\n")


def test_a_wish_that_is_too_long_is_not_told() -> None:
    with pytest.raises(InputError, match="too long"):
        Wanted("/" + "x" * LONGEST).to_line()


def test_a_command_line_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert wanted_of(parsed()).nothing
    assert wanted_of(parsed(), "token") == Wanted(token="token")
    assert wanted_of(parsed("here", "a..b")) == Wanted(str(tmp_path / "here"), "a..b")
    assert wanted_of(parsed("--diff", "x.diff")) == Wanted(str(tmp_path / "x.diff"))
    assert wanted_of(parsed("--sample")) == Wanted(sample=True)


def test_a_diff_at_standard_input_is_a_file_for_whoever_opens_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"--- a\n+++ b\n")))
    wanted = wanted_of(parsed("--diff", "-"))
    assert Path(wanted.path).read_bytes() == b"--- a\n+++ b\n" and not wanted.range
