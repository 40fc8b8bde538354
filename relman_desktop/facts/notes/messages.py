"""What commit messages warn of: breaking changes (Conventional Commits) and security advisories."""

import re
from collections.abc import Iterator

from ...jobs import Cancel
from ...sources.change import Change, Commit
from ...wording import named
from ..fact import Finding
from .cleaning import advisories, cleaned, sentence
from .rules import section

_MARKED = re.compile(r"^\w{1,20}(?:\([^()]{1,60}\))?!:\s*(.+)$")
_FOOTER = re.compile(r"^BREAKING[ -]CHANGE:\s*(.+(?:\n(?!\n|[\w-]{1,40}: ).+){0,5})", re.MULTILINE)
_OF_TESTS = re.compile(r"\b[Tt]ests?\b|[a-z](?:Test|Spec)s?\b")  # which meet advisories, and mend none
_ROBOT = re.compile(r"\[bot\]|dependabot|renovate", re.IGNORECASE)


def detect(change: Change, cancel: Cancel) -> Iterator[Finding]:
    """`notes.breaking` and `notes.security`, each with its commit; robots quote the notes of other products."""
    for commit in change.commits:
        cancel.check()
        robot = bool(_ROBOT.search(commit.author))
        yield from _breaking(commit, commit.subject if robot else f"{commit.subject}\n\n{commit.body}")
        yield from _security(commit, commit.subject if robot else f"{commit.subject}\n\n{commit.body}")


def _breaking(commit: Commit, text: str) -> Iterator[Finding]:
    marked, footer = _MARKED.match(commit.subject), _FOOTER.search(text)
    if marked or footer:
        said = cleaned(footer[1] if footer else marked[1] if marked else "")
        told = f"The authors call {named(commit.subject)} a breaking change"
        sentences = f"{told}: {sentence(said)}" if footer else f"{told}."
        data = {"text": sentence(said), "subject": commit.subject}
        yield Finding("notes.breaking", sentences, (commit.id,), data, section("breaking").weight)


def _security(commit: Commit, text: str) -> Iterator[Finding]:
    if (ids := advisories(text)) and (advisories(commit.subject) or not _OF_TESTS.search(commit.subject)):
        data: dict[str, str | list[str]] = {"ids": ids, "text": sentence(cleaned(commit.subject))}
        told = f"{named(commit.subject)} names {', '.join(ids)}."
        yield Finding("notes.security", told, (commit.id,), data, section("security").weight)
