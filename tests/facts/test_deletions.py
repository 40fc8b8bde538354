"""What a change takes away."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relman_desktop.facts import deletions
from relman_desktop.facts.fact import Finding
from relman_desktop.facts.python_names import top_names
from relman_desktop.jobs import Cancel

from .changes import Texts, a_change

KEPT = "".join(f"def kept{number}(): ...\n" for number in range(10))


def told(files: dict[str, Texts], *, origin: str = "git") -> list[Finding]:
    return list(deletions.detect(a_change(files, origin=origin), Cancel()))


def symbols(files: dict[str, Texts], *, origin: str = "git") -> list[object]:
    return [found.data["name"] for found in told(files, origin=origin) if found.kind == "deletion.symbol"]


def test_removed_files_are_grouped_by_folder() -> None:
    (found,) = told(
        {"shop/mail/a.py": ("x\n", None), "shop/mail/b.py": ("y\n", None), "tests/test_a.py": ("z\n", None)}
    )
    assert found.text == "2 files were removed from `shop/mail`: `a.py` and `b.py`."
    assert found.data == {"count": 2, "folder": "shop/mail", "paths": ["shop/mail/a.py", "shop/mail/b.py"]}
    assert (found.weight, found.evidence) == (25, ("F1", "F2"))


def test_what_others_than_the_program_know_weighs_more_and_a_migration_is_told_elsewhere() -> None:
    (found,) = told({"bin/update-certificates": ("x\n", None), "db/migrate/20240101_shelves.rb": ("y\n", None)})
    assert (found.data["paths"], found.weight) == (["bin/update-certificates"], 35)


def test_many_folders_are_told_by_the_folders_above_them() -> None:
    (found,) = told({f"shop/p{number}/a.py": ("x\n", None) for number in range(30)})
    assert (found.data["folder"], found.data["count"]) == ("shop", 30)


def test_files_of_many_folders_are_told_together() -> None:
    files: dict[str, Texts] = {f"{part}/script/rails": ("x\n", None) for part in ("api", "backend", "core")}
    (found, solution) = told({**files, "backend/Shop.sln": ("y\n", None)})
    assert found.text == "3 files were removed: `api/script/rails`, `backend/script/rails` and `core/script/rails`."
    assert (found.weight, found.data["count"], found.data["folder"]) == (35, 3, "")
    assert (solution.text, solution.weight) == ("1 file was removed: `backend/Shop.sln`.", 10)


def test_a_file_that_arrives_elsewhere_has_moved() -> None:
    assert told({"old/orders.py": ("x\n", None), "new/orders.py": (None, "y\n")}) == []


@pytest.mark.parametrize("path", ["web/site.css", "shop/templates/cart.html", "app/views/carts/show.html.erb"])
def test_what_only_looks_weighs_little(path: str) -> None:
    (found,) = told({path: ("x\n", None)})
    assert found.weight == 10


def test_a_page_that_goes_with_code_weighs_as_the_code() -> None:
    (found,) = told({"shop/cart/show.html": ("x\n", None), "shop/cart/show.go": ("y\n", None)})
    assert found.weight == 25


def test_a_hook_of_developers_is_no_part_of_the_product() -> None:
    assert told({"scripts/git-hooks/pre-commit": ("x\n", None)}) == []


@pytest.mark.parametrize("origin", ["git", "diff"])
@pytest.mark.parametrize(
    ("path", "declared", "name"),
    [
        ("shop/a.py", "class Gone: ...\n", "Gone"),
        ("shop/a.py", "async def gone(): ...\n", "gone"),
        ("web/a.ts", "export async function gone() {}\n", "gone"),
        ("web/a.js", "export default class Gone {}\n", "Gone"),
        ("pkg/a.go", "func Gone() {\n}\n", "Gone"),
        ("lib/a.rb", "class Gone\nend\n", "Gone"),
        ("src/A.java", "public final class Gone {\n}\n", "Gone"),
    ],
)
def test_a_public_definition_that_goes_is_told(path: str, declared: str, name: str, origin: str) -> None:
    assert symbols({path: (declared + KEPT, KEPT)}, origin=origin) == [name]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("def _private(): ...\n", ""),
        ("def old_name(): ...\n", "def new_name(): ...\n"),  # renamed
        ("def gone(): ...\n", "from .other import gone\n"),
        ("def gone(): ...\n", "gone = other.gone\n"),
        ("    def method(self): ...\n", ""),
    ],
)
def test_what_is_private_renamed_or_still_offered_is_not_gone(old: str, new: str) -> None:
    assert symbols({"shop/a.py": (old + KEPT, new + KEPT)}) == []


def test_a_name_that_is_defined_elsewhere_in_the_change_has_moved() -> None:
    assert symbols({"shop/a.py": ("def gone(): ...\n" + KEPT, KEPT), "shop/b.py": (None, "def gone(): ...\n")}) == []


def test_at_most_eight_symbols_are_told() -> None:
    assert len(symbols({"shop/a.py": ("".join(f"class G{n}: ...\n" for n in range(20)) + KEPT, KEPT)})) == 8


def test_names_at_the_top_of_a_module() -> None:
    source = "import a.b, c as d\ntry:\n    from e import f\nexcept ImportError:\n    f = g = None\n"
    source += "if x:\n    class H: ...\nI: int = 1\n"
    assert top_names(source) == {"a", "d", "f", "g", "H", "I"}


@given(st.text(max_size=200))
def test_any_source_has_names_or_is_no_python(source: str) -> None:
    names = top_names(source)
    assert names is None or all(isinstance(name, str) for name in names)


@pytest.mark.parametrize("source", ["(" * 5000, "\0", '"\\d"', "def f(:"])
def test_what_is_no_python_gives_no_names(source: str) -> None:
    assert top_names(source) in (None, set())
