"""The expected errors. Anything else that is raised is a bug.

RelmanError            one sentence for the person: what, where, what to do next
├── Blocked            `relman check` found what blocks    exit status 1
├── InputError         the words or the input are wrong        exit status 2
│   ├── NoRoom         ... of all that a model could be given
│   └── Faulty         ... and there is a list of all that is wrong
├── ServiceError       git, a model, a tracker failed          exit status 3
│   ├── Degraded       ... and there is a result all the same
│   └── SettingsNotKept
└── Cancelled          the person stopped the job              exit status 2
"""


class RelmanError(Exception):
    """An expected error; `str(error)` is one clear sentence for the person."""

    exit_status = 2


class Blocked(RelmanError):
    """A ticket was checked, and should not be sent as it is; `content` is all that was found, `notes` go beside it."""

    exit_status = 1

    def __init__(self, said: str, content: bytes, notes: tuple[str, ...] = ()) -> None:
        super().__init__(said)
        self.content = content
        self.notes = notes


class InputError(RelmanError):
    """What was asked for, or what was given to read, is wrong."""


class NoRoom(InputError):
    """A request does not fit what a model can hold, or may take. `what`: the sentence's beginning, without advice."""

    def __init__(self, what: str, advice: str) -> None:
        super().__init__(f"{what}: {advice}.")
        self.what = what


class Faulty(InputError):
    """What was given to read has faults; `content` is the list of them."""

    def __init__(self, said: str, content: bytes) -> None:
        super().__init__(said)
        self.content = content


class ServiceError(RelmanError):
    """A program or a server that we depend on failed."""

    exit_status = 3


class Degraded(ServiceError):
    """A service failed, and what could be done without it is there."""

    def __init__(self, said: str, content: bytes, notes: tuple[str, ...] = ()) -> None:
        super().__init__(said)
        self.content = content
        self.notes = notes


class SettingsNotKept(ServiceError):
    """Settings, or where the person was, hold only until the end of this session."""


class Cancelled(RelmanError):
    """The job was stopped before its end; nothing is half done."""

    def __init__(self) -> None:
        super().__init__("Stopped.")


def cause(error: Exception) -> str:
    """Why something failed, in the system's words: without the number and the path, which a sentence names itself."""
    return (isinstance(error, OSError) and error.strerror) or str(error)
