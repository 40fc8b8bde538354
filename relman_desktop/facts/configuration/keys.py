"""Keys of configuration files that appear, vanish or change; tooling is summed up, data is left alone."""

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress

from ...jobs import Cancel
from ...sources.change import Change, FileChange, Kind, Status
from ...wording import counted, listed, named
from ..fact import Finding, Place
from ..formats import Unread
from ..production import is_production
from ..sides import Finder
from . import flags
from .differences import Difference, differences
from .leaked import leaked
from .rules import is_kind, is_marker, is_tool_section, limit
from .secrets import HIDDEN
from .tables import is_readable
from .values import Value, difference, flat, is_hidden, kept, quoted

_WEIGHTS = {"added": 25, "removed": 30, "changed": 30, "moved": 40, "renamed": 40}
_SUMMARY_WEIGHT = 20
_SAMPLE_WEIGHT = 8
_MARKER_WEIGHT = 5
_UNREAD_WEIGHT = 3
_NAMED_KEYS = 5
_KEPT_KEYS = 50


def changed_keys(change: Change, told: Iterable[str], cancel: Cancel) -> Iterator[Finding]:
    """`config.key_added|removed|changed`, `.secret_written`, `.keys`, `.unread`; names in `told` are left out.

    Samples come last: of them only what the program's own files do not already say.
    """
    seen = {(name, what) for name in told for what in _WEIGHTS}
    files = _without_data(filter(_is_configuration, change.files))
    for file in sorted(files, key=lambda file: is_kind(file.path, "samples")):
        try:
            found = [one for one in differences(change, file, cancel) if one.is_told]
        except Unread as reason:
            yield from [_unread(file, str(reason))] if file.kind is not Kind.INFRASTRUCTURE else []
            continue
        if is_kind(file.path, "values"):  # what comes, goes and changes there is told as delivery
            found = [one for one in found if one.former]
        yield from leaked(change, found, cancel)
        fresh = [one for one in found if (one.key, one.what) not in seen]
        if is_kind(file.path, "settings"):
            seen |= {(one.key, one.what) for one in fresh}
        yield from _told(change, file, fresh, cancel)


def tooling(change: Change, cancel: Cancel) -> Iterator[Finding]:
    """`config.tooling`: one line for the configuration of developers' tools."""
    files = [file for file in change.files if _is_tooling(file) or _changes_a_tool(change, file, cancel)]
    if files:
        paths = [file.path for file in files]
        text = f"Changes the configuration of developers' tools: {listed(paths)}."
        evidence = tuple(file.id for file in files[:_NAMED_KEYS])
        yield Finding("config.tooling", text, evidence, {"paths": paths[:_KEPT_KEYS]}, weight=1)


def _is_tooling(file: FileChange) -> bool:
    counts = file.kind is Kind.CONFIG or (file.kind is Kind.CODE and ".config." in file.name)
    return counts and is_kind(file.path, "tooling")


def _changes_a_tool(change: Change, file: FileChange, cancel: Cancel) -> bool:
    """Whether a pyproject.toml changes a section of a tool such as ruff or mypy."""
    if file.name != "pyproject.toml" or not is_production(file):
        return False
    with suppress(Unread):
        return any(is_tool_section(one.key) for one in differences(change, file, cancel))
    return False


def _is_configuration(file: FileChange) -> bool:
    path, suffix = file.path, file.name.rpartition(".")[2].lower()
    if file.binary or file.is_symlink or not is_production(file) or not is_readable(suffix):
        return False
    if any(is_kind(path, kind) for kind in ("tooling", "data", "elsewhere")):
        return False
    if suffix == "py":
        return file.kind in (Kind.CONFIG, Kind.CODE) and is_kind(path, "settings")
    if suffix in ("php", "exs", "rb"):
        return is_kind(path, "code")
    return file.kind is Kind.CONFIG or (file.kind is Kind.INFRASTRUCTURE and suffix in ("yaml", "yml"))


def _without_data(files: Iterable[FileChange]) -> list[FileChange]:
    """The files without those of a folder that changes in so many of one format that they must be data."""
    kept = list(files)
    many = Counter(map(_shelf, kept))
    return [file for file in kept if many[_shelf(file)] <= limit("siblings")]


def _shelf(file: FileChange) -> tuple[str, str]:
    return file.path.rpartition("/")[0], file.name.rpartition(".")[2]


def _told(change: Change, file: FileChange, found: list[Difference], cancel: Cancel) -> Iterator[Finding]:
    if not found:
        return
    if file.status in (Status.ADDED, Status.DELETED):
        yield _file_summary(file, found)
        return
    finder = Finder(file, change.hunks(file, cancel))
    yield from (_finding(one, finder) for one in found)


def _finding(one: Difference, finder: Finder) -> Finding:
    name = one.holder
    flag = is_kind(one.file.path, "flags") and flags.is_switch(one)
    return Finding(
        kind=f"config.{'flag' if flag else 'key'}_{one.what}",
        text=flags.sentence(one) if flag else _sentence(one),
        evidence=(_evidence(one, finder),),
        data={
            "path": one.file.path,
            "key": one.key,
            "name": flags.flag_name(one.key) if flag else one.key,
            "old": kept(name, one.old),
            "new": kept(name, one.new),
            "secret": is_hidden(name, one.old, one.new),
            **({"old_name": one.former_key} if one.former else {}),
            **({"difference": items} if (items := _items(one)) else {}),
        },
        weight=_weight(one),
    )


def _weight(one: Difference) -> int:
    if is_marker(one.path[-1]):
        return _MARKER_WEIGHT
    return _SAMPLE_WEIGHT if is_kind(one.file.path, "samples") else _WEIGHTS[one.what]


def _evidence(one: Difference, finder: Finder) -> str:
    """The hunk with the key; of a long list, whose key is far above, the one with an item that comes or goes."""
    values = [value for value in (one.old, one.new) if value is not None]
    names = (one.path[-1], one.key, f"config.{one.key}")
    hunks = (finder.find(name, *map(flat, values)) for name in names)
    found = next((hunk for hunk in hunks if "." in hunk), one.file.id)
    if "." in found or len(values) < 2 or not all(isinstance(value, tuple) for value in values):
        return found
    items = {*values[0]} ^ {*values[1]}
    of_items = (finder.find(item.strip("\"'")) for value in values for item in value if item in items)
    return next((hunk for hunk in of_items if "." in hunk), found)


def _sentence(one: Difference) -> str:
    key, path, name = named(one.key), named(one.file.path), one.holder
    if one.former:
        return f"{'Moves' if one.what == 'moved' else 'Renames'} {named(one.former_key)} to {key} in {path}."
    if one.old is None:
        assert one.new is not None
        return f"Adds {key} {_bracketed(name, one.new)} to {path}."
    if one.new is None:
        return f"Removes {key} {_bracketed(name, one.old)} from {path}."
    if items := _items(one):
        return f"Changes {key} in {path}: {items}."
    return f"Changes {key} from {quoted(name, one.old)} to {quoted(name, one.new)} in {path}."


def _items(one: Difference) -> str | None:
    """What a list that is there before and after gains and loses."""
    return difference(one.holder, one.old, one.new) if one.old is not None and one.new is not None else None


def _bracketed(name: str, value: Value) -> str:
    text = quoted(name, value)
    return text if text == HIDDEN else f"({text})"


def _file_summary(file: FileChange, found: list[Difference]) -> Finding:
    names = list(dict.fromkeys(one.path[0] for one in found))
    verb = "Adds" if file.status is Status.ADDED else "Removes"
    text = f"{verb} the configuration file {named(file.path)} with {listed(names)}."
    weight = _SAMPLE_WEIGHT if is_kind(file.path, "samples") else _SUMMARY_WEIGHT
    return summary(file.path, text, [one.key for one in found], (file.id,), weight)


def summary(path: str, text: str, names: list[str], evidence: tuple[str | Place, ...], weight: int) -> Finding:
    """`config.keys`: several keys of one file in one sentence."""
    return Finding(
        "config.keys", text, evidence, {"path": path, "count": len(names), "keys": names[:_KEPT_KEYS]}, weight
    )


def capped(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings, of each file's keys only the weightiest one by one, and the rest summed up in one line."""
    by_path: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.kind.startswith("config.key_"):
            by_path.setdefault(str(finding.data["path"]), []).append(finding)
        else:
            yield finding
    for path, found in by_path.items():
        most = limit("keys") if len(found) > limit("keys") + 1 else len(found)  # a rest of one is no summary
        told = sorted(found, key=lambda finding: -finding.weight)[:most]
        yield from (finding for finding in found if finding in told)
        if rest := [finding for finding in found if finding not in told]:
            yield _rest(path, rest)


def _rest(path: str, rest: list[Finding]) -> Finding:
    names = [str(finding.data["key"]) for finding in rest]
    text = f"Changes {counted(len(rest), 'more key')} in {named(path)}: {listed(names)}."
    evidence = tuple(dict.fromkeys(one for finding in rest for one in finding.evidence))
    return summary(path, text, names, evidence[:_NAMED_KEYS], max(finding.weight for finding in rest))


def _unread(file: FileChange, reason: str) -> Finding:
    text = f"{named(file.path)} was not read for configuration: {reason}."
    return Finding("config.unread", text, (file.id,), {"path": file.path, "reason": reason}, _UNREAD_WEIGHT)
