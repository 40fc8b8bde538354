"""Which calls are made again by themselves: few, soon, and only before anything of an answer came."""

from .answer import Answer, Fault

MOST = 2
LONGEST_S = 20.0


def again(answer: Answer, made: int) -> float | None:
    """Seconds until the next attempt after `made` repetitions, or None for no more.

    A server that is busy is asked again where it said when, or is overloaded; a lack of quota does not pass by itself.
    """
    wait = answer.retry_after_s
    if made >= MOST or wait is None or wait > LONGEST_S:
        return None
    return wait if answer.fault in (Fault.BUSY, Fault.UNREACHABLE) else None
