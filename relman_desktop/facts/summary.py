"""The change in one breath: what weighs, in few words each, the weightiest first."""

from collections.abc import Callable, Iterator, Sequence

from ..jobs import Cancel
from ..sources.change import Change
from ..wording import counted, joined, lines
from .fact import Finding

_MOST = 4
_HEAVY = 60  # weight of a change of the delivery that belongs in one breath
_BY_ITSELF = 30  # weight of what a program does to its database, and not of what it no longer does
_OF_WEIGHT = 45  # of a finding that a change of no operational weight does not have
_MUST = ("_required", "_renamed", "_moved")  # settings that somebody has to touch
_WAYS_BACK = {
    "unsafe": "the previous version does not run unchanged afterwards",
    "unknown": "whether the previous version still runs afterwards is not known",
    "conditional": "the previous version runs afterwards on conditions",
}

Findings = Sequence[Finding]
Part = tuple[str, Findings]  # the words, and the findings behind them


def detect(change: Change, findings: Findings, cancel: Cancel) -> Iterator[Finding]:
    """`change.summary`: one sentence; data: parts (the words, without how going back is), way_back."""
    cancel.check()
    parts = [part for make in _PARTS for part in make(findings)][:_MOST]
    verdict = [one for one in findings if one.kind == "rollback.verdict"]
    way_back = _WAYS_BACK.get(str(verdict[0].data["verdict"]), "") if verdict else ""
    if not change.files:
        return
    size = f"{counted(len(change.files), 'file')} ({lines(change.added, change.removed)})"
    words = [text for text, _ in parts]
    cited = [one for _, behind in parts for finding in behind[:3] for one in finding.evidence[:1]]
    cited += [one for finding in verdict if way_back for one in finding.evidence[:2]]
    evidence = tuple(dict.fromkeys(cited))[:8] or tuple(file.id for file in change.files[:3])
    weighs = any(one.weight >= _OF_WEIGHT and not one.kind.startswith("tests.") for one in findings)
    nothing = "" if way_back or weighs else " with nothing of operational weight"
    text = joined(words, _MOST) or f"A change of {size}{nothing}"
    sentence = f"{text[0].upper()}{text[1:]}{f'; {way_back}' if way_back else ''}."
    yield Finding("change.summary", sentence, evidence, {"parts": words, "way_back": way_back}, weight=60)


def _of(findings: Findings, *kinds: str) -> Findings:
    return [one for one in findings if one.kind in kinds]


def _number(findings: Findings) -> int:
    """How many things the findings tell of: one may tell of several."""
    return sum(int(str(one.data.get("count") or 1)) for one in findings)


def _lost(findings: Findings) -> Iterator[Part]:
    lost = [one for one in _of(findings, "migration.drop_table", "migration.drop_column") if not one.data.get("fresh")]
    names = [".".join(str(one.data[key]) for key in ("table", "column") if one.data.get(key)) for one in lost]
    if len(lost) == 1 and names[0]:
        yield f"removal of {names[0]}", lost
    elif lost:
        yield f"removal of {counted(_number(lost), 'table or column', 'tables or columns')}", lost


def _security(findings: Findings) -> Iterator[Part]:
    if found := _of(findings, "notes.security"):
        yield "security fixes", found


def _migrations(findings: Findings) -> Iterator[Part]:
    if found := _of(findings, "migration.file"):
        yield counted(len(found), "database migration"), found
    elif found := [one for one in _of(findings, "migration.in_code") if one.weight >= _BY_ITSELF]:
        yield "database changes by its own code", found
    if found := _of(findings, "migration.edited"):
        yield f"{counted(_number(found), 'released migration')} edited", found


def _moves(findings: Findings) -> Iterator[Part]:
    """A language, and the weightiest packages that go to another major version."""
    runtimes = [one for one in _of(findings, "dependency.runtime") if one.data.get("new") and one.weight >= 50]
    majors = [one for one in _of(findings, "dependency.changed") if one.data.get("major") and one.weight >= 45]
    for one in sorted((*runtimes[:1], *majors[:1]), key=lambda one: -one.weight):
        yield f"{one.data.get('title') or one.data.get('name')} {one.data.get('new')}", [one]


def _settings(findings: Findings) -> Iterator[Part]:
    must = [one for one in findings if one.kind.startswith("config.") and one.kind.endswith(_MUST)]
    if must:
        inputs = all(one.kind.startswith(("config.input_", "config.output_")) for one in must)
        yield f"{counted(_number(must), 'module input' if inputs else 'setting')} to rename or to set", must
    elif found := [one for one in _of(findings, "config.env_added") if one.data.get("role") != "set"]:
        yield counted(len(found), "new setting"), found


def _delivery(findings: Findings) -> Iterator[Part]:
    heavy = [one for one in findings if one.kind.startswith("delivery.") and one.weight >= _HEAVY]
    gone = [one for one in heavy if one.data.get("action") in ("destroyed", "replaced", "recreated")]
    if gone:
        yield f"{counted(_number(gone), 'resource')} destroyed or made anew", gone
    elif heavy:
        yield counted(len(heavy), "change of the deployment itself", "changes of the deployment itself"), heavy


def _access(findings: Findings) -> Iterator[Part]:
    opened = _of(findings, "behaviour.opened")
    opened = [*opened, *(one for one in _of(findings, "behaviour.permission") if one.data.get("what") == "removed")]
    if opened:
        yield "access opened in " + counted(len(opened), "place"), opened


def _endpoints(findings: Findings) -> Iterator[Part]:
    if found := _of(findings, "surface.endpoint_removed"):
        yield counted(_number(found), "removed endpoint"), found


def _authors(findings: Findings) -> Iterator[Part]:
    """What the authors themselves call breaking, or ask for."""
    if found := [one for one in _of(findings, "notes.entry", "notes.breaking") if one.weight >= _HEAVY]:
        yield (
            counted(len(found), "breaking change in its authors' notes", "breaking changes in its authors' notes"),
            found,
        )
    elif found := [one for one in _of(findings, "notes.upgrade") if one.weight >= _HEAVY]:
        yield "upgrade notes of its authors", found


_PARTS: tuple[Callable[[Findings], Iterator[Part]], ...] = (
    _lost,
    _security,
    _access,
    _delivery,
    _migrations,
    _moves,
    _endpoints,
    _settings,
    _authors,
)
