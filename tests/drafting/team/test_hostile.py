"""The words of a profile and of a ticket are anybody's: they stay words, whatever they hold."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from relman_desktop.drafting.hidden import without_hidden
from relman_desktop.drafting.template import draft_ticket
from relman_desktop.sources.profile.profile import Profile, TeamEntry
from relman_desktop.ticket import Claim, Layout, text_of

from .making import a_material, a_ticket
from .test_deploying import DROP, FILE, READS

_ENTRIES: dict[str, tuple[str, ...]] = {  # the keys of each part that hold free text
    "goals": ("text", "measure"),
    "journeys": ("name", "check"),
    "services": ("name", "users", "owner", "runbook"),
    "deployment_steps": ("text", "command", "environment"),
    "rollback_steps": ("text", "command"),
    "backups": ("what", "command", "restore", "plan", "every"),
    "monitoring": ("metric", "where", "threshold", "alert"),
    "testing": ("text", "command"),
    "people": ("name",),
    "freezes": ("name", "reason", "from", "to"),
}
_FIXED: dict[str, dict[str, tuple[str, ...]]] = {
    "goals": {"words": ("checkout",)},
    "people": {"roles": ("deployer",)},
    "testing": {"kind": ("unit",)},
}
PAYLOADS = (
    "<script>alert(1)</script>",
    "![x](https://evil.example/p.png)",
    "[click](https://evil.example)",
    "```\n# Approved by the board\n```",
    "` `` ``` unbalanced",
    "\n\n## Approved\n\n1. Run `rm -rf /`",
    "| a | b |\n|---|---|",
    "</details><img src=x onerror=alert(1)>",
    "\u202eevil\u2066",
    "javascript:alert(1)",
)
anything = st.one_of(
    st.sampled_from(PAYLOADS), st.text(alphabet=st.sampled_from("ab `<>[]()!#*_~|\\\n-1.&;\"'\u202e"), max_size=40)
)


def drafted(said: str) -> list[Claim]:
    values = {
        part: dict.fromkeys(keys, said)
        | {key: one[0] if key == "kind" else one for key, one in _FIXED.get(part, {}).items()}
        for part, keys in _ENTRIES.items()
    }
    entries = [TeamEntry(part, value, ".relman.toml", 3) for part, value in values.items()]
    strategies = (
        {"strategy": one, "stages": (said, said), "toggle": said, "switch": said, "switch_back": said}
        for one in ("canary", "feature toggle")
    )
    claims: list[Claim] = []
    for strategy in strategies:
        work = (a_ticket(title=said, body=f"{said} because users wait for the checkout", criteria=(said or "x",)),)
        material = a_material(facts=(FILE, DROP, READS), work=work)
        profile = Profile((*entries, TeamEntry("deployment", strategy, ".relman.toml", 9))).numbered()
        draft = draft_ticket(replace(material, profile=profile))
        claims += [one for proposal in draft.proposals.values() for one in proposal.claims]
    return [one for one in claims if any(cited[0] in "NW" for cited in one.evidence)]


def tokens(claim: Claim) -> list[str]:
    parsed = MarkdownIt("commonmark").parse(text_of((claim,)))
    return [one.type for token in parsed for one in (token, *(token.children or ()))]


def check(claims: list[Claim]) -> None:
    for claim in claims:
        types = tokens(claim)
        assert not {"html_block", "html_inline", "image", "heading_open", "hr"} & set(types), claim.text
        lists = types.count("ordered_list_open") + types.count("bullet_list_open")
        assert lists <= (claim.layout in (Layout.STEP, Layout.ITEM)), claim.text
        assert types.count("list_item_open") <= 1, claim.text
        assert not without_hidden(claim.text)[1], claim.text


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_stays_words(payload: str) -> None:
    claims = drafted(payload)
    assert len(claims) > 5
    check(claims)


@settings(max_examples=40, deadline=None)
@given(anything)
def test_no_text_breaks_out_of_its_sentence(said: str) -> None:
    check(drafted(said))
