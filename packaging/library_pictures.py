"""Draws the history of a ticket and the library: `pictures.py` runs it, with a home of its own."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"

from PySide6.QtCore import Qt  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from relman_desktop.gui import theme  # noqa: E402
from relman_desktop.jobs import Cancel  # noqa: E402
from relman_desktop.sample import sample_repository  # noqa: E402
from relman_desktop.ticket import Ticket  # noqa: E402
from tests.gui.library_scenes import a_kept_ticket, put  # noqa: E402
from tests.gui.model_scenes import Scene, opened, settle  # noqa: E402

SIZE = 1440, 900
PAST = {
    "Drop column orders.legacy_id and raise the payment timeout to 30 seconds": "with problems",
    "Upgrade the login service to OpenSSL 3 and rotate its signing keys": "successful",
    "Move the nightly export to the new queue": "rolled back",
    "Renew the certificates of api.example.com": "successful",
    "Switch the search index to the new cluster, behind a flag": "",
    "Remove the second address line from the checkout": "not deployed",
}


def main(folder: Path, themes: list[str]) -> None:
    app = QApplication([])
    repository, _ = sample_repository(Cancel())
    for name in themes:
        theme.apply(app, name)
        one = opened((), {})
        one.window.resize(*SIZE)
        put(one.session.library, *_past())
        one.open(repository)
        _write(one)
        one.window.actions_by_name["show_history"].trigger()
        _save(one, folder / f"history-{name}.png")
        one.window.actions_by_name["show_library"].trigger()
        settle(800)
        for _ in range(2):  # to a ticket whose place is no folder of this machine
            QTest.keyClick(one.window.focusWidget(), Qt.Key.Key_Down)
        _save(one, folder / f"library-{name}.png")
        one.close()


def _past() -> list[Ticket]:
    people = {"assignee": "Priya Raman", "validator": "@shop/checkout"}  # in letters that every machine has
    states = {"": {"state": "approved", "outcome": ""}}
    return [
        a_kept_ticket(number, title, **people, **states.get(outcome, {"state": "closed", "outcome": outcome}))
        for number, (title, outcome) in enumerate(PAST.items(), 1)
    ]


def _write(one: Scene) -> None:
    """As a person works on the drafted ticket."""
    editors = {name: part.editor for name, part in one.bench.ticket.fields.items()}
    title = editors["title"].text
    for name, text in (
        ("title", title.replace("Upgrade", "Deploy", 1)),
        ("justification", "Support answers two calls a day about payments that never end."),
        ("validation", editors["validation"].text + "\n- Pay with the test card and see the new notice."),
    ):
        editors[name].setPlainText(text)
        settle(50)


def _save(one: Scene, target: Path) -> None:
    settle(800)
    if not one.window.grab().save(str(target)):
        raise SystemExit(f"{target} cannot be written.")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
