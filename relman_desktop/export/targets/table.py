"""The targets: one table a file in `resources/targets/`, and those that a team has added in the app's own folder."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from ...errors import InputError
from ...files import home, read_file, resource
from ..markup import Flavour
from .target import Auth, Call, Choice, Fold, Opening, Over, Setting, Sort, Target, TargetField

FOLDER = "targets"
_NAME = re.compile(r"[a-z][a-z0-9-]{0,40}")
_MOST_BYTES = 1 << 20


@cache
def shipped() -> Mapping[str, Target]:
    """The targets that come with the app, by name."""
    files = sorted(resource(FOLDER).glob("*.toml"))
    return {path.stem: target_of(path.stem, tomllib.loads(path.read_text("utf-8"))) for path in files}


def own_folder() -> Path:
    """Where a team's own targets are; one with the name of a shipped one takes its place."""
    return home() / FOLDER


def targets() -> Mapping[str, Target]:
    """All of them, by name. Raises `InputError` for a file of the team's that is wrong."""
    folder = own_folder()
    own = sorted(folder.glob("*.toml")) if folder.is_dir() else []
    return {**shipped(), **{path.stem: read_target(path) for path in own}}


def read_target(path: Path) -> Target:
    """A target's file. Raises `InputError`, which says what is wrong and where."""
    try:
        return target_of(path.stem, tomllib.loads(read_file(path, _MOST_BYTES).decode("utf-8")))
    except InputError as error:
        raise InputError(f"{path}: {error}") from error
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise InputError(f"{path} is no table of a target ({error}); mend or remove that file.") from error


def target_of(name: str, told: Mapping[str, Any]) -> Target:
    """The target that a table tells. Raises `InputError`, `ValueError`, `TypeError` or `KeyError` where it is none."""
    if not _NAME.fullmatch(name):
        raise InputError(f"{name!r} is no name of a target; use small letters, digits and hyphens.")
    rest = {key: value for key, value in told.items() if key not in _PARTS}
    return Target(
        name=name,
        auth=tuple(Auth(**row) for row in told["auth"]),
        fields=tuple(map(_field, told["field"])),
        calls={call: Call(**row) for call, row in told["calls"].items()},
        settings=tuple(Setting(**row | {"choices": tuple(row.get("choices", ()))}) for row in told.get("setting", ())),
        fold=Fold(**told["fold"]) if "fold" in told else None,
        session=_session(told["session"]) if "session" in told else None,
        **rest,
    )


_PARTS = ("auth", "field", "calls", "setting", "fold", "session")
_KINDS = {"sort": Sort, "markup": Flavour, "over": Over}


def _field(row: Mapping[str, Any]) -> TargetField:
    made: dict[str, Any] = {name: _KINDS[name](value) if name in _KINDS else value for name, value in row.items()}
    for name in ("choices", "from_high"):
        made[name] = {ours: Choice(**choice) for ours, choice in row.get(name, {}).items()}
    return TargetField(**made)


def _session(row: Mapping[str, Any]) -> Opening:
    return Opening(Call(**row["open"]), row["token"], row["header"], Call(**row["close"]))
