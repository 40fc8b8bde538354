"""The names that a Python module offers, read from its syntax tree: nothing of it runs."""

import ast
import warnings
from collections.abc import Iterator


def top_names(source: str) -> set[str] | None:
    """The names that a Python module binds at its top, also inside `if` and `try`; None for what is no Python."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about the repository's code, such as invalid escapes
            module = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    names: set[str] = set()
    for node in _top_nodes(module.body):
        names |= _bound(node)
    return names


def _top_nodes(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    for node in body:
        yield node
        for block in ("body", "orelse", "finalbody") if isinstance(node, ast.If | ast.Try) else ():
            yield from _top_nodes(getattr(node, block, []))
        for handler in node.handlers if isinstance(node, ast.Try) else ():
            yield from _top_nodes(handler.body)


def _bound(node: ast.stmt) -> set[str]:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return {node.name}
    if isinstance(node, ast.Import | ast.ImportFrom):
        return {alias.asname or alias.name.partition(".")[0] for alias in node.names}
    targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
    return {name.id for target in targets if target for name in ast.walk(target) if isinstance(name, ast.Name)}
