"""What the three fields of steps share: a step as a claim, and the repository's own commands in a step."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ...facts.fact import Fact
from ...ticket import Claim, Layout, Status
from ...wording import code, joined, shorten
from ..proposal import Material

_MOST_OTHERS = 3
_LONG_LIST = 5  # steps from which on their phases are named
_SETS_UP = re.compile(r"\bhelm install\b|\bdocker run\b|\bgit clone\b|\bcreatedb\b")
_PLACEHOLDER = re.compile(r"<[A-Za-z][\w .-]*>")
_LONGEST_CONTEXT = 120  # characters of what the repository says about a command


def step(text: str, facts: Iterable[Fact], *further: str) -> Claim:
    """A numbered step that stands on facts, and on further evidence ids."""
    cited = tuple(dict.fromkeys([*(fact.id for fact in facts), *further]))
    return Claim(text, cited[:8], layout=Layout.STEP)


@dataclass(frozen=True, slots=True)
class Quoted:
    """The repository's best command for a purpose, and the places that name another way."""

    fact: Fact
    others: tuple[Fact, ...]


def best_command(material: Material, *purposes: str, fits: Callable[[Fact], bool] = bool) -> Quoted | None:
    """What the repository says to run for the first purpose that it names a fitting command for.

    Only of one way of installing throughout a ticket: a restart by systemd says nothing to whoever deploys with Helm.
    """
    way = _way(material)
    for purpose in purposes:
        usable = [fact for fact in _usable(material, purpose) if fits(fact)]
        found = [fact for fact in usable if not way or fact.get("way") in ("", way)]
        if found:
            others = {one.get("command"): one for one in found if one.get("command") != found[0].get("command")}
            return Quoted(found[0], tuple(others.values())[:_MOST_OTHERS])
    return None


def _way(material: Material) -> str:
    """The way of installing that the ticket keeps to: that of the best command that upgrades, deploys or restarts."""
    commands = (fact for purpose in ("upgrade", "deploy", "restart") for fact in _usable(material, purpose))
    return next((way for fact in commands if (way := fact.get("way"))), "")


def _usable(material: Material, purpose: str) -> list[Fact]:
    return [fact for fact in material.facts.of(f"command.{purpose}") if not _sets_up(fact)]


def _sets_up(command: Fact) -> bool:
    """Whether a command sets up a first installation, which is no way to deploy over one."""
    return bool(_SETS_UP.search(command.get("command")))


def run(opening: str, quoted: Quoted, *reasons: Fact) -> Claim:
    """A step that quotes a command word for word, with its place and what the repository says about it."""
    fact, quote = quoted.fact, quoted.fact.get("command")
    notes = [f"{fact.get('path')}:{fact.get('line')}", *_cautions(fact), *_see_also(quoted)]
    if context := fact.get("context").rstrip(":. "):
        notes.insert(0, f"“{shorten(context, _LONGEST_CONTEXT)}”")
    told = "; ".join(notes)
    text = f"{opening}: {code(quote)} ({told})" if "\n" not in quote else f"{opening} ({told}):{code(quote)}"
    cited = (*fact.evidence, fact.id, *(reason.id for reason in reasons), *(one.id for one in quoted.others))
    return Claim(text, tuple(dict.fromkeys(cited))[:8], quote, layout=Layout.STEP)


def has_placeholder(command: str) -> bool:
    """Whether something in a command is to be filled in."""
    return bool(_PLACEHOLDER.search(command))


def _cautions(command: Fact) -> Iterator[str]:
    """What somebody who copies a command must know."""
    if recipe := command.get("recipe"):
        yield f"it runs {code(shorten(' '.join(recipe.split()), _LONGEST_CONTEXT))}"
    if example := command.get("example"):
        yield f"{example} in it is an example: put the version in its place"
    if has_placeholder(command.get("command")):
        yield "fill in what stands between < and >"


def _see_also(quoted: Quoted) -> Iterator[str]:
    """The places of other commands; what stands before this one on its page may have to be done first."""
    first: list[str] = []
    later: list[str] = []
    for other in quoted.others:
        before = other.get("path") == quoted.fact.get("path") and int(other.get("line")) < int(quoted.fact.get("line"))
        (first if before else later).append(f"{other.get('path')}:{other.get('line')}")
    if first:
        yield f"read what stands before it: {joined(first)}"
    if later:
        yield f"see also {joined(later)}"


def migration_names(files: Sequence[Fact], most: int = 6) -> str:
    """Migrations in their order, with their application and engine: `dcim 0227_profile`, `MySql 20260117_AddKeys`."""
    named = (filter(None, map(fact.get, ("app", "engine", "migration"))) for fact in files)
    return joined([code(name) for name in dict.fromkeys(" ".join(parts) for parts in named)], most)


def weak_step(text: str, quote: str, facts: Sequence[Fact], reason: str) -> Claim:
    """A step that rests on somebody's words."""
    cited = tuple(dict.fromkeys(one for fact in facts for one in (fact.id, *fact.evidence[:1])))
    return Claim(text, cited[:8], quote, Status.WEAK, (reason,), Layout.STEP)


def deployed_migrations(material: Material) -> tuple[Fact, ...]:
    """One fact a migration that a deployment applies, in the order of their names within each application."""
    files = material.facts.of("migration.file")
    return tuple(sorted(files, key=lambda fact: (fact.get("app"), fact.get("migration"), fact.get("path"))))


def numbered(groups: Iterable[Iterator[Claim]]) -> list[Claim]:
    """The steps of several groups, one after the other, none twice."""
    steps: dict[str, Claim] = {}
    for group in groups:
        for claim in group:
            steps.setdefault(claim.text, claim)
    return list(steps.values())


def in_phases(phases: Mapping[str, list[Claim]], material: Material) -> list[Claim]:
    """The steps under the names of their phases; a short list, or one of a single phase, needs no names."""
    filled = {name: steps for name, steps in phases.items() if steps}
    if len(filled) < 2 or sum(map(len, filled.values())) < _LONG_LIST:
        return [step for steps in filled.values() for step in steps]
    cited = tuple(fact.id for fact in material.facts.of("change.size"))
    return [
        claim
        for name, steps in filled.items()
        for claim in (Claim(f"{name}:", cited or steps[0].evidence[:1], layout=Layout.PARAGRAPH), *steps)
    ]
