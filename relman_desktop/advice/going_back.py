"""A way back: whether there is one, and whether it is more than a redeploy where data changes."""

from collections.abc import Iterator, Sequence

from ..facts.fact import Fact
from ..sources.profile.profile import TeamEntry
from ..wording import joined, named
from .given import Advice, Given, advice, quoted

_CHANGES_DATA = ("migration.data", "migration.drop_column", "migration.drop_table", "migration.change_type")
_MOST = 2


def advise(given: Given) -> Iterator[Advice]:
    if not given.rollback:
        yield _with_help(given, "No rollback step says how the deployment is undone.", ())
    elif given.signals.only_redeploys and (reasons := _reasons(given)):
        said = "Going back is a redeploy of the previous version and nothing more, but the data changes too:"
        yield _with_help(given, f"{said} {reasons[0].text}", reasons)


def _reasons(given: Given) -> Sequence[Fact]:
    """What a redeploy alone does not undo."""
    facts = given.material.facts
    unsafe = [fact for fact in facts.of("rollback.") if fact.get("verdict") not in ("", "safe") and fact.evidence]
    lossy = [fact for fact in facts.of("migration.") if fact.get("loses_data") == "True" or fact.kind in _CHANGES_DATA]
    return [*lossy, *(fact for fact in unsafe if fact.kind != "rollback.verdict")][:_MOST]


def _with_help(given: Given, said: str, reasons: Sequence[Fact]) -> Advice:
    plans = [(one, plan) for one in given.entries("backups") if (plan := _plan(one))][:_MOST]
    commands = given.unused("rollback", "restore")[:_MOST]
    further: tuple[str, ...] = ()
    if plans:
        more = f"The team's profile says how its data comes back: {joined([named(plan, 100) for _, plan in plans])}."
        further = tuple(one.id for one, _ in plans)
    elif commands:
        more = f"The repository has {joined([quoted(fact) for fact in commands])}, which a step could use."
        further = tuple(one.id for one in commands)
    else:
        entry = "named in a [[backups]] entry of the profile"
        more = f"A backup that was restored once as a test, {entry}, would be a step here." if reasons else ""
    return advice("way back", "rollback", (said, more), *(one.id for one in reasons), *further)


def _plan(entry: TeamEntry) -> str:
    return entry.get("restore") or entry.get("plan") or entry.get("command")
