"""The description: what changes and where, the most important first, then what the authors say."""

import re
from collections.abc import Iterator, Sequence

from ...facts.fact import Fact
from ...sources.change import Commit
from ...ticket import Claim, Layout, Status
from ...wording import code, counted, joined, sentence, shorten
from ..proposal import Material
from .audience import audience
from .matters import matters
from .notes import read_first
from .versions import version_name

_MOST_NOTES = 6
_HOUSEKEEPING = re.compile(
    r"(build|chore|ci|docs?|refactor|style|tests?)(\([^)]*\))?!?:|bump |update .*dependenc", re.I
)
_TRAILER = re.compile(r"[A-Z][\w-]+: |(close|fix|resolve)[sd]? #", re.I)
AUTHORS = ("Rests on the authors' own words, not on the code.",)


def draft(material: Material) -> list[Claim]:
    """Paragraphs and lists of claims."""
    return [
        *_extent(material),
        *matters(material),
        *audience(material),
        *_what_authors_say(material),
        *_work_items(material),
    ]


def _extent(material: Material) -> Iterator[Claim]:
    change, facts = material.change, material.facts
    size = facts.first("change.size")
    cited = (size.id,) if size else tuple(file.id for file in change.files[:3])
    yield Claim(_extent_sentence(material), cited, layout=Layout.PARAGRAPH)
    for fact in facts.of("change.summary"):
        yield Claim(fact.text, (fact.id, *fact.evidence[:3]))
    areas = facts.of("change.area")[:3]
    if areas:
        named = [f"{code(area.get('area'))} ({counted(int(area.get('files') or 0), 'file')})" for area in areas]
        verb = "Its largest parts are in" if len(facts.of("change.area")) > 1 else "It is in"
        yield Claim(f"{verb} {joined(named)}.", tuple(area.id for area in areas))
    for fact in facts.of("change.divergence", "change.revert"):
        yield Claim(fact.text, (fact.id,))


def _extent_sentence(material: Material) -> str:
    change = material.change
    size = f"{counted(len(change.files), 'file')} (+{change.added:,} −{change.removed:,} lines)"
    if change.origin == "diff":
        return f"{change.repo} changes {size}."
    authors = len({commit.author for commit in change.commits})
    by = f" by {counted(authors, 'author')}" if authors > 1 else ""
    commits = f"{counted(len(change.commits), 'commit')}{by}, "
    old, new = version_name(change, old=True), version_name(change)
    return f"This deploys {change.repo} from {old} to {new}: {commits}{size}."


def _what_authors_say(material: Material) -> Iterator[Claim]:
    entries = material.facts.of("notes.breaking", "notes.upgrade", "notes.security", "notes.entry")
    told = told_once([fact for fact in entries if fact.weight >= 15])
    if told:
        yield from _list("The authors' notes for this range say:", told, read_first(material))
    if material.facts.of("notes.entry", "notes.upgrade"):
        return
    subjects = sorted((one for one in material.change.commits if not one.is_merge), key=_housekeeping)
    if len(subjects) > 1:
        yield from _commits(subjects)
    elif subjects and (reason := _first_paragraph(subjects[0].body)):
        text = f"Its author says: {shorten(sentence(reason), 600)}"
        yield Claim(text, (subjects[0].id,), reason, Status.WEAK, AUTHORS, Layout.PARAGRAPH)


def _first_paragraph(body: str) -> str:
    """What a commit message explains, without the trailers at its end."""
    paragraphs = [paragraph for paragraph in body.strip().split("\n\n") if not _TRAILER.match(paragraph)]
    return " ".join(paragraphs[0].split()) if paragraphs else ""


def _housekeeping(commit: Commit) -> bool:
    """Commits that change nothing for anybody outside the team, by the words of Conventional Commits."""
    return bool(_HOUSEKEEPING.match(commit.subject))


def told_once(told: Sequence[Fact]) -> list[Fact]:
    """Without the security notes that name only problems which an earlier one names."""
    kept, named = [], set[str]()
    for fact in told:
        ids = fact.data.get("ids")
        new = set(ids) - named if isinstance(ids, list) and ids else {fact.id}
        named |= new
        if new:
            kept.append(fact)
    return kept


def _list(opening: str, told: Sequence[Fact], in_steps: Sequence[Fact]) -> Iterator[Claim]:
    """What the authors say; of what the deployment steps tell only the heading."""
    cited = tuple(fact.id for fact in told[:3])
    yield Claim(opening, cited, layout=Layout.PARAGRAPH)
    for fact in told[:_MOST_NOTES]:
        title = fact.get("title") if fact in in_steps else ""
        words = sentence(title or fact.get("text") or fact.text)
        evidence = (*fact.evidence[:2], fact.id)
        yield Claim(shorten(words, 240), evidence, fact.get("text"), Status.WEAK, AUTHORS, Layout.ITEM)
    if len(told) > _MOST_NOTES:
        more = f"And {counted(len(told) - _MOST_NOTES, 'further entry')}."
        yield Claim(more, tuple(fact.id for fact in told[_MOST_NOTES:][:5]), layout=Layout.ITEM)


def _commits(commits: Sequence[Commit]) -> Iterator[Claim]:
    cited = tuple(commit.id for commit in commits[:3])
    yield Claim("The commits say:", cited, layout=Layout.PARAGRAPH)
    for commit in commits[:_MOST_NOTES]:
        words = shorten(sentence(commit.subject), 240)
        yield Claim(words, (commit.id,), commit.subject, Status.WEAK, AUTHORS, Layout.ITEM)
    if len(commits) > _MOST_NOTES:
        more = f"And {counted(len(commits) - _MOST_NOTES, 'further commit')}."
        yield Claim(more, tuple(commit.id for commit in commits[_MOST_NOTES:][:5]), layout=Layout.ITEM)


def _work_items(material: Material) -> Iterator[Claim]:
    named = [item for item in material.work if item.is_named]
    others = [item for item in material.work if not item.is_named]
    for opening, work in (("Work tickets", named), ("Issues and pull requests that its commits mention", others)):
        if work:
            text = f"{opening}: {joined([item.key for item in work], 12)}."
            yield Claim(text, tuple(item.id for item in work[:12]), layout=Layout.PARAGRAPH)
