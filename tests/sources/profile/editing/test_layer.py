"""A profile while it is edited: nothing typed is lost, nothing that others write is lost, and comments stay."""

from collections.abc import Callable
from pathlib import Path

import pytest

from relman_desktop import files
from relman_desktop.errors import ServiceError
from relman_desktop.sources.profile.editing import Book, EditedEntry, EditedLayer
from relman_desktop.sources.profile.editing.typed import typed_file
from relman_desktop.sources.profile.layers import person_files
from relman_desktop.sources.profile.schema import parts, parts_by_name

WRITTEN = """\
# Kept by Priya.

# the number that matters
[[monitoring]]
metric = "errors"  # as Grafana has it
threshold = "above 2 %"

[[monitoring]]
metric = "latency"
"""
PLACE = "/srv/git/orders"


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("RELMAN_HOME", str(tmp_path))
    return person_files(PLACE)[1]


def layer(path: Path, text: str | None = WRITTEN) -> EditedLayer:
    if text is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return EditedLayer(path, "yours")


def metrics(one: EditedLayer) -> list[str]:
    return [entry.text("metric") for entry in one.entries["monitoring"]]


def test_what_is_right_is_written_and_comments_stay(path: Path) -> None:
    one = layer(path)
    one.entries["monitoring"][0].texts |= {"threshold": "above 3 %", "watch_minutes": "30", "paths": "a/**\n\n b/** "}
    assert one.settle()
    assert path.read_text("utf-8") == WRITTEN.replace("2 %", "3 %").replace(
        'above 3 %"\n', 'above 3 %"\nwatch_minutes = 30\npaths = ["a/**", "b/**"]\n'
    )
    assert not one.settle() and not typed_file(path).exists()


def test_what_is_wrong_is_kept_as_typed_until_it_is_right(path: Path) -> None:
    one = layer(path)
    one.entries["monitoring"][1].texts["watch_minutes"] = "half an hour"
    one.add(parts_by_name()["goals"], {"measure": "fewer than 5"})
    assert not one.settle() and path.read_text("utf-8") == WRITTEN
    assert one.entries["monitoring"][1].wrong() == {
        "watch_minutes": "Is “half an hour”, and must be a number, such as 30."
    }

    again = layer(path, None)  # as after a crash
    assert again.entries["monitoring"][1].text("watch_minutes") == "half an hour" and metrics(again)[0] == "errors"
    (goal,) = again.entries["goals"]
    assert goal.texts == {"measure": "fewer than 5"} and goal.place is None
    again.entries["monitoring"][1].texts["watch_minutes"] = "30"
    goal.texts["text"] = "Fewer customers give up"
    assert again.settle() and not typed_file(path).exists()
    assert 'metric = "latency"\nwatch_minutes = 30\n' in path.read_text("utf-8")
    assert '[[goals]]\ntext = "Fewer customers give up"\nmeasure = "fewer than 5"\n' in path.read_text("utf-8")


def test_what_others_write_meanwhile_is_taken_in_and_not_written_over(path: Path) -> None:
    one = layer(path)
    first, second = one.entries["monitoring"]
    second.texts["threshold"] = "above 1 s"
    path.write_text(WRITTEN.replace("above 2 %", "above 9 %") + '\n[[goals]]\ntext = "New"\n', "utf-8")
    assert one.settle()
    assert "above 9 %" in path.read_text("utf-8") and 'threshold = "above 1 s"' in path.read_text("utf-8")
    assert one.entries["monitoring"] == [first, second] and first.text("threshold") == "above 9 %"
    assert [entry.text("text") for entry in one.entries["goals"]] == ["New"]


@pytest.mark.parametrize(("mine", "left"), [(True, "above 3 %"), (False, "above 9 %")])
def test_a_value_that_both_changed_is_decided_by_the_person(path: Path, mine: bool, left: str) -> None:
    one = layer(path)
    entry = one.entries["monitoring"][0]
    entry.texts["threshold"] = "above 3 %"
    path.write_text(WRITTEN.replace("above 2 %", "above 9 %"), "utf-8")
    one.settle()
    assert entry.theirs == {"threshold": "above 9 %"} and "above 9 %" in path.read_text("utf-8")
    entry.settle("threshold", mine=mine)
    one.settle()
    assert f'threshold = "{left}"' in path.read_text("utf-8") and entry.text("threshold") == left


def test_an_entry_that_others_took_out_stays_where_something_is_typed_in_it(path: Path) -> None:
    one = layer(path)
    one.entries["monitoring"][1].texts["watch_minutes"] = "soon"
    path.write_text("[team]\nname = 'A'\n", "utf-8")
    one.look()
    (left,) = one.entries["monitoring"]
    assert left.place is None and left.texts["watch_minutes"] == "soon"
    left.texts["watch_minutes"] = "5"
    one.settle()
    assert 'metric = "latency"\nwatch_minutes = 5' in path.read_text("utf-8")


def test_a_removal_can_be_undone_to_the_byte(path: Path) -> None:
    one = layer(path)
    entry = one.entries["monitoring"][0]
    entry.texts["alert"] = "a\N{RIGHT-TO-LEFT OVERRIDE}b"  # wrong, and typed all the same
    one.remove(entry)
    assert metrics(one) == ["latency"] and "errors" not in path.read_text("utf-8")
    assert one.entries["monitoring"][0].place == 0
    back = one.put_back()
    assert path.read_text("utf-8") == WRITTEN and metrics(one) == ["errors", "latency"]
    assert back is one.entries["monitoring"][0] and back.text("alert").startswith("a") and back.wrong()


def test_a_removal_is_undone_in_a_file_that_somebody_else_changed(path: Path) -> None:
    one = layer(path)
    one.remove(one.entries["monitoring"][1])
    path.write_text(path.read_text("utf-8") + '\n[[goals]]\ntext = "New"\n', "utf-8")
    one.put_back()
    assert metrics(one) == ["errors", "latency"]
    assert 'text = "New"' in path.read_text("utf-8") and '"latency"' in path.read_text("utf-8")


def test_entries_change_places_with_their_comments(path: Path) -> None:
    one = layer(path)
    assert one.move(one.entries["monitoring"][1], -1) and metrics(one) == ["latency", "errors"]
    text = path.read_text("utf-8")
    assert text.index('"latency"') < text.index("# the number that matters") < text.index('"errors"  # as Grafana')
    assert not one.move(one.entries["monitoring"][0], -1)
    assert one.move(one.entries["monitoring"][0], 1) and path.read_text("utf-8") == WRITTEN


def test_keys_that_nobody_knows_stay_until_they_are_taken_out(path: Path) -> None:
    one = layer(path, '[[monitoring]]\nmetric = "errors"\ntreshold = "2 %"\nwatch_minutes = "ten"\n')
    (entry,) = one.entries["monitoring"]
    assert "did you mean `threshold`?" in entry.wrong()["treshold"] and "watch_minutes" in entry.wrong()
    entry.texts["where"] = "Grafana"
    one.settle()
    assert 'treshold = "2 %"\nwatch_minutes = "ten"\nwhere = "Grafana"' in path.read_text("utf-8")
    entry.texts["treshold"] = ""
    one.settle()
    assert "treshold" not in path.read_text("utf-8") and 'watch_minutes = "ten"' in path.read_text("utf-8")


def test_what_is_written_once_is_taken_out_when_nothing_is_said_any_more(path: Path) -> None:
    one = layer(path, None)
    team = one.single(parts_by_name()["team"])
    team.texts["name"] = "Orders"
    one.settle()
    assert '[team]\nname = "Orders"' in path.read_text("utf-8")
    team.texts["name"] = " "
    one.settle()
    assert "team]" not in path.read_text("utf-8") and not team.waiting


@pytest.mark.parametrize("content", [b"[[goals]]\ntext = unquoted\n", b'[[goals]]\ntext = "\xff"\n'])
def test_a_file_that_cannot_be_read_is_left_alone(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    one = EditedLayer(path, "yours")
    assert one.fault and not one.writable
    one.add(parts_by_name()["goals"], {"text": "Typed meanwhile"})
    assert not one.settle() and path.read_bytes() == content
    path.write_text('[[goals]]\ntext = "Mended"\n', "utf-8")
    one.settle()
    assert one.writable and [entry.text("text") for entry in one.entries["goals"]] == ["Mended", "Typed meanwhile"]
    assert "Typed meanwhile" in path.read_text("utf-8")


def test_what_cannot_be_written_is_not_lost(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = layer(path)
    one.entries["monitoring"][0].texts["where"] = "Grafana"
    entry = one.add(parts_by_name()["goals"], {"text": "New"})

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("relman_desktop.sources.profile.writing.write_atomically", full)
        with pytest.raises(ServiceError, match="No space left"):
            one.settle()
        assert one.entries["goals"] == [entry] and path.read_text("utf-8") == WRITTEN
        with pytest.raises(ServiceError):
            one.remove(one.entries["monitoring"][1])
    assert one.settle() and metrics(one) == ["errors", "latency"]
    assert 'where = "Grafana"' in path.read_text("utf-8") and 'text = "New"' in path.read_text("utf-8")


def test_what_others_write_while_it_is_written_is_not_lost(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, real, outside = layer(path), files.write_atomically, [WRITTEN + '\n[[goals]]\ntext = "theirs"\n']
    one.entries["monitoring"][1].texts["where"] = "Grafana"
    one.add(parts_by_name()["people"], {"name": "Priya"})

    def overtaken(target: Path, content: bytes, still: Callable[[], None]) -> None:
        if outside:
            path.write_text(outside.pop(), "utf-8")
        real(target, content, still)

    monkeypatch.setattr("relman_desktop.sources.profile.writing.write_atomically", overtaken)
    assert one.settle()
    text = path.read_text("utf-8")
    assert all(said in text for said in ('text = "theirs"', 'where = "Grafana"', 'name = "Priya"'))
    assert text.count("[[") == 4 and not typed_file(path).exists()
    outside.append(WRITTEN)
    with pytest.raises(ServiceError, match="changed by another program"):
        one.remove(one.entries["people"][0])
    assert path.read_text("utf-8") == WRITTEN


def test_every_key_of_every_part_is_typed_as_its_example(path: Path) -> None:
    one = layer(path, None)
    for part in parts():
        entry = one.single(part) if part.single else one.add(part)
        entry.texts |= EditedEntry.of(part, {key.name: key.example for key in part.keys}, 0).texts
        assert not entry.wrong(), part.name
    assert one.settle()
    for part in parts():
        assert dict(one.profile.of(part.name)[0].values) == {
            key.name: key.example if key.kind != "moment" else one.profile.of(part.name)[0].values[key.name]
            for key in part.keys
        }


def test_it_is_told_which_layer_wins(path: Path) -> None:
    everywhere = files.home() / "profile.toml"
    everywhere.parent.mkdir(parents=True, exist_ok=True)
    everywhere.write_text('[team]\nname = "Mine"\ntime_zone = "UTC"\n[[monitoring]]\nmetric = "latency"\n', "utf-8")
    layer(path, WRITTEN + '\n[team]\nname = "Orders"\n')
    book = Book(PLACE, repository=True)
    book.show_team('[[monitoring]]\nmetric = "Errors"\n[[monitoring]]\nmetric = "queue"\n')
    monitoring, team = parts_by_name()["monitoring"], parts_by_name()["team"]
    assert {place: one.instead_of for place, one in book.standing(monitoring).items()} == {
        0: ".relman.toml:1",
        1: "your profile:4",
    }
    book.layer = book.everywhere
    assert book.standing(monitoring)[0].over == "your profile for this repository"
    assert book.standing(team)[0].keys == ("name",) and book.standing(team)[0].counts
    assert book.team
    book.layer = book.team
    assert {*book.standing(monitoring)} == {0} and not book.standing(monitoring)[0].counts


def test_what_is_written_once_meets_what_others_wrote_of_it(path: Path) -> None:
    one = layer(path, None)
    team = one.single(parts_by_name()["team"])
    team.texts |= {"name": "Orders", "time_zone": "Nowhere"}
    one.settle()
    path.write_text('[team]\nname = "Payments"\ntarget = "jira"\n', "utf-8")
    one.settle()
    assert one.entries["team"] == [team] and team.theirs == {"name": "Payments"} and team.text("target") == "jira"
    team.texts["time_zone"] = "UTC"
    team.settle("name", mine=False)
    one.settle()
    assert path.read_text("utf-8") == '[team]\nname = "Payments"\ntarget = "jira"\ntime_zone = "UTC"\n'
