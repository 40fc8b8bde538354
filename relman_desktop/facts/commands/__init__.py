"""The repository's own commands to deploy, roll back and check: quoted verbatim, each with its place.

They are looked for in the whole tree at the head, in files that their paths make likely (`resources/commands.toml`),
and they are the only commands that a ticket may name.
"""

from collections.abc import Iterable, Iterator
from itertools import chain

from ...jobs import Cancel
from ...sources.change import Change
from ..configuration.secrets import hide
from ..fact import Finding
from . import documents
from .artifacts import artifacts
from .containers import health_checks
from .entrypoints import entrypoints
from .found import Found
from .pages import HeadTree, Page
from .pipelines import pipelines
from .programs import programs
from .purposes import Serving, servings
from .recipes import READERS
from .rules import Role, rules
from .tested import pipelined_tests
from .versions import about_another_version, is_of_another_version
from .watching import watching

_MOST = 6  # of one purpose


def detect(change: Change, cancel: Cancel) -> Iterator[Finding]:
    """`command.<purpose>`, best first, at most six of each purpose; then how it is deployed without a command.

    That is `command.entrypoint`, `command.pipeline`, `delivery.artifact`, `watch.*` for what to look at, and
    `tests.pipeline` for the tests that pipelines run.

    Purposes: upgrade, deploy, migrate, restart, rollback, restore, backup, check, build. For the data see
    `Found.finding`, `entrypoints` and `artifacts`.
    """
    tree = HeadTree(change, cancel)
    pages = [(role, page) for role, page in tree.pages() if not is_of_another_version(page.path, change)]
    found = [Found(role, page, serving) for role, page in pages for serving in _servings(role, page, tree)]
    usable = (one for one in found if _usable(one.serving, change))
    yield from (one.finding(tree) for one in _best(usable))
    yield from entrypoints(pages, tree)
    yield from programs(tree)
    yield from pipelines(tree)
    yield from watching(tree)
    yield from pipelined_tests(tree)
    yield from artifacts([page for role, page in pages if role.reader == "workflow"], tree)


def _servings(role: Role, page: Page, tree: HeadTree) -> Iterator[Serving]:
    if role.reader in ("image", "compose"):
        yield from health_checks(role, page)
        return
    reader = READERS.get(role.reader)
    quotes = documents.quotes(page.lines) if role.reader == "document" else reader(page, tree) if reader else ()
    for quote in quotes:
        tree.cancel.check()
        yield from servings(quote)


def _usable(serving: Serving, change: Change) -> bool:
    """Not of another version's section, and with no secret in it: masked, it would be no quotation."""
    return not about_another_version(serving.quote.titles, change) and hide(serving.command) == serving.command


def _best(found: Iterable[Found]) -> list[Found]:
    """The best of each purpose; what only repeats a better place's commands is left out."""
    kept: dict[str, list[Found]] = {purpose: [] for purpose in rules().purposes}
    known: dict[str, set[str]] = {purpose: set() for purpose in rules().purposes}
    for one in sorted(found, key=lambda one: one.order):
        purpose, bare = one.serving.purpose.name, one.serving.bare
        if len(kept[purpose]) < _MOST and not bare <= known[purpose]:
            kept[purpose].append(one)
            known[purpose] |= bare
    return list(chain.from_iterable(kept.values()))
