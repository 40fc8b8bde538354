"""What the change panel lists beside the facts: files by kind, commits and work items, as a tree of rows.

A row's texts are made when they are first asked for: a change may have ten thousand files, of which few are seen.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QFont, QPixmap
from PySide6.QtWidgets import QWidget

from ..loaded import Loaded
from ..sources.change import Commit, FileChange, Kind
from ..sources.work.item import WorkItem
from .grouped_model import GroupedModel
from .kind_bar import LABELS, kind_colour, text_alignment
from .shown import tooltip, visible
from .work_words import found_words, in_order, state_of, status_words

_LETTERS = {"added": "A", "modified": "M", "deleted": "D", "renamed": "R", "copied": "C", "type": "T"}
_WORK, _MENTIONED = "Work items", "Only mentioned"
_FEW = 8  # files of the first kind that are shown at first
_MANY = 400  # found rows that are unfolded
_LONGEST_STATUS = 14  # characters


@dataclass(frozen=True)
class ChangeRow:
    """A file, a commit or a work item."""

    item: FileChange | Commit | WorkItem

    @cached_property
    def text(self) -> str:
        item = self.item
        if isinstance(item, Commit):
            return visible(item.subject)
        if isinstance(item, WorkItem):
            return visible(f"{item.key}  {item.title}".strip())
        folder = visible(item.path.rpartition("/")[0])
        return f"{_LETTERS[item.status]}  {visible(item.name)}" + (f"  ·  {folder}" if folder else "")

    @cached_property
    def detail(self) -> str:
        item = self.item
        if isinstance(item, Commit):
            return item.short
        if isinstance(item, WorkItem):
            status = " ".join(visible(item.status or state_of(item).value).split())
            return status if len(status) <= _LONGEST_STATUS else status[: _LONGEST_STATUS - 1] + "…"
        return "binary" if item.binary else f"+{item.added} −{item.removed}"

    @cached_property
    def more(self) -> str:
        """What the row has no room for."""
        item = self.item
        if isinstance(item, Commit):
            return f"{item.author}, {item.when[:10]}"
        if isinstance(item, WorkItem):
            return "\n".join(filter(None, (item.title, status_words(item), f"Found: {found_words(item)}", item.fault)))
        came = f"\nfrom {visible(item.old_path)}" if item.old_path else ""
        return f"{item.id}, {item.status}: {visible(item.path)}{came}"

    @cached_property
    def searched(self) -> str:
        """What the filter looks in: more than the row shows."""
        item = self.item
        if isinstance(item, Commit):
            return f"{item.subject}\n{item.short}\n{item.author}".lower()
        if isinstance(item, WorkItem):
            return f"{item.key}\n{item.title}\n{item.status}".lower()
        return f"{item.path}\n{item.old_path or ''}\n{item.id}, {item.status}".lower()


@dataclass(frozen=True)
class ChangeGroup:
    """Rows under a heading; `kind` where they are files."""

    label: str
    rows: tuple[ChangeRow, ...]
    kind: Kind | None = None


class ChangeModel(GroupedModel):
    """What of the change the filter leaves."""

    columns = 2

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget  # whose theme colours the kinds
        self._all: tuple[ChangeGroup, ...] = ()
        self._wanted = ""  # what the rows must hold
        self.groups: tuple[ChangeGroup, ...] = ()

    def show_change(self, loaded: Loaded) -> None:
        """Show another change, with nothing filtered."""
        self._all = tuple(group for group in _groups(loaded) if group.rows)
        self.filter("")

    def filter(self, text: str) -> None:
        """Leave the rows that hold the text."""
        wanted = text.strip().lower()
        self._wanted = wanted
        self.groups = tuple(group for group in (_filtered(one, wanted) for one in self._all) if group.rows)
        self._show(self.groups)

    def show_work(self, work: Iterable[WorkItem]) -> None:
        """Show what is known of the work items by now; only their rows change where there are as many as before."""
        others = tuple(group for group in self._all if group.label not in (_WORK, _MENTIONED))
        self._all = (*others, *(group for group in work_groups(work) if group.rows))
        before = [(group.label, len(group.rows)) for group in self.groups]
        self.groups = tuple(group for group in (_filtered(one, self._wanted) for one in self._all) if group.rows)
        if before == [(group.label, len(group.rows)) for group in self.groups]:
            self._renew(self.groups)
        else:
            self._show(self.groups)

    @property
    def count(self) -> int:
        """How many rows are left."""
        return sum(len(group.rows) for group in self.groups)

    @property
    def unfolded(self) -> Iterator[QModelIndex]:
        """The groups to unfold: what was found, as far as it can be looked through; else the first, if it is short."""
        room = _MANY if self._wanted else _FEW
        for at, group in enumerate(self.groups if self._wanted else self.groups[:1]):
            if len(group.rows) <= room:
                room -= len(group.rows)
                yield self.index(at, 0)

    def index_of(self, text: str) -> QModelIndex:
        """The first row that holds the text; an invalid index where there is none."""
        wanted = text.lower()
        places = ((at, row) for at, group in enumerate(self.groups) for row in range(len(group.rows)))
        found = next((place for place in places if wanted in self.groups[place[0]].rows[place[1]].searched), None)
        return self.place(*found) if found else QModelIndex()

    def tell(self, item: ChangeRow | ChangeGroup, column: int, role: int) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole and column:
            return text_alignment()
        return self._of_group(item, column, role) if isinstance(item, ChangeGroup) else _of_row(item, column, role)

    def _of_group(self, group: ChangeGroup, column: int, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{len(group.rows):,}" if column else group.label
        if role == Qt.ItemDataRole.FontRole and not column:
            bold = QFont(self._widget.font())
            bold.setBold(True)
            return bold
        if role == Qt.ItemDataRole.DecorationRole and not column and group.kind:
            swatch = QPixmap(10, 10)
            swatch.fill(kind_colour(group.kind, self._widget))
            return swatch
        return None


def _of_row(row: ChangeRow, column: int, role: int) -> Any:
    if role == Qt.ItemDataRole.DisplayRole:
        return row.detail if column else row.text
    if role == Qt.ItemDataRole.AccessibleTextRole and not column:
        return f"{row.item.id}: {row.text}"
    if role == Qt.ItemDataRole.ToolTipRole and not column:
        return tooltip(row.more or row.text)
    return None


def _groups(loaded: Loaded) -> Iterator[ChangeGroup]:
    change = loaded.change
    for kind, label in LABELS.items():
        yield ChangeGroup(label, _rows(change.of_kind(kind)), kind)
    yield ChangeGroup("Commits", _rows(change.commits))
    yield ChangeGroup("Commits that leave production", _rows(change.leaving))
    yield from work_groups(loaded.work)


def work_groups(work: Iterable[WorkItem]) -> Iterator[ChangeGroup]:
    """The work items that somebody named, and apart from them those that are only mentioned."""
    items = in_order(work)
    named = [one for one in items if one.is_named]
    yield ChangeGroup(_WORK, _rows(named))
    yield ChangeGroup(_MENTIONED, _rows(items[len(named) :]))


def _rows(items: Iterable[FileChange | Commit | WorkItem]) -> tuple[ChangeRow, ...]:
    return tuple(map(ChangeRow, items))


def _filtered(group: ChangeGroup, wanted: str) -> ChangeGroup:
    if not wanted:
        return group
    return ChangeGroup(group.label, tuple(row for row in group.rows if wanted in row.searched), group.kind)
