"""Cases made by hand: commits with their files, for the tests of the likelihood."""

from collections.abc import Mapping, Sequence

from relman_desktop.drafting.proposal import Material
from relman_desktop.facts.book import Facts
from relman_desktop.risk.background import Background
from relman_desktop.risk.case import Case
from relman_desktop.risk.past.past import CommitPast, FilePast, Past, Rate
from relman_desktop.sources.change import Change, Commit, FileChange, Status
from relman_desktop.sources.kinds import kind_of
from relman_desktop.ticket import ChangeRef, Ticket
from tests.facts.changes import TextContent

KNOWN = {"fixrate365": 0.3, "fix": 0.0}


def a_file(path: str, added: int = 10, removed: int = 2, fixes: int = 0) -> FilePast:
    """A file of the kind that its path tells: a test in `tests/`, source otherwise; `fixes` are bits."""
    kind = "test" if path.startswith("tests/") else "doc" if path.endswith(".md") else "src"
    return FilePast(path, kind, added, removed, fixes)


def a_case(
    *commits: Sequence[FilePast],
    rate: Rate | None = None,
    reverts: Mapping[int, int] | None = None,
    past: bool = True,
    holds: Sequence[FilePast] | None = None,
) -> Case:
    """A range of commits `C1`, `C2`, ... (the newest first) with these files; `reverts` by their numbers.

    `holds` is what the change has in the end, where it is not the sum of its commits.
    """
    oids = {number: f"{number:040x}" for number in range(1, len(commits) + 1)}
    bodies = {by: f"This reverts commit {oids[of]}." for by, of in (reverts or {}).items()}
    ranged = tuple(
        Commit(
            f"C{number}",
            oid,
            ("0" * 40,),
            "A",
            "a@x.example",
            "2026-01-01T00:00:00Z",
            f"Step {number}",
            bodies.get(number, ""),
        )
        for number, oid in oids.items()
    )
    pasts = tuple(CommitPast(oids[number], tuple(files), KNOWN) for number, files in enumerate(commits, 1))
    background = Background(Past(pasts, rate) if past else None)
    return Case(
        Material(_change(ranged, commits if holds is None else [holds]), Facts(())),
        Ticket("t", ChangeRef("", "", "", "", "")),
        background,
    )


def _change(ranged: tuple[Commit, ...], commits: Sequence[Sequence[FilePast]]) -> Change:
    sums: dict[str, list[int]] = {}
    for file in (file for files in commits for file in files):
        lines = sums.setdefault(file.path, [0, 0])
        lines[0] += file.added
        lines[1] += file.removed
    files = tuple(
        FileChange(f"F{number}", path, None, Status.MODIFIED, kind_of(path), added, removed)
        for number, (path, (added, removed)) in enumerate(sums.items(), 1)
    )
    content = TextContent({}, {"old": {}, "new": {}}, whole=True)
    return Change("git", "shop", "b" * 40, "h" * 40, "v1", "main", None, ranged, (), files, "", content)
