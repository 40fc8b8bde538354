"""Services that have a folder of their own: programs, Helm charts, applications of Android."""

import re
from collections.abc import Iterator

from ..facts.delivery.yamltext import Block, line_at
from .head import Head
from .proposed import is_skipped, pattern, table
from .service import Service, description, is_other, manifests, said

_CHART = "Chart.yaml"
_ANDROID = r"\bandroid[.-]application\b"
_MOST_READ = 200


def of_folders(head: Head) -> Iterator[Service]:
    """Folders of programs, such as services/checkout, that have a manifest of their own."""
    rules = table()["services"]
    known, once = manifests(), set[str]()
    for path in head.paths:
        found = pattern(rules["folders"]).match("/" + path)
        if not found or is_skipped(path) or pattern(rules["helpers"]).match(found[2]):
            continue
        folder = found[0].strip("/")
        name = path.rpartition("/")[2]
        if folder not in once and path == f"{folder}/{name}" and name in known:
            once.add(folder)
            yield Service(found[2], f"{path}:1", folder, description(head, path))


def of_charts(head: Head) -> Iterator[Service]:
    """Helm charts that are no libraries."""
    for path in [path for path in head.tree.by_name(_CHART) if not is_skipped(path)][:_MOST_READ]:
        for document in head.yaml(path)[:1]:
            if (
                isinstance(document, Block)
                and document.get("type") != "library"
                and document.get("deprecated") != "true"
            ):
                name = document.get("name")
                if isinstance(name, str) and "{" not in name and not is_other(name):
                    place = f"{path}:{line_at(document, 'name') or 1}"
                    yield Service(name, place, path.rpartition("/")[0], said(document.get("description")))


def of_apps(head: Head) -> Iterator[Service]:
    """The applications of an Android project: its modules that are no libraries."""
    files = (*head.tree.by_name("build.gradle"), *head.tree.by_name("build.gradle.kts"))
    for path in [path for path in files if path.count("/") == 1 and not is_skipped(path)][:_MOST_READ]:
        page = head.page(path)
        lines = zip(page.numbers, page.lines, strict=True) if page else ()
        number = next((number for number, line in lines if re.search(_ANDROID, line)), 0)
        if number:
            folder = path.rpartition("/")[0]
            yield Service(folder, f"{path}:{number}", folder, "Android application")
