"""How the team goes back, in its own steps; what the facts say of the way back stays decisive."""

from collections.abc import Iterator, Sequence

from ....facts.fact import Fact
from ....ticket import Claim
from ...proposal import Material
from ...team.applying import Applying, applying
from ...team.plain import command, in_quotes
from ...team.words import team_words
from ..versions import version
from .commands import filled, has_place_for_version
from .steps import MOST_STEPS, further, place_of, run, team_step


def says_how(material: Material) -> bool:
    """Whether the team has a step for going back, beside those for migrations."""
    return bool(_steps(material))


def back(material: Material, reasons: Sequence[Fact]) -> Iterator[Claim]:
    """The team's steps, of which one names the version; those for migrations are told where the facts want them."""
    every = _steps(material)
    told = every[:MOST_STEPS]
    main = _names_version(told) if material.change.base else None
    for at, one in enumerate(told):
        if at != main:
            yield team_step(material, one, "Run")
            continue
        old = version(material.change, old=True)
        words = one.entry.get("text").strip()
        about = f", to {old}" if words and not has_place_for_version(words) else ""
        yield team_step(material, one, f"Go back to {old}", *(fact.id for fact in reasons), about=about)
    yield from further(material, every[MOST_STEPS:])


def _names_version(told: Sequence[Applying]) -> int | None:
    """Which step says what to go back to: the first that goes back by its words, else the first with a command."""
    by_words = (at for at, one in enumerate(told) if team_words().goes_back.search(_said(one)))
    by_command = (at for at, one in enumerate(told) if one.entry.get("command").strip())
    return next(by_words, next(by_command, None))


def of_migrations(material: Material) -> Applying | None:
    """The team's step that reverses migrations."""
    told = (one for one in applying(material, "rollback_steps") if _reverses(one))
    return next(told, None)


def reverse(material: Material, one: Applying, opening: str, facts: Sequence[Fact]) -> Claim:
    """Reverse migrations by the team's command."""
    return run(material, one, opening, *(fact.id for fact in facts[:5]))


def own_step(material: Material, one: Applying) -> str:
    """The team's step for migrations, as it stands behind a colon."""
    quote, place = one.entry.get("command").strip(), place_of(one.entry, "command")
    if "\n" in quote:
        return command(filled(quote, material.change, old=True))
    told = command(filled(quote, material.change, old=True)) if quote else in_quotes(one.entry.get("text"))
    return f" {told}{f' ({place})' if place and quote else ''}"


def _steps(material: Material) -> list[Applying]:
    told = applying(material, "rollback_steps")
    return [one for one in told if not _reverses(one) and _said(one).strip()]


def _reverses(one: Applying) -> bool:
    return "migrations" in one.entry.texts("only_with") or bool(team_words().migrates.search(_said(one)))


def _said(one: Applying) -> str:
    return f"{one.entry.get('text')} {one.entry.get('command')}"
