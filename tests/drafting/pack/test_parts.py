"""Sharing tokens, cutting hunks, naming files: the parts that the pack is made of."""

from hypothesis import given
from hypothesis import strategies as st

from relman_desktop.drafting.pack.cleaning import cleaned, cleaned_part
from relman_desktop.drafting.pack.manifest import manifest
from relman_desktop.drafting.pack.outside import Named, Outside
from relman_desktop.drafting.pack.sharing import shared
from relman_desktop.drafting.pack.views import cut_view, whole_view
from relman_desktop.sources.change import Hunk
from tests.facts.changes import a_change, hunks_of

from .making import Characters, Masker, Words


def _hunk(old: str, new: str) -> Hunk:
    return hunks_of("F1", old, new)[0]


@given(st.integers(0, 5000), st.lists(st.integers(0, 3000), min_size=3, max_size=3))
def test_shares_are_kept_and_nothing_is_wasted(room: int, wanted: list[int]) -> None:
    demands = dict(zip("abc", wanted, strict=True))
    given_to = shared(room, demands, {"a": 50, "b": 30, "c": 20})
    assert sum(given_to.values()) <= room
    assert all(given_to[name] <= demands[name] for name in demands)
    assert sum(given_to.values()) >= min(room, sum(wanted)) - 3
    assert all(
        given_to[name] >= min(demands[name], room * share // 100) for name, share in (("a", 50), ("b", 30), ("c", 20))
    )


def test_context_is_trimmed_with_its_line_numbers() -> None:
    kept = [f"kept {number}\n" for number in range(20)]
    hunk = cleaned(
        _hunk("".join(kept), "".join([*kept[:9], "new\n", *kept[9:13], "more\n", *kept[13:]])),
        "a.py",
        Outside(Masker()),
    )
    assert whole_view(hunk, 1).text.split("\n") == [
        "@@ F1.h1 -9 +9 @@", " kept 8", "+new", " kept 9", "… 2 unchanged", " kept 12", "+more", " kept 13", "",
    ]  # fmt: skip
    assert whole_view(hunk, 3).text.split("\n")[:3] == ["@@ F1.h1 -7 +7 @@", " kept 6", " kept 7"]


def test_a_cut_hunk_shows_both_sides_and_counts_the_rest() -> None:
    old = "".join(f"old_{number} = {number}\n" for number in range(500))
    new = "".join(f"new_{number} = {number}\n" for number in range(700))
    part = cleaned_part(_hunk(old, new), "a.py", Outside(Masker()), 40)
    assert cut_view(part, 2, 40).text.split("\n") == [
        "@@ F1.h1 -1 +1 @@", "-old_0 = 0", "-old_1 = 1", "… 498 more removed lines",
        "+new_0 = 0", "+new_1 = 1", "… 698 more added lines", "",
    ]  # fmt: skip


def test_a_cut_hunk_shows_the_telling_lines() -> None:
    lines = ["-- licence\n"] * 20 + ["\n", "DROP TABLE orders;\n"]
    part = cleaned_part(_hunk("", "".join(lines)), "a.sql", Outside(Masker()), 40)
    assert cut_view(part, 1, 40).text.split("\n")[1:] == ["… 21 more added lines", "+DROP TABLE orders;", ""]


@given(st.integers(1, 200), st.integers(1, 64), st.integers(5, 60), st.randoms())
def test_every_line_of_a_cut_hunk_is_shown_or_counted(size: int, run: int, most: int, dice: object) -> None:
    choose = dice.choice  # type: ignore[attr-defined]
    old = [f"line {number}\n" for number in range(size)]
    new = [f"new {number}\n" if choose((0, 1)) else line for number, line in enumerate(old)] + ["end\n"]
    hunk = _hunk("".join(old), "".join(new))
    part = cleaned_part(hunk, "a.py", Outside(Masker()), most)
    shown = counted = 0
    for line in cut_view(part, run, most).text.split("\n")[1:-1]:
        if line.startswith("…"):
            counted += int(line.split()[1].replace(",", ""))
        else:
            shown += 1
            assert len(line) > 1
    edges = len(hunk.lines) - shown - counted  # context that is trimmed at its start and its end
    assert 0 <= edges <= 4


def test_the_manifest_gets_shorter_with_the_budget_and_never_leaves_a_file_out() -> None:
    paths = [f"src/main/java/org/example/{part}/deep/{name}.java" for part in "abc" for name in ("One", "Two Three")]
    change = a_change(dict.fromkeys([*paths, "lonely.txt"], ("a\n", "b\n")))
    outside = Outside(Masker())
    files = [Named(file, outside) for file in change.files]
    forms = [manifest(files, budget, Words()) for budget in (10_000, 700, 200)]
    sizes = [form.tokens for form in forms]
    assert sizes == sorted(sizes, reverse=True) and len({*sizes}) == 3
    assert all("\n".join(form.lines).count(".java") == 6 for form in forms)
    assert "\n".join(forms[2].lines).count("example") == 1


def test_counts_are_those_of_the_counter() -> None:
    change = a_change({"a.py": ("a\n", "b\n")})
    named = [Named(file, Outside(Masker())) for file in change.files]
    made = manifest(named, 1000, Characters(1))
    assert made.tokens == len("\n".join(made.lines))
