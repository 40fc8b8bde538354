"""A team's profile out of its text, and a change with facts, commits and tickets for it to be about."""

from collections.abc import Mapping
from dataclasses import replace

from relman_desktop.drafting.proposal import Material
from relman_desktop.drafting.template import draft_ticket
from relman_desktop.facts.book import Facts
from relman_desktop.facts.fact import Fact, Value
from relman_desktop.sources.change import Commit
from relman_desktop.sources.profile.profile import Profile
from relman_desktop.sources.profile.reading import read_profile
from relman_desktop.sources.work.item import Found, WorkItem
from relman_desktop.ticket import Claim
from tests.facts.changes import Texts, a_change

FILES: Mapping[str, Texts] = {"orders/checkout.py": ("a\n", "b\n"), "orders/migrations/0008_drop.py": (None, "c\n")}


def a_profile(text: str, file: str = ".relman.toml") -> Profile:
    """The profile of a text in which nothing is wrong."""
    profile = read_profile(text, file)
    assert not profile.warnings
    return profile.numbered()


def a_commit(number: int, subject: str, body: str = "", when: str = "2026-09-01T10:00:00+00:00") -> Commit:
    oid = f"{number:040x}"
    return Commit(f"C{number}", oid, (f"{number + 1:040x}",), "Maya", "m@example.com", when, subject, body)


def a_ticket(key: str = "PAY-12", **more: object) -> WorkItem:
    known: dict[str, object] = {"title": "Refunds take too long", "status": "Done", **more}
    return WorkItem("W1", key, "jira", (Found("trailer", "C1"),), **known)  # type: ignore[arg-type]


def a_material(
    profile: str = "",
    files: Mapping[str, Texts] = FILES,
    facts: tuple[tuple[str, str, Mapping[str, Value]], ...] = (),
    work: tuple[WorkItem, ...] = (),
    commits: tuple[Commit, ...] = (a_commit(1, "Do it"), a_commit(2, "Do more")),
    answers: Mapping[str, str] | None = None,
) -> Material:
    """A release of `orders`, with these facts on its first file."""
    change = a_change(dict(files), commits=commits)
    ends = {"repo": "orders", "base": "a" * 40, "head": "b" * 40, "base_name": "v1.0.0", "head_name": "v1.1.0"}
    told = tuple(
        Fact(f"X{number}", kind, text, ("F1.h1",), data, int(str(data.get("weight", 50))))
        for number, (kind, text, data) in enumerate(facts, 1)
    )
    return Material(replace(change, **ends), Facts(told), work, answers or {}, profile=a_profile(profile))


def claims(material: Material, field: str) -> tuple[Claim, ...]:
    return draft_ticket(material).proposals[field].claims


def steps(material: Material, field: str) -> list[str]:
    """The texts of a field's claims."""
    return [claim.text for claim in claims(material, field)]


def about(told: list[str] | tuple[Claim, ...], words: str) -> str:
    """The one text that holds some words."""
    texts = [one if isinstance(one, str) else one.text for one in told]
    found = [one for one in texts if words in one]
    assert len(found) == 1, texts
    return found[0]
