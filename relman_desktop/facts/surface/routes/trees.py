"""Python as a syntax tree, for the readers of routes: nothing of it runs."""

import ast
import re
import warnings

from ...formats import Unread
from ...syntax import LARGEST

_LONGEST = 200  # characters of a text that a name stands for
_REGEX_GROUP = re.compile(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\)){0,100}\)")
_STATEMENTS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Assign, ast.AnnAssign, ast.AugAssign)
_READ: tuple[type[ast.AST], ...] = (*_STATEMENTS, ast.Call, ast.Import, ast.ImportFrom)


def parsed(text: str) -> ast.Module:
    """The tree of a module. Raises `Unread`."""
    if len(text) > LARGEST:
        raise Unread(f"it is longer than {LARGEST:,} characters")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise Unread("it is not valid Python") from error


def nodes_of(module: ast.Module) -> list[ast.AST]:
    """The nodes that may declare something, in the order of the text; twice as quick as `ast.walk`."""
    found: list[ast.AST] = []
    waiting: list[ast.AST] = [module]
    while waiting:
        node = waiting.pop()
        if isinstance(node, _READ):
            found.append(node)
        for value in node.__dict__.values():
            if value.__class__ is list:
                waiting += [one for one in value if isinstance(one, ast.AST)]
            elif isinstance(value, ast.stmt | ast.expr | ast.keyword):
                waiting.append(value)
    return sorted(found, key=lambda node: (getattr(node, "lineno", 0), getattr(node, "col_offset", 0)))


def fill_in(nodes: list[ast.AST], module: ast.Module) -> None:
    """Put the module's own texts where calls name them: `prefix=PREFIX`, `f"{PREFIX}/orders"`."""
    texts = {
        node.targets[0].id: node.value.value
        for node in module.body
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
        and len(node.value.value) <= _LONGEST
    }
    for node in nodes if texts else ():
        if isinstance(node, ast.Call):
            node.args = [_filled(one, texts) for one in node.args]
            for keyword in node.keywords:
                keyword.value = _filled(keyword.value, texts)


def _filled(node: ast.expr, texts: dict[str, str]) -> ast.expr:
    if isinstance(node, ast.Name) and node.id in texts:
        return ast.copy_location(ast.Constant(texts[node.id]), node)
    if isinstance(node, ast.JoinedStr):
        parts = [one.value if isinstance(one, ast.FormattedValue) else one for one in node.values]
        known = [texts.get(one.id) if isinstance(one, ast.Name) else text_of(one) for one in parts]
        if all(part is not None for part in known):
            return ast.copy_location(ast.Constant("".join(part or "" for part in known)), node)
    return node


def below(module: str, name: str) -> str:
    if not name:
        return module
    return f"{module}{name}" if module.endswith(".") else f"{module}.{name}"


def dotted(node: ast.AST) -> str:
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    return ".".join([*([node.id] if isinstance(node, ast.Name) else ["?"]), *reversed(parts)])


def last_name(node: ast.AST) -> str:
    if isinstance(node, ast.Call):
        node = node.func
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def text_of(node: ast.AST) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def pattern_of(node: ast.AST) -> str | None:
    """The text of a pattern; of an f-string what stands outside of its braces."""
    if isinstance(node, ast.JoinedStr):
        return "".join(str(one.value) if isinstance(one, ast.Constant) else "{}" for one in node.values)
    return text_of(node)


def keyword(call: ast.Call, name: str) -> str | None:
    return next((text_of(one.value) for one in call.keywords if one.arg == name), None)


def is_true(call: ast.Call, name: str) -> bool:
    values = [one.value for one in call.keywords if one.arg == name]
    return any(isinstance(one, ast.Constant) and one.value is True for one in values)


def listed(call: ast.Call, name: str) -> list[str]:
    value = next((one.value for one in call.keywords if one.arg == name), None)
    if value is None:
        return []
    return [one.value for one in ast.walk(value) if isinstance(one, ast.Constant) and isinstance(one.value, str)]


def readable(route: str) -> str:
    """A route that is a regular expression, as a person would write it: `/orders/{id}`."""
    return _REGEX_GROUP.sub(r"{\1}", route.removeprefix("^").removesuffix("$").removesuffix(r"\Z"))


def imported_names(nodes: list[ast.AST]) -> dict[str, str]:
    """What imported names stand for: `module:name`."""
    found: dict[str, str] = {}
    for node in nodes:
        if isinstance(node, ast.ImportFrom):
            origin = "." * node.level + (node.module or "")
            found |= {alias.asname or alias.name: f"{origin}:{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {alias.asname or alias.name: f"{alias.name}:" for alias in node.names}
    return found
