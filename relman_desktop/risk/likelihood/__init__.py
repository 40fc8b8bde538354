"""The chance that a change proves faulty, learned from commits that did or did not."""

from .chance import Chance, likelihood

__all__ = ["Chance", "likelihood"]
