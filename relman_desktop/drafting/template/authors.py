"""What the authors say in the description: what breaks, then what is new, each only here."""

import re
from collections.abc import Iterator, Sequence

from ...facts.fact import Fact
from ...sources.change import Commit
from ...ticket import Claim, Layout, Status
from ...wording import abridged, counted, sentence
from ..proposal import Material
from . import saying
from .notes import read_first
from .saying import AUTHORS

_MOST_NOTES = 5
_MOST_WARNINGS = 3
_LONGEST_REASON = 600
_TRAILER = re.compile(r"[A-Z][\w-]+: |(close|fix|resolve)[sd]? #", re.IGNORECASE)


def what_authors_say(material: Material) -> Iterator[Claim]:
    """What breaks, then features, or fixes where nothing is new; without notes, what the commits say.

    Upgrade notes are the first of the deployment steps, security fixes and other fixes stand in the justification.
    """
    facts = material.facts
    breaking = saying.entries(facts, "breaking")
    titles = [fact for fact in read_first(material) if fact.kind == "notes.upgrade" and _says_what(fact.get("title"))]
    yield from _titles(titles)
    yield from _list("It breaks, by the authors' notes:", breaking[:_MOST_WARNINGS], len(breaking))
    new, mended = saying.entries(facts, "feature"), saying.entries(facts, "fix")
    if new or mended:
        opening = "New, by the authors' notes:" if new else "Mended, by the authors' notes:"
        yield from _list(opening, (new or mended)[:_MOST_NOTES], len(new or mended))
    elif not breaking:
        yield from _commits(material)


def _says_what(title: str) -> bool:
    """Whether a heading tells what its note is about."""
    return bool(title) and title.lower() not in ("upgrade notes", "upgrading", "upgrade guide")


def _titles(notes: Sequence[Fact]) -> Iterator[Claim]:
    """The headings of what the deployment steps tell."""
    if notes:
        opening = "Its upgrade notes, of which the deployment steps tell more:"
        yield Claim(opening, tuple(fact.id for fact in notes), layout=Layout.PARAGRAPH)
    for fact in notes:
        title = fact.get("title")
        yield Claim(saying.said(title), (*fact.evidence[:2], fact.id), "", Status.WEAK, AUTHORS, Layout.ITEM)


def _list(opening: str, shown: Sequence[Fact], number: int) -> Iterator[Claim]:
    if shown:
        yield Claim(opening, tuple(fact.id for fact in shown[:3]), layout=Layout.PARAGRAPH)
    for fact in shown:
        words = saying.said(saying.without_prefix(fact.get("text") or fact.text))
        yield Claim(words, (*fact.evidence[:2], fact.id), fact.get("text"), Status.WEAK, AUTHORS, Layout.ITEM)
    if number > len(shown):
        yield Claim(f"And {number - len(shown):,} more.", (shown[-1].id,), layout=Layout.ITEM)


def _commits(material: Material) -> Iterator[Claim]:
    commits = saying.in_order(material.change.commits)
    if len(commits) == 1 and (reason := _first_paragraph(commits[0].body)):
        text = f"Its author says: {abridged(sentence(reason), _LONGEST_REASON)}"
        yield Claim(text, (commits[0].id,), reason, Status.WEAK, AUTHORS, Layout.PARAGRAPH)
    elif len(commits) > 1:
        yield from _subjects(commits)


def _subjects(commits: Sequence[Commit]) -> Iterator[Claim]:
    new = all(saying.sort_of(one) == "feature" for one in commits)
    opening = "New, by the commits' words:" if new else "The commits say:"
    yield Claim(opening, tuple(commit.id for commit in commits[:3]), layout=Layout.PARAGRAPH)
    for commit in commits[:_MOST_NOTES]:
        fixed = (
            "Fixed: " if saying.sort_of(commit) == "fix" else ""
        )  # without its prefix a fix reads as what is shipped
        yield Claim(f"{fixed}{saying.subject(commit)}", (commit.id,), commit.subject, Status.WEAK, AUTHORS, Layout.ITEM)
    if len(commits) > _MOST_NOTES:
        more = f"And {counted(len(commits) - _MOST_NOTES, 'further commit')}."
        yield Claim(more, tuple(commit.id for commit in commits[_MOST_NOTES:][:5]), layout=Layout.ITEM)


def _first_paragraph(body: str) -> str:
    """What a commit message explains, without the trailers at its end."""
    paragraphs = [paragraph for paragraph in body.strip().split("\n\n") if not _TRAILER.match(paragraph)]
    return " ".join(paragraphs[0].lstrip("*- ").split()) if paragraphs else ""
