"""The kinds of trackers: one module of field mapping each, without input or output."""

from collections.abc import Mapping

from ..kind import Kind

KINDS: Mapping[str, Kind] = {}  # by the names of `settings.Tracker.kind`
