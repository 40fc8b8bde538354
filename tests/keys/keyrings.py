"""Keyrings that do what keyrings do, good and bad."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

import keyring.core
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, PasswordDeleteError


class Memory(KeyringBackend):
    """A good one."""

    priority = 9.0  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if (service, username) not in self.kept:
            raise PasswordDeleteError("no such password")
        del self.kept[service, username]


class PlainText(Memory):
    """As keyrings.alt's: it works, and protects nothing."""

    priority = 0.5  # type: ignore[assignment]


class Forgetful(Memory):
    """It takes a key and loses it."""

    def set_password(self, service: str, username: str, password: str) -> None:
        pass


class Hanging(Memory):
    """It waits for a person who is not there."""

    def __init__(self, seconds: float = 60) -> None:
        super().__init__()
        self.seconds = seconds
        self.calls = 0

    def get_password(self, service: str, username: str) -> str | None:
        self.calls += 1
        time.sleep(self.seconds)
        return super().get_password(service, username)

    def set_password(self, service: str, username: str, password: str) -> None:
        self.calls += 1
        time.sleep(self.seconds)
        super().set_password(service, username, password)


class Failing(Memory):
    """It raises for whatever it is asked, with the key in the error's text."""

    def __init__(self, error: type[BaseException] = RuntimeError) -> None:
        super().__init__()
        self.error = error

    def get_password(self, service: str, username: str) -> str | None:
        raise self.error(f"cannot read {self.kept or 'sk-TopSecret'}")

    def set_password(self, service: str, username: str, password: str) -> None:
        raise self.error(f"cannot write {password!r}")


class Locked(Failing):
    def __init__(self) -> None:
        super().__init__(KeyringLocked)


@contextmanager
def installed(backend: KeyringBackend) -> Iterator[None]:
    """While inside, it is the keyring of the system."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keyring.core, "_keyring_backend", backend)
        yield


# They are for these tests only: keyring finds every class that was ever made.
KeyringBackend._classes -= {Memory, PlainText, Forgetful, Hanging, Failing, Locked}  # type: ignore[attr-defined]
