"""The authors' words as a ticket tells them: notes and commit subjects, without numbers and names of people."""

import re
from collections.abc import Sequence

from ...facts.book import Facts
from ...facts.fact import Fact
from ...sources.change import Commit
from ...wording import abridged, counted, joined, sentence

AUTHORS = ("Rests on the authors' own words, not on the code.",)
_LONGEST, _EXAMPLE = 200, 110  # characters
_CREDITS = re.compile(  # "(#12 - @maya)", "by @maya", "@maya"
    r"(?:\s+\((?:[\w./-]*#\d+|@[\w-]+)[^()]{0,60}\)|(?:\s+by)?\s+@[\w-]+(?:\[bot\])?)(?=\.?$)"
)
_CONVENTIONAL = re.compile(r"(\w+)(?:\([^()]*\))?!?: *(?=\S)")
_VERSION = re.compile(
    r"(?:\[[\w -]+\] )?(?:(?:prepare )?(?:for )?(?:the )?(?:next )?(?:release|version|bump version to|development)\W+)*"
    r"(?:v?\d+(?:\.\d+)+\S*|iteration)\.?$",
    re.IGNORECASE,
)
_HOUSEKEEPING = re.compile(
    r"(build|chore|ci|docs?|refactor|style|tests?)(\([^)]*\))?!?:|bump |update .*dependenc|merge "
    r"|\w+\(deps[^)]*\)|\[(?:skip ci|ci skip)\]|.*\bweblate\b|(?:fix )?typo\b",
    re.IGNORECASE,
)
_NO_USER = re.compile(
    r"(?:bump|pin|lint|refactor|remove unused)\b|(?:update|upgrade) (?:\S+ ){0,4}?(?:to |from |v?\d)"
    r"|(?:use|switch to|(?:drop )?support for)\b[^.]{0,60}(?:\d|\bhash|\block)"
    r"|.*\b(?:dependenc|translations?\b|typos?\b|issue \d+ \(.*reported)",
    re.IGNORECASE,
)
_SORTS = {"feat": "feature", "feature": "feature", "fix": "fix", "perf": "fix"}


def said(text: str, most: int = _LONGEST) -> str:
    """Somebody's words as one sentence that ends, without the credits at its end."""
    return abridged(sentence(_CREDITS.sub("", text.strip())), most)


def without_prefix(text: str) -> str:
    """Words without the prefix of Conventional Commits ("fix(api): "), where it is one."""
    found = _CONVENTIONAL.match(text)
    known = found and (found[1].lower() in _SORTS or _HOUSEKEEPING.match(text))
    words = text[found.end() :] if found and known else text
    first = words.partition(" ")[0]
    return words[:1].upper() + words[1:] if first.islower() and first.isalpha() else words


def subject(commit: Commit, most: int = _LONGEST) -> str:
    """What a commit's subject says."""
    return said(without_prefix(commit.subject), most)


def sort_of(commit: Commit) -> str:
    """ "feature", "fix", "other", or "housekeeping" for what changes nothing outside the team."""
    found = _CONVENTIONAL.match(commit.subject)
    if _HOUSEKEEPING.match(commit.subject) or _VERSION.match(commit.subject):
        return "housekeeping"
    return _SORTS.get(found[1].lower(), "other") if found else "other"


def in_order(commits: Sequence[Commit]) -> list[Commit]:
    """Features, fixes, anything else, then housekeeping; merges and bare versions say nothing."""
    order = ("feature", "fix", "other", "housekeeping")
    telling = (one for one in commits if not one.is_merge and not _VERSION.match(one.subject))
    return sorted(telling, key=lambda one: order.index(sort_of(one)))


def entries(facts: Facts, sort: str) -> list[Fact]:
    """The notes of a sort ("feature", "fix", "breaking"), those that a user can see first."""
    found = [fact for fact in facts.of("notes.entry", "notes.breaking") if fact.get("sort") == sort]
    return sorted(found, key=lambda fact: not is_for_users(fact))


def is_for_users(fact: Fact) -> bool:
    """Whether a note tells of something that one can look at, rather than of the making of it."""
    return not _NO_USER.match(fact.get("text"))


def examples(texts: Sequence[str], most: int) -> str:
    """`A; B; C.`: a few of many sentences in one; those first that need not be cut."""
    chosen = sorted(texts, key=lambda text: len(said(text)) > _EXAMPLE)[:most]
    told = "; ".join(said(without_prefix(text), _EXAMPLE).rstrip(".") for text in chosen)
    return told if told.endswith("…") else f"{told}."


def counts(features: int, fixes: int, breaking: int = 0, deprecated: int = 0) -> str:
    """`1 breaking change, 2 features and 3 fixes`; "" where there is none."""
    rows = (
        (breaking, "breaking change", ""),
        (deprecated, "deprecation", ""),
        (features, "feature", ""),
        (fixes, "fix", "fixes"),
    )
    return joined([counted(number, noun, many) for number, noun, many in rows if number])
