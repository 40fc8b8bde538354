"""The one place that runs a program, and the program is git: hardened, capped, and ended with its job.

A repository is hostile input: its configuration and its attributes can name commands that git would start.
The environment is built from scratch and every switch that could start something is turned off; a test plants
commands and watches that none fires. The same switches keep a person's own settings away from our parsers.
"""

import os
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Thread
from time import monotonic
from typing import IO

from ..errors import ServiceError
from ..jobs import Cancel
from .deadlines import Deadlines

SECONDS = 120.0  # the time that one call may take
LIMIT = 256 << 20  # the bytes that one call may answer
OLDEST = (2, 32)  # before it, git knew no GIT_CONFIG_GLOBAL and read the person's own settings

Process = subprocess.Popen[bytes]
NOTHING, PIPE = subprocess.DEVNULL, subprocess.PIPE

_DEADLINES = Deadlines()
_CHUNK = 1 << 16
_KEPT_NOTES = 1 << 14
_NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)
_KEPT = ("HOME", "SYSTEMROOT", "USERPROFILE", "TEMP", "TMP")

_ENVIRONMENT = {
    "LC_ALL": "C.UTF-8",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",  # known from git 2.45 on; before it, the next line alone stops a fetch
    "GIT_ALLOW_PROTOCOL": "none",  # no protocol has this name, so none is allowed
    "GIT_ASKPASS": "true",
    "SSH_ASKPASS": "true",
    "GIT_SSH_COMMAND": "false",
    "GIT_PAGER": "cat",
    "GIT_EDITOR": "true",
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_NO_REPLACE_OBJECTS": "1",
}

_SETTINGS = {
    "core.fsmonitor": "false",
    "core.hooksPath": os.devnull,
    "core.attributesFile": os.devnull,
    "core.pager": "cat",
    "core.quotePath": "false",
    "core.sshCommand": "false",
    "core.warnAmbiguousRefs": "true",
    "color.ui": "false",
    "credential.helper": "",
    "diff.suppressBlankEmpty": "false",
    "gpg.program": "false",
    "log.showSignature": "false",
    "protocol.allow": "never",
    "safe.bareRepository": "explicit",
    "submodule.recurse": "false",
}

_GLOBAL = (
    "--no-pager",
    "--no-optional-locks",
    "--literal-pathspecs",
    *(word for name, value in _SETTINGS.items() for word in ("-c", f"{name}={value}")),
)

DIFF = (
    "diff",
    "--no-ext-diff",
    "--no-textconv",
    "--no-color",
    "--no-relative",
    "--no-abbrev",
    "--full-index",
    "--src-prefix=a/",
    "--dst-prefix=b/",
    "--diff-algorithm=default",
    "--indent-heuristic",
    "--submodule=short",
    "--ignore-submodules=none",
    "--find-renames=50%",
    "-l1000",
    f"-O{os.devnull}",
)

PATCH = (*DIFF, "--patch", "--unified=3", "--inter-hunk-context=0")

LOG = ("log", "-z", "--no-show-signature", "--no-notes", "--no-mailmap", "--no-color", "--no-patch", "--encoding=UTF-8")


class GitFailed(ServiceError):
    """git ended with an error. `notes` is what it said on standard error, `reason` why it gave up; fit to show."""

    def __init__(self, command: str, notes: str) -> None:
        self.notes = notes
        self.reason = plain(notes.rpartition("fatal: ")[2].removesuffix(".")) or "it did not say why"
        super().__init__(f"git {command} failed: {self.reason}.")


class TooLarge(ServiceError):
    """git answered more bytes than the call allowed."""


@dataclass(frozen=True, slots=True)
class Output:
    """What git answered: standard output, and its warnings on standard error, made fit to show."""

    data: bytes
    notes: str


def plain(text: str, limit: int = 300) -> str:
    """Hostile text as one printable line of at most `limit` characters."""
    line = "".join(char if char.isprintable() else " " for char in text[: 4 * limit])
    line = " ".join(line.split())
    return line if len(line) <= limit else line[: limit - 1] + "…"


def run(
    arguments: Sequence[str],
    folder: Path,
    cancel: Cancel,
    *,
    stdin: int = NOTHING,
    seconds: float = SECONDS,
    limit: int = LIMIT,
    sink: Callable[[bytes], object] | None = None,
) -> Output:
    """Run git in `folder` and read its answer as a stream; with a `sink` each chunk goes there instead.

    `stdin` may be an open file's number. Raises GitFailed where git failed, TooLarge above `limit` bytes, ServiceError
    where git cannot be started or takes longer than `seconds`, and Cancelled.
    """
    chunks: list[bytes] = []
    notes = bytearray()
    process = start(arguments, folder, stdin=stdin, stderr=PIPE)
    listener = Thread(target=_listen, args=(process.stderr, notes), daemon=True)
    listener.start()
    try:
        with watched(process, cancel, seconds, _command(arguments)):
            _pump(process.stdout, limit, sink or chunks.append, _command(arguments))
            status = process.wait()
    finally:
        process.kill()
        listener.join()
        end(process)
    said = plain(notes.decode("utf-8", "replace"), _KEPT_NOTES)
    if status:
        raise GitFailed(_command(arguments), said)
    return Output(b"".join(chunks), said)


def start(arguments: Sequence[str], folder: Path, *, stdin: int = NOTHING, stderr: int = NOTHING) -> Process:
    """Start git, hardened. Whoever starts it reads it under `watched` and finishes it with `end`.

    `stdin` and `stderr` are `NOTHING`, `PIPE` or an open file's number.
    """
    try:
        return subprocess.Popen(
            [executable(os.environ.get("PATH", "")), *_GLOBAL, *arguments],
            cwd=folder,
            env=_environment(folder),
            stdin=stdin,
            stdout=PIPE,
            stderr=stderr,
            creationflags=_NO_WINDOW,
        )
    except OSError as error:
        raise ServiceError(f"git could not be started in {plain(str(folder))}: {error.strerror}.") from error


@contextmanager
def watched(process: Process, cancel: Cancel, seconds: float, command: str) -> Iterator[None]:
    """While inside, the process is killed when its job is stopped or its time is over; leaving then raises."""
    began = monotonic()
    with _DEADLINES.calling(process.kill, seconds), cancel.calling(process.kill):
        yield
    cancel.check()
    if process.poll() and monotonic() - began >= seconds:
        raise ServiceError(f"git {command} took longer than {seconds:g} s and was stopped; try a smaller range.")


def end(process: Process) -> None:
    """Make sure that the process is gone and its pipes are closed."""
    process.kill()
    for pipe in (process.stdin, process.stdout, process.stderr):
        with suppress(OSError):
            if pipe:
                pipe.close()
    process.wait()


@cache
def version() -> tuple[int, ...]:
    """The version of the installed git, such as (2, 39, 5). Raises ServiceError where it is missing or too old."""
    said = run(["version"], Path(os.sep), Cancel(), seconds=20).data.decode("utf-8", "replace")
    numbers = tuple(int(part) for part in said.split()[2].split(".") if part.isdecimal())
    if numbers < OLDEST:
        wanted = ".".join(map(str, OLDEST))
        raise ServiceError(f"This is {plain(said)}, which is too old: install git {wanted} or newer.")
    return numbers


@cache
def executable(path: str) -> str:
    """git's full path. Only absolute folders of PATH count: "." would start a program of the repository's."""
    name = "git.exe" if os.name == "nt" else "git"
    for candidate in (Path(folder, name) for folder in _absolute(path)):
        if candidate.is_file() and os.access(candidate, os.X_OK):
            return str(candidate)
    raise ServiceError("git was not found: install it (https://git-scm.com/downloads) and see that it is on the PATH.")


def _absolute(path: str) -> list[str]:
    return [folder for folder in path.split(os.pathsep) if Path(folder).is_absolute()]


def _environment(folder: Path) -> dict[str, str]:
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    path = os.pathsep.join(_absolute(os.environ.get("PATH", "")))
    ceiling = str(folder.parent)  # a broken repository is an error, never a reason to open the one around it
    return {**kept, "PATH": path, "GIT_CEILING_DIRECTORIES": ceiling, **_ENVIRONMENT}


def _command(arguments: Sequence[str]) -> str:
    """The word that says what git is to do: the first that is neither an option nor an option's value."""
    words = iter(arguments)
    for word in words:
        if word == "-c":
            next(words, None)
        elif not word.startswith("-"):
            return word
    return ""


def _pump(stream: IO[bytes] | None, limit: int, sink: Callable[[bytes], object], command: str) -> None:
    assert stream is not None
    while chunk := stream.read(_CHUNK):
        limit -= len(chunk)
        if limit < 0:
            raise TooLarge(f"git {command} answered more than can be read here; try a smaller range.")
        sink(chunk)


def _listen(stream: IO[bytes], kept: bytearray) -> None:
    """Read all that git complains, so that it never waits for us, and keep the end, which says why it gave up."""
    while chunk := stream.read(_CHUNK):
        kept += chunk
        del kept[:-_KEPT_NOTES]
