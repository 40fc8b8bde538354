"""What is sent, against what the services themselves publish of what they take."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft4Validator

from relman_desktop.export.markup import Flavour, render
from relman_desktop.ticket import Ticket
from tests.submitting.servers import SYSTEMS, adf
from tests.submitting.servers.asked import Asked

from .exporting import changed, export, number_of, ready

_DATA = Path(__file__).parents[2] / "data" / "payloads"


@cache
def published(name: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((_DATA / f"{name}.json").read_text("utf-8"))
    return told


def faults(name: str, request: str, body: Any) -> list[str]:
    """Why a body is none that the service takes; a name that it does not know is one."""
    whole = published(name)
    schema = {**whole["requests"][request], "components": whole["components"]}
    names = _properties(schema, whole)
    unknown = [f"{one} is no name of it" for one in body if one not in names]
    return [error.message for error in Draft4Validator(schema).iter_errors(body)] + unknown


def _properties(schema: dict[str, Any], whole: dict[str, Any]) -> set[str]:
    if ref := schema.get("$ref"):
        return _properties(whole["components"]["schemas"][ref.rpartition("/")[2]], whole)
    return set(schema.get("properties", ()))


@pytest.mark.parametrize("name", ["github", "jira-cloud"])
def test_what_is_sent_is_what_the_service_says_that_it_takes(ticket: Ticket, name: str) -> None:
    long = " ".join(f"word{number:06}" for number in range(5_000))
    with SYSTEMS[name]() as server:
        export(server, ready(server, changed(ticket, rollback=long, assignee="ada")))
        export(server, ready(server, changed(ticket, rollback=long, title="Another title of ours", risk="low")))
        sent = [(server.does(asked), asked.json) for asked in map(Asked, server.received) if asked.method != "GET"]
    bodies = [(does, body) for does, body in sent if does != "attach"]
    assert {does for does, _ in bodies} == {"create", "update", "comment"}
    for does, body in bodies:
        assert faults(name, does, body) == []


@pytest.mark.parametrize("name", ["github", "jira-cloud"])
def test_a_body_that_is_none_is_told(name: str) -> None:
    wrong: Any = {"fields": "none"} if name == "jira-cloud" else {"title": ["none"]}
    assert faults(name, "create", wrong)
    assert faults(name, "create", {"titel": "x"})


TABLES = "| a | b |\n|---|---|\n| `x|y` | **z** |\n"
NESTED = "1. one\n   - two\n     ```sh\n     ls -l\n     ```\n   - [ ] three\n2. four\n\n> said\n\n---\n\n" + TABLES


@pytest.mark.parametrize(
    "text", ["", "# One\n\ntext", NESTED, "a  \nb", "<T> & `x`", "[l](https://e.example/?a=1&b=2)", "é👩‍👩‍👧‍👦 החזר"]
)
def test_a_document_is_one_of_atlassians(text: str) -> None:
    assert adf.faults(json.loads(render(text, Flavour.ADF))) == []


_PIECES = st.sampled_from(
    [
        "word",
        " ",
        "\n",
        "\n\n",
        "- ",
        "1. ",
        "  ",
        "> ",
        "# ",
        "`",
        "```",
        "**",
        "*",
        "_",
        "~~",
        "|",
        "[a](b)",
        "<T>",
        "- [ ] ",
        "---",
    ]
)


@settings(max_examples=25, deadline=None)
@given(st.lists(_PIECES, max_size=25))
def test_any_text_is_a_document_of_atlassians(pieces: list[str]) -> None:
    assert adf.faults(json.loads(render("".join(pieces), Flavour.ADF))) == []


def test_a_whole_ticket_is_in_one_document(ticket: Ticket) -> None:
    with SYSTEMS["jira-cloud"]() as server:
        server.screen = {name: row for name, row in server.screen.items() if "custom" not in name}  # type: ignore[attr-defined]
        outcome = export(server, ready(server, ticket))
        fields = server.records[number_of(outcome, server)].fields
    assert outcome.differences == ()
    words = adf.words(fields["description"])
    for name in ("description", "justification", "deployment", "rollback", "validation"):
        assert ticket.entry(name).text.split()[2] in words
