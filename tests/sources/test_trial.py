"""Merges tried beside a repository: what can be told by the paths alone, and what git answers."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relman_desktop.jobs import Cancel
from relman_desktop.sources import git
from relman_desktop.sources.repository import open_repository
from relman_desktop.sources.trial import apart, merged, scratch
from relman_desktop.sources.trial.apart import touched
from relman_desktop.sources.trial.merging import _read

from .repos import a_repository


@pytest.mark.parametrize(
    ("one", "other", "is_apart"),
    [
        ([("M", ["a"])], [("M", ["b"])], True),
        ([("M", ["a"])], [("M", ["a"])], False),
        ([("D", ["a"])], [("A", ["a/b/c"])], False),
        ([("A", ["x/y"])], [("D", ["x"])], False),
        ([("A", ["ab"])], [("A", ["a/b"])], True),
        ([("A", ["new/a"]), ("D", ["old/a"])], [("A", ["old/b"])], False),
        ([("R", ["old", "new"])], [("M", ["else"])], False),
        ([], [("M", ["a"])], True),
    ],
)
def test_what_has_no_path_in_common_and_moves_nothing_is_apart(
    one: list[tuple[str, list[str]]], other: list[tuple[str, list[str]]], is_apart: bool
) -> None:
    assert apart(touched(one), touched(other)) is apart(touched(other), touched(one)) is is_apart


@given(st.text(alphabet="\0\t 0123abCONFLICT()/"), st.booleans())
def test_an_answer_of_any_shape_is_read(answer: str, clean: bool) -> None:
    found = _read(answer, clean=clean)
    assert found.clean is clean
    assert [one.path for one in found.conflicts] == sorted(one.path for one in found.conflicts)


def test_a_merge_names_its_tree_its_paths_and_their_sides(tmp_path: Path) -> None:
    repo = a_repository(tmp_path)
    for name, text in (("base", "1\n"), ("ours", "2\n"), ("theirs", "3\n")):
        repo.write("same", text).write("gone", "x\n" * 9)
        if name == "theirs":
            repo.delete("gone")
        if name == "ours":
            repo.write("gone", "x\n" * 9 + "y\n")
        repo.commit(name)
        repo.tag(name)
    base, ours, theirs = (repo.git("rev-parse", name) for name in ("base", "ours", "theirs"))
    with scratch(open_repository(repo.root, Cancel()), base, Cancel()) as beside:
        found = merged(beside, base=base, ours=ours, theirs=theirs, cancel=Cancel())
        assert beside.run("cat-file", "-t", found.tree, cancel=Cancel()).data == b"tree\n"
        unchanged = merged(beside, base=base, ours=base, theirs=theirs, cancel=Cancel())
        assert unchanged.clean and unchanged.tree == repo.git("rev-parse", "theirs^{tree}")
        with pytest.raises(git.GitFailed):
            merged(beside, base="0" * 40, ours=ours, theirs=theirs, cancel=Cancel())
    assert not found.clean
    assert [(one.path, one.kinds, one.ours, one.theirs) for one in found.conflicts] == [
        ("gone", ("modify/delete",), True, False),
        ("same", ("contents",), True, True),
    ]
    assert not beside.root.exists()
