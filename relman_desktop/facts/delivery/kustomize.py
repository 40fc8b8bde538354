"""What changes in a kustomization: the images and replicas that it sets, what it puts together, and its names."""

from collections.abc import Iterator, Mapping

from ...wording import named
from ..sides import Text
from .compose import line_of
from .difference import Difference
from .images import changed
from .yamltext import Tree, read

_KIND = "delivery.kubernetes"
_NAMES = ("namespace", "namePrefix", "nameSuffix")
_LISTS = {
    "resources": 45,
    "bases": 45,
    "components": 45,
    "patches": 40,
    "patchesStrategicMerge": 40,
    "patchesJson6902": 40,
}
_TOLD = ("images", "replicas", *_NAMES, *_LISTS)
_SILENT = ("apiVersion", "kind", "metadata", "labels", "commonLabels", "commonAnnotations")
_GENERATED = ("configMapGenerator", "secretGenerator", "generatorOptions")  # whose values are configuration


def differences(path: str, old: Text, new: Text) -> Iterator[Difference] | None:
    """None of a piece of one. Raises `Unread`."""
    if not (old.whole and new.whole):
        return None
    before, after = (next(iter(read("".join(text.pieces))), {}) for text in (old, new))
    return _compared(before, after) if isinstance(before, dict) and isinstance(after, dict) else None


def _compared(before: Mapping[str, Tree], after: Mapping[str, Tree]) -> Iterator[Difference]:
    yield from _images(before, after)
    was, now = (_by_name(side.get("replicas"), "count") for side in (before, after))
    for name in {**was, **now}:
        if was.get(name) != now.get(name):
            yield Difference(_KIND, f"replicas of {named(name)}", was.get(name), now.get(name), 45)
    for key in _NAMES:
        if before.get(key) != after.get(key):
            note = "All objects get other names: new ones come beside the old ones."
            yield Difference(_KIND, named(key), line_of(before.get(key)), line_of(after.get(key)), 60, note=note)
    for key, weight in _LISTS.items():
        yield from _of_list(key, weight, before, after)
    for key in sorted({*before, *after} - {*_TOLD, *_SILENT}):
        if before.get(key) != after.get(key):
            weight = 10 if key in _GENERATED else 25
            verb = "change" if key.endswith("s") else "changes"
            yield Difference(_KIND, named(key), None, None, weight, said=f"{named(key)} of {{where}} {verb}.")


def _images(before: Mapping[str, Tree], after: Mapping[str, Tree]) -> Iterator[Difference]:
    was, now = (_by_name(side.get("images"), "") for side in (before, after))
    for name in {**was, **now}:
        if was.get(name) != now.get(name):
            yield changed("image that is set", was.get(name), now.get(name), 45)


def _by_name(value: Tree | None, key: str) -> dict[str, str]:
    """Each entry's value by its name; of an image the image that it becomes."""
    entries = [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
    return {line_of(one.get("name")) or "": (line_of(one.get(key)) or "") if key else _image(one) for one in entries}


def _image(one: Mapping[str, Tree]) -> str:
    name = line_of(one.get("newName")) or line_of(one.get("name")) or ""
    tag, digest = line_of(one.get("newTag")), line_of(one.get("digest"))
    return name + (f":{tag}" if tag else "") + (f"@{digest}" if digest else "")


def _of_list(key: str, weight: int, before: Mapping[str, Tree], after: Mapping[str, Tree]) -> Iterator[Difference]:
    was, now = (_items(side.get(key)) for side in (before, after))
    noun = {"resources": "resource", "bases": "base", "components": "component"}.get(key, "patch")
    for one in was:
        if one not in now:
            yield Difference(_KIND, noun, one, None, weight)
    for one in now:
        if one not in was:
            yield Difference(_KIND, noun, None, one, weight)


def _items(value: Tree | None) -> list[str]:
    return [line_of(one) or "" for one in value] if isinstance(value, list) else []
