"""The description: what changes and where, the most important first, then what the authors say."""

from collections.abc import Iterator
from dataclasses import replace

from ...ticket import Claim, Layout
from ...wording import code, counted, joined
from ..proposal import Material
from ..quiet import is_quiet
from .audience import audience
from .authors import what_authors_say
from .matters import matters
from .nothing_runs import nothing_runs, sentence
from .team.people import of_services
from .team.tickets import told_items, with_title
from .versions import version_name

_MOST_TICKETS = 6  # that are named
_FEWEST_SHARE = 4  # of its files, from which on the largest parts say where a change is: a quarter
_FEW_MENTIONS = 3  # of issues and pull requests: more are counted


def draft(material: Material) -> list[Claim]:
    """Paragraphs and lists of claims."""
    return [
        *_extent(material),
        *matters(material),
        *audience(material),
        *what_authors_say(material),
        *_work_items(material),
    ]


def _extent(material: Material) -> Iterator[Claim]:
    change, facts = material.change, material.facts
    size = facts.first("change.size")
    cited = (size.id,) if size else tuple(file.id for file in change.files[:3])
    yield Claim(_extent_sentence(material), cited, layout=Layout.PARAGRAPH)
    yield from _in_short(material)
    areas = facts.of("change.area")[:3]
    if sum(int(area.get("files") or 0) for area in areas) * _FEWEST_SHARE > len(change.files):
        named = [f"{code(area.get('area'))} ({counted(int(area.get('files') or 0), 'file')})" for area in areas]
        verb = "Its largest parts are in" if len(facts.of("change.area")) > 1 else "It is in"
        yield Claim(f"{verb} {joined(named)}.", tuple(area.id for area in areas))
    for fact in facts.of("change.divergence", "change.revert"):
        yield Claim(fact.text, (fact.id,))
    if nothing_runs(material):
        yield replace(sentence(material, "nothing has to be deployed"), layout=Layout.SENTENCE)
    else:
        yield from of_services(material)


def _in_short(material: Material) -> Iterator[Claim]:
    """The weightiest in one breath; how to go back has an item of its own, and the size stands before."""
    for fact in material.facts.of("change.summary"):
        parts = fact.data.get("parts")
        if isinstance(parts, list) and parts:
            yield Claim(f"In short: {joined(parts)}.", (fact.id, *fact.evidence[:3]))
        elif notes := material.facts.of("notes.upgrade", "notes.breaking"):
            text = "Its code shows nothing of operational weight, but its authors ask to read the upgrade notes first."
            yield Claim(text, (fact.id, *(note.id for note in notes[:3])))
        elif not fact.get("way_back"):
            yield Claim("Nothing of operational weight was found in it.", (fact.id, *fact.evidence[:3]))


def _extent_sentence(material: Material) -> str:
    change = material.change
    size = f"{counted(len(change.files), 'file')} (+{change.added:,} −{change.removed:,} lines)"
    if change.origin == "diff":
        return f"{change.repo} changes {size}."
    authors = len({commit.author for commit in change.commits})
    by = f" by {counted(authors, 'author')}" if authors > 1 else ""
    commits = f"{counted(len(change.commits), 'commit')}{by}, "
    old, new = version_name(change, old=True), version_name(change)
    verb = "takes" if is_quiet(change) else "deploys"
    return f"This {verb} {change.repo} from {old} to {new}: {commits}{size}."


def _work_items(material: Material) -> Iterator[Claim]:
    """The tickets by their keys, since the justification tells their titles.

    Of the pull requests that every commit of a release mentions only how many.
    """
    named = [item for item in material.work if item.is_named]
    others = [item for item in material.work if not item.is_named]
    if [*told_items(material)] == named and len(named) == 1:
        yield with_title(named[0])
    elif named:
        text = f"Work tickets: {joined([item.key for item in named], _MOST_TICKETS)}."
        yield Claim(text, tuple(item.id for item in named[:_MOST_TICKETS]), layout=Layout.PARAGRAPH)
    if others and (len(others) <= _FEW_MENTIONS or not named):
        keys = joined([item.key for item in others], _FEW_MENTIONS)
        many = len(others) > _FEW_MENTIONS
        counts = f"{counted(len(others), 'issue')} and pull requests" if many else f"issues and pull requests: {keys}"
        text = f"Its commits mention {counts}."
        yield Claim(text, tuple(item.id for item in others[:_MOST_TICKETS]), layout=Layout.PARAGRAPH)
