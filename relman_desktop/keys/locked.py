"""What a key opens."""

from typing import Protocol


class Locked(Protocol):
    """A server that is asked with a key: an endpoint, or a tracker."""

    @property
    def kept_as(self) -> str:
        """Under which its key is kept: servers that have it in common share one."""
        ...

    @property
    def key_variable(self) -> str:
        """An environment variable that holds the key, where the person chose that; else ""."""
        ...

    @property
    def secret(self) -> str:
        """What the key is called in a sentence: "key", "token"."""
        ...

    @property
    def stand_in(self) -> str:
        """What is sent where no key is given; "" for nothing."""
        ...
