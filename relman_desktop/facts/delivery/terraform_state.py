"""What a change says of Terraform's state: what is moved, let go and taken over, by address."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ...sources.change import FileChange
from . import hcl

_INDEX = re.compile(r"\[[^\]]*\]")
STATED = ("moved", "removed", "import")


@dataclass(frozen=True, slots=True)
class Standing:
    """A block, with its file."""

    file: FileChange
    block: hcl.Block

    @property
    def address(self) -> str:
        return self.block.address

    @property
    def shown(self) -> str:
        """The address without the word that a sentence has already said."""
        return self.address.removeprefix(f"{self.block.kind}.")


class State:
    """What the blocks at the head say of the state."""

    def __init__(self, blocks: Iterable[hcl.Block]) -> None:
        told = [block for block in blocks if block.kind in STATED]
        moved = [block.settings for block in told if block.kind == "moved"]
        self._to = {_bare(one.get("from", "")): one.get("to", "") for one in moved}
        self._arrived = {_bare(one.get("to", "")) for one in moved}
        self._kept = {_bare(one.settings.get("from", "")) for one in told if _is_kept(one)}
        self._imported = {_bare(one.settings.get("to", "")) for one in told if one.kind == "import"}

    def target(self, one: Standing) -> str:
        """The address that it is moved to; "" where none is."""
        return self._to.get(one.address, "")

    def arrives(self, one: Standing) -> bool:
        return one.address in self._arrived

    def is_target(self, target: str, one: Standing) -> bool:
        return bool(target) and _bare(target) == one.address

    def is_kept(self, one: Standing) -> bool:
        """Whether Terraform lets it go and leaves it in place."""
        return one.address in self._kept

    def is_imported(self, one: Standing) -> bool:
        return one.address in self._imported

    def is_moved(self, one: Standing) -> bool:
        return one.address in self._to or one.address in self._arrived


def _is_kept(block: hcl.Block) -> bool:
    return block.kind == "removed" and block.settings.get("lifecycle.destroy") == "false"


def _bare(address: str) -> str:
    """An address without its indexes, and without the modules that it stands in."""
    parts = _INDEX.sub("", address).split(".")
    while len(parts) > 2 and parts[0] == "module":
        parts = parts[2:]
    return ".".join(parts)
