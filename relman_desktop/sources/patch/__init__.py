"""Patches: one pass over the bytes makes an index of its files; the hunks of a file are parsed when someone asks."""

from .hunks import PatchReader, parse_hunks
from .index import Index, index_patch, scan
from .section import Data, Section

__all__ = ["Data", "Index", "PatchReader", "Section", "index_patch", "parse_hunks", "scan"]
