"""How many tokens a request takes, as far as one can know before it is sent."""

from ..drafting.request import Request
from ..drafting.tokens import Counter
from ..llm.body import said_in, schema_in
from ..llm.profile import Profile

_FRAME = 48  # tokens around messages and the schema, which servers count differently


def tokens_of(request: Request, profile: Profile, counter: Counter) -> int:
    """The tokens of a whole request in the form in which its body puts it, at most."""
    return said_tokens(request, profile, counter) + counter.count(schema_in(request, profile)) + _FRAME


def said_tokens(request: Request, profile: Profile, counter: Counter) -> int:
    """The tokens of its messages alone, which is what a server reports at least.

    How our count compares with the server's is learned from these: most servers that need an estimate make no prompt of
    the schema, and it would weigh much in a small request and nothing in a large one.
    """
    return sum(map(counter.count, said_in(request, profile)))
