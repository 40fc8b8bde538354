"""People whom nobody asked leave as suggestions, and fill no field that makes them responsible."""

import pytest

from relman_desktop.export.files.page import page_of
from relman_desktop.export.files.sheet import sheet
from relman_desktop.export.targets.preparing import prepare
from relman_desktop.export.targets.table import shipped
from relman_desktop.export.text import FORMATS
from relman_desktop.export.ticket_value import TicketFile
from relman_desktop.ticket import Claim, Status, Ticket

from .targets.making import AROUND, system, ticket

_SAID = "Tom Moor (suggested, not agreed)"


def _suggesting() -> Ticket:
    claim = Claim("Tom Moor", ("X1",), status=Status.WEAK, reasons=("Suggested: wrote most of the change.",))
    return ticket().with_claims("assignee", (claim,))


@pytest.mark.parametrize("name", shipped())
def test_only_suggested_people_fill_no_field_of_a_person(name: str) -> None:
    made = prepare(_suggesting(), shipped()[name], system(name), None, AROUND)
    texts = [str(value) for value in made.fields.values()] + [one.text for one in made.asides]
    assert not any(value == "Tom Moor" for value in texts)
    assert any(
        _SAID.replace("(", "").split(" (")[0].split()[0] in text and "suggested, not agreed" in text for text in texts
    )


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "typed"])
def test_files_say_who_is_only_suggested(name: str) -> None:
    assert "suggested, not agreed" in FORMATS[name].ticket(_suggesting())
    assert "suggested, not agreed" not in FORMATS[name].ticket(ticket(assignee="Tom Moor"))


def test_pages_and_sheets_say_it_too() -> None:
    file = TicketFile(_suggesting())
    assert _SAID in [one.text for one in page_of(file).details]
    assert _SAID in sheet(file).decode()


def test_who_was_agreed_on_is_a_fact() -> None:
    agreed = _suggesting().with_text("assignee", "Tom Moor of Ops")
    assert "suggested" not in FORMATS["plain"].ticket(agreed)


@pytest.mark.parametrize("name", FORMATS)
def test_notes_of_several_paragraphs_are_a_section(name: str) -> None:
    told = FORMATS[name].ticket(ticket(notes="One.\n\nTwo.\n\n| a | b |\n| - | - |\n| c | d |"))
    assert told.index("Grace Hopper") < told.index("A report may still read it.") < told.index("Two.")
