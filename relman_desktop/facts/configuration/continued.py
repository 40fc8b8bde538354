"""Dockerfiles whose `ENV` goes on over several lines: each such line is read as one of its own."""

import re

_DOCKERFILE = re.compile(r"(?:^|/)(?:[^/]*\.)?(?:Dockerfile|Containerfile)(?:[.-][^/]*)?$", re.IGNORECASE)
_ENV = re.compile(r"[ \t]*ENV[ \t]", re.IGNORECASE)
_GOES_ON = re.compile(r" {4}( *[A-Z][A-Z0-9_]*=)")  # as wide as what is put there, so that no place moves
_LONGEST_LINE = 5_000


def is_continued(path: str) -> bool:
    """Whether files like this may continue a line that says what the next ones are."""
    return bool(_DOCKERFILE.search(path))


def told_apart(text: str) -> str:
    """The text with `ENV` before each variable of a continued one; all lines as long as they were."""
    lines, inside = text.split("\n"), False
    for number, line in enumerate(lines):
        bare = line.strip()
        if inside and (not bare or bare.startswith("#")):
            continue
        if inside and len(line) <= _LONGEST_LINE:
            lines[number] = _GOES_ON.sub(r"ENV \1", line, count=1) if _GOES_ON.match(line) else line
        inside = bare.endswith("\\") and (inside or bool(_ENV.match(line)))
    return "\n".join(lines)
