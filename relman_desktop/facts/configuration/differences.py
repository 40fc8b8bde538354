"""What differs between the two sides of a configuration file, key by key."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ...jobs import Cancel
from ...sources.change import Change, FileChange, Kind
from ..sides import Text, sides
from . import manifests
from .moves import renamed
from .rules import is_kind, is_language, limit
from .secrets import secret_name
from .tables import PIECE, Table, read
from .values import COMPUTED, Value, is_same, kept


@dataclass(frozen=True)
class Difference:
    """A key that differs. A new block is one key: `path` is the shortest that the other side does not have."""

    file: FileChange
    path: tuple[str, ...]
    old: Value | None
    new: Value | None
    former: tuple[str, ...] = ()  # the path that it had, where it is only called otherwise

    @property
    def key(self) -> str:
        """The path with dots, as people write it."""
        return ".".join(part for part in self.path if not part.startswith(PIECE))

    @property
    def former_key(self) -> str:
        return ".".join(part for part in self.former if not part.startswith(PIECE))

    @property
    def what(self) -> str:
        if self.former:
            return "moved" if self.former[-1] == self.path[-1] else "renamed"
        return "added" if self.old is None else "removed" if self.new is None else "changed"

    @property
    def holder(self) -> str:
        """The name that decides whether the value is secret: `PASSWORD` of `PASSWORD.1`, else the last."""
        return _holder(self.path)

    @property
    def is_told(self) -> bool:
        """Whether there is a value to tell; one that is computed from others changes with them."""
        return {self.old, self.new} - {None, COMPUTED} != set()


def differences(change: Change, file: FileChange, cancel: Cancel) -> Iterator[Difference]:
    """The keys that differ, in the file's order; none of a file with so many keys that it is data.

    Raises `Unread` where a side cannot be read.
    """
    suffix = file.name.rpartition(".")[2].lower()
    before, after = sides(change, file, cancel)
    old, new = (_table(file, suffix, text) for text in (before, after))
    if max(len(old), len(new)) > limit("data_keys") or _is_translation({**old, **new}):
        return
    gone, fresh = _only_in(old, new), _only_in(new, old)
    for path, former in renamed(gone, fresh).items():
        yield Difference(file, path, gone.pop(former), fresh.pop(path), former)
        del old[former], new[path]
    for path, value in _blocks(new, old).items():
        yield Difference(file, path, None, value)
    for path, value in _blocks(old, new).items():
        yield Difference(file, path, value, None)
    for path, value in new.items():
        if path in old and old[path] != value and not _is_same(old[path], value):
            yield Difference(file, path, old[path], value)


def _is_translation(table: Table) -> bool:
    """Whether all of it stands under a language, as Rails' texts do, wherever their file is: `en.title`."""
    tops = {next((part for part in path if not part.startswith(PIECE)), "") for path in table}
    return len(tops) == 1 and is_language(tops.pop())


def _is_same(old: Value, new: Value) -> bool:
    return isinstance(old, str) and isinstance(new, str) and is_same(old, new)


def _table(file: FileChange, suffix: str, text: Text) -> Table:
    table = dict(read(suffix, text))
    if suffix not in ("yaml", "yml"):
        return table
    inside = file.kind is Kind.INFRASTRUCTURE and not is_kind(file.path, "values")
    if not text.whole:
        return {} if inside else table
    return manifests.configuration(table, PIECE, only_manifests=inside)


def _only_in(table: Table, other: Table) -> Table:
    return {path: value for path, value in table.items() if path not in other}


def _blocks(table: Table, other: Table) -> Mapping[tuple[str, ...], Value]:
    """The keys that only this table has, joined to the highest block that the other does not have."""
    known = {path[:length] for path in other for length in range(len(path) + 1)}
    found: dict[tuple[str, ...], list[tuple[tuple[str, ...], Value]]] = {}
    for path, value in table.items():
        if path not in other:
            first = 2 if path[0].startswith(PIECE) else 1
            length = next((n for n in range(first, len(path)) if path[:n] not in known), len(path))
            found.setdefault(path[:length], []).append((path, value))
    return {block: _block(len(block), inside) for block, inside in found.items() if block not in other}


def _block(above: int, inside: list[tuple[tuple[str, ...], Value]]) -> Value:
    path, value = inside[0]
    if len(inside) == 1 and len(path) == above:
        return value
    return f"{{{', '.join(f'{_below(path, above)}{kept(_holder(path), value)}' for path, value in inside)}}}"


def _below(path: tuple[str, ...], above: int) -> str:
    return f"{'.'.join(path[above:])}: " if len(path) > above else ""


def _holder(path: tuple[str, ...]) -> str:
    return next((part for part in path if secret_name(part)), path[-1])
