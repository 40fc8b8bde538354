"""Money: what a million tokens cost, and what a request does."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

_SIGNS = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥"}
_MILLION = 1_000_000
_LEAST_SHOWN = Decimal("0.01")
_CENTS, _PARTS_OF_CENTS = Decimal("0.01"), Decimal("0.0001")
_FEW_CENTS = Decimal("0.10")  # below it, parts of a cent are shown


@dataclass(frozen=True, slots=True)
class Cost:
    """An amount of money; `str` is for people, such as "$0.0123" or "under $0.01"."""

    currency: str  # three letters
    amount: Decimal
    local: bool = False  # nothing, because the model runs on this machine

    def __str__(self) -> str:
        if not self.amount:
            return "free (runs on this machine)" if self.local else "free"
        if self.amount < _LEAST_SHOWN:
            return f"under {_money(self.currency, _LEAST_SHOWN)}"
        return _money(self.currency, self.amount)


def _money(currency: str, amount: Decimal) -> str:
    exact = amount.quantize(_PARTS_OF_CENTS if amount < _FEW_CENTS else _CENTS, ROUND_HALF_UP)
    whole, _, parts = f"{exact:,f}".partition(".")
    text = f"{whole}.{parts[:2]}{parts[2:].rstrip('0')}"
    return f"{_SIGNS[currency]}{text}" if currency in _SIGNS else f"{currency} {text}"


@dataclass(frozen=True, slots=True)
class Price:
    """What a million tokens cost."""

    currency: str
    prompt: Decimal
    completion: Decimal
    cached: Decimal | None = None  # of the prompt, read from the server's cache; None: as other tokens of the prompt
    cache_write: Decimal | None = None  # of the prompt, kept by the server for later; None: likewise
    local: bool = False

    def cost(self, prompt: int, completion: int, cached: int = 0, *, written: int = 0) -> Cost:
        """Of one request, in tokens; `cached` and `written` are parts of `prompt`, as a server reports them."""
        cached = min(cached, prompt)
        written = min(written, prompt - cached)
        parts = (
            (prompt - cached - written, self.prompt),
            (cached, self.prompt if self.cached is None else self.cached),
            (written, self.prompt if self.cache_write is None else self.cache_write),
            (completion, self.completion),
        )
        return Cost(self.currency, sum((price * tokens for tokens, price in parts), Decimal()) / _MILLION, self.local)
