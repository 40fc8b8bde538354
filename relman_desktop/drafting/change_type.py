"""The type of a change, as far as the evidence suggests one: by `resources/risk/types.toml`."""

from dataclasses import dataclass
from typing import Literal

from ..sources.change import Kind
from ..wording import joined, listed
from .hotfix import Sign, signs, types_table
from .proposal import Material
from .quiet import is_quiet, what_is_quiet
from .team.applying import matching

Type = Literal["standard", "normal", "emergency"]

# The kinds of files that a deployment changes, those that say so most plainly first.
_RUNS = (Kind.MIGRATION, Kind.CODE, Kind.CONFIG, Kind.DEPENDENCY, Kind.INFRASTRUCTURE, Kind.BINARY, Kind.GENERATED)
_MOST_CITED = 5
_MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class TypeOfChange:
    """A type with its reason, a sentence."""

    type: Type
    reason: str
    evidence: tuple[str, ...]


def type_of(material: Material, level: str | None = None) -> TypeOfChange:
    """What is suggested. `level`: of the risk; None where it is not known, and then pre-approval says nothing yet."""
    change, table = material.change, types_table()
    files = tuple(file.id for file in change.files[:_MOST_CITED])
    is_low = level in (None, table["standard"]["level"])
    if is_quiet(change):
        what = what_is_quiet(change.files)
        said = table["standard"]["quiet"].format(what=what, verb="change" if what.endswith("tests") else "changes")
        if is_low:
            return TypeOfChange("standard", said, files)
        return TypeOfChange("normal", table["normal"]["not_low"].format(quiet=said, level=level), files)
    return _approved(material, level) or _urgent(material) or _normal(material)


def _approved(material: Material, level: str | None) -> TypeOfChange | None:
    """Where all files are of those that the team pre-approves; what the change itself writes there approves nothing."""
    table = types_table()
    for entry in material.profile.of("risk"):
        if not _covers_all(entry.texts("standard_paths"), material):
            continue
        file, evidence = listed([entry.file or "the profile"]), (entry.id, *_running(material)[: _MOST_CITED - 1])
        if entry.id in material.in_review:
            return TypeOfChange("normal", table["normal"]["approved_in_review"].format(file=file), evidence)
        if level == table["standard"]["level"]:
            return TypeOfChange("standard", table["standard"]["approved"].format(file=file), evidence)
        if level is not None:
            return TypeOfChange("normal", table["normal"]["approved_not_low"].format(level=level), evidence)
    return None


def _covers_all(patterns: tuple[str, ...], material: Material) -> bool:
    """Whether patterns match every path of the change, also those that files had before."""
    if not patterns or not material.change.files:
        return False
    return len(matching(patterns, material.change.paths)) == len(material.change.paths)


def _urgent(material: Material) -> TypeOfChange | None:
    """Where signs say that it cannot wait."""
    found, table = signs(material), types_table()
    if not found:
        return None
    because = joined([one.says for one in found[:_MOST_NAMED]])
    evidence = tuple(dict.fromkeys(id_ for one in found for id_ in one.evidence))[:_MOST_CITED]
    if _are_strong(found):
        reason = table["emergency"]["reason"].format(because=because)
        return TypeOfChange("emergency", reason, evidence)
    return TypeOfChange("normal", table["normal"]["hotfix"].format(because=because), evidence)


def _are_strong(found: tuple[Sign, ...]) -> bool:
    enough: int = types_table()["emergency"]["enough"]
    return sum(one.counts for one in found) >= enough and any(one.wrong for one in found)


def _normal(material: Material) -> TypeOfChange:
    return TypeOfChange("normal", types_table()["normal"]["reason"], _running(material)[:_MOST_CITED])


def _running(material: Material) -> tuple[str, ...]:
    running = [file for kind in _RUNS for file in material.change.of_kind(kind)] or material.change.files
    return tuple(file.id for file in running)
