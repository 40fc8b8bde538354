"""Environment variables and settings of code in words: each name as a finding."""

from collections.abc import Iterable, Iterator, Mapping

from ...wording import named
from ..fact import Finding
from .mentions import Mention, Name
from .rules import Role
from .secrets import HIDDEN
from .values import COMPUTED, is_hidden, kept, quoted

_MOST_EVIDENCE = 4
_NOUN = "the environment variable {name}"
_ADDED = {
    Role.READ: "Reads a new environment variable {name}{default}.",
    Role.KEY: "Reads a new setting {name}{default} in {path}.",
    Role.SET: f"Sets {_NOUN} to {{new}} in {{path}}.",
    Role.SAMPLE: f"Adds {_NOUN}{{default}} to {{path}}.",
}
_REMOVED = {
    Role.READ: f"No longer reads {_NOUN}.",
    Role.KEY: "No longer reads the setting {name} in {path}.",
    Role.SET: f"No longer sets {_NOUN} in {{path}}.",
    Role.SAMPLE: f"Removes {_NOUN} from {{path}}.",
}
# What a diff file shows of the code is not all of it: another place may read the variable before and after.
_ADDED_HERE = _ADDED | {Role.READ: f"Newly reads {_NOUN}{{default}} in {{path}}."}
_REMOVED_HERE = _REMOVED | {Role.READ: f"No longer reads {_NOUN} in {{path}}."}
_CHANGED = {
    Role.READ: f"Changes the default of {_NOUN} from {{old}} to {{new}}.",
    Role.KEY: "Changes the default of the setting {name} from {old} to {new} in {path}.",
    Role.SET: f"Sets {_NOUN} to {{new}} instead of {{old}} in {{path}}.",
    Role.SAMPLE: f"Shows {{new}} instead of {{old}} for {_NOUN} in {{path}}.",
}
_WEIGHTS: Mapping[tuple[Role, str], int] = {
    (Role.READ, "added"): 35,
    (Role.READ, "removed"): 40,
    (Role.READ, "changed"): 40,
    (Role.KEY, "added"): 25,
    (Role.KEY, "removed"): 30,
    (Role.KEY, "changed"): 30,
    (Role.SET, "added"): 20,
    (Role.SET, "removed"): 20,
    (Role.SET, "changed"): 30,
}
_WEIGHT_OF_SAMPLES = 15
_WEIGHT_WITHOUT_DEFAULT = 45


def added(name: Name, *, everywhere: bool) -> Finding:
    """A name that nothing mentioned before; `everywhere`: all of the project was looked at."""
    first, default = _first(name.new), _default(name.new)
    return _finding(name, "added", (_ADDED if everywhere else _ADDED_HERE)[first.role], first, None, default)


def removed(name: Name, *, everywhere: bool) -> Finding:
    """A name that nothing mentions any more."""
    first, default = _first(name.old), _default(name.old)
    return _finding(name, "removed", (_REMOVED if everywhere else _REMOVED_HERE)[first.role], first, default, None)


def changed(name: Name) -> Iterator[Finding]:
    """A name with another default, or that is set to another value."""
    old, new = _default(name.old), _default(name.new)
    if old and new and old != new and COMPUTED not in (old, new):
        first = _first(name.new)
        yield _finding(name, "changed", _CHANGED[first.role], first, old, new)


def _finding(name: Name, what: str, template: str, first: Mention, old: str | None, new: str | None) -> Finding:
    secret = is_hidden(name.name, old, new)
    required = _required(name.new)
    text = template.format(
        name=named(name.name),
        path=named(first.path),
        default=_default_clause(name.name, new, required),
        old=quoted(name.name, old or ""),
        new=quoted(name.name, new or ""),
    )
    weight = _WEIGHTS.get((first.role, what), _WEIGHT_OF_SAMPLES)
    is_key = first.role is Role.KEY
    data = {"path": first.path, "key": name.name} if is_key else {"name": name.name, "where": first.path}
    if required is not False and (first.role, what) == (Role.READ, "added"):
        weight = _WEIGHT_WITHOUT_DEFAULT
    return Finding(
        kind=f"config.{'key' if is_key else 'env'}_{what}",
        text=text,
        evidence=_evidence(name, first),
        data={
            **data,
            "old": kept(name.name, old),
            "new": kept(name.name, new),
            "secret": secret,
            "required": required,
        },
        weight=weight,
    )


def _required(mentioned: Iterable[Mention]) -> bool | None:
    """Whether the program fails without it: where one mention can do without, it does."""
    said = {one.required for one in mentioned if one.role is not Role.SET}
    return False if False in said else True if True in said else None


_WITHOUT_DEFAULT = {True: ", which must be set", False: " (optional)", None: " (no default)"}


def _default_clause(name: str, default: str | None, required: bool | None) -> str:
    if default is None:
        return _WITHOUT_DEFAULT[required]
    shown = {COMPUTED: "with a computed default", HIDDEN: "its default is not shown"}
    return f" ({shown.get(default) or shown.get(quoted(name, default)) or f'default {quoted(name, default)}'})"


def _evidence(name: Name, first: Mention) -> tuple[str, ...]:
    changed = [one.evidence for one in (*name.new, *name.old) if one.changed]
    return tuple(dict.fromkeys((first.evidence, *changed)))[:_MOST_EVIDENCE]


def _first(mentioned: Iterable[Mention]) -> Mention:
    """The mention that says the most: in code before a sample, changed before context, with a default before none."""
    order = list(Role)
    return min(mentioned, key=lambda one: (order.index(one.role), not one.changed, not one.default))


def _default(mentioned: Iterable[Mention]) -> str | None:
    """The default that the code gives, else what sets it, else a sample; `COMPUTED` where several are given."""
    by_role: dict[Role, dict[str, None]] = {}
    for one in mentioned:
        if one.default is not None:
            by_role.setdefault(one.role, {})[one.default] = None
    given = next((by_role[role] for role in Role if role in by_role), {})
    return next(iter(given), None) if len(given) < 2 else COMPUTED
