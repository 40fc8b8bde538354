"""The deployment steps: what must be there before, the deployment itself, what comes after."""

from collections.abc import Iterator
from functools import partial

from ...facts.fact import Fact
from ...ticket import Claim
from ...wording import code, counted, joined
from ..proposal import Material
from . import settings
from .asks import Phase, asked
from .matters import IMPORTANT
from .saying import AUTHORS, said
from .steps import best_command, deployed_migrations, in_phases, migration_names, numbered, run, step, weak_step
from .versions import version, version_name

_MOST_NOTES = 3  # documents
_MOST_LOCKS = 3
_FAILING = ("rollback.reads_dropped", "rollback.reads_renamed", "rollback.lacks_required")
_RUNS = {  # how the repository itself runs its migrations, and what then applies them
    "migrates on start": "the start of the new version",
    "migrates on release": "the release phase",
    "migrates in the script": "the deployment script",
}


def draft(material: Material) -> list[Claim]:
    """Steps in the order in which they are done: before, during and after."""
    phases = {name: numbered(group(material) for group in groups) for name, groups in _PHASES.items()}
    return in_phases(phases, material)


_before, _during, _after = (partial(asked, phase) for phase in (Phase.BEFORE, Phase.DURING, Phase.AFTER))


def _read_first(material: Material) -> Iterator[Claim]:
    """A step for each document of upgrade notes, with the beginning of its weightiest."""
    documents: dict[str, list[Fact]] = {}
    for fact in material.facts.of("notes.upgrade", "notes.breaking"):
        documents.setdefault(fact.get("ref").partition(":")[0], []).append(fact)
    for notes in list(documents.values())[:_MOST_NOTES]:
        text = notes[0].get("text")
        what = "note" if len(notes) == 1 else "notes"
        more = f" and {counted(len(notes) - 1, 'more place')} in it" if len(notes) > 1 else ""
        place = f" ({notes[0].get('ref')}{more})" if notes[0].get("ref") else ""
        told = said(text or notes[0].get("title"))
        yield weak_step(f"Read the upgrade {what} first{place}: {told}", text, notes, AUTHORS[0])


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
        text = f"Make sure that the target runs {fact.get('name')} {fact.get('new')}{was}."
        yield step(text, [fact], *fact.evidence[:2])


def _back_up(material: Material) -> Iterator[Claim]:
    losing = [fact for fact in material.facts.of("migration.") if fact.data.get("loses_data")]
    if losing:
        opening = "Back up the database, since the migrations lose data that no rollback brings back"
        backup = best_command(material, "backup")
        yield run(opening, backup, *losing[:3]) if backup else step(f"{opening}.", losing)


def _locks(material: Material) -> Iterator[Claim]:
    """What stops the previous version for a while, so that it needs a quiet hour or a window."""
    locks = material.facts.of("migration.lock")
    for fact in locks[:_MOST_LOCKS]:
        yield step(f"Plan for it: {fact.text}", [fact], *fact.evidence[:2])
    if len(locks) > _MOST_LOCKS:
        rest = locks[_MOST_LOCKS:]
        yield step(f"Plan for {counted(len(rest), 'further lock')}: {joined([_table(one) for one in rest])}.", rest)


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
    """A version without migrations that databases have run, as on the way back: their schema stays as it is."""
    gone = [fact for fact in material.facts.of("migration.removed") if fact.weight >= IMPORTANT]
    if gone and material.facts.of("change.divergence"):
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


def _overlap(material: Material) -> Iterator[Claim]:
    """While old and new run side by side, the old one meets the new schema."""
    failing = material.facts.of(*_FAILING)
    if failing and deployed_migrations(material):
        text = f"Stop the previous version before the migrations run, or expect its errors: {failing[0].get('clause')}."
        yield step(text, failing, *failing[0].evidence[:2])


def _migrate(material: Material) -> Iterator[Claim]:
    changing = [fact for fact in material.facts.of("migration.in_code") if fact.weight >= IMPORTANT][:_MOST_LOCKS]
    if changing:
        told = " ".join(fact.text for fact in changing)
        yield step(f"Wait at the first start until the program has changed the schema itself: {told}", changing)
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


def _restart(material: Material) -> Iterator[Claim]:
    if restart := best_command(material, "restart"):
        yield run("Restart what runs the code", restart)


_PHASES = {
    "Before": (_before, _read_first, _runtimes, _schema_of_before, settings.before, _locks, _back_up),
    "During": (_during, _together, _deploy, _overlap, _migrate, _restart),
    "After": (_after, settings.after),
}
