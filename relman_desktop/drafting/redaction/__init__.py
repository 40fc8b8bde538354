"""Redaction: what leaves the machine holds placeholders instead of secrets."""

from .record import Redaction
from .redactor import Redactor

__all__ = ["Redaction", "Redactor"]
