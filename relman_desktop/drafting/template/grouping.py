"""Facts as items of a list: each in its own sentence, or one sentence for many of a kind."""

from collections.abc import Callable, Iterator, Sequence

from ...facts.fact import Fact
from ...ticket import Claim, Layout
from ...wording import code, joined
from . import naming

_LONGEST = 240  # characters of a sentence: fewer names are told where it would be longer
_MOST_NAMED = 6


def _base_image(fact: Fact) -> list[str]:
    return [f"{code(fact.get('old'))} → {code(fact.get('new'))} ({fact.get('path')})"]


# What many facts of a kind are told as; a downgrade and a major upgrade are kinds of their own.
_TOGETHER: dict[str, tuple[str, Callable[[Fact], list[str]]]] = {
    "migration.drop_table": ("{n} tables are dropped with their data: {names}.", naming.columns),
    "migration.drop_column": ("{n} columns are dropped with their data: {names}.", naming.columns),
    "migration.rename_column": ("{n} columns are renamed: {names}.", naming.columns),
    "migration.alter_column": ("{n} columns change: {names}.", naming.columns),
    "migration.data": ("Migrations rewrite rows in {n} steps, among them in {names}.", naming.columns),
    "config.env_added": ("Reads {n} new environment variables: {names}.", naming.names),
    "config.env_changed": ("The defaults of {n} environment variables change: {names}.", naming.names),
    "config.env_removed": ("No longer reads {n} environment variables: {names}.", naming.names),
    "config.key_added": ("Adds {n} settings: {names}.", naming.names),
    "config.key_changed": ("Changes {n} settings: {names}.", naming.names),
    "config.key_removed": ("Removes {n} settings: {names}.", naming.names),
    "config.env_renamed": ("Renames {n} environment variables: {names}.", naming.moves),
    "config.env_required": ("Needs {n} environment variables that it could do without before: {names}.", naming.names),
    "config.env_deprecated": ("{n} environment variables are deprecated: {names}.", naming.names),
    "config.key_renamed": ("Renames {n} settings: {names}.", naming.moves),
    "config.key_required": ("Needs {n} settings that it could do without before: {names}.", naming.names),
    "config.key_type": ("{n} settings change their type: {names}.", naming.names),
    "config.input_renamed": ("Renames {n} inputs of Terraform modules: {names}.", naming.moves),
    "config.input_removed": ("Removes {n} inputs of Terraform modules: {names}.", naming.names),
    "config.input_required": ("{n} inputs of Terraform modules must be given now: {names}.", naming.names),
    "config.output_removed": ("Removes {n} outputs of Terraform modules: {names}.", naming.names),
    "delivery.image": ("{n} images change: {names}.", _base_image),
    "dependency.added": ("Adds {n} dependencies: {names}.", naming.newest),
    "dependency.removed": ("Removes {n} dependencies: {names}.", naming.names),
    "dependency.changed": ("Upgrades {n} dependencies: {names}.", naming.versions),
    "dependency.changed down": ("Goes back to older versions of {n} dependencies: {names}.", naming.versions),
    "dependency.changed major": ("Upgrades {n} dependencies to a version that may break: {names}.", naming.versions),
    "surface.deprecated": ("The code warns from now on of {n} things that will go: {names}.", naming.warned),
    "surface.field_removed": ("{n} fields of the API are gone: {names}.", naming.names),
    "surface.endpoint_removed": ("{n} endpoints are removed: {names}.", naming.routes),
    "tests.removed": ("{n} tests no longer run, in {names}.", naming.paths),
    "deletion.files": ("{n} files: {names}.", naming.paths),
    "surface.endpoint_changed": ("{n} endpoints change: {names}.", naming.routes),
}


def items(facts: Sequence[Fact]) -> Iterator[Claim]:
    """The facts as items, in their order; more than two of a kind stand together where the first of them stood."""
    groups: dict[str, list[Fact]] = {}
    for fact in facts:
        groups.setdefault(_kind(fact), []).append(fact)
    for kind, group in groups.items():
        if len(group) > 1 and kind in _TOGETHER:
            yield _together(kind, group)
        else:
            yield from map(item, group)


def item(fact: Fact) -> Claim:
    """A fact in its own sentence."""
    return Claim(fact.text, (fact.id, *fact.evidence[:3]), layout=Layout.ITEM)


def _together(kind: str, group: Sequence[Fact]) -> Claim:
    sentence, name = _TOGETHER[kind]
    texts = [_told(sentence, name, group, most) for most in range(_MOST_NAMED, 1, -1)]
    text = next((text for text in texts if len(text) <= _LONGEST), texts[-1])
    return Claim(text, tuple(fact.id for fact in group[:8]), layout=Layout.ITEM)


def _told(sentence: str, name: Callable[[Fact], list[str]], group: Sequence[Fact], most: int) -> str:
    if ": {names}" in sentence:
        return sentence.format(n=naming.how_many(group, name), names=naming.some(group, name, most))
    names = list(dict.fromkeys(one for fact in group for one in name(fact)))  # of something else than is counted
    if not names:  # known at run time only
        sentence = sentence.partition(", among them")[0] + "."
    return sentence.format(n=sum(int(fact.get("count") or 1) for fact in group), names=joined(names, most))


def _kind(fact: Fact) -> str:
    if fact.kind != "dependency.changed":
        return fact.kind
    way = " down" if fact.data.get("downgrade") else " major" if fact.data.get("major") else ""
    return fact.kind + way
