"""Whose repository it is: git's own rule of ownership, asked once when a folder is opened."""

import os
import shlex
from collections.abc import Iterable, Iterator
from pathlib import Path

from ..errors import InputError
from ..jobs import Cancel
from . import git


class NotTrusted(InputError):
    """The repository belongs to another user. `path` is what a person may name as trusted."""

    def __init__(self, path: Path) -> None:
        shown = git.plain(str(path))
        super().__init__(
            f"The repository at {shown} belongs to another user, so its settings may not be yours: if you trust "
            f"its owner, run `git config --global --add safe.directory {shlex.quote(shown)}` and open it again."
        )
        self.path = path


def git_dir_of(folder: Path, trusted: Iterable[Path], cancel: Cancel) -> Path:
    """The git directory of the repository at `folder`, once git has checked who owns it.

    Raises NotTrusted where that is another user, whom neither `trusted` nor the person's own git settings name,
    and InputError where git cannot read the repository.
    """
    try:
        return _ask(folder, [str(path) for path in trusted], cancel)
    except NotTrusted:
        return _ask(folder, [*_listed_as_safe(cancel)], cancel)


def _ask(folder: Path, safe: list[str], cancel: Cancel) -> Path:
    # The person named this folder, so it may be bare; one that git meets on its way may not
    settings = ["safe.bareRepository=all", *(f"safe.directory={path}" for path in safe)]
    options = [word for setting in settings for word in ("-c", setting)]
    try:
        said = git.run([*options, "rev-parse", "--absolute-git-dir"], folder, cancel, seconds=20)
    except git.GitFailed as error:
        if "dubious ownership" in error.notes or "unsafe repository" in error.notes:
            raise NotTrusted(folder) from error
        shown = git.plain(str(folder))
        raise InputError(f"The repository at {shown} cannot be read: git says “{error.reason}”.") from error
    return Path(os.fsdecode(said.data.removesuffix(b"\n")))


def _listed_as_safe(cancel: Cancel) -> Iterator[str]:
    """The folders that the person's own git settings call safe; for all else git does not see those settings."""
    home = Path.home()
    usual = (Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config") / "git" / "config", home / ".gitconfig")
    chosen = os.environ.get("GIT_CONFIG_GLOBAL")
    for file in (Path(chosen),) if chosen else usual:
        question = ("config", f"--file={file}", "-z", "--get-all", "safe.directory")
        try:
            said = git.run(question, home, cancel, seconds=20)
        except git.GitFailed:  # there is no such file, or it names none
            continue
        yield from os.fsdecode(said.data).split("\0")[:-1]
