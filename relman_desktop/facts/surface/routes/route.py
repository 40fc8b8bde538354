"""A route as source code declares it, and the prefixes that routers, groups and mounts put before it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

UNKNOWN = "?:"  # a child that no reader knows, and that may serve anything
OF_FILE = "file"  # the owner of what stands in a file that an application serves as one
_DEEPEST = 8  # routers within routers
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS")


@dataclass(frozen=True, slots=True)
class Route:
    """A route. `owner` is the router, group or view class below which it stands, where its prefix is not known yet."""

    method: str  # "GET, POST"; "" where any or not told
    path: str
    line: int  # from 1
    owner: str = ""
    deprecated: bool = False
    heads_code: bool = False  # its code follows


@dataclass(frozen=True, slots=True)
class Mount:
    """What `owner` serves below `prefix`: a router of the same file, or `<module>:<name>` of another."""

    owner: str
    prefix: str
    child: str
    line: int


@dataclass(slots=True)
class Table:
    """What a file declares. `module` and `name` of a mount's child are joined by a colon."""

    routes: list[Route] = field(default_factory=list)
    mounts: list[Mount] = field(default_factory=list)
    prefixes: dict[str, str] = field(default_factory=dict)  # by owner: a router's own
    bases: dict[str, str] = field(default_factory=dict)  # by owner: of a view class; "" where they may serve more

    def settled(self) -> "Table":
        """With every prefix that the file itself knows; an owner stays where another file may mount it."""
        inside = {mount.child: mount for mount in reversed(self.mounts) if ":" not in mount.child}
        routes = [self._below(inside, one) for one in self.routes]
        mounts = [self._mount_below(inside, one) for one in self.mounts]
        return Table(routes, mounts, self.prefixes, self.bases)

    def _below(self, inside: dict[str, Mount], route: Route) -> Route:
        owner, prefix = self._top(inside, route.owner)
        return replace(route, path=join(prefix, route.path), owner=owner)

    def _mount_below(self, inside: dict[str, Mount], mount: Mount) -> Mount:
        owner, prefix = self._top(inside, mount.owner)
        own = self.prefixes.get(mount.child, "")
        return replace(mount, prefix=join(prefix, join(mount.prefix, own)), owner=owner)

    def _top(self, inside: dict[str, Mount], owner: str) -> tuple[str, str]:
        """The outermost owner that the file knows, with all prefixes on the way."""
        prefix = self.prefixes.get(owner, "")
        for _ in range(_DEEPEST):
            mount = inside.get(owner)
            if not mount or mount.owner == owner:
                break
            owner = mount.owner
            prefix = join(join(self.prefixes.get(owner, ""), mount.prefix), prefix)
        return owner, prefix


def join(prefix: str, path: str) -> str:
    """`/orders` and `/:id` as `/orders/:id`; a part that is empty adds nothing."""
    if not prefix or not path:
        return prefix or path
    if path.startswith("[/"):  # an optional part
        return prefix + path
    return f"{prefix.rstrip('/')}/{path.lstrip('/')}" if path != "/" or not prefix.strip("/") else prefix.rstrip("/")


def absolute(path: str) -> str:
    """The path with its first slash."""
    return path if path.startswith("/") else f"/{path}"


def methods(words: Iterable[str]) -> str:
    """Methods in capitals, in order, each once; "" for any."""
    found = {word.upper().removeprefix("HTTP.METHOD") for word in words}
    found = {{"DEL": "DELETE", "METHODGET": "GET"}.get(word, word) for word in found}
    return "" if found & {"ANY", "ALL", "*"} else ", ".join(sorted(found))


_WORD = re.compile(r"[A-Za-z]+")


def words(text: str) -> Iterator[str]:
    """The HTTP methods that stand in a text such as `RequestMethod.POST, http.MethodGet`."""
    for word in _WORD.findall(text):
        bare = word.upper().removeprefix("METHOD")
        if bare in METHODS:
            yield bare
