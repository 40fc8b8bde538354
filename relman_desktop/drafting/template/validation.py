"""The validation steps: the repository's own checks, then what this change touches and one can look at."""

import re
from collections.abc import Callable, Iterator
from functools import partial

from ...ticket import Claim
from ...wording import code, counted, joined, sentence, shorten
from ..proposal import Material
from .asks import Phase, asked
from .description import AUTHORS
from .steps import best_command, deployed_migrations, migration_names, numbered, run, step, weak_step

_MOST = 6
# Of versions, builds and what only developers see there is nothing to be tried.
_UNSEEN = re.compile(
    r"(?:use|upgrade|update|bump|switch to|support for|drop support)\b[^.]{0,60}(?:\d|\bhash|\bdependenc|\block)", re.I
)


def draft(material: Material) -> list[Claim]:
    """Steps: what to run before, then the quickest checks first."""
    groups: tuple[Callable[[Material], Iterator[Claim]], ...] = (
        _tests,
        _own_checks,
        _health,
        _migrations,
        _endpoints,
        _metrics,
        _further,
        _what_users_see,
    )
    return numbered(group(material) for group in groups)


_further = partial(asked, Phase.VALIDATION)


def _own_checks(material: Material) -> Iterator[Claim]:
    if check := best_command(material, "check"):
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
        noun = "migration is" if len(files) == 1 else "migrations are"
        yield step(f"See that the {noun} recorded as applied: {migration_names(files)}.", files)


def _endpoints(material: Material) -> Iterator[Claim]:
    table = (
        ("surface.endpoint_added", "Try the new {}, with test data where it writes."),
        ("surface.endpoint_changed", "Try the changed {}, and compare with the previous version."),
        ("surface.endpoint_removed", "See that nothing still calls the removed {}."),
    )
    for kind, words in table:
        facts = material.facts.of(kind)[:_MOST]
        if facts:
            routes = [
                code(" ".join(part for part in (fact.get("method"), fact.get("route")) if part)) for fact in facts
            ]
            yield step(words.format(joined(routes, _MOST)), facts, *(one.evidence[0] for one in facts[:2]))


def _metrics(material: Material) -> Iterator[Claim]:
    table = (
        ("surface.metric_added", "Watch the new {}: {}."),
        ("surface.metric_removed", "Mend dashboards and alerts that use the removed {}: {}."),
        ("surface.alert_added", "Watch the new {}: {}."),
        ("surface.alert_changed", "Watch the changed {}: {}."),
        ("surface.alert_removed", "Mind that nobody is told any more by the removed {}: {}."),
    )
    for kind, words in table:
        facts = material.facts.of(kind)
        noun = "alert" if "alert" in kind else "metric"
        if facts:
            names = joined([code(fact.get("name")) for fact in facts], _MOST)
            yield step(words.format(noun if len(facts) == 1 else noun + "s", names), facts, facts[0].evidence[0])


def _what_users_see(material: Material) -> Iterator[Claim]:
    entries = material.facts.of("notes.entry")
    told = [fact for sort in ("feature", "fix") for fact in entries if fact.get("sort") == sort]
    told = [fact for fact in told if not _UNSEEN.match(fact.get("text"))]
    for fact in told[:3]:
        opening = "See that this is mended" if fact.get("sort") == "fix" else "See as a user that this works"
        text = f"{opening}: {shorten(sentence(fact.get('text')), 200)}"
        yield weak_step(text, fact.get("text"), [fact], AUTHORS[0])


def _tests(material: Material) -> Iterator[Claim]:
    if touched := material.facts.first("tests.touched"):
        paths = [code(file.path) for one in touched.evidence if (file := material.change.file(one))]
        files = counted(int(touched.get("files") or 0), "file")
        text = f"Before the deployment, run the tests that the change touches ({files}): {joined(paths, _MOST)}."
        yield step(text, [touched], *touched.evidence)
    for fact in material.facts.of("tests.none"):
        yield step(f"Check the changed code by hand. {fact.text}", [fact], *fact.evidence[:2])
