"""Changed files that are not plain text."""

from dataclasses import replace

import pytest

from relman_desktop.facts import forms
from relman_desktop.facts.fact import Finding
from relman_desktop.jobs import Cancel

from .changes import a_change


def told(path: str, old: str | None, new: str | None, **properties: object) -> list[Finding]:
    """What is told of one file that also has these properties of a `FileChange`."""
    change = a_change({path: (old, new)})
    file = replace(change.files[0], **properties)  # type: ignore[arg-type]
    return list(forms.detect(replace(change, files=(file,)), Cancel()))


def test_a_submodule_moves_from_commit_to_commit() -> None:
    old, new = (f"Subproject commit {letter * 40}\n" for letter in "ab")
    (found,) = told("lib/theme", old, new, old_mode="160000", new_mode="160000")
    assert found.text == "The submodule `lib/theme` moves from aaaaaaaaaa to bbbbbbbbbb."
    assert found.data == {"path": "lib/theme", "old": "a" * 40, "new": "b" * 40}
    assert (found.weight, found.evidence) == (50, ("F1",))


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [("target", "other", "now points to `other`"), ("target", None, "to `target` is removed")],
)
def test_a_symbolic_link_names_its_target(old: str, new: str | None, what: str) -> None:
    (found,) = told("current", old, new, old_mode="120000", new_mode="120000" if new else "")
    assert found.text == f"The symbolic link `current` {what}."


@pytest.mark.parametrize(
    ("path", "modes", "what", "weight"),
    [
        ("bin/start", ("100644", "100755"), "became executable", 5),
        ("bin/start", ("100755", "100644"), "can no longer be executed", 30),
        ("docs/x.md", ("100755", "100644"), "can no longer be executed", 3),
        ("bin/start", ("100644", "120000"), "became a symbolic link", 20),
    ],
)
def test_a_mode_that_changes_is_told(path: str, modes: tuple[str, str], what: str, weight: int) -> None:
    (found,) = told(path, "a\n", "b\n", old_mode=modes[0], new_mode=modes[1])
    assert (found.kind, found.text, found.weight) == ("change.mode", f"`{path}` {what}.", weight)


def test_a_picture_that_can_no_longer_be_executed_is_a_detail() -> None:
    (found,) = told("web/logo.png", "a", "b", binary=True, old_mode="100755", new_mode="100644")[1:]
    assert (found.kind, found.weight) == ("change.mode", 3)


def test_a_binary_program_weighs_more_than_a_picture() -> None:
    (program,) = told("bin/tool.jar", None, None, binary=True)
    (picture,) = told("web/logo.png", None, None, binary=True)
    assert (program.weight, picture.weight) == (20, 3)
    assert "`bin/tool.jar`" in program.text


def test_a_file_in_lfs_has_its_sizes() -> None:
    pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:{}\nsize {}\n"
    (found,) = told("model.bin", pointer.format("a" * 64, 1000), pointer.format("b" * 64, 25000))
    assert found.text == "`model.bin` is kept in Git LFS: 1,000 bytes → 25,000 bytes."
    assert (found.data["old size"], found.data["new size"]) == (1000, 25000)
    (new,) = told("model.bin", None, pointer.format("b" * 64, 25000))
    assert "nothing → 25,000 bytes" in new.text


def test_a_plain_file_is_nothing_out_of_the_ordinary() -> None:
    assert told("a.py", "x\n", "y\n") == []
