"""Reading a profile: what is right is kept, and what is wrong is told with its line and what is allowed."""

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relman_desktop.errors import Cancelled
from relman_desktop.jobs import Cancel
from relman_desktop.sources.profile.profile import TeamEntry
from relman_desktop.sources.profile.reading import LARGEST, problems, read_profile
from relman_desktop.sources.profile.schema import parts, parts_by_name

FILE = ".relman.toml"

GOOD = """\
[team]
name = "Orders"
time_zone = "Europe/Berlin"
projects = "PAY"

[[goals]]
text = "Fewer failed checkouts"
until = 2027-03-31
paths = ["checkout/**", "!checkout/old/**"]

# both metrics count
[[monitoring]]
metric = "error rate"
threshold = "above 2 %"
watch_minutes = 30

[[freezes]]
name = "Christmas sale"
from = 2026-12-18T18:00:00
to = 2027-01-04
"""


def told(text: str) -> list[str]:
    return list(read_profile(text, FILE).warnings)


def test_a_good_profile_is_read_with_its_lines() -> None:
    profile = read_profile(GOOD, FILE)
    assert not profile.warnings
    assert profile.entries == (
        TeamEntry("team", {"name": "Orders", "time_zone": "Europe/Berlin", "projects": ("PAY",)}, FILE, 1),
        TeamEntry(
            "goals",
            {
                "text": "Fewer failed checkouts",
                "until": "2027-03-31",
                "paths": ("checkout/**", "!checkout/old/**"),
            },
            FILE,
            6,
        ),
        TeamEntry("monitoring", {"metric": "error rate", "threshold": "above 2 %", "watch_minutes": 30}, FILE, 12),
        TeamEntry(
            "freezes",
            {"name": "Christmas sale", "from": "2026-12-18T18:00:00", "to": "2027-01-04T23:59:59"},
            FILE,
            17,
        ),
    )
    assert profile.said == {"name": "Orders", "time_zone": "Europe/Berlin", "projects": "PAY"}


def test_lists_may_be_written_inline() -> None:
    profile = read_profile('goals = [\n  { text = "a" },\n  { text = "b" },\n]\nteam.name = "x"\n', FILE)
    assert [(one.get("text"), one.line) for one in profile.of("goals")] == [("a", 2), ("b", 3)]
    assert [one.line for one in profile.of("team")] == [5]


def test_lines_are_right_with_windows_line_ends_and_a_byte_order_mark() -> None:
    profile = read_profile("\ufeff" + GOOD.replace("\n", "\r\n"), FILE)
    assert [one.line for one in profile.entries] == [1, 6, 12, 17]
    assert profile.entries == read_profile(GOOD, FILE).entries


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ('[[goals]]\ntext = "a"\n[goal]\nx = 1', 3, "there is no part `goal`; did you mean `goals`?"),
        ("[zzz]", 1, "the parts are team, goals,"),
        ('[goals]\ntext = "a"', 1, "double brackets for each entry: [[goals]]"),
        ('[[team]]\nname = "a"', 1, "single brackets and once: [team]"),
        ('[[monitoring]]\nmetric = "a"\ntreshold = "5"', 3, "no `treshold`; did you mean `threshold`?"),
        ('[[monitoring]]\nmetric = "a"\nsize = "5"', 3, "it may say metric, where, threshold,"),
        ('[[monitoring]]\nmetric = "a"\n\nwatch_minutes = "ten"', 4, "number without quotes, such as `watch_minutes ="),
        ('[[monitoring]]\nwhere = "a"', 1, "has no `metric`; add one, such as `metric ="),
        ("[[goals]]\ntext = 3", 2, "`text` is 3, and must be text in quotes"),
        ('[[goals]]\ntext = " "', 2, "`text` is empty"),
        ("[[deployment_steps]]\nminutes = 3", 1, "needs a `text` or a `command`"),
        (
            '[deployment]\nstrategy = "canari"',
            2,
            "one of plain, blue-green, canary, feature toggle; did you mean `canary`",
        ),
        ('[team]\ntime_zone = "berlin"', 2, "did you mean `Europe/Berlin`?"),
        ('[team]\ntime_zone = "../../etc/passwd"', 2, "must be a zone of the IANA list"),
        ('[[people]]\nname = "a"\nroles = ["deployer", "aprover"]', 3, "did you mean `approver`?"),
        ('[[goals]]\ntext = "a"\npaths = ["!"]', 3, "no pattern as in .gitignore"),
        ('[[goals]]\ntext = "a"\npaths = ["[z-a]"]', 3, "no pattern as in .gitignore"),
        ('[[windows]]\nname = "a"\nfrom = "25:00"\nto = "9:00"', 3, "must be a time of day in quotes"),
        ('[[freezes]]\nname = "a"\nfrom = 2026-12-24\nto = 2026-12-20', 4, "`to` is before `from`"),
        ('[team]\nchange_id_pattern = "CHG-$counter"', 2, "may use $year, $number, $repo, $head and no other $"),
        ('[team]\nchange_id_pattern = "CHG-$"', 2, "may use $year, $number, $repo, $head and no other $"),
        ('[[deployment_steps]]\ntext = "a"\nautomated = "yes"', 3, "must be true or false, without quotes"),
    ],
)
def test_what_is_wrong_is_told_with_its_line_and_what_is_allowed(text: str, line: int, said: str) -> None:
    found = problems(text, FILE)
    assert [one.line for one in found][:1] == [line]
    assert said in found[0].text
    assert found[0].told(FILE).startswith(f"{FILE}, line {line}: ")


@pytest.mark.parametrize(
    ("text", "place", "advice"),
    [
        ('[[windows]]\nname = "a"\nfrom = 22:00', "line 3, column 10", 'in quotes: from = "22:00"'),
        ('[[goals]]\ntext = "a"\nuntil = 24.12.2026', "line 3, column 14", "a day is written as 2026-12-24"),
        ('[[goals]]\ntext = "a"\nuntil = 2026-13-01', "line 3, column 13", "a day is written as 2026-12-24"),
        ("[team]\nname = Orders", "line 2, column 8", "text stands in quotes"),
        ('[team]\nname = "Orders\n', "line 2, column 15", "close the quotes"),
        ("[team]\nname = 'a'\nname = 'b'\n", "line 3, column 11", "a key stands once in an entry"),
        ("[team\n", "line 1, column 6", "close the brackets"),
        ('[[backups]]\nwhat = "c:\\x"', "line 2", "write a backslash twice"),
        ("[team]\nname", "line 2, column 5", "a line is a key, = and a value"),
    ],
)
def test_what_is_no_toml_is_told_with_its_place_and_what_to_do(text: str, place: str, advice: str) -> None:
    (said,) = told(text)
    assert said.startswith(f"{FILE}, {place}")
    assert advice in said
    assert said.endswith("Nothing of this file is used.")


def test_good_entries_beside_bad_ones_are_kept() -> None:
    profile = read_profile('[[goals]]\ntext = 1\n[[goals]]\ntext = "b"\nmesure = "c"\n[zzz]\n[team]\nname="x"', FILE)
    assert [one.values for one in profile.entries] == [{"text": "b"}, {"name": "x"}]
    assert len(profile.warnings) == 3


def test_an_entry_whose_limit_is_misspelt_does_not_hold_everywhere() -> None:
    assert not read_profile('[[rollback_steps]]\ncommand = "a"\npahts = ["db/**"]', FILE).entries
    assert not read_profile('[[rollback_steps]]\ncommand = "a"\nonly_with = ["migratoins"]', FILE).entries


def test_one_wrong_setting_of_the_team_leaves_the_others() -> None:
    assert read_profile('[team]\nname = "x"\ntime_zone = "Nowhere"', FILE).said == {"name": "x"}


def test_hidden_characters_are_shown_and_told_but_those_of_emoji_are_let_be() -> None:
    profile = read_profile('[team]\nname = "a\u202eb ❤\ufe0f"\n', FILE)
    assert profile.said["name"] == "a⟨U+202E⟩b ❤\ufe0f"
    assert "U+202E" in profile.warnings[0]
    assert not told('[team]\nname = "❤\ufe0f"\n')


def test_what_is_told_hides_nothing_and_is_short() -> None:
    said = told('["' + "x\u202e" * 5000 + '"]\n')
    assert all(one.isprintable() and len(one) < 500 for one in said)


HOSTILE = {
    "too large": "a" * (LARGEST + 1),
    "nested": "x = " + "[" * 100_000,
    "key of many parts": ".".join(["a"] * 100_000) + " = 1",
    "such a key between quotes": "'\"'." + ".".join(["a"] * 100_000) + ".'\"' = 1",
    "long text": "[[goals]]\ntext = '''" + "x" * 250_000 + "'''",
    "entries": "[[goals]]\ntext = 'a'\n" * 10_000,
    "entries of no part": "[[goal]]\n" * 25_000,
    "list of entries": "goals = [" + "{text = 1}," * 20_000 + "]",
    "paths": '[[goals]]\ntext = "a"\npaths = [' + "'*a*a*a*a*a*a*a*a*b'," * 12_000 + "]",
    "path of many stars": '[[goals]]\ntext = "a"\npaths = ["' + "*a" * 100 + '"]',
    "keys": "[team]\n" + "".join(f"k{number} = 1\n" for number in range(20_000)),
    "quotes": '""" ' + '\\"""' * 60_000,
    "tables of no part": "".join(f"[x{number}]\n" for number in range(29_000)),
    "keys of no part": "".join(f'"{number}"=1\n' for number in range(27_000)),
    "dotted keys of no part": "".join(f"goals{number}.a.b.c.d.e.f.g.h.i.j.k=1\n" for number in range(7_500)),
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_texts_take_no_time_and_are_told_shortly(text: str) -> None:
    assert len(text) <= LARGEST + 1
    began = perf_counter()
    profile = read_profile(text, FILE)
    assert perf_counter() - began < 5
    assert len(profile.warnings) <= 201
    assert all(len(one) < 1000 for one in profile.warnings)


def test_of_a_part_as_many_entries_are_kept_as_can_be_held_against_a_change() -> None:
    text = "[[goals]]\ntext = 'a'\n" * 203 + "[[people]]\nname = 'Priya'\n"
    profile = read_profile(text, FILE)
    assert [len(profile.of(part)) for part in ("goals", "people")] == [200, 1]
    assert profile.warnings == (
        f"{FILE}, line 401: there are more than 200 [[goals]]; those from here on are left out.",
    )


@pytest.mark.parametrize("table", ["[x{}]", '"{}"=1'])
def test_reading_ends_with_the_problems_that_nobody_reads_on_after(table: str) -> None:
    found = problems("\n".join(map(table.format, range(10_000))), FILE)
    assert len(found) < 2100
    assert any("too many entries or problems before this" in one.text for one in found)


@pytest.mark.parametrize("text", ["[[goals]]\ntext = 'a'\n" * 100, "".join(f"[x{number}]\n" for number in range(100))])
def test_reading_can_be_stopped_between_entries_and_between_parts(text: str) -> None:
    class Stopping(Cancel):
        checks = 0

        def check(self) -> None:
            self.checks += 1
            if self.checks == 50:
                raise Cancelled

    with pytest.raises(Cancelled):
        read_profile(text, FILE, Stopping())


@pytest.mark.parametrize("number", ["0x" + "f" * 400, "0x" + "f" * 5000, "9" * 5000, "-1" + "0" * 19, "0b" + "1" * 64])
@pytest.mark.parametrize("value", ["{}", "[1, {}]", "{{a = [{}]}}"])
@pytest.mark.parametrize("key", ["deployment_steps]]\nminutes", "goals]]\ntext", "freezes]]\nfrom", "nothing]]\nx"])
def test_a_number_larger_than_those_of_toml_is_told_with_its_line(key: str, value: str, number: str) -> None:
    (said,) = told(f"[[{key} = {value.format(number)}\n")
    assert said == f"{FILE}, line 2: it has a number of more than 64 bits, so nothing of this file is used."


def test_the_largest_numbers_of_toml_are_out_of_range_only() -> None:
    for number in ("9223372036854775807", "-9223372036854775808"):
        assert "and must be from 0 to 1,000,000" in told(f"[[deployment_steps]]\ntext = 'a'\nminutes = {number}\n")[0]


_names = st.sampled_from([*parts_by_name(), "nothing", "Goals"])
_keys = st.sampled_from([*{key.name for part in parts() for key in part.keys}, "nothing", '"a b"', "a.b"])
_values = st.sampled_from(
    [
        '"text"',
        "3",
        "-1",
        "nan",
        "true",
        "2026-12-24",
        "2026-12-24T10:00:00Z",
        "10:00:00",
        '["a", "b"]',
        "[1]",
        "{a = 1}",
    ]
) | st.text(max_size=8).map(lambda text: f"'{text}'")
_lines = st.one_of(
    st.builds("[{}]".format, _names),
    st.builds("[[{}]]".format, _names),
    st.builds("[[{}.x]]".format, _names),
    st.builds("{} = {}".format, _keys, _values),
    st.just("# comment"),
)


@given(st.lists(_lines, max_size=12).map("\n".join) | st.text())
def test_nothing_that_is_wrong_raises_and_each_entry_says_what_the_table_allows(text: str) -> None:
    profile = read_profile(text, FILE)
    for entry in profile.entries:
        part = parts_by_name()[entry.part]
        assert set(entry.values) <= set(part.by_name)
        assert part.single or all(key.name in entry.values for key in part.keys if key.required)
        assert 1 <= entry.line <= text.count("\n") + 1
    assert all(one.startswith(FILE) for one in profile.warnings)
