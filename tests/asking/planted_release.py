"""A real repository whose release holds secrets in everything that a request is made of."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from relman_desktop.jobs import Cancel
from relman_desktop.loaded import Loaded, study
from relman_desktop.sources.opening import open_range
from relman_desktop.sources.work.item import WorkItem
from tests.drafting.redaction.planting import PROSE, TOKENS, Dice, Planted, planted
from tests.sources.repos import RepoBuilder

_FILES = ("added", "removed", "context")


@dataclass(frozen=True)
class Release:
    """The release, with what its tickets say and what a person would answer with secrets in it."""

    loaded: Loaded
    answers: Sequence[str]
    cases: Sequence[Planted]

    def secrets(self, *sources: str) -> frozenset[bytes]:
        """The secrets planted in these sources, or in all."""
        return frozenset(
            one.encode() for case in self.cases if not sources or case.source in sources for one in case.secrets
        )


def some_cases(seed: int, each: int) -> list[Planted]:
    """Of every source every so many cases that are masked where they stand alone; recall is measured elsewhere."""
    found = [
        case
        for case in (*planted(seed), *_noted(seed))
        if case.kind != "value on the next line" and not case.missed() and all(len(one) >= 8 for one in case.secrets)
    ]
    sources = dict.fromkeys(case.source for case in found)
    return [
        one for source in sources for one in islice((case for case in found if case.source == source), 0, None, each)
    ]


def _noted(seed: int) -> Iterator[Planted]:
    """Secrets in release notes, which the template's draft tells too."""
    dice = Dice(seed)
    for around in PROSE:
        password = dice.password("!#?")
        yield Planted("prose", "release notes", False, "", f"- {around.format(password, password)}", (password,))
    for kind, make in TOKENS.items():
        token = make(dice)
        yield Planted(kind, "release notes", True, "", f"- Orders use {token} for payments now", (token,))


def release(root: Path, cases: Sequence[Planted]) -> Release:
    """A repository in which the cases are planted, opened at its release."""
    root.mkdir(parents=True)
    builder = RepoBuilder(root)
    builder.git("init", "-q", "-b", "main")
    builder.git("config", "commit.gpgsign", "false")
    files = [case for case in cases if case.source in _FILES]
    for number, case in enumerate(files):
        builder.write(_place(number, case), _side(case, "-", "before"))
    builder.write("CHANGELOG.md", "# Changelog\n\n## 1.0.0\n\n- Orders\n")
    _commit(builder, "Begin")
    branch = next((case.text for case in cases if case.source == "branch name"), "feature/orders")
    builder.git("checkout", "-q", "-b", branch)
    for number, case in enumerate(files):
        builder.write(_place(number, case), _side(case, "+", "after"))
    for case in _of(cases, "file name"):
        builder.write(case.text, "x\n")
    notes = "\n".join(case.text for case in _of(cases, "release notes"))
    builder.write("CHANGELOG.md", f"# Changelog\n\n## 2.0.0\n\n### Added\n\n{notes}\n\n## 1.0.0\n\n- Orders\n")
    _commit(builder, "Change the settings of all services (OPS-1)")
    for number, case in enumerate(_of(cases, "message")):
        builder.write("notes.txt", f"{number}\n")
        _commit(builder, case.text)
    loaded = study(open_range(root, f"main..{branch}", Cancel()), Cancel())
    work = tuple(_ticket(number, case.text) for number, case in enumerate(_of(cases, "ticket"), 1))
    return Release(replace(loaded, work=work), [case.text for case in _of(cases, "note")], cases)


def _of(cases: Iterable[Planted], source: str) -> list[Planted]:
    return [case for case in cases if case.source == source]


def _commit(builder: RepoBuilder, message: str) -> None:
    builder.git("add", "-A")
    person = {f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER") for what, value in _ADA.items()}
    builder.git("commit", "-q", "--allow-empty", "-F", "-", stdin=message.encode(), **person)


_ADA = {"NAME": "Ada Lovelace", "EMAIL": "ada@example.com", "DATE": "1700000000 +0000"}


def _place(number: int, case: Planted) -> str:
    return f"service{number:03}/{case.path or 'a.txt'}"


def _side(case: Planted, sign: str, word: str) -> str:
    """One side of the case's hunk, and a line that differs, so that the file is changed whatever was planted."""
    lines = [line[1:] for line in case.text.splitlines() if line[:1] in (" ", sign)]
    return "\n".join([*lines, f"# {word}"]) + "\n"


def _ticket(number: int, body: str) -> WorkItem:
    title = f"Run the job: {body.splitlines()[3]}"
    return WorkItem(f"W{number}", f"OPS-{number}", "jira", (), title, "", body, "Open", True)
