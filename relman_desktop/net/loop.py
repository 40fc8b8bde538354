"""One asyncio loop for all that waits on a network. Its thread lives while somebody waits for it, and no longer.

A synchronous read stops only at its time-out; a task of a loop stops in a millisecond, whatever it waits for.
"""

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from concurrent import futures
from contextlib import contextmanager
from threading import Event, Lock, Thread
from typing import Any, TypeVar

from ..errors import Cancelled
from ..jobs import Cancel

Result = TypeVar("Result")
_GLANCE_S = 0.2  # how long a wait takes no notice of Ctrl+C on Windows
_GRACE_S = 2.0  # how long the thread stays for tasks that close what they held
_PATIENCE_S = 0.07  # how long a stopped task may take to leave, twice


class _LookUps(futures.ThreadPoolExecutor):
    """Runs what blocks, which is the look-up of names: on daemons, so that a dead resolver holds up no exit."""

    def submit(self, function: Callable[..., Any], /, *args: Any, **named: Any) -> futures.Future[Any]:
        done: futures.Future[Any] = futures.Future()

        def work() -> None:
            try:
                result = function(*args, **named)
            except BaseException as error:
                done.set_exception(error)
            else:
                done.set_result(result)

        if done.set_running_or_notify_cancel():
            Thread(target=work, name="relman-lookup", daemon=True).start()
        return done


class _Loop:
    """The loop, started for the first who waits and ended after the last."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._waiting = 0
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: Thread | None = None

    @contextmanager
    def held(self) -> Iterator[asyncio.AbstractEventLoop]:
        """The loop, which runs while this is held."""
        with self._lock:
            self._waiting += 1
            loop = self._loop = self._loop or self._started()
        try:
            yield loop
        finally:
            self._let_go()

    def _started(self) -> asyncio.AbstractEventLoop:
        started: futures.Future[asyncio.AbstractEventLoop] = futures.Future()
        self._thread = Thread(target=_serve, args=(started,), name="relman-network")
        self._thread.start()
        return started.result()

    def _let_go(self) -> None:
        with self._lock:
            self._waiting -= 1
            if self._waiting or self._loop is None or self._thread is None:
                return
            loop, thread, self._loop, self._thread = self._loop, self._thread, None, None
        loop.call_soon_threadsafe(loop.stop)
        thread.join(_PATIENCE_S)  # it ends by itself where a connection is slow to close


def _serve(started: "futures.Future[asyncio.AbstractEventLoop]") -> None:
    with asyncio.Runner() as runner:  # which ends the tasks and generators that are left
        loop = runner.get_loop()
        loop.set_default_executor(_LookUps())
        started.set_result(loop)
        loop.run_forever()
        if leaving := asyncio.all_tasks(loop):  # a second cancelling would keep them from closing their connections
            loop.run_until_complete(asyncio.wait(leaving, timeout=_GRACE_S))


_LOOP = _Loop()


def run(work: Callable[[], Coroutine[Any, Any, Result]], cancel: Cancel) -> Result:
    """The result of a coroutine that runs on the loop's thread; blocks the thread that calls.

    Raises `Cancelled` as soon as `cancel` is set (measured: 1 ms), and what the coroutine raises.
    """
    cancel.check()
    with _LOOP.held() as loop:
        done = asyncio.run_coroutine_threadsafe(work(), loop)

        def stop() -> None:
            done.cancel()

        try:
            with cancel.calling(stop):
                while not done.done():
                    futures.wait([done], _GLANCE_S)
                return done.result()
        except futures.CancelledError:
            raise Cancelled from None
        finally:
            if done.cancel() or done.cancelled():
                _left(loop)


def _left(loop: asyncio.AbstractEventLoop) -> None:
    """Wait until the loop has told its tasks to stop, so that nothing of them is heard any more."""
    passed = Event()
    loop.call_soon_threadsafe(passed.set)
    passed.wait(_PATIENCE_S)
