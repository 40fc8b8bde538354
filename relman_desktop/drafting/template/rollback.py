"""The rollback steps: what cannot be undone first, then the way back."""

import re
from collections.abc import Iterator

from ...facts.fact import Fact
from ...ticket import Claim
from ...wording import code, counted, joined
from ..proposal import Material
from .steps import best_command, deployed_migrations, migration_names, numbered, run, step
from .versions import version

_MOST = 6
_MIGRATIONS = re.compile(r"migrat|\bdb[:_-]|alembic|flyway|downgrade", re.IGNORECASE)


def draft(material: Material) -> list[Claim]:
    """Steps in the order in which they are done."""
    groups = (_cannot_be_undone, _migrations_back, _previous_version, _restore, _settings_back)
    return numbered(group(material) for group in groups)


def _cannot_be_undone(material: Material) -> Iterator[Claim]:
    losing = [fact for fact in material.facts.of("migration.") if fact.data.get("loses_data")]
    for fact in [fact for fact in losing if fact.kind != "migration.file"][:_MOST]:
        yield step(f"Cannot be undone without the backup: {fact.text}", [fact], *fact.evidence[:2])
    one_way = [fact for fact in deployed_migrations(material) if fact.data.get("reversible") is False]
    if one_way:
        text = f"No way down is written for {migration_names(one_way)}: going back needs the backup or a new migration."
        yield step(text, one_way)


def _migrations_back(material: Material) -> Iterator[Claim]:
    """The way down is code of the new version, so it is taken before the old one is back."""
    files = [fact for fact in deployed_migrations(material) if fact.data.get("reversible")]
    if not files:
        return
    order = "" if len(files) == 1 else ", the newest first"
    what = counted(len(files), "database migration")
    text = f"While the new version is still there, reverse {what}{order}: {migration_names(files[::-1])}"
    down = best_command(material, "rollback", fits=_goes_down)
    yield run(text, down, *files[:4]) if down else step(f"{text}.", files)


def _goes_down(command: Fact) -> bool:
    """Whether a command of the repository undoes migrations, rather than a deployment."""
    return bool(_MIGRATIONS.search(f"{command.get('command')} {command.get('recipe')} {command.get('title')}"))


def _goes_back(command: Fact) -> bool:
    return not _goes_down(command)


def _previous_version(material: Material) -> Iterator[Claim]:
    own = best_command(material, "rollback", fits=_goes_back)
    size = material.facts.of("change.size")
    artifact = next((fact for fact in material.facts.of("delivery.artifact") if fact.get("image")), None)
    image = f", published as {code(artifact.get('image'))}" if artifact else ""
    old = f"{version(material.change, old=True)}{image}"
    reasons = [*size, artifact] if artifact else list(size)
    if own:
        yield run(f"Go back to {old}, as the repository describes", own, *reasons)
    elif material.change.base:
        yield step(f"Redeploy the previous version, {old}.", reasons)


def _restore(material: Material) -> Iterator[Claim]:
    losing = [fact for fact in material.facts.of("migration.") if fact.data.get("loses_data")]
    if losing:
        opening = "If the lost data is needed, restore it from the backup made before the deployment"
        restore = best_command(material, "restore")
        yield run(opening, restore, *losing[:3]) if restore else step(f"{opening}.", losing)


def _settings_back(material: Material) -> Iterator[Claim]:
    """What the new version no longer reads, the old one does."""
    removed = material.facts.of("config.env_removed")
    if removed:
        names = joined([code(fact.get("name")) for fact in removed], 8)
        yield step(f"See that {names} is still set: the previous version reads it.", removed)
