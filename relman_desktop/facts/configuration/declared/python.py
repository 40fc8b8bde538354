"""Settings classes of pydantic, classes of data that a section fills, and the schema of django-environ; all parsed."""

import ast
import warnings
from collections.abc import Iterator, Mapping

from ...formats import LARGEST, Unread
from ..rules import Role
from ..values import COMPUTED
from .annotations import kind_of
from .field import Field

_CONFIGURATION = ("model_config", "Config")
_ALIASES = ("validation_alias", "alias", "env")
_DATA_CLASSES = ("dataclass", "define", "frozen", "attrs")
_FIELDS = ("ib", "attrib", "field")
_NOT_FIELDS = ("ClassVar", "PrivateAttr")


def fields(text: str) -> Iterator[Field]:
    """Raises `Unread` for what is not Python."""
    body = _module(text).body
    prefixes: dict[str, str] = {}
    for node in body:
        if isinstance(node, ast.ClassDef) and _is_settings(node, prefixes):
            inherited = next((prefixes[name] for name in map(_name, node.bases) if name in prefixes), "")
            prefixes[node.name] = prefix = _prefix(node, inherited)
            yield from _of_class(node, prefix)
        elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and _name(node.value.func) == "Env":
            yield from _of_schema(node.value)


def configured(text: str) -> Iterator[Field]:
    """Also the classes of data that a module of configuration fills from a section, `Workers(**section)`."""
    yield from fields(text)
    module = _module(text)
    filled = {
        _name(node.func)
        for node in ast.walk(module)
        if isinstance(node, ast.Call) and [keyword.arg for keyword in node.keywords] == [None] and not node.args
    }
    for node in module.body:
        if isinstance(node, ast.ClassDef) and node.name in filled and any(map(_makes_data, node.decorator_list)):
            yield from _of_data(node)


def _makes_data(decorator: ast.expr) -> bool:
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    name = _name(called)
    return name in _DATA_CLASSES or (
        name == "s" and isinstance(called, ast.Attribute) and _name(called.value) == "attr"
    )


def _of_data(node: ast.ClassDef) -> Iterator[Field]:
    for part in node.body:
        if not isinstance(part, ast.AnnAssign) or not isinstance(part.target, ast.Name):
            continue
        name, kind = part.target.id, kind_of(part.annotation)
        call = part.value if isinstance(part.value, ast.Call) and _name(part.value.func) in _FIELDS else None
        if name.startswith("_") or kind.startswith(_NOT_FIELDS) or _is_unset(call):
            continue
        default, required = _default(_keyword(call, "default") if call else part.value, None)
        if _keyword(call, "factory") or _keyword(call, "default_factory"):
            default, required = COMPUTED, False
        end = part.end_lineno or part.lineno
        yield Field(name, part.lineno, end, default=default, required=required, role=Role.KEY, type=kind)


def _is_unset(call: ast.Call | None) -> bool:
    """Whether a field is none that a section gives: `field(init=False)`."""
    value = _keyword(call, "init")
    return isinstance(value, ast.Constant) and value.value is False


def _module(text: str) -> ast.Module:
    if len(text) > LARGEST:
        raise Unread("it is too large")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise Unread("it is not valid Python") from error


def _is_settings(node: ast.ClassDef, known: Mapping[str, str]) -> bool:
    return any(name in known or name.endswith("BaseSettings") for name in map(_name, node.bases))


def _prefix(node: ast.ClassDef, inherited: str) -> str:
    for part in node.body:
        if isinstance(part, ast.Assign) and [_name(target) for target in part.targets] == ["model_config"]:
            return _text(_keyword(part.value, "env_prefix")) or inherited
        if isinstance(part, ast.ClassDef) and part.name == "Config":
            for line in part.body:
                if isinstance(line, ast.Assign) and [_name(target) for target in line.targets] == ["env_prefix"]:
                    return _text(line.value) or ""
    return inherited


def _of_class(node: ast.ClassDef, prefix: str) -> Iterator[Field]:
    for part in node.body:
        if not isinstance(part, ast.AnnAssign) or not isinstance(part.target, ast.Name):
            continue
        kind = kind_of(part.annotation)
        if part.target.id.startswith("_") or kind.startswith(_NOT_FIELDS):
            continue
        call = part.value if isinstance(part.value, ast.Call) and _name(part.value.func) == "Field" else None
        names = _aliases(call)
        default, required = _default(part.value, call)
        yield Field(
            (names[0] if names else prefix + part.target.id).upper(),
            part.lineno,
            part.end_lineno or part.lineno,
            default=default,
            required=required,
            type=kind,
            deprecated=_is_set(_keyword(call, "deprecated")),
            written=names[0] if names else part.target.id,
            instead_of=tuple(name.upper() for name in names[1:]),
        )
        for name in names[1:]:
            yield Field(name.upper(), part.lineno, part.end_lineno or part.lineno, required=False, written=name)


def _aliases(call: ast.Call | None) -> list[str]:
    """The names that a field asks for instead of its own."""
    for keyword in _ALIASES:
        value = _keyword(call, keyword)
        if text := _text(value):
            return [text]
        parts = value.args if isinstance(value, ast.Call) else value.elts if isinstance(value, ast.List) else []
        if names := [text for part in parts if (text := _text(part))]:
            return names
    return []


def _default(value: ast.expr | None, call: ast.Call | None) -> tuple[str | None, bool | None]:
    given = (call.args[0] if call.args else _keyword(call, "default")) if call else value
    if call and _keyword(call, "default_factory"):
        return COMPUTED, False
    if given is None or (isinstance(given, ast.Constant) and given.value is ...):
        return None, True
    if isinstance(given, ast.Constant):
        return (None if given.value is None else str(given.value)), False
    return (ast.unparse(given)[:300] if _is_literal(given) else COMPUTED), False


def _is_literal(node: ast.expr) -> bool:
    try:
        ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return False
    return True


def _of_schema(call: ast.Call) -> Iterator[Field]:
    """`Env(DEBUG=(bool, False))`."""
    for keyword in call.keywords:
        value, name = keyword.value, keyword.arg or ""
        if name.isupper() and isinstance(value, ast.Tuple) and len(value.elts) == 2:
            default, _ = _default(value.elts[1], None)
            yield Field(
                name,
                keyword.lineno if hasattr(keyword, "lineno") else call.lineno,
                value.end_lineno or call.lineno,
                default=default,
                required=False,
                type=ast.unparse(value.elts[0]),
            )


def _keyword(call: ast.expr | None, name: str) -> ast.expr | None:
    if isinstance(call, ast.Dict):
        pairs = zip(call.keys, call.values, strict=True)
        return next((value for key, value in pairs if isinstance(key, ast.Constant) and key.value == name), None)
    if not isinstance(call, ast.Call):
        return None
    return next((one.value for one in call.keywords if one.arg == name), None)


def _is_set(node: ast.expr | None) -> bool:
    return isinstance(node, ast.Constant) and bool(node.value)


def _text(node: ast.expr | None) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value else None


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
