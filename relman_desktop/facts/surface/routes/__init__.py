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

__all__ = ["Mount", "Route", "Table", "heads_code", "is_read", "may_change", "table"]

Reader = Callable[[str, str], Table]


@dataclass(frozen=True, slots=True)
class _Way:
    """One way to declare routes."""

    has: re.Pattern[str]  # in a text that has routes like this
    near: re.Pattern[str]  # in the changed part of a text whose routes may have changed
    path: re.Pattern[str]  # of the files
    read: Reader


def _way(has: str, read: Reader, *, near: str = "", path: str = "") -> _Way:
    pattern = f"{has}|{near}" if near else has
    return _Way(re.compile(has, re.MULTILINE), re.compile(pattern, re.MULTILINE), re.compile(path), read)


_VERBS = "get|post|put|patch|delete|head|options|all|del"
_DECORATED = rf"^[ \t]*@[\w.]+\.(?:{_VERBS}|websocket|route|api_route)\("
_PYTHON = (
    rf"{_DECORATED}|(?:APIRouter|Blueprint|include_router)\(|_patterns\(|\bweb\.(?:{_VERBS})\("
    r"|\.add_(?:api_route|url_rule|route|get|post|put|patch|delete)\(|(?:\b|WebSocket|API)Route\(|router\.register\("
    r"|^class \w+\([^()\n]*(?:View|ViewSet|Resource)\b|^urlpatterns\b|\b(?:re_)?path\(|\burl\("
)
_IN_CLASS = rf"^[ \t]+(?:async )?def (?:{_VERBS}|list|create)\(self|@action\b|prefix|[dD]eprecated"
_SCRIPT = (
    rf"(?:\b(?:app|server|fastify|routes?)|[rR]outer|\wApp)\.(?:{_VERBS}|use|route|register)\("
    r"|\b(?:Router|Hono|Koa|express|[fF]astify)\("
)
_CALLS = rf"\w\.(?:{_VERBS})\(\s*[\"'`]/|prefix|basePath"
_JVM = r"Mapping\b|@Path\b|@(?:Get|Post|Put|Patch|Delete)\b"
_GO = r"\.(?:GET|POST|PUT|PATCH|DELETE|HEAD|Any|Handle(?:Func)?|Get|Post|Put|Patch|Delete|Method(?:Func)?|Match|All)\("
_RUST = rf"\.route\(|#\[(?:\w+::)*(?:{_VERBS})\(|\bresource\("
_OLD = r"[dD]eprecated"
_WAYS: dict[str, list[_Way]] = {
    "python": [_way(_PYTHON, python.read, near=_IN_CLASS)],
    "go": [_way(_GO, lambda text, _: go.read(text), near=r"Group\(|PathPrefix\(|Route\(")],
    "javascript": [_way(_SCRIPT, lambda text, path: javascript.read(text, path, "javascript"), near=_CALLS)],
    "typescript": [
        _way(_SCRIPT, lambda text, path: javascript.read(text, path, "typescript"), near=_CALLS),
        _way(r"@Controller\(", lambda text, _: annotated.read(text, "typescript"), near=rf"^[ \t]*@\w+\(|{_OLD}"),
    ],
    "java": [_way(_JVM, lambda text, _: annotated.read(text, "java"), near=_OLD)],
    "kotlin": [_way(_JVM, lambda text, _: annotated.read(text, "kotlin"), near=_OLD)],
    "csharp": [
        _way(r"\[Http|\[Route|, Http", lambda text, _: annotated.read(text, "csharp"), near="Obsolete"),
        _way(r"\.Map(?:Get|Post|Put|Patch|Delete|Group)\(", lambda text, _: minimal.read(text)),
    ],
    "php": [
        _way("Route::", lambda text, _: laravel.read(text), near="prefix|group"),
        _way(r"#\[(?:Route|Get|Post|Put|Delete)\b", lambda text, _: annotated.read(text, "php")),
    ],
    "ruby": [_way("", lambda text, _: rails.read(text), path=r"(?:^|/)config/routes(?:/.+)?\.rb$")],
    "elixir": [_way("", lambda text, _: phoenix.read(text), path=r"(?:^|/)\w*router\.ex$")],
    "rust": [_way(_RUST, lambda text, _: rust.read(text), near=r"nest\(|scope\(")],
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
    return any(way.near.search(shown, 0, _MOST_SHOWN) for way in _chosen(path))


def heads_code(text: str, path: str) -> bool:
    """Whether a text looks as if routes in it stood at the head of their own code."""
    if language(path) == "python":
        return bool(re.search(_DECORATED, text, re.MULTILINE))
    return language(path) in _HEADS and _has_routes(text, path)


def _has_routes(text: str, path: str) -> bool:
    """Whether a text looks as if it declared routes; far quicker than to read them."""
    return len(text) <= LARGEST and any(way.has.search(text) for way in _chosen(path))


@lru_cache(maxsize=256)
def table(text: str, path: str) -> Table:
    """What a file declares, with the prefixes that the file itself knows. Raises `Unread`."""
    found = Table()
    if len(text) > LARGEST and _chosen(path):
        raise Unread(f"it is longer than {LARGEST:,} characters")
    for way in _chosen(path):
        if way.has.search(text):
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
