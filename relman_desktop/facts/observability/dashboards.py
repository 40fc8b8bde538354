"""Dashboards that are kept as files (Grafana's JSON): which come and go, and which of their panels change."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ...jobs import Cancel
from ...sources.change import Change, FileChange, Kind
from ...wording import counted, joined, listed, named
from ..fact import Finding, Value
from ..formats import Unread, json_object, mapping
from ..sides import sides

_FEW = 3  # findings of a kind that are told one by one
_MOST_EVIDENCE = 5
_TOGETHER = {
    "observability.dashboard_added": "are new",
    "observability.dashboard_removed": "are removed",
    "observability.dashboard_changed": "change",
}
_MOST_NAMES = 20
_ADDED, _REMOVED, _LOSES, _CHANGED, _UNREAD = 8, 30, 15, 8, 30  # weights
_MARKS = ('"panels"', '"schemaVersion"')  # that every dashboard has


@dataclass(frozen=True, slots=True)
class _Dashboard:
    title: str
    panels: dict[str, list[str]]  # what each asks, by its title


def detect(change: Change, cancel: Cancel) -> Iterator[Finding]:
    """`observability.dashboard_added`, `_removed`, `_changed`, and `.unread`; many of a kind as one."""
    found: dict[str, list[Finding]] = {}
    for file in change.files:
        if file.path.endswith(".json") and file.kind not in (Kind.TEST, Kind.DEPENDENCY) and not file.generated:
            for finding in _in_file(change, file, cancel):
                sort = finding.kind if not finding.data.get("removed") else "loses"
                found.setdefault(sort, []).append(finding)
    for findings in found.values():
        yield from findings if len(findings) <= _FEW else [_together(findings)]


def _together(findings: list[Finding]) -> Finding:
    """One finding for many of a kind."""
    first = findings[0]
    titles = [str(finding.data.get("title") or finding.data["path"]) for finding in findings]
    paths = [str(finding.data["path"]) for finding in findings]
    what = _TOGETHER.get(first.kind, "were not read")
    text = f"{counted(len(findings), 'dashboard')} {what}: {listed(titles, 4)}."
    cited = tuple(one for finding in findings[:_MOST_EVIDENCE] for one in finding.evidence)
    data: dict[str, Value] = {"count": len(findings), "titles": titles[:_MOST_NAMES], "paths": paths[:_MOST_NAMES]}
    return Finding(first.kind, text, cited, data, first.weight)


def _in_file(change: Change, file: FileChange, cancel: Cancel) -> Iterator[Finding]:
    cancel.check()
    old, new = sides(change, file, cancel)
    texts = [text for side in (old, new) for text in side.pieces]
    if not (old.whole and new.whole) or not any(all(mark in text for mark in _MARKS) for text in texts):
        return
    try:
        before, after = (_read(side.pieces[0]) if side.pieces else None for side in (old, new))
    except Unread as error:
        text = f"The dashboard {named(file.path)} was not read: {error}."
        yield Finding("observability.unread", text, (file.id,), {"path": file.path}, _UNREAD)
        return
    yield from _compared(file, before, after)


def _read(text: str) -> _Dashboard:
    value = json_object(text)
    inside = mapping(value, "dashboard") or value
    panels: dict[str, list[str]] = {}
    waiting = _tables(inside.get("panels"))
    waiting += [panel for row in _tables(inside.get("rows")) for panel in _tables(row.get("panels"))]
    for panel in waiting:
        inner = _tables(panel.get("panels"))  # of a row that is folded
        for one in inner or [panel]:
            if one.get("type") != "row" and one.get("title"):
                panels.setdefault(str(one["title"]), []).extend(_queries(one))
    return _Dashboard(str(inside.get("title") or ""), panels)


def _queries(panel: dict[str, Any]) -> list[str]:
    keys = ("expr", "rawSql", "query", "target", "expression")
    return [str(target[key]) for target in _tables(panel.get("targets")) for key in keys if target.get(key)]


def _tables(value: object) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _compared(file: FileChange, before: _Dashboard | None, after: _Dashboard | None) -> Iterator[Finding]:
    if before and after:
        yield from _changed(file, before, after)
    elif after:
        yield _whole(file, after, "added", "is new", _ADDED)
    elif before:
        yield _whole(file, before, "removed", "is removed", _REMOVED)


def _whole(file: FileChange, there: _Dashboard, event: str, what: str, weight: int) -> Finding:
    panels = [*there.panels][:_MOST_NAMES]
    size = counted(len(there.panels), "panel")
    text = f"The dashboard {_name(there, file)} {what}, with {size} ({named(file.path)})."
    data: dict[str, Value] = {"title": there.title, "path": file.path, "panels": panels}
    return Finding(f"observability.dashboard_{event}", text, (file.id,), data, weight)


def _changed(file: FileChange, before: _Dashboard, after: _Dashboard) -> Iterator[Finding]:
    gained = [title for title in after.panels if title not in before.panels]
    lost = [title for title in before.panels if title not in after.panels]
    asks = [title for title in after.panels if before.panels.get(title, after.panels[title]) != after.panels[title]]
    told = (("gains", gained), ("loses", lost), ("asks something else in", asks))
    parts = [f"{verb} {listed(titles, 3)}" for verb, titles in told if titles]
    if parts:
        text = f"The dashboard {_name(after, file)} {joined(parts)} ({named(file.path)})."
        data: dict[str, Value] = {
            "title": after.title,
            "path": file.path,
            "added": gained[:_MOST_NAMES],
            "removed": lost[:_MOST_NAMES],
            "changed": asks[:_MOST_NAMES],
        }
        yield Finding("observability.dashboard_changed", text, (file.id,), data, _LOSES if lost else _CHANGED)


def _name(dashboard: _Dashboard, file: FileChange) -> str:
    return named(dashboard.title or file.name)
