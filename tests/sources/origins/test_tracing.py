"""Whose lines a commit removes, on small histories that were worked out by hand."""

from pathlib import Path

import pytest

from tests.sources.repos import RepoBuilder, a_repository

from .histories import blamed, origins, removals

_SOMEBODY = ("-c", "user.name=Ada", "-c", "user.email=ada@example.com")


@pytest.fixture
def repo(tmp_path: Path) -> RepoBuilder:
    return a_repository(tmp_path)


def _lines(*words: str) -> str:
    return "".join(f"{word}\n" for word in words)


def test_lines_keep_their_origin_where_others_come_and_go_above_them(repo: RepoBuilder) -> None:
    first = repo.write("cart.py", _lines("a", "b", "c", "d")).commit("first")
    second = repo.write("cart.py", _lines("x", "y", "a", "b", "c", "d")).commit("insert")
    third = repo.write("cart.py", _lines("x", "a", "c", "D")).commit("delete and change")
    assert origins(repo.root, "cart.py") == [second, first, first, third]


def test_a_removed_or_changed_line_counts_against_who_wrote_it_last(repo: RepoBuilder) -> None:
    repo.write("cart.py", _lines("a", "b", "c", "d")).commit("first")
    repo.write("cart.py", _lines("a", "B", "c", "d")).commit("second")
    repo.write("cart.py", _lines("a", "BB", "d")).commit("third")
    assert removals(repo.root) == {"second": {"first": 1}, "third": {"first": 1, "second": 1}}


def test_blanks_comments_and_brackets_say_nothing(repo: RepoBuilder) -> None:
    dull = ("", "  # why", "// so", " * more", "/* and */", "}", "  );", "<!-- -->", '"""')
    repo.write("cart.c", _lines("kept", *dull, "#include <a.h>", "*cart = 1;")).commit("first")
    repo.write("cart.c", _lines("kept")).commit("second")
    assert removals(repo.root) == {"second": {"first": 2}}


def test_another_indent_is_no_other_line(repo: RepoBuilder) -> None:
    first = repo.write("cart.py", _lines("a", "b", "c")).commit("first")
    repo.write("cart.py", _lines("    a", "    b", "    c")).commit("indent all of it")
    third = repo.write("cart.py", _lines("    a", "    c", "d")).commit("third")
    assert origins(repo.root, "cart.py") == [first, first, third]
    assert removals(repo.root) == {"third": {"first": 1}}


def test_a_rename_carries_the_lines_along(repo: RepoBuilder) -> None:
    first = repo.write("cart.py", _lines(*"abcdefgh")).commit("first")
    repo.move("cart.py", "basket/cart.py").commit("move")
    third = repo.move("basket/cart.py", "shop.py").write("shop.py", _lines(*"abcdefgX")).commit("move and change")
    repo.write("shop.py", _lines(*"bcdefg")).commit("mend")
    assert origins(repo.root, "shop.py") == [first] * 6
    assert removals(repo.root) == {"move and change": {"first": 1}, "mend": {"first": 1, "move and change": 1}}
    assert third


def test_a_file_that_comes_back_is_a_new_one(repo: RepoBuilder) -> None:
    repo.write("cart.py", _lines("a", "b")).commit("first")
    repo.delete("cart.py").write("other", "x").commit("delete")
    again = repo.write("cart.py", _lines("a", "b")).commit("again")
    assert origins(repo.root, "cart.py") == [again, again]
    assert removals(repo.root) == {"delete": {"first": 2}}


def test_a_revert_writes_the_lines_that_it_brings_back(repo: RepoBuilder) -> None:
    first = repo.write("cart.py", _lines("a", "b", "c")).commit("first")
    repo.write("cart.py", _lines("a", "B", "c")).commit("second")
    revert = repo.write("cart.py", _lines("a", "b", "c")).commit("revert")
    assert origins(repo.root, "cart.py") == [first, revert, first]


def test_a_merge_takes_each_line_from_the_side_that_has_it(repo: RepoBuilder) -> None:
    first = repo.write("cart.py", _lines(*"abcdefgh")).commit("first")
    repo.branch("side")
    side = repo.write("cart.py", _lines(*"abcdefg", "side")).commit("side")
    repo.checkout("main")
    main = repo.write("cart.py", _lines("main", *"bcdefgh")).commit("main")
    repo.merge("side")
    assert origins(repo.root, "cart.py") == [main, *[first] * 6, side] == blamed(repo.root, "cart.py")
    repo.write("cart.py", _lines(*"bcdefg")).commit("mend")
    assert removals(repo.root)["mend"] == {"main": 1, "side": 1}


def test_a_merge_may_put_a_line_elsewhere(repo: RepoBuilder) -> None:
    first = repo.write("cart.py", _lines(*"abcdefghijkl")).commit("first")
    repo.branch("side").write("cart.py", _lines(*"abcdeNfghijkl")).commit("side")
    repo.checkout("main").write("other.py", "x\n").commit("main")
    repo.git(*_SOMEBODY, "merge", "--quiet", "--no-ff", "--no-commit", "side")
    merge = repo.write("cart.py", _lines(*"abcdefNghijkl")).commit("merge")
    assert origins(repo.root, "cart.py") == [*[first] * 6, merge, *[first] * 6] == blamed(repo.root, "cart.py")


def test_branches_that_were_never_in_one_line_do_not_mix(repo: RepoBuilder) -> None:
    repo.write("cart.py", _lines(*"abcdefgh")).commit("first")
    repo.branch("side").write("cart.py", _lines("1", "2", "3", *"abcdefgh")).commit("side adds above")
    repo.write("cart.py", _lines("1", "2", "3", *"abcdefg")).commit("side mends below")
    repo.checkout("main").write("cart.py", _lines(*"bcdefgh")).commit("main mends above")
    repo.git(*_SOMEBODY, "merge", "--quiet", "-s", "ours", "-m", "merge", "side")
    assert removals(repo.root) == {"side mends below": {"first": 1}, "main mends above": {"first": 1}}


def test_what_is_older_than_the_window_has_no_known_origin(repo: RepoBuilder) -> None:
    repo.write("cart.py", _lines("a", "b", "c", "d")).commit("first")
    repo.write("cart.py", _lines("a", "B", "c", "d")).commit("second")
    repo.write("cart.py", _lines("c")).commit("third")
    assert removals(repo.root, most=2) == {"third": {"second": 1}}


def test_odd_names_and_contents_are_traced_too(repo: RepoBuilder) -> None:
    names = ('we "say".py', "tab\there.py", "ünï.py", "a -> b.py", "@@ -1 +1 @@.py")
    hostile = ("diff --git a/x b/x", "@@ -1,5 +1,9 @@", f"commit {'0' * 40}", f"index {'1' * 40}..{'2' * 40}", "-- a")
    for name in names:
        repo.write(name, _lines(*hostile, "last"))
    repo.commit("first")
    for name in names:
        repo.write(name, _lines(*hostile))
    repo.commit("second")
    assert removals(repo.root) == {"second": {"first": len(names)}}


def test_a_binary_file_is_unknown_from_then_on(repo: RepoBuilder) -> None:
    repo.write("cart.py", _lines("a", "b")).commit("first")
    repo.write("cart.py", b"\0\1\2").commit("binary")
    repo.write("cart.py", _lines("a")).commit("text again")
    repo.write("cart.py", _lines("b")).commit("last")
    assert "binary" not in removals(repo.root).get("last", {})
