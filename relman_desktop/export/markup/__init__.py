"""A field's text, which is Markdown, in the markup that a form or an API takes: one model, a writer each."""

from .flavour import Flavour
from .rendering import render

__all__ = ["Flavour", "render"]
