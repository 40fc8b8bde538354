"""What stands before sending: what an approver would send back, what the person agrees to, and the buttons."""

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from ..checks import Finding
from ..fields import BY_NAME
from ..wording import counted, joined
from .buttons import button
from .export_buttons import ExportButtons
from .export_view import View
from .export_words import doing_words, look_words, send_words
from .labels import label, note, restyle, soften
from .shown import shown_text, visible
from .theme import GRID
from .tick_box import TickBox
from .work_remarks import Act, Remark, WorkRemarks

_MOST = 2  # findings that have room
_CLOSING = "What happened goes along as a comment, once: when, by whom, planned against actual, steps and problems"
_AUDIT = "How this ticket came about goes along as audit.json: who drafted and who wrote each sentence, and from what"
_SECRETS = "Whoever sees the record there reads it; what is shown above has it masked until this is ticked"
_LOOK = 500  # milliseconds in which a press was meant for what stood here before


class ExportFoot(QWidget):
    """Its button sends; where a host is new, it also says yes to that host."""

    send_wanted = Signal()
    look_wanted = Signal()
    stop_wanted = Signal()
    field_wanted = Signal(str)
    checks_wanted = Signal()
    audit_chosen = Signal(bool)
    closing_chosen = Signal(bool)
    secrets_chosen = Signal(bool)  # whether those in the text go along
    grown = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.findings = WorkRemarks()
        self._said, self._consent = note(wraps=True), label(wraps=True)
        self.closing = TickBox("Add the closing note")
        self.closing.setToolTip(_CLOSING)
        self.closing.setAccessibleDescription(_CLOSING)
        self.audit = TickBox("Attach the audit")
        self.audit.setToolTip(_AUDIT)
        self.audit.setAccessibleDescription(_AUDIT)
        self.secrets = TickBox()
        self.send = QPushButton()
        self.send.setProperty("look", "primary")
        self.look = button("", "Looks whether the ticket is there, and what changed there since; writes nothing")
        self._step, self._bar = label(wraps=True), QProgressBar(textVisible=False)
        self._bar.setFixedHeight(GRID)
        self.stop = button("Stop", "Stops; what was written there stays, and is looked for next time")
        self._wait = QTimer(self, singleShot=True, interval=_LOOK)
        self._wait.timeout.connect(self._let)
        self._may_send = self._may_look = False
        self._asked, self._working = ExportButtons(self.look, self.send), QWidget()
        self._lay_out()
        self.audit.clicked.connect(self.audit_chosen)
        self.closing.clicked.connect(self.closing_chosen)
        self.secrets.clicked.connect(self.secrets_chosen)
        self.send.clicked.connect(self.send_wanted)
        self.look.clicked.connect(self.look_wanted)
        self.stop.clicked.connect(self.stop_wanted)
        self.findings.renewed.connect(self.grown)

    @property
    def words(self) -> str:
        """All that it says."""
        parts = (self._said, self._consent, self._step)
        return "\n".join((*self.findings.texts, *(one.text() for one in parts if one.text())))

    @property
    def stops(self) -> tuple[QWidget, ...]:
        return (*self.findings.stops, self.closing, self.audit, self.secrets, self.look, self.send, self.stop)

    def show_view(self, view: View) -> None:
        """Show what can be done now. What is another button than a moment ago can be pressed after a moment."""
        course, words = view.course, send_words(view.course, view.preview, view.system, view.title)
        self.findings.show_remarks((*self._of_secrets(view), *self._remarks(_others(view))))
        soften(self._said, _why_not(view))
        soften(self._consent, _consent(view))
        for one in (self._said, self._consent):
            one.setVisible(bool(one.text()))
        restyle(self._said, "error" if view.prepared and view.prepared.wrong else "quiet")
        words = words if view.agreed or not view.prepared else f"Agree and {words[:1].lower()}{words[1:]}"
        is_other = self._asked.words_of(self.send) not in ("", words)
        self._asked.say(self.send, words, self._consent.text() or f"Writes to {visible(view.system.host)}")
        self._asked.say(self.look, look_words(course, view.preview), self.look.toolTip())
        self._working.setVisible(course.busy)
        self._asked.setVisible(not course.busy)
        self.closing.setVisible(view.is_closed)
        self.closing.setChecked(view.tells_closing)
        self.closing.setEnabled(not (course.busy or view.read_only))
        self.audit.setVisible(view.may_attach)
        self.audit.setChecked(view.attaches_audit)
        self.audit.setEnabled(not (course.busy or view.read_only))
        self._show_secrets(view)
        soften(self._step, doing_words(course, view.title) if course.busy else "")
        self._bar.setRange(0, 0 if course.part is None else 100)
        self._bar.setValue(int((course.part or 0) * 100))
        self._may_send, self._may_look = view.may_send, view.may_ask
        if is_other and view.may_send:
            self.send.setEnabled(False)
            self._wait.start()
        elif not self._wait.isActive():
            self._let()

    def _let(self) -> None:
        self.send.setEnabled(self._may_send)
        self.look.setEnabled(self._may_look)

    def _show_secrets(self, view: View) -> None:
        """The box by which they go along: nobody sends one by a press that is meant for the rest."""
        words = "Send it with what looks like a secret in it"
        if view.secrets.count > 1:
            words = f"Send it with the {view.secrets.count} texts that look like secrets in it"
        self.secrets.setVisible(bool(view.secrets))
        self.secrets.setText(words)
        self.secrets.setToolTip(_SECRETS)
        self.secrets.setAccessibleDescription(f"In {view.secrets.labels}. {_SECRETS}")
        self.secrets.setChecked(bool(view.secrets) and view.with_secrets)
        self.secrets.setEnabled(not (view.course.busy or view.read_only))

    def _of_secrets(self, view: View) -> Iterator[Remark]:
        """All of them, each with the way to its field."""
        for name, sentence in view.secrets.sentences.items():
            yield Remark(sentence, (self._go_to(name),), "warning")

    def _remarks(self, findings: tuple[Finding, ...]) -> tuple[Remark, ...]:
        shown = [
            Remark(one.text, (self._go_to(one.field),) if one.field in BY_NAME else (), "warning")
            for one in findings[:_MOST]
        ]
        if len(findings) > _MOST:
            more = f"{counted(len(findings) - _MOST, 'more finding')} of the checks that an approver sends back."
            shown.append(Remark(more, (Act("Checks", "Shows all of them", self.checks_wanted.emit),), "warning"))
        return tuple(shown)

    def _go_to(self, field: str) -> Act:
        return Act("Go there", f"Goes to {BY_NAME[field].label.lower()}", partial(self.field_wanted.emit, field))

    def _lay_out(self) -> None:
        working = QHBoxLayout(self._working)
        working.setContentsMargins(0, 0, 0, 0)
        working.setSpacing(GRID)
        told = QVBoxLayout()
        told.setSpacing(GRID // 2)
        told.addWidget(self._step)
        told.addWidget(self._bar)
        working.addLayout(told, 1)
        working.addWidget(self.stop, 0, Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        column.setSpacing(GRID)
        boxes = (self.closing, self.audit, self.secrets)
        for part in (self.findings, self._said, self._consent, *boxes, self._asked, self._working):
            column.addWidget(part)


def _others(view: View) -> tuple[Finding, ...]:
    """The findings of which nothing is said elsewhere."""
    return tuple(one for one in view.findings if one.id.partition(":")[0] != "secret")


def _consent(view: View) -> str:
    if view.agreed or not view.prepared:
        return ""
    host = visible(view.system.host)
    return f"This goes to {host} for the first time: with either button you agree to that, once for this host."


def _why_not(view: View) -> str:
    """Why nothing can be sent now; "" where it can, or where it is seen."""
    if view.busy_with:
        return f"{visible(view.busy_with)} is under way; one is sent at a time."
    if view.read_only:
        return "Everything is read-only, so nothing is sent."
    if not view.prepared:
        return ""
    if view.awaits_risk:
        return "The risk is being worked out, and goes along; to send without it, stop that in the tab Risk."
    wrong = [one for one in view.prepared.parts if one.wrong]
    labels = joined([one.field.label for one in wrong], 4)
    unread = "Its fields could not be read: what has one of its own there goes into the description."
    fields = (
        f"{counted(len(wrong), 'field')} cannot be sent so: {labels}. Each says above what to mend." if wrong else ""
    )
    secrets = "" if view.with_secrets else "Nothing is sent with a secret in it: mask it, or tick that it goes along."
    told = [*view.prepared.faults, fields, secrets, unread if view.course.unread else ""]
    first = f"{view.title} is asked for its fields first, so that each text goes into the one of its own."
    return shown_text("\n".join(filter(None, told)) or (first if view.reads_first else ""))
