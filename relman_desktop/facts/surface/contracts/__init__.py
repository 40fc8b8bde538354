"""Descriptions of an interface that other programs are made from: OpenAPI, GraphQL schemas, protobuf."""

import re
from collections.abc import Iterable, Iterator

from ....jobs import Cancel
from ....sources.change import Change, FileChange, Kind, Side
from ....wording import named
from ...fact import Finding
from ...formats import Unread

_ELSEWHERE = re.compile(
    r"(?:^|/)(?:tests?|testdata|test[-_]data|fixtures?|mocks?|__mocks__|examples?|samples?|node_modules|vendor|third[-_]party)/",
    re.IGNORECASE,
)


def described(files: Iterable[FileChange], suffixes: tuple[str, ...]) -> Iterator[FileChange]:
    """The files with these suffixes that describe the product's own interface; also where they stand with its docs."""
    for file in files:
        if file.path.endswith(suffixes) and file.kind is not Kind.TEST and not _ELSEWHERE.search(file.path):
            yield file


def text_of(change: Change, file: FileChange, side: Side, cancel: Cancel) -> str | None:
    """The whole text of a side; "" where the file is not there, None where it is not known."""
    if not (file.old_mode if side == "old" else file.new_mode) and (file.old_mode or file.new_mode):
        return ""
    return change.content.text(file, side, cancel)


def unread(file: FileChange, error: Unread, what: str) -> Finding:
    """What is told of a description that cannot be read."""
    text = f"The {what} {named(file.path)} was not read: {error}."
    return Finding("surface.unread", text, (file.id,), {"path": file.path, "name": file.path}, 30)
