"""Facts as items of a list: each in its own sentence, or one sentence for many of a kind."""

from collections.abc import Callable, Iterator, Sequence

from ...facts.fact import Fact
from ...ticket import Claim, Layout
from ...wording import code, joined

_FEW = 2  # facts of a kind that are told one by one
_MOST_NAMED = 6


def _named(fact: Fact) -> str:
    return code(fact.get("name") or fact.get("key"))


def _renamed(fact: Fact) -> str:
    return f"{code(fact.get('old_name'))} → {_named(fact)}"


def _column(fact: Fact) -> str:
    return code(".".join(part for part in (fact.get("table"), fact.get("column")) if part))


def _move(fact: Fact) -> str:
    advisories = fact.data.get("advisories")
    fixes = f"(fixes {joined(advisories, 2)})" if isinstance(advisories, list) and advisories else ""
    return " ".join(part for part in (fact.get("name"), fact.get("old"), "→", fact.get("new"), fixes) if part)


def _newest(fact: Fact) -> str:
    return f"{fact.get('name')} {fact.get('new')}".strip()


def _route(fact: Fact) -> str:
    return code(f"{fact.get('method')} {fact.get('route')}".strip())


def _base_image(fact: Fact) -> str:
    return f"{code(fact.get('old'))} → {code(fact.get('new'))} ({fact.get('path')})"


# What many facts of a kind are told as; a downgrade and a major upgrade are kinds of their own.
_TOGETHER: dict[str, tuple[str, Callable[[Fact], str]]] = {
    "migration.drop_table": ("{n} tables are dropped with their data: {names}.", _column),
    "migration.drop_column": ("{n} columns are dropped with their data: {names}.", _column),
    "migration.rename_column": ("{n} columns are renamed: {names}.", _column),
    "migration.alter_column": ("{n} columns change: {names}.", _column),
    "migration.data": ("Migrations rewrite rows in {n} steps, among them in {names}.", _column),
    "config.env_added": ("Reads {n} new environment variables: {names}.", _named),
    "config.env_changed": ("The defaults of {n} environment variables change: {names}.", _named),
    "config.env_removed": ("No longer reads {n} environment variables: {names}.", _named),
    "config.key_added": ("Adds {n} settings: {names}.", _named),
    "config.key_changed": ("Changes {n} settings: {names}.", _named),
    "config.key_removed": ("Removes {n} settings: {names}.", _named),
    "config.env_renamed": ("Renames {n} environment variables: {names}.", _renamed),
    "config.env_required": ("Needs {n} environment variables that it could do without before: {names}.", _named),
    "config.env_deprecated": ("{n} environment variables are deprecated: {names}.", _named),
    "config.key_renamed": ("Renames {n} settings: {names}.", _renamed),
    "config.key_required": ("Needs {n} settings that it could do without before: {names}.", _named),
    "config.key_type": ("{n} settings change their type: {names}.", _named),
    "config.input_renamed": ("Renames {n} inputs of Terraform modules: {names}.", _renamed),
    "config.input_removed": ("Removes {n} inputs of Terraform modules: {names}.", _named),
    "config.input_required": ("{n} inputs of Terraform modules must be given now: {names}.", _named),
    "config.output_removed": ("Removes {n} outputs of Terraform modules: {names}.", _named),
    "delivery.image": ("{n} images change: {names}.", _base_image),
    "dependency.added": ("Adds {n} dependencies: {names}.", _newest),
    "dependency.removed": ("Removes {n} dependencies: {names}.", _named),
    "dependency.changed": ("Upgrades {n} dependencies: {names}.", _move),
    "dependency.changed down": ("Goes back to older versions of {n} dependencies: {names}.", _move),
    "dependency.changed major": ("Upgrades {n} dependencies to a version that may break: {names}.", _move),
    "surface.endpoint_removed": ("{n} endpoints are removed: {names}.", _route),
    "surface.endpoint_changed": ("{n} endpoints change: {names}.", _route),
}


def items(facts: Sequence[Fact]) -> Iterator[Claim]:
    """The facts as items, in their order; more than two of a kind stand together where the first of them stood."""
    groups: dict[str, list[Fact]] = {}
    for fact in facts:
        groups.setdefault(_kind(fact), []).append(fact)
    for kind, group in groups.items():
        if len(group) > _FEW and kind in _TOGETHER:
            yield _together(kind, group)
        else:
            yield from map(item, group)


def item(fact: Fact) -> Claim:
    """A fact in its own sentence."""
    return Claim(fact.text, (fact.id, *fact.evidence[:3]), layout=Layout.ITEM)


def _together(kind: str, group: Sequence[Fact]) -> Claim:
    sentence, name = _TOGETHER[kind]
    names = joined(list(dict.fromkeys(map(name, group))), _MOST_NAMED)
    return Claim(sentence.format(n=len(group), names=names), tuple(fact.id for fact in group[:8]), layout=Layout.ITEM)


def _kind(fact: Fact) -> str:
    if fact.kind != "dependency.changed":
        return fact.kind
    way = " down" if fact.data.get("downgrade") else " major" if fact.data.get("major") else ""
    return fact.kind + way
