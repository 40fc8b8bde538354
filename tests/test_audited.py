"""The audit: every sentence with whose it is, and nothing that must not leave."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from relman_desktop.audited import Past, audit_of
from relman_desktop.export.ticket_value import TicketFile
from relman_desktop.held_ticket import held_ticket
from relman_desktop.loaded import Loaded
from relman_desktop.risk.telling import OVERRIDE
from relman_desktop.session import Session
from relman_desktop.settings import Settings
from relman_desktop.ticket import Status

from .export.files_data import real_ticket
from .making_tickets import a_ticket

SECRET = "hunter2-of-this-test"


@pytest.fixture
def session(loaded: Loaded, home: Path) -> Any:
    session = Session(Settings())
    session.show(loaded)
    yield session
    session.close()


def told(session: Session) -> dict[str, Any]:
    ticket = session.writing.ticket
    content = audit_of(
        held_ticket(ticket, session.known.loaded), Past.of(session.library.records(ticket.id)), session.loaded, None
    )
    found: dict[str, Any] = json.loads(content)
    return found


def sentences(audit: dict[str, Any], field: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = audit["fields"][field]["sentences"]
    return found


def test_what_a_new_ticket_was_filled_with_is_drafted_and_taken_unasked(session: Session) -> None:
    audit = told(session)
    steps = sentences(audit, "deployment")
    assert steps and all((one["drafted_by"], one["taken_by"]) == ("template", "unasked") for one in steps)
    assert all(one["at"].endswith("Z") and one["evidence"] for one in steps)
    assert audit["characters"]["person"] == 0 and audit["journal"]


def test_an_edited_sentence_is_the_person_s_and_says_what_it_replaced(session: Session) -> None:
    text = session.entry("deployment").text
    first = session.entry("deployment").spans[0]
    session.edit("deployment", text[: first.start] + "My own first words." + text[first.end :]).result(10)
    session.edit("notes", "Call Ada first.").result(10)
    audit = told(session)
    mine = next(one for one in sentences(audit, "deployment") if one["status"] == "user")
    assert "My own first words." in mine["text"]
    assert (mine["drafted_by"], mine["taken_by"], mine["edits"]) == ("person", "person", "drafted")
    (note,) = sentences(audit, "notes")
    assert (note["drafted_by"], note["edits"]) == ("person", "") and note["at"]
    others = [one for one in sentences(audit, "deployment") if one["status"] != "user"]
    assert others and all(one["drafted_by"] == "template" for one in others)
    characters = audit["fields"]["deployment"]["characters"]
    assert characters["person"] == len(mine["text"]) and 0 < characters["share"] < 1


def test_what_a_person_took_back_is_told_as_taken_by_them(session: Session) -> None:
    proposal = session.proposal("rollback", asked=True) or (session.draft and session.draft.proposals["rollback"])
    assert proposal
    session.edit("rollback", "").result(10)
    session.accept(proposal).result(10)
    assert {(one["drafted_by"], one["taken_by"]) for one in sentences(told(session), "rollback")} == {
        ("template", "person")
    }


def test_dismissals_answers_states_and_the_override_are_told(session: Session) -> None:
    fact = session.facts.items[0]
    session.dismiss(fact.id, "It was applied already.").result(10)
    session.answer(OVERRIDE, "A holiday.").result(10)
    session.edit("state", "reviewed").result(10)
    audit = told(session)
    (dismissed,) = audit["dismissed"]
    assert dismissed["reason"] == "It was applied already." and dismissed["at"] and dismissed["fact"] == fact.key
    assert audit["risk"]["override"] == "A holiday."
    assert [one["question"] for one in audit["inputs"]["answers"]] == [OVERRIDE]
    assert [one["state"] for one in audit["states"]] == ["draft", "reviewed"]


def test_inputs_are_hashes_and_models_are_hosts(session: Session) -> None:
    exchange = {
        "id": "1", "when": "2026-11-26T10:00:00Z", "model": "m", "field": "", "repair": False,
        "url": f"https://user:{SECRET}@api.example.com:8443/v1?key={SECRET}", "body": f"the code {SECRET}",
        "answer": {"text": SECRET}, "prompts": {"title": "abc"},
    }  # fmt: skip
    session.writing.keep_exchange(exchange).result(10)
    audit = told(session)
    (one,) = audit["model"]
    assert (one["host"], one["model"], one["answered"]) == ("api.example.com:8443", "m", True)
    assert one["prompts"] == {"title": "abc"} and len(one["sha256"]) == 64
    assert SECRET not in json.dumps(audit)
    assert audit["inputs"]["work"] and all(len(sha) == 64 for sha in audit["inputs"]["work"].values())
    assert audit["change"]["head"] == session.writing.ticket.change.head


def test_evidence_is_named_and_not_quoted(session: Session) -> None:
    ticket = session.writing.ticket
    quotes = [claim.quote for entry in ticket.entries.values() for claim in entry.claims if len(claim.quote) > 30]
    texts = " ".join(" ".join(entry.text.split()) for entry in ticket.entries.values())
    hidden = [quote for one in quotes if (quote := " ".join(one.split())) not in texts]
    said = json.dumps(told(session), ensure_ascii=False)
    assert hidden and not [one for one in quotes if " ".join(one.split()) in hidden and one in said]


def test_the_same_ticket_gives_the_same_bytes(session: Session) -> None:
    assert json.dumps(told(session)) == json.dumps(told(session))


def test_a_draft_of_a_file_tells_who_drafted_it_and_from_what() -> None:
    audit = json.loads(audit_of(real_ticket(), None, None, None))
    assert not audit["journal"] and audit["inputs"]["work"] and audit["risk"]["points"]
    assert {one["drafted_by"] for one in sentences(audit, "rollback")} == {"template"}
    (note,) = [one for one in sentences(audit, "validation") if "p95" in one["text"]]
    assert note["status"] == Status.USER and note["drafted_by"] == ""


def test_whatever_a_file_says_of_its_drafting_is_bounded_to_names() -> None:
    odd = {"by": [1], "provenance": "x", "work": {"a": {"b": 1}}, "risk": 5, "profile": None}
    file = replace(real_ticket(), drafted=odd)
    assert json.loads(audit_of(file, None, None, None))["inputs"]["work"]
    url = {"provenance": {"model": "m", "endpoint": f"https://{SECRET}@h/{SECRET}", "prompts": {"title": "1"}}}
    said = audit_of(TicketFile(a_ticket(), drafted=url), None, None, None).decode()
    assert SECRET not in said and json.loads(said)["model"][0]["host"] == "h"
