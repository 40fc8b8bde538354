"""What happened between two heads of a branch: files that were renamed, commits that touched a file, equal patches."""

import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass

from ..errors import ServiceError
from ..jobs import Cancel
from . import git, rawdiff
from .repository import Repository

_MOST_PATHS = 200  # that are asked for at once: a command line is not endless
_MOST_COMMITS = 200  # whose patches are compared
_MOST_PATCH = 64 << 20  # bytes
_LOG = tuple(word for word in git.LOG if word != "--no-patch")
_MARK = "\x01"


@dataclass(frozen=True)
class Between:
    """The way from one commit to another of the same repository, named by their full ids.

    Where objects are not here (a partial clone) less is known, and that is no error.
    """

    repository: Repository
    old: str
    new: str

    def renames(self, cancel: Cancel) -> Mapping[str, str]:
        """The paths at the new commit, by those at the old one, of the files that moved."""
        words = ("--raw", "-z", "--diff-filter=R", self.old, self.new, "--")
        with suppress(git.GitFailed):
            entries = rawdiff.parse(self.repository.run(*git.DIFF, *words, cancel=cancel).data).entries
            return {_text(entry.old_path): _text(entry.path) for entry in entries}
        return {}

    def touching(self, paths: Collection[str], cancel: Cancel) -> Mapping[str, tuple[str, ...]]:
        """The full ids of the commits that came and touched a path, newest first, by path; merges are left out."""
        asked = list(paths)[:_MOST_PATHS]
        if not asked:
            return {}
        words = (*_LOG, "--name-only", "--no-renames", f"--format={_MARK}%H", f"{self.old}..{self.new}", "--", *asked)
        found: dict[str, list[str]] = {}
        with suppress(git.GitFailed):
            for oid, path in _touched(_text(self.repository.run(*words, cancel=cancel).data).split("\0")):
                found.setdefault(path, []).append(oid)
        return {path: tuple(oids) for path, oids in found.items()}

    def patch_ids(self, oids: Iterable[str], cancel: Cancel) -> Mapping[str, str]:
        """What is the same for commits that do the same, wherever they stand, by full id.

        It is not known for a merge, and where the patches are not here or too long to compare.
        """
        asked = list(oids)[:_MOST_COMMITS]
        if not asked:
            return {}
        with suppress(ServiceError), tempfile.TemporaryFile() as patches:
            words = (*_LOG, "--no-walk=unsorted", *git.PATCH[1:], "--format=commit %H", *asked, "--")
            words = tuple(word for word in words if word != "-z")
            self.repository.run(*words, cancel=cancel, limit=_MOST_PATCH, sink=patches.write)
            patches.seek(0)
            said = self.repository.run("patch-id", "--stable", cancel=cancel, stdin=patches.fileno())
            pairs = (line.split() for line in said.data.decode("ascii").splitlines())
            return {oid: patch for patch, oid in pairs}
        return {}


def _touched(words: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Commits with each of their paths; a line break stands before the first one."""
    oid = ""
    for word in words:
        if word.startswith(_MARK):
            oid = word[1:]
        elif path := word.removeprefix("\n"):
            yield oid, path


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")
