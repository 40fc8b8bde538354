"""Messages and names of branches that were written to be slow, or to be anything at all."""

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from relman_desktop.sources.work.branches import in_branch
from relman_desktop.sources.work.item import WorkItem
from relman_desktop.sources.work.merges import merge_of
from relman_desktop.sources.work.patterns import spots
from tests.sources.test_work import items

MEGABYTE = 1_000_000
PIECES = (
    *("A-", "PAY-1", "#1", "!1", "(#1)", "a/", "a.", "-", "_", " ", "A" * 10, "https://a/", "https://", "Fixes #1, "),
    *("closes ", "issue ", "refs: ", "[", "](", "&#", "../", "AB#", "GH-1", "1, ", "'x' and ", "/issues/1/", "feat: "),
)


@pytest.mark.parametrize("piece", PIECES)
def test_a_line_of_a_megabyte_takes_no_time(piece: str) -> None:
    line = (piece * MEGABYTE)[:MEGABYTE]
    started = time.process_time()
    items(f"{line}\n\n{line}\nRefs: {line}\nFixes: {line}", f"Merge branch '{line}", branch=line)
    assert time.process_time() - started < 5  # a quadratic pattern takes minutes


def test_a_message_of_very_many_lines_takes_no_time() -> None:
    started = time.process_time()
    assert len(items("x\n\n" + "Fixes #12, PAY-3 and a/b#4\n" * 10_000)) == 3
    assert time.process_time() - started < 5


OTHERS = (
    "PAY-12",
    "#7",
    "owner/repo#7",
    "and",
    ",",
    "\n",
    "\n\n",
    "Refs",
    ":",
    "pay-3",
    "```",
    "<details>",
    "é",
    "\x00",
)
words = st.lists(st.sampled_from([*PIECES, *OTHERS]), max_size=40)
messages = st.one_of(st.text(max_size=400), words.map(" ".join), words.map("".join))


@given(st.lists(messages, max_size=4), messages)
@example(["Merge branch ''"], "/")
def test_any_message_is_read_and_what_is_found_is_whole(found_in: list[str], branch: str) -> None:
    for item in items(*found_in, branch=branch):
        assert item.found and item.key.strip() == item.key
        assert WorkItem.from_json(item.to_json()) == item


@given(messages)
@example("A0-1/0#1")
@example("See [#12](https://github.com/o/r/issues/12) and PAY-1/PAY-2#3")
def test_references_stand_apart_from_each_other_in_their_line(line: str) -> None:
    last = 0
    for spot in spots(line):
        assert last <= spot.start < spot.end <= len(line)
        last = spot.end


@given(messages)
def test_any_name_and_any_title_are_read(text: str) -> None:
    assert all(reference.key for reference in in_branch(text))
    merge = merge_of(f"Merge {text}")
    assert merge is None or merge.rest in f"Merge {text}"
