"""Which services a repository holds: what its compose file builds, its charts, its folders of programs, its image."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ..facts.delivery.yamltext import Block, Tree, line_at
from ..facts.formats import mapping
from ..facts.production import is_program
from ..sources.profile.profile import Value
from ..wording import printable, shorten
from .head import Head, line_of
from .proposed import Proposed, is_skipped, pattern, table

_COMPOSE = r"/((docker|podman)-)?compose(\.[\w-]+)*\.ya?ml$"
_CHART = "Chart.yaml"
_IMAGE = r"/((?:[\w.-]+\.)?Dockerfile(?:\.[\w-]+)?)$"
_ANDROID = r"\bandroid[.-]application\b"
_FEW = 3  # compose files
_MANY = 10  # programs, where configuration holds a script or two
_MOST = 20
_DEEPEST = 3  # folders above a program's manifest
_MOST_READ = 200
_LONGEST = 160  # characters of what is said about one


@dataclass
class _Found:
    """What is known of a service, from however many places."""

    name: str
    place: str
    folder: str = ""  # "" for all of the repository
    text: str = ""
    paths: dict[str, None] = field(default_factory=dict)


def services(head: Head) -> Iterator[Proposed]:
    """[[services]], those of the compose file first."""
    found: dict[str, _Found] = {}
    for one in (*_of_compose(head), *_of_folders(head), *_of_charts(head), *_of_apps(head)):
        known = found.setdefault(re.sub(r"[\W_]", "", one.name.lower()), one)
        known.text = known.text or one.text
        known.folder = known.folder or one.folder
        if one.folder:
            known.paths[f"{one.folder}/**"] = None
    chosen = list(found.values()) or list(_whole(head))
    for one in chosen[:_MOST]:
        yield Proposed("services", _values(one, head), one.place)


def _values(one: _Found, head: Head) -> dict[str, Value]:
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


def _of_compose(head: Head) -> Iterator[_Found]:
    files = [path for path in head.paths if pattern(_COMPOSE).search("/" + path) and not is_skipped(path)]
    found = (
        list(_in_compose(head, path)) for path in sorted(files, key=lambda path: (path.count("/"), len(path)))[:_FEW]
    )
    return iter(next(filter(None, found), ()))


def _in_compose(head: Head, path: str) -> Iterator[_Found]:
    """The services of one file, unless it is a developer's."""
    for document in head.yaml(path):
        inside = mapping(document, "services")
        ours = {name: service for name, service in inside.items() if _is_ours(head, name, service)}
        if not any(_mounts_programs(head, path, service) for service in ours.values()):
            for name, service in ours.items():
                folder = _folder(head, path, service.get("build")) or _folder_named(head, name)
                yield _Found(name, f"{path}:{line_at(inside, name) or 1}", folder)


def _is_ours(head: Head, name: str, service: object) -> bool:
    """Whether a service of a compose file is built here, or its image bears the repository's name."""
    if _is_other(name) or not isinstance(service, dict):
        return False
    image = re.sub(r"\W", "", str(service.get("image") or "").rpartition("/")[2].partition(":")[0].lower())
    ours = re.sub(r"\W", "", head.repository.name.lower())
    return bool(service.get("build")) or (bool(ours) and ours in image)


def _mounts_programs(head: Head, path: str, service: Mapping[str, Tree]) -> bool:
    """Whether a service runs what lies in the work tree, as a developer has it."""
    volumes = service.get("volumes")
    for volume in volumes if isinstance(volumes, list) else ():
        if isinstance(volume, str) and volume.startswith("."):
            folder = _joined(path, volume.partition(":")[0])
            inside = (one for one in head.paths if not folder or one.startswith(f"{folder}/"))
            if sum(map(is_program, inside)) >= _MANY:
                return True
    return False


def _folder(head: Head, path: str, build: Tree | None) -> str:
    """The folder that a service is built from, told by its Dockerfile where the context is the whole repository."""
    context = build.get("context") if isinstance(build, dict) else build
    folder = _joined(path, context) if isinstance(context, str) else ""
    image = build.get("dockerfile") if isinstance(build, dict) else None
    beside = _joined("", image.rpartition("/")[0]) if isinstance(image, str) else ""
    has_program = any(f"{beside}/{name}" in head.tree for name in _manifests() if name != "Dockerfile")
    return folder or (beside if has_program else "")


def _joined(path: str, relative: str) -> str:
    """A folder named from a file, as a folder of the repository; "" for its root, and for what is not in it."""
    parts = path.split("/")[:-1]
    for part in relative.strip("/").split("/"):
        if part == "..":
            parts = parts[:-1]
        elif part not in (".", ""):
            parts.append(part)
    folder = "/".join(parts)
    return folder if re.fullmatch(r"[\w./ -]*", folder) else ""


def _folder_named(head: Head, name: str) -> str:
    """The only folder of programs that is called like a service: by its whole name, or by the end of it."""
    paths = (path for one in _manifests() for path in head.tree.by_name(one) if path.count("/") <= _DEEPEST)
    folders = {path.rpartition("/")[0] for path in paths if not is_skipped(path)}
    for likely in (name, *(name.partition(mark)[2] for mark in "-_")):
        found = [folder for folder in folders if likely and folder.rpartition("/")[2] == likely]
        if len(found) == 1:
            return found[0]
    return ""


def _manifests() -> frozenset[str]:
    return frozenset(table()["services"]["manifests"])


def _is_other(name: str) -> bool:
    return bool(
        pattern(table()["services"]["others"]).search(name) or pattern(table()["services"]["helpers"]).match(name)
    )


def _of_folders(head: Head) -> Iterator[_Found]:
    """Folders of programs, such as services/checkout, that have a manifest of their own."""
    rules = table()["services"]
    manifests, once = _manifests(), set[str]()
    for path in head.paths:
        found = pattern(rules["folders"]).match("/" + path)
        if not found or is_skipped(path) or pattern(rules["helpers"]).match(found[2]):
            continue
        folder = found[0].strip("/")
        name = path.rpartition("/")[2]
        if folder not in once and path == f"{folder}/{name}" and name in manifests:
            once.add(folder)
            yield _Found(found[2], f"{path}:1", folder, _description(head, path))


def _of_charts(head: Head) -> Iterator[_Found]:
    for path in [path for path in head.tree.by_name(_CHART) if not is_skipped(path)][:_MOST_READ]:
        for document in head.yaml(path)[:1]:
            if (
                isinstance(document, Block)
                and document.get("type") != "library"
                and document.get("deprecated") != "true"
            ):
                name = document.get("name")
                if isinstance(name, str) and "{" not in name and not _is_other(name):
                    place = f"{path}:{line_at(document, 'name') or 1}"
                    yield _Found(name, place, path.rpartition("/")[0], _said(document.get("description")))


def _of_apps(head: Head) -> Iterator[_Found]:
    """The applications of an Android project: its modules that are no libraries."""
    files = (*head.tree.by_name("build.gradle"), *head.tree.by_name("build.gradle.kts"))
    for path in [path for path in files if path.count("/") == 1 and not is_skipped(path)][:_MOST_READ]:
        page = head.page(path)
        lines = zip(page.numbers, page.lines, strict=True) if page else ()
        number = next((number for number, line in lines if re.search(_ANDROID, line)), 0)
        if number:
            folder = path.rpartition("/")[0]
            yield _Found(folder, f"{path}:{number}", folder, "Android application")


def _whole(head: Head) -> Iterator[_Found]:
    """The repository as one service, where it makes an image or says what its processes are."""
    images = [path for path in head.paths if pattern(_IMAGE).search("/" + path) and not is_skipped(path)]
    likely = [path for path in head.paths if pattern(table()["services"]["images"]).match("/" + path)]
    shipped = [path for path in likely if not is_skipped(path)] or (images if len(images) == 1 else [])
    if shipped:
        first = min(shipped, key=lambda path: (path.count("/"), len(path)))
        text = _description(head, "package.json") or _description(head, "composer.json")
        yield _Found(head.repository.name, f"{first}:1", text=text)


def _description(head: Head, path: str) -> str:
    """What a manifest in JSON says the program is."""
    page = head.page(path) if path.endswith(".json") else None
    number = line_of(page, '"description"')
    line = page.lines[number - 1] if page and 0 < number <= len(page.lines) else ""
    found = re.search(r'"description"\s*:\s*("(?:[^"\\]|\\.)*")', line)
    try:
        return _said(json.loads(found[1])) if found else ""
    except ValueError:
        return ""


def _said(text: object) -> str:
    """A description on a line; "" for what only names the thing's form."""
    said = shorten(" ".join(printable(text).split()), _LONGEST) if isinstance(text, str) else ""
    return "" if re.fullmatch(r"(?i)(a|the) helm chart for kubernetes|", said) else said
