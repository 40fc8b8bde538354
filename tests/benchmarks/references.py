"""The references found in a range, beside the numbers that the release's own notes list.

    python tests/benchmarks/references.py --repo FOLDER [--notes GLOB] [--home OWNER/NAME] [--show] [TAG..TAG]...

For each range (default: the newest patch and minor releases whose notes are in the repository) prints one JSON object:
how many numbers the notes list, how many of them were found, and of what was found how many the notes list: of all that
was found but pull requests, and of those that the change names (closing word, trailer, branch) rather than mentions.
Notes leave out what they do not think worth telling (tests, documentation), so precision is a lower bound; and a
number that no commit of the range holds, in whatever form, is counted as `unwritten`: nobody could find it there.
`--show` names the misses and the others. The notes are Markdown with one heading a release, read from the head commit.
"""

import argparse
import json
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from relman_desktop.jobs import Cancel
from relman_desktop.sources.change import Change
from relman_desktop.sources.opening import open_range
from relman_desktop.sources.repository import Repository, open_repository
from relman_desktop.sources.work.item import WorkItem
from relman_desktop.sources.work.keys import find_references, origin_project

_NOTES = "docs/release-notes/version-*.md"
_HEADING = re.compile(r"^##\s+v?(?P<version>\d+\.\d+\.\d+)\b", re.MULTILINE)
_LISTED = re.compile(r"^\s*[*-]\s+\[?#(?P<number>\d+)\b", re.MULTILINE)
_RELEASES = 12

Result = dict[str, Any]


def main(words: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--repo", type=Path, required=True)
    parser.add_argument("--notes", default=_NOTES)
    parser.add_argument("--home", default="")
    parser.add_argument("--show", action="store_true")
    parser.add_argument("ranges", nargs="*")
    asked = parser.parse_args(words)
    repository = open_repository(asked.repo, Cancel())
    notes = _notes(repository, asked.notes)
    ranges = asked.ranges or _ranges(repository, notes)
    home = asked.home or origin_project(repository.origin)[1]
    results = [one for text in ranges if (one := _measured(asked.repo, text, notes, home, show=asked.show))]
    json.dump({"releases": results, "together": _together(results)}, sys.stdout, indent=1)
    print()


def _notes(repository: Repository, pattern: str) -> Mapping[str, set[str]]:
    """The numbers that the notes list, by version; a file that is not here is passed over."""
    told: dict[str, set[str]] = {}
    folder = pattern.partition("*")[0].rpartition("/")[0] or "."
    listed = repository.run("ls-tree", "-r", "--name-only", "HEAD", "--", folder, cancel=Cancel())
    for path in listed.data.decode().split("\n"):
        if Path(path).match(pattern):
            text = repository.run("cat-file", "blob", f"HEAD:{path}", cancel=Cancel()).data.decode()
            heads = [*_HEADING.finditer(text)]
            ends = [*(head.start() for head in heads[1:]), len(text)]
            told |= {
                head["version"]: {one["number"] for one in _LISTED.finditer(text, head.end(), end)}
                for head, end in zip(heads, ends, strict=True)
            }
    return told


def _ranges(repository: Repository, notes: Mapping[str, set[str]]) -> list[str]:
    """The newest releases with notes, each from the release before it of the same minor version, or of the last one."""
    tags = repository.run("tag", "--list", cancel=Cancel()).data.decode().split()
    known = {tuple(map(int, tag.lstrip("v").split("."))): tag for tag in tags if re.fullmatch(r"v?\d+\.\d+\.\d+", tag)}
    ordered = sorted(known)
    return [f"{known[one]}..{known[two]}" for one, two in pairwise(ordered) if notes.get(".".join(map(str, two)))][
        -_RELEASES:
    ]


def _measured(repo: Path, text: str, notes: Mapping[str, set[str]], home: str, *, show: bool) -> Result | None:
    listed = notes.get(text.rpartition("..")[2].lstrip("v"))
    if not listed:
        print(f"{text}: no notes", file=sys.stderr)
        return None
    change = open_range(repo, text, Cancel()).change
    work = [item for item in find_references(change, home=home) if not item.kind]
    written = "\n".join(f"{commit.subject}\n{commit.body}" for commit in change.commits)
    unwritten = sum(not re.search(rf"(?<!\d){number}(?!\d)", written) for number in listed)
    told = {"range": text, "commits": len(change.commits), "listed": len(listed), "unwritten": unwritten}
    told |= {"all": _compared(listed, work), "named": _compared(listed, [item for item in work if item.is_named])}
    return told | (_shown(change, listed, work) if show else {})


def _compared(listed: Iterable[str], work: Iterable[WorkItem]) -> Result:
    wanted, found = set(listed), {item.key.lstrip("#") for item in work}
    return _scored(len(wanted), len(found), len(wanted & found))


def _scored(listed: int, found: int, both: int) -> Result:
    recall, precision = both / listed if listed else 1.0, both / found if found else 1.0
    return {"found": found, "listed_too": both, "recall": round(recall, 3), "precision": round(precision, 3)}


def _shown(change: Change, listed: set[str], work: Sequence[WorkItem]) -> Result:
    subjects = {commit.id: commit.subject for commit in change.commits}
    keys = {item.key.lstrip("#"): item for item in work}
    return {
        "missed": sorted(listed - set(keys)),
        "others": {
            item.key: f"{item.found[0].where}: {subjects.get(item.found[0].ref, item.found[0].ref)}"
            for key, item in keys.items()
            if key not in listed
        },
    }


def _together(results: Sequence[Result]) -> Result:
    listed = sum(one["listed"] for one in results)
    return {"listed": listed, "unwritten": sum(one["unwritten"] for one in results)} | {
        name: _scored(
            listed, sum(one[name]["found"] for one in results), sum(one[name]["listed_too"] for one in results)
        )
        for name in ("all", "named")
    }


if __name__ == "__main__":
    main(sys.argv[1:])
