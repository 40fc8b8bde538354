"""What changes in Kubernetes manifests and in the templates of charts: objects, and what matters of each."""

from collections.abc import Iterator

from ...wording import listed, named
from ..formats import Unread
from ..sides import Text
from .compose import line_of
from .difference import Difference, Happened
from .images import changed
from .kubernetes_rules import Field, table
from .objects import Object, is_manifest, objects, value_at, within, written
from .yamltext import Tree, line_at

__all__ = ["differences", "is_manifest", "template_differences"]

_KIND = "delivery.kubernetes"
_AGAIN = "That cannot be changed in place: the object must be deleted and created again."
_COMES, _GOES, _LOSES_DATA, _RENAMED, _REST, _GIVEN = 55, 55, 80, 55, 30, 10  # weights
_LONGEST = 200  # characters of a value that is shown; of longer ones only that they change
_NOT_SAID = ("apiVersion", "kind", "metadata", "spec", "status")  # by themselves


def differences(path: str, old: Text, new: Text) -> Iterator[Difference] | None:
    """None where a side is only a piece, or is no manifest. Raises `Unread`."""
    before, after = objects(old), objects(new)
    return None if before is None or after is None or not (before or after) else _compared(before, after)


def template_differences(path: str, old: Text, new: Text) -> Iterator[Difference] | None:
    """The same of a chart's template; None where it makes no objects that can be read."""
    try:
        before, after = objects(old, template=True), objects(new, template=True)
    except Unread:
        return None
    if not before or not after:
        return None
    found = list(_compared(before, after))
    # Without any, only conditions, labels and what other templates give change.
    return iter(found or [Difference("delivery.helm", "Helm template", None, None, 10, file=Happened.CHANGED)])


def _compared(before: dict[str, Object], after: dict[str, Object]) -> Iterator[Difference]:
    gone = [one for title, one in before.items() if title not in after]
    come = [one for title, one in after.items() if title not in before]
    for old in list(gone):
        new = next((one for one in come if _is_same(one, old)), None)
        if new:
            gone.remove(old)
            come.remove(new)
            yield _renaming(old, new)
    for one in gone:
        yield _removal(one)
    for one in come:
        yield Difference(_KIND, "object", None, one.title, _COMES, one.service, at=(None, one.line))
    for title, new in after.items():
        if title in before and before[title].body != new.body:
            yield from _of_object(before[title], new)


def _is_same(one: Object, other: Object) -> bool:
    said = _nameless(one)
    return one.kind == other.kind and said == _nameless(other) and any(said)


def _renaming(old: Object, new: Object) -> Difference:
    said = (
        f"The object {old.shown} is renamed to {new.shown} in {{where}}: the new one comes beside the old one, which "
        "stays until something deletes it."
    )
    more = (("action", "renamed"),)
    at = (old.line, new.line)
    return Difference(_KIND, "object", old.title, new.title, _RENAMED, new.service, said=said, more=more, at=at)


def _removal(one: Object) -> Difference:
    if one.kind not in table().stateful:
        return Difference(_KIND, "object", one.title, None, _GOES, one.service, at=(one.line, None))
    note = "Where what applies the manifests also prunes, its data goes with it."
    more = (("loses_data", True),)
    return Difference(
        _KIND, "object", one.title, None, _LOSES_DATA, one.service, note=note, more=more, at=(one.line, None)
    )


def _of_object(old: Object, new: Object) -> Iterator[Difference]:
    for one in table().fields:
        if one.is_for(new.kind):
            yield from _of_field(one, old, new)
    yield from _of_versions(old, new)
    yield from _of_containers(old, new)
    if names := _others(old, new):
        said = f"{listed(names)} of {new.shown} {'change' if len(names) > 1 else 'changes'} in {{where}}."
        yield Difference(_KIND, new.shown, None, None, _REST, new.service, said=said, at=(old.line, new.line))


def _of_field(one: Field, old: Object, new: Object) -> Iterator[Difference]:
    bodies = (old.pod, new.pod) if one.path[0] == "pod" else (old.body, new.body)
    path = one.path[1:] if one.path[0] == "pod" else one.path
    (was, from_line), (now, to_line) = (value_at(body, path) for body in bodies)
    if was != now:
        at = (from_line or old.line, to_line or new.line)
        yield _valued(one, f"{one.subject} of {new.shown}", was, now, new.service, at)


def _valued(
    one: Field, subject: str, was: Tree | None, now: Tree | None, service: str, at: tuple[int | None, int | None]
) -> Difference:
    if (was is None and now == "") or (was == "" and now is None):
        return _given(one, subject, service, at, comes=was is None)
    shown = [None if one.hidden else _shown(value) for value in (was, now)]
    hidden = one.hidden or any(
        value is not None and text is None for value, text in zip((was, now), shown, strict=True)
    )
    old, new = (None, None) if hidden else shown
    more = (("action", "recreated"),) if one.again else ()
    note = _AGAIN if one.again else ""
    said = ""
    if hidden:
        verb = "change" if one.subject.endswith("s") else "changes"
        said = f"The {subject} {verb} in {{where}}."
    return Difference(one.kind, subject, old, new, one.weight, service, note=note, said=said, more=more, at=at)


def _given(one: Field, subject: str, service: str, at: tuple[int | None, int | None], *, comes: bool) -> Difference:
    """A field of a template of which all that stands in it comes from the chart's values."""
    said = f"The {subject} can {'now' if comes else 'no longer'} be given as a value ({{where}})."
    return Difference(one.kind, subject, None, None, _GIVEN if comes else one.weight, service, said=said, at=at)


def _shown(value: Tree | None) -> str | None:
    text = line_of(value)
    return written(text) if text is not None and len(text) <= _LONGEST else None


def _of_containers(old: Object, new: Object) -> Iterator[Difference]:
    before, after = old.containers, new.containers
    for name in [*before, *(name for name in after if name not in before)]:
        if name not in after or name not in before:
            was, now = (written(name) if name in side else None for side in (before, after))
            happens = "added in" if now else "removed from"
            said = f"The container {named(now or was or '')} of {new.shown} is {happens} {{where}}."
            yield Difference(_KIND, f"container of {new.shown}", was, now, 50, new.service, said=said)
            continue
        for key, one in table().containers.items():
            was_set, is_set = before[name].get(key), after[name].get(key)
            if was_set == is_set:
                continue
            of = new.shown if len(after) == 1 else f"{named(written(name))} of {new.shown}"
            at = (line_at(before[name], key), line_at(after[name], key))
            if key == "image":
                was_image, image = (written(line_of(value) or "") or None for value in (was_set, is_set))
                yield changed(f"image of {new.shown}", was_image, image, one.weight, new.service, at)
            else:
                yield _valued(one, f"{one.subject} of {of}", was_set, is_set, new.service, at)


def _of_versions(old: Object, new: Object) -> Iterator[Difference]:
    """Of a custom resource: what is no longer served cannot be read any more."""
    if new.kind != "CustomResourceDefinition":
        return
    before, after = _versions(old), _versions(new)
    for name in before:
        if name not in after:
            note = "Clients that ask for it fail, and stored objects of it must be converted before."
            said = f"The version {named(name)} of {new.shown} is removed from {{where}}."
            yield Difference(_KIND, f"version of {new.shown}", name, None, 75, note=note, said=said)
    for name in after:
        if name not in before:
            said = f"The version {named(name)} of {new.shown} is added in {{where}}."
            yield Difference(_KIND, f"version of {new.shown}", None, name, 45, said=said)
        elif before[name] != after[name]:
            said = f"The schema of {named(name)} of {new.shown} changes in {{where}}."
            yield Difference(_KIND, f"schema of {named(name)} of {new.shown}", None, None, 35, said=said)


def _versions(one: Object) -> dict[str, Tree]:
    found = within(one.body, "spec").get("versions")
    return {str(each.get("name")): each for each in found if isinstance(each, dict)} if isinstance(found, list) else {}


def _others(old: Object, new: Object) -> list[str]:
    """The names of what changes besides all that has its own sentence."""
    before, after = _rest(old), _rest(new)
    return [key for key in {**before, **after} if before.get(key) != after.get(key)]


def _rest(one: Object) -> dict[str, Tree]:
    """By a name for people, what no rule tells; without names, labels and what the cluster writes."""
    known = {field.path for field in table().fields if field.is_for(one.kind)}
    rest = {key: value for key, value in one.body.items() if key not in _NOT_SAID and (key,) not in known}
    if one.kind == "CustomResourceDefinition":
        known |= {("spec", "versions")}
    for key, value in within(one.body, "spec").items():
        if ("spec", key) not in known and key not in ("template", "jobTemplate"):
            rest[f"spec.{key}"] = value
    rest |= {f"spec.jobTemplate.{key}": value for key, value in _of_job(one).items()}
    rest |= {f"pod.{key}": value for key, value in one.pod.items() if ("pod", key) not in known}
    for key in ("pod.containers", "pod.initContainers"):
        rest.pop(key, None)
    for name, container in one.containers.items():
        rest |= {f"{name}.{key}": value for key, value in container.items() if key not in table().containers}
    return {written(key): value for key, value in rest.items()}


def _of_job(one: Object) -> dict[str, Tree]:
    spec = within(one.body, "spec", "jobTemplate", "spec")
    return {key: value for key, value in spec.items() if key != "template"}


def _nameless(one: Object) -> tuple[dict[str, Tree], dict[str, Tree]]:
    """What an object is but for its name, its labels, and how it finds those that have them."""
    body = {key: value for key, value in one.body.items() if key not in _NOT_SAID}
    spec = within(one.body, "spec")
    return body, {key: value for key, value in spec.items() if key not in ("selector", "template")} | one.pod
