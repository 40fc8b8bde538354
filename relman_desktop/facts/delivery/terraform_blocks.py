"""What changes inside a Terraform block, and whether Terraform must then create it anew."""

import re
from collections.abc import Iterator, Sequence

from ...wording import listed, named
from ..configuration.secrets import cover
from . import hcl
from .difference import Difference
from .terraform_inputs import Inputs
from .terraform_rules import STATEFUL, replacing, weight_of_loss
from .terraform_state import Standing, State

_KIND = "delivery.terraform"
_LITERAL = re.compile(r'"(?:[^"$%\\]|\\.)*"|[\d.]+|true|false')
_NUMBER = re.compile(r"\[\d+\]")
_NOISE = re.compile(r"\[\d+\]|\bdynamic\.|\bcontent\.|\.content$")
_LONGEST = 60  # characters of a value that is shown
_SHOWN = 4
_STATE = ("backend", "cloud")  # blocks of `terraform` that say where the state is
_VERSIONS = ("source", "version")  # of a module: told as a dependency
_REPEATED = ("count", "for_each")
_COMPUTED = 35  # the weight where the value may turn out to be the same
_CALCULATED = 30  # the weight where only a calculation differs
_LABELS = {"tags", "labels", "tags_all", "description", "annotations"}  # that change nothing that runs
_LABEL = 10  # weight
_WEIGHTS = {"resource": 45, "module": 40, "provider": 40, "locals": 20, "data": 5, "terraform": 70}


Changed = tuple[Standing, Standing, tuple[str, ...]]  # before, after, the settings that differ


def changed_names(old: hcl.Block, new: hcl.Block, inputs: Inputs) -> tuple[str, ...]:
    """The settings that differ, the outermost where a whole block comes or goes, and only those told here."""
    if old.raw == new.raw:
        return ()
    pairs = {key: (old.settings.get(key), new.settings.get(key)) for key in {**old.settings, **new.settings}}
    names = [key for key, (was, now) in pairs.items() if was != now and not inputs.is_same(was, now)]
    outer = {name for name in names if (name in old.settings) != (name in new.settings)}
    return tuple(name for name in names if _is_told(new.kind, name) and not _is_inside(name, outer))


def _is_inside(name: str, outer: set[str]) -> bool:
    parts = name.split(".")
    return any(".".join(parts[:number]) in outer for number in range(1, len(parts)))


def _is_told(kind: str, name: str) -> bool:
    if kind == "terraform":
        return name.partition(".")[0] in _STATE
    return not (kind == "module" and name in _VERSIONS)


def alike(some: Sequence[Changed]) -> Difference:
    """Many blocks that change, in one sentence."""
    kind = some[0][1].block.kind
    blocks, noun = [new.shown for _, new, _ in some], "data sources" if kind == "data" else f"{kind}s"
    shared = some[0][2] if len({names for _, _, names in some}) == 1 else ()
    what = f"{listed(_plain(shared), _SHOWN)} of {len(some)} {noun}" if shared else f"{len(some)} {noun}"
    said = f"{what} {'changes' if len(shared) == 1 else 'change'} in {{where}}: {listed(blocks, _SHOWN)}."
    more = (("count", len(some)), ("action", "changed"))
    weight = max(_weighed(*one) for one in some)
    return Difference(_KIND, noun, None, None, weight, said=said, more=more)


def is_grave(old: hcl.Block, new: hcl.Block, names: Sequence[str]) -> bool:
    """Whether such a change must be told alone: the block may be created anew."""
    if new.kind != "data" and _repeats(old) != _repeats(new):
        return True
    anew = replacing(new.type) if new.kind == "resource" else frozenset()
    return "lifecycle.prevent_destroy" in names or any(_NUMBER.sub("", name) in anew for name in names)


def _repeats(block: hcl.Block) -> str:
    return next((key for key in _REPEATED if key in block.settings), "")


def of_block(old: Standing, new: Standing, names: Sequence[str], state: State) -> Iterator[Difference]:
    """The differences of one block."""
    if new.block.kind == "terraform":
        yield _moved_state(old, new)
        return
    told: set[str] = set()
    if anew := [name for name in names if new.block.kind == "resource" and name in replacing(new.block.type)]:
        told |= {*anew}
        yield _replaced(old, new, anew)
    if new.block.kind != "data" and _repeats(old.block) != _repeats(new.block):
        told |= {*_REPEATED}
        if not anew and not state.is_moved(new):
            yield _repeated(old, new)
    if (
        old.block.settings.get("lifecycle.prevent_destroy")
        == "true"
        != new.block.settings.get("lifecycle.prevent_destroy")
    ):
        told |= {"lifecycle", "lifecycle.prevent_destroy"}
        yield _unprotected(old, new)
    if rest := [name for name in names if name not in told]:
        yield _settings(old, new, rest)


def _at(old: Standing, new: Standing, name: str) -> tuple[int | None, int | None]:
    """The lines of a setting, else those of the block."""
    was, now = old.block.lines.get(name), new.block.lines.get(name)
    return (was, now) if was or now else (old.block.line, new.block.line)


def _settings(old: Standing, new: Standing, names: Sequence[str]) -> Difference:
    """One that changes with its values, several by their names."""
    kind, at, plain = new.block.kind, _at(old, new, names[0]), _plain(names)
    weight = _weighed(old, new, names)
    if kind == "locals":
        what = "Local values change" if len(plain) > 1 else "A local value changes"
        said = f"{what} in {{where}}: {listed(plain, _SHOWN)}."
        return Difference(_KIND, "local values", None, None, weight, said=said, at=at)
    block = f"{'data source' if kind == 'data' else kind} {named(new.shown)}"
    was, now = (_shown(names[0], side.block.settings.get(names[0])) for side in (old, new))
    if len(names) == 1 and was and now:
        return Difference(_KIND, f"{named(plain[0])} of the {block}", was, now, weight, at=at)
    if len(names) == 1 and (names[0] in old.block.settings) != (names[0] in new.block.settings):
        said = f"The {block} in {{where}} {_gains(names[0], was, now, new)}."
        return Difference(_KIND, f"{named(plain[0])} of the {block}", was, now, weight, said=said, at=at)
    said = f"{listed(plain, _SHOWN)} of the {block} {'change' if len(plain) > 1 else 'changes'} in {{where}}."
    return Difference(_KIND, f"settings of the {block}", None, None, weight, said=said, at=at)


def says_it(old: Standing, new: Standing, names: Sequence[str]) -> bool:
    """Whether a value is written out, before or after; what is computed may turn out to be the same."""
    values = [side.block.settings.get(name) for name in names for side in (old, new)]
    return any(value is not None and _LITERAL.fullmatch(value) for value in values)


def _weighed(old: Standing, new: Standing, names: Sequence[str]) -> int:
    if names and _LABELS.issuperset(names):
        return _LABEL
    weight = _WEIGHTS[new.block.kind]
    return weight if says_it(old, new, names) else min(weight, _CALCULATED)


def _gains(name: str, was: str | None, now: str | None, new: Standing) -> str:
    verb = "gains" if name in new.block.settings else "loses"
    value = now or was
    return f"{verb} {listed(_plain([name]))}" + (f" ({named(value)})" if value else "")


def _replaced(old: Standing, new: Standing, names: Sequence[str]) -> Difference:
    """A setting without which the resource cannot be the same; of one that is computed the value is not known."""
    name = names[0]
    was, now = old.block.settings.get(name), new.block.settings.get(name)
    certain = all(value is None or _LITERAL.fullmatch(value) for value in (was, now))
    loss = weight_of_loss(new.block.type)
    data = ", and its data goes" if loss >= STATEFUL else ""
    block, plain = f"resource {named(new.shown)}", _plain(names)
    end = f"Terraform {'then destroys' if certain else 'destroys'} the resource and creates it anew{data}"
    note = f"{end}." if certain else f"Where the value really differs, {end}."
    verb = "change" if len(plain) > 1 else "changes"
    said = "" if was and now and len(names) == 1 else f"{listed(plain)} of the {block} {verb} in {{where}}."
    shown = (_shown(name, was), _shown(name, now))
    if not said and None in shown:
        said = f"{listed(plain)} of the {block} changes in {{where}}."
    more = (("action", "replaced"), ("certain", certain), ("loses_data", bool(data) and certain))
    weight = loss if certain else _COMPUTED
    subject, at = f"{named(plain[0])} of the {block}", _at(old, new, name)
    return Difference(_KIND, subject, *shown, weight, note=note, said=said, more=more, at=at)


def _repeated(old: Standing, new: Standing) -> Difference:
    """`count` and `for_each` are part of the addresses; Terraform itself only moves between none and `count`."""
    was, now = _repeats(old.block), _repeats(new.block)
    at, block = _at(old, new, now or was), f"The {new.block.kind} {named(new.shown)} in {{where}}"
    how = (
        f"goes from {named(was)} to {named(now)}"
        if was and now
        else f"gains {named(now)}"
        if now
        else f"loses {named(was)}"
    )
    subject = f"{named(now or was)} of the {new.block.kind} {named(new.shown)}"
    if "for_each" not in (was, now):
        return Difference(_KIND, subject, was or None, now or None, 35, said=f"{block} {how}.", at=at)
    weight = weight_of_loss(new.block.type) if new.block.kind == "resource" else 80
    said = f"{block} {how} with no `moved` block beside it: Terraform destroys it and creates it anew."
    return Difference(
        _KIND, subject, was or None, now or None, weight, said=said, more=(("action", "replaced"),), at=at
    )


def _unprotected(old: Standing, new: Standing) -> Difference:
    block = f"The {new.block.kind} {named(new.shown)} in {{where}}"
    said = f"{block} is no longer protected from being destroyed (`prevent_destroy`)."
    at = (old.block.line, new.block.line)
    return Difference(_KIND, "protection", "prevent_destroy", None, 45, said=said, more=(("action", "changed"),), at=at)


def _moved_state(old: Standing, new: Standing) -> Difference:
    said = (
        "Where Terraform keeps its state changes in {where}: `terraform init -migrate-state` must move it, before "
        "anything is applied."
    )
    was, now = (_backend(side.block) for side in (old, new))
    at = (old.block.line, new.block.line)
    return Difference(_KIND, "backend", was, now, 70, said=said, more=(("action", "backend"),), at=at)


def _backend(block: hcl.Block) -> str | None:
    return next((name for name in block.settings if name.partition(".")[0] in _STATE and name.count(".") <= 1), None)


def _plain(names: Sequence[str]) -> list[str]:
    """The names as a person says them: those of repeated blocks once."""
    return list(dict.fromkeys(_NOISE.sub("", name) for name in names))


def _shown(name: str, value: str | None) -> str | None:
    """A short value of one token; others say nothing to a reader."""
    if not value or len(value) > _LONGEST or "\n" in value or value.startswith(("{", "<<")):
        return None
    return cover(name, value.strip('"'))
