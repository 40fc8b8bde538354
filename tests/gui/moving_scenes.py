"""A feature branch with the window on its ticket, and ways for the branch to move on."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from relman_desktop.gui.moved_bar import MovedBar
from relman_desktop.gui.window import MainWindow
from relman_desktop.risked import FIELDS as COMPUTED
from relman_desktop.session import Session
from relman_desktop.settings import Settings
from relman_desktop.store.library import Library
from relman_desktop.ticket import Claim, is_heading

from ..drafting.moving.making import CODE, RANGE, SETTINGS
from ..sources.repos import RepoBuilder

LIMIT = 20_000  # milliseconds


@dataclass
class Opened:
    """A window that was opened on the library of a test."""

    qtbot: QtBot
    window: MainWindow
    session: Session

    @property
    def bar(self) -> MovedBar:
        return self.window.desk.bench.ticket.moved

    def open(self, path: Path, text: str = RANGE) -> "Opened":
        with self.qtbot.waitSignal(self.window.loaded, timeout=LIMIT):
            self.window.open(path, text)
        self.settle()
        return self

    def settle(self) -> None:
        """Wait until the look for new commits has ended, and the risk is worked out."""
        desk = self.window.desk
        self.qtbot.waitUntil(lambda: not (desk.moving._watch.busy or desk.bench.risk.busy), timeout=LIMIT)

    def activate(self) -> None:
        """The person comes back to the window."""
        QApplication.sendEvent(self.window, QEvent(QEvent.Type.WindowActivate))
        self.settle()

    def bring(self) -> None:
        """Bring the ticket up to date, with the button."""
        assert self.bar.bring.isVisible()
        with self.qtbot.waitSignal(self.window.desk.moved, timeout=LIMIT):
            self.bar.bring.click()

    def texts(self) -> dict[str, str]:
        ticket = self.session.ticket
        assert ticket
        return {name: entry.text for name, entry in ticket.entries.items() if name not in COMPUTED}

    def shown(self) -> dict[str, str]:
        """The texts as they stand in the editors, but for what is computed: that follows the code by itself."""
        fields = self.window.desk.bench.ticket.fields
        return {name: field.editor.text for name, field in fields.items() if name not in COMPUTED}

    def stale(self) -> dict[str, tuple[str, ...]]:
        """The words of the stale sentences, by field."""
        left = {name: one for name, one in self.session.left().items() if name not in COMPUTED}
        return {name: tuple(each.stale.text for each in one.stale) for name, one in left.items()}

    @property
    def head(self) -> str:
        assert self.session.ticket
        return self.session.ticket.change.head


def an_app(qtbot: QtBot, path: Path) -> Opened:
    session = Session(Settings(), Library(path))
    window = MainWindow(session.settings, lambda _: session)
    qtbot.addWidget(window)
    window.resize(1280, 800)
    window.show()
    return Opened(qtbot, window, session)


def go_on(repo: RepoBuilder) -> str:
    """A commit that takes a setting back and adds another, and one more migration."""
    repo.write("shop/settings.py", SETTINGS + 'SENDER = os.environ["SHOP_SENDER"]\n')
    repo.write("migrations/0003_total.sql", "ALTER TABLE orders DROP COLUMN total;\n")
    return repo.commit("feat: name the sender otherwise")


def amended(repo: RepoBuilder) -> str:
    """The last commit with another subject and more code."""
    repo.write("shop/orders.py", CODE.replace("order.total + 7", "order.total + 71").replace("+ 2\n", "+ 20\n"))
    message = "fix: drop the legacy id at last\n\nNobody reads it."
    repo.git("commit", "--quiet", "--all", "--amend", "-m", message, **repo._who("Ada Lovelace <ada@example.com>"))
    return repo.git("rev-parse", "HEAD")


def sentences(app: Opened, field: str) -> tuple[Claim, ...]:
    return tuple(span.claim for span in app.session.entry(field).spans if not is_heading(span.claim))
