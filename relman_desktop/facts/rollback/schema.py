"""What the migrations of the change take away from the previous version, or ask of it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from ...jobs import Cancel
from ...sources.change import Change
from ...wording import counted, joined, listed, named
from ..fact import Finding, Place
from .readers import Readers, Thing
from .reason import Reason, Verdict

_MOST_PLACES = 4
_MOST_NAMES = 3  # in the short form
_MOST_ALONE = 4  # effects of one sort that are told one by one
_NOT_READ = "migration.unread"
_IN_CODE = "migration.in_code"  # whose data names what it drops
_TABLES = ("migration.create_table", "migration.drop_table")
_DATABASE_DEFAULT = re.compile(r"\bdb_default\b|\bserver_default\b")
_APPLIES_DEFAULTS_ITSELF = ("Django",)  # its default is the model's, and none stays in the database
_TEXT = re.compile(r"char|text|string|clob", re.IGNORECASE)  # most often only its length changes
_NO_COLUMN = re.compile(r"many_?to_?many", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Sort:
    """How one sort of effect is told."""

    kind: str
    verdict: Verdict
    text: str
    clause: str
    action: str = ""
    of_table: bool = False  # whether the table and not the column is looked for


_GONE = "Before going back, undo the migration or restore {what}: the previous version reads it."
_OLD_NAME = "Before going back, give {what} the old name again by undoing the migration."
_SORTS = {
    "drop_column": _Sort(
        "reads_dropped",
        Verdict.UNSAFE,
        "The previous version still reads {what}, dropped by {migration}: {where}.",
        "it still reads the dropped {what}",
        _GONE,
    ),
    "drop_table": _Sort(
        "reads_dropped",
        Verdict.UNSAFE,
        "The previous version still uses the table {what}, dropped by {migration}: {where}.",
        "it still uses the dropped table {what}",
        _GONE,
    ),
    "rename_column": _Sort(
        "reads_renamed",
        Verdict.UNSAFE,
        "The previous version knows {what} only by the old name, changed by {migration}: {where}.",
        "it knows {what} only by the old name",
        _OLD_NAME,
    ),
    "rename_table": _Sort(
        "reads_renamed",
        Verdict.UNSAFE,
        "The previous version knows the table {what} only by the old name, changed by {migration}: {where}.",
        "it knows the table {what} only by the old name",
        _OLD_NAME,
    ),
    "required": _Sort(
        "lacks_required",
        Verdict.UNSAFE,
        "With {migration}, new rows need a value for {what}, which the database does not fill and the previous version "
        "does not give: {where}.",
        "it gives no value for {what}, which new rows need",
        "Before going back, undo the migration or give {what} a default: the previous version gives no value.",
        of_table=True,
    ),
    "not_null": _Sort(
        "may_write_null",
        Verdict.CONDITIONAL,
        "NULL is no longer allowed in {what} ({migration}), and the previous version may still write it: {where}.",
        "it may still write NULL to {what}",
        "Before going back, allow NULL in {what} again, or check that the previous version never writes it.",
    ),
    "retype": _Sort(
        "reads_retyped",
        Verdict.CONDITIONAL,
        "The type of {what} changes ({migration}), and the previous version uses it: {where}.",
        "it uses {what}, whose type changes",
        "Check before going back that the previous version can work with the new type of {what}.",
    ),
}


def reasons(change: Change, findings: Sequence[Finding], cancel: Cancel) -> Iterator[Reason]:
    """What the schema's changes mean for the previous version."""
    effects = list(_grouped(_effects(change, findings, cancel)))
    readers = Readers(change, cancel)
    found = readers.of(thing for effect in effects for thing in effect.looked_for) if effects else {}
    unread = [finding for finding in findings if finding.kind == _NOT_READ]
    if unread:
        yield _unknown(unread, f"{counted(len(unread), 'migration')} could not be read")
    if found is None:
        about = [finding for effect in effects for finding in effect.findings]
        yield _unknown(about, "the previous version's code is not known, so it cannot be searched")
        return
    lines = {effect: readers.best(line for thing in effect.looked_for for line in found[thing]) for effect in effects}
    for effect in _condensed([effect for effect in effects if lines[effect]]):
        shown = readers.best(line for part in effect.parts or (effect,) for line in lines[part])
        yield effect.reason([named(f"{one.path}:{one.line}") for one in shown], map(readers.cite, shown))
    unseen = [finding for effect in effects if not lines[effect] for finding in effect.findings]
    if unseen and readers.unread:
        count = counted(len(readers.unread), "file")
        yield _unknown(unseen, f"{count} of the previous version cannot be read here ({listed(readers.unread, 2)})")


@dataclass(frozen=True, slots=True)
class _Effect:
    """What one sort of operation does to one table, or the `parts` to theirs."""

    sort: _Sort
    things: tuple[Thing, ...]
    findings: tuple[Finding, ...] = field(compare=False)
    parts: tuple["_Effect", ...] = ()

    @property
    def looked_for(self) -> tuple[Thing, ...]:
        if self.sort.of_table:
            return tuple(dict.fromkeys(Thing(thing.table) for thing in self.things))
        return self.things

    def reason(self, places: Sequence[str], cited: Iterator[str | Place]) -> Reason:
        names = [thing.name for thing in self.things]
        words = {"what": listed(names), "migration": _migrations(self.findings)}
        words["where"] = joined(places, 2)
        own = [one for finding in self.findings for one in finding.evidence[:2]]
        shown = dict.fromkeys([*own[:4], *islice(cited, _MOST_PLACES)])
        text = self.sort.text.format(**words)
        return Reason(
            self.sort.kind,
            self.sort.verdict,
            text[0].upper() + text[1:],
            self.sort.clause.format(what=listed(names, _MOST_NAMES)),
            tuple(shown),
            self.sort.action.format(**words),
            {"names": names, "places": list(places[:20])},
            self.sort.clause,
        )


def _condensed(effects: Sequence[_Effect]) -> Iterator[_Effect]:
    """The effects of each sort, those on most columns first; what goes beyond a few is put together."""
    for sort in _SORTS.values():
        of_sort = sorted((one for one in effects if one.sort is sort), key=lambda one: -len(one.things))
        most = 1 if sort.of_table else _MOST_ALONE  # whatever lacks a value has one remedy
        alone = 0 if sort.of_table and len(of_sort) > most else most if len(of_sort) > most + 1 else len(of_sort)
        yield from of_sort[:alone]
        if rest := tuple(of_sort[alone:]):
            things = tuple(thing for one in rest for thing in one.things)
            yield _Effect(sort, things, tuple(finding for one in rest for finding in one.findings), rest)


def _migrations(findings: Sequence[Finding]) -> str:
    names = [f"migration {one.data['migration']}" if "migration" in one.data else _file(one) for one in findings]
    unique = list(dict.fromkeys(names))
    return unique[0] if len(unique) == 1 else f"{len(unique)} migrations"


def _file(finding: Finding) -> str:
    return named(str(finding.data.get("path")))


def _unknown(findings: Sequence[Finding], clause: str) -> Reason:
    evidence = tuple(dict.fromkeys(one for finding in findings for one in finding.evidence[:1]))[:8]
    text = f"Whether the previous version still runs cannot be told from the schema: {clause}."
    return Reason("unknown", Verdict.UNKNOWN, text, clause, evidence, data={"about": "schema"})


def _effects(change: Change, findings: Sequence[Finding], cancel: Cancel) -> Iterator[tuple[str, Thing, Finding]]:
    """Each operation that may hurt, on tables that the previous version can know."""
    migrations = [one for one in findings if one.kind.startswith("migration.") and not one.data.get("fresh")]
    created, dropped = (
        {thing.table for one in migrations if one.kind == kind for thing in _things(one)} for kind in _TABLES
    )
    new = {thing for one in migrations if one.kind == "migration.add_column" for thing in _things(one)}
    for finding in migrations:
        for sort in _sorts_of(change, finding, cancel):
            for thing in _things(finding):
                if thing.table not in created and not (thing.column and thing.table in dropped):
                    yield from ((one, thing, finding) for one in _on_column(sort, thing in new))


def _on_column(sort: str, is_new: bool) -> Iterator[str]:
    """What it comes to where the column itself is new: the previous version knows nothing of it, and gives no value."""
    if not is_new or sort == "required":
        yield sort
    elif sort == "not_null":
        yield "required"


def _sorts_of(change: Change, finding: Finding, cancel: Cancel) -> Iterator[str]:
    operation = finding.kind.removeprefix("migration.")
    data = finding.data
    if operation in ("drop_column", "drop_table", "rename_column", "rename_table"):
        yield operation
    elif operation == "replace_column":
        yield "retype"
    elif finding.kind == _IN_CODE:
        yield "drop_column"
    elif operation == "add_column" and data.get("nullable") is False and _has_no_default(change, finding, cancel):
        yield "required"
    elif operation == "alter_column":
        old, new = str(data.get("old_type") or ""), str(data.get("type") or "")
        if data.get("nullable") is False and not data.get("default") and not new:
            yield "not_null"  # where a type is given too, the rest is only said again
        if new and new != old and not (_TEXT.search(new) and (not old or _TEXT.search(old))):
            yield "retype"


def _has_no_default(change: Change, finding: Finding, cancel: Cancel) -> bool:
    if _NO_COLUMN.search(str(finding.data.get("type") or "")):
        return False
    if finding.data.get("framework") not in _APPLIES_DEFAULTS_ITSELF:
        return not finding.data.get("default")
    return not any(_DATABASE_DEFAULT.search(text) for text in _texts(change, finding, cancel))


def _texts(change: Change, finding: Finding, cancel: Cancel) -> Iterator[str]:
    for one in finding.evidence:
        file = change.file(str(one).partition(".")[0])
        yield from (hunk.text for hunk in (change.hunks(file, cancel) if file else ()) if hunk.id == one)


def _things(finding: Finding) -> Iterator[Thing]:
    names = finding.data.get("dropped" if finding.kind == _IN_CODE else "names")
    if isinstance(names, list):  # many operations in one finding
        for name in names:
            table, _, column = name.rpartition(".")
            yield Thing(table, column) if table else Thing(name)
    elif told := finding.data.get("table"):
        yield Thing(str(told), "" if finding.kind.endswith("_table") else str(finding.data.get("column") or ""))


def _grouped(effects: Iterator[tuple[str, Thing, Finding]]) -> Iterator[_Effect]:
    groups: dict[tuple[str, str], list[tuple[Thing, Finding]]] = {}
    for sort, thing, finding in effects:
        groups.setdefault((sort, thing.table if thing.column else ""), []).append((thing, finding))
    for (sort, _), group in groups.items():
        things = dict.fromkeys(thing for thing, _ in group)
        findings = {id(finding): finding for _, finding in group}
        yield _Effect(_SORTS[sort], tuple(things), tuple(findings.values()))
