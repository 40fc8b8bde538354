"""Keeping, finding and forgetting the key of an endpoint."""

import os
from contextlib import suppress
from threading import Lock
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ..errors import ServiceError
from ..settings import Endpoint
from .key import Key, Place, checked
from .system import LIMIT_S, SERVICE, Condition, Unusable, ask

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

_PLACEHOLDER = "none"  # for servers that take any key, and clients that want one
_HOLDS_NOTHING = (Condition.NONE, Condition.INSECURE)
_session: dict[str, str] = {}
_lock = Lock()


def key_for(endpoint: Endpoint, limit_s: float = LIMIT_S) -> Key | None:
    """The endpoint's key; None where there is none. A local server without one is given a placeholder.

    What was typed in this session comes first, it is the newest; then the keyring, then the chosen variable.
    Raises `InputError` for a variable that holds no key.
    """
    name = _name(endpoint)
    with _lock:
        typed = _session.get(name)
    if typed is not None:
        return Key(typed, Place.SESSION)
    return _kept(name, limit_s) or _in_variable(endpoint.key_variable) or _placeholder(endpoint)


def keep_key(endpoint: Endpoint, value: str, limit_s: float = LIMIT_S) -> Place:
    """Keep a key that the person typed, in the keyring where that is usable, else for this session; says which.

    Raises `InputError` for what cannot be a key.
    """
    key, name = checked(value, "The key"), _name(endpoint)

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


def forget_key(endpoint: Endpoint, limit_s: float = LIMIT_S) -> None:
    """Remove the endpoint's key from this session and from the keyring; a variable is the person's own.

    Raises `ServiceError` where the keyring may still hold it.
    """
    name = _name(endpoint)
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
                f"The key of {name} may still be in the keyring of the system, which {said}; "
                f"remove it there, under {SERVICE}."
            ) from None


def _name(endpoint: Endpoint) -> str:
    """Under which a key is kept: the address. Endpoints at one address share a key; no other address is given it."""
    try:
        parts = urlsplit(endpoint.url.strip())
    except ValueError:
        return endpoint.url.strip()
    return f"{parts.scheme.lower()}://{endpoint.host.lower()}{parts.path.rstrip('/')}"


def _kept(name: str, limit_s: float) -> Key | None:
    try:
        value = ask(lambda keyring: keyring.get_password(SERVICE, name), limit_s)
    except Unusable:
        return None
    return Key(checked(value, "The key in the keyring of the system"), Place.KEYRING) if value else None


def _in_variable(variable: str) -> Key | None:
    value = os.environ.get(variable, "").strip() if variable else ""
    return Key(checked(value, f"The environment variable {variable}"), Place.VARIABLE, variable) if value else None


def _placeholder(endpoint: Endpoint) -> Key | None:
    return Key(_PLACEHOLDER, Place.NOT_NEEDED) if endpoint.local else None
