"""The description: what changes and where, the most important first, then what the authors say."""

import re
from collections.abc import Iterator, Sequence

from ...facts.book import Facts
from ...facts.fact import Fact
from ...sources.change import Commit
from ...ticket import Claim, Layout, Status
from ...wording import code, counted, joined, sentence, shorten
from ..proposal import Material
from .grouping import items
from .versions import version_name

_MOST_FACTS = 12
_MOST_NOTES = 10
_IMPORTANT = 35  # weight from which a fact belongs into a description
_OPERATIONS = (
    ("create_table", "adds", "table"),
    ("add_column", "adds", "column"),
    ("add_index", "adds", "index"),
    ("add_constraint", "adds", "constraint"),
    ("alter_column", "alters", "column"),
    ("rename_table", "renames", "table"),
    ("rename_column", "renames", "column"),
    ("drop_table", "drops", "table"),
    ("drop_column", "drops", "column"),
    ("drop_index", "drops", "index"),
    ("drop_constraint", "drops", "constraint"),
    ("data", "rewrites data in", "step"),
)
_TOLD_TOGETHER = {kind for kind, _, _ in _OPERATIONS}
_HOUSEKEEPING = re.compile(
    r"(build|chore|ci|docs?|refactor|style|tests?)(\([^)]*\))?!?:|bump |update .*dependenc", re.I
)
_TRAILER = re.compile(r"[A-Z][\w-]+: |(close|fix|resolve)[sd]? #", re.I)
_ELSEWHERE = ("command", "people", "notes", "change")  # topics told by other sentences
AUTHORS = ("Rests on the authors' own words, not on the code.",)


def draft(material: Material) -> list[Claim]:
    """Paragraphs and lists of claims."""
    return [
        *_extent(material),
        *_what_matters(material),
        *_what_authors_say(material),
        *_work_items(material),
    ]


def _extent(material: Material) -> Iterator[Claim]:
    change, facts = material.change, material.facts
    size = facts.first("change.size")
    cited = (size.id,) if size else tuple(file.id for file in change.files[:3])
    yield Claim(_extent_sentence(material), cited, layout=Layout.PARAGRAPH)
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


def _what_matters(material: Material) -> Iterator[Claim]:
    """The facts that weigh, in their own sentences."""
    facts = [fact for fact in material.facts.items if _matters(fact) and not _told_better(fact, material.facts)]
    migrations = list(_migrations(material))
    if not facts and not migrations:
        return
    cited = tuple(fact.id for fact in facts[:3]) or migrations[0].evidence
    yield Claim("What matters most:", cited, layout=Layout.PARAGRAPH)
    yield from items([fact for fact in facts if fact.topic == "migration"])
    yield from migrations
    told = list(items([fact for fact in facts if fact.topic != "migration"]))
    yield from told[:_MOST_FACTS]
    if len(told) > _MOST_FACTS:
        rest = told[_MOST_FACTS:]
        text = f"And {counted(len(rest), 'further fact')} of less weight."
        yield Claim(text, tuple(claim.evidence[0] for claim in rest[:5]), layout=Layout.ITEM)


def _matters(fact: Fact) -> bool:
    # Migrations are told together, unless an operation weighs: it loses data, rewrites rows or may lock a table.
    told_together = fact.kind.removeprefix("migration.") in _TOLD_TOGETHER
    detail = (fact.topic == "migration" and told_together and fact.weight < 60) or fact.kind == "migration.file"
    return fact.weight >= _IMPORTANT and fact.topic not in _ELSEWHERE and not detail


def _told_better(fact: Fact, facts: Facts) -> bool:
    """Whether a fact only says that a deployment file changed, and another one says what changes there."""
    bare = fact.topic == "delivery" and not (fact.get("old") or fact.get("new") or fact.get("service"))
    return bare and any(other.evidence == fact.evidence for other in facts.items if other is not fact)


def _migrations(material: Material) -> Iterator[Claim]:
    """All migrations in one sentence: how many, what they do, and whether there is a way back."""
    files = material.facts.of("migration.file")
    if not files:
        return
    done = [words for kind, verb, noun in _OPERATIONS if (words := _operation(material, kind, verb, noun))]
    what = f": {joined(done, len(done))}" if done else ""
    one_way = sum(fact.data.get("reversible") is False for fact in files)
    way = f"; {_no_way_back(one_way, len(files))}" if one_way else ""
    text = f"{counted(len(files), 'database migration').capitalize()}{what}{way}."
    cited = (*(fact.id for fact in files[:5]), *files[0].evidence[:1])
    yield Claim(text, cited, layout=Layout.ITEM)


def _operation(material: Material, kind: str, verb: str, noun: str) -> str:
    facts = material.facts.of(f"migration.{kind}")
    number = sum(int(fact.get("count") or 1) for fact in facts)
    return f"{verb} {counted(number, noun)}" if number else ""


def _no_way_back(one_way: int, files: int) -> str:
    if one_way == files:
        return "no way back is written for " + ("it" if files == 1 else "any of them")
    return f"no way back is written for {one_way} of them"


def _what_authors_say(material: Material) -> Iterator[Claim]:
    entries = material.facts.of("notes.breaking", "notes.upgrade", "notes.security", "notes.entry")
    told = told_once([fact for fact in entries if fact.weight >= 15])
    if told:
        yield from _list("The authors' notes for this range say:", told)
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


def _list(opening: str, told: Sequence[Fact]) -> Iterator[Claim]:
    cited = tuple(fact.id for fact in told[:3])
    yield Claim(opening, cited, layout=Layout.PARAGRAPH)
    for fact in told[:_MOST_NOTES]:
        words = sentence(fact.get("text") or fact.text)
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
