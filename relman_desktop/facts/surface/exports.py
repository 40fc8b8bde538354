"""The names that a library offers to the programs that import it; nothing for what is an application."""

import ast
import re
import warnings
from collections.abc import Iterator

from ...jobs import Cancel
from ...sources.change import Change, FileChange, Side, Status
from ...wording import counted, listed, named
from ..fact import Finding, Value
from ..sides import Finder

_PYTHON = re.compile(r"^(?:src/|lib/|python/)?[a-z]\w*/__init__\.py$")
_SCRIPT = re.compile(r"^(?:packages/[\w.-]+/)?(?:src/|lib/)?(?:index|mod|main)\.[cm]?[jt]s$")
_PACKAGE = frozenset(["pyproject.toml", "setup.py", "setup.cfg", "package.json"])
# What is started somewhere, and not only imported.
_APPLICATION = re.compile(
    r"^(?:\w+[-/])?(?:Dockerfile|Containerfile|Procfile|manage\.py|(?:docker-)?compose[\w.-]*\.ya?ml|app\.json|wsgi\.py"
    r"|next\.config\.\w+|vite\.config\.\w+|nest-cli\.json|fly\.toml|Chart\.yaml|helm|charts|k8s|deploy)(?:/|$)",
    re.IGNORECASE,
)
_SIDES: tuple[Side, Side] = ("old", "new")
_LARGEST = 200_000  # characters
_NAMED = re.compile(r"\bexport\s*(?:type\s*)?\{([^{}]{0,5000})\}")
_DECLARED = re.compile(
    r"^export\s+(?:declare\s+)?(?:async\s+)?(?:abstract\s+)?"
    r"(?:const|let|function\*?|class|enum|interface|type|namespace)\s+(\w+)",
    re.MULTILINE,
)
_ALL = re.compile(r"^export\s*\*", re.MULTILINE)


def detect(change: Change, cancel: Cancel) -> Iterator[Finding]:
    """`surface.export_removed` and `surface.export_added`, one of each for a file."""
    modified = (file for file in change.files if file.status is Status.MODIFIED)
    files = [file for file in modified if _PYTHON.match(file.path) or _SCRIPT.match(file.path)]
    if not files or not _is_library(change, cancel):
        return
    for file in files:
        cancel.check()
        before, after = (_exported(change.content.text(file, side, cancel), file.path) for side in _SIDES)
        if before is not None and after is not None:
            finder = Finder(file, change.hunks(file, cancel))
            yield from _told("removed", [name for name in before if name not in after], file, finder)
            yield from _told("added", [name for name in after if name not in before], file, finder)


def _is_library(change: Change, cancel: Cancel) -> bool:
    tree = change.content.tree(cancel)
    return any(path in _PACKAGE for path in tree) and not any(_APPLICATION.match(path) for path in tree)


def _exported(text: str | None, path: str) -> list[str] | None:
    """The exported names in their order; None where the text does not tell them all."""
    if text is None or len(text) > _LARGEST:
        return None
    return _listed_by_python(text) if path.endswith(".py") else _listed_by_script(text)


def _listed_by_python(text: str) -> list[str] | None:
    """What `__all__` lists, where it is a plain list."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            module = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    for node in module.body:
        target = node.targets[0] if isinstance(node, ast.Assign) else None
        if isinstance(target, ast.Name) and target.id == "__all__" and isinstance(node, ast.Assign):
            held = node.value.elts if isinstance(node.value, ast.List | ast.Tuple) else []
            names = [one.value for one in held if isinstance(one, ast.Constant) and isinstance(one.value, str)]
            return names if names and len(names) == len(held) else None
    return None


def _listed_by_script(text: str) -> list[str] | None:
    """What an index exports by name; None where it exports all of other files, which it does not name."""
    if _ALL.search(text):
        return None
    names = [part.split(" as ")[-1].strip() for found in _NAMED.finditer(text) for part in found[1].split(",")]
    names = [name.removeprefix("type ") for name in names] + [found[1] for found in _DECLARED.finditer(text)]
    return [name for name in dict.fromkeys(names) if name and name != "default"]


def _told(event: str, names: list[str], file: FileChange, finder: Finder) -> Iterator[Finding]:
    if not names:
        return
    data: dict[str, Value] = {"name": names[0], "names": names, "path": file.path, "breaking": event == "removed"}
    what = named(names[0]) if len(names) == 1 else f"{counted(len(names), 'name')}: {listed(names)}"
    if event == "removed":
        text = f"The package no longer exports {what} ({named(file.path)}): programs that import what is gone fail."
    else:
        text = f"The package exports {what} now ({named(file.path)})."
    yield Finding(f"surface.export_{event}", text, (finder.find(names[0]),), data, 50 if event == "removed" else 10)
