"""The inputs and outputs of Terraform modules: what whoever uses a module must give, and what it gives back."""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...jobs import Cancel
from ...sources.change import Change, FileChange, Side
from ...wording import named
from ..fact import Finding
from ..formats import Unread
from ..sides import sides
from ..syntax import line_of, text_of, tree
from .declared.changes import Changed
from .mentions import is_read
from .renames import likeness
from .secrets import HIDDEN
from .values import is_hidden, kept, quoted

if TYPE_CHECKING:
    from tree_sitter import Node

_QUIET = re.compile(r"(?:^|/)(?:examples?|tests?|fixtures?)/")
_BLOCKS = ("variable", "output")
_ALIKE = 0.5
_WEIGHTS: Mapping[str, int] = {
    "input_added": 15,
    "input_removed": 45,
    "input_renamed": 55,
    "input_required": 60,
    "input_optional": 10,
    "input_changed": 35,
    "input_type": 50,
    "input_validated": 35,
    "input_deprecated": 30,
    "output_added": 10,
    "output_removed": 50,
    "output_renamed": 50,
    "output_changed": 20,
}
_WEIGHT_MUST_BE_GIVEN = 55


@dataclass(frozen=True, slots=True)
class _Block:
    """A `variable` or an `output`. said: its arguments as they are written; changed: the hunk that changes it."""

    form: str
    name: str
    file: FileChange
    said: Mapping[str, str]
    changed: str | None

    @property
    def is_secret(self) -> bool:
        return self.said.get("sensitive") == "true"

    @property
    def default(self) -> str | None:
        return self.said.get("default")

    @property
    def kind(self) -> str:
        return re.sub(r"\s+", "", self.said.get("type", "any"))

    @property
    def text(self) -> str:
        """What it says besides its name, its layout and its description."""
        return "|".join(f"{key}={value}" for key, value in sorted(self.said.items()))

    @property
    def is_deprecated(self) -> bool:
        return "deprecat" in self.said.get("description", "").lower() or "deprecated" in self.said


Blocks = dict[tuple[str, str, str], _Block]  # by folder, form and name


def interfaces(change: Change, cancel: Cancel) -> Iterator[Finding]:
    """`config.input_*` and `config.output_*`: of whole modules, so that what moves between files is no news."""
    old: Blocks = {}
    new: Blocks = {}
    for file in change.files:
        if file.name.endswith(".tf") and is_read(file) and not _QUIET.search(file.path):
            cancel.check()
            _read(change, file, old, new, cancel)
    pairs = _renamed(old, new)
    for key, block in new.items():
        if key in old:
            yield from _changes(old[key], block)
        elif key in pairs:
            yield _finding("renamed", pairs[key], block, other=pairs[key].name)
        else:
            yield _finding("added", None, block)
    former = {(one.form, one.name, one.file.id) for one in pairs.values()}
    for key, block in old.items():
        if key not in new and (block.form, block.name, block.file.id) not in former:
            yield _finding("removed", block, None)


def _read(change: Change, file: FileChange, old: Blocks, new: Blocks, cancel: Cancel) -> None:
    hunks = change.hunks(file, cancel)
    both: tuple[tuple[Side, Blocks], ...] = (("old", old), ("new", new))
    for (side, blocks), text in zip(both, sides(change, file, cancel), strict=True):
        for place, piece in enumerate(text.pieces):
            changed = Changed(hunks if text.whole else hunks[place : place + 1], side, whole=text.whole)
            with suppress(Unread):
                for block in _blocks(piece, file, changed, whole=text.whole):
                    path = file.old_side_path if side == "old" else file.path
                    blocks[path.rpartition("/")[0], block.form, block.name] = block


def _blocks(text: str, file: FileChange, changed: Changed, *, whole: bool) -> Iterator[_Block]:
    if not any(form in text for form in _BLOCKS):
        return
    root = tree(text, "hcl")
    bodies = [node for node in root.named_children if node.type == "body"]
    for node in (child for body in bodies for child in body.named_children):
        words = [text_of(child).strip('"') for child in node.named_children[:2]] if node.type == "block" else []
        if len(words) == 2 and words[0] in _BLOCKS and (whole or not node.has_error):
            said = dict(_arguments(node))
            yield _Block(words[0], words[1], file, said, changed.hunk(line_of(node), node.end_point[0] + 1))


def _arguments(block: "Node") -> Iterator[tuple[str, str]]:
    body = next((child for child in block.named_children if child.type == "body"), None)
    for child in body.named_children if body else ():
        if child.type == "attribute" and len(child.named_children) == 2:
            name, value = child.named_children
            yield text_of(name), _flat(text_of(value))
        elif child.type == "block":
            yield text_of(child.named_children[0]), _flat(text_of(child))


def _flat(text: str) -> str:
    """A value on one line, without remarks and without what only lays it out."""
    bare = re.sub(r"(?m)^\s*(?:#|//).*$", "", text)
    return re.sub(r"\s+", " ", bare).strip().removesuffix(",").strip()


def _renamed(old: Blocks, new: Blocks) -> dict[tuple[str, str, str], _Block]:
    """By the new key the old block: the only one of its module that says the same, or that is called much the same."""
    gone = [(key, block) for key, block in old.items() if key not in new]
    found: dict[tuple[str, str, str], _Block] = {}
    for key, block in new.items():
        if key in old:
            continue
        alike = [
            (likeness(block.name, other.name), other)
            for other_key, other in gone
            if other_key[:2] == key[:2] and other.text == block.text and other not in found.values()
        ]
        score, other = max(alike, key=lambda pair: pair[0], default=(0.0, block))
        if score >= _ALIKE or (alike and "description" in block.said):
            found[key] = other
    return found


def _changes(old: _Block, new: _Block) -> Iterator[Finding]:
    if new.form == "output":
        if old.said.get("value") != new.said.get("value"):
            yield _finding("changed", old, new)
        return
    if old.default is not None and new.default is None:
        yield _finding("required", old, new)
    elif old.default is None and new.default is not None:
        yield _finding("optional", old, new)
    elif old.kind != new.kind:
        yield _finding("type", old, new)
    elif _squeezed(old.default) != _squeezed(new.default):
        yield _finding("changed", old, new)
    if new.said.get("validation") and old.said.get("validation") != new.said.get("validation"):
        yield _finding("validated", old, new)
    if new.is_deprecated and not old.is_deprecated:
        yield _finding("deprecated", old, new)


def _squeezed(value: str | None) -> str:
    return re.sub(r"[\s,]+", "", value or "")


def _finding(what: str, old: _Block | None, new: _Block | None, other: str = "") -> Finding:
    block = new or old
    assert block
    kind = f"{'input' if block.form == 'variable' else 'output'}_{what}"
    was, now = _value(what, old), _value(what, new)
    secret = any(one.is_secret for one in (old, new) if one) or is_hidden(block.name, was, now)
    shown = {name: (HIDDEN if secret and value else value) for name, value in (("old", was), ("new", now))}
    required = new is not None and new.form == "variable" and new.default is None
    weight = _WEIGHT_MUST_BE_GIVEN if what == "added" and required else _WEIGHTS[kind]
    return Finding(
        f"config.{kind}",
        _text(kind, block, other, shown, required=required),
        tuple(dict.fromkeys(one.changed or one.file.id for one in (new, old) if one)),
        {
            "name": block.name,
            "old": kept(block.name, shown["old"]),
            "new": kept(block.name, shown["new"]),
            "default": kept(block.name, HIDDEN if secret and new and new.default else new.default if new else None),
            "required": required,
            "secret": secret,
            "path": block.file.path,
            **({"old_name": other} if other else {}),
        },
        weight,
    )


def _value(what: str, block: _Block | None) -> str | None:
    if block is None:
        return None
    said = "type" if what == "type" else "value" if block.form == "output" else "default"
    return block.kind if said == "type" else block.said.get(said)


def _text(kind: str, block: _Block, other: str, shown: Mapping[str, str | None], *, required: bool) -> str:
    name, module = named(block.name), named(block.file.path.rpartition("/")[0] or ".")
    where = f"the Terraform module {module}" if block.file.path.count("/") else "the Terraform root module"
    old, new = (quoted(block.name, value.strip('"')) if value else "none" for value in shown.values())
    given, must = (f" (default {new})" if shown["new"] else ""), "; it must be given" if required else ""
    return {
        "input_added": f"Adds the input {name}{given} to {where}{must}.",
        "input_removed": f"Removes the input {name} from {where}; whoever still gives it gets an error.",
        "input_renamed": f"Renames the input {named(other)} of {where} to {name}.",
        "input_required": f"The input {name} of {where} must be given now; its default was {old}.",
        "input_optional": f"The input {name} of {where} need not be given any more (default {new}).",
        "input_changed": f"Changes the default of the input {name} of {where} from {old} to {new}.",
        "input_type": f"The input {name} of {where} is of the type {new} now, not {old}.",
        "input_validated": f"Checks the input {name} of {where} by a new rule.",
        "input_deprecated": f"The input {name} of {where} is deprecated.",
        "output_added": f"Adds the output {name} to {where}.",
        "output_removed": f"Removes the output {name} from {where}; whoever reads it gets an error.",
        "output_renamed": f"Renames the output {named(other)} of {where} to {name}.",
        "output_changed": f"Computes the output {name} of {where} otherwise.",
    }[kind]
