"""A whole window on the sample's release, its settings on disk, and a model's server that does what a test says."""

import os
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import monotonic

from PySide6.QtCore import QEventLoop, QTimer

from relman_desktop.asking.prepared import Prepared
from relman_desktop.files import home
from relman_desktop.gui.model_drafting import ModelDrafting
from relman_desktop.gui.send_panel import SendPanel
from relman_desktop.gui.window import MainWindow
from relman_desktop.gui.workbench import Workbench
from relman_desktop.sample import RANGE
from relman_desktop.session import Session
from relman_desktop.settings import Endpoint, Settings, load_settings, save_settings
from relman_desktop.store.library import Library
from tests.llm.server import END, Received, Script, Scripted, Step, head, piece, usage

SMALLER = "v1.5.0~1..v1.5.0"  # another change of the sample
WINDOW = 40_000  # tokens: all of the sample fits
PROXIES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")


def writing(text: str, *, size: int = 60, pause: float = 0.0, first: float = 0.0, tokens: bool = True) -> Script:
    """A well-made answer, so many characters a piece, with seconds before the first and between two."""

    def script(request: Received) -> Iterator[Step]:
        yield head()
        yield piece(role="assistant")
        yield float(first)
        for at in range(0, len(text), size):
            yield piece(text[at : at + size])
            if pause:
                yield float(pause)
        yield piece(finish="stop")
        if tokens:
            yield usage(9_400, 2_300)
        yield END

    return script


@dataclass
class Scene:
    """What a person sees and does in the window."""

    window: MainWindow
    session: Session
    complaints: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        desk = self.window.desk
        desk.failed.connect(lambda error: self.complaints.append(str(error)))
        desk.said.connect(self.told.append)

    @property
    def bench(self) -> Workbench:
        return self.window.desk.bench

    @property
    def model(self) -> ModelDrafting:
        return self.window.desk.model

    @property
    def panel(self) -> SendPanel:
        return self.model.panel

    @property
    def texts(self) -> dict[str, str]:
        """What stands in the fields."""
        return {name: one.editor.text for name, one in self.bench.ticket.fields.items()}

    @property
    def proposed(self) -> dict[str, list[str]]:
        """The sentences that are proposed beside the fields."""
        fields = self.bench.ticket.fields.items()
        return {name: [one.claim.text for one in part.proposal.shown] for name, part in fields if part.proposal.shown}

    @property
    def sent(self) -> list[str]:
        """The rows of the Sent tab."""
        model = self.bench.sent.view.model()
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())]

    def open(self, path: Path, text: str = RANGE, *, to_the_end: bool = True) -> None:
        """Open a change. `to_the_end`: until its risk is worked out, too, which is in a new ticket then."""
        loaded: list[bool] = []
        connection = self.window.loaded.connect(lambda: loaded.append(True))
        self.window.open(path, text)
        wait(lambda: bool(loaded))
        self.window.loaded.disconnect(connection)
        if to_the_end:
            wait(lambda: not self.bench.risk.busy, 30)

    def prepare(self) -> Prepared:
        """Draft with the model, up to what stands before sending."""
        self.window.actions_by_name["draft_with_model"].trigger()
        return self.prepared()

    def prepared(self) -> Prepared:
        wait(lambda: self.panel.prepared is not None)
        prepared = self.panel.prepared
        assert isinstance(prepared, Prepared)
        return prepared

    def draft(self) -> None:
        """Draft all fields, to the end."""
        self.prepare()
        self.panel.send()
        self.end()

    def end(self) -> None:
        """Wait until the model is done and all of it is shown."""
        wait(lambda: not self.model.busy)
        settle()

    def close(self) -> None:
        self.window.close()


def opened(endpoints: Iterable[Endpoint], settings: Mapping[str, object]) -> Scene:
    """A window with its session, on the settings that are on the disk then."""
    session = Session(settings_with(*endpoints, **settings), Library(home() / "tickets.sqlite"))
    window = MainWindow(session.settings, lambda _: session)
    window.resize(1280, 800)
    window.show()
    window.activateWindow()
    return Scene(window, session)


def local(server: Scripted, **changed: object) -> Endpoint:
    """A scripted server as a model on this machine."""
    return server.endpoint(**{"name": "Qwen here", "model": "qwen3", "context": WINDOW} | changed)


def wait(condition: Callable[[], bool], seconds: float = 10.0) -> None:
    """Let the window live until something is so. QTest's own wait keeps other threads from running."""
    end = monotonic() + seconds
    while not condition():
        assert monotonic() < end, "it did not come to that"
        settle(5)


def settle(milliseconds: int = 30) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def settings_with(*endpoints: Endpoint, **changed: object) -> Settings:
    """Settings on disk as the app finds them, with the first endpoint drafting."""
    made = Settings(endpoints=endpoints, endpoint=endpoints[0].name if endpoints else "", follow_up=False)
    save_settings(replace(made, **changed))  # type: ignore[arg-type]
    return load_settings()


@contextmanager
def no_thread_left() -> Iterator[None]:
    """What is inside ends all threads that it starts: one that outlives the app aborts it."""
    before = set(threading.enumerate())
    yield
    end = monotonic() + 3
    while left := [one for one in threading.enumerate() if one not in before and not one.daemon]:
        assert monotonic() < end, f"left running: {left}"
        settle(5)


def no_proxies() -> dict[str, str]:
    """The names of the environment's proxies: what a test sends goes to its own server."""
    return {name: value for name, value in os.environ.items() if name.lower() in PROXIES}
