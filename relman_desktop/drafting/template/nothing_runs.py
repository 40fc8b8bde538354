"""What the fields of steps say where nothing that runs changes: that there is nothing to deploy."""

from collections.abc import Iterator

from ...sources.change import Kind
from ...ticket import Claim, Layout
from ...wording import code, joined
from ..proposal import Material
from ..quiet import is_quiet, what_is_quiet
from ..team.applying import touched
from .steps import step

_MOST = 4
_MOST_CITED = 5
_OWN = ("deployment_steps", "rollback_steps", "services")


def nothing_runs(material: Material) -> bool:
    """Whether only documentation and tests change, and the team has no step or service of just these files."""
    own = (one for one in material.profile.of(*_OWN) if touched(one, material.change))
    return is_quiet(material.change) and not any(own)


def sentence(material: Material, then: str) -> Claim:
    """A paragraph that says so, and what follows from it."""
    what = what_is_quiet(material.change.files)
    verb = "change" if what.endswith("tests") else "changes"
    cited = tuple(file.id for file in material.change.files[:_MOST_CITED])
    return Claim(f"Only {what} {verb}, by the names of the files: {then}.", cited, layout=Layout.PARAGRAPH)


def look_at_pages(material: Material) -> Iterator[Claim]:
    """A step for the changed documentation."""
    pages = [*material.change.of_kind(Kind.DOCS)]
    if pages:
        names = joined([code(file.path) for file in pages], _MOST)
        cited = tuple(file.id for file in pages[:_MOST_CITED])
        yield step(f"Look at the changed documentation as its readers see it: {names}.", (), *cited)
