"""The inputs and outputs of Terraform modules: what whoever uses a module must give, and what it gives back."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

from ...jobs import Cancel
from ...sources.change import Change, FileChange, Side, Status
from ..fact import Finding
from ..formats import Unread
from ..sides import sides
from ..syntax import line_of, text_of, tree
from .changed import Changed
from .mentions import is_read
from .remarks import code
from .renames import likeness
from .terraform_parts import changed_defaults, without_defaults
from .terraform_telling import NOTHING, WEIGHT_STILL_EMPTY, Block, finding, merged, parts_finding

if TYPE_CHECKING:
    from tree_sitter import Node

_QUIET = re.compile(r"(?:^|/)(?:examples?|tests?|fixtures?)/")
_MAKES = re.compile(r'(?:resource|module)\s+"')
_BLOCKS = ("variable", "output")
_ALIKE = 0.5
_HABIT = 2  # names that change in the same way


Key = tuple[str, str, str]  # folder, form and name
Blocks = dict[Key, Block]


def interfaces(change: Change, cancel: Cancel) -> Iterator[Finding]:
    """`config.input_*` and `config.output_*`: of whole modules, so that what moves between files is no news."""
    old: Blocks = {}
    new: Blocks = {}
    files = [file for file in change.files if file.name.endswith(".tf") and is_read(file)]
    files = [file for file in files if not _QUIET.search(file.path)]
    gone = _removed_modules(change, files, cancel)
    for file in files:
        cancel.check()
        if _folder(file) not in gone:
            _read(change, file, old, new, cancel)
    yield from merged(_findings(old, new))


def _removed_modules(change: Change, files: Iterable[FileChange], cancel: Cancel) -> set[str]:
    """The folders of modules that make something and go as a whole: they are told as delivery, with what they made."""
    deleted = [file for file in files if file.status is Status.DELETED]
    stay = {_folder(file) for file in files if file.status is not Status.DELETED}
    return {
        _folder(file)
        for file in deleted
        if _folder(file) not in stay
        and any(_MAKES.match(line.text) for hunk in change.hunks(file, cancel) for line in hunk.removed)
    }


def _folder(file: FileChange) -> str:
    return file.path.rpartition("/")[0]


def _findings(old: Blocks, new: Blocks) -> Iterator[Finding]:
    pairs = _renamed(old, new)
    for key, block in new.items():
        if key in old:
            yield from _changes(old[key], block)
        elif key in pairs:
            yield finding("renamed", pairs[key], block, other=pairs[key].name)
            if pairs[key].text != block.text:
                yield from _changes(pairs[key], block)
        else:
            yield finding("added", None, block)
    former = {(one.form, one.name, one.file.id) for one in pairs.values()}
    for key, block in old.items():
        if key not in new and (block.form, block.name, block.file.id) not in former:
            yield finding("removed", block, None)


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


def _blocks(text: str, file: FileChange, changed: Changed, *, whole: bool) -> Iterator[Block]:
    if not any(form in text for form in _BLOCKS):
        return
    root = tree(code(text, file.path), "hcl")
    bodies = [node for node in root.named_children if node.type == "body"]
    for node in (child for body in bodies for child in body.named_children):
        words = [text_of(child).strip('"') for child in node.named_children[:2]] if node.type == "block" else []
        if len(words) == 2 and words[0] in _BLOCKS and (whole or not node.has_error):
            said = dict(_arguments(node))
            yield Block(words[0], words[1], file, said, changed.hunk(line_of(node), node.end_point[0] + 1))


def _arguments(block: "Node") -> Iterator[tuple[str, str]]:
    body = next((child for child in block.named_children if child.type == "body"), None)
    for child in body.named_children if body else ():
        if child.type == "attribute" and len(child.named_children) == 2:
            name, value = child.named_children
            yield text_of(name), _flat(text_of(value))
        elif child.type == "block":
            yield text_of(child.named_children[0]), _flat(text_of(child))


def _flat(text: str) -> str:
    """A value on one line, without what only lays it out."""
    return re.sub(r",\s*(?=[\])}])", "", re.sub(r"\s+", " ", text)).strip()


def _renamed(old: Blocks, new: Blocks) -> dict[Key, Block]:
    """By the new key the old block: the only one of its module that says the same and is called much the same.

    Where several names lose or gain the same words, so may one that says something else now.
    """
    gone = {key: block for key, block in old.items() if key not in new}
    found: dict[Key, Block] = {}
    for key, block in ((key, block) for key, block in new.items() if key not in old):
        alike = [
            (likeness(block.name, other.name), other)
            for other_key, other in gone.items()
            if other_key[:2] == key[:2] and other.text == block.text and other not in found.values()
        ]
        score, other = max(alike, key=lambda pair: pair[0], default=(0.0, block))
        if score >= _ALIKE or (alike and "description" in block.said):
            found[key] = other
    return found | _of_habit(gone, [key for key in new if key not in old and key not in found], found)


def _of_habit(gone: Mapping[Key, Block], left: Iterable[Key], found: Mapping[Key, Block]) -> dict[Key, Block]:
    pairs = Counter(_difference(other.name, key[2]) for key, other in found.items())
    taken = {(one.form, one.name, one.file.id) for one in found.values()}
    free = {key: one for key, one in gone.items() if (one.form, one.name, one.file.id) not in taken}
    more: dict[Key, Block] = {}
    for key in left:
        same = [one for other, one in free.items() if other[:2] == key[:2] and _is_habit(pairs, one.name, key[2])]
        if len(same) == 1:
            more[key] = same[0]
    return more


def _is_habit(pairs: Mapping[tuple[str, str], int], old: str, new: str) -> bool:
    return pairs.get(_difference(old, new), 0) >= _HABIT


def _difference(old: str, new: str) -> tuple[str, str]:
    """The words that only one of two names has."""
    before, after = old.split("_"), new.split("_")
    return "_".join(word for word in before if word not in after), "_".join(w for w in after if w not in before)


def _changes(old: Block, new: Block) -> Iterator[Finding]:
    if new.form == "output":
        if old.said.get("value") != new.said.get("value"):
            yield finding("changed", old, new)
        return
    if old.default is not None and new.default is None:
        yield finding("required", old, new)
    elif old.default is None and new.default is not None:
        yield finding("optional", old, new)
    else:
        if without_defaults(old.kind) != without_defaults(new.kind):
            yield finding("type", old, new)
        if parts := changed_defaults(old.said.get("type", "any"), new.said.get("type", "any")):
            yield parts_finding(old, new, parts)
        yield from _defaults(old, new)
    if new.said.get("validation") and old.said.get("validation") != new.said.get("validation"):
        yield finding("validated", old, new)
    if new.is_deprecated and not old.is_deprecated:
        yield finding("deprecated", old, new)


def _defaults(old: Block, new: Block) -> Iterator[Finding]:
    """Another default; one that is as empty as before is told where the type stays, and weighs little."""
    if _squeezed(old.default) == _squeezed(new.default):
        return
    if old.default not in NOTHING or new.default not in NOTHING:
        yield finding("changed", old, new)
    elif old.kind == new.kind:
        yield finding("changed", old, new, weight=WEIGHT_STILL_EMPTY)


def _squeezed(value: str | None) -> str:
    return re.sub(r"[\s,]+", "", value or "")
