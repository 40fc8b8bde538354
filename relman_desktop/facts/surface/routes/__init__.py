"""The routes that a source file declares, read with their groups: one reader for each way to declare them."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from ...formats import Unread
from ...production import language
from ...syntax import LARGEST
from . import annotated, go, javascript, laravel, minimal, phoenix, python, rails, rust
from .route import Mount, Route, Table

__all__ = ["Mount", "Route", "Table", "heads_code", "is_read", "may_change", "may_head_code", "table"]

Reader = Callable[[str, str], Table]


Patterns = tuple[re.Pattern[str], ...]


@dataclass(frozen=True, slots=True)
class _Way:
    """One way to declare routes."""

    has: Patterns  # a text that has routes like this has one of them
    near: Patterns  # in the changed part of a text whose routes may have changed
    path: re.Pattern[str]  # of the files
    read: Reader


def _way(has: list[str], read: Reader, *, near: tuple[str, ...] = (), path: str = "") -> _Way:
    """Patterns that begin with plain letters are searched for ten times as quickly as one that joins them by bars."""
    patterns = tuple(re.compile(one, re.MULTILINE) for one in has)
    return _Way(patterns, (*patterns, *(re.compile(one, re.MULTILINE) for one in near)), re.compile(path), read)


_VERBS = "get|post|put|patch|delete|head|options|all|del"
_DECORATED = rf"@[\w.]+\.(?:{_VERBS}|websocket|route|api_route)\("
_PYTHON = [
    *(_DECORATED, r"APIRouter\(", r"Blueprint\(", r"include_router\(", r"_patterns\(", rf"web\.(?:{_VERBS})\("),
    *(r"\.add_(?:api_route|url_rule|route|get|post|put|patch|delete)\(", r"Route\(", r"router\.register\("),
    *(r"class \w+\([^()\n]*(?:View|ViewSet|Resource)\b", r"urlpatterns\b", r"path\(", r"url\("),
    *(rf"{name} = [\"']/" for name in ("PATH", "ROUTE", "URL", "path", "route", "url")),
]
_IN_CLASS = (rf"def (?:{_VERBS}|list|create)\(self", r"@action\b", "prefix", "[dD]eprecated")
_SCRIPT = [
    rf"{name}\.(?:{_VERBS}|use|route|register)\(" for name in ("app", "App", "server", "fastify", "router", "Router")
]
_SCRIPT += [rf"{name}\.(?:{_VERBS})\(" for name in ("route", "routes")]
_SCRIPT += [r"Router\(", r"Hono\(", r"Koa\(", r"express\(", r"astify\("]
_CALLS = (rf"\.(?:{_VERBS})\(\s*[\"'`]/", "prefix:", "basePath")
_JVM = [r"Mapping\b", r"@Path\b", r"@(?:Get|Post|Put|Patch|Delete)\b"]
_GO = [
    r"\.(?:GET|POST|PUT|PATCH|DELETE|HEAD|Any|Handle(?:Func)?|Get|Post|Put|Patch|Delete|Method(?:Func)?|Match|All)\("
]
_RUST = [r"\.route\(", rf"#\[(?:\w+::)*(?:{_VERBS})\(", r"resource\("]
_OLD = ("[dD]eprecated",)
_WAYS: dict[str, list[_Way]] = {
    "python": [_way(_PYTHON, python.read, near=_IN_CLASS)],
    "go": [_way(_GO, lambda text, _: go.read(text), near=(r"Group\(", r"PathPrefix\(", r"Route\("))],
    "javascript": [_way(_SCRIPT, lambda text, path: javascript.read(text, path, "javascript"), near=_CALLS)],
    "typescript": [
        _way(_SCRIPT, lambda text, path: javascript.read(text, path, "typescript"), near=_CALLS),
        _way([r"@Controller\("], lambda text, _: annotated.read(text, "typescript"), near=(r"@[A-Z]\w+\(", *_OLD)),
    ],
    "java": [_way(_JVM, lambda text, _: annotated.read(text, "java"), near=_OLD)],
    "kotlin": [_way(_JVM, lambda text, _: annotated.read(text, "kotlin"), near=_OLD)],
    "csharp": [
        _way([r"\[Http", r"\[Route", ", Http"], lambda text, _: annotated.read(text, "csharp"), near=("Obsolete",)),
        _way([r"\.Map(?:Get|Post|Put|Patch|Delete|Group)\("], lambda text, _: minimal.read(text)),
    ],
    "php": [
        _way(["Route::", r"withRouting\("], lambda text, _: laravel.read(text), near=("prefix", "group")),
        _way([r"#\[(?:Route|Get|Post|Put|Delete)\b"], lambda text, _: annotated.read(text, "php")),
    ],
    "ruby": [_way([""], lambda text, _: rails.read(text), path=r"(?:^|/)config/routes(?:/.+)?\.rb$")],
    "elixir": [_way([""], lambda text, _: phoenix.read(text), path=r"(?:^|/)\w*router\.ex$")],
    "rust": [_way(_RUST, lambda text, _: rust.read(text), near=(r"nest\(", r"scope\("))],
}
_MOST_SHOWN = 4 * LARGEST  # characters of hunks that are looked at
_HEADS = ("javascript", "typescript", "java", "kotlin", "csharp", "php", "rust")
# Nothing there is served: doubles of other people's servers, stories of components, front-end clients.
_NO_SERVER = re.compile(
    r"(?:^|/)(?:mocks?|__mocks__|stories|storybook|\.storybook|wiremock|fakes?|stubs?|msw)/|\.(?:stories|story|mocks?)\.",
    re.IGNORECASE,
)


def is_read(path: str) -> bool:
    """Whether files like this may declare routes."""
    return bool(_chosen(path))


def may_change(shown: str, path: str) -> bool:
    """Whether a change of these lines, with their context, may change the routes of a file."""
    return any(one.search(shown, 0, _MOST_SHOWN) for way in _chosen(path) for one in way.near)


def may_head_code(path: str) -> bool:
    """Whether routes in files like this may stand at the head of their own code."""
    return language(path) in (*_HEADS, "python") and is_read(path)


def heads_code(text: str, path: str) -> bool:
    """Whether a text looks as if routes in it stood at the head of their own code."""
    if language(path) == "python":
        return bool(re.search(_DECORATED, text))
    return language(path) in _HEADS and _has_routes(text, path)


def _has_routes(text: str, path: str) -> bool:
    """Whether a text looks as if it declared routes; far quicker than to read them."""
    return len(text) <= LARGEST and any(one.search(text) for way in _chosen(path) for one in way.has)


@lru_cache(maxsize=256)
def table(text: str, path: str) -> Table:
    """What a file declares, with the prefixes that the file itself knows. Raises `Unread`."""
    found = Table()
    if len(text) > LARGEST and _chosen(path):
        raise Unread(f"it is longer than {LARGEST:,} characters")
    for way in _chosen(path):
        if any(one.search(text) for one in way.has):
            one = way.read(text, path)
            found.routes += one.routes
            found.mounts += one.mounts
            found.prefixes |= one.prefixes
            found.bases |= one.bases
    return found.settled()


@lru_cache(maxsize=10_000)
def _chosen(path: str) -> tuple[_Way, ...]:
    if _NO_SERVER.search(path):
        return ()
    return tuple(way for way in _WAYS.get(language(path) or "", ()) if way.path.search(path))
