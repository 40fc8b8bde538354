"""Puts a prepared ticket into a change system: finds it, makes it once, reads it back, updates it."""
