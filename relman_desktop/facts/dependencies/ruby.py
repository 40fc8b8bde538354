"""Ruby's Gemfile, gemspec and Gemfile.lock, read line by line: they are programs, and are not run."""

import re
from collections.abc import Iterator

from .requirement import Reading, Requirement, Runtime, Scope, Stated, collect, versions_of
from .scopes import group_scope

_GEM = re.compile(r"\s*gem[\s(]\s*[\"']([\w.-]+)[\"'](.*)")
_SPECS = re.compile(r"\s*,\s*\[?\s*[\"']([^\"']*\d[^\"']*)[\"']")
_ADDED = re.compile(r"\s*\w+\.add_(runtime_|development_)?dependency[\s(]\s*[\"']([\w.-]+)[\"'](.*)")
_ADDED_EACH = re.compile(r"\s*\w+\.add_(runtime_|development_)?dependency[\s(]\s*([a-z_]\w*)\s*(,.*)")
_LOOP = re.compile(r"%w[\[({<]([\w.\s-]{0,2000})[\])}>]\.each\s+(?:do|\{)\s*\|\s*(\w+)\s*\|")
_OPENS = re.compile(r"\s*(?:if|unless|case|begin|def)\b|.*\bdo\b\s*(?:\|[^|]*\|)?\s*$")
_GROUP = re.compile(r"\s*group[\s(]\s*(:.*?)\)?\s*do\b")
_IN_GROUP = re.compile(r"\bgroups?:\s*(\[[^\]]*\]|:\w+|[\"']\w+[\"'])|:groups?\s*=>\s*(\[[^\]]*\]|:\w+)")
_LOCAL = re.compile(r"\bpath:|:path\s*=>")
_FROM_GIT = re.compile(r"\b(?:tag|ref|branch):\s*[\"']([^\"']+)[\"']")
_RUBY = re.compile(r"\s*ruby[\s(]\s*[\"']([^\"']*\d[^\"']*)[\"']")
_LEAST_RUBY = re.compile(r"\s*\w+\.required_ruby_version\s*=\s*[\"'\[(]*\s*[\"']?([^\"'\])]+)")
_NAME = re.compile(r"\s*\w+\.name\s*=\s*[\"']([\w.-]+)[\"']")
_LOCKED = re.compile(r" {4}([\w.-]+) \(([^)]+)\)\s*")
_ASKED = re.compile(r" {2}([\w.-]+)(?: \([^)]*\))?!?\s*")
_LOCKED_RUBY = re.compile(r" {3}ruby (\d[\d.]*)")
_LONGEST = 1000  # characters of a line


def gemfile(text: str) -> Reading:
    stated: list[Stated] = []
    runtimes: dict[str, Runtime] = {}
    blocks: list[str] = []  # open blocks; "" where it is no group
    for line in _code(text):
        group = _GROUP.match(line)
        if found := _GEM.match(line):
            stated += _gem(found[1], found[2], blocks)
        elif found := _RUBY.match(line):
            runtimes["ruby"] = Runtime(found[1].lstrip("= "), minimum=not found[1].lstrip("= ")[:1].isdecimal())
        elif group or _OPENS.match(line):
            blocks.append(group[1] if group else "")
        elif line.strip() == "end" and blocks:
            blocks.pop()
    return Reading(collect(stated), runtimes=runtimes)


def gemspec(text: str) -> Reading:
    stated: list[Stated] = []
    runtimes: dict[str, Runtime] = {}
    own = ""
    lines = list(_code(text))
    each = {found[2]: found[1].split() for found in _LOOP.finditer("\n".join(lines))}  # by the loop's variable
    for line in lines:
        if found := _ADDED.match(line) or _ADDED_EACH.match(line):
            scope = Scope.DEVELOPMENT if found[1] == "development_" else Scope.PRODUCTION
            names = [found[2]] if found.re is _ADDED else each.get(found[2], [])
            stated += ((name, Requirement(name, _spec(found[3]), scope)) for name in names)
        elif found := _LEAST_RUBY.match(line):
            runtimes["ruby"] = Runtime(found[1].strip(), minimum=True)
        elif found := _NAME.match(line):
            own = found[1]
    return Reading(collect(stated), runtimes=runtimes, own=frozenset({own} if own else ()))


def gemfile_lock(text: str) -> Reading:
    """Gemfile.lock; gems below `PATH` are the project's own."""
    pinned: list[tuple[str, str]] = []
    direct: set[str] = set()
    own: set[str] = set()
    runtimes: dict[str, Runtime] = {}
    section = ""
    for line in text.splitlines():
        if line[:1] not in ("", " "):
            section = line.strip()
        elif (found := _LOCKED.fullmatch(line)) and section != "PATH":
            pinned.append((found[1], found[2].partition("-")[0]))  # without the platform that it is built for
        elif found:
            own.add(found[1])
        elif section == "DEPENDENCIES" and (found := _ASKED.fullmatch(line)):
            direct.add(found[1])
        elif found := _LOCKED_RUBY.match(line):
            runtimes["ruby"] = Runtime(found[1], minimum=False)
    asked = frozenset(direct - own) if direct else None
    return Reading(pinned=versions_of(pinned), direct=asked, runtimes=runtimes, own=frozenset(own))


def _code(text: str) -> Iterator[str]:
    """The lines without remarks."""
    for line in text.splitlines():
        short = line[:_LONGEST]
        yield "" if short.lstrip().startswith("#") else short.partition(" #")[0]


def _gem(name: str, rest: str, blocks: list[str]) -> Iterator[Stated]:
    if _LOCAL.search(rest):
        return
    groups = " ".join(filter(None, ["".join(filter(None, found)) for found in _IN_GROUP.findall(rest)] + blocks))
    names = re.findall(r"\w+", groups)
    scopes = [group_scope(one, Scope.PRODUCTION) for one in names]
    at = _FROM_GIT.search(rest)
    yield name, Requirement(name, _spec(rest) or (at[1] if at else ""), max(scopes, default=Scope.PRODUCTION))


def _spec(rest: str) -> str:
    """The version arguments that follow a gem's name: `, "~> 1.2", ">= 1.2.3"`."""
    found: list[str] = []
    place = 0
    while one := _SPECS.match(rest, place):
        found.append(one[1])
        place = one.end()
    return ", ".join(found)
