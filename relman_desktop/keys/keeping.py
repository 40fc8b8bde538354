"""Keeping, finding and forgetting the key of an endpoint, or the token of a tracker."""

import os
from contextlib import suppress
from threading import Lock
from typing import TYPE_CHECKING

from ..errors import ServiceError
from .key import Key, Place, checked
from .locked import Locked
from .system import LIMIT_S, SERVICE, Condition, Unusable, ask

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

_HOLDS_NOTHING = (Condition.NONE, Condition.INSECURE)
_session: dict[str, str] = {}
_lock = Lock()


def key_for(server: Locked, limit_s: float = LIMIT_S) -> Key | None:
    """The server's key; None where there is none. A local endpoint without one is given a placeholder.

    What was typed in this session comes first, it is the newest; then the keyring, then the chosen variable.
    Raises `InputError` for a variable that holds no key.
    """
    name = server.kept_as
    with _lock:
        typed = _session.get(name)
    if typed is not None:
        return Key(typed, Place.SESSION)
    return _kept(server, limit_s) or _in_variable(server) or _placeholder(server)


def keep_key(server: Locked, value: str, limit_s: float = LIMIT_S) -> Place:
    """Keep a key that the person typed, in the keyring where that is usable, else for this session; says which.

    Raises `InputError` for what cannot be a key.
    """
    key, name = checked(value, f"The {server.secret}", server.secret), server.kept_as

    def keep(keyring: "KeyringBackend") -> bool:
        keyring.set_password(SERVICE, name, key)
        return keyring.get_password(SERVICE, name) == key  # some take a key and lose it

    kept = False
    with suppress(Unusable):
        kept = ask(keep, limit_s)
    with _lock:
        _session.pop(name, None)
        if not kept:
            _session[name] = key
    return Place.KEYRING if kept else Place.SESSION


def forget_key(server: Locked, limit_s: float = LIMIT_S) -> None:
    """Remove the server's key from this session and from the keyring; a variable is the person's own.

    Raises `ServiceError` where the keyring may still hold it.
    """
    name = server.kept_as
    with _lock:
        _session.pop(name, None)

    def forget(keyring: "KeyringBackend") -> None:
        if keyring.get_password(SERVICE, name) is not None:
            keyring.delete_password(SERVICE, name)

    try:
        ask(forget, limit_s)
    except Unusable as error:
        if error.state.condition not in _HOLDS_NOTHING:
            said = "is locked" if error.state.condition is Condition.LOCKED else "did not do it"
            raise ServiceError(
                f"The {server.secret} of {name} may still be in the keyring of the system, which {said}; "
                f"remove it there, under {SERVICE}."
            ) from None


def _kept(server: Locked, limit_s: float) -> Key | None:
    try:
        value = ask(lambda keyring: keyring.get_password(SERVICE, server.kept_as), limit_s)
    except Unusable:
        return None
    return (
        Key(checked(value, f"The {server.secret} in the keyring of the system", server.secret), Place.KEYRING)
        if value
        else None
    )


def _in_variable(server: Locked) -> Key | None:
    variable = server.key_variable
    value = os.environ.get(variable, "").strip() if variable else ""
    if not value:
        return None
    return Key(checked(value, f"The environment variable {variable}", server.secret), Place.VARIABLE, variable)


def _placeholder(server: Locked) -> Key | None:
    return Key(server.stand_in, Place.NOT_NEEDED) if server.stand_in else None
