"""What is set up on this machine, line by line; touches no network."""

import os
import platform
from collections.abc import Callable, Iterator
from importlib.util import find_spec

from . import __version__, keys
from .drafting.tokens.vocabulary import names, vocabulary
from .errors import RelmanError
from .files import data_folder, home
from .settings import load_settings, settings_file
from .sources import git


def report() -> str:
    """A line a thing: `ok` or `!!`, what it is, how it is."""
    checks: tuple[tuple[str, Callable[[], str]], ...] = (
        ("product", lambda: f"relman {__version__}, Python {platform.python_version()}, {platform.system()}"),
        ("git", _git),
        ("window", _window),
        ("prompts and resources", _data),
        ("settings", _settings),
        ("kept in", _home),
        ("keys", lambda: keys.state().sentence),
        ("tokens", _tokens),
        ("model", lambda: "none is configured; tickets are drafted from templates"),
    )
    return "".join(_line(name, check) for name, check in checks)


def _line(name: str, check: Callable[[], str]) -> str:
    try:
        mark, text = "ok", check()
    except RelmanError as error:
        mark, text = "!!", str(error)
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


def _home() -> str:
    folder = home()
    nearest = next(parent for parent in (folder, *folder.parents) if parent.exists())
    if not os.access(nearest, os.W_OK):
        raise RelmanError(f"{folder} cannot be written; set RELMAN_HOME to a folder that can.")
    return str(folder)
