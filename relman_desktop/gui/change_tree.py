"""What the change panel lists beside the facts: files by kind, commits and work items, as a tree of rows."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QWidget

from ..session import Loaded
from ..sources.change import FileChange
from .kind_bar import LABELS, kind_colour, text_alignment
from .shown import tooltip, visible

EVIDENCE = Qt.ItemDataRole.UserRole  # the id that a row stands for; None for a group
SEARCHED = Qt.ItemDataRole.UserRole + 1  # what the filter looks in: more than the row shows
_LETTERS = {"added": "A", "modified": "M", "deleted": "D", "renamed": "R", "copied": "C", "type": "T"}


def fill(model: QStandardItemModel, loaded: Loaded, widget: QWidget) -> list[QStandardItem]:
    """Replace the model's rows by those of a change; gives the groups that open at first."""
    model.clear()
    model.setColumnCount(2)
    files = _files(model, loaded, widget)
    _group(
        model, "Commits", [_row(c.subject, c.short, c.id, f"{c.author}, {c.when[:10]}") for c in loaded.change.commits]
    )
    _group(
        model,
        "Commits that leave production",
        [_row(c.subject, c.short, c.id, c.author) for c in loaded.change.leaving],
    )
    work = [_row(item.key, _times(len(item.found)), item.id, item.title) for item in loaded.work]
    _group(model, "Work items", work)
    return files


def _files(model: QStandardItemModel, loaded: Loaded, widget: QWidget) -> list[QStandardItem]:
    groups: list[QStandardItem] = []
    for kind, label in LABELS.items():
        rows = [_file_row(file) for file in loaded.change.of_kind(kind)]
        group = _group(model, label, rows)
        if group:
            swatch = QPixmap(10, 10)
            swatch.fill(kind_colour(kind, widget))
            group.setData(swatch, Qt.ItemDataRole.DecorationRole)
        if group and len(rows) <= 8 and not groups:
            groups.append(group)
    return groups


def _file_row(file: FileChange) -> list[QStandardItem]:
    counts = "binary" if file.binary else f"+{file.added} −{file.removed}"
    path = visible(file.path)
    came = f"\nfrom {visible(file.old_path)}" if file.old_path else ""
    folder = visible(file.path.rpartition("/")[0])
    line = f"{_LETTERS[file.status]}  {visible(file.name)}" + (f"  ·  {folder}" if folder else "")
    return _row(line, counts, file.id, f"{file.id}, {file.status}: {path}{came}")


def _group(model: QStandardItemModel, label: str, rows: Iterable[list[QStandardItem]]) -> QStandardItem | None:
    kept = list(rows)
    if not kept:
        return None
    group = QStandardItem(label)
    font = group.font()
    font.setBold(True)
    group.setFont(font)
    for row in kept:
        group.appendRow(row)
    number = QStandardItem(f"{len(kept):,}")
    number.setTextAlignment(text_alignment())
    model.appendRow([group, number])
    return group


def _row(text: str, detail: str, evidence: str, more: str = "") -> list[QStandardItem]:
    line = visible(text)
    left, right = QStandardItem(line), QStandardItem(visible(detail))
    left.setData(evidence, EVIDENCE)
    left.setData(f"{evidence}: {line}", Qt.ItemDataRole.AccessibleTextRole)
    left.setData(f"{line} {more}", SEARCHED)
    left.setToolTip(tooltip(more or text))
    right.setTextAlignment(text_alignment())
    return [left, right]


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number} times"
