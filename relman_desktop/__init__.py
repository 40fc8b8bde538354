"""Relman Desktop: turns a real code change into a change ticket, every sentence with its evidence."""

__version__ = "0.1.0"
