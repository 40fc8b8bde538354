"""What the tests of trackers share: a simple kind, a token, and servers on 127.0.0.1."""

from collections.abc import Mapping

import pytest

from relman_desktop.keys import keeping
from relman_desktop.settings import Tracker
from relman_desktop.trackers import known
from relman_desktop.trackers.kind import Kind
from relman_desktop.trackers.kinds import KINDS
from tests.net.certificate import certificate

from .plain_kind import PlainKind

__all__ = ["certificate"]

TOKEN = "glpat-0123456789abcdef"


@pytest.fixture
def plain_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    """There is one more kind: the plain one."""
    kinds: Mapping[str, Kind] = {**KINDS, "plain": PlainKind()}
    monkeypatch.setattr(known, "KINDS", kinds)


@pytest.fixture
def token(monkeypatch: pytest.MonkeyPatch) -> str:
    """A token in the variable that the trackers of `tracker_at` name."""
    monkeypatch.setattr(keeping, "_session", {})
    monkeypatch.setenv("PLAIN_TOKEN", TOKEN)
    return TOKEN


def tracker_at(port: int, **changed: object) -> Tracker:
    """A plain tracker on this machine."""
    values: dict[str, object] = {
        "name": "Plain tracker",
        "kind": "plain",
        "url": f"http://127.0.0.1:{port}",
        "key_variable": "PLAIN_TOKEN",
    }
    return Tracker(**(values | changed))  # type: ignore[arg-type]
