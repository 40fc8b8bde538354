"""Trackers: where work items are read from, and never written to."""
