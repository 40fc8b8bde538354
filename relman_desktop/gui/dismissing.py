"""Dismissing facts and letting them count again: asked about in the evidence pane, on which fact the list says."""

from PySide6.QtCore import QObject, Signal

from ..session import Session
from .evidence_pane import EvidencePane
from .evidence_reader import EvidenceReader
from .fact_list import FactList
from .session_undo import undo_key
from .side_tabs import SideTabs


class Dismissing(QObject):
    """Asks why a fact does not count as soon as that fact is shown."""

    said = Signal(str)
    kept = Signal(object)  # the Future of an act
    changed = Signal(str)  # a fact that is dismissed, or counts again

    def __init__(
        self, session: Session, facts: FactList, pane: EvidencePane, reader: EvidenceReader, side: SideTabs
    ) -> None:
        super().__init__(pane)
        self._session, self._facts, self._pane, self._reader, self._side = session, facts, pane, reader, side
        self._to_dismiss = ""  # the fact whose dismissal is asked about once it is shown
        reader.turned.connect(self.forget)
        reader.fact_shown.connect(self._ask_if_wanted)
        pane.dismissed.connect(self.dismiss)
        pane.restored.connect(self.restore)

    def ask(self) -> None:
        """Ask why the current fact does not count, or the one in the evidence pane where none is current."""
        shown = self._pane.card.fact_id
        fact = self._facts.current or shown
        if not fact:
            self.said.emit("Choose a fact first; then it can be dismissed.")
        elif fact == shown and not self._reader.busy:
            self._side.show_page(self._pane)
            self._pane.ask_why_dismissed()
        else:
            self._to_dismiss = fact
            self._reader.show(fact)

    def forget(self, shown: str = "") -> None:
        """Ask no more about a fact that was to be asked about, unless it is the one that is going to be shown."""
        if self._to_dismiss != shown:
            self._to_dismiss = ""

    def dismiss(self, fact: str, reason: str) -> None:
        """Let a fact not count; fields with sentences that rest on it show a draft without it."""
        self.kept.emit(self._session.dismiss(fact, reason))
        self.changed.emit(fact)
        self.said.emit(f"{fact} is dismissed; the drafts leave it out. {undo_key()} takes it back.")

    def restore(self, fact: str = "") -> None:
        """Let a dismissed fact count again: the given one, or the current one."""
        fact = fact or self._facts.current or self._pane.card.fact_id
        if fact not in self._session.dismissed:
            self.said.emit("This fact is not dismissed.")
            return
        self.kept.emit(self._session.restore(fact))
        self.changed.emit(fact)
        self.said.emit(f"{fact} counts again.")

    def _ask_if_wanted(self, fact: str) -> None:
        if fact == self._to_dismiss:
            self._to_dismiss = ""
            self._pane.ask_why_dismissed()
