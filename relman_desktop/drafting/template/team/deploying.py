"""How the team deploys, in its own steps: they take the place of what the repository's pages say of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ....ticket import Claim
from ...proposal import Material
from ...team.applying import Applying, applying
from ...team.words import team_words
from ..steps import deployed_migrations, migration_names
from ..versions import version
from . import recovery
from .commands import has_place_for_version
from .steps import MOST_STEPS, further, team_step


@dataclass(frozen=True, slots=True)
class During:
    """The team's steps of the deployment itself: up to the last that deploys, and those that follow it."""

    steps: tuple[Claim, ...]
    afterwards: tuple[Claim, ...]
    migrates: bool  # whether one of the team's steps, before or during, applies the migrations


def before(material: Material) -> tuple[tuple[Claim, ...], tuple[Claim, ...]]:
    """What the team does first, up to its first step that migrates, and from that one on.

    A backup that the change needs is told with its reason.
    """
    need = recovery.need_of(material)
    every = _of_phase(material, "before")
    told = _backed_up_first(every[:MOST_STEPS])
    steps = []
    for one in told:
        reason = f", {need.why}" if need and recovery.backs_up(one.entry) else ""
        behind = tuple(fact.id for fact in need.facts[:3]) if need and reason else ()
        about = reason or _of_migrations(one, material)
        steps.append(team_step(material, one, _opening(one), *behind, about=about))
    end = next((at for at, one in enumerate(told) if _migrates(one)), len(told))
    return tuple(steps[:end]), (*steps[end:], *further(material, every[MOST_STEPS:]))


def _backed_up_first(steps: Sequence[Applying]) -> list[Applying]:
    """The steps with those that back up ahead of the first that migrates: behind it there is nothing left to save."""
    end = next((at for at, one in enumerate(steps) if _migrates(one)), len(steps))
    late = [one for one in steps[end:] if recovery.backs_up(one.entry)]
    return [*steps[:end], *late, *(one for one in steps[end:] if one not in late)]


def during(material: Material) -> During | None:
    """None where the team does not say how it deploys this."""
    every = _of_phase(material, "during")
    told = _backed_up_first(every[:MOST_STEPS])
    if not told:
        return None
    deploying = [at for at, one in enumerate(told) if _deploys(one)]
    others = (at for at, one in enumerate(told) if not _migrates(one))
    main = deploying[0] if deploying else next(others, 0)
    steps = [_step(one, material, names_version=at == main) for at, one in enumerate(told)]
    end = (deploying[-1] if deploying else len(told) - 1) + 1
    migrates = any(map(_migrates, (*_of_phase(material, "before"), *told)))
    return During(tuple(steps[:end]), (*steps[end:], *further(material, every[MOST_STEPS:])), migrates)


def after(material: Material) -> Iterator[Claim]:
    """What the team does when the new version runs."""
    every = _of_phase(material, "after")
    yield from (team_step(material, one, _opening(one)) for one in every[:MOST_STEPS])
    yield from further(material, every[MOST_STEPS:])


def _of_phase(material: Material, phase: str) -> Sequence[Applying]:
    """The steps of a phase; those that name none are done during it."""
    steps = applying(material, "deployment_steps")
    return [one for one in steps if (one.entry.get("phase") or "during") == phase and _is_told(one)]


def _is_told(one: Applying) -> bool:
    return bool(one.entry.get("text").strip() or one.entry.get("command").strip())


def _step(one: Applying, material: Material, *, names_version: bool) -> Claim:
    """A step; the one that deploys names the version, the one that migrates the migrations."""
    size = tuple(fact.id for fact in material.facts.of("change.size")) if names_version else ()
    if not names_version:
        return team_step(material, one, _opening(one), about=_of_migrations(one, material))
    which = version(material.change)
    words = one.entry.get("text").strip()
    about = f", {which}" if words and not has_place_for_version(words) else ""
    return team_step(material, one, f"Deploy {which}", *size, about=about + _of_migrations(one, material))


def _opening(one: Applying) -> str:
    return "Apply the migrations" if _migrates(one) else "Run"


def _of_migrations(one: Applying, material: Material) -> str:
    """The migrations of this change, for the step that applies them."""
    files = deployed_migrations(material) if _migrates(one) else ()
    return f" ({migration_names(files)})" if files else ""


def _migrates(one: Applying) -> bool:
    """Not "Back up the database before the migrations"."""
    said = f"{one.entry.get('text')} {one.entry.get('command')}"
    if recovery.backs_up(one.entry) and not team_words().migrates.search(one.entry.get("command")):
        return False
    return "migrations" in one.entry.texts("only_with") or bool(team_words().migrates.search(said))


def _deploys(one: Applying) -> bool:
    said = f"{one.entry.get('text')} {one.entry.get('command')}"
    return not _migrates(one) and bool(team_words().deploys.search(said))
