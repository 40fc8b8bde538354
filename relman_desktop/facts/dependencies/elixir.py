"""Elixir's mix.exs, which is a program and not run, and mix.lock."""

import re
from collections.abc import Iterator

from .requirement import Reading, Requirement, Runtime, Scope, Stated, collect, versions_of

_DEPENDENCY = re.compile(r"\{:(\w{1,100}),\s{0,200}+(?:\"([^\"\n]{0,200})\")?+([^{}]{0,1000}+)\}")
_ONLY = re.compile(r"\bonly:\s*(\[[^\]]*\]|:\w+)")
_LOCAL = re.compile(r"\b(?:path|in_umbrella):")
_AT = re.compile(r"\b(?:tag|ref|branch):\s*\"([^\"]+)\"")
_WHERE = re.compile(r"\b(?:git|github):\s*\"([^\"]+)\"")
_ELIXIR = re.compile(r"\belixir:\s*\"([^\"\n]{1,100})\"")
_APP = re.compile(r"\bapp:\s*:(\w+)")
_LOCKED = re.compile(r"\s*\"?(\w+)\"?:\s*\{:(hex|git),\s*(?::\w+|\"[^\"]*\"),\s*\"([^\"]+)\"")


def mix_exs(text: str) -> Reading:
    code = "\n".join("" if line.lstrip().startswith("#") else line for line in text.splitlines())
    language, app = _ELIXIR.search(code), _APP.search(code)
    return Reading(
        collect(list(_dependencies(code))),
        runtimes={"elixir": Runtime(language[1], minimum=True)} if language else {},
        own=frozenset({app[1]} if app else ()),
    )


def mix_lock(text: str) -> Reading:
    found = (_LOCKED.match(line[:1000]) for line in text.splitlines())
    return Reading(pinned=versions_of([(one[1], one[3][:7] if one[2] == "git" else one[3]) for one in found if one]))


def _dependencies(code: str) -> Iterator[Stated]:
    for found in _DEPENDENCY.finditer(code):
        name, spec, options = found[1], found[2], found[3]
        at, where, only = _AT.search(options), _WHERE.search(options), _ONLY.search(options)
        if _LOCAL.search(options) or (spec is None and not where):
            continue
        tool = bool(only) and ":prod" not in (only[1] if only else "")
        said = spec or (at[1] if at else where[1] if where else "")
        yield name, Requirement(name, said, Scope.DEVELOPMENT if tool else Scope.PRODUCTION)
