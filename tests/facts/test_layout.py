"""What of a change is only moved, indented or laid out anew, also where no whole text is known."""

import time

import pytest

from relman_desktop.facts import layout, moved
from relman_desktop.facts.layout import only_layout, unchanged
from relman_desktop.facts.moved import moved_lines
from relman_desktop.jobs import Cancel
from relman_desktop.sources.change import Change, Hunk

from .changes import a_change, hunks_of

BLOCK = "".join(f"first_value_{n} = compute_something({n})\n" for n in range(6))


def hunks(old: str, new: str) -> tuple[Hunk, ...]:
    return hunks_of("F1", old, new)


def kind(path: str, old: str, new: str, origin: str = "git") -> str | None:
    change = a_change({path: (old, new)}, origin=origin)
    return unchanged(change, change.files[0], Cancel())


def test_a_block_that_goes_elsewhere_is_moved_on_both_sides() -> None:
    found = moved_lines([("F1", hunks_of("F1", BLOCK, None)), ("F2", hunks_of("F2", None, "x = 1\n" + BLOCK))])
    assert found.lines == {"F1": 6, "F2": 6}


def test_a_block_is_moved_as_often_as_both_sides_have_it() -> None:
    found = moved_lines([("F1", hunks_of("F1", BLOCK, None)), ("F2", hunks_of("F2", None, BLOCK + "\n--\n" + BLOCK))])
    assert found.lines == {"F1": 6, "F2": 6}


@pytest.mark.parametrize(
    ("path", "old", "new", "same"),
    [
        ("a.go", "f(a, b)\n", "f(\n\ta,\n\tb,\n)\n", True),
        ("a.ts", "if (a) {\nb();\n}\n", "if (a) {\n    b();\n}\n", True),
        ("a.py", "if a:\n    b()\n    c()\n", "if a:\n    b()\nc()\n", False),
        ("a.ts", 'f("a b")\n', 'f("a  b")\n', False),
        ("a.ts", "f(a, b)\n", "f(b, a)\n", False),
        ("a.ts", "lock();\nwrite();\n", "write();\nlock();\n", False),
        ("a.py", "lock()\nwrite()\n", "write()\nlock()\n", False),
    ],
)
def test_only_layout_holds_the_words_of_each_hunk_against_each_other(path: str, old: str, new: str, same: bool) -> None:
    assert only_layout(hunks(old, new), path) is same


@pytest.mark.parametrize("origin", ["git", "diff"])
def test_a_diff_file_tells_layout_where_its_hunks_can(origin: str) -> None:
    assert kind("a.go", "f(a, b)\n", "f(\n\ta,\n\tb,\n)\n", origin) == "change.layout"
    assert kind("a.go", "// one\nf()\n", "// two\nf()\n", origin) == "change.comments"
    assert kind("a.go", "a\r\nb\r\n", "a\nb\n", origin) == "change.line_ends"
    assert kind("a.go", "f()\n", "g()\n", origin) is None
    assert kind("a.go", "f()\ng()\n", "g()\nf()\n", origin) is None
    assert kind("a.go", "f()\n", "\nf()\n", origin) == "change.layout"


def test_python_is_held_against_its_syntax_tree() -> None:
    assert kind("a.py", "def f(a):\n  return g(a)\n", "def f(\n    a,\n):\n    return g(a)\n") == "change.layout"
    assert kind("a.py", "def f(a:\n  return a\n", "def f(a:\n    return a\n") is None  # no Python


def test_much_of_the_same_takes_linear_time() -> None:
    start = time.process_time()
    line = "the_same_line_once_more = 1\n"
    change: Change = a_change({"a.py": (line * 20_000, None), "b.py": (None, line * 20_000)})
    assert [found.data["moved"] for found in moved.detect(change, Cancel())] == [20_000, 20_000]
    assert list(layout.detect(change, Cancel())) == []
    assert time.process_time() - start < 5
