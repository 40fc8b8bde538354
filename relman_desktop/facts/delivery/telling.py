"""From the differences of all files to findings: shared ones told once, many counted, pipelines summed up."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from ...sources.change import FileChange
from ...wording import counted, joined, listed, named, printable
from ..fact import Finding
from .difference import Difference, Placed, Where, finding, narrowed
from .formats import is_example, publishes

_MOST_OF_A_KIND = 20
_MOST_OF_SOME_KINDS = {"delivery.ansible": 8, "delivery.healthcheck": 10}
_MOST_ASIDE = 3  # files beside the product that are told one by one


def of_product(placed: Iterable[Placed]) -> Iterator[Finding]:
    """What changes of the product's own delivery, the heaviest of each kind; the others are counted."""
    shared = _shared(one for one in placed if one.where is Where.PRODUCTION)
    return _limited([finding(same) for same in _of_many_services(shared)])


def _of_many_services(groups: Iterable[list[Placed]]) -> Iterator[list[Placed]]:
    """What changes in the same way in many services is told together."""
    alike: defaultdict[tuple[str | None, ...], list[list[Placed]]] = defaultdict(list)
    for same in groups:
        alike[_way(same[0].difference) or (str(len(alike)), None)].append(same)
    for way, some in alike.items():
        together = way[1] == _TOLD or len(some) >= _MANY[some[0][0].difference.kind == "delivery.image"]
        if way[1] is None or not together:
            yield from some
        elif way[1] == _TOLD:
            yield [one for same in some for one in same]
        else:
            yield list(_joined(some))


_TOLD = "told together already"
_MANY = {True: 2, False: 3}  # services of which the image, or anything else, changes in the same way


def _way(one: Difference) -> tuple[str | None, ...]:
    """What differences of many services have in common; () where it has nothing in common with others."""
    if one.said and dict(one.more).get("count"):
        return (one.said, _TOLD)
    aspect, of, _ = one.subject.partition(" of ")
    if not (one.service and of) or one.said:
        return ()
    return (one.kind, aspect, *narrowed(one.old, one.new))


def _joined(some: list[list[Placed]]) -> Iterator[Placed]:
    first = some[0][0].difference
    names = [same[0].difference.service for same in some]
    subject = f"{first.subject.partition(' of ')[0]} of the services {listed(names, 3)}"
    equal = len({(same[0].difference.old, same[0].difference.new) for same in some}) == 1
    old, new = (first.old, first.new) if equal else narrowed(first.old, first.new)
    for one in (one for same in some for one in same):
        more = (*one.difference.more, ("services", names))
        yield replace(one, difference=replace(one.difference, subject=subject, old=old, new=new, more=more))


def unread(files: list[FileChange]) -> Iterator[Finding]:
    """The files that were not looked into, because there are too many."""
    if files:
        paths = [file.path for file in files]
        yield Finding(
            "delivery.files",
            printable(f"{counted(len(files), 'more file')} of the delivery change: {listed(paths)}."),
            tuple(file.id for file in files[:_MOST_OF_A_KIND]),
            {"path": paths[0], "paths": paths[:_MOST_OF_A_KIND], "where": Where.PRODUCTION.value},
            weight=20,
        )


def _shared(placed: Iterable[Placed]) -> Iterator[list[Placed]]:
    """The same difference in several files is one; what only moves from one file to another is none."""
    groups: defaultdict[Difference, list[Placed]] = defaultdict(list)
    for one in placed:
        groups[one.difference].append(one)
    told = {(each.kind, each.subject, each.old, each.new) for each in groups}
    for each, same in groups.items():
        one_sided = (each.old is None) != (each.new is None)
        if not (one_sided and (each.kind, each.subject, each.new, each.old) in told):
            yield same


def _limited(findings: list[Finding]) -> Iterator[Finding]:
    """The heaviest of each kind; the others are counted."""
    kinds: defaultdict[str, list[Finding]] = defaultdict(list)
    for one in sorted(findings, key=lambda one: -one.weight):
        kinds[one.kind].append(one)
    for kind, some in kinds.items():
        most = _MOST_OF_SOME_KINDS.get(kind, _MOST_OF_A_KIND)
        yield from some[:most]
        if rest := some[most:]:
            paths = list(dict.fromkeys(str(one.data["path"]) for one in rest))
            yield Finding(
                kind,
                printable(f"{counted(len(rest), 'more difference')} of this kind in {listed(paths)}."),
                tuple(dict.fromkeys(evidence for one in rest for evidence in one.evidence))[:_MOST_OF_A_KIND],
                {"path": paths[0], "paths": paths, "old": None, "new": None, "where": Where.PRODUCTION.value},
                weight=rest[0].weight,
            )


def of_development(placed: Iterable[Placed]) -> Iterator[Finding]:
    """All that changes in a file that only developers run, or in an example, is one finding; many files are one."""
    for example in (False, True):
        groups: defaultdict[str, list[Placed]] = defaultdict(list)
        for one in placed:
            if one.where is Where.DEVELOPMENT and is_example(one.file.path) is example:
                groups[one.file.path].append(one)
        if len(groups) > _MOST_ASIDE:
            yield _aside(example, [one for same in groups.values() for one in same])
        else:
            yield from (_aside(example, same) for same in groups.values())


def _aside(example: bool, same: list[Placed]) -> Finding:
    paths = list(dict.fromkeys(one.file.path for one in same))
    subjects = list(dict.fromkeys(one.difference.subject.replace("`", "") for one in same))
    what = "How an example runs" if example else "What developers run"
    said = f"{what} changes in {listed(paths)}" + (f": {joined(subjects, 3)}" if len(paths) == 1 else "")
    return Finding(
        "delivery.development",
        printable(f"{said}."),
        tuple(dict.fromkeys(one.evidence for one in same))[:_MOST_OF_A_KIND],
        {
            "path": paths[0],
            "paths": paths,
            "development": True,
            "what": subjects[:_MOST_OF_A_KIND],
            "where": Where.DEVELOPMENT.value,
        },
        weight=3,
    )


def of_pipeline(placed: Iterable[Placed]) -> Iterator[Finding]:
    """What changes only in the pipeline."""
    return (finding(same) for same in _shared(one for one in placed if one.where is Where.PIPELINE))


def services(placed: Iterable[Placed]) -> Iterator[Finding]:
    """The deployable services whose definition changes. data: name, path."""
    groups: defaultdict[str, list[Placed]] = defaultdict(list)
    for one in placed:
        if one.difference.service and one.where is Where.PRODUCTION:
            groups[one.difference.service].append(one)
    for name, touched in groups.items():
        paths = list(dict.fromkeys(one.file.path for one in touched))
        yield Finding(
            "delivery.service",
            printable(f"How the service {named(name)} runs changes in {listed(paths)}."),
            tuple(dict.fromkeys(one.evidence for one in touched)),
            {"name": name, "path": paths[0], "where": Where.PRODUCTION.value},
            weight=10,
        )


def pipelines(files: Iterable[FileChange]) -> Iterator[Finding]:
    """One finding for the pipelines that publish or deploy, one for the others."""
    groups: defaultdict[bool, list[FileChange]] = defaultdict(list)
    for file in files:
        groups[publishes(file.path)].append(file)
    for publishing, some in sorted(groups.items(), reverse=True):
        paths = [file.path for file in some]
        yield Finding(
            "delivery.ci",
            printable(f"{_PIPELINES[publishing]} in {counted(len(some), 'file')}: {listed(paths)}."),
            tuple(file.id for file in some),
            {"path": paths[0], "paths": paths, "publishing": publishing, "where": Where.PIPELINE.value},
            weight=8 if publishing else 3,
        )


_PIPELINES = {
    True: "The pipeline that builds or publishes releases changes",
    False: "Continuous integration changes",
}
