"""A proposed profile as text: what the repository speaks for as entries, all else as questions behind "#"."""

from collections.abc import Iterator, Sequence
from textwrap import wrap

from ..sources.profile.schema import Part, parts
from ..sources.profile.writing import entry_text
from ..wording import printable
from .proposed import Proposed

_WIDTH = 110
_BEGINNING = """\
# What the team of {name} knows and no code tells: a proposal, made from commit {oid} by `relman profile --init`.
#
# Entries were read from this repository, each with its place: correct what is wrong. What stands behind "#" with a "?"
# above it is a question with an example, for what no repository can tell: answer it or delete it. Then commit this as
# .relman.toml. Change tickets name these entries as their evidence; docs/profile.md explains every part.
"""


def document(name: str, oid: str, proposed: Sequence[Proposed]) -> str:
    """The text of a profile."""
    beginning = _BEGINNING.format(name=printable(name), oid=oid[:10])
    return beginning + "".join(_part(part, [one for one in proposed if one.part == part.name]) for part in parts())


def _part(part: Part, proposed: Sequence[Proposed]) -> str:
    sure = [one for one in proposed if one.sure]
    doubtful = [one for one in proposed if not one.sure]
    lines = [f"\n\n# ---- {part.title} ----", *_remark(part.help)]
    lines += [] if sure else _remark(f"? {part.question}")
    if part.single:
        lines += ["", *_single(sure, doubtful)]
    else:
        lines += [
            line for one in sure for line in ("", *_remark(one.said), *entry_text(one.part, one.values).splitlines())
        ]
        lines += [
            line
            for one in doubtful
            for line in ("", *_remark(f"? {one.said}"), *_example(entry_text(one.part, one.values)))
        ]
    if not proposed:
        lines += _example("\n".join([part.heading, *(key.shown for key in part.keys if not key.rare)]))
    elif left := [key.name for key in part.keys if not any(key.name in one.values for one in proposed)]:
        lines += ["", *_remark(f"An entry may also say: {', '.join(left)}.")]
    return "\n".join(lines) + "\n"


def _entry(one: Proposed) -> tuple[str, ...]:
    text = entry_text(one.part, one.values)
    return (
        ("", *_remark(one.said), *text.splitlines()) if one.sure else ("", *_remark(f"? {one.said}"), *_example(text))
    )


def _single(sure: Sequence[Proposed], doubtful: Sequence[Proposed]) -> Iterator[str]:
    """What is written once: what is doubtful stands behind "#" in the same entry."""
    for one in (*sure, *doubtful):
        _, *remark_and_keys = _entry(one)
        within = bool(sure) and not one.sure  # the heading is there
        yield from (line for line in remark_and_keys if not (within and line == f"# [{one.part}]"))


def _remark(text: str) -> list[str]:
    return [f"# {line}" for line in wrap(printable(text), _WIDTH, break_on_hyphens=False)]


def _example(text: str) -> list[str]:
    return [f"# {line}".rstrip() for line in text.splitlines()]
