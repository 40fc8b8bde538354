"""The origin of every line is the one that `git blame` tells, on histories that nobody thought of."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.sources.repos import a_repository

from .histories import blamed, origins

# What is done to a file of unique lines: where two lines are alike, several diffs are right, and nobody knows which
# of the two went. So only what is added is drawn, never a line that was there.
EDIT = st.tuples(st.sampled_from(["add", "delete", "change"]), st.integers(0, 30), st.integers(1, 4))
STEP = st.tuples(st.sampled_from(["edit", "edit", "edit", "branch", "merge", "rename"]), st.lists(EDIT, max_size=3))


@settings(max_examples=12, deadline=None)
@given(st.lists(STEP, min_size=1, max_size=12))
def test_every_line_has_the_origin_that_blame_tells(steps: list[tuple[str, list[tuple[str, int, int]]]]) -> None:
    with TemporaryDirectory() as folder:
        root, path = _made(Path(folder), steps)
        assert origins(root, path) == blamed(root, path)


def _made(folder: Path, steps: list[tuple[str, list[tuple[str, int, int]]]]) -> tuple[Path, str]:
    """A repository, by one `git fast-import`; the path of its file."""
    history = _History()
    for what, edits in steps:
        history.step(what, edits)
    history.step("merge", [])
    repo = a_repository(folder)
    repo.git("fast-import", "--quiet", stdin="".join(history.script).encode())
    return repo.root, history.path[0]


class _History:
    """Two lines of work on one file, written as a script for fast-import."""

    def __init__(self) -> None:
        self.script: list[str] = []
        self.path = ["file.txt", "file.txt"]
        self._count = 0
        self._lines = [self._new(12), []]
        self._marks = [0, 0]  # the newest commit of each line of work; 0 for none
        self._at = 0  # which of them is at work
        self._commit([])

    def step(self, what: str, edits: list[tuple[str, int, int]]) -> None:
        if what == "branch" and not self._marks[1]:
            self._marks[1], self._lines[1], self.path[1] = self._marks[0], list(self._lines[0]), self.path[0]
            self._at = 1
        elif what == "branch":
            self._at = 1 - self._at
        elif what == "merge" and self._marks[1]:
            self._merge(edits)
        elif what == "rename" and not self._marks[1]:  # where both sides have it under one name, blame looks no further
            self._edit(edits[:1])
            old, self.path[0] = self.path[0], f"file-{len(self.script)}.txt"
            self._commit([], old)
        else:
            self._edit(edits)
            self._commit([])

    def _merge(self, edits: list[tuple[str, int, int]]) -> None:
        """Both sides' lines, each where it stood, and what the merge does itself."""
        ours, theirs = self._lines
        kept = [one for one in theirs if one not in ours]
        self._at = 0
        self._lines[0] = [*ours[: len(ours) // 2], *kept, *ours[len(ours) // 2 :]]
        self._edit(edits)
        self._commit([self._marks[1]])
        self._marks[1] = 0

    def _edit(self, edits: list[tuple[str, int, int]]) -> None:
        for what, place, count in edits:
            lines = self._lines[self._at]
            at = place % (len(lines) + 1)
            lines[at : at + (0 if what == "add" else count)] = [] if what == "delete" else self._new(count)
        self._lines[self._at] = self._lines[self._at] or self._new(1)

    def _new(self, count: int) -> list[str]:
        self._count += count
        return [f"line {self._count - one}" for one in range(count)]

    def _commit(self, others: list[int], old_path: str = "") -> None:
        mark = 1 + sum(one.startswith("commit") for one in self.script)
        text = "".join(f"{line}\n" for line in self._lines[self._at])
        at, parent = self._at, self._marks[self._at]
        self.script += [
            f"commit refs/heads/{'main' if at == 0 else 'side'}\nmark :{mark}\n",
            f"committer A <a@example.com> {1_700_000_000 + 60 * mark} +0000\ndata 1\nx\n",
            f"from :{parent}\n" if parent else "",
            *(f"merge :{one}\n" for one in others),
            f"D {old_path}\n" if old_path else "",
            f"M 100644 inline {self.path[at]}\ndata {len(text)}\n{text}\n",
        ]
        self._marks[at] = mark
