"""A profile while a person edits it: what is typed, what of it is wrong, and what the file says meanwhile.

What is right is written as it is typed; what is wrong stays as it was typed, here and in a file beside the profile,
until it is right. A file that somebody else changes is read anew before anything is written to it.
"""

from .book import Book, Standing
from .entry import EditedEntry
from .layer import EditedLayer, team_layer

__all__ = ["Book", "EditedEntry", "EditedLayer", "Standing", "team_layer"]
