"""A request that is ready to go, as the person sees it before it goes."""

import dataclasses
from collections.abc import Sequence

from ..drafting.model.requests import Asking
from ..drafting.pack.packed import Coverage, Pack
from ..drafting.proposal import Material
from ..drafting.redaction import Redactor
from ..drafting.redaction.record import Redaction
from ..drafting.tokens.prices import Cost, Price
from ..drafting.verify import Grounds, RawClaim, verify
from ..errors import RelmanError
from ..fields import Field
from ..llm.profile import Profile
from ..settings import Endpoint
from ..ticket import Claim

FOLLOWING = 2  # requests with the same evidence: for what was cut off, and for what failed its check


@dataclasses.dataclass(frozen=True)
class Prepared:
    """Exactly what would be sent, with all that the person should know before."""

    endpoint: Endpoint
    field: str  # the one field that is asked for, "" for all
    body: bytes  # byte for byte
    pack: Pack
    tokens: int  # of the whole request
    exact: bool  # whether they were counted with the model's own vocabulary
    budget: int  # tokens that the whole request may take
    price: Price | None  # None where none is known
    most_output: int  # tokens of the answer, thoughts included, at most
    warnings: tuple[str, ...]  # sentences, such as "The window of this model is not known; 8,192 tokens are assumed."
    material: Material
    asking: Asking
    profile: Profile
    follow_up: bool  # whether one more request may ask for what failed its check, and one for what was cut off
    grounds: Grounds  # what the sentences of the answer are checked against
    redactor: Redactor = dataclasses.field(repr=False, compare=False)

    @property
    def coverage(self) -> tuple[Coverage, ...]:
        return self.pack.coverage

    @property
    def redactions(self) -> tuple[Redaction, ...]:
        return self.pack.redactions

    @property
    def most_requests(self) -> int:
        """How many requests may go out, this one and those that follow it."""
        return 1 + FOLLOWING if self.follow_up else 1

    @property
    def cost(self) -> Cost | None:
        """What it costs at most, with all requests that may follow."""
        tokens, output = self.tokens * self.most_requests, self.most_output * self.most_requests
        return self.price.cost(tokens, output) if self.price else None

    @property
    def canary(self) -> str:
        return self.grounds.canary

    def check_claims(self, field: Field, claims: Sequence[RawClaim], *, first: bool = True) -> tuple[Claim, ...]:
        """The claims of a field, checked against what was sent; `first` where the field begins with them."""
        return verify(field, claims, self.grounds, first=first)

    def masked(self, text: str) -> str:
        """A text of our own making that goes out later, with its secrets masked as in the pack."""
        return self.redactor.redact(text, "what failed its check")

    def check(self, body: bytes) -> None:
        """Called just before any body of this request goes out. Raises `RelmanError` where it holds what was masked."""
        if leaked := self.redactor.leaked(body):
            raise RelmanError(
                f"Nothing was sent to {self.endpoint.host}: what {', '.join(leaked)} masks stands in the request. "
                "Take it out of the prompt or the ticket, and draft again."
            )
