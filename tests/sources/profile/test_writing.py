"""A profile's text with one entry more, changed or gone: the rest stays as it is, to the byte."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from relman_desktop import files
from relman_desktop.errors import InputError, ServiceError
from relman_desktop.sources.profile import writing
from relman_desktop.sources.profile.profile import Value
from relman_desktop.sources.profile.reading import problems, read_profile
from relman_desktop.sources.profile.schema import Key, Part, parts, parts_by_name
from relman_desktop.sources.profile.writing import (
    add_entry,
    entry_text,
    place_of,
    with_changed,
    with_entry,
    without_entry,
)

TEXT = """\
# Orders, since 2024

[team]
name = "Orders"  # as in the directory
time_zone = "Europe/Berlin"

# what the board wants
[[goals]]
text = "Fewer failed checkouts"   # of 2026
until = 2027-03-31
# paths = ["checkout/**"]

[[goals]]
text = '''
Faster
exports'''

# --- what we watch ---
[[monitoring]]
metric = "error rate"
threshold = "above 2 %"

# the end
"""


def values_of(text: str, part: str) -> list[Mapping[str, Value]]:
    return [one.values for one in read_profile(text, "f").of(part)]


def test_an_entry_is_added_behind_the_last_of_its_part() -> None:
    new = with_entry(TEXT, "goals", {"text": "New"})
    assert new == TEXT.replace("exports'''\n", "exports'''\n\n[[goals]]\ntext = \"New\"\n")


def test_the_first_entry_of_a_part_is_added_at_the_end() -> None:
    new = with_entry(TEXT, "freezes", {"name": "Sale", "to": "2027-01-04T23:59:59", "from": "2026-12-18T18:00:00"})
    end = '\n[[freezes]]\nname = "Sale"\nfrom = 2026-12-18T18:00:00\nto = 2027-01-04T23:59:59\n'
    assert new == TEXT + end
    assert with_entry("", "goals", {"text": "a"}) == '[[goals]]\ntext = "a"\n'


def test_what_the_team_says_is_added_to_what_it_says_already() -> None:
    new = with_entry(TEXT, "team", {"name": "Orders & Co", "target": "jira"})
    assert new == TEXT.replace('"Orders"', '"Orders & Co"').replace('Berlin"\n', 'Berlin"\ntarget = "jira"\n')


def test_a_change_leaves_comments_and_what_is_said_the_same() -> None:
    same = {"text": "Fewer failed checkouts", "until": "2027-03-31"}
    assert with_changed(TEXT, "goals", 0, same) == TEXT
    new = with_changed(TEXT, "goals", 0, {**same, "text": "None", "words": ("pay", "cart")})
    assert new == TEXT.replace('"Fewer failed checkouts"', '"None"').replace(
        "2027-03-31\n", '2027-03-31\nwords = ["pay", "cart"]\n'
    )
    assert with_changed(TEXT, "goals", 0, {"text": "Fewer failed checkouts"}) == TEXT.replace(
        "until = 2027-03-31\n", ""
    )


def test_an_entry_goes_with_the_comment_above_it_alone() -> None:
    gone = TEXT[TEXT.index("# what the board") : TEXT.index("# paths")]
    assert without_entry(TEXT, "goals", 0) == TEXT.replace(gone, "")
    gone = TEXT[TEXT.index("[[goals]]\ntext = '''") : TEXT.index("# --- what")]
    assert without_entry(TEXT, "goals", 1) == TEXT.replace(gone, "")
    assert without_entry('# the file\n[[goals]]\ntext = "a"\n', "goals", 0) == "# the file\n"


def test_inline_lists_and_dotted_keys_are_edited_too() -> None:
    text = 'team.name = "x" # c\ngoals = [\n  { text = "a" }, # first\n  { text = "b" },\n]\n'
    assert with_entry(text, "goals", {"text": "c"}) == text.replace('"b" }', '"b" }, { text = "c" }')
    assert with_changed(text, "goals", 1, {"text": "c"}) == text.replace('"b"', '"c"')
    assert values_of(without_entry(text, "goals", 0), "goals") == [{"text": "b"}]
    assert values_of(without_entry(text, "goals", 1), "goals") == [{"text": "a"}]
    assert with_entry(text, "team", {"target": "y"}) == text.replace("# c\n", '# c\nteam.target = "y"\n')
    assert with_changed(text, "team", 0, {"target": "y"}) == text.replace('team.name = "x" # c', 'team.target = "y"')
    assert with_entry("goals = []\n", "goals", {"text": "c"}) == 'goals = [{ text = "c" }]\n'


def test_line_ends_and_a_byte_order_mark_stay() -> None:
    text = "\ufeff" + TEXT.replace("\n", "\r\n")
    new = with_entry(text, "goals", {"text": "two\nlines"})
    assert new.startswith("\ufeff# Orders") and new.replace("\r\n", "").count("\n") == 0
    assert values_of(new, "goals")[-1] == {"text": "two\nlines"}
    assert without_entry(new, "goals", 2) == text


@pytest.mark.parametrize(
    ("part", "values", "said"),
    [
        ("goals", {"text": " "}, "`text` is empty"),
        ("goals", {"measure": "a"}, "has no `text`"),
        ("goals", {"text": "a", "mesure": "b"}, "did you mean `measure`"),
        ("goals", {"text": "a\u202eb"}, "hide or reorder"),
        ("goals", {"text": "a", "until": "soon"}, "must be a day"),
        ("windows", {"name": "a", "from": "9", "to": "x"}, "must be a time of day"),
        ("deployment_steps", {"minutes": 3}, "needs a `text` or a `command`"),
    ],
)
def test_what_may_not_stand_in_a_profile_is_not_written(part: str, values: dict[str, Value], said: str) -> None:
    with pytest.raises(InputError, match=said):
        with_entry(TEXT, part, values)


def test_what_cannot_be_done_is_told() -> None:
    with pytest.raises(InputError, match="line 1, column 6"):
        with_entry("[team\n", "goals", {"text": "a"})
    with pytest.raises(InputError, match="not in it any more"):
        without_entry(TEXT, "goals", 2)
    with pytest.raises(InputError, match="not in it any more"):
        with_changed(TEXT, "windows", 0, {"name": "a"})


def test_an_entry_is_found_again_by_its_line() -> None:
    for text in (TEXT, TEXT.replace("\n", "\r\n")):
        found = [place_of(text, one.part, one.line) for one in read_profile(text, "f").entries]
        assert found == [0, 0, 1, 0]
    assert place_of(TEXT, "goals", 1) is None


def test_a_file_is_made_where_it_is_missing_and_added_to_where_it_is_there(tmp_path: Path) -> None:
    path = tmp_path / "profiles" / "shop.toml"
    add_entry(path, "goals", {"text": "a"})
    add_entry(path, "goals", {"text": "b"})
    text = path.read_text("utf-8")
    assert text.startswith("# ") and problems(text, "f") == ()
    assert values_of(text, "goals") == [{"text": "a"}, {"text": "b"}]


def test_a_file_that_cannot_be_read_or_written_stays(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(b"\xff")
    with pytest.raises(InputError, match="nothing was changed"):
        add_entry(path, "goals", {"text": "a"})
    assert path.read_bytes() == b"\xff"
    with pytest.raises(ServiceError, match="nothing was changed"):
        add_entry(path / "b.toml", "goals", {"text": "a"})


def test_what_somebody_writes_in_between_is_edited_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, outside = tmp_path / "a.toml", ['[[goals]]\ntext = "theirs"\n', '[[goals]]\ntext = "theirs, again"\n']
    real = files.write_atomically

    def overtaken(target: Path, content: bytes, still: Callable[[], None]) -> None:
        if outside:
            path.write_text(outside.pop(0), "utf-8")
        real(target, content, still)

    monkeypatch.setattr(writing, "write_atomically", overtaken)
    add_entry(path, "goals", {"text": "ours"})
    assert values_of(path.read_text("utf-8"), "goals") == [{"text": "theirs, again"}, {"text": "ours"}]
    outside += [f'[[goals]]\ntext = "{number}"\n' for number in range(9)]
    with pytest.raises(ServiceError, match="changed by another program"):
        add_entry(path, "goals", {"text": "ours"})
    assert values_of(path.read_text("utf-8"), "goals") == [{"text": "4"}]
    assert [one.name for one in tmp_path.iterdir()] == ["a.toml"]


@pytest.mark.parametrize("there", [True, False])
def test_a_symbolic_link_to_a_profile_stays_one(there: bool, tmp_path: Path) -> None:
    real, link = tmp_path / "dotfiles" / "shop.toml", tmp_path / "profiles" / "shop.toml"
    link.parent.mkdir()
    real.parent.mkdir()
    try:
        link.symlink_to(real)
    except OSError:
        pytest.skip("this system lets nobody make symbolic links")
    if there:
        real.write_text('[[goals]]\ntext = "a"\n', "utf-8")
    add_entry(link, "goals", {"text": "b"})
    assert link.is_symlink()
    assert values_of(real.read_text("utf-8"), "goals") == [{"text": "a"}] * there + [{"text": "b"}]


_text = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cs", "Zl", "Zp")), min_size=1).filter(
    lambda text: bool(text.strip())
) | st.sampled_from(['say "hi"', "c:\\x\\", 'two\nlines "', '"""\n"""', "a = 1 # no", "'''", "tab\there", "ü 👍"])


def _value(key: Key) -> st.SearchStrategy[Value]:
    if key.kind == "text":
        return _text
    if key.kind == "texts":
        return st.lists(_text, min_size=1, max_size=3, unique=True).map(tuple)
    if key.kind == "number":
        return st.integers(0, 1000) | st.floats(0, 1000)
    if key.kind == "yes":
        return st.booleans()
    if key.kind == "choice":
        return st.sampled_from(key.choices)
    if key.kind == "choices":
        return st.lists(st.sampled_from(key.choices), min_size=1, unique=True).map(tuple)
    return st.just(key.example if key.name != "to" or key.kind != "moment" else "2027-01-04T23:59:59")


def _entries(part: Part) -> st.SearchStrategy[tuple[str, dict[str, Value]]]:
    def value(key: Key) -> st.SearchStrategy[Value]:
        return st.just(key.example) if part.name == "risk" else _value(key)  # whose texts are no free words

    needed = {key.name: value(key) for key in part.keys if key.required or key.name in part.any}
    others = {key.name: value(key) for key in part.keys if key.name not in needed}
    return st.tuples(st.just(part.name), st.fixed_dictionaries(needed, optional=others))


_entry = st.sampled_from(parts()).flatmap(_entries)
_comment = st.sampled_from(["", "\n", "# a comment\n", "\n# [[goals]]\n# text = 1\n\n"])


def _readable(entry: tuple[str, Mapping[str, Value]]) -> bool:
    return bool(entry[1]) and problems(entry_text(*entry), "f") == ()


@st.composite
def _profiles(draw: st.DrawFn) -> str:
    """A profile with comments anywhere and parts in any order."""
    text, seen = draw(_comment), set[str]()
    for part, values in draw(st.lists(_entry, max_size=3)):
        assume(_readable((part, values)))
        if part not in seen or not parts_by_name()[part].single:
            seen.add(part)
            text += entry_text(part, values) + draw(_comment)
    return draw(st.sampled_from([text, text.replace("\n", "\r\n"), text.rstrip("\n")]))


@settings(max_examples=60)
@given(_profiles(), _entry)
def test_what_is_added_and_taken_away_again_leaves_every_line(text: str, entry: tuple[str, dict[str, Value]]) -> None:
    part, values = entry
    assume(_readable(entry) and not parts_by_name()[part].single)
    assume(not problems(text, "f"))
    before = values_of(text, part)
    added = with_entry(text, part, values)
    assert values_of(added, part) == [*before, values_of(entry_text(*entry), part)[0]]
    assert problems(added, "f") == ()
    assert [line for line in text.splitlines() if line not in added.splitlines()] == []
    assert without_entry(added, part, len(before)).split() == text.split()


@settings(max_examples=60)
@given(_profiles(), st.data())
def test_what_is_changed_says_what_was_wanted_and_nothing_else_moves(text: str, data: st.DataObject) -> None:
    profile = read_profile(text, "f")
    assume(profile.entries)
    one = data.draw(st.sampled_from(profile.entries))
    place = place_of(text, one.part, one.line)
    assert place is not None
    part, values = data.draw(_entries(parts_by_name()[one.part]))
    assume(_readable((part, values)))
    changed = with_changed(text, part, place, values)
    wanted = read_profile(entry_text(part, values), "f").entries[0].values
    others = [other.values for other in profile.entries if other is not one]
    now = read_profile(changed, "f").entries
    assert now[profile.entries.index(one)].values == wanted
    assert [other.values for other in now if other is not now[profile.entries.index(one)]] == others
    assert with_changed(changed, part, place, values) == changed
    comments = [line for line in text.splitlines() if line.startswith("#")]
    assert [line for line in changed.splitlines() if line.startswith("#")][: len(comments)] == comments
