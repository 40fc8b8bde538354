"""The settings of a Python module: the names in capitals at its top. Its text is parsed and never run."""

import ast
import re
import warnings
from collections.abc import Iterator, Sequence
from contextlib import suppress

from ..formats import LARGEST, Unread
from .rules import is_constant
from .values import COMPUTED

_NAME = re.compile(r"[A-Z][A-Z0-9_]+")
_ASSIGNMENT = re.compile(r"[A-Z][A-Z0-9_]+(?:\s*:[^=\n]{1,80})?\s*=")
_ENVIRONMENT = re.compile(
    r"\b(?:environ|getenv|env(?:\.\w+)?\(|config\(\s*['\"]|\w{0,40}_from_env\(|\w{0,10}get_\w{1,40}\(\s*['\"][A-Z][A-Z0-9]*_[A-Z0-9_]+['\"])"
)
_DEEPEST = 6
_LONGEST = 4000  # characters of one value's source that are kept

Entry = tuple[tuple[str, ...], str | tuple[str, ...]]


def settings(text: str) -> dict[tuple[str, ...], str | tuple[str, ...]]:
    """Each setting's source text by its path; dictionaries are taken apart, lists are a tuple of their items.

    A setting that comes from the environment is left out: as such it is told elsewhere. One that is taken from a
    person's configuration (`getattr(configuration, "NAME", default)`) counts with its default. One that is computed
    from others is `COMPUTED`. Of a name that is bound again, say under an `if`, the first value counts.
    Raises `Unread`.
    """
    found: dict[tuple[str, ...], str | tuple[str, ...]] = {}
    for name, value in _assignments(_module(text).body):
        if is_constant(name):
            continue
        for path, entry in _entries((name,), value):
            found.setdefault(path, entry)
    return found


def settings_of_lines(text: str) -> dict[tuple[str, ...], str | tuple[str, ...]]:
    """The settings that stand on one line each, for a text of which only some lines are known."""
    found: dict[tuple[str, ...], str | tuple[str, ...]] = {}
    for line in text.splitlines():
        if len(line) <= _LONGEST and _ASSIGNMENT.match(line):
            with suppress(Unread):  # it goes on in the next line
                found |= settings(line)
    return found


def _module(text: str) -> ast.Module:
    if len(text) > LARGEST:
        raise Unread("it is too large")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about the repository's code, such as invalid escapes
            return ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise Unread("it is not valid Python") from error


def _assignments(body: Sequence[ast.stmt]) -> Iterator[tuple[str, ast.expr]]:
    """The assignments at the top of a module, those under `if` and `try` included."""
    waiting = list(reversed(body))
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.If | ast.Try):
            waiting += reversed([*node.body, *node.orelse])
        elif isinstance(node, ast.Assign):
            names = [target.id for target in node.targets if isinstance(target, ast.Name)]
            yield from ((name, node.value) for name in names if _NAME.fullmatch(name))
        elif isinstance(node, ast.AnnAssign) and node.value:
            target = node.target
            yield from [(target.id, node.value)] if isinstance(target, ast.Name) and _NAME.fullmatch(target.id) else []


def _entries(path: tuple[str, ...], node: ast.expr) -> Iterator[Entry]:
    if isinstance(node, ast.Dict) and node.keys and len(path) < _DEEPEST:
        for key, value in zip(node.keys, node.values, strict=True):
            name = str(key.value) if isinstance(key, ast.Constant) else _source(key) if key else "**"
            yield from _entries((*path, name), value)
        return
    default = _asked_default(node)
    if default is not node:
        yield from _entries(path, default) if default else [(path, "no default")]
    elif isinstance(node, ast.List | ast.Tuple | ast.Set):
        yield (
            path,
            COMPUTED if any(isinstance(item, ast.Call) for item in node.elts) else tuple(map(_source, node.elts)),
        )
    elif not _ENVIRONMENT.search(text := _source(node)):
        yield path, text if _has_literal(node) else COMPUTED


def _has_literal(node: ast.expr) -> bool:
    """Whether a value is written down at least in part, be it as an empty list or dictionary."""
    empty = isinstance(node, ast.Dict) or (isinstance(node, ast.List | ast.Tuple) and not node.elts)
    return empty or any(isinstance(part, ast.Constant) for part in ast.walk(node))


def _asked_default(node: ast.expr) -> ast.expr | None:
    """The default of `getattr(configuration, "NAME", default)`, also inside a call of a method; else the node."""
    call = node
    while isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute):
        call = call.func.value
    if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "getattr":
        return call.args[2] if len(call.args) > 2 else None
    return node


def _source(node: ast.expr) -> str:
    """An expression's text, without regard to how it was laid out."""
    try:
        return ast.unparse(node)[:_LONGEST]
    except (RecursionError, ValueError):
        return "…"
