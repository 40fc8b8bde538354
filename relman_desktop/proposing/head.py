"""What a repository holds at a commit, and who wrote it: all that a proposal may look at. Nothing of it is run."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from ..facts.commands.pages import HeadTree, Page
from ..facts.delivery.yamltext import Tree, documents
from ..facts.people import OwnerRule, owner_rules
from ..jobs import Cancel
from ..sources import git
from ..sources.blobs import GitContent
from ..sources.change import Change
from ..sources.partial import readable_part
from ..sources.repository import Repository
from .naming import name_of

_MOST_COMMITS = 500


@dataclass(frozen=True, slots=True)
class Written:
    """A commit of the history, without an address of anybody."""

    author: str
    when: datetime  # with the offset that its author wrote it at
    message: str


class Head:
    """A repository at a commit. Raises ServiceError where git cannot tell."""

    def __init__(self, repository: Repository, oid: str, cancel: Cancel) -> None:
        readable = readable_part(repository, oid, oid, cancel)
        content = GitContent(repository, oid, oid, readable)
        self.repository, self.oid, self.cancel = repository, oid, cancel
        self.change = Change("git", repository.name, oid, oid, oid, oid, oid, (), (), (), "", content)
        self.tree = HeadTree(self.change, cancel)

    @cached_property
    def name(self) -> str:
        """What the project is called."""
        return name_of(self.tree, self.repository.name)

    @property
    def paths(self) -> Sequence[str]:
        return self.tree.paths

    def page(self, path: str) -> Page | None:
        self.cancel.check()
        return self.tree.page(path)

    def yaml(self, path: str) -> tuple[Tree, ...]:
        """The documents of a YAML file; () where it is not there or cannot be read."""
        page = self.page(path)
        return tuple((page and documents("\n".join(page.lines))) or ())

    @cached_property
    def commits(self) -> tuple[Written, ...]:
        """The newest commits that lead here, merges too."""
        form = "--format=%an%x01%aI%x01%B"
        said = self.repository.run(*git.LOG, f"-n{_MOST_COMMITS}", form, self.oid, "--", cancel=self.cancel).data
        fields = (one.split("\x01", 2) for one in said.decode("utf-8", "replace").split("\0") if one.strip())
        return tuple(
            Written(git.plain(author, 60), datetime.fromisoformat(when), message)
            for author, when, message in (one for one in fields if len(one) == 3)
        )

    @cached_property
    def owners(self) -> Sequence[OwnerRule]:
        """The lines of CODEOWNERS."""
        return owner_rules(self.change, self.cancel)

    def owner_of(self, path: str) -> str:
        """Who owns a path, as CODEOWNERS says; "" where nobody does."""
        rule = next((rule for rule in reversed(self.owners) if rule.matches(path)), None)
        return next((owner for owner in rule.owners if owner.startswith("@")), "") if rule else ""


def line_of(page: Page | None, *words: str) -> int:
    """The number of the first line that holds all the words, and 1 where none does."""
    lines = zip(page.numbers, page.lines, strict=True) if page else ()
    return next((number for number, line in lines if all(word in line for word in words)), 1)
