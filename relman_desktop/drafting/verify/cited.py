"""A piece of evidence, read once for all claims that cite it."""

import re
from collections.abc import Mapping
from functools import cached_property

from ...facts.fact import Fact, Value
from ...sources.change import Kind
from ...sources.evidence import Evidence, Trust
from ...sources.kinds import kind_of
from ...stems import stem, words
from .quantities import numbers_in
from .rules import rules
from .said import Parts, in_fact, plain_lines, taken_apart
from .words import Trigram, trigrams

_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "−": "-", "–": "-"})
_PATH = re.compile(r":\d+(?:,.*)?$")
_SHORT = 60  # characters of a value of a fact's data that is a name
_UNSET = re.compile(r"^\s*[#;]+\s*(?=[A-Z][A-Z0-9_]{2,79}=\S*\s*$)")  # of a template's setting: `# NAME=value`
SIGN = re.compile(r"^\s*(?:#+|//+|--+|/?\*+|;+|%+|<!--|REM\b)?\s*")  # of a comment that goes on over lines
_ENDS = re.compile(r"[\"'][+.&\\]?$")  # a squeezed line whose string may go on in the next one
_SENTENCES = re.compile(r"(?<=[.!?])\s+")
_GOES_ON = re.compile(r"[+.&]?[a-z]{0,2}[\"']")


def squeezed(text: str) -> str:
    """A text as quotes are compared: no spaces, no backticks, plain quotation marks, small letters."""
    return "".join(text.translate(_QUOTES).replace("`", "").casefold().split())


def flat(text: str) -> str:
    """A text as names and commands are compared: single spaces, plain quotation marks, small letters."""
    return " ".join(text.translate(_QUOTES).casefold().split())


class Cited:
    """One piece of evidence with what the checks look up in it. `fact` is the one behind a fact's evidence."""

    def __init__(self, evidence: Evidence, fact: Fact | None = None) -> None:
        self.evidence = evidence
        self.fact = fact
        self.id = evidence.id

    @property
    def letter(self) -> str:
        return self.id[:1]

    @cached_property
    def path(self) -> str:
        """The file that it stands in; "" for what stands in none."""
        return _PATH.sub("", self.evidence.ref) if self.evidence.kind in ("file", "hunk", "place") else ""

    @cached_property
    def kind(self) -> Kind | None:
        return kind_of(self.path) if self.path else None

    @cached_property
    def is_own_word(self) -> bool:
        """Whether the team or the person says it, whose words may settle what no code shows."""
        return self.evidence.trust in (Trust.TEAM, Trust.USER)

    @property
    def question(self) -> str:
        """What an answer answers. A model may have asked it, so it gives words for an answer, and nothing else."""
        return self.evidence.ref if self.evidence.kind == "answer" else ""

    @cached_property
    def is_prose(self) -> bool:
        """Whether all of it is somebody's words, though it may stand in a file."""
        return self.evidence.trust is Trust.CLAIM or (self.evidence.kind == "hunk" and self.kind is Kind.DOCS)

    @cached_property
    def lines(self) -> tuple[str, ...]:
        text = self.evidence.text
        return tuple(plain_lines(text)) if self.evidence.kind == "hunk" else tuple(text.splitlines())

    @cached_property
    def parts(self) -> Parts:
        """What is code in it, and what is said in it."""
        text = "\n".join(self.lines)
        if self.is_prose:
            return Parts(self._named if self.fact is None else "", text)
        if self.is_own_word:
            return Parts(text if self.question else f"{_PATH.sub('', self.evidence.ref)}\n{text}", "")
        if self.fact:
            told = in_fact(text)
            return Parts(f"{told.solid}\n{_values(self.fact.data)}", told.said)
        name, told = taken_apart([self.evidence.ref]), self._content
        return Parts(f"{name.solid}\n{told.solid}", f"{name.said}\n{told.said}".strip(), told.shown)

    @cached_property
    def _content(self) -> Parts:
        is_page = bool(rules().pages.search(self.path))
        if not self.is_template:
            return taken_apart(self.lines, is_page=is_page)
        return taken_apart(_UNSET.sub("", line) for line in self.lines)

    @cached_property
    def code(self) -> str:
        """What is more than somebody's words, without what the evidence is called: for addresses."""
        return flat(f"{self._content.solid}\n{self._content.shown}") if self.path else self.solid

    @property
    def _named(self) -> str:
        """What a commit, a ticket or a document is called: an id, a key, a path; not its words."""
        return self.evidence.ref if len(words(self.evidence.ref)) <= 6 else ""

    @cached_property
    def everything(self) -> str:
        """All of it, for names."""
        told = self.fact.data.values() if self.fact else ()
        data = "\n".join(str(one) for one in told if not isinstance(one, bool))  # ours: it says nothing of `true`
        ref = "" if self.question else self.evidence.ref
        return flat("\n".join((ref, *self.lines, data)))

    @cached_property
    def squeezed(self) -> str:
        return squeezed("".join(self.lines))

    @cached_property
    def squeezed_whole(self) -> str:
        """The text with its strings and comments put together that go on over lines, for quotations."""
        whole: list[str] = []
        for line in (squeezed(SIGN.sub("", line, count=1)) for line in self.lines):
            end = _ENDS.search(whole[-1]) if whole else None
            more = _GOES_ON.match(line) if end else None
            if end and more:
                whole[-1] = whole[-1][: end.start()]
            whole.append(line[more.end() :] if more else line)
        return "".join(whole)

    @cached_property
    def squeezed_code(self) -> str:
        return squeezed(self.parts.solid)

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """What the program holds as text for others to read, and its sentences, squeezed; no test shows anything."""
        shown = self.parts.shown.splitlines() if self.kind is not Kind.TEST else []
        return tuple(
            dict.fromkeys(squeezed(one) for text in shown for one in (text, *_SENTENCES.split(text)) if one.strip())
        )

    @cached_property
    def is_template(self) -> bool:
        """Whether it only shows which settings there are, and no behaviour."""
        return bool(self.path) and bool(rules().templates.search(self.path))

    @cached_property
    def solid(self) -> str:
        return flat(self.parts.solid)

    @cached_property
    def solid_stems(self) -> frozenset[str]:
        return self.named_stems | frozenset(map(stem, words(self.question)))

    @cached_property
    def named_stems(self) -> frozenset[str]:
        """The words of which names may be made: not those of a question."""
        return frozenset(map(stem, words(self.parts.solid)))

    @cached_property
    def said_stems(self) -> frozenset[str]:
        return frozenset(map(stem, words(self.parts.said)))

    @cached_property
    def solid_trigrams(self) -> frozenset[Trigram]:
        return trigrams(words(self.parts.solid))

    @cached_property
    def numbers(self) -> frozenset[str]:
        """The numbers that code or a fact holds."""
        return numbers_in(self.parts.solid)

    @cached_property
    def said_numbers(self) -> frozenset[str]:
        return numbers_in(self.parts.said)

    @cached_property
    def sides(self) -> tuple[str, str] | None:
        """What a hunk takes away and what it brings, for what goes from one thing to another."""
        if self.evidence.kind != "hunk":
            return None
        lines = self.evidence.text.splitlines()
        gone, come = ([line[1:] for line in lines if line.startswith(sign)] for sign in "-+")
        return flat("\n".join(gone)), flat("\n".join(come))


def _values(data: Mapping[str, Value]) -> str:
    """The values of a fact that are numbers and names; longer ones are somebody's words."""
    values = [one for value in data.values() for one in (value if isinstance(value, list) else [value])]
    values = [one for one in values if not isinstance(one, bool)]
    return "\n".join(str(one) for one in values if not isinstance(one, str) or (len(one) <= _SHORT and " " not in one))
