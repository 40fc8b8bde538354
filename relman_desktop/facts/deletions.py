"""What is taken away: files of the product, and public functions and classes that others may have used."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from ..jobs import Cancel
from ..sources.change import Change, FileChange, Hunk, Kind, Status
from ..wording import counted, listed, named
from .fact import Finding, Value
from .production import is_program, language, production
from .python_names import top_names

_MOST_FOLDERS = 12
_MOST_SYMBOLS = 8  # that are told one by one,
_MOST_COUNTED = 100  # and together
_MOST_EVIDENCE = 5
_LONGEST_LINE = 1000
_FEW_ALONE = 2  # files, each the only one of its folder, that are still told one by one
_MOST_ALONE = 5
_GONE, _CODE, _LITTLE = 35, 25, 10  # weights: what only a program knows is missed by nobody else
_FOLDERS_OWN = ("__init__", "index", "mod")  # names of files that are the module of their folder
_LOOKS = (".css", ".scss", ".sass", ".less", ".svg")
_FOR_DEVELOPERS = (".sln", ".d.ts", ".conf.js", ".DotSettings")
# What a page is drawn from goes with the code that draws it, and nothing outside of the product asks for it.
_PAGES = re.compile(r"(?i)\.(?:html?(?:\.\w{2,6})?|haml|slim|pug|jade|hbs|mustache|ejs|twig|blade\.php|cshtml|jsp)$")
_DEFINITIONS = {  # a public definition at the top of a file: group 1 is its name
    "python": re.compile(r"^(?:async )?(?:def|class) ([A-Za-z]\w*)"),
    "javascript": re.compile(
        r"^export (?:default )?(?:async )?(?:function\*?|class|const|let|interface|type|enum) ([A-Za-z]\w*)"
    ),
    "go": re.compile(r"^(?:func|type) ([A-Z]\w*)"),
    "ruby": re.compile(r"^(?:class|module) ([A-Z]\w*)"),
    "java": re.compile(r"^public (?:(?:abstract|final|static|sealed) )*(?:class|interface|enum|record) ([A-Z]\w*)"),
    "rust": re.compile(r"^pub (?:async )?(?:fn|struct|enum|trait|const) ([A-Za-z]\w*)"),
    "kotlin": re.compile(
        r"^(?:(?:public|open|data|sealed|abstract|enum|suspend|inline) )*(?:class|interface|object|fun) ([A-Za-z]\w*)"
    ),
    "csharp": re.compile(
        r"^(?: {4}|\t)?public (?:(?:static|sealed|abstract|partial|readonly) )*"
        r"(?:class|interface|record|enum|struct) ([A-Z]\w*)"
    ),
    "php": re.compile(r"^(?:(?:final|abstract|readonly) )*(?:class|interface|trait|enum) ([A-Z]\w*)"),
    "elixir": re.compile(r"^defmodule ([A-Z][\w.]*)"),
}
_ALIKE = {"typescript": "javascript", "scala": "kotlin"}
_DECLARED = re.compile(
    r"\b(?:type|interface|class|function|const|let|enum|def|func|fn|fun|struct|trait|module|record) ([A-Za-z]\w*)"
)
_OFFERS = re.compile(r"^(?:import|from|export|module\.exports|[A-Za-z]\w* =|type )")
_WORD = re.compile(r"[A-Za-z]\w*")


def detect(change: Change, cancel: Cancel) -> Iterator[Finding]:
    """`deletion.files`, one for each folder, `deletion.symbol`, and `deletion.symbols` for those that are too many."""
    yield from _files(change)
    yield from _symbols(change, cancel)


def _files(change: Change) -> Iterator[Finding]:
    removed = (file for file in production(change.files) if file.status is Status.DELETED)
    deleted = [file for file in removed if file.kind is not Kind.MIGRATION]  # which is told as one
    groups = _by_folder(_without_moved(deleted, change.files))
    alone = [files[0] for _, files in groups if len(files) == 1]
    alone = alone if len(alone) > _FEW_ALONE else []
    for folder, files in groups:
        if not (alone and len(files) == 1):
            inside = listed([file.path.removeprefix(folder + "/") for file in files])
            was = "was" if len(files) == 1 else "were"
            where = f"from {named(folder)}" if folder else "from the top folder"
            yield _gone(files, folder, f"{counted(len(files), 'file')} {was} removed {where}: {inside}.")
    for little in (False, True):
        if some := [file for file in alone if _is_little(file) is little]:
            yield _together(some)


def _together(files: list[FileChange]) -> Finding:
    """Files of which each is the only one to go from its folder."""
    which = listed([file.path for file in files], _MOST_ALONE)
    was = "was" if len(files) == 1 else "were"
    return _gone(files, "", f"{counted(len(files), 'file')} {was} removed: {which}.")


def _gone(files: list[FileChange], folder: str, text: str) -> Finding:
    data: dict[str, Value] = {"count": len(files), "folder": folder, "paths": [file.path for file in files[:20]]}
    evidence = tuple(file.id for file in files[:_MOST_EVIDENCE])
    return Finding("deletion.files", text, evidence, data, weight=_weight(files))


def _weight(files: list[FileChange]) -> int:
    if all(map(_is_little, files)):
        return _LITTLE
    return _CODE if all(_is_little(file) or is_program(file.path) for file in files) else _GONE


def _is_little(file: FileChange) -> bool:
    drawn = file.name.endswith((*_LOOKS, *_FOR_DEVELOPERS)) or bool(_PAGES.search(file.name))
    return file.kind is Kind.BINARY or drawn


def _without_moved(deleted: list[FileChange], files: Iterable[FileChange]) -> list[FileChange]:
    """A file that arrives elsewhere under its name has moved; git sees only moves that change less than half."""
    new = [file for file in files if file.status in (Status.ADDED, Status.RENAMED)]
    arrivals = Counter(file.name for file in new if file.status is Status.ADDED)
    departures = Counter(file.name for file in deleted)
    modules = {module for file in new if is_program(file.path) for module in _modules(file.path)}
    return [
        file
        for file in deleted
        if arrivals[file.name] < departures[file.name] and not (is_program(file.path) and _module(file.path) in modules)
    ]


def _module(path: str) -> str:
    """What a source file is imported as: `web/cart` for `web/cart.js`, `web/cart.ts` and `web/cart/index.js`."""
    folder, _, name = path.rpartition("/")
    stem = name.partition(".")[0]
    return folder if stem in _FOLDERS_OWN else f"{folder}/{stem}".lstrip("/")


def _modules(path: str) -> Iterator[str]:
    """The module of a file, and the folder that it stands in: a module may be split into a package."""
    yield _module(path)
    yield path.rpartition("/")[0]


def _by_folder(files: list[FileChange]) -> list[tuple[str, list[FileChange]]]:
    """The files by their folders, or by folders further up where that makes too many groups; most files first."""
    groups: dict[str, list[FileChange]] = {}
    for depth in range(max((file.path.count("/") for file in files), default=0), -1, -1):
        groups = {}
        for file in files:
            groups.setdefault("/".join(file.path.split("/")[:-1][:depth]), []).append(file)
        if len(groups) <= _MOST_FOLDERS:
            break
    return sorted(groups.items(), key=lambda group: (-len(group[1]), group[0]))


@dataclass(frozen=True, slots=True)
class _Symbol:
    name: str
    file: FileChange
    hunk: str


def _symbols(change: Change, cancel: Cancel) -> Iterator[Finding]:
    files = [file for file in production(change.files) if file.kind is Kind.CODE and is_program(file.path)]
    hunks = {file: change.hunks(file, cancel) for file in files}
    defined = {name for file in files for hunk in hunks[file] for name in _declared(hunk)}
    defined |= {name for file in files for hunk in hunks[file] for name in _defined(file, hunk, "+")}
    removed = (symbol for file in files for symbol in _removed(file, hunks[file]) if symbol.name not in defined)
    gone = (symbol for symbol in removed if not _still_named(change, symbol, hunks[symbol.file], cancel))
    told = list(islice(gone, _MOST_SYMBOLS + _MOST_COUNTED))
    for symbol in told[:_MOST_SYMBOLS]:
        yield Finding(
            "deletion.symbol",
            f"{named(symbol.name)} was removed from {named(symbol.file.path)}.",
            (symbol.hunk,),
            {"name": symbol.name, "path": symbol.file.path},
            weight=25,
        )
    yield from _rest(told[_MOST_SYMBOLS:])


def _rest(symbols: list[_Symbol]) -> Iterator[Finding]:
    """One finding for those that are too many to be told one by one."""
    if symbols:
        names = [symbol.name for symbol in symbols]
        was = "was" if len(names) == 1 else "were"
        hunks = tuple(dict.fromkeys(symbol.hunk for symbol in symbols))[:_MOST_EVIDENCE]
        text = f"{counted(len(names), 'more public name')} {was} removed: {listed(names)}."
        yield Finding("deletion.symbols", text, hunks, {"count": len(names), "names": names[:20]}, weight=20)


def _removed(file: FileChange, hunks: Iterable[Hunk]) -> Iterator[_Symbol]:
    """Definitions that go and leave nothing in their place: one that is replaced was most often renamed.

    What goes with its whole file is told by `deletion.files`.
    """
    for hunk in hunks if file.status in (Status.MODIFIED, Status.RENAMED) else ():
        if not any(_defined(file, hunk, "+")):
            yield from (_Symbol(name, file, hunk.id) for name in _defined(file, hunk, "-"))


def _defined(file: FileChange, hunk: Hunk, sign: str) -> Iterator[str]:
    written_in = language(file.path) or ""
    pattern = _DEFINITIONS.get(_ALIKE.get(written_in, written_in))
    changed = (line.text for line in hunk.lines if line.sign == sign and len(line.text) <= _LONGEST_LINE)
    matches = (pattern.match(text) for text in changed) if pattern else ()
    return (str(found[1]) for found in matches if found)


def _declared(hunk: Hunk) -> Iterator[str]:
    """The names that added lines declare in any way, public or not."""
    for line in hunk.lines:
        if line.sign == "+" and len(line.text) <= _LONGEST_LINE:
            yield from _DECLARED.findall(line.text)


def _still_named(change: Change, symbol: _Symbol, hunks: Iterable[Hunk], cancel: Cancel) -> bool:
    """Whether the file still offers the name: imported from elsewhere, assigned, or defined a second time."""
    new = change.content.text(symbol.file, "new", cancel) if language(symbol.file.path) == "python" else None
    names = top_names(new) if new else None
    if names is not None:
        return symbol.name in names
    added = (line.text for hunk in hunks for line in hunk.added if len(line.text) <= _LONGEST_LINE)
    return any(symbol.name in _WORD.findall(text) for text in added if _OFFERS.match(text))
