"""Words in a whole tree, found by `git grep`: it reads blobs only, so no filter, driver or hook ever runs."""

import re
from collections import Counter
from collections.abc import Collection, Iterator

from ..errors import ServiceError
from ..jobs import Cancel
from . import git
from .change import Match
from .repository import Repository

_SECONDS = 30.0
_WORDS = 200  # in one search
_MOST_OF_A_FILE = 20  # lines with the same word
_MOST_BYTES = 32 << 20
_LONGEST_LINE = 1000  # characters; what is longer is data or minified
_UNREAD = re.compile(r"error: .{0,5000}?unable to read (?:tree |blob )?\(?([0-9a-f]{40,64})\)?")
_GREP = (
    *("-c", "grep.fallbackToNoIndex=false", "-c", "grep.fullName=true", "-c", "grep.column=false"),
    *("grep", "-z", "-n", "-I", "-i", "-w", "-E", "--no-color", "--full-name", "--no-textconv"),
)  # one pattern of alternatives: many fixed strings take a minute for one minified file
_NAME = re.compile(r"\w+", re.ASCII)

Found = tuple[tuple[Match, ...], frozenset[str]]


def search(repository: Repository, tree: str, words: Collection[str], cancel: Cancel) -> Found | None:
    """The lines of a tree, named by its commit's full id, that hold one of the words as a whole word, case ignored.

    In the order of the paths, at most 20 of a file for each word; and the ids of blobs that are not here. A word that
    is no plain identifier is not looked for. None where git gives up, takes too long, or answers more than 32 MB.
    """
    asked = sorted(filter(_NAME.fullmatch, set(words)))
    lines: dict[tuple[str, int], Match] = {}
    missing: set[str] = set()
    for start in range(0, len(asked), _WORDS):
        said = _ask(repository, tree, asked[start : start + _WORDS], cancel)
        if said is None:
            return None
        missing.update(_UNREAD.findall(said.notes))
        found = _matches(said.data.decode("utf-8", "surrogateescape"), len(tree) + 1, asked)
        lines |= {(one.path, one.line): one for one in found}
    return tuple(lines[place] for place in sorted(lines)), frozenset(missing)


def _ask(repository: Repository, tree: str, words: Collection[str], cancel: Cancel) -> git.Output | None:
    pattern = f"({'|'.join(words)})"
    try:
        return repository.run(*_GREP, "-e", pattern, tree, "--", cancel=cancel, seconds=_SECONDS, limit=_MOST_BYTES)
    except git.GitFailed as error:  # also where it found nothing, which it says by its exit status alone
        return None if _UNREAD.sub("", error.notes).strip() else git.Output(b"", error.notes)
    except ServiceError:
        return None


def _matches(answer: str, prefix: int, asked: Collection[str]) -> Iterator[Match]:
    """`<tree>:<path> NUL <line> NUL <text>`, a line each; a word that fills a file hides no other further down."""
    wanted = {word.lower() for word in asked}
    seen: Counter[tuple[str, str]] = Counter()
    for entry in answer.split("\n"):
        path, _, rest = entry.partition("\0")
        number, _, text = rest.partition("\0")
        if number.isdecimal() and len(text) <= _LONGEST_LINE:
            here = [(path, word) for word in wanted.intersection(_NAME.findall(text.lower()))]
            seen.update(here)
            if any(seen[one] <= _MOST_OF_A_FILE for one in here):
                yield Match(path[prefix:], int(number), text.rstrip("\r"))
