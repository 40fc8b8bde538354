"""The validation steps: the repository's own checks, then what this change touches and one can look at."""

from collections.abc import Callable, Iterator
from functools import partial

from ...facts.fact import Fact
from ...sources.change import FileChange
from ...ticket import Claim, Layout, Status
from ...wording import code, counted, joined
from ..proposal import Material
from . import naming, saying
from .asks import Phase, asked
from .nothing_runs import look_at_pages, nothing_runs
from .saying import AUTHORS
from .steps import best_command, deployed_migrations, migration_names, numbered, run, step, weak_step
from .team import trying, watching
from .team.goals import measures

_MOST = 6
_MOST_SEEN = 3
_MOST_TESTS = 3
_LONGEST_PATH = 60  # characters
_FEW_MIGRATIONS = 2


def draft(material: Material) -> list[Claim]:
    """Steps: what to run before, then the quickest checks first, then what takes hours and weeks."""
    if nothing_runs(material):
        return numbered((_tests(material), look_at_pages(material)))
    groups: tuple[Callable[[Material], Iterator[Claim]], ...] = (
        _tests,
        _own_checks,
        _health,
        _migrations,
        _endpoints,
        trying.after,
        _further,
        trying.journeys,
        trying.criteria,
        _what_users_see,
        _metrics,
        watching.watch,
        measures,
    )
    return numbered(group(material) for group in groups)


_further = partial(asked, Phase.VALIDATION)


def _own_checks(material: Material) -> Iterator[Claim]:
    check = best_command(material, "check")
    if check and check.fact.get("command") not in trying.commands(material):
        yield run("Run the repository's own check", check)


def _health(material: Material) -> Iterator[Claim]:
    own = best_command(material, "check")
    for fact in material.facts.of("surface.health")[:1]:
        if own and fact.get("route") in own.fact.get("command"):
            return  # the repository's own check asks it already
        yield step(
            f"Ask {code(fact.get('route'))} and expect it to say that the service is well.", [fact], *fact.evidence[:1]
        )


def _migrations(material: Material) -> Iterator[Claim]:
    files = deployed_migrations(material)
    if files:
        few = len(files) <= _FEW_MIGRATIONS  # the deployment steps name them all
        names = f": {migration_names(files)}" if few else ""
        noun = "migration is" if len(files) == 1 else f"{len(files)} migrations are"
        yield step(f"See that the {noun} recorded as applied{names}.", files)


def _endpoints(material: Material) -> Iterator[Claim]:
    table = (
        ("surface.endpoint_added", "Try the new {}, with test data where it writes."),
        ("surface.endpoint_changed", "Try the changed {}, and compare with the previous version."),
        ("surface.endpoint_removed", "See that nothing still calls the removed {}."),
    )
    for kind, words in table:
        facts = [fact for fact in material.facts.of(kind) if "${" not in fact.get("route")]  # what can be called
        if facts:
            routes = naming.some(facts, naming.routes, _MOST)
            yield step(words.format(routes), facts, *(one.evidence[0] for one in facts[:2]))


def _metrics(material: Material) -> Iterator[Claim]:
    table = (
        ("surface.metric_added", "Watch the new {}: {}."),
        ("surface.metric_removed", "Mend dashboards and alerts that use the removed {}: {}."),
        ("surface.alert_added", "Watch the new {}: {}."),
        ("surface.alert_changed", "Watch the changed {}: {}."),
        ("surface.alert_removed", "Mind that nobody is told any more by the removed {}: {}."),
    )
    for kind, words in table:
        known = () if kind.endswith("_removed") else watching.alerts(material)  # the team's steps tell of those
        facts = [fact for fact in material.facts.of(kind) if fact.get("name").casefold() not in known]
        noun = "alert" if "alert" in kind else "metric"
        if facts:
            names = joined([code(fact.get("name")) for fact in facts], _MOST)
            yield step(words.format(noun if len(facts) == 1 else noun + "s", names), facts, facts[0].evidence[0])


def _what_users_see(material: Material) -> Iterator[Claim]:
    """One step: what is new, or what was mended where nothing is, as far as a user can see it; by notes or commits."""
    for sort, words in (("feature", "is new"), ("fix", "was mended")):
        told = [fact for fact in saying.entries(material.facts, sort) if saying.is_for_users(fact)][:_MOST_SEEN]
        if told:
            examples = saying.examples([fact.get("text") for fact in told], _MOST_SEEN)
            yield weak_step(f"Look as a user at what {words}: {examples}", told[0].get("text"), told, AUTHORS[0])
            return
    new = [one for one in material.change.commits if saying.sort_of(one) == "feature"][:_MOST_SEEN]
    if new and not material.facts.of("notes.entry"):
        examples = saying.examples([one.subject for one in new], _MOST_SEEN)
        cited = tuple(one.id for one in new)
        yield Claim(f"Look as a user at what is new: {examples}", cited, "", Status.WEAK, AUTHORS, Layout.STEP)


def _tests(material: Material) -> Iterator[Claim]:
    touched = material.facts.first("tests.touched")
    if touched and trying.runs_unit_tests(material):
        also = f"among them those that the change touches ({_touched(touched, material)[1]})"
        yield from trying.before(material, also, [touched])
        touched = None
    else:
        yield from trying.before(material)
    if touched:
        files, names = _touched(touched, material)
        text = f"Before the deployment, run the tests that the change touches ({files}): {names}."
        yield step(text, [touched], *touched.evidence)
    for fact in material.facts.of("tests.none"):
        yield step(f"Check the changed code by hand. {fact.text}", [fact], *fact.evidence[:2])


def _touched(fact: Fact, material: Material) -> tuple[str, str]:
    """How many files of tests the change touches, and the names of the first."""
    paths = [code(_short(file)) for one in fact.evidence if (file := material.change.file(one))]
    number = int(fact.get("files") or 0)
    shown = paths[:_MOST_TESTS]  # the chips lead to the folders of those that are named without
    more = [f"{number - len(shown):,} more"] if number > len(shown) else []
    return counted(number, "file"), joined([*shown, *more])


def _short(file: FileChange) -> str:
    """The path, or the name alone of what lies deep."""
    return file.path if len(file.path) <= _LONGEST_PATH else file.name
