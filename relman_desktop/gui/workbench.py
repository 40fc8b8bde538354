"""The three panes of an open change, and the session behind them."""

from concurrent.futures import Future

from PySide6.QtWidgets import QWidget

from ..loaded import Loaded
from ..session import Session
from .workbench_connections import WorkbenchConnections


class Workbench(WorkbenchConnections):
    """Change, ticket and evidence side by side."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._connect()

    def show_loaded(self, loaded: Loaded, ticket_id: str = "", *, or_newest: bool = False) -> None:
        """Make a loaded change the current one, with a ticket of it, as `Session.show` takes it."""
        self.proposing.leave()
        self._keep(self._session.show(loaded, ticket_id, or_newest=or_newest))
        self.change.show_change(loaded, self._rows)
        if self._session.ticket and self._session.draft:
            half = self._session.writing.history.half
            self.ticket.show_ticket(self._session.ticket, self._session.draft, half)
        self.ticket.show_dismissed(self._session.dismissed)
        self.show_shelf()
        self.similar.show_ticket()
        self.interview.show_ticket()
        self.risk.show_ticket()
        self.work.show_ticket()
        self.life.show_ticket()
        self.advice.show_ticket()
        self.checks.show_ticket()
        self.team.show_ticket()
        self.export.show_ticket()
        self.copying.show_ticket()
        self.walking.show_ticket()
        self._show_titles()
        self.proposing.show()
        if first := self.change.facts.first:
            self.reader.show(first)
        self.acted.emit()

    def show_moved(self, loaded: Loaded, saved: "Future[None]") -> None:
        """Show the change to which the ticket was brought; texts, caret and scroll stay."""
        self.proposing.forget()
        self._keep(saved)
        self.change.show_change(loaded, self._rows)
        self.ticket.show_dismissed(self._session.dismissed)
        self.work.refresh()
        self.risk.show_ticket()
        self.checks.show_ticket()
        self.team.show_ticket()
        self.export.show_ticket()
        self._show_titles()
        self.proposing.show()
        if first := self.change.facts.first:
            self.reader.show(first)
        self.material_changed.emit()
