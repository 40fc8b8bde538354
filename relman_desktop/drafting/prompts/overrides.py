"""The person's own prompts, files under `home()/prompts`, and what is kept beside them so that nothing is lost.

title.md                   the replacement in use; its first line says which version of ours it was made from
title.md.typed             what the person has typed and not saved, faulty or not
title.md.bak, .bak2, …     replacements that the person went back from
ours/title-3fa9….md        our text as it was then, to show later what has changed in it
"""

import re
from pathlib import Path

from ...errors import InputError, RelmanError
from ...files import write_atomically
from .names import names_of
from .prompt import Prompt, fault, version_of

_NOT_THERE = (FileNotFoundError, NotADirectoryError)
_ORIGIN = re.compile(r"<!-- from ([a-z]+) ([0-9a-f]{12}) -->\n")


def override_file(home: Path, name: str) -> Path:
    """Where the person's own prompt is, if there is one. Raises `InputError` where there is no such prompt."""
    names_of(name)
    return home / "prompts" / f"{name}.md"


def read_override(home: Path, name: str) -> str | None:
    """The file of the person's own prompt, with its first line; None where there is none."""
    return _read(override_file(home, name))


def split_origin(name: str, written: str) -> tuple[str, str]:
    """The version of ours that a replacement was made from, and its text; "" where its first line does not say so."""
    found = _ORIGIN.match(written)
    if not found:
        return "", written
    return found[2] if found[1] == name else "", written[found.end() :]


def save_override(home: Path, ours: Prompt, text: str) -> None:
    """Put the person's text in the place of ours; our own text is no replacement, and takes one away.

    A replacement that is changed still says which version of ours it was first made from: `keep_override` ends that.
    Raises `InputError` for a faulty text, `RelmanError` where it cannot be written.
    """
    if said := fault(ours.name, text):
        raise InputError(said)
    if text == ours.text:
        drop_typed(home, ours.name)
        drop_override(home, ours.name)
        return
    made_from, _ = split_origin(ours.name, read_override(home, ours.name) or "")
    _write_override(home, ours, text, made_from or ours.version)
    drop_typed(home, ours.name)  # only now is it safe elsewhere


def keep_override(home: Path, ours: Prompt) -> None:
    """Take the person's replacement as made from ours as it is now: it lags no more."""
    written = read_override(home, ours.name)
    if written is not None:
        _write_override(home, ours, split_origin(ours.name, written)[1], ours.version)


def drop_override(home: Path, name: str) -> None:
    """Go back to ours. The replacement, and what is typed and not saved, are kept beside it, as `.bak`."""
    path = override_file(home, name)
    for kept in (path, _typed_file(home, name)):
        if kept.exists():
            _move(kept, _unused(path))


def ours_before(home: Path, prompt: Prompt) -> str | None:
    """Our text as it was when the person replaced it; None where it was not kept."""
    text = _read(_ours_file(home, prompt.name, prompt.made_from)) if prompt.made_from else None
    return text if text is not None and version_of(text) == prompt.made_from else None


def keep_typed(home: Path, name: str, text: str) -> None:
    """Keep what the person is typing, whatever it is."""
    _write(_typed_file(home, name), text)


def typed_text(home: Path, name: str) -> str | None:
    """What the person typed and did not save; None where there is nothing."""
    return _read(_typed_file(home, name))


def drop_typed(home: Path, name: str) -> None:
    """Forget what was typed: it is saved, or is what is in use."""
    path = _typed_file(home, name)
    try:
        path.unlink()
    except _NOT_THERE:
        pass
    except OSError as error:
        raise RelmanError(f"{path} cannot be removed ({error.strerror}); remove it by hand.") from error


def _write_override(home: Path, ours: Prompt, text: str, made_from: str) -> None:
    if made_from == ours.version:
        _write(_ours_file(home, ours.name, made_from), ours.text)
    _write(override_file(home, ours.name), f"<!-- from {ours.name} {made_from} -->\n{text}")


def _ours_file(home: Path, name: str, version: str) -> Path:
    return override_file(home, name).parent / "ours" / f"{name}-{version}.md"


def _typed_file(home: Path, name: str) -> Path:
    return override_file(home, name).with_suffix(".md.typed")


def _unused(path: Path) -> Path:
    numbers = ("", *range(2, 10_000))
    return next(free for number in numbers if not (free := path.with_suffix(f".md.bak{number}")).exists())


def _read(path: Path) -> str | None:
    try:
        return path.read_bytes().decode("utf-8-sig", "replace").replace("\r\n", "\n")
    except _NOT_THERE:
        return None
    except OSError as error:
        raise RelmanError(f"{path} cannot be read ({error.strerror}); mend or remove it.") from error


def _write(path: Path, text: str) -> None:
    try:
        write_atomically(path, text.encode("utf-8", "replace"))
    except OSError as error:
        raise RelmanError(f"{path} cannot be written ({error.strerror}); make room or choose another home.") from error


def _move(path: Path, to: Path) -> None:
    try:
        path.rename(to)
    except OSError as error:
        raise RelmanError(f"{path} cannot be moved away ({error.strerror}); remove it by hand.") from error
