"""A model call in words: how far the change is covered, how many tokens it takes, what it costs, where it goes."""

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from enum import StrEnum

from ..drafting.pack.packed import Coverage, Level
from ..drafting.redaction.record import Redaction
from ..drafting.tokens.cost import Cost
from ..drafting.tokens.prices import runs_here
from ..fields import BY_NAME
from ..settings import Endpoint
from ..wording import counted
from .model_call import Prepared
from .shown import visible

LEVEL_WORDS = {
    Level.FULL: "in full",
    Level.PARTIAL: "in part",
    Level.CONDENSED: "condensed",
    Level.NAMED: "named",
}


class Reach(StrEnum):
    """How far a request goes, in a sentence."""

    HERE = "Local: stays on this machine."
    PASSED_ON = "Goes to a program on this machine that passes it on to other servers."
    AWAY = "Leaves this machine."


def reach_of(endpoint: Endpoint) -> Reach:
    """How far a request to an endpoint goes, as far as its address, its preset and its model tell."""
    if not endpoint.local:
        return Reach.AWAY
    return Reach.HERE if runs_here(endpoint) else Reach.PASSED_ON


def covered(coverage: Iterable[Coverage]) -> str:
    """`46 of 52 files in full, 4 condensed, 2 named`, `all 52 files in full`, `no changed file`."""
    files = Counter(one.level for one in coverage)
    total, full = files.total(), files[Level.FULL]
    if not total:
        return "no changed file"
    if full == total:
        return f"all {total:,} files in full" if total > 1 else "the one changed file in full"
    others = (f"{files[level]:,} {LEVEL_WORDS[level]}" for level in Level if level is not Level.FULL and files[level])
    return ", ".join((f"{full:,} of {counted(total, 'file')} in full", *others))


def short(tokens: int) -> str:
    """`812`, `3.2k`, `128k`, `1.3M`."""
    for size, unit in ((1_000_000, "M"), (1000, "k")):
        if tokens >= size * 0.9995:
            return f"{tokens / size:.1f}".removesuffix(".0") + unit
    return str(tokens)


def tokens_of(tokens: int, *, exact: bool) -> str:
    """`31.2k tokens`, `about 31.2k tokens`."""
    return f"{'' if exact else 'about '}{short(tokens)} token{'' if tokens == 1 else 's'}"


def price(cost: Cost | None) -> str:
    return str(cost) if cost else "price not known"


def at_most(cost: Cost) -> str:
    """What something costs at most: `free`, `under $0.01`, `at most $0.08`."""
    told = str(cost)
    return told if told.startswith(("free", "under")) else f"at most {told}"


def summed(costs: Sequence[Cost | None]) -> str:
    """What several calls cost together, by currency, and for how many of them no price is known."""
    sums: dict[str, Decimal] = {}
    for cost in costs:
        if cost:
            sums[cost.currency] = sums.get(cost.currency, Decimal()) + cost.amount
    local = all(cost.local for cost in costs if cost)
    told = [" + ".join(str(Cost(*one, local=local)) for one in sums.items())] if sums else []
    if unknown := sum(cost is None for cost in costs):
        told.append("price not known" if not sums else f"price not known for {unknown:,}")
    return ", ".join(told)


def masked(redactions: Sequence[Redaction]) -> str:
    """`3 secrets masked`, `nothing masked`."""
    return f"{counted(len(redactions), 'secret')} masked" if redactions else "nothing masked"


def field_words(field: str, *, repair: bool = False) -> str:
    """The field that a request is about, as a person calls it."""
    name = BY_NAME[field].label if field in BY_NAME else visible(field) or "All fields"
    return f"{name}, asked again" if repair else name


def summary(prepared: Prepared) -> str:
    """A request in one line, for the foot of the window."""
    told = (
        f"model: {visible(prepared.endpoint.name)}",
        f"covers {covered(prepared.pack.coverage)}",
        tokens_of(prepared.tokens, exact=prepared.exact),
        masked(prepared.pack.redactions),
        price(prepared.cost),
    )
    return " · ".join(told)
