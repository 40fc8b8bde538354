"""The type of a change: standard, normal, emergency, with the reason and its evidence."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from relman_desktop.drafting.change_type import type_of
from relman_desktop.drafting.proposal import Material
from relman_desktop.facts.book import Facts
from relman_desktop.facts.fact import Fact
from relman_desktop.risk.suggesting import suggested
from relman_desktop.sources.profile.reading import read_profile
from relman_desktop.sources.work.item import Found, WorkItem
from tests.facts.changes import Texts, a_change, a_commit
from tests.risk.impact.cases import case_of

CODE: Mapping[str, Texts] = {"src/app.py": ("a = 1\n", "a = 2\n")}
DOCS: Mapping[str, Texts] = {"docs/a.md": ("a\n", "b\n")}
CONTENT: Mapping[str, Texts] = {"content/a.json": ("{}\n", "[]\n")}
APPROVED = '[risk]\nstandard_paths = ["content/**"]\n'


def material(
    files: Mapping[str, Texts] = CODE,
    *,
    branch: str = "",
    subjects: tuple[str, ...] = ("Change it",),
    item: Mapping[str, object] | None = None,
    facts: tuple[str, ...] = (),
    profile: str = "",
) -> Material:
    commits = tuple(a_commit(number, subject) for number, subject in enumerate(subjects, 1))
    work = (WorkItem("W1", "OPS-7", "jira", (Found("trailer", "C1"),), **item),) if item else ()  # type: ignore[arg-type]
    found = tuple(Fact(f"X{at}", kind, "It is so.", ("C1",), {}, 60) for at, kind in enumerate(facts, 1))
    change = replace(a_change(files, commits=commits), branch=branch or None)
    return Material(change, Facts(found), work, profile=read_profile(profile, ".relman.toml").numbered())


def test_documentation_alone_is_a_standard_change_of_low_risk() -> None:
    assert type_of(material(DOCS)).type == type_of(material(DOCS), "low").type == "standard"
    higher = type_of(material(DOCS), "medium")
    assert higher.type == "normal" and "its level is medium" in higher.reason


def test_what_the_team_pre_approves_is_a_standard_change_where_its_level_is_low() -> None:
    one = material(CONTENT, profile=APPROVED)
    found = type_of(one, "low")
    assert (found.type, found.evidence[0]) == ("standard", "N1") and "`.relman.toml`" in found.reason
    assert type_of(one, "high").type == "normal" and "its level is high" in type_of(one, "high").reason
    assert type_of(one).type == "normal", "without a level nothing says that it is harmless"


def test_one_file_more_is_not_pre_approved() -> None:
    assert type_of(material({**CONTENT, **CODE}, profile=APPROVED), "low").type == "normal"


def test_a_change_does_not_pre_approve_itself() -> None:
    profile = '[risk]\nstandard_paths = ["content/**", ".relman.toml"]\n'
    found = type_of(material({**CONTENT, ".relman.toml": (None, profile)}, profile=profile), "low")
    assert found.type == "normal" and "which this change alters itself" in found.reason


@pytest.mark.parametrize(
    "told",
    [
        {"item": {"kind": "Incident"}, "branch": "hotfix/login"},
        {"item": {"kind": "Incident", "labels": ("sev1",)}},
        {"item": {"kind": "Bug", "labels": ("team/a", "incident")}, "subjects": ("Hotfix: open the door again",)},
        {"facts": ("change.revert",), "branch": "hotfix/1.2", "subjects": ('Revert "New door" (urgent)',)},
    ],
)
def test_strong_evidence_of_something_wrong_suggests_an_emergency(told: dict[str, object]) -> None:
    found = type_of(material(**told))  # type: ignore[arg-type]
    assert found.type == "emergency" and found.evidence
    assert found.reason.startswith("It looks like an emergency: ")


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"branch": "hotfix/login"}, "the branch is called `hotfix/login`"),
        ({"item": {"kind": "Incident"}}, "`OPS-7` is an incident (`Incident`)"),
        ({"facts": ("change.revert",)}, "it takes back what is in production"),
        ({"facts": ("notes.security",), "branch": "hotfix/cve", "subjects": ("Hotfix",)}, "it fixes a vulnerability"),
        ({"item": {"kind": "Bug", "title": "Checkout is slow, production down at times"}}, "speaks of"),
    ],
)
def test_a_sign_alone_is_a_remark_beside_a_normal_change(told: dict[str, object], said: str) -> None:
    found = type_of(material(**told))  # type: ignore[arg-type]
    assert found.type == "normal" and found.reason.startswith("It may be a hotfix: ") and said in found.reason
    assert found.evidence


@pytest.mark.parametrize(
    "told",
    [
        {"item": {"kind": "Incident", "labels": ("sev1",), "done": True}},
        {"item": {"kind": "Story", "labels": ("incident-management",)}},
        {"item": {"kind": "Incident", "labels": ("sev1",)}, "subjects": tuple(f"Commit {n}" for n in range(6))},
        {"branch": "feature/hotfixture"},
        {"subjects": ("Fix the emergency_contacts table",)},
    ],
)
def test_what_says_nothing_of_urgency_is_a_normal_change(told: dict[str, object]) -> None:
    found = type_of(material(**told))  # type: ignore[arg-type]
    assert (found.type, found.reason) == ("normal", "Files that run in production change.")


def test_an_assessment_suggests_the_same_as_the_template() -> None:
    one = material(branch="hotfix/login")
    case = case_of(one.change, one.facts)
    found = suggested(case, "low")
    assert (found.type, found.reason, found.evidence) == (
        (plain := type_of(case.material)).type,
        plain.reason,
        plain.evidence,
    )


def test_hostile_words_stay_words() -> None:
    item = {"kind": "Incident` <b>", "labels": ("sev1\u202e`x`",), "title": "a" * 100_000}
    found = type_of(material(item=item, branch="hotfix/`x`"))
    assert found.type == "emergency" and "\u202e" not in found.reason and found.reason.count("`") % 2 == 0
    assert len(found.reason) < 500
