"""The inputs of the benchmarks, made the same each time: a repository and diff files of a chosen size."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

_HUNK_LINES = 20  # changed lines of a hunk, half removed and half added
_FILE_LINES = 1_000  # changed lines of a file of a patch


def make_repository(folder: Path, files: int) -> Path:
    """A bare repository whose `base..head` changes `files` files: most are modified, every tenth each is added,
    deleted or renamed; as many again stay as they are."""
    subprocess.run(["git", "init", "--quiet", "--bare", folder], check=True)
    stream = b"".join(_history(files))
    subprocess.run(["git", "fast-import", "--quiet"], cwd=folder, input=stream, check=True)
    return folder


def _history(files: int) -> Iterator[bytes]:
    fates = [("rename", "delete", "add")[number % 10] if number % 10 < 3 else "modify" for number in range(files)]
    yield _commit("base", "Before")
    for number, fate in enumerate(fates):
        if fate != "add":
            yield _file(_path(number), _source(number, "before"))
        yield _file(f"same/module_{number}.py", _source(number, "same"))
    yield _commit("head", "After", parent="base")
    for number, fate in enumerate(fates):
        yield _CHANGES[fate](number)


def _commit(branch: str, message: str, parent: str = "") -> bytes:
    come_from = f"from refs/heads/{parent}\n" if parent else ""
    return (
        f"commit refs/heads/{branch}\ncommitter A Person <a@example.org> 1700000000 +0000\n"
        f"data {len(message)}\n{message}\n{come_from}"
    ).encode()


def _file(path: str, content: str) -> bytes:
    return f"M 100644 inline {path}\ndata {len(content)}\n{content}\n".encode()


def _path(number: int) -> str:
    return f"package_{number % 40}/module_{number}.py"


def _source(number: int, word: str) -> str:
    return "".join(f"value_{number}_{line} = {line}  # {word if line % 20 == 0 else 'kept'}\n" for line in range(60))


_CHANGES = {
    "modify": lambda number: _file(_path(number), _source(number, "after")),
    "add": lambda number: _file(_path(number), _source(number, "added")),
    "delete": lambda number: f"D {_path(number)}\n".encode(),
    "rename": lambda number: f"R {_path(number)} moved/module_{number}.py\n".encode(),
}


def make_patch(path: Path, changed_lines: int) -> Path:
    """A diff file as git writes it, with exactly `changed_lines` removed and added lines together."""
    with path.open("w", encoding="ascii", newline="\n") as file:
        for number in range(0, changed_lines, _FILE_LINES):
            file.writelines(_patch_of_file(number // _FILE_LINES, min(_FILE_LINES, changed_lines - number)))
    return path


def _patch_of_file(number: int, changed_lines: int) -> Iterator[str]:
    name = _path(number)
    yield f"diff --git a/{name} b/{name}\nindex 1111111..2222222 100644\n--- a/{name}\n+++ b/{name}\n"
    for first in range(0, changed_lines, _HUNK_LINES):
        lines = min(_HUNK_LINES, changed_lines - first)
        removed, added = lines // 2, lines - lines // 2
        start = first * 2 + 1
        yield f"@@ -{start},{removed + 2} +{start},{added + 2} @@ def function_{first}():\n"
        yield f"     kept = {first}\n"
        yield from (f"-    value_{line} = compute(before, {line})\n" for line in range(removed))
        yield from (f"+    value_{line} = compute(after, {line})\n" for line in range(added))
        yield "     return kept\n"
