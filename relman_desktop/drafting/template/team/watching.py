"""What the team watches, and which values of it say go on, go back, or all is well."""

import re
from collections.abc import Iterator

from ....sources.profile.profile import TeamEntry
from ....ticket import Claim, Layout
from ....wording import counted, joined
from ...proposal import Material
from ...team.applying import Applying, applying
from ...team.plain import bare, name, plain
from ...team.words import team_words
from .steps import team_claim

_MOST_CONDITIONS = 3  # of a canary's stage
_MOST = 6
_LONGEST = 120  # characters
_SIGNS = ((">=", "at least"), (">", "above"), ("<=", "at most"), ("<", "below"), ("≥", "at least"), ("≤", "at most"))


def watched(material: Material) -> tuple[Applying, ...]:
    """The team's metrics that are about the change; those that say so by paths or services first.

    Not those that the change takes away: they would tell that all is well for ever.
    """
    gone = {one.entry.id for one in taken_away(material)}
    there = [one for one in applying(material, "monitoring") if one.entry.id not in gone]
    return tuple(sorted(there, key=lambda one: not one.because))


def taken_away(material: Material) -> tuple[Applying, ...]:
    """The team's metrics that the change removes, each because of the facts that say so."""
    facts = material.facts.of("surface.metric_removed", "surface.alert_removed")
    found = []
    for one in material.profile.of("monitoring") if facts else ():
        said = set(re.findall(r"\w+", f"{one.get('metric')} {one.get('alert')}"))
        if behind := tuple(fact.id for fact in facts if fact.get("name") in said):
            found.append(Applying(one, behind))
    return tuple(found)


def with_threshold(material: Material) -> tuple[Applying, ...]:
    """Those of which the team says from which value on to go back."""
    return tuple(one for one in watched(material) if one.entry.get("threshold").strip())


def alerts(material: Material) -> frozenset[str]:
    """The words by which the team names its alerts and metrics, in small letters."""
    told = (one.entry.get(key) for one in watched(material) for key in ("alert", "metric"))
    return frozenset(word for text in told for word in re.findall(r"[\w:]+", text.casefold()))


def go_on(material: Material) -> tuple[str, tuple[Applying, ...]]:
    """`go on while ...`, and the entries that say so; "" where the team gives no threshold."""
    told = with_threshold(material)[:_MOST_CONDITIONS]
    keeping = [clause for one in told if (clause := _keeps(one.entry))]
    others = [breaks(one.entry) for one in told if not _keeps(one.entry)]
    while_ = f" while {joined(keeping)}" if keeping else ""
    unless = f"{',' if keeping else ''} unless {joined(others)}" if others else ""
    return (f"go on{while_}{unless}" if told else "", told)


def breaks(entry: TeamEntry) -> str:
    """What tells to go back, in the team's words: `` `checkout_error_rate` is above 1 % ``."""
    metric, limit = _metric(entry), _limit(entry)
    if limit[:1].isdigit():
        return f"{metric} passes {limit}"
    if _may_be_good(entry):
        return f"{metric} passes the team's threshold ({limit})"
    return f"{metric} is {limit}" if team_words().compares.match(limit) else f"{metric}: {limit}"


def _may_be_good(entry: TeamEntry) -> bool:
    """Whether a threshold may tell how it should be: "no more than 5", "at least 3"; not one with a sign."""
    return bool(team_words().keeps.match(entry.get("threshold").strip()))


def triggers(material: Material) -> Iterator[Claim]:
    """A paragraph and an item for each threshold of the team's."""
    told = with_threshold(material)
    if told:
        behind = tuple(one.entry.id for one in told)
        yield team_claim(
            material, "Go back if, by the team's thresholds:", told[0], further=behind, layout=Layout.PARAGRAPH
        )
    for one in told[:_MOST]:
        text = f"{breaks(one.entry)}{_seen(one.entry)}{_alert(one.entry)}."
        yield team_claim(material, text, one, layout=Layout.ITEM)
    if rest := told[_MOST:]:
        cited = tuple(one.entry.id for one in rest)
        text = f"And {counted(len(rest), 'further threshold')} of the team's."
        yield team_claim(material, text, rest[0], further=cited, layout=Layout.ITEM)


def watch(material: Material) -> Iterator[Claim]:
    """A step for each metric: where it is seen, for how long, and what it must not be."""
    told = watched(material)
    for one in told[:_MOST]:
        minutes = plain(one.entry.get("watch_minutes"), 20)
        lasting = f" for {minutes} min" if minutes else ""
        rule = f"go back if {_it(one.entry)}" if one.entry.get("threshold").strip() else "compare it with before"
        yield team_claim(
            material, f"Watch {_metric(one.entry)}{lasting}{_seen(one.entry)}: {rule}{_alert(one.entry)}.", one
        )
    if rest := told[_MOST:]:
        names = joined([_metric(one.entry) for one in rest], _MOST)
        cited = tuple(one.entry.id for one in rest)
        yield team_claim(material, f"Watch the team's other metrics, too: {names}.", rest[0], further=cited)


def _it(entry: TeamEntry) -> str:
    limit = _limit(entry)
    if limit[:1].isdigit():
        return f"it passes {limit}"
    if _may_be_good(entry):
        return f"it passes the team's threshold ({limit})"
    return f"it is {limit}" if team_words().compares.match(limit) else f"this is so: {limit}"


def _metric(entry: TeamEntry) -> str:
    return name(entry.get("metric"))


def _limit(entry: TeamEntry) -> str:
    """The threshold in words: a sign at its beginning would be a quotation in Markdown."""
    text = entry.get("threshold").strip()
    for sign, words in _SIGNS:
        if text.startswith(sign):
            text = f"{words} {text[len(sign) :].strip()}"
            break
    return bare(text, _LONGEST)


def _keeps(entry: TeamEntry) -> str:
    """What is so as long as all is well, where the threshold is one plain number; else ""."""
    limit = _limit(entry)
    for pattern, words in ((team_words().above, "stays under"), (team_words().below, "stays above")):
        if found := pattern.match(limit):
            return f"{_metric(entry)} {words} {found['number'].strip()}"
    return ""


def _seen(entry: TeamEntry) -> str:
    where = plain(entry.get("where"), _LONGEST).rstrip(".")
    return f" ({where})" if where else ""


def _alert(entry: TeamEntry) -> str:
    alert = bare(entry.get("alert"), _LONGEST)
    return f"; alert: {alert}" if alert else ""
