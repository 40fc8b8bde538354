"""What is set up on this machine, line by line; touches no network unless it is to probe."""

import os
import platform
from collections.abc import Callable, Iterator
from functools import partial
from importlib.util import find_spec

from . import __version__, keys
from .drafting.tokens.vocabulary import names, vocabulary
from .errors import RelmanError
from .files import data_folder, home
from .jobs import Cancel, Progress
from .net.report import Line, Report
from .settings import Endpoint, System, Tracker, load_settings, settings_file
from .sources import git
from .wording import counted, printable

FAILED = "!!"  # the mark of a line


def report() -> str:
    """A line a thing: `ok` or `!!`, what it is, how it is."""
    checks: tuple[tuple[str, Callable[[], str]], ...] = (
        ("product", lambda: f"relman {__version__}, Python {platform.python_version()}, {platform.system()}"),
        ("git", _git),
        ("window", _window),
        ("prompts and resources", _data),
        ("settings", _settings),
        ("kept in", _home),
        ("tickets", _tickets),
        ("their disk", _disk),
        ("keys", lambda: keys.state().sentence),
        ("tokens", _tokens),
        ("model", _model),
    )
    return "".join(_line(name, check) for name, check in (*checks, *_servers()))


def probe(cancel: Cancel, progress: Progress) -> str:
    """Test every model endpoint, tracker and change system: fixed requests, with nothing of the person's in them."""
    settings = load_settings()
    lines = [line for endpoint in settings.endpoints for line in _probed(endpoint, cancel, progress)]
    lines += [line for tracker in settings.trackers for line in _probed(tracker, cancel, progress)]
    lines += [line for system in settings.systems for line in _probed(system, cancel, progress)]
    return "".join(lines) or "--  model                 there is no endpoint to test, no tracker and no change system\n"


def _probed(server: Endpoint | Tracker | System, cancel: Cancel, progress: Progress) -> Iterator[str]:
    try:
        lines = _tested(server, cancel, progress).lines
    except RelmanError as error:  # a key that is none
        lines = (Line("fail", server.secret.capitalize(), str(error)),)
    for found in lines:
        mark = {"ok": "ok", "warn": "--", "fail": FAILED}[found.mark]
        yield f"{mark}  {server.name[:21]:<22}{found.what}: {printable(found.said)}\n"


def _tested(server: Endpoint | Tracker | System, cancel: Cancel, progress: Progress) -> Report:
    from .llm.connection import test_connection
    from .trackers.testing import test_tracker

    key = keys.key_for(server)
    own = key.reveal() if key else ""
    if isinstance(server, Tracker):
        return test_tracker(server, own, cancel, progress)
    if isinstance(server, System):
        from .reaching import target_of
        from .submitting.testing import test_system

        return test_system(target_of(server), server, own, cancel, progress)
    given = bool(key and key.place is not keys.Place.NOT_NEEDED)
    return test_connection(server, own, cancel, progress, key_given=given)


def _servers() -> Iterator[tuple[str, Callable[[], str]]]:
    """A line for each tracker and change system: what it is, where, and whether there is a token for it."""
    try:
        settings = load_settings()
    except RelmanError:  # which has its line already
        return
    for tracker in settings.trackers:
        yield "tracker", partial(_server, tracker)
    for system in settings.systems:
        yield "change system", partial(_server, system)


def _server(server: Tracker | System) -> str:
    from .reaching import target_of
    from .trackers.known import kind_of

    title = kind_of(server).title if isinstance(server, Tracker) else target_of(server).title
    key = keys.key_for(server)
    token = f"the token is {key.where}" if key else "there is no token for it"
    return f"{printable(server.name)}: {title} at {printable(server.host)}; {token}; --probe tests it"


def _model() -> str:
    settings = load_settings()
    if not settings.endpoints:
        return "none is set up; tickets are drafted from the template"
    chosen = settings.chosen
    drafts = f"{chosen.model} at {chosen.host} drafts" if chosen else "none of them drafts"
    return f"{counted(len(settings.endpoints), 'endpoint')}, {drafts}; --probe tests {_them(len(settings.endpoints))}"


def _them(number: int) -> str:
    return "it" if number == 1 else "them"


def _line(name: str, check: Callable[[], str]) -> str:
    try:
        mark, text = "ok", check()
    except RelmanError as error:
        mark, text = FAILED, str(error)
    return f"{mark}  {name:<22}{text}\n"


def _git() -> str:
    return ".".join(map(str, git.version()))


def _window() -> str:
    if find_spec("PySide6") is None:
        raise RelmanError("PySide6 is not installed; `relman` works without it, the window does not.")
    return "PySide6 is installed"


def _data() -> str:
    missing = [name for name in _wanted_data() if not (data_folder() / name).exists()]
    if missing:
        raise RelmanError(f"{', '.join(missing)} is missing in {data_folder()}; install the product again.")
    return str(data_folder())


def _wanted_data() -> Iterator[str]:
    yield from ("prompts", "resources/kinds.toml", "resources/questions.toml", "resources/work.toml")


def _tokens() -> str:
    for name in names():
        vocabulary(name)
    return f"counted exactly in {' and '.join(names())}, estimated for other models"


def _settings() -> str:
    load_settings()
    return str(settings_file()) + ("" if settings_file().exists() else " (not there yet: all defaults)")


def _tickets() -> str:
    from .store.standing import tickets_line

    return tickets_line(home() / "tickets.sqlite")


def _disk() -> str:
    from .store.standing import disk_line

    return disk_line(home() / "tickets.sqlite")


def _home() -> str:
    folder = home()
    nearest = next(parent for parent in (folder, *folder.parents) if parent.exists())
    if not os.access(nearest, os.W_OK):
        raise RelmanError(f"{folder} cannot be written; set RELMAN_HOME to a folder that can.")
    return str(folder)
