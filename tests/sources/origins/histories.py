"""What the tests of origins share: a history read through, and what git itself says of its lines."""

from pathlib import Path

from relman_desktop.jobs import Cancel
from relman_desktop.sources.origins.reading import Told, Traces, newest, read_patches, trace
from relman_desktop.sources.origins.section import Section
from relman_desktop.sources.origins.tracing import Tracer
from relman_desktop.sources.repository import Repository, open_repository

NO_ATTRIBUTES = Path("none-of-ours")
EVERYTHING = Traces(lambda path: True, NO_ATTRIBUTES, ())


def opened(root: Path) -> Repository:
    return open_repository(root, Cancel())


def commits_of(repository: Repository, most: int = 10_000) -> tuple[Told, ...]:
    head = repository.resolve("HEAD", Cancel()).data.decode().strip()
    return newest(repository, head, most, Cancel())


def origins(root: Path, path: str) -> list[str]:
    """Who wrote each line of a file of the head, by our tracing: full ids."""
    repository = opened(root)
    commits = commits_of(repository)
    numbers = {one.oid: at for at, one in enumerate(commits)}
    tracer = Tracer(lambda path: True)

    def take(section: Section) -> None:
        tracer.take(section, numbers[section.oid])

    read_patches(repository, commits, EVERYTHING, take, Cancel())
    blob = repository.run("rev-parse", f"HEAD:{path}", cancel=Cancel()).data.decode().strip()
    text = repository.run("cat-file", "blob", blob, cancel=Cancel()).data
    lines = tracer.lines(path.encode(), blob)
    return [commits[at].oid if (at := lines.origin(line)) >= 0 else "" for line in range(len(text.splitlines()))]


def blamed(root: Path, path: str) -> list[str]:
    """The same by git."""
    said = opened(root).run("blame", "-w", "-s", "-l", "--root", "HEAD", "--", path, cancel=Cancel()).data.decode()
    return [line[:40] for line in said.splitlines()]


def removals(root: Path, most: int = 10_000) -> dict[str, dict[str, int]]:
    """How many telling lines each commit removes of which others, by subjects."""
    repository = opened(root)
    commits = commits_of(repository, most)
    what = Traces(lambda path: True, NO_ATTRIBUTES, {one.oid for one in commits})
    traced = trace(repository, commits, what, Cancel())
    return {
        one.subject: {commits[at].subject: lines for at, lines in did.removed.items()}
        for one, did in zip(commits, traced, strict=True)
        if did.removed
    }
