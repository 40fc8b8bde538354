"""Steps to deploy: by a pipeline, and by the commands that the repository itself quotes."""

from collections.abc import Iterator, Sequence

from ..facts.fact import Finding
from ..sources.profile.profile import Value
from ..wording import printable
from .doubts import Doubts, place, told
from .environments import kind_of
from .proposed import Proposed
from .running import Running

_FIRST = ("upgrade", "deploy", "migrate", "restart")  # in the order in which they are done
_MOST_BESIDE = 2  # commands for one purpose


def by_pipeline(one: Finding) -> Proposed:
    """The step that a pipeline is."""
    name = told(one, "environment")
    trigger, path = told(one, "trigger").replace("`", "'"), told(one, "path")
    by_hand = "somebody" in trigger
    text = f"{path} deploys" + (f" to {name}" if name else "")
    text = (
        f"Start the pipeline: {text}" if by_hand else f"{trigger[:1].upper()}{trigger[1:]} starts the pipeline: {text}"
    )
    values: dict[str, Value] = {"text": printable(text), "automated": True}
    if name and kind_of(name):
        values["environment"] = name
    return Proposed("deployment_steps", values, place(one))


def by_hand(found: Sequence[Finding], doubts: Doubts, running: Running, *, piped: bool) -> Iterator[Proposed]:
    """The best command of each purpose, all of one way of installing; what another of them runs itself is left out.

    Where a pipeline deploys (`piped`), what is told to others is no question.
    """
    found = [one for one in found if not (piped and doubts.of(one))]
    chosen: list[tuple[Finding, bool]] = []
    way = ""
    for purpose in _FIRST:
        fitting = [one for one in _of(found, purpose) if not way or told(one, "way") in ("", way)]
        fitting = [one for one in fitting if not _is_run_by(one, [taken for taken, _ in chosen], running)]
        if not fitting or (purpose == "deploy" and any(sure for _, sure in chosen)):
            continue
        way = way or told(fitting[0], "way")
        beside = [one for one in fitting[1:_MOST_BESIDE] if told(one, "path") == told(fitting[0], "path")]
        chosen += [(fitting[0], not piped and not doubts.of(fitting[0])), *((one, False) for one in beside)]
    yield from (_step(one, doubts, sure=sure) for one, sure in chosen)
    for one in _of(found, "check")[:2]:
        if told(one, "source") != "healthcheck" and (not way or told(one, "way") in ("", way)):
            yield _step(one, doubts, sure=not doubts.of(one))


def _is_run_by(one: Finding, taken: Sequence[Finding], running: Running) -> bool:
    lines = {running.plain(line) for line in told(one, "command").splitlines()}
    for other in taken:
        command = told(other, "command")
        if lines <= running.of(command) or (one.kind == "command.migrate" and running.migrates(command)):
            return True
    return False


def _step(one: Finding, doubts: Doubts, *, sure: bool) -> Proposed:
    said: dict[str, Value] = {"command": told(one, "command")}
    if one.kind == "command.check":
        said |= {"text": "Check that it works", "phase": "after"}
    elif one.kind == "command.migrate":
        said["only_with"] = ("migrations",)
    return Proposed("deployment_steps", said, "; ".join((place(one), *doubts.of(one))), sure)


def _of(found: Sequence[Finding], purpose: str) -> list[Finding]:
    return [one for one in found if one.kind == f"command.{purpose}"]
