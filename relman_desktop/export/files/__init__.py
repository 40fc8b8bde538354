"""The files that a ticket becomes: to read, to print, to send, to take elsewhere."""

from .formats import FileFormat, file_formats

__all__ = ["FileFormat", "file_formats"]
