"""What the panels around a model call are fed with: the request that stands ready, and one that was answered.

Only what is shown of both is named here; the engine's own values have these attributes.
"""

from typing import Protocol

from ..drafting.pack.packed import Pack
from ..drafting.tokens.cost import Cost
from ..llm.answer import Answer
from ..settings import Endpoint


class Prepared(Protocol):
    """A request that is ready to be sent."""

    @property
    def endpoint(self) -> Endpoint: ...
    @property
    def field(self) -> str: ...  # "" for all fields
    @property
    def body(self) -> bytes: ...  # the exact bytes
    @property
    def pack(self) -> Pack: ...
    @property
    def tokens(self) -> int: ...  # of the whole prompt
    @property
    def exact(self) -> bool: ...  # whether they were counted and not estimated
    @property
    def budget(self) -> int: ...  # tokens that the prompt may take; 0: not known
    @property
    def cost(self) -> Cost | None: ...  # at most, None where the price is not known
    @property
    def follow_up(self) -> bool: ...  # whether requests with the same evidence may follow
    @property
    def warnings(self) -> tuple[str, ...]: ...


class Exchange(Protocol):
    """A request that was sent, and what came of it."""

    @property
    def id(self) -> str: ...
    @property
    def when(self) -> str: ...  # UTC, ISO 8601
    @property
    def endpoint(self) -> str: ...  # its name
    @property
    def url(self) -> str: ...
    @property
    def model(self) -> str: ...
    @property
    def field(self) -> str: ...
    @property
    def body(self) -> bytes: ...
    @property
    def answer(self) -> Answer: ...
    @property
    def cost(self) -> Cost | None: ...
    @property
    def repair(self) -> bool: ...  # whether it asked again for sentences that failed the check
