"""From a name that a person wrote to the full id of one commit, or to a sentence that says why not."""

from ..errors import InputError
from ..jobs import Cancel
from . import git
from .repository import Repository, list_refs

_LONGEST = 500
_COMPARED = 5_000  # refs, the newest, that a misspelt name is compared with


def pin(repository: Repository, name: str, cancel: Cancel) -> str:
    """The full id of the commit that a name means. Raises InputError where it means none, or more than one."""
    if not _can_be_a_name(name):
        raise InputError(f"“{git.plain(name, 60)}” is not the name of a commit, a branch or a tag.")
    try:
        said = repository.resolve(name, cancel)
    except git.GitFailed as error:
        if "is ambiguous" in error.notes:
            raise _ambiguous(name) from error
        raise _unknown(repository, name, cancel) from error
    if "is ambiguous" in said.notes:
        raise _ambiguous(name)
    return said.data.decode("ascii").strip()


def branch_of(repository: Repository, name: str, cancel: Cancel) -> str | None:
    """The branch that a name stands for, without its remote's name; None where it is a tag or a commit."""
    if not _can_be_a_name(name):
        return None
    words = ("rev-parse", "--verify", "--quiet", "--symbolic-full-name", "--end-of-options", name)
    try:
        said = repository.run(*words, cancel=cancel).data.decode("utf-8", "surrogateescape").strip()
    except git.GitFailed:
        return None
    _, kind, rest = [*said.split("/", 2), "", ""][:3]
    return {"heads": rest, "remotes": rest.partition("/")[2]}.get(kind) or None


def _can_be_a_name(text: str) -> bool:
    return len(text) <= _LONGEST and not any(char < " " for char in text)


def _ambiguous(name: str) -> InputError:
    shown = git.plain(name, 60)
    return InputError(
        f"“{shown}” means more than one thing here: write refs/tags/{shown} or refs/heads/{shown}, or a longer id."
    )


def _unknown(repository: Repository, name: str, cancel: Cancel) -> InputError:
    known = [ref.name for ref in list_refs(repository, cancel)[:_COMPARED]]
    if not known and name == "HEAD":
        return InputError(f"{repository.name} has no commits yet, so there is nothing to deploy.")
    near = ", ".join(_near(name, known))
    hint = f"did you mean {near}?" if near else "`git tag` and `git branch --all` list the names there are."
    return InputError(f"{repository.name} knows no commit, branch or tag “{git.plain(name, 60)}”: {hint}")


def _near(name: str, known: list[str]) -> list[str]:
    """Names that were perhaps meant: one on a remote, or one that differs by a letter or two."""
    from difflib import get_close_matches  # slow to import, and seldom needed

    on_remotes = [other for other in known if other.endswith(f"/{name}")]
    return (on_remotes or get_close_matches(name[:100], known, cutoff=0.75))[:3]
