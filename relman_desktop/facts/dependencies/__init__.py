"""Dependencies: what the change adds, removes, upgrades and downgrades, and the languages that it runs on.

Manifests say what is asked for, lock files what is installed; both are read whole where they are known, and from
the lines of the hunks where a diff file shows no more. `resources/dependencies.toml` says which file is read how.
"""

from collections.abc import Iterator

from ...jobs import Cancel
from ...sources.change import Change, FileChange
from ..fact import Finding
from ..formats import Unread
from ..sides import Finder, sides
from . import nix, refused_stores, telling
from .demands import demand_findings
from .extras import extra_findings
from .features import features
from .languages import runtime_findings
from .moves import Source
from .readers import FileRule, read, rule_of
from .scopes import is_foreign
from .sentences import Locate
from .summaries import unread_finding


def detect(change: Change, cancel: Cancel) -> Iterator[Finding]:
    """The facts about dependencies.

    `dependency.added|removed|changed|replaced` for what the project asks for, `.lock` for what stands behind it,
    `.override` for what is taken from elsewhere, `.extra_removed` for what the package no longer brings on demand,
    `.feature_removed|added` for what a build can be asked for, `.development` and `.pipeline` for tools, `.runtime`,
    `.unread`, `.store_demanded` for data stores whose versions the program's own code refuses,
    and `.nix` for what Nix files take.
    """
    sources: list[Source] = []
    for file in change.files:
        try:
            sources += _source(change, file, cancel)
        except Unread as reason:
            yield unread_finding(file.id, file.path, str(reason))
    locate = _locator(change, cancel)
    languages = list(runtime_findings(sources, locate))
    yield from languages
    told = {str(finding.data["name"]).lower() for finding in languages}
    demands = [one for one in demand_findings(change, cancel) if str(one.data["name"]).lower() not in told]
    yield from demands
    yield from extra_findings(sources, locate)
    yield from telling.findings(change, sources, locate, cancel)
    yield from features(change, cancel)
    moved = {str(one.data["name"]).lower() for one in demands}  # from one version to another: told already
    yield from (one for one in refused_stores.detect(change, cancel) if str(one.data["name"]).lower() not in moved)
    yield from nix.detect(change, cancel)


def _source(change: Change, file: FileChange, cancel: Cancel) -> Iterator[Source]:
    rule = rule_of(file.path)
    if not rule or file.binary or file.is_symlink or is_foreign(file.path):
        return
    cancel.check()
    if _may_matter(change, file, rule, cancel):
        old, new = sides(change, file, cancel)
        yield Source(file, rule, read(rule, old), read(rule, new), whole=old.whole)


def _may_matter(change: Change, file: FileChange, rule: FileRule, cancel: Cancel) -> bool:
    """Whether a changed line holds what the rule wants to see."""
    if not rule.touches:
        return True
    changed = (line for hunk in change.hunks(file, cancel) for line in hunk.lines if line.sign != " ")
    return any(rule.touches.search(line.text[:1000]) for line in changed)


def _locator(change: Change, cancel: Cancel) -> Locate:
    """Finds the hunk that tells of a name; the hunks of a file are read once, when first asked for."""
    finders: dict[str, Finder] = {}

    def locate(source: Source, name: str, values: tuple[str, ...]) -> str:
        file = source.file
        if file.id not in finders:
            finders[file.id] = Finder(file, change.hunks(file, cancel))
        return finders[file.id].find(name, *values)

    return locate
