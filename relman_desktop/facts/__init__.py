"""What a change does, computed with no model: a table of detectors, each with one topic, and what follows from them."""

import gc
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain

from ..jobs import Cancel, Progress, silent
from ..sources.change import Change, Kind
from .book import Facts
from .fact import Conclusion, Detector, Fact, Finding, Place
from .generated import marked


def detectors() -> tuple[tuple[str, Detector], ...]:
    """The topics in the order in which they are told, each with its detector (imported when first needed)."""
    from . import (
        assets,
        behaviour,
        commands,
        configuration,
        deletions,
        delivery,
        dependencies,
        documents,
        migrations,
        notes,
        observability,
        people,
        shape,
        surface,
        testing,
    )

    return (
        ("the database", migrations.detect),
        ("the authors' notes", notes.detect),
        ("delivery", delivery.detect),
        ("configuration", configuration.detect),
        ("dependencies", dependencies.detect),
        ("the public surface", surface.detect),
        ("behaviour and safety", behaviour.detect),
        ("what is watched", observability.detect),
        ("deletions", deletions.detect),
        ("tests", testing.detect),
        ("documentation", documents.detect),
        ("what is built", assets.detect),
        ("the shape of the change", shape.detect),
        ("people", people.detect),
        ("the repository's commands", commands.detect),
    )


def conclusions() -> tuple[tuple[str, Conclusion], ...]:
    """What follows from the findings of all detectors together, in the order in which it is drawn."""
    from . import rollback, summary

    return (("the way back", rollback.detect), ("the whole", summary.detect))


def find_facts(change: Change, cancel: Cancel, progress: Progress = silent) -> Facts:
    """All facts of a change, heaviest first, numbered `X1`, `X2`, ...; the same change gives the same facts."""
    readable = [file for file in change.files if file.kind is not Kind.GENERATED and not file.binary]
    progress("Reading the patch")
    change.content.prefetch(readable, cancel)
    with _no_collection():
        found = _all_findings(marked(change, cancel), cancel, progress)
    return _numbered(sorted(found, key=lambda finding: -finding.weight))


def summed_up(change: Change, facts: Facts, dismissed: Collection[str]) -> Facts:
    """The facts with the change in one breath drawn anew, without what was dismissed (by key); no id changes."""
    from . import summary

    left = [fact for fact in facts.without(dismissed).items if fact.kind != "change.summary"]
    findings = [Finding(fact.kind, fact.text, fact.evidence, fact.data, fact.weight) for fact in left]
    for drawn in summary.detect(change, findings, Cancel()) if dismissed else ():
        return replace(facts, items=tuple(_drawn_anew(fact, drawn) for fact in facts.items))
    return facts


def _drawn_anew(fact: Fact, drawn: Finding) -> Fact:
    if fact.kind != drawn.kind:
        return fact
    evidence = tuple(one for one in drawn.evidence if isinstance(one, str))
    return replace(fact, text=drawn.text, evidence=evidence, data=drawn.data)


@contextmanager
def _no_collection() -> Iterator[None]:
    """Millions of lines are made here, none of them in a cycle; looking for cycles takes a quarter of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _all_findings(change: Change, cancel: Cancel, progress: Progress) -> list[Finding]:
    table, last = detectors(), conclusions()
    steps = len(table) + len(last)
    found: list[Finding] = []
    for number, (topic, detect) in enumerate(table):
        progress(f"Looking at {topic}", number / steps)
        found += _checked(detect(change, cancel), cancel)
    for number, (topic, conclude) in enumerate(last, len(table)):
        progress(f"Looking at {topic}", number / steps)
        found += _checked(conclude(change, tuple(found), cancel), cancel)
    return found


def _checked(findings: Iterable[Finding], cancel: Cancel) -> Iterator[Finding]:
    for finding in findings:
        cancel.check()
        if not finding.evidence:
            raise ValueError(f"a detector gave a {finding.kind} with no evidence")  # a bug of ours
        yield finding


def _numbered(findings: list[Finding]) -> Facts:
    cited = chain.from_iterable(finding.evidence for finding in findings)
    places = dict.fromkeys(place for place in cited if isinstance(place, Place))
    ids = {place: f"R{number}" for number, place in enumerate(places, 1)}
    return Facts(
        tuple(_fact(number, finding, ids) for number, finding in enumerate(findings, 1)),
        {place_id: place for place, place_id in ids.items()},
    )


def _fact(number: int, finding: Finding, ids: dict[Place, str]) -> Fact:
    evidence = tuple(ids[one] if isinstance(one, Place) else one for one in finding.evidence)
    return Fact(f"X{number}", finding.kind, finding.text, evidence, finding.data, finding.weight)
