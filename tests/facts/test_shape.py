"""How large a change is, where it is, and what of it is out of the ordinary."""

from dataclasses import replace

from relman_desktop.facts import shape
from relman_desktop.facts.areas import main_areas
from relman_desktop.facts.fact import Finding
from relman_desktop.jobs import Cancel
from relman_desktop.sources.change import Change, Commit

from .changes import a_change, a_commit

TREE = [f"shop/orders/{name}.py" for name in "abcdefghij"] + [f"shop/users/{name}.py" for name in "abc"] + ["setup.py"]


def told(change: Change) -> dict[str, Finding]:
    return {found.kind: found for found in shape.detect(change, Cancel())}


def areas(change: Change) -> list[str]:
    return [area.name for area in main_areas(change, Cancel())]


def lines(count: int) -> str:
    return "".join(f"x{number} = 1\n" for number in range(count))


def with_leaving(change: Change, *commits: Commit) -> Change:
    return replace(change, leaving=tuple(replace(commit, id=f"L{n}") for n, commit in enumerate(commits, 1)))


def test_the_size_names_files_lines_commits_and_areas() -> None:
    files = {"shop/orders/a.py": (None, lines(9)), "shop/users/a.py": (lines(4), lines(2))}
    found = told(a_change(files, tree=TREE, commits=(a_commit(1, "Add orders"),)))["change.size"]
    assert found.data == {"files": 2, "added": 9, "removed": 2, "commits": 1, "areas": ["orders", "users"]}
    assert found.text == "The change touches 2 files (+9 −2) in 1 commit, mainly in `orders` and `users`."
    assert found.evidence == ("F1", "F2")


def test_the_projects_own_folder_names_no_area() -> None:
    deep = {"src/main/java/org/acme/orders/A.java": (None, lines(5))}
    tree = [f"src/main/java/org/acme/{part}/{name}.java" for part in ("orders", "users", "mail") for name in "AB"]
    assert areas(a_change(deep, tree=tree)) == ["orders"]
    assert areas(a_change({"shop/orders/a.py": (None, lines(5))}, tree=TREE)) == ["orders"]


def test_tests_documents_lock_files_and_tooling_are_no_areas() -> None:
    noise = ("tests/orders/test_a.py", "docs/a.md", "poetry.lock", ".github/workflows/ci.yml", "scripts/release.py")
    files = {path: (None, lines(50)) for path in noise}
    assert areas(a_change({**files, "shop/users/a.py": (None, lines(3))}, tree=TREE)) == ["users"]
    assert areas(a_change({"scripts/release.py": (None, lines(3))}, tree=TREE)) == ["scripts"]


def test_a_large_area_is_told_by_its_parts_and_a_tiny_one_not_at_all() -> None:
    files = {
        "web/src/editor/a.ts": (None, lines(60)),
        "web/src/views/a.ts": (None, lines(40)),
        "server/api.go": (None, lines(20)),
        "cli/main.go": (None, lines(1)),
    }
    assert areas(a_change(files, tree=[*files, *TREE])) == ["web/editor", "web/views", "server"]


def test_a_file_at_the_top_stands_for_itself() -> None:
    assert areas(a_change({"app.py": (None, lines(5)), "jobs.py": (None, lines(3))})) == ["app.py", "jobs.py"]


def test_an_empty_change_has_no_shape() -> None:
    assert told(a_change({})) == {}


def test_commits_that_leave_production_weigh_much() -> None:
    change = with_leaving(a_change({"a.py": (None, "x\n")}), a_commit(7, "Fix login"), a_commit(8, "Fix mail"))
    found = told(change)["change.divergence"]
    assert found.text == "2 commits of `v1.0.0` are not in `v1.1.0` and leave production."
    assert (found.weight, found.evidence) == (80, ("L1", "L2"))
    assert found.data == {"leaving": 2, "twins": 0, "subjects": ["Fix login", "Fix mail"], "arriving": []}


def test_cherry_picked_twins_leave_in_name_only() -> None:
    change = a_change({"a.py": (None, "x\n")}, commits=(a_commit(1, "Fix login"),))
    some = told(with_leaving(change, a_commit(7, "Fix login"), a_commit(8, "Fix mail")))["change.divergence"]
    assert (some.data["twins"], some.data["subjects"], some.evidence) == (1, ["Fix mail"], ("L2",))
    assert "1 of them under another id" in some.text
    all_of_them = told(with_leaving(change, a_commit(7, "Fix login")))["change.divergence"]
    assert all_of_them.weight < some.weight == 80


def test_a_revert_of_what_is_in_production_is_told() -> None:
    change = a_change({"a.py": (None, "x\n")}, commits=(a_commit(1, 'Revert "Add the cache (#12)"'),))
    found = told(change)["change.revert"]
    assert (found.data, found.evidence, found.weight) == ({"subject": "Add the cache (#12)"}, ("C1",), 60)


def test_a_commit_and_its_revert_cancel_out() -> None:
    added = a_commit(3, "Add the cache")
    by_subject = (a_commit(1, 'Revert "Add the cache"'), added)
    by_id = (a_commit(1, "Take the cache back", f"This reverts commit {added.oid}."), added)
    taken_back = (a_commit(1, 'Revert "Revert "Add the cache""'), a_commit(2, 'Revert "Add the cache"'))
    again = (a_commit(1, 'Reapply "Add the cache"'), a_commit(2, 'Revert "Add the cache"'))
    for commits in (by_subject, by_id, taken_back, again):
        assert "change.revert" not in told(a_change({"a.py": (None, "x\n")}, commits=commits)), commits


def test_commits_that_their_authors_call_formatting_are_named() -> None:
    commits = (a_commit(1, "Format with the new tool"), a_commit(2, "Add orders"))
    ignored = f"# formatting\n{commits[0].oid}\n"
    change = a_change({"a.py": (None, "x\n")}, tree={".git-blame-ignore-revs": ignored}, commits=commits)
    found = told(change)["change.formatting"]
    assert found.data == {"count": 1, "subjects": ["Format with the new tool"]}
    assert found.evidence[0] == "C1"


def test_renames_generated_and_large_files_are_summed_up() -> None:
    files = {
        "shop/b.py": (lines(3), lines(3)),
        "vendor/x.js": (None, lines(5)),
        "shop/big.py": (None, lines(1200)),
    }
    found = told(a_change(files, renamed={"shop/b.py": "shop/a.py"}))
    assert found["change.rename"].data == {"count": 1, "unchanged": 1}
    assert found["change.generated"].data == {"files": 1, "added": 5, "removed": 0, "said": []}
    assert found["change.large_file"].data == {"path": "shop/big.py", "added": 1200, "removed": 0}
    assert max(found[kind].weight for kind in found) <= 10
