"""A real Redmine on 127.0.0.1, of Debian's packages `redmine redmine-sqlite thin`, with a database of its own.

Debian's Redmine serves one of several instances, by REDMINE_INSTANCE: a folder with config/, log/ and tmp/. What the
packages themselves set up is left alone. From nothing to serving it takes about a quarter of a minute.
"""

import json
import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import monotonic, sleep
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest

from relman_desktop.settings import Tracker
from tests.llm.peers import free_port
from tests.net.server import Received

from .servers import markup
from .servers.serving import TOKEN_VARIABLE
from .servers.stored import REFUND, SECRET, Store, Stored

PACKAGED = Path("/usr/share/redmine")
_LOCK, _DATABASE = PACKAGED / "Gemfile.lock", PACKAGED / "config" / "database.yml"
_SEED = Path(__file__).with_name("redmine_seed.rb")
_START_S = 120.0
IN_MARKDOWN = 212  # the same item as the first, in Markdown


def skip_without_redmine() -> None:
    """Skip where there is none: .ci/run installs it."""
    if not _LOCK.exists() or not shutil.which("bundle") or not shutil.which("thin"):
        pytest.skip("Debian's packages redmine, redmine-sqlite and thin are not installed")
    if not os.access(_DATABASE, os.R_OK):
        pytest.skip(f"{_DATABASE} cannot be read, by which Redmine knows that there is SQLite")


@dataclass
class RealRedmine:
    """A running one, in place of a `TrackerServer`."""

    url: str
    token: str
    database: Path
    kind: str = "redmine"
    keeps_number: bool = True
    received: list[Received] = field(default_factory=list)  # it does not say what it received

    def key(self, number: int) -> str:
        return f"#{number}"

    def tracker(self, **changed: Any) -> Tracker:
        values = {"name": "test", "kind": self.kind, "url": self.url, "key_variable": TOKEN_VARIABLE}
        return Tracker(**(values | changed))

    def set(self, name: str, value: str) -> None:
        """Change a setting of the site; it is looked up at each request."""
        with closing(sqlite3.connect(self.database, timeout=30)) as database, database:
            changed = "UPDATE settings SET value = ?, updated_on = datetime('now', '+1 second') WHERE name = ?"
            assert database.execute(changed, (value, name)).rowcount == 1


@contextmanager
def real_redmine(folder: Path) -> Iterator[RealRedmine]:
    """One that holds the stored items in Textile, and one of them in Markdown."""
    for name in ("config", "log", "tmp", "files"):
        (folder / name).mkdir()
    database = {"production": {"adapter": "sqlite3", "database": str(folder / "redmine.sqlite"), "encoding": "utf8"}}
    (folder / "config" / "database.yml").write_text(json.dumps(database))  # which is YAML, too
    (folder / "config" / "secret_key.txt").write_text(os.urandom(32).hex())
    items = folder / "items.json"
    items.write_text(json.dumps({"items": list(_items())}))
    environment = _environment(folder) | {"RELMAN_TEST_ITEMS": str(items)}
    with _alone():
        _run("rake", "db:migrate", environment=environment)
        told = _run("rails", "runner", str(_SEED), environment=environment)
    token = next(line for line in told.splitlines() if line.startswith("KEY=")).removeprefix("KEY=")
    with _serving(folder, environment) as url:
        yield RealRedmine(url, token, folder / "redmine.sqlite")


@contextmanager
def _alone() -> Iterator[None]:
    """While no other process of ours sets one up: of two at once, one has been seen to fail."""
    import fcntl  # where there is a Redmine of Debian's there is this

    with (Path(tempfile.gettempdir()) / "relman-redmine.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _items() -> Iterator[dict[str, Any]]:
    stored = Store().items
    secret, again = Stored(SECRET, "Kept in the vault"), replace(stored[REFUND], number=IN_MARKDOWN, parent=0, links=())
    for one in sorted((*stored.values(), secret, again), key=lambda item: item.number):
        yield _written(one) | {"secret": one.number == SECRET}


def _written(item: Stored) -> dict[str, Any]:
    told = {name: getattr(item, name) for name in ("number", "title", "state", "bug", "labels", "assignee")}
    more = {name: getattr(item, name) for name in ("parent", "links", "criteria", "moved")}
    body = (markup.markdown if item.number == IN_MARKDOWN else markup.textile)(item.blocks)
    return told | more | {"body": body}


def _environment(folder: Path) -> dict[str, str]:
    """Without the proxies of this machine. The instance is named by its way from the folder of instances."""
    kept = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    above = "../" * 12  # to the root, however the path is read: through a link or by its words
    bundler = _LOCK.read_text().split()[-1]
    own = {"REDMINE_INSTANCE": f"{above}{str(folder).lstrip('/')}", "BUNDLER_VERSION": bundler, "SCHEMA": os.devnull}
    return kept | own | {"RAILS_ENV": "production", "REDMINE_LANG": "en", "LANG": "C.UTF-8"}


def _run(*words: str, environment: dict[str, str]) -> str:
    command = ["bundle", "exec", *words]
    done = subprocess.run(command, cwd=PACKAGED, env=environment, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stdout[-2_000:] + done.stderr[-2_000:]
    return done.stdout


@contextmanager
def _serving(folder: Path, environment: dict[str, str]) -> Iterator[str]:
    port = free_port()
    place = ["-a", "127.0.0.1", "-p", str(port), "-e", "production", "-R", "config.ru"]
    files = ["-P", str(folder / "thin.pid"), "-l", str(folder / "log" / "thin.log")]
    with (folder / "log" / "output").open("wb") as output:
        command = ["bundle", "exec", "thin", *place, *files, "start"]
        process = subprocess.Popen(command, cwd=PACKAGED, env=environment, stdout=output, stderr=subprocess.STDOUT)
        try:
            url = f"http://127.0.0.1:{port}"
            _wait(url, process, folder)
            yield url
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait(url: str, process: "subprocess.Popen[bytes]", folder: Path) -> None:
    end = monotonic() + _START_S
    while monotonic() < end and process.poll() is None:
        try:
            with urlopen(f"{url}/login", timeout=20):
                return
        except HTTPError:
            return
        except (URLError, OSError):
            sleep(0.1)
    raise AssertionError(f"it did not start: {(folder / 'log' / 'output').read_text('utf-8', 'replace')[-2_000:]}")
