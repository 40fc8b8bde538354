"""A proposed profile as text: what the repository speaks for as entries, all else as questions behind "#"."""

from collections.abc import Mapping, Sequence
from textwrap import wrap

from ..sources.profile.profile import Value
from ..sources.profile.schema import Part, parts
from ..sources.profile.writing import entry_text
from ..wording import printable
from .proposed import Proposed, table

_WIDTH = 118
_BEGINNING = """\
# What the team of {name} knows and no code tells: a proposal, made from commit {oid} by `relman profile --init`.
# Correct what stands here. "# ?" asks what no repository tells: answer it in the lines below it, or delete them.
# Then commit this as .relman.toml. docs/profile.md explains every part and key, and what is not asked here: holidays,
# calendars of freezes and windows, headings of ticket templates, the grades of risk, approvals, and your own checks.
"""


def document(name: str, oid: str, proposed: Sequence[Proposed]) -> str:
    """The text of a profile, short enough to be read in two minutes."""
    left_out: list[str] = table()["asks"]["never"]
    told = ([one for one in proposed if one.part == part.name] for part in parts())
    pieces = [_part(part, entries) for part, entries in zip(parts(), told, strict=True) if part.name not in left_out]
    return (
        "\n\n".join([_BEGINNING.format(name=printable(name), oid=oid[:10]), *pieces]).replace("\n\n\n", "\n\n") + "\n"
    )


def _part(part: Part, proposed: Sequence[Proposed]) -> str:
    sure = [_entry(one) for one in proposed if one.sure]
    doubtful = [_asked(one, part.single and bool(sure)) for one in proposed if not one.sure]
    question = [] if sure else _remark(f"? {part.question}")
    example = [] if proposed else _example(part)
    missing = _missing(part, [one.values for one in proposed if one.sure])
    if part.single:
        return "\n".join(line for lines in (question, *sure, *doubtful, example, missing) for line in lines)
    first, *rest = [*sure, *doubtful] or [example]
    return "\n\n".join(map("\n".join, ([*question, *missing, *first], *rest)))


def _entry(one: Proposed) -> list[str]:
    """An entry, with where it is from behind its heading."""
    heading, *lines = entry_text(one.part, one.values).splitlines()
    beside = f"{heading}  # {printable(one.said)}"
    return [beside, *lines] if len(beside) <= _WIDTH else [*_remark(one.said), heading, *lines]


def _asked(one: Proposed, within: bool) -> list[str]:
    """An entry to decide, behind "#"; `within` another of its part, it has no heading of its own."""
    heading, *lines = entry_text(one.part, one.values).splitlines()
    said = f"? {printable(one.said)}"
    beside = f"# {heading}  # {said}"
    if within or len(beside) > _WIDTH:
        return [*_remark(said), *_behind(lines if within else [heading, *lines])]
    return [beside, *_behind(lines)]


def _example(part: Part) -> list[str]:
    """How an answer looks: the keys that say most."""
    shown = [part.by_name[name].shown for name in table()["asks"]["example"][part.name]]
    return _behind([line for one in (part.heading, *shown) for line in one.splitlines()])


def _missing(part: Part, known: Sequence[Mapping[str, Value]]) -> list[str]:
    """What entries lack that makes the most of a ticket."""
    keys = [key for key in table()["asks"]["missing"].get(part.name, ()) if not any(key in one for one in known)]
    return _remark(f"? What else is known of each: {', '.join(keys)}?") if known and keys else []


def _remark(text: str) -> list[str]:
    return [f"# {line}" for line in wrap(printable(text), _WIDTH - 2, break_on_hyphens=False)]


def _behind(lines: Sequence[str]) -> list[str]:
    return [f"# {line}".rstrip() for line in lines]
