"""What `relman show` tells of the life of a ticket, and its state in every text."""

import json

from relman_desktop.export.text import FORMATS
from relman_desktop.life import Life, life_object
from relman_desktop.life.acts import moved, ticked_off

from .nights import a_ticket, at, step
from .test_life import night


def test_states_ticks_minutes_and_triggers_are_plain_values() -> None:
    ticket = night()
    ticket = ticket.with_text("deployment", ticket.entry("deployment").text.replace("it begins", "it starts"))
    told = json.loads(json.dumps(life_object(ticket)))
    assert told["state"] == "validating" and told["next"] == ["closed", "rolled back"]
    assert told["states"][0] == {"state": "deploying", "at": at(4), "by": "Ana", "note": ""}
    first = told["steps"]["deployment"][0]
    assert (first["done"], first["at"], first["by"], first["minutes"]) == ("done", at(6), "Ana", 5)
    assert "it begins" in first["changed"] and told["steps"]["deployment"][1]["changed"] == ""
    assert told["minutes"] == {"deployment": 30, "validation": 30, "rollback": 10, "schedule": 60}
    assert [one["field"] for one in told["triggers"]] == ["rollback", "rollback"]
    assert told["attempts"] == [{"began": at(4), "deployed": at(48), "ended": "", "state": "validating"}]


def test_every_text_has_a_line_for_the_state() -> None:
    ticket = night()
    assert "- **State:** validating (since 2026-11-24 19:48 UTC, Ana)\n" in FORMATS["markdown"].ticket(ticket)
    assert "State: validating (since 2026-11-24 19:48 UTC, Ana)\n" in FORMATS["plain"].ticket(ticket)
    assert "State: approved\n" in FORMATS["plain"].ticket(a_ticket())


def test_a_tick_of_a_step_that_is_gone_is_told_beside_the_steps() -> None:
    ticket = moved(a_ticket(), "deploying", at(1))
    ticket = ticked_off(Life.of(ticket), step(ticket, "rollback", 2), at(2), "Ana", done="skipped", reason="alone")
    (gone,) = life_object(ticket.with_text("rollback", ""))["gone"]
    assert gone == {
        "field": "rollback", "number": 2, "text": "Tell #orders-deploys.", "done": "skipped", "at": at(2),
        "note": "alone",
    }  # fmt: skip
