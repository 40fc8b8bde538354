"""What changes in Kubernetes manifests: the objects, and of workloads images, replicas, resources, probes, ports."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ...wording import named
from ..sides import Text
from .compose import line_of
from .difference import Difference
from .images import changed
from .yamltext import Tree, documents

_API_VERSION = re.compile(r"^apiVersion:", re.MULTILINE)
_KIND = re.compile(r"^kind:", re.MULTILINE)
_WORKLOADS = ("Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob", "Pod", "Rollout", "ReplicaSet")
_OF_CONTAINER = {
    "command": ("delivery.process", "command", 55),
    "args": ("delivery.process", "arguments", 55),
    "ports": ("delivery.port", "ports", 50),
    "resources": ("delivery.kubernetes", "resources", 45),
    "livenessProbe": ("delivery.healthcheck", "liveness probe", 45),
    "readinessProbe": ("delivery.healthcheck", "readiness probe", 45),
    "startupProbe": ("delivery.healthcheck", "startup probe", 45),
    "volumeMounts": ("delivery.volume", "volume mounts", 50),
}
_OF_SPEC = {
    "replicas": "replicas",
    "strategy": "update strategy",
    "schedule": "schedule",
    "rules": "rules",
    "ports": "ports",
}


@dataclass(frozen=True, slots=True)
class _Object:
    kind: str
    name: str
    body: dict[str, Tree]

    @property
    def title(self) -> str:
        return f"{self.kind} {self.name}"

    @property
    def shown(self) -> str:
        return named(self.title)

    @property
    def spec(self) -> dict[str, Tree]:
        return _within(self.body, "spec")

    @property
    def containers(self) -> dict[str, dict[str, Tree]]:
        """By name, the init containers too; of a CronJob those of its job."""
        spec = _within(self.spec, "jobTemplate", "spec") or self.spec
        pod = spec if self.kind == "Pod" else _within(spec, "template", "spec")
        found = [one for key in ("initContainers", "containers") for one in _list(pod.get(key))]
        return {str(one.get("name", "")): one for one in found if isinstance(one, dict)}


def differences(path: str, old: Text, new: Text) -> Iterator[Difference] | None:
    """None where one of the sides cannot be read, or is no manifest."""
    before, after = _objects(old), _objects(new)
    return None if before is None or after is None or not (before or after) else _compared(before, after)


def is_manifest(text: Text) -> bool:
    """Whether a YAML text looks like Kubernetes objects, at little cost."""
    return any(_API_VERSION.search(piece) and _KIND.search(piece) for piece in text.pieces)


def _objects(text: Text) -> dict[str, _Object] | None:
    if not text.whole:
        return None
    read = documents("".join(text.pieces))
    if read is None:
        return None
    found = [_object(one) for one in read if isinstance(one, dict) and "kind" in one and "apiVersion" in one]
    return {one.title: one for one in found}


def _object(body: dict[str, Tree]) -> _Object:
    return _Object(str(body["kind"]), str(_within(body, "metadata").get("name", "")), body)


def _compared(before: dict[str, _Object], after: dict[str, _Object]) -> Iterator[Difference]:
    for title in [*before, *(title for title in after if title not in before)]:
        old, new = before.get(title), after.get(title)
        if old and new:
            yield from _of_object(old, new)
        else:
            one = new or before[title]
            gone, come = (None, title) if new else (title, None)
            yield Difference("delivery.kubernetes", "object", gone, come, 55, _service(one))


def _of_object(old: _Object, new: _Object) -> Iterator[Difference]:
    service, told = _service(new), False
    for key, subject in _OF_SPEC.items():
        if old.spec.get(key) != new.spec.get(key):
            told = True
            was, now = line_of(old.spec.get(key)), line_of(new.spec.get(key))
            yield Difference("delivery.kubernetes", f"{subject} of {new.shown}", was, now, 45, service)
    for name, container in new.containers.items():
        for difference in _of_container(new.shown, service, old.containers.get(name, {}), container):
            told = True
            yield difference
    if not told and old.body != new.body:
        yield Difference("delivery.kubernetes", new.shown, None, None, 40, service)


def _of_container(title: str, service: str, old: dict[str, Tree], new: dict[str, Tree]) -> Iterator[Difference]:
    was, now = line_of(old.get("image")), line_of(new.get("image"))
    if was != now:
        yield changed(f"image of {title}", was, now, 45, service)
    for key, (kind, subject, weight) in _OF_CONTAINER.items():
        if old.get(key) != new.get(key):
            yield Difference(
                kind, f"{subject} of {title}", line_of(old.get(key)), line_of(new.get(key)), weight, service
            )


def _service(one: _Object) -> str:
    return one.name if one.kind in _WORKLOADS else ""


def _within(body: dict[str, Tree], *keys: str) -> dict[str, Tree]:
    for key in keys:
        inner = body.get(key)
        body = inner if isinstance(inner, dict) else {}
    return body


def _list(value: Tree | None) -> list[Tree]:
    return value if isinstance(value, list) else []
