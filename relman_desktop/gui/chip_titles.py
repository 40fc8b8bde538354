"""What pieces of evidence are called, for the tool tips of their chips, wherever in the window these stand."""

from collections.abc import Mapping

from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QToolTip, QWidget

from .shown import shown_line, tooltip

_NAME = "what evidence is called"
_LONGEST = 200  # characters


def give_titles(owner: QWidget, titles: Mapping[str, str]) -> None:
    """Have the chips in a widget say these titles, by the ids that they stand for."""
    owner.setProperty(_NAME, dict(titles))


def title_of(widget: QWidget, evidence_id: str) -> str:
    """What a piece of evidence is called, as far as what is around a widget knows it; "" where it does not."""
    owner: QWidget | None = widget
    while owner is not None:
        titles = owner.property(_NAME)
        if isinstance(titles, dict):
            return " ".join(str(titles.get(evidence_id, "")).split())
        owner = owner.parentWidget()
    return ""


def show_tip(widget: QWidget, event: QHelpEvent, tip: str, evidence_id: str = "") -> None:
    """Show what a chip's tool tip says, under the title of what it stands for."""
    title = shown_line(title_of(widget, evidence_id)) if evidence_id else ""
    title = title if len(title) <= _LONGEST else title[: _LONGEST - 1] + "…"
    QToolTip.showText(event.globalPos(), tooltip("\n".join(filter(None, (title, tip)))), widget)
