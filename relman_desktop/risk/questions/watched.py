"""What shows that a fault would be seen: the team's metrics and alerts, and those that the repository holds."""

from collections.abc import Iterator

from ...drafting.template.team.watching import taken_away
from ...facts.fact import Fact
from ...wording import named
from .seen import Said, Seen, Shown
from .table import PARTLY, YES, Row

_LONGEST = 80
_GONE = ("surface.metric_removed", "surface.alert_removed", "observability.dashboard_removed")
_HELD = {
    "monitoring": ("watch.dashboard", "watch.alert", "surface.metric_added", "observability.dashboard_added"),
    "alerting": ("watch.alert", "surface.alert_added"),
}
_SURE = {
    "monitoring": ("where", "threshold", "alert"),
    "alerting": ("alert",),
}  # keys that make an entry one to rely on
_TEXTS = {
    "monitoring": "The team watches {metric}.",
    "alerting": "The team has the alert {alert}.",
    "claim": "{text} The change itself writes so, which is under review.",
}


def watching(row: Row, seen: Seen) -> Iterator[Shown]:
    """For monitoring and for alerting: what the team says first."""
    for one in _of_team(seen):
        yield from _said(row, one)
    for fact in seen.facts.of(*_HELD[row.evidence]):
        if not _is_gone(fact, seen):
            yield Shown(PARTLY, _held(fact), (fact.id,))


def _of_team(seen: Seen) -> Iterator[Said]:
    """The team's metrics but for those that the change takes away, and those that name none."""
    gone = {one.entry.id for one in taken_away(seen.material)}
    return (one for one in seen.said("monitoring") if one.id not in gone and one.is_about("metric"))


def _said(row: Row, one: Said) -> Iterator[Shown]:
    sure = any(one.told(key) for key in _SURE[row.evidence])
    if row.evidence == "alerting" and not sure:
        if one.told("threshold"):
            text = (
                f"The team goes back by {named(one.get('metric'), _LONGEST)}; that an alert calls somebody is not said."
            )
            yield Shown("" if one.is_claim else PARTLY, text, (one.id,))
        return
    told = {key: named(one.get(key), _LONGEST) for key in ("metric", "alert")}
    text = _TEXTS[row.evidence].format(**told)
    if one.is_claim:
        yield Shown(PARTLY if sure else "", _TEXTS["claim"].format(text=text), (one.id,))
    elif sure:
        yield Shown(YES, text, (one.id,))
    else:
        yield Shown(PARTLY, f"{text[:-1]}; where it is seen, and when it is bad, is not said.", (one.id,))


def _held(fact: Fact) -> str:
    """A rule or a dashboard in the repository shows neither that it is in use nor that it is about the change."""
    return f"{fact.text.removesuffix('.')}; whether it is in use and would show a fault of this change is yours to say."


def _is_gone(fact: Fact, seen: Seen) -> bool:
    return bool(fact.get("name")) and any(fact.get("name") == one.get("name") for one in seen.facts.of(*_GONE))
