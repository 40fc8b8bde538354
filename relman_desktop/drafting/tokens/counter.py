"""Which counter a model has."""

from typing import Protocol

from ...errors import InputError
from .estimate import Estimate
from .exact import Exact
from .models import encoding_of, times_estimate
from .vocabulary import vocabulary


class Counter(Protocol):
    """Counts a text's tokens. Any text may be counted: control tokens in it are ordinary text, half characters too."""

    @property
    def name(self) -> str:
        """Of the vocabulary, such as "o200k_base", or "estimate"."""

    @property
    def exact(self) -> bool: ...

    @property
    def warning(self) -> str:
        """A sentence for the person where the count is worse than it should be, else ""."""

    def count(self, text: str) -> int: ...


def counter_for(model: str, correction: float = 1.0) -> Counter:
    """The counter of a model, by its name; `correction` is what an estimate is multiplied by, as a server taught.

    A vocabulary that is damaged is replaced by the estimate, with a warning.
    """
    encoding = encoding_of(model)
    if not encoding:
        return Estimate(correction * times_estimate(model))
    try:
        return Exact(vocabulary(encoding))
    except InputError as error:
        return Estimate(correction, warning=f"{error} Tokens are estimated.")
