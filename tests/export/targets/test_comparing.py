"""A record against what was sent: a faithful site makes no difference, whatever it does to a text, and a word does."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relman_desktop.export.markup import Flavour
from relman_desktop.export.targets.comparing import compare, updated, with_emptied
from relman_desktop.export.targets.prepared import Part, Prepared
from relman_desktop.export.targets.schema import SiteField
from relman_desktop.export.targets.table import shipped
from relman_desktop.export.targets.target import Sort

from .making import part, prepared, site

NAMES = list(shipped())
NOTHING: tuple[Any, ...] = (None, "", [], {})
FILLED = {name: prepared(name) for name in NAMES}


def faithful(one: Part) -> Any:
    """What a site that keeps what it is given tells of a field, in its own way."""
    sort, value = one.field.sort, one.value
    if sort is Sort.TEXT:
        return _text(one, value)
    if sort is Sort.MOMENT and one.when:
        return one.when.strftime("%Y-%m-%dT%H:%M:%S.000%z")
    if sort is Sort.PERSON:
        return {"id": 7, "displayName": one.text.upper(), "accountId": _inner(value), "active": True}
    if sort in (Sort.CHOICE, Sort.NUMBER):
        return {"self": "https://x/1", "value": one.text, "id": str(_inner(value))}
    if sort is Sort.LABELS and isinstance(value, list):
        return [{"name": name, "color": "red"} for name in ("triage", *reversed(value))]
    return value


def _inner(value: Any) -> Any:
    while isinstance(value, dict | list):
        value = next(iter(value.values() if isinstance(value, dict) else value))
    return value


def _text(one: Part, value: Any) -> Any:
    if one.field.markup is Flavour.ADF:
        return _normalised(value)
    if one.field.markup is Flavour.HTML:
        clean = (
            re.sub(r' style="[^"]*"', "", value).replace("<br>", "<br/>").replace("&quot;", '"').replace("'", "&#39;")
        )
        return f"<div>{clean.replace('</p>', '</p>' + chr(10))}</div>"
    return value.replace("\r\n", "\n").replace("\n", " \t\r\n") + "\r\n\r\n"


def _normalised(node: Any) -> Any:
    """ADF as Jira gives it back: other ids, keys in another order, words in pieces."""
    if isinstance(node, list):
        return [piece for one in node for piece in _pieces(one)]
    if not isinstance(node, dict):
        return node
    made = {name: _normalised(one) for name, one in reversed(node.items())}
    return made | ({"attrs": {**made.get("attrs", {}), "localId": "4b7c"}} if made.get("type") == "paragraph" else {})


def _pieces(node: Any) -> list[Any]:
    if isinstance(node, dict) and node.get("type") == "text" and len(node["text"]) > 1:
        half = len(node["text"]) // 2
        return [{**node, "text": node["text"][:half]}, {**node, "text": node["text"][half:]}]
    return [_normalised(node)]


def record_of(made: Prepared) -> dict[str, Any]:
    return {one.theirs: faithful(one) for one in made.parts}


@pytest.mark.parametrize("name", NAMES)
def test_a_faithful_site_makes_no_difference(name: str) -> None:
    record = record_of(FILLED[name])
    assert compare(FILLED[name], record) == ()
    assert compare(FILLED[name], record, record) == ()


_MARKED = st.text(st.sampled_from("ab1 .-*_~`#<>&|[]()\\\n\t\"'@é😀א"), max_size=120)


@settings(deadline=None)
@given(name=st.sampled_from(NAMES), description=_MARKED, deployment=_MARKED, justification=_MARKED)
def test_whatever_the_texts_are_a_faithful_site_makes_no_difference(
    name: str, description: str, deployment: str, justification: str
) -> None:
    made = prepared(name, description=description, deployment=deployment, justification=justification)
    record = record_of(made)
    assert compare(made, record) == compare(made, record, record) == ()


def places(value: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], int, int]]:
    """Where words stand that a person reads, in a text, between the tags of HTML, in the text nodes of a document."""
    if isinstance(value, str):
        tags = [found.span() for found in re.finditer(r"<[^>]*>|&[#\w]+;", value)]
        for word in re.finditer(r"[^\W_]{2,}", value):
            if not any(start <= word.start() < end for start, end in tags):
                yield way, word.start(), word.end()
    elif isinstance(value, dict):
        for name in ("text", "content") if "type" in value else ():
            yield from places(value.get(name), (*way, name))
    elif isinstance(value, list):
        for at, one in enumerate(value):
            yield from places(one, (*way, at))


def altered(value: Any, way: tuple[Any, ...], start: int, end: int) -> Any:
    if not way:
        return f"{value[:start]}Otherwise{value[end:]}"
    made = dict(value) if isinstance(value, dict) else list(value)
    made[way[0]] = altered(value[way[0]], way[1:], start, end)
    return made


@settings(deadline=None)
@given(name=st.sampled_from(NAMES), data=st.data())
def test_any_altered_word_is_exactly_one_difference(name: str, data: st.DataObject) -> None:
    record = record_of(FILLED[name])
    texts = [one for one in FILLED[name].parts if one.field.kept and one.field.sort in (Sort.TEXT, Sort.LINE)]
    one = data.draw(st.sampled_from(texts))
    place = data.draw(st.sampled_from(list(places(record[one.theirs]))))
    (found,) = compare(FILLED[name], {**record, one.theirs: altered(record[one.theirs], *place)})
    assert (found.theirs, found.sort, found.label) == (one.theirs, "altered", one.field.label)
    assert "Otherwise" in found.now and "Otherwise" not in found.ours


@pytest.mark.parametrize("name", NAMES)
def test_a_field_that_is_empty_there_was_ignored(name: str) -> None:
    for one in FILLED[name].parts:
        if one.field.kept:
            for empty in NOTHING:
                (found,) = compare(FILLED[name], {**record_of(FILLED[name]), one.theirs: empty})
                assert (found.theirs, found.sort, found.now) == (one.theirs, "ignored", "")


def test_what_somebody_changed_there_since_is_edited() -> None:
    made = FILLED["servicenow"]
    before = record_of(made)
    now = {**before, "test_plan": "1. Open /health twice"}
    (found,) = compare(made, now, before)
    assert (found.sort, found.ours, found.now) == ("edited", "1. Open /health", "1. Open /health twice")
    assert compare(made, now, now)[0].sort == "altered", "it is we who have another text now"


def test_an_edit_there_that_says_what_we_say_is_none() -> None:
    before = record_of(FILLED["servicenow"])
    later = prepared("servicenow", validation="1. Open /health twice")
    assert compare(later, {**before, "test_plan": "1. Open /health twice"}, before) == ()


@pytest.mark.parametrize(
    "there",
    [
        {"value": "2026-12-01 19:00:00", "display_value": "2026-12-01 14:00:00"},
        "2026-12-01T20:00:00+01:00",
        "2026-12-01T14:00:00.000-0500",
        "2026-12-01T19:00:00Z",
        "2026-12-01 20:00:00",
    ],
)
def test_a_moment_is_the_same_in_any_zone(there: Any) -> None:
    made = FILLED["servicenow"]
    assert compare(made, {**record_of(made), "start_date": there}) == ()


@pytest.mark.parametrize(
    "there", ["2026-12-01 19:00:00", {"value": "2026-12-01 20:00:00", "display_value": "x"}, "soon"]
)
def test_another_moment_is_a_difference(there: Any) -> None:
    made = FILLED["servicenow"]
    (found,) = compare(made, {**record_of(made), "start_date": there})
    assert found.ours == "2026-12-01 19:00 UTC"


def test_an_id_in_place_of_a_name_is_no_difference_until_it_is_another_one() -> None:
    made = FILLED["servicenow"]
    one, other = ({**record_of(made), "assigned_to": {"value": sign * 32, "link": "https://x/y"}} for sign in "ab")
    assert compare(made, one) == ()
    assert [found.sort for found in compare(made, other, one)] == ["edited"]


def test_a_number_in_place_of_a_choice_is_the_same_and_another_is_not() -> None:
    made = FILLED["freshservice"]
    assert compare(made, {**record_of(made), "risk": 2}) == ()
    assert [one.theirs for one in compare(made, {**record_of(made), "risk": 3})] == ["risk"]


@pytest.mark.parametrize(("name", "theirs"), [("servicenow", "justification"), ("jira-cloud", "customfield_10001")])
def test_a_text_that_was_taken_out_is_taken_out_there(name: str, theirs: str) -> None:
    known = site(SiteField("customfield_10001", "Change reason"))
    before, after = prepared(name, known), prepared(name, known, justification="")
    sent = {one.theirs: one.value for one in before.parts}
    assert theirs not in {one.theirs for one in after.parts} and with_emptied(after, {}) == after
    emptied = with_emptied(after, sent)
    (found,) = (one for one in compare(emptied, record_of(before)) if one.theirs == theirs)
    assert (found.sort, found.ours) == ("altered", "") and "3 GB" in found.now
    assert with_emptied(emptied, sent) == emptied
    assert part(emptied, theirs).value in ("", {"version": 1, "type": "doc", "content": []})
    assert compare(emptied, {**record_of(after), theirs: None}) == ()


SIGNS = [
    ("Run `rm -rf build/*`", "Run `rm -rf build/`"),
    ("Set `0 0 1 * *`", "Set `0 0 1`"),
    ("cat a | grep b", "cat a grep b"),
    ("~~do not~~ deploy", "do not deploy"),
    ("> 5 errors", "5 errors"),
    ("- [ ] a", "- [x] a"),
    ("use a_b", "use a b"),
    ("path C:\\new", "path C: new"),
    ("# Stop\n\nx", "Stop\n\nx"),
    ("| a | b |\n|---|---|\n| 1 | 2 |", "| a | b |\n|---|---|\n| 12 | |"),
    ("- replicas: 3", "replicas: 3"),
]


@pytest.mark.parametrize("name", ["servicenow", "jira-cloud", "freshservice", "glpi", "azure"])
@pytest.mark.parametrize(("one", "other"), SIGNS)
def test_another_sign_is_a_difference_also_in_code(name: str, one: str, other: str) -> None:
    theirs = FILLED[name].target.taking("description")[0].theirs
    for ours, there in ((one, other), (other, one)):
        record = record_of(prepared(name, description=there))
        assert theirs in [found.theirs for found in compare(prepared(name, description=ours), record)]


def test_labels_of_others_stay() -> None:
    made = FILLED["gitlab"]
    ours = part(made, "labels")
    assert compare(made, {**record_of(made), "labels": ["risk::medium", "Q4"]}) == ()
    assert compare(made, {**record_of(made), "labels": ["Q4"]})[0].now == "Q4"
    assert updated(ours, ["Q4", "risk::medium"]) == ["Q4", "risk::medium"]
    assert updated(ours, [{"name": "Q4"}]) == ["Q4", "risk::medium"]
    assert updated(replace(ours, retired=("risk::low",)), ["Q4", "Risk::Low"]) == ["Q4", "risk::medium"]
    tags = part(FILLED["azure"], "System.Tags")
    assert updated(tags, "Q4; urgent") == f"Q4; urgent; {tags.text}"


def test_what_is_sent_once_is_not_compared_again() -> None:
    made = FILLED["jira-server"]
    moved = {**record_of(made), "project": {"key": "OPS"}}
    assert [one.theirs for one in compare(made, moved)] == ["project"]
    assert compare(made, moved, moved) == ()


@given(
    st.recursive(
        st.none() | st.text(max_size=20) | st.integers(),
        lambda one: st.lists(one) | st.dictionaries(st.text(max_size=8), one),
    )
)
def test_whatever_stands_there_it_is_read(value: Any) -> None:
    for name in ("servicenow", "jira-cloud", "freshservice", "azure"):
        made = FILLED[name]
        compare(made, dict.fromkeys((one.theirs for one in made.parts), value), {})
