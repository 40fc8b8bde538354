"""Walking through a form: what the small window shows, and what is on the clipboard."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QByteArray, QObject, QTimer, Signal

from ..errors import RelmanError, ServiceError
from ..session import Session
from ..settings import Settings
from ..walking import Form, Step, Walk, forms, steps_of
from . import clipboard
from .jobs import Lane
from .walk_panel import WalkPanel

_PAUSE = 400  # milliseconds without a change of the ticket before it is prepared anew


class WalkDesk(QObject):
    """One walk at a time. It follows the ticket: what is another now is to be pasted again."""

    failed = Signal(object)
    said = Signal(str)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._lane = Lane("walking", self)
        self._panel: WalkPanel | None = None
        self._forms: tuple[Form, ...] = ()
        self._form: Form | None = None
        self._ticket = ""  # whose walk it is
        self._walks: dict[tuple[str, str], Walk] = {}  # by the ticket and the form
        self._soon = QTimer(self, singleShot=True, interval=_PAUSE)
        self._soon.timeout.connect(self._prepare)

    @property
    def panel(self) -> WalkPanel | None:
        """The window, where it is open."""
        return self._panel

    @property
    def walk(self) -> Walk:
        return self._walks.get(self._key, Walk(()))

    @property
    def preparing(self) -> bool:
        return self._soon.isActive() or self._lane.busy

    def open(self) -> None:
        """Show the window, for the form that was used last."""
        if not self._session.ticket:
            return
        if not self._panel:
            self._panel = self._made()
        self.show_ticket()
        self._panel.show()
        self._panel.raise_()
        self._panel.activateWindow()

    def show_ticket(self) -> None:
        """Another ticket is open, or other systems are set."""
        if not self._panel:
            return
        if not self._session.ticket:
            self._panel.close()
            return
        try:
            self._forms = forms(self._session.exporting())
        except RelmanError as error:
            self.failed.emit(error)
            return
        self._ticket = self._session.ticket.id
        wanted = self._form.name if self._form else self._session.settings.walk_to
        self._form = next((one for one in self._forms if one.name == wanted), self._forms[0])
        self._panel.show_forms(self._forms, self._form.name)
        self._prepare()

    def refresh(self) -> None:
        """Something of the ticket is another."""
        if self._panel:
            self._soon.start()

    def close(self) -> None:
        """The window that it belongs to closes."""
        if self._panel:
            self._panel.close()
        self._lane.close()

    def _made(self) -> WalkPanel:
        panel = WalkPanel()
        panel.restoreGeometry(QByteArray.fromBase64(self._session.settings.walk_place.encode("ascii", "replace")))
        panel.next_wanted.connect(self._next)
        panel.back_wanted.connect(self._back)
        panel.skip_wanted.connect(self._skip)
        panel.again_wanted.connect(self._copy)
        panel.form_chosen.connect(self._choose)
        panel.closed.connect(self._leave)
        return panel

    @property
    def _key(self) -> tuple[str, str]:
        return (self._ticket, self._form.name if self._form else "")

    def _choose(self, name: str) -> None:
        self._form = next((one for one in self._forms if one.name == name), self._form)
        self._keep(replace(self._session.settings, walk_to=name))
        self._prepare()

    def _prepare(self) -> None:
        """Work out what goes into the form, of the ticket as it is now."""
        if not (self._panel and self._form and self._session.ticket):
            return
        self._session.rest()
        exporting, form = self._session.exporting(), self._form
        self._lane.start(lambda *_: steps_of(exporting, form), partial(self._take, self._key), self._fail)

    def _take(self, key: tuple[str, str], steps: tuple[Step, ...]) -> None:
        before = self._walks.get(key)
        self._walks[key] = before.follow(steps) if before else Walk(steps)
        self._show()

    def _fail(self, error: Exception) -> None:
        if not isinstance(error, RelmanError):
            self.failed.emit(error)
        self._walks.pop(self._key, None)
        self._show(str(error))

    def _next(self) -> None:
        walk = self.walk
        self._go(Walk(walk.steps).next() if walk.is_over else walk.next())

    def _back(self) -> None:
        self._go(self.walk.back())

    def _skip(self) -> None:
        self._go(self.walk.skip())

    def _go(self, walk: Walk) -> None:
        self._walks[self._key] = walk
        self._copy()
        self._show()

    def _copy(self) -> None:
        """Put the current field on the clipboard."""
        if step := self.walk.current:
            clipboard.put(step.copied)
            self.said.emit(f"Copied for {step.label}.")

    def _show(self, problem: str = "") -> None:
        if self._panel:
            self._panel.show_walk(self.walk, problem)

    def _leave(self) -> None:
        """The window closes; where it was is kept."""
        panel, self._panel = self._panel, None
        if panel:
            place = bytes(panel.saveGeometry().toBase64().data()).decode()
            self._keep(replace(self._session.settings, walk_place=place))
            panel.deleteLater()

    def _keep(self, settings: Settings) -> None:
        try:
            self._session.change_settings(settings)
        except ServiceError as error:
            self.said.emit(str(error))
