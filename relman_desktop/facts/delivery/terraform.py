"""What Terraform will do: the blocks of a folder's changed files, before and after, as one module."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from ...sources.change import FileChange
from ..formats import Unread
from ..sides import Text
from . import hcl, terraform_sentences
from .difference import Difference, unread
from .terraform_blocks import Changed, alike, changed_names, is_grave, of_block, says_it
from .terraform_inputs import Inputs
from .terraform_state import Standing, State

_HEAD = re.compile(r'(?m)^(?:resource|data)\s+"[\w-]+"\s+"[\w-]+"(?=\s*\{)|^module\s+"[\w-]+"(?=\s*\{)')
_STATED = re.compile(r"(?m)^(?:moved|removed|import)\s*\{[^{}]{0,2000}(?:\{[^{}]{0,500}\}[^{}]{0,500})?\}")
_FEW = 3  # that come, or that change in the same way, are told one by one
_MANY = 8  # that change at all are told by their names only
_OBJECTS = ("resource", "module", "data")
_TOLD_INSIDE = (*_OBJECTS, "locals", "terraform", "provider")  # variables and outputs are configuration

Sides = tuple[FileChange, Text, Text]
Found = tuple[FileChange, Difference]


def differences(files: Iterable[Sides]) -> Iterator[Found]:
    """What happens to the resources and modules of all folders; a file that cannot be read is told as such."""
    folders: defaultdict[str, _Folder] = defaultdict(_Folder)
    for file, old, new in files:
        try:
            was, now = _standing(file, old), _standing(file, new)
        except Unread as why:
            yield file, unread(str(why))
            continue
        folders[file.path.rpartition("/")[0]].add(was, now)
    state = State([one.block for folder in folders.values() for one in folder.at_head])
    lost = {one.address for folder in folders.values() for one in folder.gone}
    gained = {one.address for folder in folders.values() for one in folder.come}
    for _, folder in sorted(folders.items()):
        yield from folder.differences(state, lost & gained)


def _standing(file: FileChange, text: Text) -> list[Standing]:
    """The blocks of a file; of pieces of one only their heads, and what they say of the state."""
    found = [block for piece in text.pieces for block in hcl.blocks(piece if text.whole else _heads(piece))]
    for block in found if not text.whole else ():
        block.line = 0  # not known
    return [Standing(file, block) for block in found]


def _heads(piece: str) -> str:
    heads = [f"{found[0]} {{\n}}" for found in _HEAD.finditer(piece)]
    return "\n".join([*heads, *(found[0] for found in _STATED.finditer(piece))])


class _Folder:
    """The blocks of a folder's changed files, before and after."""

    def __init__(self) -> None:
        self._before: dict[str, Standing] = {}
        self._after: dict[str, Standing] = {}
        self._inputs = Inputs()
        self._asks, self._still_there = False, False
        self.at_head: list[Standing] = []

    def add(self, before: list[Standing], after: list[Standing]) -> None:
        self._before |= _by_address(before)
        self._after |= _by_address(after)
        self._asks |= any(one.block.kind == "variable" for one in before)
        self._inputs.add([one.block for one in before], [one.block for one in after])
        self._still_there |= bool(after)
        self.at_head += after

    @property
    def gone(self) -> list[Standing]:
        return _objects(self._before, self._after)

    @property
    def come(self) -> list[Standing]:
        return _objects(self._after, self._before)

    def differences(self, state: State, travelling: set[str]) -> Iterator[Found]:
        """travelling: the addresses that one folder loses and another gains."""
        gone, come = self.gone, self.come
        if self._is_removed_module(gone, travelling):
            yield gone[0].file, terraform_sentences.removed_module(gone)
            return
        pairs = _renamed(gone, come, state)
        moved = [pair for pair in pairs if state.target(pair[0])]
        together = terraform_sentences.renamings(moved) if len(moved) > _FEW else None
        for old, new in pairs:
            gone.remove(old)
            come.remove(new)
            is_moved = bool(state.target(old))
            told = together if is_moved else None
            yield new.file, told or terraform_sentences.renaming(old, new, is_moved=is_moved)
        for one in gone:
            if one.address not in travelling or state.target(one):
                yield one.file, terraform_sentences.loss(one, state)
        come = [one for one in come if not state.arrives(one)]
        for one in [one for one in come if one.address in travelling and one.block.kind != "data"]:
            yield one.file, terraform_sentences.arrival(one)
        yield from _created([one for one in come if one.address not in travelling], state)
        yield from self._changed(state)

    def _is_removed_module(self, gone: list[Standing], travelling: set[str]) -> bool:
        """Whether others called it, by its variables, and nothing is left of it, here or elsewhere."""
        makes = any(one.block.kind != "data" for one in gone)
        return self._asks and not self._still_there and makes and not any(one.address in travelling for one in gone)

    def _changed(self, state: State) -> Iterator[Found]:
        """What changes in blocks that stay; many that change in nothing grave are told together."""
        pairs = [(self._before[address], new) for address, new in self._after.items() if address in self._before]
        changed = [
            (*pair, names) for pair in pairs if (names := changed_names(pair[0].block, pair[1].block, self._inputs))
        ]
        light: defaultdict[tuple[str, bool], list[Changed]] = defaultdict(list)
        for old, new, names in changed:
            if new.block.kind in _OBJECTS and not is_grave(old.block, new.block, names):
                light[new.block.kind, says_it(old, new, names)].append((old, new, names))
            else:
                yield from ((new.file, one) for one in of_block(old, new, names, state))
        for some in light.values():
            yield from self._light(some, state)

    def _light(self, some: list[Changed], state: State) -> Iterator[Found]:
        groups: defaultdict[tuple[str, ...], list[Changed]] = defaultdict(list)
        for one in some:
            groups[one[2] if len(some) <= _MANY else ()].append(one)
        for group in groups.values():
            together = [alike(group)] if len(group) > _FEW else []
            for old, new, names in group:
                yield from ((new.file, one) for one in together or of_block(old, new, names, state))


def _by_address(some: Iterable[Standing]) -> dict[str, Standing]:
    """By address; blocks that have none of their own are one of each file."""
    found: dict[str, Standing] = {}
    for one in some:
        if one.block.kind not in _TOLD_INSIDE:
            continue
        if one.block.kind in _OBJECTS:
            found[one.address] = one
            continue
        key = f"{one.address} {one.file.id} {one.block.settings.get('alias', '')}"
        before = found.get(key)
        found[key] = Standing(one.file, before.block.merged(one.block)) if before else one
    return found


def _objects(these: dict[str, Standing], others: dict[str, Standing]) -> list[Standing]:
    return [one for address, one in these.items() if address not in others and one.block.kind in _OBJECTS]


def _renamed(gone: list[Standing], come: list[Standing], state: State) -> list[tuple[Standing, Standing]]:
    """What stands under another name: that which a `moved` block names, else what is the same but for its name."""
    waiting = list(come)
    pairs = []
    for old in gone:
        target = state.target(old)
        new = next((one for one in waiting if state.is_target(target, one)), None)
        new = new or next((one for one in waiting if not target and _is_same(old.block, one.block)), None)
        if new:
            waiting.remove(new)
            pairs.append((old, new))
    return pairs


def _is_same(old: hcl.Block, new: hcl.Block) -> bool:
    same_type = old.type == new.type or old.kind == "module"
    return old.kind == new.kind and same_type and bool(old.settings) and old.settings == new.settings


def _created(come: list[Standing], state: State) -> Iterator[Found]:
    kinds: defaultdict[tuple[str, bool], list[Standing]] = defaultdict(list)
    for one in come:
        kinds[one.block.kind, state.is_imported(one)].append(one)
    for (_, imported), some in kinds.items():
        together = terraform_sentences.creations(some) if len(some) > _FEW and not imported else None
        for one in some:
            yield one.file, together or terraform_sentences.creation(one, imported=imported)
