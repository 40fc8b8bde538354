"""Migrations that part: each names the ones before it (Django, Alembic), and two may follow the same."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ...jobs import Cancel
from ...sources.change import Change, Match, Side
from ...wording import listed
from ..fact import Finding
from . import sentences
from .findings import data_of, weight
from .pairs import Pair
from .reading import Version

_DJANGO = re.compile(
    r"""^\s+(dependencies|replaces)\b[^=\n]*=\s*[\[(](.{0,4000}?)^\s+(?:\w+\s*=|def\s|\w+\s*:)""",
    re.DOTALL | re.MULTILINE,
)
_PAIR = re.compile(r"""\(\s*["'](\w+)["']\s*,\s*["'](\w+)["']\s*,?\s*\)""")
_ALEMBIC = re.compile(r"""^(revision|down_revision)\b[^=\n]*=\s*(\([^)]{0,400}\)|[^\n]{0,200})""", re.MULTILINE)
_TEXT = re.compile(r"""["']([^"'\s]+)["']""")
_BEGINNING = 20_000  # characters in which a migration says what it follows
_MOST = 1000  # migrations of a folder


@dataclass(frozen=True, slots=True)
class _Node:
    """A migration, the ones that it follows, and those that it replaces."""

    name: str
    follows: tuple[str, ...]
    replaces: tuple[str, ...] = ()


def partings(change: Change, pairs: Sequence[Pair], cancel: Cancel) -> Iterator[Finding]:
    """The folders in which new migrations make another head. Nothing is known of a diff file's tree."""
    folders: dict[str, list[tuple[str, Version]]] = {}
    for pair in pairs:
        if pair.new and pair.old is None and pair.new.migration.framework.reader in _READERS:
            folders.setdefault(pair.new.migration.folder, []).append((pair.file.id, pair.new))
    for folder in _suspects(change, folders, cancel):
        files, new = [file_id for file_id, _ in folders[folder]], folders[folder][0][1].migration
        read = _READERS[new.framework.reader]
        heads = _heads(read(_texts(change, folder, "new", cancel)))
        if len(heads) < 2 or len(heads) <= len(_heads(read(_texts(change, folder, "old", cancel)))):
            continue
        text = sentences.about("heads", folder=sentences.place(new), names=listed(heads))
        data = data_of(new) | {"migrations": heads, "reason": "heads"}
        yield Finding("migration.conflict", text, tuple(files[:8]), data, weight("heads"))


def _suspects(change: Change, folders: dict[str, list[tuple[str, Version]]], cancel: Cancel) -> list[str]:
    """The folders where another file names what a new migration follows: all others need not be read."""
    followed = {
        folder: {
            (name, one.migration.path)
            for _, one in new
            for node in _READERS[one.migration.framework.reader]({one.migration.name: one.text or ""}, alone=True)
            for name in node.follows
        }
        for folder, new in folders.items()
    }
    words = {name for pairs in followed.values() for name, _ in pairs}
    found = change.content.search(sorted(words), "new", cancel) if words else None
    paths: dict[str, list[Match]] = {}
    for match in found.matches if found else ():
        paths.setdefault(match.path.rpartition("/")[0], []).append(match)
    return [folder for folder in folders if _is_shared(followed[folder], paths.get(folder, ()))]


def _is_shared(followed: set[tuple[str, str]], matches: Iterable[Match]) -> bool:
    """Whether a file of the folder names what the new migration of another file follows."""
    return any(
        name in match.text and match.path != path and not match.path.endswith(f"/{name}.py")
        for match in matches
        for name, path in sorted(followed)
        if not re.match(r"\s*revision\b", match.text)
    )


def _heads(nodes: Sequence[_Node]) -> list[str]:
    """The migrations that no other one follows."""
    replaced = {name for node in nodes for name in node.replaces}
    followed = {name for node in nodes if node.name not in replaced for name in node.follows}
    return [node.name for node in nodes if node.name not in followed | replaced]


def _texts(change: Change, folder: str, side: Side, cancel: Cancel) -> dict[str, str]:
    """The Python files right in a folder by their names without the suffix."""
    start = f"{folder}/" if folder else ""
    paths = [path for path in change.content.tree(cancel, side) if path.startswith(start) and path.endswith(".py")]
    names = {
        path.removeprefix(start).removesuffix(".py"): path for path in paths if "/" not in path.removeprefix(start)
    }
    texts = {}
    for name, path in list(names.items())[:_MOST]:
        cancel.check()
        texts[name] = (change.content.read(path, cancel, side) or "")[:_BEGINNING]
    return texts


def _django(texts: dict[str, str], *, alone: bool = False) -> list[_Node]:
    """The migrations of a folder; of one alone the app is not known, and it may follow any that it names."""
    said = {
        name: {key: _PAIR.findall(body) for key, body in _DJANGO.findall(text)}
        for name, text in texts.items()
        if re.search(r"^class Migration\b", text, re.MULTILINE)
    }
    labels = Counter(app for one in said.values() for app, name in one.get("dependencies", ()) if name in said)
    label = next(iter(labels.most_common(1)), ("", 0))[0]
    nodes = [
        _Node(
            name,
            tuple(other for app, other in one.get("dependencies", ()) if alone or app == label),
            tuple(other for _, other in one.get("replaces", ())),
        )
        for name, one in said.items()
    ]
    first = [node for node in nodes if not node.follows and not node.replaces]
    return nodes if len(first) <= 1 else []  # else some name what they follow in a way that we do not see


def _alembic(texts: dict[str, str], *, alone: bool = False) -> list[_Node]:
    nodes = []
    for text in texts.values():
        said = {key: tuple(_TEXT.findall(value)) for key, value in _ALEMBIC.findall(text)}
        if said.get("revision") and "down_revision" in said:
            nodes.append(_Node(said["revision"][0], said["down_revision"]))
    return nodes


_READERS = {"django": _django, "alembic": _alembic}
