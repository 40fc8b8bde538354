"""A ticket that lies in a file: the draft of `relman draft`, what `relman show` prints, or what an export has saved.

Anybody may have written it, so every value is looked at before it is believed, and what is too large is refused.
"""

import json
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..errors import InputError, cause
from ..files import read_file
from ..wording import quoted
from .ticket_shapes import SHAPES
from .ticket_value import Open, TicketFile

__all__ = ["MOST_BYTES", "Open", "TicketFile", "read_ticket_file", "ticket_file_of"]

MOST_BYTES = 16 << 20
SCHEMA = 1  # the newest that this version knows
_MOST_TEXT = 1 << 20  # characters of a field
_MOST_CLAIMS = 400  # of a field, as a ticket remembers
_ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z-]{0,63}", re.ASCII)  # it names a folder of ours, and stands in other systems
_WANTED = "give the JSON of `relman draft --format json`, of `relman show --format json`, or of an export to json"


def read_ticket_file(path: Path | str) -> TicketFile:
    """The ticket of a file; "-" is standard input. Raises `InputError`, one sentence, for what holds none."""
    name = "Standard input" if str(path) == "-" else str(path)
    return ticket_file_of(_content(path, name), name)


def ticket_file_of(content: bytes, name: str) -> TicketFile:
    """The ticket of a file's bytes; `name` is what the file is called in a sentence."""
    if len(content) > MOST_BYTES:
        raise InputError(f"{name} is larger than {MOST_BYTES >> 20} MB, so it is no ticket; {_WANTED}.")
    try:
        told = json.loads(content)
    except (ValueError, RecursionError) as error:
        said = "it is nested too deeply" if isinstance(error, RecursionError) else cause(error)
        raise InputError(f"{name} is no JSON ({said[:200]}); {_WANTED}.") from error
    if isinstance(told, dict) and type(told.get("schema")) is int and told["schema"] > SCHEMA:
        raise InputError(f"{name} was written by a newer version of Relman Desktop; read it with that one.")
    if not isinstance(told, dict):
        raise InputError(f"{name} holds no ticket, but {_what(told)}; {_WANTED}.")
    try:
        return _read(told)
    except InputError as error:
        raise InputError(f"{name}: {error}") from error
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError, OverflowError) as error:
        raise InputError(f"{name} holds no ticket that can be read ({_fault(error)}); {_WANTED}.") from error


def _content(path: Path | str, name: str) -> bytes:
    if str(path) == "-":
        return sys.stdin.buffer.read(MOST_BYTES + 1)
    try:
        return read_file(Path(path), MOST_BYTES + 1)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise InputError(f"{name} cannot be read ({cause(error)}); {_WANTED}.") from error


def _read(told: Mapping[str, Any]) -> TicketFile:
    for is_one, read in SHAPES:
        if is_one(told):
            return _checked(read(told))
    raise InputError(f"nothing in it looks like a ticket; {_WANTED}.")


def _checked(file: TicketFile) -> TicketFile:
    """The file, where it holds nothing that no ticket of ours does. Raises `InputError`."""
    ticket = file.ticket
    if not _ID.fullmatch(ticket.id):
        raise InputError(f"{quoted(ticket.id, 40)} is no id of a ticket; it has letters, digits and hyphens.")
    for name, entry in ticket.entries.items():
        if len(entry.text) > _MOST_TEXT:
            raise InputError(f"the text of {quoted(name, 40)} has more than {_MOST_TEXT:,} characters; shorten it.")
        if len(entry.claims) > _MOST_CLAIMS:
            raise InputError(f"{quoted(name, 40)} has more than {_MOST_CLAIMS} sentences with evidence; shorten it.")
    _ = file.zone  # a name that is none
    return file


def _what(value: Any) -> str:
    kinds = {list: "a list", str: "a text", bool: "a truth value", int: "a number", float: "a number"}
    return kinds.get(type(value), "nothing")


def _fault(error: Exception) -> str:
    if isinstance(error, KeyError):
        return f"{quoted(str(error.args[0]), 60)} is missing"
    return str(error)[:200] or type(error).__name__
