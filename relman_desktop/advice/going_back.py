"""A missing or a thin way back, and nothing that says when to take it."""

from collections.abc import Iterator, Sequence

from ..drafting.template.steps import best_command
from ..drafting.template.team.watching import breaks, with_threshold
from ..drafting.template.way_back import WayBack as Verdict
from ..drafting.template.way_back import way_back
from ..facts.fact import Fact
from ..wording import named
from .piece import Advice, Case, cited, command, place
from .signals import WayBack

_TELLS = {
    "unsafe": "the previous version does not run unchanged after this",
    "conditional": "the previous version runs after this on conditions only",
    "unknown": "whether the previous version runs after this is not known",
}
_PURPOSES = ("rollback", "restore", "backup")


def going_back(case: Case) -> Iterator[Advice]:
    """No plan where something is deployed; one that only redeploys where that may not be enough."""
    told = case.signals
    if case.is_quiet or not told.steps:
        return
    verdict = way_back(case.material)
    judged = verdict.verdict.get("verdict") if verdict else ""
    if told.way_back is WayBack.NONE:
        yield _missing(case, verdict, judged)
    elif told.way_back is WayBack.REDEPLOY and judged in _TELLS:
        yield _thin(case, verdict, judged)


def when(case: Case) -> Iterator[Advice]:
    """A way back is told, something is watched, and nothing says from which value on to go back."""
    told = case.signals
    if case.is_quiet or told.trigger or told.way_back is WayBack.NONE or not told.watched:
        return
    opening = "The ticket says how to go back, and not yet when."
    if team := with_threshold(case.material):
        text = f"{opening} The profile has a threshold for it: {breaks(team[0].entry)}."
        yield Advice("no_trigger", text, (team[0].entry.id,), "rollback", "monitoring")
    elif alert := case.material.facts.first("watch.alert"):
        text = f"{opening} The alert {named(alert.get('name'))} ({place(alert)}) could be the sign."
        yield Advice("no_trigger", text, (alert.id,), "rollback", "monitoring")
    else:
        text = f"{opening} A number with a limit, such as “above 2 % errors for 5 minutes”, spares a debate at night."
        yield Advice("no_trigger", text, (), "rollback", "monitoring")


def _missing(case: Case, verdict: Verdict | None, judged: str) -> Advice:
    why = f", and {_TELLS[judged]}" if judged in _TELLS else ""
    helps, facts = _help(case)
    behind = (verdict.verdict.id,) if verdict and why else ()
    text = f"No way back is written down yet{why}. {helps}"
    return Advice("no_way_back", text, cited(*behind, *(one.id for one in facts)), "rollback", "rollback_steps")


def _thin(case: Case, verdict: Verdict | None, judged: str) -> Advice:
    assert verdict
    helps, facts = _help(case)
    text = f"The way back is only to deploy the previous version, and {_TELLS[judged]}. {helps}"
    reasons = (verdict.verdict.id, *(one.id for one in verdict.reasons))
    return Advice("thin_way_back", text, cited(*reasons, *(one.id for one in facts)), "rollback", "rollback_steps")


def _help(case: Case) -> tuple[str, Sequence[Fact]]:
    quoted = (best_command(case.material, purpose) for purpose in _PURPOSES)
    facts = [one.fact for one in quoted if one and not case.says(one.fact.get("command"))]
    if facts:
        return f"The repository has a beginning: {command(facts[0])}.", facts[:1]
    return "Steps that somebody else could follow at night, even three, are the ones that get tried out once.", ()
