"""What changes in a Dockerfile: images, ports, volumes, the health check, what runs and as whom, the build steps."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from ...wording import named
from ..sides import Text
from .difference import Difference
from .dockerfile import Instruction, Stage, shipped, stages
from .formats import is_data_store
from .image_texts import command, environment, variables

_SETS = {"EXPOSE": ("delivery.port", "exposed ports"), "VOLUME": ("delivery.volume", "volumes")}
_SETTINGS = {
    "HEALTHCHECK": ("delivery.healthcheck", "health check", 40),
    "ENTRYPOINT": ("delivery.process", "entry point", 55),
    "CMD": ("delivery.process", "start command", 55),
    "USER": ("delivery.process", "user", 50),
    "WORKDIR": ("delivery.process", "working directory", 35),
    "STOPSIGNAL": ("delivery.process", "stop signal", 40),
}
_NUMBER = re.compile(r"^[a-z-]*v?(\d+)")
_COMPUTED = re.compile(r"[^/:]*\$[^/:]*$")  # a stage whose name is computed, rather than an image
_PINNED, _REBUILT = 5, 20  # weights of the same tag
_OTHER_STORE = 60  # the weight of another image in its place
_DATA_STORE = 75  # the weight of another major version of one
_FROM = re.compile(r"--from=(\S+)")
_BUILD = ("RUN", "COPY", "ADD", "SHELL", "ARG")


def differences(path: str, old: Text, new: Text) -> Iterator[Difference]:
    """Only what is in the image that is deployed counts as such; other stages only build."""
    before, after = _stages(old), _stages(new)
    whole = old.whole and new.whole
    shipped_before, shipped_after = (shipped(one) if whole else one for one in (before, after))
    yield from _base_images(before, after, shipped_before, shipped_after)
    yield from _sets(_all(shipped_before), _all(shipped_after))
    yield from _settings(_last(shipped_before), _last(shipped_after))
    if whole and before and after:
        yield from environment(variables(_all(shipped_before)), variables(_all(shipped_after)))
    if _build_steps(before) != _build_steps(after) and before and after:
        yield Difference("delivery.image", "image build", None, None, 10)


def pairs(old: Iterable[str], new: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The images that changed, each with what it was: of the same name first, the others in their order."""
    before, after = Counter(old), Counter(new)
    gone, come = list((before - after).elements()), list((after - before).elements())
    for image in list(come):
        was = next((one for one in gone if repository(one) == repository(image)), None)
        if was:
            gone.remove(was)
            come.remove(image)
            yield was, image
    yield from zip(gone, come, strict=False)


def repository(image: str) -> str:
    """An image's name without its tag and digest."""
    name = image.partition("@")[0]
    head, colon, tag = name.rpartition(":")
    return head if colon and "/" not in tag else name


def changed(
    subject: str,
    old: str | None,
    new: str | None,
    weight: int,
    service: str = "",
    at: tuple[int | None, int | None] = (None, None),
) -> Difference:
    """The difference of an image; another major version of a data store weighs most, as it may not read the data."""
    if old and new and old.partition("@")[0] == new.partition("@")[0]:
        return _pinned(subject, old, new, service, at)
    major = bool(old and new) and _is_major(old or "", new or "")
    stores = major and is_data_store(repository(new or ""))
    note = "That is another major version." if major else ""
    if old and new and is_data_store(repository(old)) and repository(old) != repository(new):
        weight, note = max(weight, _OTHER_STORE), "It takes the place of another image of a data store."
    return Difference(
        "delivery.image",
        subject,
        old and _short(old),
        new and _short(new),
        _DATA_STORE if stores else weight,
        service,
        note=note,
        at=at,
    )


def _pinned(subject: str, old: str, new: str, service: str, at: tuple[int | None, int | None]) -> Difference:
    """The same tag with another digest, or with one for the first time, or with none any more."""
    image, was, now = new.partition("@")[0], _short(old), _short(new)
    if "@" in old and "@" in new:
        note = "The tag is the same."
        return Difference("delivery.image", subject, was, now, _REBUILT, service, note=note, at=at)
    how = "is pinned to a digest" if "@" in new else "is no longer pinned to a digest"
    said = f"The {subject} {named(image)} in {{where}} {how}."
    more = (("action", "pinned" if "@" in new else "unpinned"),)
    return Difference("delivery.image", subject, was, now, _PINNED, service, said=said, more=more, at=at)


def _is_major(old: str, new: str) -> bool:
    """Whether the tags of one image begin with different numbers."""
    if repository(old).rpartition("/")[2] != repository(new).rpartition("/")[2]:
        return False
    numbers = [_NUMBER.search(image.partition("@")[0].rpartition(":")[2]) for image in (old, new)]
    return len({number[1] for number in numbers if number}) > 1


def _short(image: str) -> str:
    """An image with its digest cut to twelve digits."""
    name, at, digest = image.partition("@sha256:")
    return f"{name}@sha256:{digest[:12]}" if at else image


def _stages(text: Text) -> tuple[Stage, ...]:
    return stages([line for piece in text.pieces for line in piece.split("\n")])


def _base_images(
    before: tuple[Stage, ...], after: tuple[Stage, ...], kept_before: tuple[Stage, ...], kept_after: tuple[Stage, ...]
) -> Iterator[Difference]:
    bases = list(pairs(_images(kept_before), _images(kept_after)))
    for old, new in bases:
        yield changed("base image", old, new, 45)
    copied = [one for one in pairs(_copied(before, kept_before), _copied(after, kept_after)) if one not in bases]
    for old, new in copied:
        yield changed("image that files are copied from", old, new, 45)
    bases += copied
    for old, new in pairs(_images(before), _images(after)):
        if (old, new) not in bases:
            yield changed("build image", old, new, 10)


def _images(some: tuple[Stage, ...]) -> list[str]:
    names = {stage.name.lower() for stage in some if stage.name}
    return [
        one.image for one in some if one.image and one.image.lower() not in names and not _COMPUTED.match(one.image)
    ]


def _copied(some: tuple[Stage, ...], kept: tuple[Stage, ...]) -> list[str]:
    """The images of which the deployed one takes files as they are: of stages that build nothing, and by name."""
    by_name = {stage.name.lower(): stage for stage in some if stage.name}
    sources = [found[1] for one in _all(kept) if one.name == "COPY" and (found := _FROM.search(one.text))]
    taken = [by_name.get(name.lower()) for name in dict.fromkeys(sources)]
    plain = [one for one in taken if one and not any(step.name in ("RUN", "COPY", "ADD") for step in one.instructions)]
    direct = [name for name in dict.fromkeys(sources) if name.lower() not in by_name and re.search(r"[:/@]", name)]
    return _images(tuple(plain)) + [name for name in direct if not _COMPUTED.match(name)]


def _all(some: tuple[Stage, ...]) -> list[Instruction]:
    return [instruction for stage in some for instruction in stage.instructions]


def _last(some: tuple[Stage, ...]) -> dict[str, str]:
    return {one.name: command(one.text) for one in _all(some)}


def _sets(before: list[Instruction], after: list[Instruction]) -> Iterator[Difference]:
    for name, (kind, subject) in _SETS.items():
        old, new = _words(before, name), _words(after, name)
        gone, come = ([one for one in these if one not in others] for these, others in ((old, new), (new, old)))
        if gone or come:
            yield Difference(kind, subject, ", ".join(gone) or None, ", ".join(come) or None, 50)


def _words(instructions: list[Instruction], name: str) -> list[str]:
    texts = (one.text.strip("[]").replace(",", " ") for one in instructions if one.name == name)
    return list(dict.fromkeys(word.strip("\"'") for text in texts for word in text.split()))


def _settings(before: dict[str, str], after: dict[str, str]) -> Iterator[Difference]:
    for name, (kind, subject, weight) in _SETTINGS.items():
        if before.get(name) != after.get(name):
            yield Difference(kind, subject, before.get(name), after.get(name), weight)


def _build_steps(some: tuple[Stage, ...]) -> Counter[tuple[str, str]]:
    return Counter((one.name, one.text) for one in _all(some) if one.name in _BUILD)
