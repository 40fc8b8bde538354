"""The commit messages that a patch carries, of `git format-patch`, `git log -p`, `hg export`, `svn log --diff`."""

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone

from ..change import Commit
from . import mail
from .section import Data, Section, readable

_LONGEST = 1 << 16  # bytes of a message that are read


@dataclass(frozen=True, slots=True)
class Message:
    """Where a message starts, and how many sections of the patch stand before it."""

    kind: str  # of FORMATS
    start: int
    sections: int


@dataclass(frozen=True, slots=True)
class Format:
    """A way in which messages are written.

    start: what its first line looks like, a regular expression without groups.
    prose: its text stands at the start of the lines, so that lines in it can look like a diff's.
    newest_first: the order of the messages.
    read: from its text to the commit; None where it is not of a commit.
    """

    start: bytes
    prose: bool
    newest_first: bool
    read: Callable[[str], Commit | None]


def kind_of(line: bytes) -> str:
    """The format of the message that starts with this line."""
    return next(kind for kind, form in FORMATS.items() if re.match(form.start, line))


def commits(data: Data, found: tuple[Message, ...], sections: tuple[Section, ...]) -> tuple[Commit, ...]:
    """The commits of a patch's messages, newest first, numbered from C1."""
    ends = [*(message.start for message in found), len(data)][1:]
    read = [_commit(data, message, end, sections) for message, end in zip(found, ends, strict=True)]
    ordered = read if oldest_last(found) else reversed(read)
    known = (commit for commit in ordered if commit)
    return tuple(replace(commit, id=f"C{number}") for number, commit in enumerate(known, start=1))


def oldest_last(found: tuple[Message, ...]) -> bool:
    return bool(found) and FORMATS[found[0].kind].newest_first


def _commit(data: Data, message: Message, end: int, sections: tuple[Section, ...]) -> Commit | None:
    if message.sections < len(sections):
        end = min(end, sections[message.sections].start)
    text = readable(data[message.start : min(end, message.start + _LONGEST)])
    return FORMATS[message.kind].read(text.replace("\r\n", "\n"))


def _mail(text: str) -> Commit | None:
    letter = mail.read(text)
    if letter.number == 0:  # a cover letter is of no commit
        return None
    return _built(letter.oid, letter.author, _when(letter.date), f"{letter.subject}\n\n{letter.body}")


def _git_log(text: str) -> Commit:
    head, _, body = text.partition("\n\n")
    said = _labelled(head, "commit ")
    message = re.match(r"(?:(?:    .*)?\n)*", body + "\n")
    indented = re.sub(r"^    ", "", message[0], flags=re.MULTILINE) if message else ""
    return _built(
        head.split()[1], said.get("author", ""), _when(said.get("authordate") or said.get("date", "")), indented
    )


def _hg_export(text: str) -> Commit:
    head = re.match(r"(?:#.*\n)*", text)
    notes = head[0] if head else ""
    date = re.search(r"^# Date (\d{1,12}) (-?\d{1,6})", notes, re.MULTILINE)
    when = _from_epoch(int(date[1]), -int(date[2])) if date else ""
    return _built(_after(notes, "# Node ID "), _after(notes, "# User "), when, text[len(notes) :])


def _hg_log(text: str) -> Commit:
    head, _, body = text.partition("\n\n")
    _, description, start = head.partition("\ndescription:\n")
    said = _labelled(head, "changeset:")
    oid = said.get("changeset", "").rpartition(":")[2]
    message = f"{start}\n\n{body}" if description else said.get("summary", "")
    return _built(oid, said.get("user", ""), _when(said.get("date", "")), message)


def _svn_log(text: str) -> Commit:
    head, _, body = text.partition("\n")
    revision, author, date, *_ = (part.strip() for part in head.split("|"))
    return _built(revision, author, _when(date.partition(" (")[0]), re.sub(r"\n-{72}\s*$", "", body))


def _labelled(head: str, start: str) -> dict[str, str]:
    """The values of lines such as `Author: Ada <ada@example.org>`, by their labels in lower case."""
    lines = (line.partition(":") for line in head.splitlines())
    return {label.lower(): value.strip() for label, _, value in lines if label.isalpha()}


def _after(text: str, label: str) -> str:
    found = re.search("^" + re.escape(label) + "(.*)", text, re.MULTILINE)
    return found[1].strip() if found else ""


def _built(oid: str, author: str, when: str, message: str) -> Commit:
    """A commit of no number yet; the subject is the first paragraph on one line, as git has it."""
    subject, _, body = message.strip().partition("\n\n")
    name, _, email = author.partition("<")
    return Commit(
        id="",
        oid=oid,
        parents=(),
        author=name.strip(),
        email=email.rstrip("> "),
        when=when,
        subject=" ".join(subject.split()),
        body=body.strip(),
    )


def _when(date: str) -> str:
    """ISO 8601 of a date as git, mail or Subversion write it; "" where it cannot be told."""
    from email.utils import parsedate_to_datetime

    joined = re.sub(r" ([-+]\d{4})$", r"\1", date)
    for read, text in ((datetime.fromisoformat, joined), (parsedate_to_datetime, date)):
        with suppress(ValueError, TypeError, OverflowError, IndexError):
            return read(text).isoformat()
    return ""


def _from_epoch(seconds: int, offset: int) -> str:
    try:
        return datetime.fromtimestamp(seconds, UTC).astimezone(timezone(timedelta(seconds=offset))).isoformat()
    except (ValueError, OverflowError, OSError):
        return ""


FORMATS: dict[str, Format] = {
    "mail": Format(mail.START, prose=True, newest_first=False, read=_mail),
    "git log": Format(rb"commit [0-9a-f]{40,64}(?: .*)?\r?$", prose=False, newest_first=True, read=_git_log),
    "hg export": Format(rb"# HG changeset patch\r?$", prose=True, newest_first=False, read=_hg_export),
    "hg log": Format(rb"changeset: +\d+:[0-9a-f]{12,40}\r?$", prose=True, newest_first=True, read=_hg_log),
    "svn log": Format(rb"r\d+ \| [^|]+ \| [^|]+ \| \d+ lines?\r?$", prose=True, newest_first=True, read=_svn_log),
}
START = b"|".join(form.start for form in FORMATS.values())
