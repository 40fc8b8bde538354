"""Steps as a list of tasks, which can be ticked where the ticket goes."""

import re

_STEP = re.compile(r"(\d{1,9}[.)]|[-*+]) (?=\S)(?!\[[ xX]\] )")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")


def as_tasks(text: str) -> str:
    """Markdown in which each item of a list that is in no other can be ticked; numbers stay, for texts name them."""
    fence = ""
    lines = text.split("\n")
    for at, line in enumerate(lines):
        found = _FENCE.match(line)
        if fence:
            fence = "" if found and found[1].startswith(fence) else fence
        elif found:
            fence = found[1]
        elif step := _STEP.match(line):
            lines[at] = f"{step[0]}[ ] {line[step.end() :]}"
    return "\n".join(lines)
