"""A thousand work items and a long profile cost a draft little more than a hundred: the window waits for it."""

from dataclasses import replace
from time import process_time

from relman_desktop.drafting.proposal import Material
from relman_desktop.drafting.template import draft_ticket
from relman_desktop.sources.work.item import Found, WorkItem

from .making import a_material

_GOAL = '[[goals]]\ntext = "Cut the waiting of checkout number {0} by ten"\nwords = ["checkout {0}", "queue"]\n'
_SENTENCES = " ".join(f"The customer waits at place {n} of the list, because nobody answers." for n in range(60))


def _drafted_s(many: int) -> float:
    """The seconds that the quickest of a few drafts takes after another item was told."""
    material = a_material("".join(map(_GOAL.format, range(60))), work=tuple(map(_item, range(1, many + 1))))
    return min(_told_one(material, number) for number in range(3))


def _item(number: int) -> WorkItem:
    title, body = f"Checkout {number} waits", f"{_SENTENCES} This is number {number}."
    return WorkItem(f"W{number}", f"PAY-{number}", "jira", (Found("trailer", "C1"),), title=title, body=body)


def _told_one(material: Material, number: int) -> float:
    changed = replace(material.work[number], body=f"A new text, number {number}.")
    work = tuple(changed if one.id == changed.id else one for one in material.work)
    start = process_time()
    draft_ticket(replace(material, work=work))
    return process_time() - start


def test_a_thousand_items_cost_a_draft_little_more_than_a_hundred() -> None:
    assert _drafted_s(1_000) < 3 * _drafted_s(100) + 0.02
