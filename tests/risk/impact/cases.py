"""Cases for the tests of the impact: a change made of texts, with the facts that are meant or those that are found."""

from collections.abc import Mapping

from relman_desktop.beginning import new_ticket
from relman_desktop.drafting.proposal import Material
from relman_desktop.facts import find_facts
from relman_desktop.facts.book import Facts
from relman_desktop.facts.fact import Fact, Value
from relman_desktop.jobs import Cancel
from relman_desktop.loaded import Loaded
from relman_desktop.risk.case import Case
from relman_desktop.risk.impact import Cost
from relman_desktop.sources.change import Change
from relman_desktop.sources.profile.reading import read_profile
from relman_desktop.ticket import ChangeRef
from tests.facts.changes import Texts, a_change

TICKET = new_ticket("t", ChangeRef("here", "a..b", "a" * 40, "b" * 40, ""))
CODE = {"src/app.py": ("a = 1\n", "a = 2\n"), "src/other.py": ("b = 1\n", "b = 2\n")}


def a_fact(
    number: int, kind: str, weight: int, data: Mapping[str, Value], evidence: tuple[str, ...] = ("F1.h1",)
) -> Fact:
    return Fact(f"X{number}", kind, f"Something of the kind {kind}.", evidence, data, weight)


def a_case(*facts: Fact, files: Mapping[str, Texts] = CODE, profile: str = "") -> Case:
    """A case with these facts."""
    return case_of(a_change(files), Facts(facts), profile)


def a_found_case(files: Mapping[str, Texts], tree: Mapping[str, str] | None = None, profile: str = "") -> Case:
    """A case with the facts that the detectors find in texts."""
    change = a_change(files, tree=tree or {})
    return case_of(change, find_facts(change, Cancel()), profile)


def case_of(change: Change, facts: Facts, profile: str = "") -> Case:
    read = read_profile(profile, ".relman.toml")
    assert not read.warnings
    return Case(Material(change, facts, profile=read.numbered()), TICKET)


def loaded_case(loaded: Loaded) -> Case:
    return Case(loaded.material(TICKET), TICKET)


def points(cost: Cost) -> dict[str, int]:
    return {one.name: one.points for one in cost.contributions}


def total(cost: Cost) -> int:
    return sum(one.points for one in cost.contributions)
