"""Going to the words in a field that a finding is about, and selecting them."""

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextEdit

from ..checks.finding import Finding
from .sentences import units
from .ticket_pane import TicketPane


def go_to_words(ticket: TicketPane, finding: Finding) -> None:
    """Put the focus into the finding's field, with its words selected as far as they stand there."""
    text = ticket.text(finding.field)
    words = _standing(finding.quote, text)
    at = max(text.find(words), 0) if words else 0
    ticket.go_to(finding.field, at)
    if words and words in text:
        _select(ticket, text, at, words)


def _standing(quote: str, text: str) -> str:
    """The words, or their first line where a person changed what follows; "" where neither stands there."""
    candidates = (quote, quote.strip(), quote.strip().partition("\n")[0])
    return next((one for one in candidates if one and one in text), "")


def _select(ticket: TicketPane, text: str, at: int, words: str) -> None:
    start, end = units(text[:at]), units(text[: at + len(words)])
    editor = ticket.focusWidget()
    if isinstance(editor, QPlainTextEdit | QTextEdit):
        cursor = editor.textCursor()
        cursor.setPosition(end)
        cursor.setPosition(start, QTextCursor.MoveMode.KeepAnchor)
        editor.setTextCursor(cursor)
    elif isinstance(editor, QLineEdit):
        editor.setSelection(start, end - start)
