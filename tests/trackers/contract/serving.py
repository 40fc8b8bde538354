"""What the tests of the contract share: servers of each kind, and the real client that reads from them."""

import pytest

from relman_desktop.jobs import Cancel, silent
from relman_desktop.sources.work.item import WorkItem
from relman_desktop.trackers.lookup import look_up
from tests.trackers.redmine import RealRedmine
from tests.trackers.servers import SERVERS, TrackerServer
from tests.trackers.servers.serving import PROJECT
from tests.trackers.servers.stored import REFUND

ORIGIN = ("127.0.0.1", PROJECT)
REAL = "a real Redmine"
Server = TrackerServer | RealRedmine
every_kind = pytest.mark.parametrize("kind", SERVERS)
every_server = pytest.mark.parametrize("server", [*SERVERS, pytest.param(REAL, marks=pytest.mark.slow)], indirect=True)


def read(server: Server, number: int = REFUND) -> WorkItem:
    """An item as the real client reads it."""
    (item,) = look_up([server.key(number)], [server.tracker()], ORIGIN, Cancel(), silent)
    return item
