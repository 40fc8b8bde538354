"""Which changed files say how the product is delivered: the table of `resources/delivery.toml`."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from ...files import resource
from ...sources.change import FileChange


@dataclass(frozen=True, slots=True)
class Format:
    """name: of its reader. called: in a sentence. kind, weight: of the finding where no more is known."""

    name: str
    called: str
    kind: str
    weight: int
    paths: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Table:
    foreign: tuple[str, ...]
    skip: re.Pattern[str]
    development: re.Pattern[str]
    example: re.Pattern[str]
    developing: re.Pattern[str]
    data_stores: re.Pattern[str]
    publishing: re.Pattern[str]
    stateful: re.Pattern[str]
    replacing: frozenset[str]
    formats: tuple[Format, ...]


@cache
def _table() -> _Table:
    raw: dict[str, Any] = tomllib.loads(resource("delivery.toml").read_text("utf-8"))
    return _Table(
        tuple(raw["foreign"]),
        re.compile(raw["skip"]),
        re.compile(raw["development"]),
        re.compile(raw["example"]),
        _compiled(raw["developing"]),
        _compiled(raw["data_stores"]),
        _compiled(raw["ci"]["publishing"]),
        re.compile(raw["cloudformation"]["stateful"]),
        frozenset(raw["cloudformation"]["replacing"]),
        tuple(Format(**one | {"paths": re.compile(one["paths"])}) for one in raw["formats"]),
    )


def format_of(file: FileChange) -> Format | None:
    """The format of a changed file; None where it says nothing of the delivery."""
    return format_at(file.path)


def format_at(path: str) -> Format | None:
    """The format of a path."""
    if path.endswith(_table().foreign):
        return None
    rooted = _rooted(path)
    found = next((one for one in _table().formats if one.paths.search(rooted)), None)
    return None if not found or _table().skip.search(rooted) else found


def is_skipped(path: str) -> bool:
    """Whether what stands at this path is nobody's delivery."""
    return bool(_table().skip.search(_rooted(path)))


def format_called(name: str) -> Format:
    return next(one for one in _table().formats if one.name == name)


def is_for_development(path: str) -> bool:
    """Whether only developers run what stands at this path."""
    return bool(_table().development.search(_rooted(path)))


def is_example(path: str) -> bool:
    """Whether what stands at this path only shows how it could be done."""
    return bool(_table().example.search(_rooted(path)))


def is_developing(text: str) -> bool:
    """Whether a service's command or build arguments are a developer's."""
    return bool(_table().developing.search(text))


def is_data_store(image: str) -> bool:
    """Whether an image, named without its tag, keeps data in a format of its version."""
    return bool(_table().data_stores.search(image))


def is_stateful_resource(resource_type: str) -> bool:
    """Whether a type of CloudFormation's holds data."""
    return bool(_table().stateful.fullmatch(resource_type))


def replacing_properties() -> frozenset[str]:
    """The properties of which another value makes CloudFormation replace a resource."""
    return _table().replacing


def publishes(path: str) -> bool:
    """Whether a CI file's name says that it publishes or deploys."""
    return bool(_table().publishing.search(path.rpartition("/")[2]))


def _rooted(path: str) -> str:
    return "/" + path.lower()  # ten times as quick as to ignore case


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
