"""What is made from files of the change: compiled translations, collected files, generated code, search indexes."""

import re
from collections.abc import Iterator, Sequence

from ...jobs import Cancel
from ...sources.change import Change, FileChange, Hunk, Status
from ...wording import counted, listed, named
from ..fact import Finding, Value
from ..production import is_production
from . import pipelines

_MOST_PATHS = 20
_MOST_EVIDENCE = 5
_MOST = 5  # findings of a kind
_COMPILED, _STALE, _INDEX = 25, 35, 30  # weights
_INDEXED = re.compile(
    r"(?:^|/)search_indexes\.py$|(?:^|/)(?:elasticsearch|opensearch|elastic|solr|meilisearch|typesense|algolia|sphinx)"
    r"/(?:.+/)?[^/]*(?:mapping|schema|settings|index|analyz)[^/]*\.(?:json|ya?ml|xml|py|rb|ts|js)$|(?:^|/)solr/(?:.+/)?managed-schema",
    re.IGNORECASE,
)
_CATALOGUE = re.compile(r"(?<!priv/gettext)/[\w@-]+/LC_MESSAGES/[^/]+\.po$")  # Elixir reads them itself
_TRANSLATED = re.compile(r'msgstr(?:\[\d\])? "[^"]')
_FROM_PROTO = (".pb.go", "_pb2.py", "_pb.js", "_pb.d.ts", "_pb.ts", ".pb.cc", "_pb.rb", ".pb.swift", ".pb.dart")


def detect(change: Change, cancel: Cancel) -> Iterator[Finding]:
    """`assets.translations`, `.static`, `.generated` and `.search`."""
    tree = change.content.tree(cancel)
    there = frozenset(tree)
    yield from _translations(change, there, cancel)
    yield from pipelines.detect(change, tree, cancel)
    yield from _stale(change, there)
    yield from _indexes(change)


def _translations(change: Change, there: frozenset[str], cancel: Cancel) -> Iterator[Finding]:
    """Catalogues of gettext, which are read only once they are compiled."""
    changed = {file.path for file in change.files}
    sources = [file for file in change.files if _CATALOGUE.search(file.path) and file.status is not Status.DELETED]
    waiting = [file for file in sources if _compiled(file) not in changed] if there else []
    waiting = [file for file in waiting[:_MOST_PATHS] if _translates(change, file, cancel)]
    if not waiting:
        return
    kept = [file for file in waiting if _compiled(file) in there]
    their, verb, do = ("its", "changes", "does") if len(waiting) == 1 else ("their", "change", "do")
    form = "compiled form" if len(waiting) == 1 else "compiled forms"
    why = f"{their} {form} in the repository {do} not" if kept else f"{their} {form} must be made in the build"
    paths = [file.path for file in waiting]
    text = f"{counted(len(waiting), 'translation')} {verb}, and {why}: {listed(paths, 2)}."
    data: dict[str, Value] = {"files": len(waiting), "paths": paths, "kept": bool(kept)}
    yield Finding("assets.translations", text, _ids(waiting), data, _COMPILED)


def _compiled(file: FileChange) -> str:
    return file.path.removesuffix(".po") + ".mo"


def _translates(change: Change, file: FileChange, cancel: Cancel) -> bool:
    """Whether a translated text changes: none is empty as in the source's own language, and none is a guess (fuzzy)."""
    return any(_translated(hunk) for hunk in change.hunks(file, cancel))


def _translated(hunk: Hunk) -> bool:
    is_guess = False
    for line in hunk.lines:
        if line.sign == "-":
            continue
        is_guess = bool(line.text.strip()) and (is_guess or line.text.startswith("#, fuzzy"))
        if line.sign == "+" and not is_guess and _TRANSLATED.match(line.text):
            return True
    return False


def _stale(change: Change, there: frozenset[str]) -> Iterator[Finding]:
    """Descriptions whose generated code is kept in the repository and does not change with them."""
    changed = {file.path for file in change.files}
    names: dict[str, list[str]] | None = None
    for file in [file for file in change.files if file.path.endswith(".proto") and file.status is Status.MODIFIED][
        :_MOST
    ]:
        if names is None:
            names = {}
            for path in there:
                names.setdefault(path.rpartition("/")[2], []).append(path)
        wanted = [file.name.removesuffix(".proto") + end for end in _FROM_PROTO]
        made = sorted(path for name in wanted for path in names.get(name, ()))
        if made and not changed & set(made):
            text = f"{named(file.path)} changes, and the code that is generated from it does not: {listed(made, 2)}."
            yield Finding(
                "assets.generated", text, (file.id,), {"path": file.path, "generated": made[:_MOST_PATHS]}, _STALE
            )


def _indexes(change: Change) -> Iterator[Finding]:
    files = [file for file in change.files if _INDEXED.search(file.path) and file.status is Status.MODIFIED]
    files = [file for file in files if is_production(file)]
    if files:
        paths = [file.path for file in files]
        text = f"What can be searched for is described anew ({listed(paths, 2)}): entries may have to be indexed again."
        yield Finding("assets.search", text, _ids(files), {"paths": paths[:_MOST_PATHS]}, _INDEX)


def _ids(files: Sequence[FileChange]) -> tuple[str, ...]:
    return tuple(file.id for file in files[:_MOST_EVIDENCE])
