"""How the product is delivered, and what of it changes: images, compose, Kubernetes, Terraform, units, pipelines."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import islice

from ...jobs import Cancel
from ...sources.change import Change, FileChange, Hunk, Kind, Status
from ..fact import Finding
from ..formats import Unread
from ..sides import Text, sides
from . import (
    ansible,
    clock,
    cloudformation,
    compose,
    cron,
    directives,
    helm,
    images,
    kubernetes,
    kustomize,
    nginx,
    pipelines,
    telling,
    terraform,
)
from .difference import Difference, Happened, Placed, Where, place, unread
from .formats import Format, format_called, format_of, is_example, is_for_development, is_skipped

_MOST_FILES = 200  # that are looked into; the others are only named
_GUESSED = (".yml", ".yaml", ".json", ".template")
_MOST_READ = 1 << 20  # characters of all files that are read; of larger ones only the lines are looked at then
_LARGE = 1 << 16
_REMARKS = ("#", "//", ";", "--", "{{/*", "<!--")
_MOST_GUESSED = 50  # YAML files of no known place that are asked whether they are manifests

_TOLD_WHOLE = (
    "kubernetes",
    "kustomize",
    "cloudformation",
    "terraform",
    "procfile",
)  # of which each part is told, also of a new file

Reader = Callable[[str, Text, Text], Iterable[Difference] | None]  # of a path and both sides; None: cannot be read

_READERS: dict[str, Reader] = {
    "ansible": ansible.differences,
    "cloudformation": cloudformation.differences,
    "cron": cron.differences,
    "dockerfile": images.differences,
    "compose": compose.differences,
    "chart": helm.chart_differences,
    "values": helm.values_differences,
    "kubernetes": kubernetes.differences,
    "kustomize": kustomize.differences,
    "template": kubernetes.template_differences,
    "terraform": directives.terraform_differences,
    "unit": directives.unit_differences,
    "proxy": nginx.differences,
    "procfile": directives.process_differences,
    "supervisor": directives.program_differences,
    "server": directives.program_differences,
}


def detect(change: Change, cancel: Cancel) -> Iterator[Finding]:
    """`delivery.<what>` for what changes, `delivery.service` for the services that it touches, `delivery.ci`.

    Every finding's data has `path` and `where` (`difference.Where`), and `old` and `new` where the file says them.
    """
    files = [(file, form) for file in change.files if not file.binary and (form := format_of(file))]
    read = [(file, form) for file, form in files if form.name != "ci"] + list(_manifests(change, files, cancel))
    placed = _of_modules(change, [file for file, form in read[:_MOST_FILES] if form.name == "terraform"], cancel)
    for file, form in _small_first(change, read[:_MOST_FILES], cancel):
        placed += _placed(change, file, form, cancel)
    pipes = [file for file, form in files if form.name == "ci"]
    through = list(pipelines.differences(change, pipes, cancel))
    yield from telling.of_product([*placed, *clock.differences(change, cancel), *through])
    yield from telling.of_development(placed)
    yield from telling.services(placed)
    yield from telling.unread([file for file, form in read[_MOST_FILES:]])
    yield from telling.of_pipeline(through)
    told = {one.file.id for one in through}
    yield from telling.pipelines([file for file in pipes if file.id not in told and _says_more(change, file, cancel)])


def _small_first(
    change: Change, files: Iterable[tuple[FileChange, Format]], cancel: Cancel
) -> Iterator[tuple[FileChange, Format]]:
    """The files in their order, those that are too large to read all of them last, and told by their lines."""
    left, large = _MOST_READ, list[tuple[FileChange, Format]]()
    for file, form in files:
        cancel.check()
        if form.name == "terraform":
            continue
        size = sum(len(piece) for side in sides(change, file, cancel) for piece in side.pieces)
        if size > _LARGE and size > left:
            large.append((file, replace(form, name="large")))
            continue
        left -= size
        yield file, form
    yield from large


def _says_more(change: Change, file: FileChange, cancel: Cancel) -> bool:
    """Whether more than remarks and empty lines change."""
    changed = [line.text for hunk in change.hunks(file, cancel) for line in (*hunk.added, *hunk.removed)]
    return not changed or any(map(_says, changed))


def _manifests(
    change: Change, files: Iterable[tuple[FileChange, Format]], cancel: Cancel
) -> Iterator[tuple[FileChange, Format]]:
    """Manifests of Kubernetes and templates of CloudFormation that stand where nobody would look for them."""
    known = {file.id for file, form in files}
    asked = (file for file in change.of_kind(Kind.CONFIG, Kind.INFRASTRUCTURE) if file.id not in known)
    for file in islice((file for file in asked if file.name.endswith(_GUESSED)), _MOST_GUESSED):
        cancel.check()
        both = sides(change, file, cancel)
        if is_skipped(file.path):
            continue
        if any(kubernetes.is_manifest(side) for side in both):
            yield file, format_called("kubernetes")
        elif any(cloudformation.looks_like_it(side) for side in both):
            yield file, format_called("cloudformation")


def _of_modules(change: Change, files: Iterable[FileChange], cancel: Cancel) -> list[Placed]:
    """Terraform's files by their folders, each of which is one module; of a diff file the lines of each."""
    whole: list[terraform.Sides] = []
    placed: list[Placed] = []
    for file in files:
        cancel.check()
        old, new = sides(change, file, cancel)
        if old.whole and new.whole and file.path.endswith(".tf"):
            whole.append((file, old, new))
        else:
            placed += _placed(change, file, format_called("terraform"), cancel)
    for file, difference in terraform.differences(whole):
        placed.append(place(difference, file, change.hunks(file, cancel), _where(file)))
    return placed


def _where(file: FileChange) -> Where:
    aside = is_for_development(file.path) or is_example(file.path)
    return Where.DEVELOPMENT if aside else Where.PRODUCTION


def _placed(change: Change, file: FileChange, form: Format, cancel: Cancel) -> Iterator[Placed]:
    old, new = sides(change, file, cancel)
    hunks = change.hunks(file, cancel)
    develops = form.name == "compose" and compose.is_development(old, new)
    for difference in _differences(file, form, old, new, hunks):
        yield place(difference, file, hunks, Where.DEVELOPMENT if develops else _where(file))


def _differences(file: FileChange, form: Format, old: Text, new: Text, hunks: tuple[Hunk, ...]) -> Iterable[Difference]:
    """What the format's reader says; where there is none, or only pieces are known, what the lines say too."""
    if form.name not in _TOLD_WHOLE and file.status in (Status.ADDED, Status.DELETED):
        happened = Happened.ADDED if file.status is Status.ADDED else Happened.REMOVED
        return [Difference(form.kind, form.called, None, None, form.weight, file=happened)]
    if form.name == "kubernetes" and any(map(cloudformation.looks_like_it, (old, new))):
        form = format_called("cloudformation")
    reader = _READERS.get(form.name)
    if not reader:
        return _of_lines(form, hunks, form.weight)
    whole = old.whole and new.whole
    try:
        read = reader(file.path, old, new)
        told = None if read is None else list(read)
    except Unread as why:
        return [unread(str(why))]
    if told or (whole and told is not None):
        return told or ()
    return _of_lines(form, hunks, form.weight)


def _of_lines(form: Format, hunks: tuple[Hunk, ...], weight: int) -> Iterator[Difference]:
    """The line that changes, where it is only one; else only that the file changes."""
    gone = [line.text.strip() for hunk in hunks for line in hunk.removed if _says(line.text)]
    come = [line.text.strip() for hunk in hunks for line in hunk.added if _says(line.text)]
    told = len(gone) <= 1 and len(come) <= 1
    old, new = (next(iter(lines), None) if told else None for lines in (gone, come))
    if sorted(gone) != sorted(come):
        yield Difference(form.kind, form.called, old, new, weight, file=Happened.CHANGED)


def _says(line: str) -> bool:
    """Whether a line is neither empty nor a remark."""
    return bool(line.strip()) and not line.lstrip().startswith(_REMARKS)
