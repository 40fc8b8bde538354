"""What asks a change system: looks, sendings, and its fields. All of it is for other threads than the window's."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from .errors import InputError
from .export.targets.prepared import Prepared
from .export.targets.schema import Schema
from .export.targets.table import own_folder, read_target, shipped
from .export.targets.target import Target
from .jobs import Cancel, Progress
from .kept_schemas import keep_schema
from .settings import System

if TYPE_CHECKING:
    from .submitting.outcome import Outcome


class NoToken(InputError):
    """A system was to be asked, and there is no token for it."""

    def __init__(self, system: System) -> None:
        super().__init__(f"No token is kept for {system.name}; give it under Ticket, Change systems.")
        self.system = system


def target_of(system: System) -> Target:
    """What a system is. Raises `InputError` where no table tells of it."""
    own = own_folder() / f"{system.target}.toml"
    if own.is_file():  # and none but this: another file that is wrong must not keep this one from being used
        return read_target(own)
    found = shipped().get(system.target)
    if found is None:
        raise InputError(
            f"{system.name} is of the kind {system.target!r}, of which no table tells; "
            "choose another kind under Ticket, Change systems, or put its file back."
        )
    return found


def looker(prepared: Prepared) -> Callable[[Cancel, Progress], "Outcome | None"]:
    """Looks whether a ticket is there, and what changed there since; writes nothing. For another thread."""

    def work(cancel: Cancel, progress: Progress) -> "Outcome | None":
        from .submitting.ledger import Ledger
        from .submitting.submitting import look

        return look(prepared, _token(prepared.system), Ledger(), cancel, progress)

    return work


def sender(
    prepared: Prepared,
    over: frozenset[str] = frozenset(),
    *,
    anew: bool = False,
    seen: Mapping[str, str] | None = None,
) -> Callable[[Cancel, Progress], "Outcome"]:
    """Puts a ticket there.

    `over`: the fields, by their names there, in which somebody's edits are given up. `anew`: in place of a record that
    is gone another is made. `seen`: what the person saw in the fields of `over`; what is another text now is held anew.
    """

    def work(cancel: Cancel, progress: Progress) -> "Outcome":
        from .submitting.ledger import Ledger
        from .submitting.submitting import submit

        token = _token(prepared.system)
        return submit(prepared, token, Ledger(), cancel, progress, over=over, anew=anew, seen=seen)

    return work


def asker(system: System, typed: str = "") -> Callable[[Cancel, Progress], Schema]:
    """Asks a site for its fields, and keeps what it says. `typed`: a token in place of the one that is kept."""

    def work(cancel: Cancel, progress: Progress) -> Schema:
        from .submitting.asking import ask_schema

        told = ask_schema(target_of(system), system, typed or _token(system), cancel, progress)
        keep_schema(system, told)
        return told

    return work


def _token(system: System) -> str:
    """Its token, which may take the keyring's time. Raises `NoToken`."""
    from .keys import key_for

    key = key_for(system)
    if key is None:
        raise NoToken(system)
    return key.reveal()
