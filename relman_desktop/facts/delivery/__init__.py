"""How the product is delivered, and what of it changes: images, compose, Kubernetes, Terraform, units, pipelines."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from ...jobs import Cancel
from ...sources.change import Change, FileChange, Hunk, Kind, Status
from ..fact import Finding
from ..sides import Text, sides
from . import compose, directives, helm, images, kubernetes, telling
from .difference import Difference, Happened, Placed, place
from .formats import Format, format_called, format_of, is_for_development

_MOST_FILES = 200  # that are looked into; the others are only named
_UNREMARKABLE = 5  # the weight of what a reader found nothing in: remarks, configuration that is told elsewhere
_MOST_GUESSED = 50  # YAML files of no known place that are asked whether they are manifests

_TOLD_WHOLE = ("kubernetes", "terraform", "procfile")  # of which each part is told, also of a new file

Reader = Callable[[str, Text, Text], Iterable[Difference] | None]  # of a path and both sides; None: cannot be read

_READERS: dict[str, Reader] = {
    "dockerfile": images.differences,
    "compose": compose.differences,
    "chart": helm.chart_differences,
    "values": helm.values_differences,
    "kubernetes": kubernetes.differences,
    "terraform": directives.terraform_differences,
    "unit": directives.unit_differences,
    "procfile": directives.process_differences,
    "supervisor": directives.program_differences,
    "server": directives.program_differences,
}


def detect(change: Change, cancel: Cancel) -> Iterator[Finding]:
    """`delivery.<what>` for what changes, `delivery.service` for the services that it touches, `delivery.ci`.

    Every finding's data has `path`, and `old` and `new` where the file says them.
    """
    files = [(file, form) for file in change.files if not file.binary and (form := format_of(file))]
    read = [(file, form) for file, form in files if form.name != "ci"] + list(_manifests(change, files, cancel))
    placed: list[Placed] = []
    for file, form in read[:_MOST_FILES]:
        cancel.check()
        placed += _placed(change, file, form, cancel)
    yield from telling.of_product(placed)
    yield from telling.of_development(placed)
    yield from telling.services(placed)
    yield from telling.unread([file for file, form in read[_MOST_FILES:]])
    yield from telling.pipelines([file for file, form in files if form.name == "ci"])


def _manifests(
    change: Change, files: Iterable[tuple[FileChange, Format]], cancel: Cancel
) -> Iterator[tuple[FileChange, Format]]:
    """Kubernetes manifests that stand where nobody would look for them."""
    known = {file.id for file, form in files}
    asked = (file for file in change.of_kind(Kind.CONFIG, Kind.INFRASTRUCTURE) if file.id not in known)
    for file in islice((file for file in asked if file.name.endswith((".yml", ".yaml"))), _MOST_GUESSED):
        cancel.check()
        if any(kubernetes.is_manifest(side) for side in sides(change, file, cancel)):
            yield file, format_called("kubernetes")


def _placed(change: Change, file: FileChange, form: Format, cancel: Cancel) -> Iterator[Placed]:
    old, new = sides(change, file, cancel)
    hunks = change.hunks(file, cancel)
    development = is_for_development(file.path) or (form.name == "compose" and compose.is_development(old, new))
    for difference in _differences(file, form, old, new, hunks):
        yield place(difference, file, hunks, development=development)


def _differences(file: FileChange, form: Format, old: Text, new: Text, hunks: tuple[Hunk, ...]) -> Iterable[Difference]:
    """What the format's reader says; where there is none, or it cannot read the file, what its lines say."""
    if form.name not in _TOLD_WHOLE and file.status in (Status.ADDED, Status.DELETED):
        happened = Happened.ADDED if file.status is Status.ADDED else Happened.REMOVED
        return [Difference(form.kind, form.called, None, None, form.weight, file=happened)]
    reader = _READERS.get(form.name)
    read = reader(file.path, old, new) if reader else None
    if read is None:
        return _of_lines(form, hunks, form.weight)
    return list(read) or _of_lines(form, hunks, _UNREMARKABLE if old.whole and new.whole else form.weight)


def _of_lines(form: Format, hunks: tuple[Hunk, ...], weight: int) -> Iterator[Difference]:
    """The line that changes, where it is only one; else only that the file changes."""
    gone = [line.text.strip() for hunk in hunks for line in hunk.removed if line.text.strip()]
    come = [line.text.strip() for hunk in hunks for line in hunk.added if line.text.strip()]
    told = len(gone) <= 1 and len(come) <= 1
    old, new = (next(iter(lines), None) if told else None for lines in (gone, come))
    if gone or come:
        yield Difference(form.kind, form.called, old, new, weight, file=Happened.CHANGED)
