"""Which services a repository holds: what its compose file builds, its charts, its folders of programs, its image."""

import re
from collections.abc import Iterator

from ..sources.profile.profile import Value
from .compose import of_compose
from .folders import of_apps, of_charts, of_folders
from .head import Head
from .proposed import Proposed, is_skipped, pattern, table
from .service import Service, description

_IMAGE = r"/((?:[\w.-]+\.)?Dockerfile(?:\.[\w-]+)?)$"
_MOST = 20


def services(head: Head) -> Iterator[Proposed]:
    """[[services]], those of the compose file first."""
    found: dict[str, Service] = {}
    for one in (*of_compose(head), *of_folders(head), *of_charts(head), *of_apps(head)):
        known = found.setdefault(re.sub(r"[\W_]", "", one.name.lower()), one)
        known.text = known.text or one.text
        known.folder = known.folder or one.folder
        if one.folder:
            known.paths[f"{one.folder}/**"] = None
    chosen = list(found.values()) or list(_whole(head))
    for one in chosen[:_MOST]:
        yield Proposed("services", _values(one, head), one.place)


def _values(one: Service, head: Head) -> dict[str, Value]:
    values: dict[str, Value] = {"name": one.name}
    if one.text:
        values["text"] = one.text
    if owner := head.owner_of(f"{one.folder}/x" if one.folder else "x"):
        values["owner"] = owner
    named = re.compile(rf"/runbooks?/{re.escape(one.name)}\.(md|rst|adoc)$", re.IGNORECASE)
    if runbook := next((path for path in head.paths if named.search("/" + path)), ""):
        values["runbook"] = runbook
    if one.paths:
        values["paths"] = tuple(one.paths)
    return values


def _whole(head: Head) -> Iterator[Service]:
    """The repository as one service, where it makes an image or says what its processes are."""
    images = [path for path in head.paths if pattern(_IMAGE).search("/" + path) and not is_skipped(path)]
    likely = [path for path in head.paths if pattern(table()["services"]["images"]).match("/" + path)]
    shipped = [path for path in likely if not is_skipped(path)] or (images if len(images) == 1 else [])
    if shipped:
        first = min(shipped, key=lambda path: (path.count("/"), len(path)))
        text = description(head, "package.json") or description(head, "composer.json")
        yield Service(head.name, f"{first}:1", text=text)
