"""Who is who: the e-mail of an author by the `.mailmap` of a commit, for people who changed theirs."""

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from tempfile import TemporaryFile

from ...jobs import Cancel
from .. import git
from ..repository import Repository
from .bare import bare

_PERSON = re.compile(r"[^<>\n\x00]* <[^<>\n\x00]*>")
_LARGEST = 1 << 20  # bytes of a `.mailmap`


def addresses(repository: Repository, head: str, authors: Iterable[str], cancel: Cancel) -> Mapping[str, str]:
    """The e-mail in lower case of each author, who is named as written in a commit: "Ada <ada@example.com>"."""
    place = bare(repository)
    found = {one: _written(one) for one in authors}
    people = [one for one in found if _PERSON.fullmatch(one)]
    with suppress(git.GitFailed):  # its text may not be here
        if people and not repository.partial and (blob := _mailmap(place, head, cancel)):
            said = _asked(place, blob, people, cancel).split("\n")[:-1]
            if len(said) == len(people):
                found |= {one: _written(answer) for one, answer in zip(people, said, strict=True)}
    return found


def authors(repository: Repository, head: str, cancel: Cancel) -> frozenset[str]:
    """All authors of a history, merges left out."""
    words = (*git.LOG, "--no-merges", "--format=%an <%ae>", head, "--")
    said = bare(repository).run(*words, cancel=cancel, limit=1 << 30)
    return frozenset(said.data.decode("utf-8", "replace").split("\0"))


def _written(person: str) -> str:
    return person.rpartition("<")[2].removesuffix(">").lower()


def _mailmap(repository: Repository, head: str, cancel: Cancel) -> str:
    """The id of the `.mailmap`; "" where there is none that is worth reading."""
    said = repository.run("ls-tree", "--long", head, "--", ".mailmap", cancel=cancel).data.split()
    if len(said) < 5 or said[1] != b"blob" or not said[3].isdigit() or int(said[3]) > _LARGEST:
        return ""
    return said[2].decode("ascii")


def _asked(repository: Repository, blob: str, people: Iterable[str], cancel: Cancel) -> str:
    with TemporaryFile() as asked:
        asked.write("".join(f"{one}\n" for one in people).encode("utf-8", "surrogateescape"))
        asked.seek(0)
        words = ("-c", f"mailmap.blob={blob}", "-c", "mailmap.file=", "check-mailmap", "--stdin")
        said = repository.run(*words, cancel=cancel, stdin=asked.fileno())
    return said.data.decode("utf-8", "surrogateescape")
