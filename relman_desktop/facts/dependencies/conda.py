"""conda's environment.yml."""

import re

from ..formats import yaml_scalars
from .python import pep508, python_runtime
from .requirement import Reading, Requirement, Scope, Stated, collect

_LINE = re.compile(r"\s*-\s+[\"']?(?:[\w./-]+::)?([A-Za-z0-9][\w.-]*)\s*([=<>!~][=<>!~\w.*,-]*)[\"']?\s*(?:#.*)?$")
_PACKAGE = re.compile(r"(?:[\w./-]+::)?([A-Za-z0-9][\w.-]*)\s*(.*)")


def environment(text: str) -> Reading:
    """Packages as `name=1.2=build`, and below `pip` those of Python's own index."""
    stated: list[Stated] = []
    python = ""
    for path, value in yaml_scalars(text):
        if path[:1] != ("dependencies",):
            continue
        if path[2:3] == ("pip",):
            stated += [one] if (one := pep508(value, Scope.PRODUCTION)) else []
        elif len(path) == 2 and (found := _PACKAGE.fullmatch(value.strip())):
            name, spec = found[1].lower(), _spec(found[2])
            if name == "python":
                python = spec
            else:
                stated.append((name, Requirement(name, spec)))
    return Reading(collect(stated), runtimes=python_runtime(python, minimum=not python[:1].isdecimal()))


def environment_piece(text: str) -> Reading:
    """The packages with a version on the lines that a diff shows."""
    stated: list[Stated] = []
    python = ""
    for line in text.splitlines():
        if found := _LINE.match(line[:500]):
            name, spec = found[1].lower(), _spec(found[2])
            python = spec if name == "python" else python
            stated += [(name, Requirement(name, spec))] if name != "python" else []
    return Reading(collect(stated), runtimes=python_runtime(python, minimum=not python[:1].isdecimal()))


def _spec(written: str) -> str:
    """`=1.2=build` is 1.2; a range stays."""
    if written.startswith("=") or written[:1].isdecimal():
        return written.lstrip("= ").partition("=")[0].strip()
    return written
