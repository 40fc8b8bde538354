"""Validation that runs by itself finds a failed deployment in minutes, and can take it back by itself one day."""

from collections.abc import Iterator

from ..wording import counted, named
from .given import Advice, Given, advice, quoted


def advise(given: Given) -> Iterator[Advice]:
    if given.signals.automated_checks:
        return
    if not given.validation:
        said = "No validation step says how one will know that the deployment worked."
    elif len(given.validation) == 1:
        said = "The one validation step is done by hand."
    else:
        said = f"All {counted(len(given.validation), 'validation step')} are done by hand."
    helped, evidence = _help(given)
    yield advice("checks", "validation", (said, helped), *evidence)


def _help(given: Given) -> tuple[str, tuple[str, ...]]:
    tests = [one for one in given.entries("testing") if one.get("command")]
    after = [one for one in tests if one.get("when") != "before"]
    if after or tests:
        best = (after or tests)[0]
        return f"The team's {best.get('kind')} tests could be one: {named(best.get('command'))}.", (best.id,)
    if checks := given.unused("check"):
        return f"The repository has {quoted(checks[0])}, which could be one.", (checks[0].id,)
    if health := given.material.facts.of("surface.health")[:1]:
        return f"A request to its health check could be one: {health[0].text}", (health[0].id,)
    return "A single request or test that fails when the release is broken is a good first one.", ()
