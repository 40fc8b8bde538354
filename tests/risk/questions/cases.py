"""Cases to ask about, for the tests of the questionnaire."""

from collections.abc import Iterable, Mapping

from relman_desktop.beginning import new_ticket
from relman_desktop.drafting.proposal import Material
from relman_desktop.facts.book import Facts
from relman_desktop.risk import Answered, Background, Case
from relman_desktop.risk.questions import ids, questionnaire
from relman_desktop.sources.change import Change, Commit
from relman_desktop.sources.profile.profile import TeamEntry
from relman_desktop.ticket import ChangeRef
from tests.drafting.interview.telling import profile
from tests.facts.changes import a_change

CODE = {"src/shop/cart.py": ("a\n", "b\n")}
DOCS = {"README.md": ("a\n", "b\n"), "tests/test_cart.py": ("a\n", "b\n")}


def a_case(
    change: Change | None = None,
    known: Facts | None = None,
    *entries: TeamEntry,
    answers: Mapping[str, str] | None = None,
    background: Background | None = None,
    **more: object,
) -> Case:
    """A case; `answers` by the ids of questions."""
    change = change or a_change(CODE)
    told = {ids().get(name, name): answer for name, answer in (answers or {}).items()}
    ticket = new_ticket("t", ChangeRef("/shop", "v1..v2", change.base, change.head, change.diff_sha256))
    for question, answer in told.items():
        ticket = ticket.with_answer(question, answer)
    material = Material(change, known or Facts(), answers=ticket.answers, profile=profile(*entries), **more)  # type: ignore[arg-type]
    return Case(material, ticket, background or Background())


def stands(case: Case, name: str) -> Answered:
    """How one question stands."""
    return next(one for one in questionnaire(case).answered if one.id == name)


def a_person_commit(
    number: int, body: str = "", *, author: str = "Ada", parents: Iterable[str] = (), subject: str = ""
) -> Commit:
    """A commit whose id is its number, by a person with an address of their own."""
    oid = f"{number:040d}"
    email = f"{author.lower()}@example.org"
    parents = tuple(f"{int(one):040d}" for one in parents)
    return Commit(f"C{number}", oid, parents, author, email, "2026-03-01T12:00:00+00:00", subject or "Do it", body)
