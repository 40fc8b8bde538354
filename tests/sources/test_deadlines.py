"""What takes too long is ended in time, whatever else is waited for; what ends in time is left alone."""

from threading import Event
from time import monotonic, sleep

from relman_desktop.sources.deadlines import Deadlines


def test_a_nearer_deadline_that_comes_later_is_kept() -> None:
    deadlines, late, later = Deadlines(), Event(), Event()
    with deadlines.calling(later.set, 60), deadlines.calling(late.set, 0.05):
        assert late.wait(10)
    assert not later.is_set()


def test_what_ended_in_time_is_not_called() -> None:
    deadlines, first, second = Deadlines(), Event(), Event()
    with deadlines.calling(first.set, 0.05):
        pass
    with deadlines.calling(second.set, 0.1):
        assert second.wait(10)
    assert not first.is_set()


def test_it_calls_once_and_goes_on() -> None:
    deadlines, calls = Deadlines(), list[float]()
    for _ in range(3):
        with deadlines.calling(lambda: calls.append(monotonic()), 0.02):
            sleep(0.1)
    assert len(calls) == 3
