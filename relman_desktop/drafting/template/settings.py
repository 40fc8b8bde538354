"""The steps for settings: one a sort, in the order in which they matter to whoever deploys."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from ...facts.fact import Fact
from ...facts.production import is_program
from ...ticket import Claim
from ...wording import joined
from ..proposal import Material
from . import naming
from .steps import step

_MOST_NAMED = 8
_COMPUTED = "(computed)"  # a default that is no literal
_ASKS_A_LOOK = 20  # weight from which a changed setting asks for one


@dataclass(frozen=True, slots=True)
class _Row:
    """Facts of some kinds that ask for the same; `shows` makes the names or moves that `one` and `many` tell."""

    kinds: tuple[str, ...]
    counts: Callable[[Fact], bool]
    shows: Callable[[Fact], list[str]]
    one: str
    many: str


def before(material: Material) -> Iterator[Claim]:
    """What to set, rename and check before the deployment."""
    yield from _steps(_BEFORE, material)


def after(material: Material) -> Iterator[Claim]:
    """What may be tidied up when going back is no longer planned."""
    yield from _steps(_AFTER, material)


def _steps(rows: Sequence[_Row], material: Material) -> Iterator[Claim]:
    for row in rows:
        facts = [fact for fact in material.facts.of(*row.kinds) if row.counts(fact)]
        shown = list(dict.fromkeys(name for fact in facts for name in row.shows(fact)))
        if shown:
            text = (row.one if len(shown) == 1 else row.many).format(n=len(shown), names=joined(shown, _MOST_NAMED))
            yield step(text, facts, *(one for fact in facts[:2] for one in fact.evidence[:1]))


def _with_default(fact: Fact) -> list[str]:
    default = fact.get("new") if fact.get("new") != _COMPUTED else ""
    return [name + (f" (default {naming.value(default)})" if default else "") for name in naming.names(fact)]


def _is_needed(fact: Fact) -> bool:
    return not fact.kind.endswith("_added") or (bool(fact.data.get("required")) and not fact.get("default"))


def _is_choice(fact: Fact) -> bool:
    """Whether it may be set: a variable that the repository does not set itself, or a setting that code is given."""
    may_be = fact.get("role") != "set" if fact.kind == "config.env_added" else fact.get("role") == "key"
    return not fact.data.get("required") and may_be


def _is_not_shipped(fact: Fact) -> bool:
    """Whether operators may have a file of their own: not where it is code, which comes with the version."""
    return not (fact.kind.startswith("config.key_") and not fact.get("role") and is_program(fact.get("path")))


def _is_broken_off(fact: Fact) -> bool:
    return not fact.data.get("falls_back")


def _falls_back(fact: Fact) -> bool:
    return bool(fact.data.get("falls_back")) or fact.kind.endswith("_deprecated")


def _lost_default(fact: Fact) -> bool:
    return bool(fact.get("old")) and not fact.get("new")


def _has_new_default(fact: Fact) -> bool:
    return not _lost_default(fact) and fact.weight >= _ASKS_A_LOOK and _is_not_shipped(fact)


def _is_read(fact: Fact) -> bool:
    return fact.get("role") in ("", "read")


def _is_known_no_more(fact: Fact) -> bool:
    """Whether the program itself lost a setting: what only a sample shows no more may well be read still."""
    return fact.weight >= _ASKS_A_LOOK and _is_not_shipped(fact)


def _any(fact: Fact) -> bool:
    return True


def _old_or_name(fact: Fact) -> list[str]:
    return naming.moves(fact) if fact.get("old_name") else naming.names(fact)


_BEFORE = (
    _Row(
        ("config.env_added", "config.env_required", "config.key_required", "config.input_required"),
        _is_needed,
        naming.names,
        "Set {names}: the new version needs it, and it has no default.",
        "Set {n} settings that the new version needs and that have no default: {names}.",
    ),
    _Row(
        ("config.env_renamed", "config.key_renamed", "config.key_moved"),
        _is_broken_off,
        naming.moves,
        "Give the new name the value of the old one, and keep the old one for a way back: {names}.",
        "Give {n} new names the values of the old ones, and keep the old ones for a way back: {names}.",
    ),
    _Row(
        ("config.input_renamed",),
        _any,
        naming.moves,
        "Give the input its new name where the module is called: {names}.",
        "Give {n} inputs their new names where the modules are called: {names}.",
    ),
    _Row(
        ("config.env_changed",),
        _lost_default,
        naming.names,
        "Set {names}, or see what gives it a value now: its default is gone.",
        "Set {n} settings whose defaults are gone, or see what gives them a value now: {names}.",
    ),
    _Row(
        ("config.env_type", "config.key_type", "config.input_type"),
        _any,
        naming.names,
        "Check the form of the value of {names}: its type changes.",
        "Check the form of the values of {n} settings whose types change: {names}.",
    ),
    _Row(
        ("config.env_changed", "config.key_changed"),
        _has_new_default,
        naming.changes,
        "Check that your value of {names} still fits: the one in the repository changes.",
        "Check that your values of {n} settings still fit, since those in the repository change: {names}.",
    ),
    _Row(
        ("config.key_refused",),
        _any,
        naming.names,
        "Take {names} out of your configuration: the new version refuses it.",
        "Take {n} settings out of your configuration that the new version refuses: {names}.",
    ),
    _Row(
        ("config.input_changed", "config.input_parts"),
        _has_new_default,
        naming.changes,
        "Decide whether the new default of the input fits: {names}.",
        "Decide whether the new defaults of {n} inputs fit: {names}.",
    ),
    _Row(
        ("config.input_removed",),
        _any,
        naming.names,
        "Take the input {names} out of the calls of the module, which no longer knows it.",
        "Take {n} inputs out of the calls of the modules, which no longer know them: {names}.",
    ),
    _Row(
        ("config.key_removed",),
        _is_known_no_more,
        naming.names,
        "Take {names} out of your configuration: the new version does not know it.",
        "Take {n} settings out of your configuration that the new version does not know: {names}.",
    ),
    _Row(
        ("config.output_removed", "config.output_renamed"),
        _any,
        _old_or_name,
        "See that nothing reads the output {names} any more.",
        "See that nothing reads {n} outputs any more: {names}.",
    ),
    _Row(
        ("config.flag_added", "config.flag_changed", "config.flag_removed"),
        _any,
        naming.names,
        "Decide what the feature flag {names} is to be.",
        "Decide what {n} feature flags are to be: {names}.",
    ),
    _Row(
        ("config.env_added", "config.key_added"),
        _is_choice,
        _with_default,
        "Decide whether to set the new setting {names}.",
        "Decide whether to set the new settings {names}.",
    ),
)
_AFTER = (
    _Row(
        ("config.env_renamed", "config.env_deprecated", "config.key_deprecated", "config.input_deprecated"),
        _falls_back,
        _old_or_name,
        "Move away from what still works and is deprecated: {names}.",
        "Move away from {n} settings that still work and are deprecated: {names}.",
    ),
    _Row(
        ("config.env_removed",),
        _is_read,
        naming.names,
        "When rollback is no longer planned, remove {names}: nothing reads it any more.",
        "When rollback is no longer planned, remove {n} settings that nothing reads any more: {names}.",
    ),
)
