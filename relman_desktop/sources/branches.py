"""Which branch a change goes into, and where that branch stands now."""

from collections.abc import Iterator
from dataclasses import dataclass

from ..errors import Cancelled
from ..jobs import Cancel
from . import git
from .change import Change
from .names import branch_of
from .repository import Repository

_TRUNKS = ("main", "master", "develop", "trunk")
_REMOTE_DEFAULT = "refs/remotes/origin/HEAD"
_SECONDS = 5.0  # for what may walk a whole history


@dataclass(frozen=True, slots=True)
class Target:
    """A branch, or the head of the change itself where none is known (`name` is "")."""

    name: str  # as git shows it: "main", "origin/main"
    tip: str  # full id of its newest commit now
    holds: bool  # whether the change's head is on it
    later: int = 0  # commits on it that the change's head does not have, where it holds the head


def target_of(repository: Repository, change: Change, cancel: Cancel) -> Target:
    """The branch that a change goes into, by the first rule that names one:

    1. the trunk (the default branch, main, master, develop, trunk) that the base was asked for by, the head by another
       branch: `main...feature` goes into main;
    2. the branch that the head was asked for by: of `v1.2..main` main;
    3. of the default branch and the trunks the first that holds the head;
    4. of all branches that hold the head the one with the newest commit;
    5. the default branch, which does not hold the head yet.

    The default branch is where `origin/HEAD` points, or HEAD of a bare repository. Of a branch here and the one of the
    same name on origin that one counts which is ahead; where they parted, the one here.
    """
    default = _default(repository, cancel)
    trunks = tuple(dict.fromkeys((*((default,) if default else ()), *_TRUNKS)))
    base = branch_of(repository, change.base_name, cancel)
    asked = ([base] if base in trunks and base != change.branch else []) + [change.branch]
    for name in filter(None, asked):
        if found := _standing(repository, change.head, name, cancel):
            return found
    here: list[Target] = []
    for name in trunks:
        here += filter(None, [_standing(repository, change.head, name, cancel)])
        if here and here[-1].holds:
            return here[-1]
    return _holding(repository, change.head, cancel) or (here[0] if here else Target("", change.head, holds=True))


def _default(repository: Repository, cancel: Cancel) -> str:
    """The name of the default branch; "" where it is not known. A work tree's HEAD says only what is looked at."""
    bare = repository.root == repository.git_dir
    for name, start in ((_REMOTE_DEFAULT, "refs/remotes/origin/"), *((("HEAD", "refs/heads/"),) if bare else ())):
        try:
            said = repository.run("symbolic-ref", "--quiet", name, cancel=cancel).data
        except git.GitFailed:  # it is not there, or is no other name's
            continue
        full = said.decode("utf-8", "surrogateescape").strip()
        if full.startswith(start):
            return full.removeprefix(start)
    return ""


def _standing(repository: Repository, head: str, name: str, cancel: Cancel) -> Target | None:
    """Where a branch stands; None where there is none of that name."""
    tips = dict(_tips(repository, name, cancel))
    here, there = tips.get(name), tips.get(f"origin/{name}")
    ahead = bool(there) and (not here or _is_on(repository, here, str(there), cancel))
    shown, tip = (f"origin/{name}", there) if ahead and here != there else (name, here)
    return _target(repository, head, shown, tip, cancel) if tip else None


def _tips(repository: Repository, name: str, cancel: Cancel) -> Iterator[tuple[str, str]]:
    refs = {f"refs/heads/{name}": name, f"refs/remotes/origin/{name}": f"origin/{name}"}
    said = repository.run("for-each-ref", "--format=%(objectname) %(refname)", *refs, cancel=cancel).data
    for line in said.decode("utf-8", "surrogateescape").split("\n")[:-1]:
        oid, _, full = line.partition(" ")
        if full in refs:  # git takes a name for a folder of names, too
            yield refs[full], oid


def _target(repository: Repository, head: str, name: str, tip: str, cancel: Cancel) -> Target:
    if tip == head:
        return Target(name, tip, holds=True)
    if not _is_on(repository, head, tip, cancel):
        return Target(name, tip, holds=False)
    said = repository.run("rev-list", "--count", f"{head}..{tip}", "--", cancel=cancel)
    return Target(name, tip, holds=True, later=int(said.data))


def _is_on(repository: Repository, commit: str, tip: str, cancel: Cancel) -> bool:
    if commit == tip:
        return True
    try:
        repository.run("merge-base", "--is-ancestor", commit, tip, cancel=cancel)
    except git.GitFailed as error:
        if error.notes:
            raise
        return False
    return True


def _holding(repository: Repository, head: str, cancel: Cancel) -> Target | None:
    """The branch with the newest commit of those that hold the head; None too where finding it takes too long."""
    form = "--format=%(objectname) %(refname:short) %(symref)"
    words = ("for-each-ref", f"--contains={head}", "--sort=-committerdate", form, "refs/heads", "refs/remotes")
    try:
        with cancel.within(_SECONDS) as late:
            said = repository.run(*words, cancel=late).data
    except Cancelled:
        cancel.check()
        return None
    for line in said.decode("utf-8", "surrogateescape").split("\n")[:-1]:
        oid, name, points_to = line.split(" ")
        if not points_to:
            return _target(repository, head, name, oid, cancel)
    return None
