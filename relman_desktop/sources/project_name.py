"""What a project calls itself in its own files, where no origin names it: checkouts are called `src` or `repo`."""

import json
import re
import tomllib
from collections.abc import Callable, Mapping
from typing import Any

from ..jobs import Cancel
from .change import Content

_NAME = re.compile(r"[A-Za-z0-9][\w.-]{0,79}")
_GO = re.compile(r"^module[ \t]+\"?([^\s\"]{1,200})", re.MULTILINE)
_VERSION = re.compile(r"/v\d{1,3}$")


def project_name(content: Content, cancel: Cancel) -> str:
    """The name, without its group or scope; "" where none is given."""
    for path, named in _FILES.items():
        text = content.read(path, cancel)
        try:
            name = named(text) if text else ""
        except (ValueError, TypeError, AttributeError, RecursionError):
            continue
        name = name.rpartition("/")[2] if isinstance(name, str) else ""
        if _NAME.fullmatch(name):
            return name
    return ""


def _json(text: str) -> Any:
    return json.loads(text).get("name", "")


def _pyproject(text: str) -> Any:
    told = tomllib.loads(text)
    return _within(told, "project") or _within(told.get("tool", {}), "poetry")


def _within(told: Mapping[str, Any], table: str) -> Any:
    return told.get(table, {}).get("name", "")


def _go(text: str) -> Any:
    found = _GO.search(text)
    return _VERSION.sub("", found[1]) if found else ""


_FILES: Mapping[str, Callable[[str], Any]] = {
    "pyproject.toml": _pyproject,
    "go.mod": _go,
    "Cargo.toml": lambda text: _within(tomllib.loads(text), "package"),
    "composer.json": _json,
    "package.json": _json,
}
