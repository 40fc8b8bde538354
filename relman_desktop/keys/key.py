"""A key as a value that does not show itself."""

from enum import StrEnum
from typing import NoReturn

from ..errors import InputError

_MOST = 8_000  # characters
_CHOSEN = "password"  # in the name of what may be one


class Place(StrEnum):
    """Where a key is kept."""

    KEYRING = "keyring"
    VARIABLE = "variable"
    SESSION = "session"
    NOT_NEEDED = "not needed"  # a server on this machine, for which none was given


class Key:
    """A key, and where it is from. Its text shows neither, and it cannot be copied or written with what holds it."""

    __slots__ = ("_value", "place", "variable")

    def __init__(self, value: str, place: Place, variable: str = "") -> None:
        self._value = value
        self.place = place
        self.variable = variable  # the environment variable's name, where it is from one

    def reveal(self) -> str:
        """The key itself, for a request's header and nothing else."""
        return self._value

    @property
    def where(self) -> str:
        """Where it is from, for people."""
        return {
            Place.KEYRING: "in the keyring of the system",
            Place.VARIABLE: f"in the environment variable {self.variable}",
            Place.SESSION: "for this session only",
            Place.NOT_NEEDED: "no key is needed on this machine",
        }[self.place]

    def __repr__(self) -> str:
        return f"<a key: {self.where}>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("A key is not copied or written.")


def checked(value: str, what: str, name: str) -> str:
    """A key without the white space around it. Raises `InputError` for what no server can have given out.

    `what` begins the sentence, which tells places in the key and never what stands there; `name`: "key", "token", or
    "password or token": a password is what a person chose, and may hold blanks and letters of any language.
    """
    key = value.strip()
    if not key:
        raise InputError(f"{what} is empty; paste the {name} that the server's owner gave you.")
    if len(key) > _MOST:
        raise InputError(f"{what} is longer than {_MOST:,} characters, so it is no {name}; paste the {name} alone.")
    for place, character in enumerate(key, 1):
        if not "!" <= character <= "~" and not (_CHOSEN in name and character.isprintable()):
            raise InputError(
                f"{what} has {_kind(character)} at place {place}, so it is no {name}; paste the {name} alone."
            )
    return key


def _kind(character: str) -> str:
    if character in "\r\n":
        return "a line break"
    return "a space" if character.isspace() else "a character that is not a plain letter, digit or sign"
