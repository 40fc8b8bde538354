"""What the doctor says of tickets that are damaged or gone: where they are, and how they come back."""

from pathlib import Path

import pytest

from relman_desktop.errors import ServiceError
from relman_desktop.store.library import Library
from relman_desktop.store.standing import tickets_line

from .test_rescue import begun


@pytest.fixture
def kept(home: Path) -> Path:
    """Three tickets, of which two are in the backup."""
    path = home / "tickets.sqlite"
    library = Library(path)
    for number in range(3):
        if number == 2:
            library.back_up()
        begun(library, f"t{number}", f"CHG-{number}").type("notes", "Words " * 500).result(5)
    library.close()
    return path


def flip(path: Path) -> None:
    data = path.read_bytes()
    assert b'"text":"Words' in data
    path.write_bytes(data.replace(b'"text":"Words', b'"text":"Wards'))


def said(path: Path) -> str:
    before = {one: one.read_bytes() for one in path.parent.rglob("*") if one.is_file()}
    with pytest.raises(ServiceError) as told:
        tickets_line(path)
    assert before == {one: one.read_bytes() for one in before}, "nothing is changed"
    return str(told.value)


@pytest.mark.parametrize(
    ("content", "state"), [(b"", "empty"), (b"plain text\n" * 9, "no database any more"), (None, "damaged")]
)
def test_a_damaged_file_is_told_with_what_can_be_recovered(kept: Path, content: bytes | None, state: str) -> None:
    kept.write_bytes(kept.read_bytes()[:9000] if content is None else content)
    assert said(kept).startswith(f"{kept} is {state}.")
    assert said(kept).endswith(f"3 tickets can be recovered, also from {kept.parent / 'backups'}: open Relman Desktop.")


def test_a_flipped_bit_is_told(kept: Path) -> None:
    flip(kept)
    assert f"{kept} is damaged" in said(kept) and "3 tickets can be recovered" in said(kept)


def test_a_file_that_is_gone_is_told(kept: Path) -> None:
    for one in kept.parent.glob("tickets.sqlite*"):
        one.unlink()
    assert f"{kept} is gone" in said(kept) and "3 tickets can be recovered" in said(kept)


def test_a_damage_without_a_backup_is_told(kept: Path) -> None:
    for one in (kept.parent / "backups").iterdir():
        one.unlink()
    kept.write_bytes(b"nothing of ours\n" * 1000)
    assert said(kept).endswith("Nothing in it can be recovered; its second copy is kept nowhere.")


def test_tickets_that_are_well_and_none_yet_are_told(kept: Path) -> None:
    assert tickets_line(kept).startswith("3 tickets in ")
    assert tickets_line(kept.parent / "another" / "other.sqlite").startswith("none yet")
