"""What models cost: the table `resources/prices.toml`, and before it the person's own `prices.toml`."""

import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any

from ...errors import InputError, cause
from ...files import home, resource
from ...settings import Endpoint
from .cost import Cost, Price

__all__ = ["Cost", "Price", "Prices", "load_prices", "own_prices_file", "price_of"]

_AMOUNTS = ("prompt", "completion", "cached", "cache_write")
_NEEDED = ("hosts", "models", "prompt", "completion")
_KNOWN = {"hosts", "models", "currency", *_AMOUNTS}
_FREE = Price("USD", Decimal(), Decimal(), local=True)
_MOST = Decimal(1_000_000)  # for a million tokens


@dataclass(frozen=True, slots=True)
class _Entry:
    hosts: tuple[str, ...]
    models: tuple[str, ...]
    price: Price

    def fits(self, hosts: Collection[str], model: str) -> bool:
        return _any_fits(self.models, [model]) and _any_fits(self.hosts, hosts)


@dataclass(frozen=True)
class Prices:
    """The entries, best first: the person's own, then ours."""

    own: tuple[_Entry, ...]
    shipped: tuple[_Entry, ...]
    not_local_presets: tuple[str, ...]
    not_local_models: tuple[str, ...]


def own_prices_file() -> Path:
    """Where the person may write prices, in the form of `resources/prices.toml`. It need not exist."""
    return home() / "prices.toml"


def load_prices() -> Prices:
    """All prices. Raises `InputError` that says what is wrong where in the person's own file."""
    path = resource("prices.toml")
    shipped = _read(path)
    local = shipped["local"]
    return Prices(
        _own_entries(own_prices_file()),
        _entries(path, shipped),
        tuple(local["unless_presets"]),
        tuple(local["unless_models"]),
    )


def price_of(endpoint: Endpoint, prices: Prices) -> Price | None:
    """The price of an endpoint's model; None where it is not known, which is not the same as free."""
    model = endpoint.model.strip().lower()
    host = endpoint.host.lower()
    hosts = {host, host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() else host}
    entries = (*prices.own, _local_entry(endpoint, prices), *prices.shipped)
    return next((entry.price for entry in entries if entry and entry.fits(hosts, model)), None)


def runs_here(endpoint: Endpoint) -> bool:
    """Whether the model runs on this machine, as far as address, preset and model tell: nothing leaves it then."""
    return _runs_here(endpoint, *_passing_on())


@cache
def _passing_on() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The presets and the models that a server on this machine passes on to others."""
    local = _read(resource("prices.toml"))["local"]
    return tuple(local["unless_presets"]), tuple(local["unless_models"])


def _runs_here(endpoint: Endpoint, presets: Iterable[str], models: Iterable[str]) -> bool:
    passes_on = endpoint.preset in presets or _any_fits(models, [endpoint.model.strip().lower()])
    return endpoint.local and not passes_on


def _local_entry(endpoint: Endpoint, prices: Prices) -> _Entry | None:
    here = _runs_here(endpoint, prices.not_local_presets, prices.not_local_models)
    return _Entry(("*",), ("*",), _FREE) if here else None


def _any_fits(patterns: Iterable[str], names: Collection[str]) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in patterns for name in names)


def _own_entries(path: Path) -> tuple[_Entry, ...]:
    if not path.exists():
        return ()
    raw = _read(path)
    for key in raw.keys() - {"price"}:
        raise _wrong(path, f"there is no {key!r}; an entry begins with [[price]]")
    return _entries(path, raw)


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"), parse_float=Decimal)
    except (OSError, ValueError) as error:
        raise InputError(f"The prices in {path} cannot be read ({cause(error)}); mend or remove that file.") from error


def _entries(path: Path, raw: Mapping[str, Any]) -> tuple[_Entry, ...]:
    entries = raw.get("price", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise _wrong(path, "an entry begins with [[price]]")
    return tuple(_entry(path, number, entry) for number, entry in enumerate(entries, 1))


def _entry(path: Path, number: int, raw: Mapping[str, Any]) -> _Entry:
    if wrong := _mistake(raw):
        raise _wrong(path, f"entry {number}: {wrong}")
    hosts, models = (tuple(pattern.lower() for pattern in raw[name]) for name in ("hosts", "models"))
    return _Entry(hosts, models, _price(raw))


def _price(raw: Mapping[str, Any]) -> Price:
    cached, written = (Decimal(raw[name]) if name in raw else None for name in ("cached", "cache_write"))
    return Price(raw.get("currency", "USD"), Decimal(raw["prompt"]), Decimal(raw["completion"]), cached, written)


def _mistake(raw: Mapping[str, Any]) -> str:
    """What is wrong in an entry, or ""."""
    for name in raw.keys() - _KNOWN:
        return f"{name!r} is not known; it may have {', '.join(sorted(_KNOWN))}"
    for name in _NEEDED:
        if name not in raw:
            return f"{name!r} is missing"
    for name in ("hosts", "models"):
        if not _are_patterns(raw[name]):
            return f'{name!r} must be a list of patterns in quotes, such as ["*"]'
    for name in _AMOUNTS:
        if name in raw and not _is_amount(raw[name]):
            return f"{name!r} must be a number from 0 to {_MOST:,}"
    return (
        "" if _is_currency(raw.get("currency", "USD")) else "'currency' must be three capital letters, such as \"EUR\""
    )


def _are_patterns(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, str) and one for one in value)


def _is_amount(value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return False
    return Decimal(value).is_finite() and 0 <= value <= _MOST


def _is_currency(value: object) -> bool:
    return isinstance(value, str) and len(value) == 3 and value.isascii() and value.isalpha() and value.isupper()


def _wrong(path: Path, what: str) -> InputError:
    return InputError(f"The prices in {path} are wrong: {what}.")
