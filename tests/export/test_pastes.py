"""Where a ticket is pasted: one table, all of which the clipboard can hold."""

from relman_desktop.export.markup import Flavour
from relman_desktop.export.pastes import paste_of, pastes
from relman_desktop.export.targets.table import shipped
from relman_desktop.ticket import ChangeRef, Ticket

TICKET = (
    Ticket("t1", ChangeRef("/somewhere/orders", "v1..v2", "a" * 40, "b" * 40, "c" * 64))
    .with_text("title", "Drop `orders.legacy_id`")
    .with_text("description", "It **drops** <T>.\n\n## Why\n\n- a")
    .with_text("assignee", "Maya")
)


def test_every_kind_of_system_has_a_place_to_paste_into() -> None:
    told = {target for paste in pastes().values() for target in paste.targets}
    assert told == set(shipped())
    assert all(paste.text is not Flavour.ADF for paste in pastes().values())  # which nobody can paste


def test_what_was_chosen_counts_then_the_team_s_system_then_the_first() -> None:
    assert paste_of("mail", "github").name == "mail"
    assert paste_of("", "github").name == "github"
    assert paste_of("gone", "").name == paste_of("").name == next(iter(pastes()))


def test_a_whole_ticket_in_each() -> None:
    plain = pastes()["servicenow"].ticket(TICKET)
    assert "Assignee: Maya" in plain.text and "`" not in plain.text and not plain.html and not plain.markdown
    rich = pastes()["jira-cloud"].ticket(TICKET)
    assert (
        rich.html.startswith('<meta charset="utf-8"><h1>') and "&lt;T&gt;" in rich.html and "<h4>Why</h4>" in rich.html
    )
    assert pastes()["github"].ticket(TICKET).markdown.startswith("# Drop `orders.legacy_id`\n\n- **Assignee:** Maya")
    assert pastes()["jira-server"].ticket(TICKET).text.startswith("h1. Drop {{orders.legacy_id}}")
    assert pastes()["redmine"].ticket(TICKET).text.startswith("h1. Drop @orders.legacy_id@")
