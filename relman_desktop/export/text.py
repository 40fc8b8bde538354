"""The ticket as text: Markdown, and plain text for forms that keep nothing else."""

from collections.abc import Callable
from dataclasses import dataclass

from ..fields import FIELDS, Field, Shape
from ..life.state_line import state_words
from ..ticket import Ticket
from .plain import plain


@dataclass(frozen=True, slots=True)
class Format:
    """How a text format writes a field's text and a heading."""

    field: Callable[[str], str]
    heading: Callable[[str], str]
    title: Callable[[str], str]
    value: Callable[[str, str], str]

    def ticket(self, ticket: Ticket) -> str:
        """The whole ticket: its title, its short values, then each written field under a heading."""
        title = ticket.entry("title").text.strip()
        blocks = [self.title(self.field(title))] if title else []
        values = [self._value(ticket, field) for field in FIELDS if not field.written]
        blocks.append("\n".join(value for value in values if value))
        for field in FIELDS:
            text = ticket.entry(field.name).text.strip()
            if field.shape in (Shape.PROSE, Shape.STEPS) and text:
                blocks.append(f"{self.heading(field.label)}\n\n{self.field(text)}")
        return "\n\n".join(block for block in blocks if block) + "\n"

    def _value(self, ticket: Ticket, field: Field) -> str:
        text = state_words(ticket) if field.name == "state" else ticket.entry(field.name).text.strip()
        return self.value(field.label, self.field(text)) if text else ""


def _underlined(text: str, line: str) -> str:
    return f"{text}\n{line * min(len(text), 72)}"


FORMATS = {
    "markdown": Format(
        field=lambda text: text.strip(),
        heading=lambda text: f"## {text}",
        title=lambda text: f"# {text}",
        value=lambda label, text: f"- **{label}:** {text}",
    ),
    "plain": Format(
        field=plain,
        heading=lambda text: _underlined(text.upper(), "-"),
        title=lambda text: _underlined(text, "="),
        value=lambda label, text: f"{label}: {text}",
    ),
}
