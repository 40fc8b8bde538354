"""What changes in a compose file: its services, and of each its image, ports, volumes, command and health check."""

import re
from collections.abc import Iterator
from itertools import chain

from ...wording import listed, named
from ..formats import Unread
from ..sides import Text
from .difference import Difference
from .formats import is_developing
from .images import changed
from .yamltext import Block, Tree, line_at, read

_LISTS = {"ports": ("delivery.port", "published ports", 50), "volumes": ("delivery.volume", "volumes", 50)}
_SETTINGS = {
    "command": ("delivery.process", "command", 55),
    "entrypoint": ("delivery.process", "entry point", 55),
    "user": ("delivery.process", "user", 50),
    "healthcheck": ("delivery.healthcheck", "health check", 40),
    "deploy": ("delivery.compose", "deployment settings", 45),
    "network_mode": ("delivery.compose", "network mode", 45),
    "privileged": ("delivery.compose", "privilege", 50),
    "restart": ("delivery.compose", "restart policy", 20),
    "depends_on": ("delivery.compose", "dependencies", 20),
}
_ENVIRONMENT = ("environment", "env_file")  # whose values are told as configuration

_IMAGE = re.compile(r"[a-z0-9][\w./-]*/?[\w./-]+:[\w.-]+")  # with its tag
_FEW = 4  # services that come or go are told one by one
_ORPHAN = "Its container goes on running until somebody removes it (`--remove-orphans`)."

Services = dict[str, dict[str, Tree]]


def differences(path: str, old: Text, new: Text) -> Iterator[Difference] | None:
    """None of a piece. Raises `Unread`."""
    if not (old.whole and new.whole):
        return None
    before, after = (_top(text) for text in (old, new))
    return chain(_compared(_services(before), _services(after)), _volumes(before, after))


def is_development(*sides: Text) -> bool:
    """Whether a service runs a developer's copy: it mounts the checkout, or reloads what changes."""
    try:
        services = [service for side in sides if side.whole for service in _services(_top(side)).values()]
    except Unread:
        return False
    return any(_mounts_checkout(service) or is_developing(_running(service)) for service in services)


def _mounts_checkout(service: dict[str, Tree]) -> bool:
    return any(volume.startswith((".:", "./:", "..:")) for volume in _texts(service, "volumes"))


def _running(service: dict[str, Tree]) -> str:
    return " ".join(line_of(service.get(key)) or "" for key in ("command", "build", "environment"))


def _top(text: Text) -> dict[str, Tree]:
    found = next(iter(read("".join(text.pieces))), None)
    return found if isinstance(found, dict) else {}


def _services(top: dict[str, Tree]) -> Services:
    services = top.get("services", {})
    if not isinstance(services, dict):
        return {}
    return {name: service for name, service in services.items() if isinstance(service, dict)}


def _compared(before: Services, after: Services) -> Iterator[Difference]:
    gone, come = [name for name in before if name not in after], [name for name in after if name not in before]
    for old in list(gone):
        new = next((name for name in come if before[old] == after[name]), None)
        if new:
            gone.remove(old)
            come.remove(new)
            said = f"The service {named(old)} is renamed to {named(new)} in {{where}}, and its host name with it."
            more = (("action", "renamed"),)
            yield Difference(
                "delivery.compose",
                "service",
                old,
                new,
                55,
                new,
                said=said,
                more=more,
                at=_lines(before, old, after, new),
            )
    yield from _some(gone, 60, before, is_gone=True)
    yield from _some(come, 55, after, is_gone=False)
    for name in after:
        if name in before and before[name] != after[name]:
            yield from _of_service(name, before[name], after[name])


def _some(names: list[str], weight: int, services: Services, *, is_gone: bool) -> Iterator[Difference]:
    """Services that come or go; many of them in one sentence, each with its line."""
    happens = "removed from" if is_gone else "added in"
    said = f"{len(names)} services are {happens} {{where}}: {listed(names, _FEW)}." if len(names) > _FEW else ""
    all_names = ", ".join(names)
    for name in names:
        shown = all_names if said else name
        old, new = (shown, None) if is_gone else (None, shown)
        at = (_line(services, name), None) if is_gone else (None, _line(services, name))
        note = _ORPHAN if is_gone and not said else ""
        more = (("count", len(names)),) if said else ()
        yield Difference(
            "delivery.compose",
            "services" if said else "service",
            old,
            new,
            weight,
            name,
            note=note,
            said=said,
            more=more,
            at=at,
        )


def _line(services: Services, name: str) -> int | None:
    """The line below the name of a service, which only it has."""
    service: Tree = services[name]
    return min(service.lines.values(), default=None) if isinstance(service, Block) else None


def _lines(before: Services, old: str, after: Services, new: str) -> tuple[int | None, int | None]:
    return _line(before, old), _line(after, new)


def _volumes(before: dict[str, Tree], after: dict[str, Tree]) -> Iterator[Difference]:
    """The named volumes of the file; somebody must create an external one."""
    kind, was, now = "delivery.volume", _named_volumes(before), _named_volumes(after)
    for name, volume in now.items():
        at = (line_at(was, name), line_at(now, name))
        if name not in was:
            note = "It is external: it must be created before." if _is_external(volume) else ""
            yield Difference(kind, "named volume", None, name, 50 if note else 30, note=note, at=at)
        elif _is_external(volume) != _is_external(was[name]):
            how = "is external now" if _is_external(volume) else "is no longer external"
            said = (
                f"The named volume {named(name)} in {{where}} {how}: another one is used, and the old one left behind."
            )
            values = [f"{name} (external)" if _is_external(one) else name for one in (was[name], volume)]
            yield Difference(kind, "named volume", values[0], values[1], 60, said=said, at=at)
    for name in was:
        if name not in now:
            note = "What it holds stays on the host, but no service uses it any more."
            yield Difference(kind, "named volume", name, None, 50, note=note, at=(line_at(was, name), None))


def _named_volumes(top: dict[str, Tree]) -> dict[str, Tree]:
    volumes = top.get("volumes")
    return volumes if isinstance(volumes, dict) else {}


def _is_external(volume: Tree) -> bool:
    return isinstance(volume, dict) and volume.get("external") == "true"


def _of_service(name: str, old: dict[str, Tree], new: dict[str, Tree]) -> Iterator[Difference]:
    of = f"of the service {named(name)}"
    was, now = (line_of(side.get("image")) for side in (old, new))
    if was != now:
        yield changed(f"image {of}", was, now, 45, name, _at(old, new, "image"))
    yield from _built_on(name, old, new)
    for key, (kind, subject, weight) in _LISTS.items():
        before, after = _texts(old, key), _texts(new, key)
        if set(before) != set(after):
            gone, come = _only(before, after), _only(after, before)
            yield Difference(kind, f"{subject} {of}", gone, come, weight, name, at=_at(old, new, key))
    for key, (kind, subject, weight) in _SETTINGS.items():
        if old.get(key) != new.get(key):
            yield _valued(kind, f"{subject} {of}", old, new, key, weight, name)
    if any(old.get(key) != new.get(key) for key in _ENVIRONMENT):
        yield Difference("delivery.compose", f"environment {of}", None, None, 10, name)
    for key in sorted({*old, *new} - {"image", *_ENVIRONMENT, *_LISTS, *_SETTINGS}):
        if old.get(key) != new.get(key):
            yield _valued("delivery.compose", f"{named(key)} {of}", old, new, key, 20, name)


def _valued(
    kind: str, subject: str, old: dict[str, Tree], new: dict[str, Tree], key: str, weight: int, name: str
) -> Difference:
    was, now = line_of(old.get(key)), line_of(new.get(key))
    return Difference(kind, subject, was, now, weight, name, at=_at(old, new, key))


def _built_on(name: str, old: dict[str, Tree], new: dict[str, Tree]) -> Iterator[Difference]:
    """The images that build arguments name."""
    was, now = (_arguments(side) for side in (old, new))
    for key in now:
        before, after = was.get(key, ""), now[key]
        if before != after and _IMAGE.fullmatch(before) and _IMAGE.fullmatch(after):
            yield changed(f"base image ({named(key)}) of the service {named(name)}", before, after, 45, name)


def _arguments(service: dict[str, Tree]) -> dict[str, str]:
    build = service.get("build")
    arguments = build.get("args") if isinstance(build, dict) else None
    if isinstance(arguments, list):
        return dict(str(one).partition("=")[::2] for one in arguments)
    items = arguments.items() if isinstance(arguments, dict) else ()
    return {key: value for key, value in items if isinstance(value, str)}


def _at(old: dict[str, Tree], new: dict[str, Tree], key: str) -> tuple[int | None, int | None]:
    return line_at(old, key), line_at(new, key)


def _only(these: list[str], others: list[str]) -> str | None:
    return ", ".join(one for one in these if one not in others) or None


def _texts(service: dict[str, Tree], key: str) -> list[str]:
    value = service.get(key, [])
    return [line_of(item) or "" for item in (value if isinstance(value, list) else [value])]


def line_of(value: Tree | None) -> str | None:
    """A value as one line of text: of a list its items, of a mapping its entries."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, list):
        return " ".join(line_of(item) or "" for item in value)
    return ", ".join(f"{key}: {line_of(item)}" for key, item in value.items())
