"""The file that the person chose for what cannot be saved, with the ticket as Markdown beside it."""

from pathlib import Path

from ..errors import InputError
from ..files import backups_of, free_name, write_atomically
from .rescue import PREFIX
from .rescue_file import RESCUED, RescueFile


class Chosen:
    """To be used by one thread at a time."""

    def __init__(self, file: RescueFile, earlier: "Chosen | None") -> None:
        """`earlier`: what was chosen before."""
        self.file = file
        known = earlier.notes if earlier and earlier.file.path == file.path else None
        self.notes: Path = known or free_name(file.path.with_suffix(".md"))  # nobody was asked about that one

    def write_notes(self, markdown: str) -> None:
        """Raises `OSError`."""
        write_atomically(self.notes, markdown.encode("utf-8", "replace"))


def place_of(path: Path, database: Path) -> Path:
    """What is written where the person chose a path: a file of our kind, and no file that they were not asked about.

    Raises `InputError` for a file that the tickets are kept in.
    """
    folder = path.parent.resolve()
    is_database = folder == database.parent.resolve() and path.name.startswith(database.name)
    if is_database or folder == backups_of(database).resolve() or path.name.startswith(PREFIX):
        raise InputError(f"{path} is a file of Relman Desktop's own; choose another name or another folder.")
    return path if path.suffix == RESCUED else free_name(path.with_name(path.name + RESCUED))
