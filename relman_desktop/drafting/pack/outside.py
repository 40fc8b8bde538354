"""Text from outside as it may go to a model: nothing hidden in it, its secrets masked, and a record of both."""

from collections import Counter as Tally
from collections.abc import Sequence
from typing import Protocol

from ...sources.change import FileChange
from ...wording import visible
from ..hidden import without_comments, without_hidden
from ..redaction.record import Redaction

_MARKUP = (".md", ".markdown", ".mdx", ".mdown", ".qmd")


class Masking(Protocol):
    """What masks secrets: `drafting.redaction.Redactor`."""

    @property
    def redactions(self) -> tuple[Redaction, ...]: ...

    def learn(self, text: str, path: str = "") -> None: ...

    def redact(self, text: str, ref: str, path: str = "") -> str: ...

    def leaked(self, body: bytes) -> tuple[str, ...]: ...


class Counting(Protocol):
    """What counts tokens: `drafting.tokens.Counter`."""

    def count(self, text: str) -> int: ...


class Outside:
    """Cleans what others wrote. What was hidden goes before secrets are looked for, or it would hide them."""

    def __init__(self, redactor: Masking) -> None:
        self._redactor = redactor
        self.hidden: Tally[str] = Tally()  # characters taken out, by evidence id
        self.comments: Tally[str] = Tally()  # HTML comments taken out, by evidence id

    def learn(self, text: str, path: str) -> None:
        """Get to know the secrets of a file's text, which may stand bare in other texts."""
        self._redactor.learn(_seen(text, path.lower().endswith(_MARKUP))[0], path)

    def text(self, text: str, ref: str, path: str = "", *, markup: bool = True) -> str:
        """A text of as many lines as before. `markup`: HTML comments in it are seen by no reader."""
        seen, hidden, comments = _seen(text, markup)
        self._note(ref, hidden, comments)
        return self._redactor.redact(seen, ref, path)

    def line(self, text: str, ref: str) -> str:
        """A text as one line."""
        return " ".join(self.text(text, ref).split())

    def opening(self, text: str, most: int, ref: str) -> tuple[str, int]:
        """The first `most` characters of a text, and how many are left out. No secret is shown by half."""
        read = 4 * most
        shown = self.text(text[:read], ref)
        if len(text) > read:
            shown = shown[:-most]  # there may stand what would be seen to be a secret if it were read to its end
        return shown[:most], max(0, len(shown) - most) + max(0, len(text) - read)

    def lines(self, lines: Sequence[str], ref: str, path: str) -> list[str]:
        """Lines of a file, as many as before. May be asked of the same lines again, and of some of them."""
        seen, hidden, comments = _seen("\n".join(lines), path.lower().endswith(_MARKUP))
        self._note(ref, max(0, hidden - self.hidden[ref]), max(0, comments - self.comments[ref]))
        cleaned = self._redactor.redact(seen, ref, path).split("\n")
        if len(cleaned) != len(lines):
            raise AssertionError(f"masking changed the number of lines of {ref}")
        return cleaned

    def path(self, path: str, ref: str) -> str:
        """A path as one line. What is hidden in it is named, or two files could look the same."""
        shown = visible(path).replace("\n", "⟨U+000A⟩").replace("\t", "⟨U+0009⟩")
        self._note(ref, without_hidden(path)[1], 0)
        return self._redactor.redact(shown, ref)

    def _note(self, ref: str, hidden: int, comments: int) -> None:
        if hidden:
            self.hidden[ref] += hidden
        if comments:
            self.comments[ref] += comments


def _seen(text: str, markup: bool) -> tuple[str, int, int]:
    seen, hidden = without_hidden(text)
    if not markup:
        return seen, hidden, 0
    seen, comments = without_comments(seen)
    return seen, hidden, comments


class Named:
    """A changed file under the names that it has in the pack."""

    __slots__ = ("file", "id", "old_path", "path")

    def __init__(self, file: FileChange, outside: Outside) -> None:
        self.file = file
        self.id = file.id
        self.path = outside.path(file.path, file.id)
        self.old_path = outside.path(file.old_path, file.id) if file.old_path else ""

    @property
    def folder(self) -> str:
        return self.path.rpartition("/")[0]

    @property
    def name(self) -> str:
        return self.path.rpartition("/")[2]
