"""Steps as a list of tasks, which can be ticked where the ticket goes."""

import re

_STEP = re.compile(r"(?:(?P<number>\d{1,9}[.)])|[-*+]) (?=\S)(?!\[[ xX]\] )")
_FENCE = re.compile(r" *(`{3,}|~{3,})")


def as_tasks(text: str) -> str:
    """Markdown in which each step can be ticked; numbers stay, for texts name them.

    Steps are the numbered items that are in no other; where there are none, the others.
    """
    lines = text.split("\n")
    steps = [(at, step) for at in _outside_code(lines) if (step := _STEP.match(lines[at]))]
    numbered = [(at, step) for at, step in steps if step["number"]]
    for at, step in numbered or steps:
        lines[at] = f"{step[0]}[ ] {lines[at][step.end() :]}"
    return "\n".join(lines)


def _outside_code(lines: list[str]) -> list[int]:
    """The numbers of the lines that stand in no fence."""
    fence, found = "", []
    for at, line in enumerate(lines):
        mark = _FENCE.match(line)
        if fence:
            fence = "" if mark and mark[1].startswith(fence) else fence
        elif mark:
            fence = mark[1]
        else:
            found.append(at)
    return found
