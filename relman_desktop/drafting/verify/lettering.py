"""Whether a sentence is written in the letters that it seems to be in: no pattern finds what only looks alike."""

import re
import unicodedata
from collections.abc import Iterator

from .candidate import Candidate
from .finding import About, Finding, unsupported
from .grounds import Grounds
from .rules import rules

_WORD = re.compile(r"[^\W\d_]+")
_ALIKE = ("CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC", "LISU", "GEORGIAN", "DESERET", "OSAGE", "WARANG")
_FORMS = re.compile(  # phonetic, small, wide, circled and mathematical letters
    "[\u0250-\u02af\u1d00-\u1dbf\u2c60-\u2c7f\ua720-\ua7ff\uff21-\uff5a\u249c-\u24e9\U0001d400-\U0001d7ff\ufb00-\ufb06]"
)
_MICRO = re.compile("[\u00b5\u03bc]s?")  # of microseconds
_DASHES = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")


def lettering(candidate: Candidate, grounds: Grounds) -> Iterator[Finding]:
    """Words of letters that pass for others, beside what the sentence quotes truly."""
    text = candidate.without_quotations
    if text.isascii():
        return
    for word in _WORD.findall(text):
        if _is_mixed(word) or _FORMS.search(word) or (grounds.in_english and _is_foreign(word, candidate)):
            yield unsupported(f"“{word[:40]}” is written in letters that pass for others.", About.DEED)
            return
    read = as_read(text)
    if grounds.in_english and rules().any_act.search(read) and not rules().any_act.search(text):
        yield unsupported("It is spelt so that it reads as more than it seems to say.", About.DEED)


def as_read(text: str) -> str:
    """A text in the plain letters and dashes that a reader takes it for."""
    plain = unicodedata.normalize("NFKD", _DASHES.sub("-", text).replace("\u0131", "i"))
    return "".join(one for one in plain if not unicodedata.combining(one))


def _script(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]


def _is_mixed(word: str) -> bool:
    """Whether Latin letters stand in one word with those that look like them; of scripts without blanks, any may."""
    if word.isascii() or _MICRO.fullmatch(word):
        return False
    scripts = {_script(one) for one in word}
    return "LATIN" in scripts and not scripts.isdisjoint(_ALIKE)


def _is_foreign(word: str, candidate: Candidate) -> bool:
    """Whether an English sentence holds a word of look-alike letters that no code which it cites holds."""
    if word.isascii() or _MICRO.fullmatch(word) or len(word) == 1:
        return False
    return _script(word[0]) in _ALIKE and not any(word.casefold() in one.solid for one in candidate.sources)
