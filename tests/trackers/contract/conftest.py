"""The servers of the contract, and a token."""

from collections.abc import Iterator

import pytest

from relman_desktop.keys import keeping
from relman_desktop.trackers import insisting
from tests.trackers.redmine import RealRedmine, real_redmine, skip_without_redmine
from tests.trackers.servers import SERVERS
from tests.trackers.servers.serving import TOKEN, TOKEN_VARIABLE

from .serving import REAL, Server


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A token, and a client that asks again at once."""
    monkeypatch.setattr(keeping, "_session", {})
    monkeypatch.setenv(TOKEN_VARIABLE, TOKEN)
    monkeypatch.setattr(insisting, "_WAITS_S", (0.01, 0.02))


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealRedmine]:
    """A real Redmine, started once."""
    skip_without_redmine()
    with real_redmine(tmp_path_factory.mktemp("redmine")) as real:
        yield real


@pytest.fixture
def redmine(installed: RealRedmine, monkeypatch: pytest.MonkeyPatch) -> RealRedmine:
    """The same, with its token at hand."""
    monkeypatch.setenv(TOKEN_VARIABLE, installed.token)
    return installed


@pytest.fixture
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    """A server that behaves."""
    if request.param == REAL:
        yield request.getfixturevalue("redmine")
        return
    with SERVERS[request.param]() as made:
        yield made
