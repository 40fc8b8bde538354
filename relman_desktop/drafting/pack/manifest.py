"""The manifest: every changed file with its name, in as much detail as the budget bears.

    src/pay/
     F3 M code +12 -4 orders.py
     F4 R test +0 -0 test_orders.py ← test_order.py

A folder is written once. The compact forms leave out counts, then kinds, and write of a folder only what the one above
does not have; a name that could be read as more than a name is quoted. No form leaves a file out.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from ...sources.change import Kind, Status
from .outside import Counting, Named

LETTERS = {
    Status.ADDED: "A",
    Status.MODIFIED: "M",
    Status.DELETED: "D",
    Status.RENAMED: "R",
    Status.COPIED: "C",
    Status.TYPE: "T",
}
Folder = tuple[str, ...]
_PLAIN = {Kind.INFRASTRUCTURE: "infra"}  # shorter words for kinds


@dataclass(frozen=True)
class Manifest:
    """The lines that name every file, and what a reader must know of their form."""

    legend: str
    lines: tuple[str, ...]
    tokens: int
    by_file: Mapping[str, int]  # the tokens of its line, by file id


def full_line(named: Named) -> str:
    """`F3 M code +12 -4 src/orders.py`: a file in one line, for whoever looks it up by its id."""
    return f"{named.id} {_full(named)} {named.path}" + (f" ← {named.old_path}" if named.old_path else "")


def manifest(files: Sequence[Named], budget: int, counter: Counting) -> Manifest:
    """The most detailed form that takes no more than its share of the budget, or else the shortest one."""
    sizes = [(counter.count("\n".join(_lines(files, form))), form) for form in _FORMS]
    fitting = [(tokens, form) for tokens, form in sizes if tokens <= budget * form.share]
    tokens, form = fitting[0] if fitting else min(sizes, key=lambda one: one[0])
    by_file = {named.id: counter.count(_line(named, form)) for named in files}
    return Manifest(form.legend, tuple(_lines(files, form)), tokens, by_file)


@dataclass(frozen=True)
class _Form:
    legend: str
    share: float  # of the budget that this form may take
    details: Callable[[Named], str]
    came_from: bool  # whether old paths are told
    nested: bool  # whether a folder is written below the one that holds it


def _full(named: Named) -> str:
    file = named.file
    counts = "binary" if file.binary else f"+{file.added} -{file.removed}"
    return f"{LETTERS[file.status]} {_kind(file.kind)} {counts}"


def _short(named: Named) -> str:
    file = named.file
    letter = "" if file.status is Status.MODIFIED else LETTERS[file.status]
    kind = "" if file.kind is Kind.CODE else _kind(file.kind)
    return f"{letter} {kind} {file.added + file.removed}".strip().replace("  ", " ")


def _shortest(named: Named) -> str:
    return "" if named.file.status is Status.MODIFIED else LETTERS[named.file.status]


def _kind(kind: Kind) -> str:
    return _PLAIN.get(kind, kind.value)


_MOVES = "after ← its old name, with a leading / where the folder was another"
_FORMS = (
    _Form(f"id status kind +added -removed name, by folder; {_MOVES}", 0.2, _full, came_from=True, nested=False),
    _Form(
        f"id, status unless M, kind unless code, changed lines, name; folders nested; {_MOVES}",
        0.3,
        _short,
        came_from=True,
        nested=True,
    ),
    _Form(
        "id, status unless M, name; folders nested; counts, kinds and old names do not fit",
        0.4,
        _shortest,
        came_from=False,
        nested=True,
    ),
)


def _lines(files: Sequence[Named], form: _Form) -> Iterator[str]:
    folders: dict[Folder, list[Named]] = {}
    for named in files:
        folders.setdefault(tuple(named.folder.split("/")) if named.folder else (), []).append(named)
    for folder, told, depth in _nested(folders) if form.nested else _flat(folders):
        yield " " * (depth + 1) + _quoted("/".join(told), loose=False) + "/"
        for named in folders.get(folder, ()):
            yield " " * (depth + 2) + _line(named, form)


def _flat(folders: Iterable[Folder]) -> Iterator[tuple[Folder, Folder, int]]:
    return ((folder, folder, 0) for folder in folders)


def _nested(folders: Iterable[Folder]) -> Iterator[tuple[Folder, Folder, int]]:
    """Each folder that holds files or forks, the part of it that the one above does not have, and how deep it is."""
    holding = sorted(folders)
    forks = {_shared(one, other) for one, other in pairwise(holding)}
    above: list[Folder] = []
    for folder in sorted({*holding, *forks} - {()} | ({()} & set(holding))):
        while above and folder[: len(above[-1])] != above[-1]:
            above.pop()
        yield folder, folder[len(above[-1]) if above else 0 :], len(above)
        if folder:
            above.append(folder)


def _shared(left: Folder, right: Folder) -> Folder:
    return tuple(one for one, _ in takewhile(lambda pair: pair[0] == pair[1], zip(left, right, strict=False)))


def _line(named: Named, form: _Form) -> str:
    details = form.details(named)
    loose = form.details is not _full  # then a blank does not tell where the name begins
    words = " ".join(filter(None, (named.id, details, _quoted(named.name, loose))))
    if not named.old_path or not form.came_from:
        return words
    folder, _, name = named.old_path.rpartition("/")
    old = name if folder == named.folder else f"/{named.old_path}"
    return f"{words} ← {_quoted(old, loose)}"


def _quoted(name: str, loose: bool) -> str:
    odd = name.startswith('"') or name != name.strip() or "←" in name or (loose and " " in name)
    return json.dumps(name, ensure_ascii=False) if odd else name
