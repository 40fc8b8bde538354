"""Whether the previous version still runs against what the deployment leaves behind: the schema, the configuration.

The facts have worked it out (`facts.rollback`); here their reasons are sorted by what they are about.
"""

from collections.abc import Iterator, Sequence

from ...facts.book import Facts
from ...facts.fact import Fact
from ...wording import listed, named
from .rehearsal import Finding, Outcome, worst
from .table import table

SCHEMA, CONFIGURATION = "schema", "configuration"
_VERDICT = "rollback.verdict"
_MOST_CLAUSES = 3
_MOST_DETAILS = 20
_MOST_CITED = 8
_MOST_DROPPED = 3  # things that are named in a line
_OPENINGS: dict[Outcome, str] = {
    "no": "The previous version does not run unchanged {against}: {why}.",
    "unknown": "It cannot be told whether the previous version runs {against}: {why}.",
    "partly": "The previous version runs {against} on conditions: {why}.",
}
_AGAINST = {SCHEMA: "against the migrated schema", CONFIGURATION: "with the new configuration and surroundings"}
_NOTHING = {
    SCHEMA: "No migration and no change of the schema was found, so the previous version finds the schema it knows.",
    CONFIGURATION: "No setting, runtime, resource, format or job was found that keeps the previous version from "
    "running.",
}
_NO_HARM = (
    "The previous version runs against the migrated schema, as far as its code shows: the migrations take nothing away "
    "that it reads, and ask for nothing that it does not give."
)
_NOT_DEPLOYED = "Nothing that runs is changed, so the previous version finds the {} that it knows."
_BUT_UNDONE = "{} A way back is written for every migration, to be run first."


def schema(facts: Facts) -> Finding:
    """Against the migrated schema, and whether each migration has a way back that is written."""
    files, found = facts.of("migration.file"), _reasons(facts, SCHEMA)
    outcome, text = _judged(facts, SCHEMA, found)
    if outcome == "no" and _can_be_undone(facts, files):
        outcome, text = "partly", _BUT_UNDONE.format(text)
    if outcome == "yes" and facts.first(_VERDICT) and (files or facts.of("migration.in_code")):
        text = _NO_HARM
    return Finding(SCHEMA, outcome, text, _cited(facts, found, files), _bounded(map(_way_down, files)))


def configuration(facts: Facts) -> Finding:
    """With the settings, runtimes, resources, formats and jobs that the deployment leaves."""
    found = _reasons(facts, CONFIGURATION)
    outcome, text = _judged(facts, CONFIGURATION, found)
    return Finding(CONFIGURATION, outcome, text, _cited(facts, found, ()), _bounded(map(_action, found)))


def topic_of(reason: Fact) -> str:
    """What a reason `rollback.<...>` is about: "schema", "configuration" or "for_good"."""
    name = reason.kind.partition(".")[2]
    return reason.get("about") or next(
        (topic for topic, some in table().reasons.items() if name in some), CONFIGURATION
    )


def _reasons(facts: Facts, topic: str) -> tuple[Fact, ...]:
    return tuple(one for one in facts.of("rollback.") if one.kind != _VERDICT and topic_of(one) == topic)


def _judged(facts: Facts, topic: str, found: Sequence[Fact]) -> tuple[Outcome, str]:
    if not facts.first(_VERDICT):
        return "yes", _NOT_DEPLOYED.format(topic)
    outcome = worst(*map(_outcome, found))
    if outcome == "yes":
        return outcome, _NOTHING[topic]
    clauses = list(dict.fromkeys(one.get("clause") for one in found if _outcome(one) == outcome))
    more = [f"{len(clauses) - _MOST_CLAUSES:,} more"] if len(clauses) > _MOST_CLAUSES else []
    why = "; ".join([*clauses[:_MOST_CLAUSES], *more])
    return outcome, _OPENINGS[outcome].format(against=_AGAINST[topic], why=why)


def _outcome(reason: Fact) -> Outcome:
    return table().outcomes.get(reason.get("verdict"), "unknown")


def _can_be_undone(facts: Facts, files: Sequence[Fact]) -> bool:
    """Whether all migrations can be run backwards, and no data is lost for good with that."""
    loses = any(one.data.get("loses_data") for one in facts.of("migration."))
    unread = facts.of("migration.unread", "migration.in_code")
    return bool(files) and not loses and not unread and all(one.data.get("reversible") is True for one in files)


def _way_down(file: Fact) -> str:
    """A migration in a line: whether it can be undone, and what goes with that."""
    reversible, drops = file.data.get("reversible"), file.data.get("down_drops")
    name = named(file.get("migration") or file.get("path"))
    if reversible is None:
        return f"{name}: whether a way back is written is not known"
    if not reversible:
        return f"{name}: no way back is written"
    lost = "; what it took away stays lost" if file.data.get("loses_data") else ""
    if not isinstance(drops, list) or not drops:
        return f"{name}: a way back is written{lost}"
    what = listed(drops, _MOST_DROPPED)
    return f"{name}: a way back is written{lost}; it drops {what}, with all that was written there since"


def _action(reason: Fact) -> str:
    return reason.get("action") or reason.text


def _cited(facts: Facts, found: Sequence[Fact], files: Sequence[Fact]) -> tuple[str, ...]:
    """The reasons, else the verdict; what they rest on; the migrations."""
    verdict = [one.id for one in facts.of(_VERDICT)] if not found else []
    first = [one.id for one in (*found, *files)]
    behind = [one for reason in found for one in reason.evidence[:1]]
    return tuple(dict.fromkeys([*first, *behind, *verdict]))[:_MOST_CITED]


def _bounded(lines: Iterator[str]) -> tuple[str, ...]:
    told = list(dict.fromkeys(lines))
    return (*told[:_MOST_DETAILS], *([f"{len(told) - _MOST_DETAILS:,} more"] if len(told) > _MOST_DETAILS else []))
