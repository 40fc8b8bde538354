"""Files that a framework serves only once a command of its own has put them in their place."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...jobs import Cancel
from ...sources.change import Change, FileChange, Kind
from ...wording import counted, named
from ..fact import Finding, Place, Value

_MOST_EVIDENCE = 5
_LONGEST_LINE = 400
_WEIGHT = 20


@dataclass(frozen=True, slots=True)
class _Pipeline:
    """`files` are those it works on; it is in use where the line `says` stands in a file `at`."""

    files: re.Pattern[str]
    at: re.Pattern[str]
    says: re.Pattern[str]
    command: str  # {folder} stands for where `at` is, with its slash


_PIPELINES = (
    _Pipeline(  # Django: the settings are named anyhow, so they are searched for
        re.compile(r"(?:^|/)static/(?:.+/)?[^/]+\.(?:js|css|svg|png|jpe?g|gif|ico|woff2?)$"),
        re.compile(r"(?:^|/)manage\.py$"),
        re.compile(r"^\s*STATIC_ROOT\s*="),
        "python {folder}manage.py collectstatic",
    ),
    _Pipeline(  # Rails
        re.compile(r"^app/(?:assets|javascript)/"),
        re.compile(r"^Gemfile$"),
        re.compile(r"""^\s*gem ["'](?:sprockets(?:-rails)?|propshaft|shakapacker|webpacker|vite_rails)["']"""),
        "bin/rails assets:precompile",
    ),
    _Pipeline(  # Phoenix
        re.compile(r"^assets/"), re.compile(r"^mix\.exs$"), re.compile(r'^\s*"assets\.deploy":'), "mix assets.deploy"
    ),
)


def detect(change: Change, tree: Sequence[str], cancel: Cancel) -> Iterator[Finding]:
    """`assets.static`, one for each pipeline that has work to do."""
    for pipeline in _PIPELINES:
        files = [file for file in change.files if pipeline.files.search(file.path) and _is_source(file)]
        at = next((path for path in tree if pipeline.at.search(path) and "test" not in path), None) if files else None
        place = _place(change, pipeline, at, cancel) if at else None
        if at and place:
            command = pipeline.command.format(folder=at.rpartition("/")[0] + "/" if "/" in at else "")
            verb = "changes" if len(files) == 1 else "change"
            text = f"{counted(len(files), 'static file')} {verb}: {named(command)} puts what is served in its place."
            ids = tuple(file.id for file in files[: _MOST_EVIDENCE - 1])
            data: dict[str, Value] = {"files": len(files), "command": command}
            yield Finding("assets.static", text, (*ids, place), data, _WEIGHT)


def _is_source(file: FileChange) -> bool:
    """Whether something is made of a file: not of manifests, which say what makes it, nor of documents and tests."""
    return file.kind not in (Kind.DEPENDENCY, Kind.DOCS) and "test" not in file.path


def _place(change: Change, pipeline: _Pipeline, at: str, cancel: Cancel) -> Place | None:
    """The line that says that the pipeline is in use."""
    if at.endswith("manage.py"):
        found = change.content.search(["STATIC_ROOT"], "new", cancel)
        matches = (match for match in (found.matches if found else ()) if pipeline.says.match(match.text))
        return next((Place(match.path, match.line, match.text.strip()) for match in matches), None)
    lines = enumerate((change.content.read(at, cancel) or "").split("\n"), 1)
    said = ((number, line) for number, line in lines if len(line) <= _LONGEST_LINE and pipeline.says.match(line))
    return next((Place(at, number, line.strip()) for number, line in said), None)
