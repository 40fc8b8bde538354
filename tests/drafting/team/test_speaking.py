"""Texts without a letter or a digit leave no hole in a sentence."""

import re
from dataclasses import replace

import pytest

from relman_desktop.drafting.team.speaking import speaking
from relman_desktop.drafting.template import draft_ticket
from relman_desktop.sources.profile.profile import Profile, TeamEntry, Value
from relman_desktop.sources.profile.schema import Part, parts

from .making import a_material, a_ticket, steps

_HOLES = re.compile(r"“\W*”|\s[.:;,](\s|$)|\(\s*\)|: *[.;]|``(?!`)|^\W+$|\b(of|to|Then|Run|Watch|and) *[.:]")
FACTS = (
    ("migration.drop_column", "Migration 0008 drops the column.", {"table": "order", "loses_data": True}),
    ("migration.file", "Migration 0008 drops.", {"app": "orders", "migration": "0008_drop", "reversible": True}),
    ("surface.metric_removed", "It removes a metric.", {"name": "m"}),
)


def _entry(part: Part, silent: str, text: str) -> TeamEntry:
    """An entry of a part that says everything, but what one key says is nothing."""
    values: dict[str, Value] = {key.name: key.example for key in part.keys if key.kind != "paths"}
    example = next(key.example for key in part.keys if key.name == silent)
    return TeamEntry(part.name, {**values, silent: (text,) if isinstance(example, tuple) else text}, ".relman.toml", 3)


@pytest.mark.parametrize("text", ["```", "—", "\u200b", "** **"])
@pytest.mark.parametrize("part", parts(), ids=lambda part: part.name)
def test_a_text_that_says_nothing_leaves_no_hole(part: Part, text: str) -> None:
    for key in part.keys:
        if key.kind in ("text", "texts"):
            ticket = a_ticket(title=text, status=text, body="x", criteria=(text,))
            profile = Profile((_entry(part, key.name, text),)).numbered()
            draft = draft_ticket(replace(a_material(work=(ticket,), facts=FACTS), profile=profile))
            told = [claim.text for one in draft.proposals.values() for claim in one.claims]
            assert not [one for one in told if _HOLES.search(one)], key.name


def test_a_stage_that_says_nothing_is_no_step() -> None:
    told = steps(a_material('[deployment]\nstrategy = "canary"\nstages = ["5 %", "```"]\n'), "deployment")
    assert not any(one.startswith("Then") for one in told)


def test_what_says_something_everywhere_is_the_same() -> None:
    material = a_material('[[goals]]\ntext = "Pay"\npaths = ["**"]\n', work=(a_ticket(),))
    assert speaking(material) is material
