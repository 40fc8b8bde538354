"""Pointers lead to what is there, and to nothing in whatever else a server sends."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relman_desktop.submitting.pointers import NOTHING, agrees, at, rows_at, words_at

ANSWER = {
    "result": [{"sys_id": "a", "tags": ["x"]}, {"sys_id": "b"}],
    "fields": {"System.Title": "T", "System": {"State": "New"}},
    "objects": {"Change::5": {"key": 5, "fields": {"ref": "C-5"}}},
    "custom": [{"id": 7, "value": "seven"}, {"id": 12, "value": "twelve"}],
    "none": None,
    "empty": {},
}
json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=20,
)
pointer = st.lists(st.sampled_from(["a", "*", "0", "99999999999", "id=1", "=", "", "result"]) | st.text(max_size=4))


@pytest.mark.parametrize(
    ("where", "what"),
    [
        ("result.0.sys_id", "a"),
        ("result.1.sys_id", "b"),
        ("result.*.sys_id", "a"),
        ("fields.System.Title", "T"),
        ("fields.System.State", "New"),
        ("objects.*.fields.ref", "C-5"),
        ("objects.*.key", 5),
        ("custom.id=12.value", "twelve"),
        ("none", None),
        ("", ANSWER),
        ("result.7", NOTHING),
        ("empty.*", NOTHING),
        ("none.x", NOTHING),
        ("fields.title", NOTHING),
        ("custom.id=9.value", NOTHING),
    ],
)
def test_a_pointer_leads_to_what_is_there(where: str, what: Any) -> None:
    assert at(ANSWER, where) is what or at(ANSWER, where) == what


@given(json, pointer)
def test_no_answer_is_too_odd(answer: Any, names: list[str]) -> None:
    where = ".".join(names)
    at(answer, where)
    assert isinstance(words_at(answer, where), str)
    rows = rows_at(answer, where)
    assert rows is None or all(isinstance(row, dict) for row in rows)


@pytest.mark.parametrize(
    ("answer", "where", "count"),
    [
        ({"issues": [{}, {}]}, "issues", 2),
        ({"issues": []}, "issues", 0),
        ({"objects": None}, "objects", 0),
        ({"objects": {"a": {}, "b": {}}}, "objects.*", 2),
        ([{}], "", 1),
        ({"error": {"code": 1}}, "", None),
        ({"error": "no"}, "issues", None),
        ({"issues": "none"}, "issues", None),
        ({"issues": ["a"]}, "issues", None),
        (None, "issues", None),
        ("", "", None),
        (None, "", None),
    ],
)
def test_an_answer_without_a_list_is_not_taken_for_an_empty_one(answer: Any, where: str, count: int | None) -> None:
    rows = rows_at(answer, where)
    assert (None if rows is None else len(rows)) == count


@pytest.mark.parametrize("odd", [True, None, 1.5, [], {}, "", "a\nb", "x" * 201, 10**50])
def test_what_can_be_no_id_is_none(odd: Any) -> None:
    assert words_at({"id": odd}, "id") == ""


def test_a_number_is_not_a_truth() -> None:
    assert agrees({"code": 0}, {"code": 0}) and not agrees({"code": False}, {"code": 0}) and not agrees({}, {"code": 0})
