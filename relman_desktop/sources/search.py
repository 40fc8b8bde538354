"""Words in a whole tree, found by `git grep`: it reads blobs only, so no filter, driver or hook ever runs."""

from collections import Counter
from collections.abc import Collection, Iterator

from ..jobs import Cancel
from . import git
from .change import Match
from .repository import Repository

_SECONDS = 30.0
_MOST_WORDS = 200  # in one search
_MOST_OF_A_FILE = 20  # lines
_MOST_BYTES = 8 << 20
_LONGEST_LINE = 1000  # characters; what is longer is data or minified
_GREP = (
    *("-c", "grep.fallbackToNoIndex=false", "-c", "grep.fullName=true", "-c", "grep.column=false"),
    *("grep", "-z", "-n", "-I", "-w", "-F", "--no-color", "--full-name", "--no-textconv"),
)


def search(repository: Repository, tree: str, words: Collection[str], cancel: Cancel) -> tuple[Match, ...] | None:
    """The lines of a tree, named by its commit's full id, that hold one of the words as a whole word.

    In the order of the paths; at most 20 of a file. None where git cannot say: an object is not here, or more lines
    hold the words than a person could look at.
    """
    asked = sorted({word for word in words if word and not set(word) & set("\n\0")})[:_MOST_WORDS]
    if not asked:
        return ()
    patterns = [option for word in asked for option in ("-e", word)]
    try:
        said = repository.run(*_GREP, *patterns, tree, "--", cancel=cancel, seconds=_SECONDS, limit=_MOST_BYTES)
    except git.GitFailed as error:
        return None if error.notes else ()  # it found nothing, and says so by its exit status alone
    except git.TooLarge:
        return None
    if said.notes:  # "unable to read <blob>": it went on without that file
        return None
    return tuple(_matches(said.data.decode("utf-8", "surrogateescape"), len(tree) + 1))


def _matches(answer: str, prefix: int) -> Iterator[Match]:
    """`<tree>:<path> NUL <line> NUL <text>`, a line each."""
    of_file: Counter[str] = Counter()
    for entry in answer.split("\n"):
        path, _, rest = entry.partition("\0")
        number, _, text = rest.partition("\0")
        of_file[path] += 1
        if number.isdecimal() and len(text) <= _LONGEST_LINE and of_file[path] <= _MOST_OF_A_FILE:
            yield Match(path[prefix:], int(number), text.rstrip("\r"))
