"""Python migrations as syntax trees: nothing of theirs is ever run."""

import ast
import copy
import warnings
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from .calls import Call
from .operations import CODE_LIMIT, Unread

_WRAPPERS = ("text", "f", "table", "Table", "DDL", "dedent", "literal_column", "quoted_name", "SQL")  # of a text
_MOST_REACHED = 20


def parsed(text: str) -> ast.Module:
    """The tree of a module. Raises `Unread`."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # an invalid escape in a string of theirs is no concern of ours
            return ast.parse(text)
    except (SyntaxError, ValueError) as error:
        raise Unread("it is not valid Python") from error


@dataclass(frozen=True, slots=True)
class Names:
    """What the names of a module stand for, where they are assigned once."""

    values: Mapping[str, ast.expr]
    texts: Mapping[str, str]


NO_NAMES = Names({}, {})


def names_of(module: ast.Module) -> Names:
    """The names of a module and of its functions. Raises `Unread` where their texts grow without bound."""
    nodes = list(ast.walk(module))
    pairs = [pair for node in nodes if isinstance(node, ast.stmt) for pair in assigned(node)]
    times = Counter(name for name, _ in pairs)
    values = {name: value for name, value in pairs if times[name] == 1}
    used = Counter(node.id for node in nodes if isinstance(node, ast.Name))
    texts: dict[str, str] = {}
    left = 4 * CODE_LIMIT
    for name, value in sorted(values.items(), key=lambda pair: (pair[1].lineno, pair[1].col_offset)):
        text = text_of(value, Names({}, texts))
        if text is not None:
            texts[name] = text
            left -= len(text) * used[name]
        if left < 0:
            raise Unread("its names stand for too much text")
    return Names(values, texts)


def assigned(statement: ast.stmt) -> Iterator[tuple[str, ast.expr]]:
    """The names and the value of an assignment."""
    if isinstance(statement, ast.Assign):
        for target in statement.targets:
            if isinstance(target, ast.Name):
                yield target.id, statement.value
    elif isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name) and statement.value:
        yield statement.target.id, statement.value


def functions(module: ast.Module) -> dict[str, ast.FunctionDef]:
    """The module's functions, by name."""
    return {node.name: node for node in module.body if isinstance(node, ast.FunctionDef)}


def reached(name: str, defined: Mapping[str, ast.FunctionDef]) -> list[ast.FunctionDef]:
    """A function and the module's functions that it names, and that those name, each once; at most some."""
    found = {name: defined[name]} if name in defined else {}
    waiting = list(found.values())
    while waiting and len(found) < _MOST_REACHED:
        called = {node.id for node in ast.walk(waiting.pop()) if isinstance(node, ast.Name)}
        new = {other: defined[other] for other in sorted(called & defined.keys()) if other not in found}
        found |= new
        waiting += new.values()
    return list(found.values())


def source(node: ast.AST) -> str:
    """The source of a node without its layout and comments."""
    return ast.unparse(node)


def source_of_function(node: ast.FunctionDef) -> str:
    """The source of a function without what changes nothing: its docstring, and the order of imports side by side."""
    bare = copy.copy(node)
    bare.body = node.body[1:] if len(node.body) > 1 and ast.get_docstring(node) is not None else node.body
    runs = groupby(source(bare).split("\n"), key=_is_import)
    return "\n".join(line for is_import, run in runs for line in (sorted(run) if is_import else run))


def _is_import(line: str) -> bool:
    return line.lstrip().startswith(("import ", "from "))


def last_name(node: ast.AST) -> str:
    """`AddField` of `migrations.AddField`; "" where there is no name."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def text_of(node: ast.AST | None, names: Names) -> str | None:
    """The text that an expression stands for, as far as it is written out; None for anything else.

    What is filled in at run time becomes `{}`: `f"ALTER TABLE {table}"`, `"... %s" % table`, `sa.text("...")`.
    """
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.Name(id=name):
            return names.texts.get(name)
        case ast.JoinedStr(values=parts):
            return "".join(_filled(part, names) for part in parts)
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            start = text_of(left, names)
            return None if start is None else start + _filled(right, names)
        case ast.BinOp(left=left, op=ast.Mod()) | ast.Call(func=ast.Attribute(value=left, attr="format")):
            return text_of(left, names)
        case ast.Call(func=func, args=[first, *_]) if last_name(func) in _WRAPPERS:
            return text_of(first, names)
    return None


def _filled(node: ast.expr, names: Names) -> str:
    text = text_of(node.value if isinstance(node, ast.FormattedValue) else node, names)
    return "{}" if text is None else text


def name_of(node: ast.expr | None, names: Names) -> str:
    """The name of a table, a column, ...; "" where it is only known at run time."""
    name = text_of(node, names) or ""
    return "" if "{}" in name else name


def items(node: ast.expr | None, names: Names) -> Iterator[ast.expr]:
    """The elements of a list, a tuple or a set, also of several that are added."""
    match node:
        case ast.List(elts=elements) | ast.Tuple(elts=elements) | ast.Set(elts=elements):
            for element in elements:
                yield from items(element, names) if isinstance(element, ast.Starred) else (element,)
        case ast.ListComp(elt=element):
            yield element  # once, for names that are only known at run time
        case ast.Starred(value=value):
            yield from items(value, names)
        case ast.BinOp(left=left, right=right):
            yield from items(left, names)
            yield from items(right, names)
        case ast.Name(id=name):
            yield from items(names.values.get(name), NO_NAMES)


def arguments(call: ast.Call, row: Call, *, without: str = "") -> dict[str, ast.expr]:
    """A call's arguments by what they say; `without` leaves out a parameter that the call does not take here."""
    parameters = [(keyword, what) for keyword, what in row.parameters if what != without]
    by_keyword = dict(parameters)
    said = {what: value for (_, what), value in zip(parameters, call.args, strict=False)}
    return said | {by_keyword[word.arg]: word.value for word in call.keywords if word.arg in by_keyword}


def keyword(call: ast.Call, name: str) -> ast.expr | None:
    """The value of a keyword of a call."""
    return next((word.value for word in call.keywords if word.arg == name), None)


def is_constant(node: ast.expr | None, value: object) -> bool:
    return isinstance(node, ast.Constant) and node.value is value


def is_given(node: ast.expr | None) -> bool:
    """Whether an argument is there and not None."""
    return node is not None and not is_constant(node, None)
