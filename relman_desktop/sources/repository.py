"""A repository: found, checked once, and from then on always named outright; and the names in it for the pickers."""

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ..errors import InputError
from ..jobs import Cancel
from . import git
from .objects import Objects
from .together import together
from .trust import NotTrusted, git_dir_of

__all__ = ["NotTrusted", "Ref", "Repository", "default_range", "list_refs", "open_repository", "recent_commits"]

_QUICK = 20.0  # seconds, for what git answers at once
_BARE_MARKS = ("HEAD", "objects", "refs")
_TRUNKS = ("main", "master", "origin/main", "origin/master")
_PRE_RELEASE = re.compile(r"\d[-_.]?(a|b|c|rc)\d|alpha|beta|preview|nightly|snapshot|[-_.](pre|dev|rc|next)\b", re.I)
_KINDS: dict[str, Literal["branch", "remote", "tag"]] = {"heads": "branch", "remotes": "remote", "tags": "tag"}
_REF_FIELDS = (
    "%(if)%(*objecttype)%(then)%(*objecttype)%(else)%(objecttype)%(end)",
    "%(if)%(*objectname)%(then)%(*objectname)%(else)%(objectname)%(end)",
    "%(refname)",
    "%(refname:short)",
    "%(creatordate:iso-strict)",
    "%(contents:subject)",
    "%(symref)",
)


@dataclass(frozen=True)
class Repository:
    """Where a repository is. `root` is its work tree's top folder, or `git_dir` itself where it is bare."""

    root: Path
    git_dir: Path
    name: str  # the last part of the origin's URL, else the folder's name
    partial: bool = False  # a clone that was told to leave objects out
    origin: str = ""  # the origin's URL as it is written there, which may hold a password

    @property
    def _place(self) -> tuple[str, ...]:
        """The options that name it, so that git neither searches for it nor believes its `core.worktree`."""
        work_tree = "--bare" if self.root == self.git_dir else f"--work-tree={self.root}"
        return (f"--git-dir={self.git_dir}", work_tree)

    def run(
        self,
        *arguments: str,
        cancel: Cancel,
        seconds: float = git.SECONDS,
        limit: int = git.LIMIT,
        sink: Callable[[bytes], object] | None = None,
        stdin: int = git.NOTHING,
    ) -> git.Output:
        """Run git in this repository; see `git.run`."""
        words = (*self._place, *arguments)
        return git.run(words, self.root, cancel, stdin=stdin, seconds=seconds, limit=limit, sink=sink)

    def objects(self) -> Objects:
        """A reader of its blobs."""
        return Objects(self._place, self.root)

    def resolve(self, name: str, cancel: Cancel) -> git.Output:
        """The full id of the commit that a name means. Raises GitFailed; a warning stands in the notes."""
        if name.startswith("^") or "\0" in name:  # git would answer "all but"; no program can be given a NUL
            raise git.GitFailed("rev-parse", "this is not a name")
        words = ("rev-parse", "--verify", "--end-of-options", f"{name}^{{commit}}")
        return self.run(*words, cancel=cancel, seconds=_QUICK)

    def merge_base(self, one: str, other: str, cancel: Cancel) -> str | None:
        """The newest commit that two commits, named by their ids, have in common."""
        try:
            return self.run("merge-base", one, other, cancel=cancel).data.decode().split()[0]
        except git.GitFailed as error:
            if error.notes:
                raise
            return None


@dataclass(frozen=True)
class Ref:
    """A name that a range can be made of."""

    name: str
    kind: Literal["branch", "remote", "tag", "commit"]
    oid: str  # of the commit, a tag being peeled
    when: str  # ISO 8601
    subject: str


def open_repository(path: Path, cancel: Cancel, trusted: frozenset[Path] = frozenset()) -> Repository:
    """The repository that a folder, or a folder or a file in it, belongs to.

    Raises InputError where there is none or it cannot be read, and NotTrusted where another user owns it, whom
    neither `trusted` nor the person's own git settings name; ServiceError where git is missing or too old.
    """
    folder = _folder(path)
    git_dir, _ = together(lambda: git_dir_of(folder, trusted, cancel), git.version)
    root = folder if os.path.lexists(folder / ".git") else git_dir
    settings = _settings(Repository(root, git_dir, ""), cancel)
    partial = any(name.endswith((".promisor", ".partialclone")) for name in settings)
    origin = settings.get("remote.origin.url", "")
    return Repository(root, git_dir, _name(origin, root), partial, origin)


def list_refs(repository: Repository, cancel: Cancel) -> tuple[Ref, ...]:
    """All branches and tags that mean a commit, newest first."""
    return _refs(repository, cancel, "refs/heads", "refs/remotes", "refs/tags")


def recent_commits(repository: Repository, rev: str, limit: int, cancel: Cancel) -> tuple[Ref, ...]:
    """The newest commits that a name leads to, newest first; () where it is not the name of a commit."""
    try:
        oid = repository.resolve(rev, cancel).data.decode().strip()
    except git.GitFailed:
        return ()
    form = "--format=%H%x00%cI%x00%s"
    said = repository.run(*git.LOG, f"-n{limit}", form, oid, "--", cancel=cancel)
    words = said.data.decode("utf-8", "replace").split("\0")
    return tuple(
        Ref(oid[:10], "commit", oid, when, subject)
        for oid, when, subject in zip(words[::3], words[1::3], words[2::3], strict=False)
    )


def default_range(repository: Repository, cancel: Cancel) -> str | None:
    """A first guess at what somebody is about to deploy; None where there are no commits.

    What came since the last release tag; at a release tag, what that release brings; without tags, what the
    branch adds to the trunk, or the last commit.
    """
    head = recent_commits(repository, "HEAD", 1, cancel)
    if not head:
        return None
    branch = _current_branch(repository, cancel)
    tags = _refs(repository, cancel, "--merged=HEAD", "refs/tags")
    return _since_tag(tags, head[0].oid, branch) or _since_trunk(repository, head[0].oid, branch, cancel) or branch


def _folder(path: Path) -> Path:
    """The nearest folder that holds a repository: `path` or one above it."""
    start = _existing(path)
    for folder in (start, *start.parents):
        marked = os.path.lexists(folder / ".git") or all(os.path.lexists(folder / mark) for mark in _BARE_MARKS)
        if marked and folder.name != ".git":
            return folder
    raise InputError(f"There is no git repository at {git.plain(str(path))}: choose a folder that is in one.")


def _existing(path: Path) -> Path:
    """The folder at a path, or around the file at it."""
    shown = git.plain(str(path))
    try:
        start = path.resolve(strict=True)
        folder = start if start.is_dir() else start.parent
    except (FileNotFoundError, NotADirectoryError) as error:
        raise InputError(f"There is nothing at {shown}: check the path.") from error
    except (OSError, RuntimeError, ValueError) as error:
        raise InputError(f"{shown} cannot be opened: check the path and who may read it.") from error
    if not os.access(folder, os.R_OK | os.X_OK):
        raise InputError(f"{shown} cannot be opened: you may not read it.")
    return folder


def _settings(repository: Repository, cancel: Cancel) -> dict[str, str]:
    """What its configuration says of where it came from; reading that starts nothing."""
    wanted = r"^(remote\.origin\.url|remote\..*\.promisor|extensions\.partialclone)$"
    try:
        said = repository.run("config", "-z", "--get-regexp", wanted, cancel=cancel, seconds=_QUICK)
    except git.GitFailed:  # it says nothing of them
        return {}
    entries = said.data.decode("utf-8", "replace").split("\0")
    return {name: value for name, _, value in (entry.partition("\n") for entry in entries)}


def _name(origin: str, root: Path) -> str:
    """The project's name out of "git@host:team/shop.git", "https://host/team/shop/", or the folder's."""
    last = re.split(r"[/\\:]", origin.rstrip("/"))[-1]
    return git.plain((last or root.name).removesuffix(".git"), 100) or "repository"


def _refs(repository: Repository, cancel: Cancel, *which: str) -> tuple[Ref, ...]:
    order = ("--sort=-version:refname", "--sort=-creatordate")  # the last one counts first
    form = "--format=" + "%00".join(_REF_FIELDS)
    said = repository.run("for-each-ref", *order, form, *which, cancel=cancel)
    lines = said.data.decode("utf-8", "surrogateescape").split("\n")[:-1]
    return tuple(ref for ref in map(_ref, lines) if ref)


def _ref(line: str) -> Ref | None:
    """One line of for-each-ref; None for what is not a commit (a tag may name a file) or only points elsewhere."""
    object_type, oid, full_name, name, when, subject, points_to = line.split("\0")
    if object_type != "commit" or points_to:
        return None
    return Ref(name, _KINDS[full_name.split("/")[1]], oid, when, git.plain(subject))


def _current_branch(repository: Repository, cancel: Cancel) -> str:
    try:
        said = repository.run("symbolic-ref", "--quiet", "--short", "HEAD", cancel=cancel, seconds=_QUICK)
    except git.GitFailed:  # a commit is checked out, not a branch
        return "HEAD"
    return said.data.decode("utf-8", "surrogateescape").strip()


def _since_tag(tags: tuple[Ref, ...], head: str, branch: str) -> str | None:
    """`tags` lead to the head, newest first. A final release is compared with a final one where there is one."""
    here = next((tag for tag in tags if tag.oid == head), None)
    before = [tag for tag in tags if tag.oid != head]
    final = [tag for tag in before if not _PRE_RELEASE.search(tag.name)]
    any_will_do = here is not None and _PRE_RELEASE.search(here.name)
    candidates = before if any_will_do else final or before
    return f"{candidates[0].name}..{here.name if here else branch}" if candidates else None


def _since_trunk(repository: Repository, head: str, branch: str, cancel: Cancel) -> str | None:
    names = {ref.name for ref in list_refs(repository, cancel)}
    trunk = next((name for name in _TRUNKS if name in names), branch)
    if trunk == branch or repository.merge_base(trunk, head, cancel) in (None, head):
        return None
    return f"{trunk}...{branch}"
