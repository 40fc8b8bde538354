"""The ticket of the bundled sample with a profile in which every part is filled, and with none."""

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from relman_desktop.beginning import new_ticket
from relman_desktop.drafting.proposal import Draft, Material
from relman_desktop.drafting.template import draft_ticket
from relman_desktop.fields import BY_NAME
from relman_desktop.jobs import Cancel
from relman_desktop.loaded import Loaded
from relman_desktop.sources.profile.profile import Profile
from relman_desktop.sources.work.merging import merged

from .making import a_profile, a_ticket

PROFILE = Path(__file__).parents[2] / "data" / "profiles" / "orders.toml"
BODY = "Support waits up to two days until the payments team refunds an order, because nobody else can."
_NOT_DRAFTED = {"team", "environments", "windows"}  # settings, names, and what a schedule is proposed from


@pytest.fixture(scope="module")
def material(loaded: Loaded) -> Material:
    ticket = new_ticket("t", loaded.reference)
    told = replace(a_ticket("PAY-208", title="Support waits for refunds", body=BODY), id="", found=())
    profile = a_profile(PROFILE.read_text("utf-8"))
    return replace(loaded.material(ticket), profile=profile, work=merged(loaded.work, (told,)))


@pytest.fixture(scope="module")
def draft(material: Material) -> Draft:
    return draft_ticket(material)


def cited(draft: Draft, material: Material, *fields: str) -> Counter[str]:
    """How often the sentences of fields cite which part of the profile."""
    parts = {one.id: one.part for one in material.profile.entries}
    claims = (claim for name in fields or draft.proposals for claim in draft.proposals[name].claims)
    return Counter(parts[one] for claim in claims for one in claim.evidence if one in parts)


def test_every_part_has_its_place_in_the_ticket(draft: Draft, material: Material) -> None:
    parts = {one.part for one in material.profile.entries} - _NOT_DRAFTED
    assert set(cited(draft, material)) == parts
    assert {"deployment", "deployment_steps", "backups"} <= cited(draft, material, "deployment").keys()
    assert {"rollback_steps", "backups", "monitoring"} <= cited(draft, material, "rollback").keys()
    assert {"monitoring", "testing", "journeys"} <= cited(draft, material, "validation").keys()
    assert {"goals", "priorities", "sprint_goals"} <= cited(draft, material, "justification").keys()


def test_commands_stand_word_for_word_and_lead_to_their_entry(draft: Draft, material: Material) -> None:
    for name in ("deployment", "rollback", "validation"):
        for claim in draft.proposals[name].claims:
            entries = [one for cited in claim.evidence if (one := material.profile.get(cited))]
            own = {value for one in entries for key in ("command", "restore", "switch_back") if (value := one.get(key))}
            if claim.quote in own:
                assert f"`{claim.quote}`" in claim.text
                book = material.book.get(claim.evidence[0], Cancel())
                assert book and claim.quote in book.text


def test_nothing_is_said_twice_and_each_field_holds_it(draft: Draft) -> None:
    for name in ("deployment", "rollback", "validation"):
        texts = [claim.text for claim in draft.proposals[name].claims]
        assert len(texts) == len(set(texts))
        commands = re.findall(r"`((?:make|helm|kubectl|pytest) [^`]+)`", draft.proposals[name].text)
        assert len(commands) == len(set(commands)), name
        assert len(draft.proposals[name].text) <= (BY_NAME[name].limit or 0)


def test_the_same_is_drafted_every_time(draft: Draft, material: Material) -> None:
    assert draft_ticket(material).proposals == draft.proposals


def test_an_empty_profile_yields_questions_and_no_word_of_a_team(material: Material) -> None:
    draft = draft_ticket(replace(material, profile=Profile()))
    assert not cited(draft, material)
    asked = {one.question for one in draft.open_questions}
    assert "How does this change get us closer to a business goal?" in asked
    assert "When does the deployment start, and when does it end?" in asked
    text = "\n".join(one.text for one in draft.proposals.values())
    assert not re.search(r"canary|goal|helm|make |by the team", text, re.IGNORECASE)
