"""The versions of languages: each language's change once, with all the files that say it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ...sources.change import Status
from ...wording import named
from ..fact import Finding
from .moves import Source
from .ranges import same_range
from .requirement import Runtime
from .scopes import is_development, table
from .sentences import Locate, paths, shown
from .versions import is_downgrade, is_upgrade, number
from .weights import DEVELOPMENT

_OTHER_LANGUAGE, _SAME_LANGUAGE, _STATED = 50, 30, 20  # weights
_FOR_THE_BUILD = 35  # of a language that only builds the product


@dataclass
class _Turn:
    """A language's change: from what to what, and the files that say it."""

    name: str
    old: Runtime | None
    new: Runtime | None
    sources: list[Source]

    @property
    def known(self) -> Runtime:
        runtime = self.new or self.old
        assert runtime is not None
        return runtime

    @property
    def paths(self) -> list[str]:
        """What the product itself says comes first."""
        return sorted((source.file.path for source in self.sources), key=is_development)

    @property
    def is_development(self) -> bool:
        return all(is_development(source.file.path) for source in self.sources)


def runtime_findings(sources: Iterable[Source], locate: Locate) -> Iterator[Finding]:
    """`dependency.runtime`: another version of a language; what only base images say, the facts of images tell."""
    told: list[_Turn] = []
    for turn in sorted(_turns(sources), key=lambda turn: (turn.is_development, turn.known.image, turn.known.minimum)):
        same = next((one for one in told if _agree(one, turn)), None)
        if same:
            same.sources += [source for source in turn.sources if source not in same.sources]
        else:
            told.append(turn)
    for turn in told:
        if not turn.known.image:
            yield _finding(turn, locate)


def _turns(sources: Iterable[Source]) -> Iterator[_Turn]:
    found: dict[tuple[str, Runtime | None, Runtime | None], _Turn] = {}
    for source in sources:
        for name in dict.fromkeys((*source.new.runtimes, *source.old.runtimes)):
            old, new = source.old.runtimes.get(name), source.new.runtimes.get(name)
            if not _is_same(old, new) and not _comes_with_its_file(source, old, new):
                found.setdefault((name, old, new), _Turn(name, old, new, [])).sources.append(source)
    yield from found.values()


def _is_same(old: Runtime | None, new: Runtime | None) -> bool:
    """Whether both allow the same versions, be it in the words of another tool."""
    if old is None or new is None:
        return old is new
    return old == new or (replace(old, version="") == replace(new, version="") and same_range(old.version, new.version))


def _comes_with_its_file(source: Source, old: Runtime | None, new: Runtime | None) -> bool:
    """Whether a manifest that is added or removed brings along a version; that is no change of the language."""
    alone = old is None or new is None
    return alone and source.rule.ecosystem != "runtime" and source.file.status in (Status.ADDED, Status.DELETED)


def _agree(one: _Turn, other: _Turn) -> bool:
    """Whether two say the same, one of them more exactly: 3.12 to 3.13, and 3.12.4 to 3.13.0."""
    if one.name != other.name:
        return False
    return _is_within(one.old, other.old) and _is_within(one.new, other.new)


def _is_within(one: Runtime | None, other: Runtime | None) -> bool:
    if one is None or other is None:
        return one is other
    before, after = number(one.version), number(other.version)
    if before is None or after is None:
        return one.version == other.version
    length = min(len(before[0]), len(after[0]))
    return before[0][:length] == after[0][:length]


def _finding(turn: _Turn, locate: Locate) -> Finding:
    old, new = turn.old, turn.new
    versions = tuple(runtime.version for runtime in (old, new) if runtime)
    language = table()["runtimes"]["names"].get(turn.name, turn.name)
    return Finding(
        kind="dependency.runtime",
        text=f"{_sentence(language, old, new)} ({paths(turn.paths)}).",
        evidence=tuple(dict.fromkeys(_evidence(turn, source, versions, locate) for source in turn.sources))[:8],
        data={
            "name": turn.name,
            "title": language,
            "old": shown(old.version) if old else None,
            "new": shown(new.version) if new else None,
            "minimum": turn.known.minimum,
            "dev": turn.is_development,
            "build": turn.name in table()["runtimes"]["for_the_build"],
        },
        weight=_weight(turn),
    )


def _evidence(turn: _Turn, source: Source, versions: Sequence[str], locate: Locate) -> str:
    """The hunk that has the version as a word, or as a part of the word of a framework or of an image."""
    own = source.new.runtimes.get(turn.name) or source.old.runtimes.get(turn.name)
    version = own.version if own else versions[-1]
    words = (version, f"v{version}", f"net{version}", "from", "arg", turn.name)
    found = (locate(source, word, (version, *versions)) for word in words)
    return next((one for one in found if one != source.file.id), source.file.id)


def _weight(turn: _Turn) -> int:
    if turn.is_development:
        return DEVELOPMENT
    if not turn.old or not turn.new:
        return _STATED // 2 if turn.name in table()["runtimes"]["for_the_build"] else _STATED
    if turn.name in table()["runtimes"]["for_the_build"]:
        return _FOR_THE_BUILD if _is_another(turn) else _STATED
    return _OTHER_LANGUAGE if _is_another(turn) else _SAME_LANGUAGE


def _is_another(turn: _Turn) -> bool:
    """Whether code of the one may fail on the other."""
    length = 2 if turn.name in table()["runtimes"]["by_second_number"] else 1
    if turn.name in table()["runtimes"]["for_the_build"]:
        length = 2
    numbers = [number(runtime.version) for runtime in (turn.old, turn.new) if runtime]
    starts = [one[0][:length] if one else None for one in numbers]
    return None in starts or starts[0] != starts[1]


def _sentence(language: str, old: Runtime | None, new: Runtime | None) -> str:
    if not old or not new:
        known = new or old
        assert known is not None
        verb = "States" if new else "No longer states"
        return f"{verb} the {language.removeprefix('the ')} version {named(known.version)}"
    up = is_upgrade(old.version, new.version)
    if not new.minimum:
        verb = "Upgrades" if up else "Downgrades" if is_downgrade(old.version, new.version) else "Changes"
        return f"{verb} {language} from {shown(old.version)} to {shown(new.version)}"
    if up and "|" not in old.version + new.version:
        return f"Raises the required {language} version from {named(old.version)} to {named(new.version)}"
    return f"Changes the supported {language} versions from {named(old.version)} to {named(new.version)}"
