"""setup.py as a syntax tree: the lists that its call of `setup` is given. It is never run."""

import ast
import warnings
from collections.abc import Iterator, Mapping

from ..formats import Unread
from .python import extras, pep508_lines, python_runtime
from .requirement import Reading, Scope, collect

_LARGEST = 250_000  # characters


def setup_py(text: str) -> Reading:
    module = _parsed(text)
    values = {
        target.id: node.value
        for node in module.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    calls = (node for node in ast.walk(module) if isinstance(node, ast.Call) and _called(node) == "setup")
    given = {word.arg: _value(word.value, values) for call in calls for word in call.keywords if word.arg}
    groups = given.get("extras_require")
    stated = [
        *pep508_lines(given.get("install_requires"), Scope.PRODUCTION),
        *pep508_lines(given.get("tests_require"), Scope.DEVELOPMENT),
        *pep508_lines(given.get("setup_requires"), Scope.DEVELOPMENT),
        *extras(groups if isinstance(groups, dict) else {}, Scope.OPTIONAL),
    ]
    return Reading(collect(stated), runtimes=python_runtime(given.get("python_requires")))


def _parsed(text: str) -> ast.Module:
    if len(text) > _LARGEST:
        raise Unread(f"it is longer than {_LARGEST:,} characters")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # an invalid escape in a string of theirs is no concern of ours
            return ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise Unread("it is not valid Python") from error


def _called(call: ast.Call) -> str:
    return getattr(call.func, "id", "") or getattr(call.func, "attr", "")


def _value(node: ast.expr, names: Mapping[str, ast.expr]) -> object:
    """A text, a list of texts, or a dictionary of such lists; None for what is computed."""
    node = _named(node, names)
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, ast.Dict):
        pairs = zip(node.keys, node.values, strict=True)
        return {key.value: _texts(value, names) for key, value in pairs if isinstance(key, ast.Constant)}
    return _texts(node, names)


def _named(node: ast.expr, names: Mapping[str, ast.expr]) -> ast.expr:
    return names.get(node.id, node) if isinstance(node, ast.Name) else node


def _texts(node: ast.expr, names: Mapping[str, ast.expr]) -> list[str]:
    """The texts of a list; of a sum of lists those that are written out."""
    return list(_flat(_named(node, names), names))


def _flat(node: ast.expr, names: Mapping[str, ast.expr]) -> Iterator[str]:
    waiting, steps = [node], 0
    while waiting and (steps := steps + 1) < 10_000:
        one = waiting.pop()
        if isinstance(one, ast.Constant) and isinstance(one.value, str):
            yield one.value
        elif isinstance(one, ast.List | ast.Tuple):
            waiting += [_named(each, names) for each in reversed(one.elts)]
        elif isinstance(one, ast.BinOp):
            waiting += [_named(one.right, names), _named(one.left, names)]
