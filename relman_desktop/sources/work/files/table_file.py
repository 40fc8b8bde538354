"""CSV, with commas, semicolons or tabs: a row a work item, the first row the names of the columns."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ....jobs import Cancel
from ....wording import listed
from ..item import WorkItem
from .records import item_of
from .shapes import Shape, shapes
from .wording import MOST_ITEMS, too_many, wrong

_DELIMITERS = ",;\t|"
_COLUMNS = "name a column Key or Title, and others Description, Status, Acceptance criteria"


def read_table(text: str, source: str, cancel: Cancel) -> tuple[WorkItem, ...]:
    """The items of a table. Raises `InputError`."""
    rows = _rows(text, source, cancel)
    header = next(rows, (1, []))[1]
    columns = [" ".join(name.lower().split()) for name in header]
    shape = _shape(columns)
    if not shape:
        known = listed([name for name in header if name.strip()], 4) or "empty"
        said = f"its first row names no key and no title, its columns being {known}"
        raise wrong(f"{source}, line 1", said, _COLUMNS)
    return tuple(_items(rows, columns, shape, source))


def is_table(text: str) -> bool:
    """Whether the first line of a text reads as the names of an export's columns."""
    first = text.lstrip("\n").partition("\n")[0][:20_000]
    if not any(delimiter in first for delimiter in _DELIMITERS):
        return False
    header = next(csv.reader([first], delimiter=_delimiter(first)), [])
    return _shape([" ".join(name.lower().split()) for name in header]) is not None


def _rows(text: str, source: str, cancel: Cancel) -> Iterator[tuple[int, list[str]]]:
    """(line, cells) of each row that has any; what Excel writes before them is passed over."""
    if text[:4].lower() == "sep=" and (end := text.find("\n")) > 0:
        text = text[end + 1 :]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text.lstrip().partition("\n")[0]))
    try:
        for row in reader:
            cancel.check()
            if any(cell.strip() for cell in row):
                yield reader.line_num, row
    except csv.Error as error:
        raise wrong(f"{source}, line {reader.line_num}", f"it is not CSV here ({error})") from None


def _delimiter(first: str) -> str:
    """The one of the delimiters that the first line has most of, outside of quotes."""
    outside = "".join(first[:50_000].split('"')[::2])
    return max(_DELIMITERS, key=outside.count)


def _shape(columns: Sequence[str]) -> Shape | None:
    tables = (shape for shape in shapes().known if shape.of == "table")
    own = shapes().own
    fits = next((shape for shape in tables if set(shape.needs) <= set(columns)), None)
    return fits or (own if set(columns) & {*own.names["key"], *own.names["title"]} else None)


def _items(
    rows: Iterator[tuple[int, list[str]]], columns: Sequence[str], shape: Shape, source: str
) -> Iterator[WorkItem]:
    for number, (line, row) in enumerate(rows, 1):
        if number > MOST_ITEMS:
            raise too_many(source, number + sum(1 for _ in rows))
        item = item_of(_Row(columns, row), shape, source)
        if not item:
            what = "this row has neither a key nor a title"
            raise wrong(f"{source}, line {line}", what, "fill one in, or take the row out")
        yield item


@dataclass(frozen=True, slots=True)
class _Row:
    """A row whose cells are looked up by column; Jira names a column as often as an item has labels."""

    columns: Sequence[str]
    cells: Sequence[str]

    def get(self, name: str) -> tuple[str, ...]:
        paired = zip(self.columns, self.cells, strict=False)
        return tuple(cell for column, cell in paired if column == name and cell.strip())
