"""The deployment steps: what must be there before, the deployment itself, what comes after."""

import re
from collections.abc import Iterator
from functools import partial

from ...facts.fact import Fact
from ...ticket import Claim
from ...wording import code, counted, joined, sentence, shorten
from ..proposal import Material
from . import settings
from .asks import Phase, asked
from .matters import IMPORTANT
from .notes import document_of, read_first, what_it_asks
from .nothing_runs import nothing_runs
from .nothing_runs import sentence as sentence_of_nothing
from .saying import AUTHORS, said
from .steps import best_command, deployed_migrations, in_phases, migration_names, numbered, run, step, weak_step
from .team import deploying, recovery, strategy
from .team.steps import team_claim
from .versions import version, version_name

_LONGEST_NOTE = 240  # characters
_MOST_TITLES = 10  # of the other notes
_MATTERS = 70  # weight of a note of this range; what a guide says in general weighs less
_MOST_LOCKS = 2
_FAILING = ("rollback.reads_dropped", "rollback.reads_renamed", "rollback.lacks_required")
_BY_ITSELF = 30  # weight of what a program does to its database, and not of what it no longer does
_FETCHES = re.compile(r"(?:docker|podman|nerdctl)(?:[ -]compose)?\b[^\n;&|]* pull\b[^\n;&|]*")  # and starts nothing
_RUNS = {  # how the repository itself runs its migrations, and what then applies them
    "migrates on start": "the start of the new version",
    "migrates on release": "the release phase",
    "migrates in the script": "the deployment script",
}


def draft(material: Material) -> list[Claim]:
    """Steps in the order in which they are done: before, during and after."""
    if nothing_runs(material):
        return [sentence_of_nothing(material, "nothing has to be deployed")]
    phases = {name: numbered(group(material) for group in groups) for name, groups in _PHASES.items()}
    return in_phases(phases, material)


_before, _during, _after = (partial(asked, phase) for phase in (Phase.BEFORE, Phase.DURING, Phase.AFTER))


def _read_first(material: Material) -> Iterator[Claim]:
    """A step for each document of upgrade notes, by its weightiest, then the others by title."""
    every = material.facts.of("notes.upgrade", "notes.breaking")
    first = read_first(material)
    for fact in first:
        yield _note(fact, sum(document_of(other) == document_of(fact) for other in every))
    if rest := [fact for fact in every if fact not in first and fact.weight >= _MATTERS]:
        titles = joined([fact.get("title") or said(fact.get("text"), 60).rstrip(".") for fact in rest], _MOST_TITLES)
        text = f"Read {counted(len(rest), 'further upgrade note')} of this range, too: {titles}."
        yield weak_step(text, "", rest, AUTHORS[0])


def _note(fact: Fact, number: int) -> Claim:
    """The note of a document that holds as many as this."""
    what = "note" if number == 1 else "notes"
    more = f" and {counted(number - 1, 'more place')} in it" if number > 1 else ""
    place = f" ({fact.get('ref')}{more})" if fact.get("ref") else ""
    title, text = fact.get("title"), fact.get("text")
    told = sentence(what_it_asks(text, _LONGEST_NOTE) or title)
    about = f"{shorten(title, 100).rstrip('.:')}: " if title and text else ""
    return weak_step(f"Read the upgrade {what} first{place}: {about}{told}", text, [fact], AUTHORS[0])


def _runtimes(material: Material) -> Iterator[Claim]:
    """What the target has to bring; not what comes in an image."""
    images = " ".join(fact.get("new") for fact in material.facts.of("delivery.image")).lower()
    runtimes = [
        fact
        for fact in material.facts.of("dependency.runtime")
        if fact.get("new")
        and not (fact.data.get("dev") or fact.data.get("build"))  # what only makers of the product need
        and fact.get("name").lower() not in images
    ]
    for fact in {fact.get("name"): fact for fact in reversed(runtimes)}.values():
        was = f" (before: {fact.get('old')})" if fact.get("old") else ""
        least = " or newer" if fact.data.get("minimum") and fact.get("new")[0].isdigit() else ""
        text = f"Make sure that the target runs {fact.get('title') or fact.get('name')} {fact.get('new')}{least}{was}."
        yield step(text, [fact], *fact.evidence[:2])


def _team_first(material: Material) -> Iterator[Claim]:
    """The team's first steps, and the backup ahead of the first of them that migrates."""
    first, migrating = deploying.before(material)
    yield from first
    yield from _back_up(material)
    yield from migrating


def _back_up(material: Material) -> Iterator[Claim]:
    """Where going back may need it, by the team's backups; else by the repository's command."""
    need = recovery.need_of(material)
    if need and recovery.is_told(material):
        yield from recovery.back_up(material, "the database", need.why, need.facts)
    elif need:
        opening, backup = f"Back up the database, {need.why}", best_command(material, "backup")
        yield run(opening, backup, *need.facts[:3]) if backup else step(f"{opening}.", need.facts)


def _locks(material: Material) -> Iterator[Claim]:
    """What stops the previous version for a while, so that it needs a quiet hour or a window."""
    locks = material.facts.of("migration.lock")
    shown, rest = locks[:_MOST_LOCKS], locks[_MOST_LOCKS:]
    if shown:
        more = f" {counted(len(rest), 'further lock')}: {joined([_table(one) for one in rest])}." if rest else ""
        told = " ".join(fact.text for fact in shown)
        yield step(f"Plan for it: {told}{more}", locks, *(fact.evidence[0] for fact in shown))


def _table(fact: Fact) -> str:
    return code(fact.get("table") or fact.get("name") or fact.get("migration"))


def _together(material: Material) -> Iterator[Claim]:
    for fact in material.facts.of("rollback.together"):
        folder = code(fact.get("folder"))
        yield step(f"Deploy the server before the client in {folder}: {fact.text}", [fact], *fact.evidence[:2])


def _deploy(material: Material) -> Iterator[Claim]:
    opening = f"Deploy {version(material.change)}"
    pipeline = material.facts.first("command.pipeline")
    if quoted := best_command(material, "upgrade", "deploy"):
        yield run(f"{opening} as the repository describes", quoted)
        yield from _start_fetched(material, quoted.fact)
    elif pipeline:
        where = f" to {code(pipeline.get('environment'))}" if pipeline.get("environment") else ""
        place = f"{pipeline.get('path')}:{pipeline.get('line')}"
        text = f"{opening}{where} by the repository's pipeline, started by {pipeline.get('trigger')} ({place})."
        yield step(text, [pipeline], *pipeline.evidence)
    elif material.change.head:
        if build := best_command(material, "build"):
            yield run("Build it with the repository's own command", build)
        yield step(f"{opening}.", material.facts.of("change.size"))


def _schema_of_before(material: Material) -> Iterator[Claim]:
    """On the way back to a version without migrations that databases have run: their schema stays as it is."""
    gone = [fact for fact in material.facts.of("migration.removed") if fact.weight >= IMPORTANT]
    if gone and material.facts.of("change.divergence") and not material.change.commits:
        new, old = version_name(material.change), version_name(material.change, old=True)
        names = joined([code(name) for fact in gone for name in _all_names(fact)])
        text = (
            f"Decide about the schema: databases have run {names}, which {code(new)} does not hold. Reverse them while "
            f"{code(old)} is still there, or make sure that {code(new)} runs with them applied."
        )
        yield step(text, gone, *(fact.evidence[0] for fact in gone[:2]))


def _all_names(removed: Fact) -> list[str]:
    """The migrations of one folder that are deleted together, with their application."""
    many = removed.data.get("migrations")
    names = many if isinstance(many, list) else [removed.get("migration")]
    return [f"{removed.get('app')} {name}".strip() for name in names]


def _start_fetched(material: Material, fetching: Fact) -> Iterator[Claim]:
    """What the same page says below a command that only fetches images: the one that starts them."""

    def follows(fact: Fact) -> bool:
        below = int(str(fact.data.get("line") or 0)) > int(str(fetching.data.get("line") or 0))
        same_page = fact.get("path") == fetching.get("path") and fact.get("way") == fetching.get("way")
        return below and same_page and not _FETCHES.fullmatch(fact.get("command"))

    if _FETCHES.fullmatch(fetching.get("command")) and (start := best_command(material, "deploy", fits=follows)):
        yield run("Start what was fetched", start)


def _overlap(material: Material) -> Iterator[Claim]:
    """While old and new run side by side, the old one meets the new schema."""
    failing = material.facts.of(*_FAILING)
    if failing and deployed_migrations(material):
        text = f"Stop the previous version before the migrations run, or expect its errors: {failing[0].get('clause')}."
        if both := strategy.keeps_both(material):
            keeps, one = both
            opening = f"Decide first whether this can be deployed so: {keeps} the previous version running. "
            cited = tuple(fact.id for fact in failing)
            yield team_claim(material, opening + text, one, further=(*cited, *failing[0].evidence[:2]))
        else:
            yield step(text, failing, *failing[0].evidence[:2])


def _deployment(material: Material) -> Iterator[Claim]:
    """The team's own steps where it says how it deploys, else what the repository says; its strategy in either case."""
    told = deploying.during(material)
    if told is None:
        for group in (_deploy, _by_itself, _migrate, _restart, strategy.stages):
            yield from group(material)
        return
    yield from told.steps
    yield from _by_itself(material)
    if not told.migrates:
        yield from _migrate(material)
    yield from strategy.stages(material)
    yield from told.afterwards


def _migrate(material: Material) -> Iterator[Claim]:
    files = deployed_migrations(material)
    if not files:
        return
    what = f"{counted(len(files), 'database migration')} ({migration_names(files)})"
    entries = [
        (words, fact) for fact in material.facts.of("command.entrypoint") if (words := _RUNS.get(fact.get("what")))
    ]
    own = best_command(material, "migrate")
    if entries:
        words, fact = entries[0]
        them = "it" if len(files) == 1 else "them"
        text = f"Wait while {words} applies {what}; {fact.get('path')}:{fact.get('line')} runs {them}."
        yield step(text, [*files[:4], fact], *fact.evidence[:1])
        return
    adds = material.facts.of("migration.create_table", "migration.add_column")
    early = adds and not material.facts.of(*_FAILING)  # else the previous version has to be gone first
    opening = f"Before users reach the new version, apply {what}" if early else f"Apply {what}"
    yield run(opening, own, *files[:4]) if own else step(f"{opening}.", files)


def _by_itself(material: Material) -> Iterator[Claim]:
    """What the program itself does to its database."""
    facts = [fact for fact in material.facts.of("migration.in_code") if fact.weight >= _BY_ITSELF]
    opening = "Wait at the first start until the program has changed its database itself"
    if len(facts) == 1:
        yield step(f"{opening}: {facts[0].text}", facts)
    elif facts:
        places = joined([code(fact.get("path")) for fact in facts], _MOST_LOCKS)
        yield step(f"{opening}; the code for it is in {places}.", facts)


def _restart(material: Material) -> Iterator[Claim]:
    if restart := best_command(material, "restart"):
        yield run("Restart what runs the code", restart)


_PHASES = {
    "Before": (
        _before,
        _read_first,
        _runtimes,
        _schema_of_before,
        settings.before,
        strategy.before,
        _locks,
        _team_first,
    ),
    "During": (_during, _together, _overlap, _deployment),  # a deployment may migrate by itself
    "After": (_after, deploying.after, strategy.after, settings.after),
}
