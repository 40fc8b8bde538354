"""Services of a compose file, where it is one of what runs and not of how people develop."""

import re
from collections.abc import Iterator, Mapping

from ..facts.delivery.yamltext import Tree, line_at
from ..facts.formats import mapping
from ..facts.production import is_program
from .head import Head
from .proposed import is_skipped, pattern
from .service import Service, is_other, manifests

_COMPOSE = r"/((docker|podman)-)?compose(\.[\w-]+)*\.ya?ml$"
_FEW = 3  # compose files
_MANY = 10  # programs, where configuration holds a script or two
_DEEPEST = 3  # folders above a program's manifest


def of_compose(head: Head) -> Iterator[Service]:
    """The services of the nearest compose file that has some."""
    files = [path for path in head.paths if pattern(_COMPOSE).search("/" + path) and not is_skipped(path)]
    found = (
        list(_in_compose(head, path)) for path in sorted(files, key=lambda path: (path.count("/"), len(path)))[:_FEW]
    )
    return iter(next(filter(None, found), ()))


def _in_compose(head: Head, path: str) -> Iterator[Service]:
    """The services of one file, unless it is a developer's."""
    for document in head.yaml(path):
        inside = mapping(document, "services")
        ours = {name: service for name, service in inside.items() if _is_ours(head, name, service)}
        if not any(_mounts_programs(head, path, service) for service in ours.values()):
            for name, service in ours.items():
                folder = _folder(head, path, service.get("build")) or _folder_named(head, name)
                yield Service(name, f"{path}:{line_at(inside, name) or 1}", folder)


def _is_ours(head: Head, name: str, service: object) -> bool:
    """Whether a service of a compose file is built here, or its image bears the repository's name."""
    if is_other(name) or not isinstance(service, dict):
        return False
    image = re.sub(r"\W", "", str(service.get("image") or "").rpartition("/")[2].partition(":")[0].lower())
    ours = re.sub(r"\W", "", head.name.lower())
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
    has_program = any(f"{beside}/{name}" in head.tree for name in manifests() if name != "Dockerfile")
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
    paths = (path for one in manifests() for path in head.tree.by_name(one) if path.count("/") <= _DEEPEST)
    folders = {path.rpartition("/")[0] for path in paths if not is_skipped(path)}
    for likely in (name, *(name.partition(mark)[2] for mark in "-_")):
        found = [folder for folder in folders if likely and folder.rpartition("/")[2] == likely]
        if len(found) == 1:
            return found[0]
    return ""
