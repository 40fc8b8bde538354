"""A command as it stands in the repository, before it is known what it is for."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """One command: its text verbatim (over several lines where it is continued) and the lines it stands on."""

    text: str
    lines: tuple[int, ...]  # indices of the page's lines


@dataclass(frozen=True, slots=True)
class Quote:
    """Commands that stand together.

    source: docs, make, script, package, procfile, healthcheck.
    name: of the target or the script; "" in a document.
    titles: the headings above, nearest first. context: the sentence or the remark before.
    recipe: what a target runs.
    """

    source: str
    steps: tuple[Step, ...]
    name: str = ""
    titles: tuple[str, ...] = ()
    context: str = ""
    recipe: str = ""
