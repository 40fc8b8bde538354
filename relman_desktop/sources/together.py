"""Independent calls side by side: while one git waits for the disk the other works."""

from collections.abc import Callable
from threading import Thread
from typing import Any, TypeVar, overload

A = TypeVar("A")
B = TypeVar("B")
C = TypeVar("C")
D = TypeVar("D")


@overload
def together(first: Callable[[], A], second: Callable[[], B], /) -> tuple[A, B]: ...
@overload
def together(first: Callable[[], A], second: Callable[[], B], third: Callable[[], C], /) -> tuple[A, B, C]: ...
@overload
def together(
    first: Callable[[], A], second: Callable[[], B], third: Callable[[], C], fourth: Callable[[], D], /
) -> tuple[A, B, C, D]: ...
def together(*calls: Callable[[], Any]) -> tuple[Any, ...]:
    """The results of the calls, all of them ended; where some failed, the error of the first that did."""
    outcomes: list[Any] = [None] * len(calls)

    def work(place: int) -> None:
        try:
            outcomes[place] = calls[place]()
        except BaseException as error:  # raised below, in the thread of the caller
            outcomes[place] = error

    threads = [Thread(target=work, args=(place,)) for place in range(1, len(calls))]
    for thread in threads:
        thread.start()
    work(0)
    for thread in threads:
        thread.join()
    for outcome in outcomes:
        if isinstance(outcome, BaseException):
            raise outcome
    return tuple(outcomes)
