"""Inputs and outputs of Terraform modules in words; what happens to many of one module is one sentence."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ...sources.change import FileChange
from ...wording import counted, joined, named
from ..fact import Finding, Value
from .secrets import HIDDEN
from .terraform_parts import Changed
from .values import is_hidden, kept, quoted

_MOST = 4  # of one kind and module that are told one by one
_NAMED = 8
_KEPT = 50
_LONG = 40  # characters
_OBJECT = re.compile(r"\{(?!…\})(?:[^{}]|\{…\})+\}")  # one that holds no other, or only what is cut
_SHORT = 30  # characters of a default that is told among many
_WEIGHTS: Mapping[str, int] = {
    "input_added": 15,
    "input_removed": 45,
    "input_renamed": 55,
    "input_required": 60,
    "input_optional": 10,
    "input_changed": 35,
    "input_type": 45,
    "input_validated": 35,
    "input_deprecated": 30,
    "output_added": 10,
    "output_removed": 50,
    "output_renamed": 50,
    "output_changed": 20,
}
_WEIGHT_MUST_BE_GIVEN = 55
_WEIGHT_NEW_PARTS = 25
WEIGHT_STILL_EMPTY = 8  # a default that was empty, and is empty in another way
NOTHING = ("null", '""', "[]", "{}")  # defaults that set nothing


@dataclass(frozen=True, slots=True)
class Block:
    """A `variable` or an `output`. said: its arguments as they are written; changed: the hunk that changes it."""

    form: str
    name: str
    file: FileChange
    said: Mapping[str, str]
    changed: str | None

    @property
    def is_secret(self) -> bool:
        return self.said.get("sensitive") == "true"

    @property
    def default(self) -> str | None:
        return self.said.get("default")

    @property
    def kind(self) -> str:
        return re.sub(r"\s+", "", self.said.get("type", "any"))

    @property
    def text(self) -> str:
        """What it says besides its name, its layout and its description."""
        return "|".join(f"{key}={value}" for key, value in sorted(self.said.items()))

    @property
    def is_deprecated(self) -> bool:
        return "deprecat" in self.said.get("description", "").lower() or "deprecated" in self.said


def finding(what: str, old: Block | None, new: Block | None, other: str = "", *, weight: int | None = None) -> Finding:
    """weight: if not that of its kind."""
    block = new or old
    assert block
    kind = f"{'input' if block.form == 'variable' else 'output'}_{what}"
    was, now = _value(what, old), _value(what, new)
    secret = any(one.is_secret for one in (old, new) if one) or is_hidden(block.name, was, now)
    shown = {name: (HIDDEN if secret and value else value) for name, value in (("old", was), ("new", now))}
    required = new is not None and new.form == "variable" and new.default is None
    weight = weight or (_WEIGHT_MUST_BE_GIVEN if what == "added" and required else _WEIGHTS[kind])
    return Finding(
        f"config.{kind}",
        _text(kind, block, other, shown, required=required),
        tuple(dict.fromkeys(one.changed or one.file.id for one in (new, old) if one)),
        {
            "name": block.name,
            "old": kept(block.name, shown["old"]),
            "new": kept(block.name, shown["new"]),
            "default": kept(block.name, HIDDEN if secret and new and new.default else new.default if new else None),
            "required": required,
            "secret": secret,
            "path": block.file.path,
            **({"old_name": other} if other else {}),
        },
        weight,
    )


def parts_finding(old: Block, new: Block, parts: Changed) -> Finding:
    """The defaults that the type of an input gives to its parts; of a type that had no parts what is new to it."""
    is_known = any(was for _, was, _ in parts)
    values = [tuple(quoted(name, _shown(value)) if value else "" for value in pair) for name, *pair in parts]
    shown = [
        f"{named(name)} ({f'{was} → {now}' if was else now})"
        for (name, _, _), (was, now) in zip(parts, values, strict=True)
    ]
    subject = f"the input {named(new.name)} of {_where(new.file.path)}"
    how = f"Changes defaults in {subject}" if is_known else f"What is left out of {subject} has a default now"
    return Finding(
        "config.input_parts",
        f"{how}: {joined(shown, _NAMED)}.",
        (new.changed or new.file.id,),
        {
            "name": new.name,
            "names": [f"{new.name}.{name}" for name, _, _ in parts][:_KEPT],
            "olds": [kept(name, was) or "" for name, was, _ in parts][:_KEPT],
            "news": [kept(name, now) or "" for name, _, now in parts][:_KEPT],
            "required": False,
            "path": new.file.path,
        },
        _WEIGHTS["input_changed"] if is_known else _WEIGHT_NEW_PARTS,
    )


def _where(path: str) -> str:
    return (
        f"the Terraform module {named(path.rpartition('/')[0] or '.')}" if "/" in path else "the Terraform root module"
    )


def _value(what: str, block: Block | None) -> str | None:
    if block is None:
        return None
    said = "type" if what == "type" else "value" if block.form == "output" else "default"
    return block.kind if said == "type" else block.said.get(said)


def _text(kind: str, block: Block, other: str, shown: Mapping[str, str | None], *, required: bool) -> str:
    name, where = named(block.name), _where(block.file.path)
    old, new = (quoted(block.name, _shown(value)) if value else "none" for value in shown.values())
    given, must = (f" (default {new})" if shown["new"] else ""), "; it must be given" if required else ""
    return {
        "input_added": f"Adds the input {name}{given} to {where}{must}.",
        "input_removed": f"Removes the input {name} from {where}; whoever still gives it gets an error.",
        "input_renamed": f"Renames the input {named(other)} of {where} to {name}.",
        "input_required": f"The input {name} of {where} must be given now; its default was {old}.",
        "input_optional": f"The input {name} of {where} need not be given any more (default {new}).",
        "input_changed": f"Changes the default of the input {name} of {where} from {old} to {new}.",
        "input_type": f"The input {name} of {where} is of the type {new} now, not {old}.",
        "input_validated": f"Checks the input {name} of {where} by a new rule.",
        "input_deprecated": f"The input {name} of {where} is deprecated.",
        "output_added": f"Adds the output {name} to {where}.",
        "output_removed": f"Removes the output {name} from {where}; whoever reads it gets an error.",
        "output_renamed": f"Renames the output {named(other)} of {where} to {name}.",
        "output_changed": f"Computes the output {name} of {where} otherwise.",
    }[kind]


def _shown(value: str) -> str:
    """A value or a type in a sentence: of a long object only its outside."""
    bare = value.strip('"')
    while len(bare) > _LONG and (outer := _OBJECT.sub("{…}", bare)) != bare:
        bare = outer
    return bare


def merged(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings, but those of one kind and module as one where they are more than a few."""
    groups: dict[tuple[str, str, bool], list[Finding]] = {}
    for one in findings:
        if one.kind == "config.input_parts":
            yield one
            continue
        folder = str(one.data["path"]).rpartition("/")[0]
        groups.setdefault((one.kind, folder, one.weight == WEIGHT_STILL_EMPTY), []).append(one)
    for (kind, folder, _), found in groups.items():
        urgent = [one for one in found if one.data["required"] and kind.endswith(("added", "required"))]
        rest = [one for one in found if one not in urgent]
        yield from urgent
        yield from rest if len(rest) <= _MOST else [_merged(kind, folder, rest)]


def _merged(kind: str, folder: str, found: list[Finding]) -> Finding:
    names = [str(one.data["name"]) for one in found]
    former = [str(one.data["old_name"]) for one in found if "old_name" in one.data]
    noun = counted(len(found), "input" if ".input_" in kind else "output")
    shown = [f"{named(old)} to {named(new)}" for old, new in zip(former, names, strict=False)]
    shown = shown or [named(str(one.data["name"])) + _moved(one) for one in found]
    where = f"the Terraform module {named(folder)}" if folder else "the Terraform root module"
    text = f"{_MANY[kind.partition('_')[2]].format(noun=noun, where=where)}: {joined(shown, _NAMED)}."
    evidence = tuple(dict.fromkeys(one for finding in found for one in finding.evidence))
    data: dict[str, Value] = {"names": names[:_KEPT], "count": len(names), "path": str(found[0].data["path"])}
    if kind == "config.input_changed":
        data |= {f"{side}s": [str(one.data[side] or "") for one in found[:_KEPT]] for side in ("old", "new")}
    old_names = {"old_names": former[:_KEPT]} if former else {}
    return Finding(kind, text, evidence[:_NAMED], {**data, **old_names}, max(one.weight for one in found))


def _moved(one: Finding) -> str:
    """` (X → Y)` for a short default."""
    old, new = (str(one.data[side] or "") for side in ("old", "new"))
    is_told = one.kind == "config.input_changed" and one.weight > WEIGHT_STILL_EMPTY and HIDDEN not in (old, new)
    if not is_told or max(len(old), len(new)) > _SHORT:
        return ""
    was, now = (quoted(str(one.data["name"]), _shown(value)) for value in (old, new))
    return f" ({was} → {now})"


_MANY = {
    "added": "Adds {noun} to {where}",
    "removed": "Removes {noun} from {where}",
    "renamed": "Renames {noun} of {where}",
    "optional": "{noun} of {where} need not be given any more",
    "required": "{noun} of {where} must be given now",
    "changed": "Changes the defaults of {noun} of {where}",
    "type": "Changes the types of {noun} of {where}",
    "validated": "Checks {noun} of {where} by new rules",
    "deprecated": "{noun} of {where} are deprecated",
}
