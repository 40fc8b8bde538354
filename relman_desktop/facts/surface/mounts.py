"""Where the routers and view classes of a file are served: the prefixes that other files put before them."""

import posixpath
import re
from collections.abc import Iterable, Iterator
from itertools import takewhile

from ...jobs import Cancel
from ...sources.change import Change, Kind, Side
from ...sources.kinds import kind_of
from ..formats import Unread
from ..production import language
from .routes import Mount, is_read, table
from .routes.annotated import class_prefix, named_controller
from .routes.route import join

Need = tuple[str, str]  # a file's path and an owner in it

_ROUNDS = 4  # routers in routers
_MOST_FILES = 60  # that are read for one owner
_MOST_READ = 200
_MOUNTS = re.compile(
    r"\b(?:include|include_router|register_blueprint|register|mount|use|route|as_view|withRouting)\(|\bgroup\(base_path|^urlpatterns\b",
    re.MULTILINE,
)
_LIKELY = re.compile(  # the files that mount, by their names
    r"(?:^|/)(?:__init__|index|main|apps?|server|web|api|application|routing|\w*urls|\w*[-_.]?routes?|\w*[-_.]?routers?|RouteServiceProvider)"
    r"\.\w{2,3}$",
    re.IGNORECASE,
)


class Mounts:
    """The mounts of one side's tree, looked for when someone needs them."""

    def __init__(self, change: Change, side: Side, cancel: Cancel) -> None:
        self._change, self._side, self._cancel = change, side, cancel
        self._found: dict[Need, tuple[str, Need] | None] = {}  # the mount's prefix, and who mounts
        self._mounts: list[tuple[str, Mount]] = []
        self._read: set[str] = set()
        self._by_language: dict[str, list[str]] = {}

    def learn(self, needs: Iterable[Need]) -> None:
        """Look for what serves these, and for what serves that."""
        left = list(dict.fromkeys(needs))
        for _ in range(_ROUNDS):
            left = [need for need in left if need not in self._found]
            if not left:
                return
            for path, owner in left:
                if not owner.startswith("base "):
                    self._look_around(path)
            left = [above for need in left if (above := self._settle(need))]

    def prefix(self, path: str, owner: str) -> str | None:
        """What stands before the routes of an owner; None where nothing that we read serves it."""
        need, prefix = (path, owner), ""
        told = False
        for _ in range(_ROUNDS):
            found = self._found.get(need)
            if not found:
                break
            told = True
            prefix = join(found[0], prefix)
            need = found[1]
        return prefix if told else None

    def _settle(self, need: Need) -> Need | None:
        path, owner = need
        self._found[need] = None
        if owner.startswith("base "):
            base, _, name = owner.removeprefix("base ").partition("|")
            prefix = self._base(base)
            if prefix is not None:
                self._found[need] = (named_controller(prefix, name), ("", ""))
            return None
        for mounting, mount in self._mounts:
            if (mounting, mount.owner) != need and _denotes(mount.child, mounting, path, owner):
                self._found[need] = (mount.prefix, (mounting, mount.owner))
                return mounting, mount.owner
        return None

    def _base(self, name: str) -> str | None:
        found = [path for path in self._change.content.tree(self._cancel, self._side) if path.endswith(f"/{name}.cs")]
        for path in found[:2]:
            text = self._change.content.read(path, self._cancel, self._side) or ""
            if (prefix := class_prefix(text, name)) is not None:
                return prefix
        return None

    def _look_around(self, path: str) -> None:
        """Read the files that may mount what stands in a file, the nearest first."""
        near = sorted(
            self._likely(language(path) or ""), key=lambda other: (-_shared(other, path), other.count("/"), other)
        )
        for other in near[:_MOST_FILES]:
            if other not in self._read and len(self._read) < _MOST_READ:
                self._read.add(other)
                self._cancel.check()
                self._mounts += [(other, mount) for mount in self._mounts_of(other)]

    def _likely(self, written_in: str) -> list[str]:
        if written_in not in self._by_language:
            alike = ("javascript", "typescript") if written_in in ("javascript", "typescript") else (written_in,)
            tree = self._change.content.tree(self._cancel, self._side)
            found = [path for path in tree if _LIKELY.search(path) and language(path) in alike and is_read(path)]
            self._by_language[written_in] = [path for path in found if kind_of(path) is not Kind.TEST]
        return self._by_language[written_in]

    def _mounts_of(self, path: str) -> Iterator[Mount]:
        text = self._change.content.read(path, self._cancel, self._side)
        try:
            mounts = table(text, path).mounts if text and _MOUNTS.search(text) else []
        except Unread:
            return
        yield from (mount for mount in mounts if mount.child)


def _shared(path: str, other: str) -> int:
    """How many folders two paths have in common, from the top."""
    pairs = zip(path.split("/")[:-1], other.split("/")[:-1], strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _denotes(child: str, mounting: str, path: str, owner: str) -> bool:
    """Whether what a file mounts is this owner of that file."""
    if language(mounting) != language(path) and {language(mounting), language(path)} != {"javascript", "typescript"}:
        return False
    module, colon, name = child.rpartition(":")
    if not colon:
        return mounting == path and child == owner
    if language(path) == "php":
        above = path.removesuffix(module)
        return path.endswith(module) and (not above or (above.endswith("/") and mounting.startswith(above)))
    wanted = owner.removeprefix("class ")
    if language(path) != "python":
        bare = re.sub(r"\.[cm]?[jt]sx?$", "", path)
        return bool(module) and bare in (module, f"{module}/index", f"{module}/{posixpath.basename(module)}")
    if name != wanted:
        return False
    file = _file_of(module, mounting)
    whole = path.removesuffix(".py").removesuffix("/__init__")
    if module.startswith("."):
        return whole == file or (owner.startswith("class ") and f"{whole}/".startswith(f"{file}/"))
    inside = f"/{whole}/"
    return inside.endswith(f"/{file}/") or (owner.startswith("class ") and f"/{file}/" in inside)


def _file_of(module: str, mounting: str) -> str:
    """A dotted module as a path without its suffix; a relative one from the file that names it."""
    bare = module.lstrip(".")
    folder = posixpath.dirname(mounting)
    for _ in range(len(module) - len(bare) - 1):
        folder = posixpath.dirname(folder)
    below = bare.replace(".", "/")
    return posixpath.join(folder, below).rstrip("/") if module.startswith(".") else below
