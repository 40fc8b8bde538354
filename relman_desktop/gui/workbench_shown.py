"""What the workbench shows anew when something is known, computed or taken back that nobody typed there."""

from concurrent.futures import Future

from ..risked import FIELDS as RISK_FIELDS
from .chip_titles import give_titles
from .workbench_places import WorkbenchPlaces


class WorkbenchShown(WorkbenchPlaces):
    """Follows the session; where the person is they stay."""

    def show_shelf(self) -> None:
        """Say where the ticket stands in the library, if it is put away."""
        if self._session.ticket:
            self.ticket.show_shelf(self._session.writing.history.shelf)

    def _show_field(self, field: str) -> None:
        """Show what a field holds that was changed beside it."""
        self.ticket.put_entry(field, self._session.entry(field))
        self.interview.follow_values()

    def _keep_computed(self, saved: "Future[None]") -> None:
        """The risk was worked out, which nobody did: what was said of the person's last act stays."""
        if not saved.done():
            self.written.emit()
        self.history.follow()
        self.advice.refresh()

    def _show_computed(self) -> None:
        """What is computed may have taken the place of what was: fields that the person left follow what is known."""
        for field in RISK_FIELDS if self._session.ticket else ():
            entry = self._session.entry(field)
            if entry.text != self.ticket.text(field):
                self.ticket.put_entry(field, entry)

    def _know_profile(self) -> None:
        """The team's profile says something else now."""
        self.team.refresh()
        self.proposing.show()
        self.material_changed.emit()

    def _show_changed(self) -> None:
        self.proposing.show()
        self.written.emit()
        self.acted.emit()

    def _show_dismissed(self, fact: str) -> None:
        """Show which facts count now, the one that just changed or that which follows it in the list."""
        self._show_facts()
        self.change.facts.setFocus()
        self.reader.show(self.change.facts.current or fact)
        self.material_changed.emit()

    def _show_undone(self, fact: str) -> None:
        """Go to a fact that undo changed; the person who is in the history stays there."""
        if self.side.page is not self.history:
            self._show_dismissed(fact)
            return
        self._show_facts()
        self.reader.read(self.change.facts.current or fact)
        self.material_changed.emit()

    def _show_facts(self) -> None:
        self.change.facts.refresh(self._rows)
        self.ticket.show_dismissed(self._session.dismissed)
        self.proposing.show()

    def _follow_work(self) -> None:
        """Undo gave work items back, or took them away."""
        self.work.refresh()
        self._show_known()
        self.material_changed.emit()

    def _show_known(self) -> None:
        """More is known of the work items: facts and proposals may be others; where the person is they stay."""
        if self._session.loaded:
            self.change.show_work(self._session.material.work)
            if self._rows != self.change.facts.rows:
                self.change.show_facts(self._rows)
            self._show_titles()
            self.reader.renew()
            self.proposing.show()

    def _show_titles(self) -> None:
        give_titles(self, self.work.titles)
