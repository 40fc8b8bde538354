"""What people say: commits and work items, which are claims, and the person's own answers.

C4 Drop the legacy id
 Nothing reads it since 2.3.
W1 PAY-12 Bug (Done) closing C4: Exports are slow
"""

from collections.abc import Iterator

from ...sources.change import Commit
from ...sources.evidence import Evidence, Trust
from ...sources.work.item import WorkItem, told_by
from ...wording import counted
from ..proposal import Material
from .offers import Form, Offer, Section, form, indented, within
from .outside import Counting, Outside
from .rules import rules

_LONGEST = 4_000  # characters of a message or a ticket that are packed
_LONGEST_LINE = 300  # of a subject or a title
_LONGEST_ANSWER = 20_000
_MOST_REFS = 4  # commits named beside a work item
_COMMITS = "what their authors meant, not what was done: claims"
_WORK = "tickets that commits and branch name: claims"
_MENTIONED = "keys that commits only mention, many of them pull requests"
_ANSWERS = "by the person who writes this ticket: their word counts"


def commits_section(material: Material, outside: Outside, counter: Counting, room: int) -> Section:
    """The commits, newest first; those that leave production are told before those that arrive."""
    change = material.change
    commits = (*change.leaving, *change.commits)
    place = {commit.id: number for number, commit in enumerate(commits)}
    ranked = sorted(commits, key=lambda commit: (_rank(commit), place[commit.id]))
    offers = within((_commit(commit, outside, counter) for commit in ranked), room)
    heading = f"{_COMMITS}; L: leaves production" if change.leaving else _COMMITS
    return Section("commits", heading, "commit", offers, len(commits), order=lambda offer: place[offer.id])


def work_section(material: Material, outside: Outside, counter: Counting, room: int) -> Section:
    """The work items that somebody named on purpose or of which more than the key is known; the known ones first."""
    ranked = sorted((item for item in material.work if _tells(item)), key=lambda item: not item.title)
    offers = within((_work_item(item, outside, counter) for item in ranked), room)
    place = {item.id: number for number, item in enumerate(material.work)}
    return Section("work", _WORK, "work item", offers, len(ranked), order=lambda offer: place[offer.id])


def mentioned_section(material: Material, outside: Outside, counter: Counting, room: int) -> Section:
    """The other keys: most are numbers of pull requests."""
    items = [item for item in material.work if not _tells(item)]
    offers = within((_work_item(item, outside, counter) for item in items), room)
    return Section("mentioned", _MENTIONED, "mentioned key", offers, len(items))


def _tells(item: WorkItem) -> bool:
    return bool(item.title or item.body) or item.is_named


def answers_section(material: Material, outside: Outside, counter: Counting, room: int) -> Section:
    """The person's answers."""
    offers = within((_answer(one, outside, counter) for one in material.said), room)
    return Section("answers", _ANSWERS, "answer", offers, len(material.said))


def _rank(commit: Commit) -> int:
    """How much a message may tell of the release, most first."""
    if commit.is_merge or rules().light.search(commit.subject[:_LONGEST_LINE]):
        return 3 - bool(rules().heavy.search(commit.subject[:_LONGEST_LINE]))
    return 0 if rules().heavy.search(f"{commit.subject}\n{commit.body}"[:_LONGEST]) else 1


def _commit(commit: Commit, outside: Outside, counter: Counting) -> Offer:
    subject = _short(outside, commit.subject, commit.id)
    body = "\n".join(line for line in commit.body.split("\n") if not rules().trailer.match(line)).strip()
    return _worded(commit.id, "commit", commit.short, subject, body, Trust.CLAIM, outside, counter)


def _work_item(item: WorkItem, outside: Outside, counter: Counting) -> Offer:
    key = _short(outside, item.key, item.id)
    title = _short(outside, item.title, item.id)
    kind = f" {_short(outside, item.kind, item.id)}" if item.kind else ""
    status = f" ({_status(item, outside)})" if item.status or item.done is not None else ""
    named = key + kind + status + _refs(item)
    line = f"{named}: {title}" if title else named
    return _worded(item.id, "work item", key, line, told_by(item).strip(), Trust.CLAIM, outside, counter)


def _status(item: WorkItem, outside: Outside) -> str:
    """As its tracker calls it, and whether that counts as done."""
    done = "" if item.done is None else "done" if item.done else "not done"
    told = _short(outside, item.status, item.id)
    return told if told.casefold() == done or not done else f"{told}, {done}" if told else done


def _refs(item: WorkItem) -> str:
    where = "closing " if any(found.where == "closing" for found in item.found) else ""
    refs = " ".join(item.commits[:_MOST_REFS])
    return f" {where}{refs}" if refs else ""


def _answer(answer: Evidence, outside: Outside, counter: Counting) -> Offer:
    question = _short(outside, answer.ref, answer.id)
    text, cut = outside.opening(answer.text.strip(), _LONGEST_ANSWER, answer.id)
    lines = f" {answer.id} {question}\n{indented(text)}{_more(cut)}"
    return Offer(answer.id, (form(lines, counter, Evidence(answer.id, "answer", question, text, Trust.USER)),))


def _worded(
    ident: str, kind: str, ref: str, line: str, body: str, trust: Trust, outside: Outside, counter: Counting
) -> Offer:
    """An offer of a line, and of the line with what is written below it."""
    if not body:
        return Offer(ident, (form(f" {ident} {line}\n", counter, Evidence(ident, kind, ref, line, trust)),))
    text, cut = outside.opening(body, _LONGEST, ident)
    return Offer(ident, tuple(_forms(ident, kind, ref, line, text.strip(), cut, trust, counter)))


def _forms(
    ident: str, kind: str, ref: str, line: str, body: str, cut: int, trust: Trust, counter: Counting
) -> Iterator[Form]:
    more = f"{len(body) + cut:,} more characters" if cut else counted(body.count("\n") + 1, "more line")
    yield form(f" {ident} {line} (… {more})\n", counter, Evidence(ident, kind, ref, line, trust))
    whole = Evidence(ident, kind, ref, f"{line}\n\n{body}", trust)
    yield form(f" {ident} {line}\n{indented(body)}{_more(cut)}", counter, whole)


def _more(characters: int) -> str:
    return f"… {counted(characters, 'more character')}, not shown\n" if characters else ""


def _short(outside: Outside, text: str, ident: str) -> str:
    """A text of one line."""
    shown, cut = outside.opening(text, _LONGEST_LINE, ident)
    return " ".join(shown.split()) + (f" … {counted(cut, 'more character')}" if cut else "")
