"""What a start was asked to open, and how one start tells another of it: one line of JSON."""

import json
from argparse import Namespace
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ..errors import InputError

LONGEST = 65_536  # bytes of a line; the longest path of any system is shorter
_VERSION = 1
_LONGEST_TOKEN = 256  # characters


@dataclass(frozen=True)
class Wanted:
    """The wish of one start. `token` is the window system's, which lets a window come to the front."""

    path: str = ""  # of a repository or a diff file, absolute; "" for none
    range: str = ""
    sample: bool = False
    token: str = ""

    @property
    def nothing(self) -> bool:
        """Whether nothing is to be opened: whoever started it only wants to see the window."""
        return not (self.path or self.sample)

    def to_line(self) -> bytes:
        """It as one line; bytes of a path that are no UTF-8 survive. Raises `InputError` where it is too long."""
        line = json.dumps({"version": _VERSION, **asdict(self)}).encode() + b"\n"
        if len(line) > LONGEST:
            raise InputError("The path or the range is too long to be one.")
        return line

    @classmethod
    def from_line(cls, line: bytes) -> "Wanted":
        """What a line asks for. Raises `InputError` for every other one."""
        try:
            written = json.loads(line) if len(line) <= LONGEST else None
        except (ValueError, RecursionError):
            written = None
        if not isinstance(written, dict) or not _is_ours(written.pop("version", 0)) or not _fits(written):
            raise InputError("This is no wish that this version understands.")
        return cls(**written)


def _is_ours(version: object) -> bool:
    """Whether it is the number that we write; True equals 1, and is none."""
    return type(version) is int and version == _VERSION


def _fits(written: dict[str, Any]) -> bool:
    """Whether these are the fields of a wish, each of its kind."""
    kinds = {name: type(value) for name, value in asdict(Wanted()).items()}
    if {name: type(value) for name, value in written.items()} != kinds:
        return False
    path, token = written["path"], written["token"]
    return (
        (not path or Path(path).is_absolute())
        and not any("\0" in written[name] for name in ("path", "range"))
        and len(token) <= _LONGEST_TOKEN
        and (not token or (token.isascii() and token.isprintable()))
    )


def wanted_of(parsed: Namespace, token: str = "") -> Wanted:
    """What a command line asks for. A diff at standard input is read to its end, and is a file then."""
    if parsed.sample:
        return Wanted(sample=True, token=token)
    if parsed.diff == "-":
        return Wanted(str(_standard_input()), token=token)
    if parsed.diff:
        return Wanted(str(Path(parsed.diff).absolute()), token=token)
    return Wanted(str(parsed.path.absolute()) if parsed.path else "", parsed.range, token=token)


def _standard_input() -> Path:
    """Standard input as a file, so that the change can be read again, and by another process."""
    import sys
    import tempfile

    path = Path(tempfile.mkdtemp(prefix="relman-")) / "standard-input.diff"
    path.write_bytes(sys.stdin.buffer.read())
    return path
