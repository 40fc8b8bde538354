"""A profile that is kept as one's own names no calendars, however a file names them."""

from pathlib import Path

import pytest

from relman_desktop.errors import InputError
from relman_desktop.sources.profile.keeping import keep
from relman_desktop.sources.profile.reading import read_profile

GOAL = "[[goals]]\ntext = 'Be quick'\n"
CALENDAR = "[[calendars]]\nsource = '/etc/{}.ics'\n"


def test_calendars_are_left_out_and_named(tmp_path: Path, home: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text(CALENDAR.format(1) + GOAL + CALENDAR.format(2))
    kept = keep(path, "/srv/orders")
    assert kept.path.is_relative_to(home) and kept.path.read_text() == GOAL
    assert "/etc/1.ics" in "".join(kept.said) and "/etc/2.ics" in "".join(kept.said)
    assert keep(path, "/srv/orders") == kept, "what is kept already may be kept again"


@pytest.mark.parametrize(
    "text",
    [
        "".join(CALENDAR.format(at) for at in range(150)),
        "calendars = [{source = '/etc/a.ics'}, {source = '/etc/b.ics'}]\n" + GOAL,
        GOAL + "[[calendars]]\nsource = '/etc/a.ics'\nholds = 'nothing'\n" + CALENDAR.format(2),
    ],
)
def test_no_calendar_is_kept(tmp_path: Path, home: Path, text: str) -> None:
    path = tmp_path / "a.toml"
    path.write_text(text)
    try:
        kept = keep(path, "/srv/orders")
    except InputError:
        assert not home.exists() or not [*home.rglob("*.toml")]
    else:
        assert read_profile(kept.path.read_text(), "a").of("calendars") == ()
