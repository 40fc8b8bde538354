"""Validation that no machine makes, nothing that is watched, and code that no test comes with."""

from collections.abc import Iterator, Sequence

from ..drafting.team.applying import Applying, applying
from ..drafting.team.plain import name
from ..drafting.template.steps import best_command
from ..drafting.template.team.watching import watched
from ..facts.fact import Fact
from ..wording import counted, joined, named
from .piece import Advice, Case, cited, command, ids, place
from .table import table

_MOST = 3  # names that are told
_MOST_ALERTS = 5  # as many as the facts tell of: there may be more then
_KINDS = ("unit", "integration", "end-to-end")  # a regression is what any of them finds
_WHAT = {"unit": "single parts", "integration": "parts together", "end-to-end": "the system as a whole"}
_NO_TEST = 45  # weight of a change of programs without any test


def automation(case: Case) -> Iterator[Advice]:
    """All checks after the deployment are made by eye."""
    told = case.signals
    number = told.checks - told.tests_before
    if case.is_quiet or told.automated_checks or number < table().least["checks"]:
        return
    every = "both" if number == 2 else f"all {number}"
    opening = f"{every.capitalize()} validation steps are made by eye"
    if told.tests_before:
        opening = f"The tests run before the deployment; after it, {every} checks are made by eye"
    helps, evidence = _check(case)
    yield Advice("no_automated_check", f"{opening}{helps}", evidence, "validation", "testing")


def _check(case: Case) -> tuple[str, tuple[str, ...]]:
    """What of the team's or the repository's could be the first automated check."""
    for one in applying(case.material, "testing"):
        run = one.entry.get("command").strip()
        if one.entry.get("when") == "after" and run and not case.says(run):
            return f"; the profile has {named(run)} for after a deployment.", (one.entry.id,)
    quoted = best_command(case.material, "check")
    if quoted and not case.says(quoted.fact.get("command")):
        return f"; {command(quoted.fact)} could be the first that a machine makes.", (quoted.fact.id,)
    if health := case.material.facts.first("surface.health"):
        return f"; a script could ask {named(health.get('route'))} after each deployment.", (health.id,)
    return ". One request that a script makes to a page that matters finds a failed deployment within seconds.", ()


def watching(case: Case) -> Iterator[Advice]:
    """Nothing is watched after the deployment, or what is new is watched by nobody."""
    if case.is_quiet or not case.signals.checks:
        return
    if case.signals.watched:
        yield from _uncovered(case)
    elif team := watched(case.material):
        yield _as_the_team_says(team)
    elif known := case.material.facts.of("watch.alert", "watch.dashboard"):
        what = "alert" if known[0].kind == "watch.alert" else "dashboard"
        text = (
            f"No validation step looks at a metric, an alert or a dashboard; the {what} {named(known[0].get('name'))} "
            f"({place(known[0])}) is there for it."
        )
        yield Advice("unwatched", text, (known[0].id,), "validation", "monitoring")
    else:
        yield _nothing_known(case)


def _as_the_team_says(team: Sequence[Applying]) -> Advice:
    names = joined([name(one.entry.get("metric")) for one in team], _MOST)
    text = f"The profile says to watch {names} after a deployment, and no validation step does."
    return Advice("team_watches", text, cited(*(one.entry.id for one in team)), "validation", "monitoring")


def _nothing_known(case: Case) -> Advice:
    new = case.material.facts.of("surface.endpoint_added")
    helps = "One number with a limit, written under “Monitoring and alerting” in the profile, is then in every ticket."
    if new:
        verb = "is" if len(new) == 1 else "are"
        routes = joined([named(fact.get("route"), 60) for fact in new], _MOST)
        text = f"{counted(len(new), 'endpoint')} {verb} new ({routes}), and no metric, alert or dashboard is known"
        return Advice(
            "unwatched", f"{text} that would tell of a failure. {helps}", cited(*ids(new)), "validation", "monitoring"
        )
    text = f"No validation step looks at a metric, an alert or a dashboard, and none is known here. {helps}"
    return Advice("unwatched", text, (), "validation", "monitoring")


def _uncovered(case: Case) -> Iterator[Advice]:
    """New metrics of a repository that has alerts, of which none speaks of them."""
    alerts = case.material.facts.of("watch.alert")
    if not alerts or len(alerts) >= _MOST_ALERTS:
        return
    told = (*(f"{one.get('name')} {one.get('expr')}" for one in alerts), *_monitoring(case))
    known = " ".join(told)
    new = [one for one in case.material.facts.of("surface.metric_added") if one.get("name") not in known]
    if new:
        names = joined([named(one.get("name")) for one in new], _MOST)
        verb, them = ("is", "it") if len(new) == 1 else ("are", "them")
        where = f"{place(alerts[0])} has the others"
        text = f"{names} {verb} new, and no alert of the repository speaks of {them} yet ({where})."
        yield Advice("unwatched", text, cited(*ids(new), alerts[0].id), "validation", "monitoring")


def _monitoring(case: Case) -> Iterator[str]:
    return (one.text for one in case.material.profile.of("monitoring"))


def not_watched_any_more(case: Case) -> Iterator[Advice]:
    """Alerts that the change removes, and none that comes in their place."""
    facts = case.material.facts
    removed = facts.of("surface.alert_removed")
    if removed and not facts.of("surface.alert_added", "surface.alert_changed"):
        names = joined([named(one.get("name")) for one in removed], _MOST)
        noun, verb = ("alert", "it") if len(removed) == 1 else ("alerts", "them")
        text = (
            f"The change removes the {noun} {names}, and adds none. If something else takes care of {verb}, "
            "a line in the ticket would say what."
        )
        yield Advice("not_watched_any_more", text, cited(*ids(removed)), "validation", "monitoring")


def testing(case: Case) -> Iterator[Advice]:
    """Programs that change with no test; kinds of tests that nothing tells of."""
    none = [fact for fact in case.material.facts.of("tests.none") if fact.weight >= _NO_TEST]
    if none:
        yield _no_test(none[0])
    told = applying(case.material, "testing")
    kinds = [kind for kind in _KINDS if any(one.entry.get("kind") == kind for one in told)]
    missing = [kind for kind in _KINDS if kind not in kinds and not case.says(f"{kind} test")]
    if kinds and missing and not case.is_quiet:
        what = joined([f"{kind} tests ({_WHAT[kind]})" for kind in missing])
        text = f"The profile tells how {joined(kinds)} tests are run, and nothing tells of {what}. Are there any?"
        yield Advice("test_kinds", text, cited(*(one.entry.id for one in told)), "validation", "testing")


def _no_test(fact: Fact) -> Advice:
    text = f"{fact.text} A test of what matters most in it would be one check less to make by hand next time."
    return Advice("no_tests", text, (fact.id,), "validation", "testing")
