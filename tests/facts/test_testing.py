"""Which tests change with the change, which belong to its areas, and which no longer run."""

import time

import pytest

from relman_desktop.facts import testing
from relman_desktop.facts.fact import Finding
from relman_desktop.jobs import Cancel
from relman_desktop.sources.change import Change

from .changes import a_change

TREE = [f"shop/{part}/{name}.py" for part in ("orders", "users") for name in "abc"]


def told(change: Change, kind: str = "tests.") -> list[Finding]:
    return [found for found in testing.detect(change, Cancel()) if found.kind.startswith(kind)]


def removed(path: str, old: str | None, new: str | None) -> list[Finding]:
    return told(a_change({path: (old, new)}), "tests.removed")


def test_changed_tests_are_counted_by_what_their_paths_say() -> None:
    paths = (
        "tests/unit/test_a.py",
        "tests/integration/test_b.py",
        "e2e/c.spec.ts",
        "internal/integration/slack_test.go",
    )
    found = told(a_change(dict.fromkeys(paths, (None, "x\n"))), "tests.touched")[0]
    assert found.data == {"files": 4, "added": 4, "removed": 0, "unit": 1, "integration": 1, "e2e": 1}
    assert "1 end-to-end, 1 integration and 1 unit" in found.text


def test_code_without_a_test_is_told() -> None:
    (found,) = told(a_change({"shop/orders/a.py": ("a\n", "b\n"), "README.md": (None, "x\n")}))
    assert (found.kind, found.data, found.evidence, found.weight) == ("tests.none", {"files": 1}, ("F1",), 45)


@pytest.mark.parametrize("path", ["docs/guide.md", "web/site.css", "config.yaml", ".github/x.py"])
def test_what_needs_no_test_is_not_blamed(path: str) -> None:
    assert told(a_change({path: (None, "x\n")})) == []


def test_a_deleted_test_is_told_with_its_hunk() -> None:
    (found,) = removed("tests/test_a.py", "def test_one(): ...\n\n\ndef test_two(): ...\n", "def test_two(): ...\n")
    assert (found.data["names"], found.data["how"], found.evidence) == (["test_one"], "deleted", ("F1.h1",))
    assert (found.weight, found.text) == (40, "1 test was removed from `tests/test_a.py`: `test_one`.")


def test_a_test_that_is_renamed_or_moved_is_not_lost() -> None:
    assert removed("tests/test_a.py", "def test_one(): ...\n", "def test_first(): ...\n") == []
    moved = {"tests/test_a.py": ("def test_one(): ...\n", None), "tests/test_b.py": (None, "def test_one(): ...\n")}
    assert told(a_change(moved), "tests.removed") == []


def test_tests_that_go_with_their_code_weigh_little() -> None:
    files = {"shop/mail.py": ("x\n", None), "tests/test_mail.py": ("def test_one(): ...\n", None)}
    (found,) = told(a_change(files), "tests.removed")
    assert found.weight == 10


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("tests/test_a.py", "def test_one():\n    pass\n", "@pytest.mark.skip\ndef test_one():\n    pass\n"),
        (
            "tests/test_a.py",
            "def test_one():\n    pass\n",
            '@pytest.mark.xfail(\n    reason="flaky"\n)\ndef test_one():\n    pass\n',
        ),
        ("web/a.test.ts", 'it("adds", () => {\n});\n', 'it.skip("adds", () => {\n});\n'),
        ("web/a.test.ts", '  describe("cart", () => {\n});\n', '  xdescribe("cart", () => {\n});\n'),
        (
            "a/a_test.go",
            "func TestA(t *testing.T) {\n\tx()\n}\n",
            'func TestA(t *testing.T) {\n\tt.Skip("later")\n\tx()\n}\n',
        ),
        ("src/test/java/ATest.java", "@Test\nvoid adds() {\n}\n", "@Test\n@Disabled\nvoid adds() {\n}\n"),
    ],
)
def test_a_test_that_is_switched_off_is_told(path: str, old: str, new: str) -> None:
    (found,) = removed(path, old, new)
    assert (found.data["how"], found.weight, found.evidence) == ("skipped", 40, ("F1.h1",))


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("tests/test_a.py", "x = 1\n", "x = 1\n\n\n@pytest.mark.skip\ndef test_new():\n    pass\n"),
        (
            "a/a_test.go",
            "func TestA(t *testing.T) {\n}\n",
            "func TestA(t *testing.T) {\n\tif slow {\n\t\tt.Skip()\n\t}\n}\n",
        ),
        ("tests/test_a.py", "def test_one():\n    pass\n", "@pytest.mark.skipif(WINDOWS)\ndef test_one():\n    pass\n"),
    ],
)
def test_a_test_that_never_ran_or_runs_elsewhere_is_not_switched_off(path: str, old: str, new: str) -> None:
    assert removed(path, old, new) == []


def test_the_tests_of_an_area_stand_beside_it_mirror_it_or_have_its_files_name() -> None:
    files = {
        "shop/orders/invoice.py": (None, "x\n" * 9),
        "shop/users/views.py": (None, "x\n" * 5),
        "shop/orders/tests/test_a.py": (None, "x\n"),
        "tests/unit/orders/test_b.py": (None, "x\n"),
        "tests/test_invoice.py": (None, "x\n"),
        "tests/orders/conftest.py": (None, "x\n"),
    }
    found = {one.data["area"]: one.data["paths"] for one in told(a_change(files, tree=TREE), "tests.for_area")}
    assert found == {"orders": ["shop/orders/tests/test_a.py", "tests/test_invoice.py", "tests/unit/orders/test_b.py"]}


@pytest.mark.parametrize("origin", ["git", "diff"])
def test_a_diff_file_tells_what_becomes_of_tests_as_far_as_its_hunks_show(origin: str) -> None:
    body = "".join(f"    step{n}()\n" for n in range(9))
    old = f"def test_one():\n{body}\n\ndef test_two():\n{body}\n\ndef test_three():\n    three()\n"
    new = f"def test_one():\n{body}\n\n@pytest.mark.skip\ndef test_two():\n{body}"
    change = a_change({"tests/test_a.py": (old, new)}, origin=origin)
    found = [(one.data["how"], one.data["names"]) for one in told(change, "tests.removed")]
    assert sorted(found) == [("deleted", ["test_three"]), ("skipped", ["test_two"])]


def test_tests_of_many_files_are_told_one_by_one_and_then_together() -> None:
    files = {f"tests/test_{n}.py": (f"def test_{n}(): ...\n" * 1, "x = 1\n") for n in range(20)}
    found = told(a_change(files), "tests.removed")
    assert len(found) == 8
    assert (found[-1].data["count"], found[-1].text.partition(":")[0]) == (
        13,
        "13 more tests were removed from 13 files",
    )


def test_hostile_tests_cost_little() -> None:
    start = time.perf_counter()
    files = {
        "tests/test_a.py": (None, "def test_a(): " + "x" * 5_000_000),
        "tests/test_b.py": (None, "".join(" " * (n % 200) + "class TestA:\n" for n in range(4000))),
        "src/test/java/ATest.java": (None, "    @Test\n" * 20_000),
        "a.spec.ts": (None, ("it" + ".each" * 150 + "(\n") * 1000),
    }
    list(testing.detect(a_change(files), Cancel()))
    assert time.perf_counter() - start < 5
