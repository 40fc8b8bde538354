"""What is typed and cannot be written into a profile yet: kept in a file beside it, so that no keystroke is lost."""

import json
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from ....errors import ServiceError, cause
from ....files import write_atomically
from ..schema import parts_by_name
from .entry import EditedEntry


def typed_file(profile: Path) -> Path:
    return profile.with_suffix(".typed.json")


def read_typed(profile: Path) -> list[EditedEntry]:
    """The entries that were typed, each over what the file said then; what is no such thing is passed over."""
    try:
        kept = json.loads(typed_file(profile).read_text("utf-8"))
    except (OSError, ValueError):
        return []
    return [entry for one in (kept if isinstance(kept, list) else ()) if (entry := _entry(one))]


def keep_typed(profile: Path, entries: Iterable[EditedEntry]) -> None:
    """Keep what waits; where nothing does there is no file. Raises `ServiceError`."""
    kept = [{"part": one.part.name, "said": dict(one.said), "texts": one.texts} for one in entries]
    path = typed_file(profile)
    content = json.dumps(kept, ensure_ascii=False, indent=1).encode("utf-8", "surrogatepass")
    try:
        if not kept:
            path.unlink(missing_ok=True)
        elif not path.exists() or path.read_bytes() != content:
            write_atomically(path, content)
    except OSError as error:
        raise ServiceError(f"{path} cannot be written ({cause(error)}); what is typed is kept nowhere yet.") from error


def _entry(kept: Any) -> EditedEntry | None:
    with suppress(KeyError, TypeError, AttributeError):
        part = parts_by_name()[kept["part"]]
        said, texts = ({str(key): str(text) for key, text in kept[name].items()} for name in ("said", "texts"))
        return EditedEntry(part, {}, None, texts, said)
    return None
