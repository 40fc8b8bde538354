"""A missing or a thin way back, and nothing that says when to take it."""

from collections.abc import Iterator, Sequence

from ..drafting.template.steps import best_command
from ..drafting.template.team.watching import breaks, with_threshold
from ..drafting.template.way_back import WayBack as Verdict
from ..drafting.template.way_back import way_back
from ..facts.fact import Fact
from ..wording import abridged, named
from .piece import Advice, Case, cited, command, ids, place
from .signals import WayBack

_DOUBTFUL = ("unsafe", "conditional", "unknown")
_LONGEST = 240  # characters of the verdict


def going_back(case: Case) -> Iterator[Advice]:
    """No plan where something is deployed; one that only redeploys where that may not be enough."""
    told = case.signals
    if case.is_quiet or not told.steps:
        return
    verdict = way_back(case.material)
    doubt = verdict if verdict and verdict.verdict.get("verdict") in _DOUBTFUL else None
    if told.way_back is WayBack.NONE:
        yield _advice(case, "no_way_back", "No way back is written down yet.", doubt)
    elif told.way_back is WayBack.REDEPLOY and doubt:
        yield _advice(case, "thin_way_back", "The way back is only to deploy the previous version.", doubt)


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


def _advice(case: Case, kind: str, opening: str, doubt: Verdict | None) -> Advice:
    helps, facts = _help(case, doubt)
    why = f" {abridged(doubt.text, _LONGEST)}" if doubt else ""
    reasons = (doubt.verdict.id, *ids(doubt.reasons)) if doubt else ()
    return Advice(kind, f"{opening}{why} {helps}", cited(*ids(facts), *reasons), "rollback", "rollback_steps")


def _help(case: Case, doubt: Verdict | None) -> tuple[str, Sequence[Fact]]:
    """The repository's way back, what the doubt asks for, or a restore where nothing less brings the data back."""
    if facts := _commands(case, "rollback"):
        return f"{command(facts[0])} is a beginning.", facts
    asked = [one for one in doubt.reasons if one.get("action")] if doubt else []
    if asked:
        return f"A beginning: {abridged(asked[0].get('action'), _LONGEST)}", asked[:1]
    unsafe = doubt and doubt.verdict.get("verdict") == "unsafe"
    if unsafe and (facts := _commands(case, "restore") or _commands(case, "backup")):
        return f"{command(facts[0])} is a beginning.", facts
    return "Two or three steps that anybody on call could follow would do.", ()


def _commands(case: Case, purpose: str) -> Sequence[Fact]:
    """The repository's best command for a purpose, unless the ticket names it."""
    quoted = best_command(case.material, purpose)
    return (quoted.fact,) if quoted and not case.says(quoted.fact.get("command")) else ()
