"""The changed files that say how the product is delivered, each read by its format: what differs, and where."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import islice

from ...jobs import Cancel
from ...sources.change import Change, FileChange, Hunk, Kind, Status
from ..formats import Unread
from ..sides import Text, sides
from . import (
    ansible,
    cloudformation,
    compose,
    cron,
    directives,
    helm,
    images,
    kubernetes,
    kustomize,
    nginx,
    terraform,
)
from .difference import Difference, Happened, Placed, Places, Where, unread
from .formats import Format, format_called, is_example, is_for_development, is_skipped

_MOST_OF_A_FILE = 400  # differences
MOST_FILES = 200  # that are looked into; the others are only named
_IMAGE = re.compile(r"""\s*(?:-\s*)?image:\s*["']?([^\s"'#{}]+:[^\s"'#{}]+)["']?\s*$""")
_DECLARATIONS = ("variables.tf", "outputs.tf", "versions.tf")  # of which all else is told elsewhere
_DECLARED = 10  # weight
_NO_IMAGE = 40  # the weight where an image can no longer be built
_GUESSED = (".yml", ".yaml", ".json", ".template")
_MOST_READ = 1 << 20  # characters of all files that are read; of larger ones only the lines are looked at then
_LARGE = 1 << 16
_UNSEEN = 25  # the weight of what changes in those
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
    "unit": directives.unit_differences,
    "proxy": nginx.differences,
    "procfile": directives.process_differences,
    "supervisor": directives.program_differences,
    "server": directives.program_differences,
}


def placed(change: Change, files: list[tuple[FileChange, Format]], places: Places, cancel: Cancel) -> list[Placed]:
    """All that differs in these files."""
    found = _of_modules(change, [file for file, form in files if form.name == "terraform"], places, cancel)
    comes = {file.name for file, form in files if form.name == "dockerfile" and file.status is Status.ADDED}
    for file, form in _small_first(change, files, cancel):
        if form.name == "dockerfile" and file.status is Status.DELETED and file.name not in comes:
            form = replace(form, weight=_NO_IMAGE)
        found += _placed(change, file, form, places, cancel)
    return found


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
            large.append((file, replace(form, name="large", weight=_UNSEEN)))
            continue
        left -= size
        yield file, form
    yield from large


def manifests(
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


def _of_modules(change: Change, files: Iterable[FileChange], places: Places, cancel: Cancel) -> list[Placed]:
    """Terraform's files by their folders, each of which is one module; what else there is is told by its lines."""
    read: list[terraform.Sides] = []
    for file in files:
        cancel.check()
        read.append((file, *sides(change, file, cancel)))
    modules = [one for one in read if one[0].path.endswith(".tf")]
    found = [places.place(difference, file, _where(file)) for file, difference in terraform.differences(modules)]
    told = {one.file.id for one in found} | {file.id for file, old, new in modules if old.whole and new.whole}
    for file in [file for file, _, _ in read if file.id not in told]:
        form = format_called("terraform")
        light = replace(form, weight=_DECLARED) if file.name in _DECLARATIONS else form
        found += _placed(change, file, light, places, cancel)
    return found


def _where(file: FileChange) -> Where:
    aside = is_for_development(file.path) or is_example(file.path)
    return Where.DEVELOPMENT if aside else Where.PRODUCTION


def _placed(change: Change, file: FileChange, form: Format, places: Places, cancel: Cancel) -> Iterator[Placed]:
    old, new = sides(change, file, cancel)
    hunks = change.hunks(file, cancel)
    develops = form.name == "compose" and compose.is_development(old, new)
    for difference in islice(_differences(file, form, old, new, hunks), _MOST_OF_A_FILE):
        yield places.place(difference, file, Where.DEVELOPMENT if develops else _where(file))


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
    return _of_pieces(form, hunks)


def _of_pieces(form: Format, hunks: tuple[Hunk, ...]) -> Iterator[Difference]:
    """The images of which the lines show the change, and whether more than these lines changes."""
    was, now = (
        [(line, found[1]) for hunk in hunks for line in getattr(hunk, side) if (found := _IMAGE.match(line.text))]
        for side in ("removed", "added")
    )
    pairs = list(images.pairs([image for _, image in was], [image for _, image in now]))
    for old, new in pairs:
        yield images.changed("image", old, new, 45)
    lines = [line for hunk in hunks for line in (*hunk.removed, *hunk.added) if says(line.text)]
    if not pairs or len(lines) > 2 * len(pairs):
        yield from _of_lines(form, hunks, form.weight)


def _of_lines(form: Format, hunks: tuple[Hunk, ...], weight: int) -> Iterator[Difference]:
    """The line that changes, where it is only one; else only that the file changes."""
    gone = [line.text.strip() for hunk in hunks for line in hunk.removed if says(line.text)]
    come = [line.text.strip() for hunk in hunks for line in hunk.added if says(line.text)]
    told = len(gone) <= 1 and len(come) <= 1
    old, new = (next(iter(lines), None) if told else None for lines in (gone, come))
    if sorted(gone) != sorted(come):
        yield Difference(form.kind, form.called, old, new, weight, file=Happened.CHANGED)


def says(line: str) -> bool:
    """Whether a line is neither empty nor a remark."""
    return bool(line.strip()) and not line.lstrip().startswith(_REMARKS)
