"""A fact: one sentence computed from the change with no model, with its evidence."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from ..jobs import Cancel
from ..sources.change import Change, Side
from ..sources.evidence import Trust

_IDENTITY = ("path", "name")  # the data that tells facts of one kind and text from each other
Value = str | int | bool | None | list[str]


@dataclass(frozen=True, slots=True)
class Place:
    """A line of the repository that the change does not show; it becomes evidence `R1`, `R2`, ..."""

    path: str
    line: int  # from 1
    text: str  # verbatim
    side: Side = "new"  # the tree that it stands in: the head's, or "old", the base's

    @property
    def ref(self) -> str:
        """Where it is, for a person."""
        return f"{self.path}:{self.line}" + ("" if self.side == "new" else ", as it is before the change")


@dataclass(frozen=True, slots=True)
class Finding:
    """What a detector yields: a fact before it has its number."""

    kind: str  # "migration.drop_column": topic, dot, what
    text: str  # one plain sentence with its full stop
    evidence: tuple[str | Place, ...]  # never empty
    data: Mapping[str, Value] = field(default_factory=dict)
    weight: int = 10  # operational weight: 100 cannot be undone, 50 needs a step, 10 worth knowing, 1 detail


@dataclass(frozen=True, slots=True)
class Fact:
    """A numbered finding."""

    id: str  # "X5"
    kind: str
    text: str
    evidence: tuple[str, ...]
    data: Mapping[str, Value]
    weight: int

    @property
    def topic(self) -> str:
        return self.kind.partition(".")[0]

    @property
    def is_told(self) -> bool:
        """Whether it is what the authors' notes say, rather than computed: the version they state is read from code."""
        return self.topic == "notes" and self.kind != "notes.version"

    @property
    def trust(self) -> Trust:
        """How far its words carry: where it tells what notes, tickets or commits say, they are somebody's claim."""
        return Trust.CLAIM if self.is_told or self.topic == "gap" else Trust.CODE

    @property
    def key(self) -> str:
        """What stays the same when the facts are computed anew, unlike the id: the kind, what is said and of what."""
        said = "\n".join((self.kind, self.text, *(self.get(name) for name in _IDENTITY)))
        return f"{self.kind} {sha256(said.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"

    def get(self, name: str) -> str:
        """A value of `data` as text; "" where it is missing or None."""
        value = self.data.get(name)
        return "" if value is None else str(value)


Detector = Callable[[Change, Cancel], Iterator[Finding]]
Conclusion = Callable[[Change, Sequence[Finding], Cancel], Iterator[Finding]]
