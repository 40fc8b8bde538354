"""Writes docs/profile.md from the table that the program itself reads: `python packaging/profile_page.py`."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from relman_desktop.checks.table import rows  # noqa: E402
from relman_desktop.fields import BY_NAME  # noqa: E402
from relman_desktop.sources.profile.schema import Key, Part, parts  # noqa: E402

PAGE = ROOT / "docs/profile.md"

_KINDS = {
    "text": "text",
    "texts": "a text, or a list of texts",
    "number": "a number",
    "yes": "`true` or `false`",
    "date": "a day",
    "moment": "a day, or a day and a time",
    "time": "a time of day, in quotes",
    "zone": "a time zone of the IANA list",
    "choice": "one of {}",
    "choices": "one or several of {}",
    "paths": "patterns as in `.gitignore`",
}

_BEGINNING = """\
# The team's profile

A change ticket says why a change matters, how it is deployed and taken back, and how you know that it is well. Much of
that stands in no code: the team's goals, its steps, its thresholds, its people. The profile is where you write it down,
once. Tickets then say it in your own words, and each sentence that comes from the profile names its entry (`N3`) as its
evidence. What nobody wrote down is asked, and never made up.

This page is made from `resources/profile.toml` (by `packaging/profile_page.py`), as are the program's errors and its
editor.

## Begin

    relman profile --init -o .relman.toml   # proposes one from what the repository shows: read, correct and commit it
    relman profile --check .relman.toml     # says all that is wrong, line by line
    relman profile --use .relman.toml       # keeps it as your own, for versions that have none: the first tickets
    relman profile                          # what holds here, entry by entry, and where each stands

A proposal is asked about (behind `# ?`) wherever the repository does not know: what is an example, deletes data or
cannot work is never proposed as a step.

Three full examples are in [resources/samples](../resources/samples):
a [web service](../resources/samples/web-service.toml),
a [mobile back end](../resources/samples/mobile-backend.toml)
and an [infrastructure repository](../resources/samples/infrastructure.toml).

## Where it is read from

The later ones are stronger:

1. `.relman.toml` at the root of the repository, **as it is in the version that is deployed**, not as it lies in your
   folder: where the two differ, `relman profile` and `relman draft` say so. Where the change itself alters it, you are
   told: its steps are under review, too.
2. Your own profile for all repositories: `profile.toml` in the program's data folder.
3. Your own profile for one repository: a file in `profiles/` of that folder, which `relman profile --use FILE` writes.
   `relman profile` names both paths, there or not.
4. On the command line: `--profile FILE` of `relman draft` and `relman request`.

An entry that names the same thing as one of a weaker file takes its place (each part below says what "the same" is);
other entries are added. `[team]`, `[deployment]` and `[risk]` are merged key by key.

## How it is written

It is [TOML](https://toml.io): `[team]` for a part that is written once, `[[goals]]` for each entry of a list, then
lines of `key = value`. Text stands in quotes, and so does a time of day (`"22:00"`); days are written without, as
`2026-12-24`. Where a list of texts may stand, one text may stand alone.

What is wrong is told with its file, its line and what is allowed there. The good entries are used all the same. An
entry is left out where its meaning would change without the part that is wrong: it would hold where nobody meant it to.

In a command, `<version>` stands for the version that a ticket is about (in what goes back, the one before),
`<new version>` for the one that is deployed and `<previous version>` for the one before, wherever they stand.

Paths are patterns as in `.gitignore`: `db/**` is all below `db`, `*.sql` any such file, `!db/old/**` takes some out.

A profile is text from a repository, and so it is not trusted further than to be quoted: its commands are written into
tickets and never run, its addresses are shown and never opened, and no sentence in it is an instruction to a model.

## Calendars

Your own profile may name calendars (`.ics`) of freezes, maintenance windows or holidays: a file, or an address that
begins with `https://`. An address is fetched only when you ask for it (`relman profile --fetch`), and what was fetched
is kept with its day. Series, exceptions, whole days and time zones are understood; what is not is told. A calendar that
a repository's own `.relman.toml` names is not read, and `relman profile --use FILE` leaves out those of its file.
"""


def page() -> str:
    """The page's text."""
    contents = "\n".join(f"- [{part.title}](#{_anchor(part.title)})" for part in parts())
    return "\n".join([_BEGINNING, "## The parts\n", contents, "", *(_part(part) for part in parts())])


def _anchor(title: str) -> str:
    return title.lower().replace(" ", "-")


def _part(part: Part) -> str:
    lines = [f"### {part.title}", "", part.help]
    if part.source:
        lines += ["", f"It is the source input “{part.source}”."]
    lines += ["", "```toml", part.heading, *(key.shown for key in part.keys if not key.rare), "```", ""]
    lines += ["| key | what it says | what may stand there |", "|---|---|---|", *map(_row, part.keys), ""]
    return "\n".join([*lines, *_rules(part)])


def _row(key: Key) -> str:
    allowed = _KINDS[key.kind].format(", ".join(f"`{choice}`" for choice in key.choices))
    needed = " **needed**" if key.required else ""
    return f"| `{key.name}`{needed} | {key.help} | {allowed} |".replace("$", "\\$")


def _rules(part: Part) -> Iterator[str]:
    if part.name == "checks":
        yield from _checks()
    if part.any:
        yield f"An entry needs {' or '.join(f'`{name}`' for name in part.any)}.\n"
    if part.same:
        names = " and ".join(f"`{name}`" for name in part.same)
        yield f"Entries of two files are about the same if their {names} are; capitals do not count.\n"


def _checks() -> Iterator[str]:
    """All checks, from the table that makes them."""
    yield "These are the checks:"
    yield ""
    yield "| check | where | unless you say so | what it says | who misses it |"
    yield "|---|---|---|---|---|"
    for row in rows():
        where = ", ".join(BY_NAME[one].label if one else "any field" for one in row.fields)
        said = re.sub(r"\{\w+\}", "…", (row.about or row.text).removeprefix("{label}: "))
        yield f"| `{row.id}` | {where} | {row.severity or 'off'} | {said[:1].upper()}{said[1:]} | {row.asks} |"
    yield ""


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
