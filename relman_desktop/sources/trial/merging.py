"""Three trees merged into one by git itself, in a scratch repository: what a revert or a merge would come to."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from ...jobs import Cancel
from .. import git
from ..repository import Repository
from ..together import together

_OLDEST = (2, 38)  # git merges trees without a work tree from here on
_SECONDS = 30.0
_LIMIT = 32 << 20  # bytes of the answer, which names every conflict
_LONGEST_ATTRIBUTES = 1 << 20
_IDENTITY = ("-c", "user.name=Relman", "-c", "user.email=relman@invalid")  # of commits that nobody sees
_SETTINGS = ("-c", "merge.conflictStyle=merge", "-c", "merge.directoryRenames=conflict")
_RENAMES = {True: (), False: ("-c", "merge.renames=false")}
_CONFLICT = "CONFLICT"  # of some kinds a space stands behind it


@dataclass(frozen=True, slots=True)
class Conflict:
    """A path that did not merge. A `side` is whether the file is there in that tree."""

    path: str
    kinds: tuple[str, ...]  # as git calls them: "contents", "modify/delete", "binary"; often one
    ours: bool = True
    theirs: bool = True


@dataclass(frozen=True, slots=True)
class Merged:
    """The tree that comes out, and what conflicts in it."""

    tree: str  # full id; with the marks of conflicts in it where there are any
    clean: bool
    conflicts: tuple[Conflict, ...]  # by their paths


def can_merge() -> bool:
    """Whether the installed git can merge trees in memory."""
    return git.version() >= _OLDEST


def merged(scratch: Repository, *, base: str, ours: str, theirs: str, renames: bool = True, cancel: Cancel) -> Merged:
    """Merge into `ours` what differs from `base` to `theirs`; each a full id of a commit or of a tree.

    With git's own rules: `renames` are followed, which takes the texts of files that came and went; and the attributes
    at the top of `ours` count, of which only those can do something that are built into git ("union", "binary").
    Raises GitFailed where an object is missing, and ServiceError where it takes too long.
    """
    _take_attributes(scratch, ours, cancel)
    shared = _commit(scratch, base, cancel)
    one, other = together(
        lambda: _commit(scratch, ours, cancel, shared), lambda: _commit(scratch, theirs, cancel, shared)
    )
    chunks: list[bytes] = []
    words = (*_SETTINGS, *_RENAMES[renames], "merge-tree", "--write-tree", "--messages", "-z", one, other)
    try:
        scratch.run(*words, cancel=cancel, seconds=_SECONDS, limit=_LIMIT, sink=chunks.append)
        clean = True
    except git.GitFailed as error:
        clean = False
        if not chunks or "fatal: " in error.notes:  # a conflict is told by the exit status alone
            raise
    return _read(b"".join(chunks).decode("utf-8", "surrogateescape"), clean=clean)


def _take_attributes(scratch: Repository, ours: str, cancel: Cancel) -> None:
    with suppress(git.GitFailed, git.TooLarge):
        said = scratch.run("cat-file", "blob", f"{ours}:.gitattributes", cancel=cancel, limit=_LONGEST_ATTRIBUTES)
        (scratch.git_dir / "info" / "attributes").write_bytes(said.data)


def _commit(scratch: Repository, tree: str, cancel: Cancel, *parents: str) -> str:
    """A commit of the tree that an id names: git merges commits, and takes their parent for what they share."""
    of = [word for parent in parents for word in ("-p", parent)]
    words = (*_IDENTITY, "commit-tree", "-m", "tried", *of, f"{tree}^{{tree}}")
    return scratch.run(*words, cancel=cancel).data.decode("ascii").strip()


def _read(answer: str, *, clean: bool) -> Merged:
    """`<tree> NUL`, a line of `<mode> <blob> <stage> TAB <path> NUL` for each side of what conflicts, NUL, messages."""
    tree, _, rest = answer.partition("\0")
    lines, _, messages = ("\0" + rest).partition("\0\0")
    stages: dict[str, set[str]] = {}
    for line in filter(None, lines.split("\0")):
        facts, _, path = line.partition("\t")
        stages.setdefault(path, set()).add(facts[-1:])
    kinds = {} if clean else _kinds(messages.split("\0"))
    paths = sorted({*stages, *(() if stages else kinds)})
    found = (Conflict(path, kinds.get(path, ()), *_sides(stages.get(path))) for path in paths)
    return Merged(tree, clean, tuple(found))


def _sides(stages: set[str] | None) -> tuple[bool, bool]:
    return (True, True) if stages is None else ("2" in stages, "3" in stages)


def _kinds(words: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
    """What kinds of conflict git tells of a path."""
    kinds: dict[str, list[str]] = {}
    for kind, paths in _messages(words):
        if kind.startswith(_CONFLICT):
            for path in paths:
                kinds.setdefault(path, []).append(kind.removeprefix(_CONFLICT).strip(" ()"))
    return {path: tuple(dict.fromkeys(some)) for path, some in kinds.items()}


def _messages(words: Sequence[str]) -> Iterator[tuple[str, Sequence[str]]]:
    """Each message's kind and paths: `<number> NUL <path> NUL ... <kind> NUL <text> NUL`."""
    at = 0
    while at < len(words) and words[at].isdecimal():
        after = at + 1 + int(words[at])
        if after >= len(words):
            return
        yield words[after], words[at + 1 : after]
        at = after + 2
