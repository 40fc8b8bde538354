"""The targets: one table a file in `resources/targets/`, and those that a team has added in the app's own folder.

A file that `extends` a shipped target says only what differs. All that is wrong in a team's file is told, by its line.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from ...errors import Faulty, InputError, cause
from ...files import home, read_file, resource
from ...sources.profile.faults import Problem, named
from ...sources.profile.positions import lines_of
from ...sources.profile.showing import did_you_mean
from ...sources.toml import TomlFault, toml_of
from ...wording import counted, printable
from ..markup import Flavour
from .extending import OWN, extended
from .faults import faults_of
from .gaps import gaps_of
from .target import Auth, Call, Choice, Fold, Opening, Over, Setting, Sort, Target, TargetField

FOLDER = "targets"
_NAME = re.compile(r"[a-z][a-z0-9-]{0,40}")
_MOST_BYTES = 1 << 20
_MOST_TOLD = 200


@cache
def shipped() -> Mapping[str, Target]:
    """The targets that come with the app, by name."""
    return {name: target_of(name, table_of(name)) for name in _names()}


@cache
def _names() -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in resource(FOLDER).glob("*.toml")))


@cache
def table_of(name: str) -> Mapping[str, Any]:
    """The whole table of a shipped target, with what it extends."""
    told = tomllib.loads(resource(f"{FOLDER}/{name}.toml").read_text("utf-8"))
    return extended(table_of(told["extends"]), told) if "extends" in told else told


def own_folder() -> Path:
    """Where a team's own targets are; one with the name of a shipped one takes its place."""
    return home() / FOLDER


def targets() -> Mapping[str, Target]:
    """All of them, by name. Raises `Faulty`, an `InputError`, for a file of the team's that is wrong."""
    return {**shipped(), **{path.stem: read_target(path) for path in _own_files()}}


def known_targets() -> tuple[Mapping[str, Target], tuple[InputError, ...]]:
    """Those that can be read, by name, and why the others cannot."""
    known, faults = dict(shipped()), list[InputError]()
    for path in _own_files():
        try:
            known[path.stem] = read_target(path)
        except InputError as error:
            known.pop(path.stem, None)  # and not the shipped one, which the team meant to replace
            faults.append(error)
    return known, tuple(faults)


def _own_files() -> list[Path]:
    folder = own_folder()
    return sorted(folder.glob("*.toml")) if folder.is_dir() else []


def read_target(path: Path) -> Target:
    """A target's file. Raises `Faulty`, which holds all that is wrong, a line each; the first of it is its sentence."""
    try:
        text = read_file(path, _MOST_BYTES + 1).decode("utf-8-sig").replace("\r\n", "\n")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read ({cause(error)}); mend or remove that file.") from error
    if len(text) > _MOST_BYTES:
        raise InputError(f"{path} is larger than a target's table can be; mend or remove that file.")
    try:
        own, lines = toml_of(text), lines_of(text)
    except TomlFault as fault:
        problem = Problem(fault.line, "", "", f"it is not TOML here ({named(fault.what)})", fault.column)
        raise _faulty(path, [problem]) from fault
    problems = [*_name_faults(path.stem, own), *faults_of(own, lines)]
    if problems:
        raise _faulty(path, problems)
    try:
        whole = extended(table_of(own["extends"]) if "extends" in own else {}, own)
        if problems := [*gaps_of(whole, lines)]:
            raise _faulty(path, problems)
        return target_of(path.stem, whole)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise InputError(f"{path} is no table of a target ({error}); mend or remove that file.") from error


def _name_faults(name: str, own: Mapping[str, Any]) -> Iterator[Problem]:
    if not _NAME.fullmatch(name):
        yield Problem(0, "", "", f"“{named(name)}” is no name of a target; use small letters, digits and hyphens")
    base = own.get("extends", _names()[0])
    if base not in _names():
        guess = did_you_mean(base, _names()) if isinstance(base, str) else ""
        yield Problem(
            0, "", "extends", f"`extends` names “{named(str(base))}”, which is no target that is shipped{guess}"
        )


def _faulty(path: Path, problems: list[Problem]) -> Faulty:
    told = [printable(one.told(path.name)) for one in problems[:_MOST_TOLD]]
    more = f" ({counted(len(problems) - 1, 'more fault')} in that file)" if len(problems) > 1 else ""
    said = f"The target in {path.parent} cannot be used: {told[0].rstrip('.')}{more}; mend or remove that file."
    return Faulty(said, "".join(f"{one}\n" for one in told).encode("utf-8", "replace"))


def target_of(name: str, told: Mapping[str, Any]) -> Target:
    """The target that a whole table tells. Raises `ValueError`, `TypeError` or `KeyError` where it is none."""
    rest = {key: value for key, value in told.items() if key not in _PARTS}
    return Target(
        name=name,
        auth=tuple(Auth(**_own(row)) for row in told["auth"]),
        fields=tuple(map(_field, told["field"])),
        calls={call: Call(**row) for call, row in told["calls"].items()},
        settings=tuple(map(_setting, told.get("setting", ()))),
        fold=Fold(**told["fold"]) if "fold" in told else None,
        session=_session(told["session"]) if "session" in told else None,
        sorts={Sort(sort): _field({"theirs": "", "label": "", "sort": sort, **row}) for sort, row in _sorts(told)},
        **rest,
    )


_PARTS = ("auth", "field", "calls", "setting", "fold", "session", "sorts", "extends")
_KINDS = {"sort": Sort, "markup": Flavour, "over": Over}


def _sorts(told: Mapping[str, Any]) -> list[tuple[str, Mapping[str, Any]]]:
    return list(told.get("sorts", {}).items())


def _own(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in (OWN, "remove")}


def _setting(row: Mapping[str, Any]) -> Setting:
    return Setting(**_own(row) | {"choices": tuple(row.get("choices", ()))})


def _field(row: Mapping[str, Any]) -> TargetField:
    row = _own(row)
    made: dict[str, Any] = {name: _KINDS[name](value) if name in _KINDS else value for name, value in row.items()}
    made["tells"] = tuple(row.get("tells", ()))
    for name in ("choices", "from_high"):
        made[name] = {ours: Choice(**choice) for ours, choice in row.get(name, {}).items()}
    return TargetField(**made)


def _session(row: Mapping[str, Any]) -> Opening:
    return Opening(Call(**row["open"]), row["token"], row["header"], Call(**row["close"]))
