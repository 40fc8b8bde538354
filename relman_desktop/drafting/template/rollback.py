"""The rollback steps: what cannot be undone first, then the way back."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ...facts.fact import Fact
from ...ticket import Claim, Layout
from ...wording import code, counted, joined, sentence
from ..proposal import Material
from .nothing_runs import nothing_runs
from .nothing_runs import sentence as sentence_of_nothing
from .steps import best_command, deployed_migrations, migration_names, numbered, run, step
from .team import going_back, recovery, strategy, watching
from .team.steps import team_claim
from .versions import version
from .way_back import needs_no_old_schema, way_back

_OF_SCHEMA = ("rollback.reads_dropped", "rollback.reads_renamed", "rollback.lacks_required")
_UNDONE_TOO = ("rollback.reads_retyped", "rollback.may_write_null")  # what a migration that is reversed takes back
_ALERTS = ("surface.alert_added", "surface.alert_changed", "watch.alert")
_WITHOUT_IMAGE = ("host", "packages")  # ways of installing that take no image
_MOST = 6
_MOST_TRIGGERS = 3
_LONGEST_VERDICT = 240  # characters; over that its reasons are a list
_MOST_CITED = 8
_MOST_STATES = 12  # applications whose state before is named
_LONGEST_CONDITION = 90  # characters of an alert's expression that a ticket shows
_MIGRATIONS = re.compile(r"migrat|\bdb[:_-]|alembic|flyway|downgrade", re.IGNORECASE)


def draft(material: Material) -> list[Claim]:
    """Whether the previous version still runs and what tells to go back, then the steps in their order."""
    if nothing_runs(material):
        return [sentence_of_nothing(material, "nothing is deployed, so there is nothing to roll back")]
    groups = (
        strategy.back_first,
        _away,
        _conditions,
        _migrations_back,
        strategy.back,  # told already, unless the previous version needs the old schema first
        _previous_version,
        _restart,
        _restore,
    )
    steps = numbered(group(material) for group in groups)
    return [*_verdict(material), *_cannot_be_undone(material), *_triggers(material), *steps]


def _verdict(material: Material) -> Iterator[Claim]:
    """The verdict, and the reasons that it does not name in full behind its chips; many reasons are items."""
    if found := way_back(material):
        cited = (found.verdict.id, *(one.id for one in found.all_reasons))[:_MOST_CITED]
        if len(found.text) <= _LONGEST_VERDICT or len(found.reasons) < 2:
            yield Claim(found.text, cited, layout=Layout.PARAGRAPH)
        else:
            yield Claim(f"{found.opening}:", cited, layout=Layout.PARAGRAPH)
            yield from _listed([(sentence(one.get("clause")), one) for one in found.reasons])


def _listed(rows: Sequence[tuple[str, Fact]]) -> Iterator[Claim]:
    """Facts as items, the rest counted."""
    for text, fact in rows[:_MOST]:
        yield Claim(text, (fact.id, *fact.evidence[:2]), layout=Layout.ITEM)
    if rest := rows[_MOST:]:
        yield Claim(f"And {len(rest):,} more.", tuple(fact.id for _, fact in rest)[:_MOST_CITED], layout=Layout.ITEM)


def _triggers(material: Material) -> Iterator[Claim]:
    """The team's thresholds, then the alerts of the repository, those that the change touches first.

    Where the team says what tells it to go back, only the alerts that the change touches are told beside that.
    """
    yield from watching.triggers(material)
    alerts = [fact for fact in material.facts.of(*_ALERTS) if fact.get("name").casefold() not in _told(material)]
    telling = [fact for fact in alerts if fact.kind != "watch.alert" or not watching.with_threshold(material)]
    names = list(dict.fromkeys(fact.get("name") for fact in telling))[:_MOST_TRIGGERS]
    if names:
        told = [max((one for one in alerts if one.get("name") == name), key=_has_condition) for name in names]
        what = joined([_alert(fact) for fact in told], _MOST_TRIGGERS)
        cited = tuple(dict.fromkeys(one for fact in told for one in (fact.id, *fact.evidence[:1])))
        yield Claim(f"Go back if one of these fires after the deployment: {what}.", cited, layout=Layout.PARAGRAPH)


def _told(material: Material) -> frozenset[str]:
    """The alerts that the team's thresholds tell of."""
    return watching.alerts(material) if watching.with_threshold(material) else frozenset()


def _has_condition(alert: Fact) -> bool:
    return bool(alert.get("expr"))


def _alert(fact: Fact) -> str:
    """An alert with its condition, where the repository gives one."""
    name, condition, lasting = code(fact.get("name")), fact.get("expr"), fact.get("for")
    if not condition or len(condition) > _LONGEST_CONDITION:
        return name
    return f"{name} ({code(condition)}{f' for {lasting}' if lasting else ''})"


def _cannot_be_undone(material: Material) -> Iterator[Claim]:
    """What no step brings back: a warning before the steps."""
    losing = [fact for fact in material.facts.of("migration.") if fact.data.get("loses_data")]
    lost = list({fact.text: fact for fact in losing if fact.kind != "migration.file"}.values())
    if len(lost) == 1:
        text = f"Cannot be undone without the backup: {lost[0].text}"
        yield Claim(text, (lost[0].id, *lost[0].evidence[:2]), layout=Layout.PARAGRAPH)
    elif lost:
        yield Claim("Cannot be undone without the backup:", (lost[0].id,), layout=Layout.PARAGRAPH)
        yield from _listed([(fact.text, fact) for fact in lost])


def _away(material: Material) -> Iterator[Claim]:
    """The team's switch back comes first where the previous version can take over as the data are now."""
    if not material.facts.of(*_OF_SCHEMA):
        yield from strategy.back(material)


def _conditions(material: Material) -> Iterator[Claim]:
    """What has to be done or left as it is, so that the previous version runs; the schema has a step of its own."""
    reversing = _is_reversed(material)
    for fact in material.facts.of("rollback."):
        if fact.kind in _OF_SCHEMA or (reversing and fact.kind in _UNDONE_TOO):
            continue
        if action := fact.get("action"):
            yield step(action, [fact], *fact.evidence[:2])
    retyped = material.facts.of("rollback.reads_retyped") if reversing else ()
    names = [code(name) for fact in retyped if isinstance(every := fact.data.get("names"), list) for name in every]
    if names:
        text = f"See that what the new version wrote to {joined(names)} fits the old type, which reversing brings back."
        yield step(text, retyped, *retyped[0].evidence[:2])


def _is_reversed(material: Material) -> bool:
    """Whether the previous version needs the old schema, and all migrations have a way down."""
    files = deployed_migrations(material)
    down = [fact for fact in files if fact.data.get("reversible")]
    return bool(down) and len(down) == len(files) and bool(material.facts.of(*_OF_SCHEMA))


def _migrations_back(material: Material) -> Iterator[Claim]:
    """The way down is code of the new version, so it is taken before the old one is back; most often it need not be."""
    files = deployed_migrations(material)
    needed = material.facts.of(*_OF_SCHEMA)
    if files and needs_no_old_schema(material, needed):
        subject = "the migration" if len(files) == 1 else f"the {len(files)} migrations"
        text = f"Leave {subject} applied: nothing was found in the previous version that needs the old schema"
        verdict = material.facts.of("rollback.verdict")
        otherwise = "If it fails on the data all the same, take the team's own step"
        yield from _left(f"{text}{_only_way(files)}.", [*verdict, *files[:4]], material, otherwise)
        return
    one_way = [fact for fact in files if fact.data.get("reversible") is False]
    if one_way:
        text = f"No way down is written for {migration_names(one_way)}: going back needs the backup or a new migration."
        if len(one_way) == len(files):
            yield from _left(text, one_way, material, "The team's own step for migrations")
        else:
            yield step(text, one_way)
    reversible = [fact for fact in files if fact.data.get("reversible")]
    if reversible:
        yield from _reverse(material, reversible, needed)


def _left(text: str, facts: Sequence[Fact], material: Material, otherwise: str) -> Iterator[Claim]:
    """Migrations that are not reversed, with the team's step for it: in words that say when it is taken."""
    if own := going_back.of_migrations(material):
        text = f"{text} {otherwise}:{going_back.own_step(material, own)}"
        yield team_claim(material, text, own, further=tuple(fact.id for fact in facts))
    else:
        yield step(text, facts)


def _only_way(files: Sequence[Fact]) -> str:
    """What there is besides, where not every migration can be reversed."""
    one_way = [fact for fact in files if fact.data.get("reversible") is False]
    if not one_way:
        return ""
    of = "it" if len(files) == 1 else "any of them" if len(one_way) == len(files) else migration_names(one_way)
    return f", and no way down is written for {of}"


def _reverse(material: Material, files: Sequence[Fact], needed: Sequence[Fact]) -> Iterator[Claim]:
    yield from _saved(material, files)
    order = "" if len(files) == 1 else ", the newest first"
    what = counted(len(files), "database migration")
    why = f"; else the previous version fails, since {needed[0].get('clause')}" if needed else ""
    before = _states_before(files)
    which = f", back to {joined(before, _MOST_STATES)}" if before else f": {migration_names(files[::-1])}"
    text = f"While the new version is still there, reverse {what}{order}{which}{why}"
    if own := going_back.of_migrations(material):
        yield going_back.reverse(material, own, text, [*needed[:2], *files])
        return
    down = best_command(material, "rollback", fits=_goes_down)
    yield run(text, down, *needed[:2], *files[:4]) if down else step(f"{text}.", [*needed[:4], *files])


def _saved(material: Material, files: Sequence[Fact]) -> Iterator[Claim]:
    """What was written since the deployment to what a way down drops."""
    drops = [name for fact in files if isinstance(names := fact.data.get("down_drops"), list) for name in names]
    tables = set(drops)
    names = [code(name) for name in dict.fromkeys(drops) if name.rpartition(".")[0] not in tables]
    if names:
        opening = f"Save what was written since to {joined(names, _MOST)}, which reversing the migrations drops"
        if recovery.backups(material):
            yield from recovery.save(material, opening, files)
            return
        backup = best_command(material, "backup")
        if backup and recovery.is_new_each_time(backup.fact.get("command")):
            yield run(opening, backup, *files[:3])
        else:  # one that names a place would write over the backup that a later step restores
            yield step(f"{opening}.", files)


def _states_before(files: Sequence[Fact]) -> list[str]:
    """For each application the migration that it was at before, in the order of the applications; [] if not all tell.

    The new ones of an application form one line, so that one of them follows what was there before.
    """
    new = {f"{fact.get('app')}.{fact.get('migration')}" for fact in files}
    before: dict[str, list[str]] = {fact.get("app"): [] for fact in files}
    for fact in files:
        follows = fact.data.get("follows")
        old = [name for name in follows if name not in new] if isinstance(follows, list) else []
        before[fact.get("app")] += old
    if any(not app or len(set(names)) != 1 for app, names in before.items()):
        return []
    return [code(names[0].replace(".", " ", 1)) for names in before.values()]


def _goes_down(command: Fact) -> bool:
    """Whether a command of the repository undoes migrations, rather than a deployment."""
    return bool(_MIGRATIONS.search(f"{command.get('command')} {command.get('recipe')} {command.get('title')}"))


def _goes_back(command: Fact) -> bool:
    return not _goes_down(command)


def _previous_version(material: Material) -> Iterator[Claim]:
    if going_back.says_how(material):
        yield from going_back.back(material, material.facts.of("change.size"))
        return
    own = best_command(material, "rollback", fits=_goes_back)
    size = material.facts.of("change.size")
    artifact = next((fact for fact in material.facts.of("delivery.artifact") if fact.get("image")), None)
    if own and own.fact.get("way") in _WITHOUT_IMAGE:
        artifact = None
    image = f", published as {code(artifact.get('image'))}" if artifact else ""
    old = f"{version(material.change, old=True)}{image}"
    reasons = [*size, artifact] if artifact else list(size)
    if own:
        yield run(f"Go back to {old}, as the repository describes", own, *reasons)
    elif material.change.base:
        known = best_command(material, "upgrade", "deploy") or material.facts.of("command.pipeline")
        how = ", in the way in which the new one was deployed" if known else ""
        yield step(f"Redeploy the previous version, {old}{how}.", reasons)


def _restart(material: Material) -> Iterator[Claim]:
    """As after a deployment; a command of the repository's for going back is taken to do it itself."""
    restart = best_command(material, "restart") if not going_back.says_how(material) else None
    if restart and material.change.base and not best_command(material, "rollback", fits=_goes_back):
        command = restart.fact.get("command")
        text = f"Restart what runs the code, as after the deployment: {code(command)}"
        yield replace(step(text, [restart.fact], *restart.fact.evidence), quote=command)


def _restore(material: Material) -> Iterator[Claim]:
    losing = [fact for fact in material.facts.of("migration.") if fact.data.get("loses_data")]
    if losing and recovery.backups(material):
        opening = "If the lost data is needed, restore it from the backup{of} made before the deployment"
        yield from recovery.restore(material, opening, losing)
    elif losing:
        opening = "If the lost data is needed, restore it from the backup made before the deployment"
        restore = best_command(material, "restore")
        yield run(opening, restore, *losing[:3]) if restore else step(f"{opening}.", losing)
