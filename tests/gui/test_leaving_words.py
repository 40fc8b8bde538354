"""What is told to leave this machine is what the person set up, and no more."""

import pytest

from relman_desktop.gui.leaving_words import leaving
from relman_desktop.settings import Endpoint, System, Tracker

READ, OTHER = (Tracker(name, "jira-cloud", f"https://{name}.example") for name in ("jira", "more"))
ASKED = Tracker("gitlab", "gitlab", "https://git.example", reads=False)
MODEL = Endpoint("Local", "http://127.0.0.1:1", "small")


@pytest.mark.parametrize(
    ("trackers", "said"),
    [
        ((), "Nothing leaves this machine."),
        ((READ,), "Keys of work items go to jira.example, and nothing else."),
        ((READ, ASKED), "Keys of work items go to jira.example, and nothing else."),
        ((READ, READ, OTHER), "Keys of work items go to jira.example and more.example, and nothing else."),
        ((ASKED,), "Keys of work items go to git.example when you look them up, and nothing else."),
    ],
)
def test_trackers_are_told_only_where_one_is_set_up(trackers: tuple[Tracker, ...], said: str) -> None:
    assert leaving(None, trackers) == f"No model: drafted from facts, commits and your answers. {said}"


def test_change_systems_are_told_too() -> None:
    systems = (System("A", "redmine", "https://change.example"), System("B", "jira-cloud", "https://change.example"))
    told = "No model: drafted from facts, commits and your answers. Tickets go to change.example when you send them."
    assert leaving(None, (), systems) == told


def test_with_a_model_too_it_is_told_what_trackers_are_asked() -> None:
    alone = "Local drafts when you ask it to. Nothing is sent to it before you have seen it."
    assert leaving(MODEL, ()) == alone
    assert leaving(MODEL, (READ,)) == f"{alone} Keys of work items go to jira.example, and nothing else."
