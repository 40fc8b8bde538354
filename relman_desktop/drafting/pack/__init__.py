"""The evidence pack: what a model is given of a change, and the account of what it is not given."""

from .packed import Coverage, Level, Pack
from .packing import pack

__all__ = ["Coverage", "Level", "Pack", "pack"]
