"""What is said of a Terraform block that goes, comes or is called otherwise."""

from collections.abc import Sequence

from ...wording import listed, named
from ..fact import Value
from .difference import Difference
from .terraform_rules import STATEFUL, weight_of_loss
from .terraform_state import Standing, State

KIND = "delivery.terraform"
_NOUNS = {"data": "data source"}
_LOST_MODULE = 80  # weight
_COMES = 50
_DATA_SOURCE = 5  # which only reads
_SHOWN = 3


def loss(one: Standing, state: State) -> Difference:
    """A block that goes: destroyed, unless the state says otherwise."""
    noun, at = _noun(one), (one.block.line, None)
    if target := state.target(one):
        said = f"The {noun} {named(one.shown)} of {{where}} becomes {named(target)} in the state; nothing is destroyed."
        return Difference(KIND, noun, one.shown, target, 10, said=said, more=_more("moved"), at=at)
    if state.is_kept(one):
        note = "Terraform no longer manages it, and leaves it in place."
        return Difference(KIND, noun, one.shown, None, 40, note=note, more=_more("forgotten"), at=at)
    if one.block.kind == "data":
        return Difference(KIND, noun, one.shown, None, _DATA_SOURCE, at=at)
    weight = weight_of_loss(one.block.type) if one.block.kind == "resource" else _LOST_MODULE
    what = "its resources" if one.block.kind == "module" else "it"
    note = f"Terraform destroys {what}" + (", with the data that it holds." if weight >= STATEFUL else ".")
    loses = (("loses_data", weight >= STATEFUL),)
    return Difference(KIND, noun, one.shown, None, weight, note=note, more=_more("destroyed") + loses, at=at)


def removed_module(gone: Sequence[Standing]) -> Difference:
    """A folder of blocks that others called as a module; the first of them tells where it stood."""
    path = gone[0].file.path.rpartition("/")[0]
    made = [one for one in gone if one.block.kind != "data"]
    weight = max(_LOST_MODULE, *(weight_of_loss(one.block.type) for one in made if one.block.kind == "resource"), 0)
    said = (
        f"The Terraform module {named(path or '.')} is removed. Who calls it gets an error; without the call, "
        f"Terraform destroys what it made: {listed([one.shown for one in made], _SHOWN)}."
    )
    more = (*_more("destroyed"), ("loses_data", weight >= STATEFUL), ("module", path))
    return Difference(KIND, "module", path, None, weight, said=said, more=more, at=(gone[0].block.line, None))


def renaming(old: Standing, new: Standing, *, is_moved: bool) -> Difference:
    """A block that stands under another name."""
    noun, at = _noun(old), (old.block.line, new.block.line)
    renamed = f"The {noun} {named(old.shown)} is renamed to {named(new.shown)} in {{where}}"
    if old.block.kind == "data":
        return Difference(
            KIND, noun, old.shown, new.shown, _DATA_SOURCE, said=f"{renamed}.", more=_more("moved"), at=at
        )
    if is_moved:
        said = f"{renamed}, also in the state; nothing is destroyed."
        return Difference(KIND, noun, old.shown, new.shown, 10, said=said, more=_more("moved"), at=at)
    weight = weight_of_loss(old.block.type) if old.block.kind == "resource" else _LOST_MODULE
    what = "destroys it and creates it" if old.block.kind == "resource" else "destroys its resources and creates them"
    said = f"{renamed} with no `moved` block beside it: Terraform {what} anew."
    return Difference(KIND, noun, old.shown, new.shown, weight, said=said, more=_more("replaced"), at=at)


def renamings(pairs: Sequence[tuple[Standing, Standing]]) -> Difference:
    """Many blocks that stand under other names, also in the state."""
    names = [new.shown for _, new in pairs]
    shown = listed(names, _SHOWN)
    said = f"{len(pairs)} blocks are renamed in {{where}}, also in the state; nothing is destroyed: {shown}."
    more = (*_more("moved"), ("count", len(pairs)))
    return Difference(KIND, "resources", None, None, 10, said=said, more=more)


def arrival(one: Standing) -> Difference:
    """A block that another folder loses."""
    said = (
        f"The {_noun(one)} {named(one.shown)} moves from another folder into {{where}} with no `moved` block: see in "
        "the plan that nothing is destroyed."
    )
    return Difference(KIND, _noun(one), None, one.shown, 45, said=said, more=_more("moved"), at=(None, one.block.line))


def creation(one: Standing, *, imported: bool) -> Difference:
    """A block that comes: created, unless it is imported."""
    noun, at = _noun(one), (None, one.block.line)
    if imported:
        note = "It exists already, and is imported into the state."
        return Difference(KIND, noun, None, one.shown, 40, note=note, more=_more("imported"), at=at)
    return Difference(KIND, noun, None, one.shown, _weight(one), more=_more("created"), at=at)


def creations(some: Sequence[Standing]) -> Difference:
    """Many that come."""
    names = [one.shown for one in some]
    said = f"{len(some)} {_noun(some[0])}s are added in {{where}}: {listed(names, _SHOWN)}."
    more = (*_more("created"), ("count", len(some)))
    shown = ", ".join(names[:_SHOWN])
    return Difference(KIND, f"{_noun(some[0])}s", None, shown, _weight(some[0]), said=said, more=more)


def _weight(one: Standing) -> int:
    return _DATA_SOURCE if one.block.kind == "data" else _COMES


def _noun(one: Standing) -> str:
    return _NOUNS.get(one.block.kind, one.block.kind)


def _more(action: str) -> tuple[tuple[str, Value], ...]:
    return (("action", action),)
