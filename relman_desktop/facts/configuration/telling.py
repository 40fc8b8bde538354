"""Environment variables, settings and feature flags of code in words: each name as findings."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from ...wording import named
from ..fact import Finding
from .mentions import Mention, Name
from .phrases import DEPRECATED, HERE, PHRASES, WEIGHT_OF_SAMPLES, WEIGHT_OF_SETTLED, WEIGHT_WITHOUT_DEFAULT, WEIGHTS
from .renames import Renamed
from .rules import Role
from .secrets import HIDDEN
from .values import COMPUTED, is_hidden, is_same, kept, quoted

_MOST_EVIDENCE = 4
_VARIABLES = (Role.READ, Role.SET, Role.SAMPLE)
_KINDS = {Role.KEY: "key", Role.FLAG: "flag"}


def added(name: Name, *, everywhere: bool) -> Finding:
    """A name that nothing mentioned before; `everywhere`: all of the project was looked at."""
    name = Name(name.name, name.old, tuple(map(_not_handed_on, name.new)))
    return _finding(name, "added", None, default_of(name.new), everywhere=everywhere)


def _not_handed_on(one: Mention) -> Mention:
    """Of what only hands on a variable of the same name, `PORT=${PORT:-80}`, the default is what it falls back to."""
    same = re.escape(one.name)
    own = re.fullmatch(rf"\$(?:{same}|\{{{same}(?::?-([^{{}}]{{0,120}}))?\}})", one.default or "")
    return replace(one, default=own[1] or None) if own else one


def removed(name: Name, *, everywhere: bool) -> Finding:
    """A name that nothing mentions any more."""
    return _finding(name, "removed", default_of(name.old), None, everywhere=everywhere)


def settled(name: Name, state: str | None, *, everywhere: bool) -> Finding:
    """A feature flag that nobody asks for any more; `state`: what holds for good, `on` or `off`, if that is clear."""
    finding = removed(name, everywhere=everywhere)
    if not state:
        return finding
    text = f"{finding.text.removesuffix('.')}: what it guarded is always {state} now."
    return replace(finding, text=text, data={**finding.data, "state": state}, weight=WEIGHT_OF_SETTLED)


def renamed(one: Renamed, *, everywhere: bool) -> Finding:
    """A name that takes another's place; what was read by the old one is set by the new one."""
    what = "succeeded" if one.falls_back else "left" if one.new.old else "renamed"
    finding = _finding(one.new, what, default_of(one.old.old), default_of(one.new.new), one.old, everywhere=everywhere)
    return finding


def changed(name: Name, needed: set[str]) -> Iterator[Finding]:
    """A name with another default, type or need; `needed`: those without which something else failed before."""
    old, new = default_of(name.old), default_of(name.new)
    was, now = required_of(name.old), required_of(name.new)
    if now and not was and name.name not in needed:
        yield _finding(name, "required", old, new)
    elif was and now is False:
        yield _finding(name, "optional", old, new)
    elif _loses_default(name) and not name.is_told_deprecated:
        yield _finding(name, "undefaulted", old, None)
    elif old and new and COMPUTED not in (old, new) and not is_same(old, new) and _is_alike(name):
        yield _finding(_where_it_is_told(name), "changed", old, new)
    before, after = _type(name.old), _type(name.new)
    if before and after and before != after:
        yield _finding(name, "type", before, after)
    if name.is_told_deprecated:
        yield _finding(name, "deprecated", old, new)


def _loses_default(name: Name) -> bool:
    """Whether code that changes gave a default and gives none any more."""
    old, new = (
        [one for one in side if one.role is Role.READ and (one.changed or one.settles) and not one.scope]
        for side in (name.old, name.new)
    )
    every = [one for one in name.new if one.role is Role.READ]
    return bool(old and new and default_of(old)) and not any(one.default or one.required is False for one in every)


def _is_alike(name: Name) -> bool:
    """Whether both sides tell their values in the same way: a sample's is not the code's."""
    return _role_of_default(name.old) is _role_of_default(name.new)


def _where_it_is_told(name: Name) -> Name:
    """The name with those mentions only that give the value: code reads it, but perhaps a sample shows another one."""
    role = _role_of_default(name.new)
    old, new = (tuple(one for one in side if one.role is role) for side in (name.old, name.new))
    return Name(name.name, old, new)


def _role_of_default(mentioned: Iterable[Mention]) -> Role | None:
    roles = {one.role for one in mentioned if one.default is not None}
    return next((role for role in Role if role in roles), None)


def _finding(
    name: Name, what: str, old: str | None, new: str | None, other: Name | None = None, *, everywhere: bool = True
) -> Finding:
    mentioned = name.new or name.old
    first, required = first_of(mentioned), required_of(name.new)
    is_old_one_deprecated = bool(other and other.is_told_deprecated)
    phrases = PHRASES if everywhere else PHRASES | HERE
    shown = {"old": old, "new": new} if what == "type" else {"old": kept(name.name, old), "new": kept(name.name, new)}
    how = "demanded" if what == "added" and required and first.role is Role.KEY else what
    text = (phrases.get((first.role, how)) or phrases[first.role, "changed"]).format(
        name=named(name.name),
        other=named(other.name) if other else "",
        path=named(first.path),
        default=_default_clause(name.name, new, required) if new or required or first.role in _VARIABLES else "",
        old=named(old or "") if what == "type" else _value(name.name, old),
        new=named(new or "") if what == "type" else _value(name.name, new),
        deprecated=DEPRECATED if is_old_one_deprecated else "",
    )
    kind = {"succeeded": "renamed", "left": "renamed", "undefaulted": "changed"}.get(what, what)
    return Finding(
        kind=f"config.{_KINDS.get(first.role, 'env')}_{kind}",
        text=text,
        evidence=_evidence(first, name, other),
        data={
            **_named(first, name.name),
            **shown,
            "default": None if what == "removed" else kept(name.name, default_of(name.new)),
            "secret": is_hidden(name.name, old, new),
            "required": required,
            "role": first.role.value,
            **({"constant": first.constant} if first.constant else {}),
            **({"old_name": other.name, "falls_back": what == "succeeded"} if other else {}),
        },
        weight=_weight(first.role, what, required),
    )


def _value(name: str, value: str | None) -> str:
    return "computed" if value == COMPUTED else quoted(name, value or "")


def _named(first: Mention, name: str) -> dict[str, str]:
    if first.role is Role.KEY:
        return {"path": first.path, "key": name, "name": name}
    return {"name": name, "where": first.path, "path": first.path}


def _weight(role: Role, what: str, required: bool | None) -> int:
    if required is not False and (role, what) == (Role.READ, "added"):
        return WEIGHT_WITHOUT_DEFAULT
    return WEIGHTS.get((role, what), WEIGHT_OF_SAMPLES)


def required_of(mentioned: Iterable[Mention]) -> bool | None:
    """Whether the program fails without it: where one mention can do without, it does."""
    said = {one.required for one in mentioned if one.role is not Role.SET}
    return False if False in said else True if True in said else None


_WITHOUT_DEFAULT = {True: ", which must be set", False: " (optional)", None: " (no default)"}


def _default_clause(name: str, default: str | None, required: bool | None) -> str:
    if default is None:
        return _WITHOUT_DEFAULT[required]
    shown = {COMPUTED: "with a computed default", HIDDEN: "its default is not shown"}
    return f" ({shown.get(default) or shown.get(quoted(name, default)) or f'default {quoted(name, default)}'})"


def _evidence(first: Mention, *names: Name | None) -> tuple[str, ...]:
    changed = [one.evidence for name in names if name for one in (*name.new, *name.old) if one.changed]
    return tuple(dict.fromkeys((first.evidence, *changed)))[:_MOST_EVIDENCE]


def first_of(mentioned: Iterable[Mention]) -> Mention:
    """The mention that says the most: in code before a sample, changed before context, with a default before none."""
    order = list(Role)
    return min(mentioned, key=lambda one: (order.index(one.role), not one.changed, not one.default))


def _type(mentioned: Iterable[Mention]) -> str | None:
    given = list(dict.fromkeys(one.type for one in mentioned if one.type))
    return given[0] if len(given) == 1 else None


def default_of(mentioned: Iterable[Mention]) -> str | None:
    """The default that the code gives, else what sets it, else a sample; `COMPUTED` where several are given."""
    by_role: dict[Role, dict[str, None]] = {}
    for one in mentioned:
        if one.default is not None:
            by_role.setdefault(one.role, {})[one.default] = None
    given = next((by_role[role] for role in Role if role in by_role), {})
    return next(iter(given), None) if len(given) < 2 else COMPUTED
