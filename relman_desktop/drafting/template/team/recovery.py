"""What the team backs up and how it brings it back, where a change may lose or rewrite data."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ....facts.fact import Fact
from ....sources.change import Kind
from ....sources.profile.profile import TeamEntry
from ....ticket import Claim
from ...proposal import Material
from ...team.applying import Applying, applying, touched
from ...team.plain import bare
from ...team.words import team_words
from ..steps import deployed_migrations, migration_names
from .steps import run, team_claim, team_step

_MOST = 2  # backups that are told
_LONGEST_WHAT = 80  # characters
ELSEWHERE = ", to another place than the backup from before the deployment."
_ARTICLES = ("the", "a", "an", "all", "every", "our", "its", "each")


@dataclass(frozen=True, slots=True)
class Need:
    """Why a change needs a backup: the end of "Back up the database, ...", and the facts that say so."""

    why: str
    facts: Sequence[Fact]


def need_of(material: Material) -> Need | None:
    """Where going back may need it: what is lost or rewritten no way down brings back as it was.

    Where a team says how it backs up, it does so for what has no way down, too.
    """
    migrations = material.facts.of("migration.")
    losing = [fact for fact in migrations if fact.data.get("loses_data")]
    rewriting = material.facts.of("migration.data")
    by_itself = [fact for fact in migrations if fact.kind == "migration.in_code" and "data" in _operations(fact)]
    if losing:
        return Need("since the migrations lose data that no rollback brings back", losing)
    if rewriting and deployed_migrations(material):
        once = list({(fact.get("app"), fact.get("migration")): fact for fact in rewriting}.values())
        return Need(f"since {migration_names(once)} {'rewrites' if len(once) == 1 else 'rewrite'} data", rewriting)
    if by_itself:
        why = "since the new code changes rows by itself and no way back is written for it"
        return Need(why, by_itself)
    one_way = [fact for fact in deployed_migrations(material) if fact.data.get("reversible") is False]
    if one_way and backups(material):
        return Need(f"since no way back is written for {migration_names(one_way)}", one_way)
    return None


def _operations(fact: Fact) -> list[str]:
    told = fact.data.get("operations")
    return told if isinstance(told, list) else []


def backs_up(entry: TeamEntry) -> bool:
    """Whether a step of the team's makes a backup."""
    return bool(team_words().backs_up.search(f"{entry.get('text')} {entry.get('command')}"))


def is_told(material: Material) -> bool:
    """Whether the team says how it backs up: as a step of its deployments, or among its backups."""
    return bool(backups(material)) or _as_steps(material)


def _as_steps(material: Material) -> bool:
    """Whether it is one of the team's first steps."""
    first = (one for one in applying(material, "deployment_steps") if one.entry.get("phase") == "before")
    return any(backs_up(one.entry) for one in first)


def backups(material: Material) -> tuple[Applying, ...]:
    """The team's backups of what the migrations change: of a database, or of their own files; by paths, if any is.

    The only one of all counts where it names nothing else ("everything"): of "Terraform state" nothing brings a
    column back.
    """
    every = applying(material, "backups")
    fitting = [one for one in every if _is_of_database(one.entry) or _holds_migrations(one.entry, material)]
    by_path = [one for one in fitting if touched(one.entry, material.change)]
    alone = [one for one in every if len(every) == 1 and _is_of_all(one.entry, material)]
    return tuple((by_path or fitting or alone)[:_MOST])


def _is_of_database(entry: TeamEntry) -> bool:
    return bool(
        team_words().database.search(" ".join(entry.get(key) for key in ("what", "text", "command", "restore")))
    )


def _holds_migrations(entry: TeamEntry, material: Material) -> bool:
    migrations = {file.id for file in material.change.of_kind(Kind.MIGRATION)}
    return not migrations.isdisjoint(touched(entry, material.change))


def _is_of_all(entry: TeamEntry, material: Material) -> bool:
    what = entry.get("what").strip()
    names = (material.change.repo, *(one.get("name") for one in material.profile.of("services")))
    return what.casefold() in map(str.casefold, names) or bool(team_words().everything.match(what))


def _command(one: Applying) -> str:
    return one.entry.get("command")


def back_up(material: Material, what: str, why: str, facts: Sequence[Fact]) -> Iterator[Claim]:
    """A step for each backup: `what` is said where an entry does not name it, `why` ends the sentence."""
    if _as_steps(material):
        return  # told there, with its reason
    for one in backups(material):
        named = _named(one.entry) or what
        cited = tuple(fact.id for fact in facts[:3])
        if not _command(one) and one.entry.get("every"):
            made = bare(one.entry.get("every"), 60)
            opening = f"See that a fresh backup of {named} is there (made {made}), {why}"
        else:
            opening = f"Back up {named}, {why}"
        yield run(material, one, opening, *cited)


def save(material: Material, what: str, facts: Sequence[Fact]) -> Iterator[Claim]:
    """Before data is dropped on the way back; never over the backup of the deployment, which a later step restores."""
    for one in backups(material)[:1]:
        cited = tuple(fact.id for fact in facts[:3])
        if is_new_each_time(_command(one)):
            yield run(material, one, what, *cited)
        else:
            yield team_claim(material, f"{what}{ELSEWHERE}", one, further=cited)


def is_new_each_time(command: str) -> bool:
    """Whether a backup's command writes to another place each time, since it names the time."""
    return bool(team_words().dated.search(command))


def restore(material: Material, opening: str, facts: Sequence[Fact]) -> Iterator[Claim]:
    """A step for each backup, with the team's command for bringing it back."""
    for one in backups(material):
        named = _named(one.entry)
        of = f" of {named}" if named else ""
        yield team_step(material, one, opening.format(of=of), *(fact.id for fact in facts[:3]), key="restore")


def _named(entry: TeamEntry) -> str:
    """What is backed up, as it stands in a sentence: `the orders database`."""
    what = bare(entry.get("what"), _LONGEST_WHAT)
    first = what.partition(" ")[0]
    return f"the {what}" if first.islower() and first not in _ARTICLES else what
