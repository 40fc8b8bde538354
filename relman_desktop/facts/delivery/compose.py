"""What changes in a compose file: its services, and of each its image, ports, volumes, command and health check."""

from collections.abc import Iterator

from ...wording import named
from ..sides import Text
from .difference import Difference
from .formats import is_developing
from .images import changed
from .yamltext import Tree, documents

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

Services = dict[str, dict[str, Tree]]


def differences(path: str, old: Text, new: Text) -> Iterator[Difference] | None:
    """None where one of the sides cannot be read."""
    before, after = _services(old), _services(new)
    return None if before is None or after is None else _compared(before, after)


def is_development(*sides: Text) -> bool:
    """Whether a service runs a developer's copy: it mounts the checkout, or reloads what changes."""
    services = [service for side in sides for service in (_services(side) or {}).values()]
    return any(_mounts_checkout(service) or is_developing(_running(service)) for service in services)


def _mounts_checkout(service: dict[str, Tree]) -> bool:
    return any(volume.startswith((".:", "./:", "..:")) for volume in _texts(service, "volumes"))


def _running(service: dict[str, Tree]) -> str:
    return " ".join(line_of(service.get(key)) or "" for key in ("command", "build", "environment"))


def _services(text: Text) -> Services | None:
    if not text.whole:
        return None
    read = documents("".join(text.pieces))
    if read is None:
        return None
    top = read[0] if read and isinstance(read[0], dict) else {}
    services = top.get("services", {})
    if not isinstance(services, dict):
        return {}
    return {name: service for name, service in services.items() if isinstance(service, dict)}


def _compared(before: Services, after: Services) -> Iterator[Difference]:
    for name in [*before, *(name for name in after if name not in before)]:
        if name not in after:
            yield Difference("delivery.compose", "service", name, None, 60, name)
        elif name not in before:
            yield Difference("delivery.compose", "service", None, name, 55, name)
        else:
            yield from _of_service(name, before[name], after[name])


def _of_service(name: str, old: dict[str, Tree], new: dict[str, Tree]) -> Iterator[Difference]:
    of = f"of the service {named(name)}"
    was, now = (line_of(side.get("image")) for side in (old, new))
    if was != now:
        yield changed(f"image {of}", was, now, 45, name)
    for key, (kind, subject, weight) in _LISTS.items():
        before, after = _texts(old, key), _texts(new, key)
        if set(before) != set(after):
            gone, come = _only(before, after), _only(after, before)
            yield Difference(kind, f"{subject} {of}", gone, come, weight, name)
    for key, (kind, subject, weight) in _SETTINGS.items():
        if old.get(key) != new.get(key):
            yield Difference(kind, f"{subject} {of}", line_of(old.get(key)), line_of(new.get(key)), weight, name)
    if any(old.get(key) != new.get(key) for key in _ENVIRONMENT):
        yield Difference("delivery.compose", f"environment {of}", None, None, 10, name)
    for key in sorted({*old, *new} - {"image", *_ENVIRONMENT, *_LISTS, *_SETTINGS}):
        if old.get(key) != new.get(key):
            yield Difference(
                "delivery.compose", f"{named(key)} {of}", line_of(old.get(key)), line_of(new.get(key)), 20, name
            )


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
