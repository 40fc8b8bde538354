"""What a check gives: what fills its sentence, and where it is; `checking` makes a `Finding` of it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from .case import Case
from .finding import Mend, Severity
from .table import Row

NOTHING: Mapping[str, object] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Found:
    """One place at which a check finds something."""

    words: Mapping[str, object] = field(default_factory=lambda: NOTHING)  # by the names in the row's text
    field: str = ""  # "" for the row's only one
    place: str = ""  # tells it apart from others of the same check: "deployment:3"
    evidence: tuple[str, ...] = ()
    quote: str = ""
    mend: Mend | None = None
    most: Severity | None = None  # it is not graver than this, whatever the table or the team says


Finder = Callable[[Row, Case], Iterator[Found]]
