"""How the product is delivered, and what of it changes: images, compose, Kubernetes, Terraform, jobs, pipelines."""

from collections.abc import Iterator

from ...jobs import Cancel
from ...sources.change import Change, FileChange
from ..fact import Finding
from . import clock, cluster, pipelines, telling, together
from .difference import Places
from .formats import format_of
from .reading import MOST_FILES, manifests, placed, says


def detect(change: Change, cancel: Cancel) -> Iterator[Finding]:
    """`delivery.<what>` for what changes, `delivery.service` for the services that it touches, `delivery.ci`.

    Every finding's data has `path` and `where` (`difference.Where`), and `old` and `new` where the file says them.
    """
    files = [(file, form) for file in change.files if not file.binary and (form := format_of(file))]
    read = [(file, form) for file, form in files if form.name != "ci"] + list(manifests(change, files, cancel))
    pipes = [file for file, form in files if form.name == "ci"]
    places = Places(change, cancel)
    through = list(pipelines.differences(change, pipes, places, cancel))
    product = placed(change, read[:MOST_FILES], places, cancel)
    yield from telling.of_product([*product, *clock.differences(change, places, cancel), *through])
    yield from together.together(product)
    yield from cluster.differences(change, cancel)
    yield from telling.of_development(product)
    yield from telling.services(product)
    yield from telling.unread([file for file, form in read[MOST_FILES:]])
    yield from telling.of_pipeline(through)
    told = {one.file.id for one in through}
    yield from telling.pipelines([file for file in pipes if file.id not in told and _says_more(change, file, cancel)])


def _says_more(change: Change, file: FileChange, cancel: Cancel) -> bool:
    """Whether more than remarks and empty lines change."""
    changed = [line.text for hunk in change.hunks(file, cancel) for line in (*hunk.added, *hunk.removed)]
    return not changed or any(map(says, changed))
