"""What a command is for: told from its own words, and where those are general, from the heading above it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from .quote import Quote, Step
from .rules import Purpose, rules

_LONGEST_COMMAND = 400  # characters
_LONGEST_BLOCK = 8  # steps
_DEEPEST = 8  # things around a command
_PROCEDURES = ("upgrade", "rollback")  # what a heading may make of general commands


@dataclass(frozen=True, slots=True)
class Serving:
    """Commands and the purpose that they serve."""

    purpose: Purpose
    quote: Quote

    @property
    def command(self) -> str:
        return "\n".join(step.text for step in self.quote.steps)

    @property
    def bare(self) -> frozenset[str]:
        """What the block does, without what its commands are run with: to know it again in other words."""
        deciding = [step for step in self.quote.steps if own_purposes(step.text)] or self.quote.steps
        return frozenset(" ".join(list(forms(step.text))[-1].split()) for step in deciding)


def servings(quote: Quote) -> Iterator[Serving]:
    """The purposes that a quotation serves; none for most."""
    if quote.source in ("docs", "healthcheck"):
        return _of_block(quote)
    return _of_target(quote)


def _of_target(quote: Quote) -> Iterator[Serving]:
    never = rules().never
    refused = (
        never.names.search(quote.name) or never.contexts.search(quote.context) or never.recipes.search(quote.recipe)
    )
    if refused:
        return
    if purpose := _named(quote.name):
        yield Serving(purpose, quote)
    elif quote.recipe and "\n" not in quote.recipe and "&&" not in quote.recipe:
        purposes = own_purposes(quote.recipe)
        yield from (Serving(purpose, quote) for purpose in purposes[:1] if not purpose.general)


def _of_block(quote: Quote) -> Iterator[Serving]:
    if any(rules().documents.foreign.search(title) for title in quote.titles):
        return
    own = {step: own_purposes(step.text) for step in quote.steps if may_be_named(step.text)}
    heading = _heading(quote)
    whole = _whole(quote, own, heading)
    if whole:
        yield Serving(whole, quote)
    for step, purposes in own.items():
        for purpose in purposes[:1]:
            if purpose is not whole and not purpose.general and not (whole and whole.name == "rollback"):
                yield Serving(purpose, replace(quote, steps=(step,)))


def _whole(quote: Quote, own: dict[Step, list[Purpose]], heading: Purpose | None) -> Purpose | None:
    """The purpose of the block as a whole, if it has one."""
    if len(own) != len(quote.steps) or len(own) > _LONGEST_BLOCK:
        return None
    said = [purpose for purposes in own.values() for purpose in purposes[:1]]
    if heading and any(heading.titled.match(form) for step in own for form in forms(step.text)):
        return heading
    general = [purpose for purpose in rules().purposes.values() if purpose.general and purpose in said]
    if general:
        return heading if heading and heading.name in _PROCEDURES else general[0]
    special = {purpose.name for purpose in said}
    return said[0] if len(special) == 1 and said[0].whole else None


def _heading(quote: Quote) -> Purpose | None:
    """What the headings say, the nearest first; "install" is said everywhere, so that others go before it."""
    said = [purpose for title in quote.titles for purpose in rules().purposes.values() if purpose.titles.search(title)]
    return next((purpose for purpose in said if purpose.name != "deploy"), said[0] if said else None)


def may_be_named(command: str) -> bool:
    """Whether a ticket may quote a command: complete, about this product, no password and nothing hidden in it."""
    if len(command) > _LONGEST_COMMAND or not all(char.isprintable() or char in "\n\t" for char in command):
        return False
    return not any(rules().never.commands.match(form) for form in forms(command))


def _named(name: str) -> Purpose | None:
    return next((purpose for purpose in rules().purposes.values() if purpose.names.search(name)), None)


def own_purposes(command: str) -> list[Purpose]:
    """The purposes that a command line says by itself, the most special first."""
    all_forms = list(forms(command))
    found = [
        purpose
        for purpose in rules().purposes.values()
        if any(purpose.commands.match(form) or _run_by_name(form) is purpose for form in all_forms)
    ]
    return sorted(found, key=lambda purpose: purpose.general)


def _run_by_name(form: str) -> Purpose | None:
    run = rules().runners.match(form)
    return _named(run[1]) if run and not rules().never.names.search(run[1]) else None


def forms(command: str) -> Iterator[str]:
    """A command line's single commands, each as it stands and without what it is run with."""
    joined = command.replace("\\\n", " ").replace("\n", " ")[:_LONGEST_COMMAND]
    for part in joined.replace("||", "&&").replace(";", "&&").split("&&"):
        yield from _unwrapped(part.strip())


def _unwrapped(command: str) -> Iterator[str]:
    """The command, and what is left of it each time that something is taken off."""
    yield command
    for _ in range(_DEEPEST):
        found = next((match for wrapper in rules().wrappers if (match := wrapper.match(command))), None)
        if not found:
            return
        command = command[found.end() :]
        yield command
