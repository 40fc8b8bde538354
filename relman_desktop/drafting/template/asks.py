"""What single kinds of facts ask of whoever deploys or validates: a table of openings, one step a row."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum

from ...facts.fact import Fact
from ...facts.topics import NEEDS_ATTENTION
from ...ticket import Claim
from ...wording import counted
from ..proposal import Material
from . import naming
from .steps import step
from .team import deploying

_MOST = 3  # facts that a step tells in full
_MOST_NAMED = 8
_MATTERS = 45  # weight from which a change of the delivery asks for attention


class Phase(Enum):
    BEFORE = "before"
    DURING = "during"
    AFTER = "after"
    VALIDATION = "validation"


@dataclass(frozen=True, slots=True)
class _Row:
    phase: Phase
    opening: str
    kinds: tuple[str, ...]
    counts: Callable[[Fact], bool]
    is_guessed: bool = False  # how the product is made, which the team's own steps say, where it has some


def asked(phase: Phase, material: Material) -> Iterator[Claim]:
    """The steps of a phase; a fact is told by the first row that it counts for."""
    told: set[str] = set()
    for row in _ROWS:
        facts = [fact for fact in material.facts.of(*row.kinds) if fact.id not in told and row.counts(fact)]
        told |= {fact.id for fact in facts}
        if facts and row.phase is phase and not (row.is_guessed and deploying.during(material)):
            yield _step(row, facts)


def _step(row: _Row, facts: list[Fact]) -> Claim:
    """Few facts in full; of many of the public surface only what they are about: what of it is behind the chips."""
    if len(facts) > _MOST and all(fact.topic == "surface" and naming.routes(fact) for fact in facts):
        return step(
            f"{row.opening.rstrip('.:')}: {naming.some(facts, naming.routes, _MOST_NAMED)}.",
            facts,
            *facts[0].evidence[:1],
        )
    shown = facts[:_MOST]
    more = f" And {counted(len(facts) - len(shown), 'further one')}." if len(facts) > len(shown) else ""
    text = f"{row.opening} {' '.join(fact.text for fact in shown)}{more}"
    return step(text, facts, *(fact.evidence[0] for fact in shown))


def _does(*actions: str) -> Callable[[Fact], bool]:
    return lambda fact: fact.get("action") in actions


def _any(fact: Fact) -> bool:
    return True


def _is_told(fact: Fact) -> bool:
    return fact.weight >= NEEDS_ATTENTION


def _breaks(fact: Fact) -> bool:
    return bool(fact.data.get("breaking"))


def _is_unfitted(fact: Fact) -> bool:
    return not fact.get("fitting")


def _loses(fact: Fact) -> bool:
    return bool(fact.data.get("loses_data"))


def _weighs(fact: Fact) -> bool:
    return fact.weight >= _MATTERS and fact.get("where") in ("", "production") and fact.kind not in _TOLD_ELSEWHERE


def _loses_platforms(fact: Fact) -> bool:
    return fact.get("what") == "platforms" and not fact.get("new")


_TOLD_ELSEWHERE = ("delivery.image", "delivery.artifact", "delivery.service", "delivery.unread")
_ROWS = (
    _Row(
        Phase.BEFORE,
        "Bring the data store to a version that is accepted, or the program does not start.",
        ("dependency.store_demanded",),
        _any,
    ),
    _Row(
        Phase.BEFORE,
        "Look for hosts of these platforms: the new version does not reach them.",
        ("delivery.published",),
        _loses_platforms,
    ),
    _Row(
        Phase.BEFORE,
        "Do not deploy before these migrations are merged or renumbered.",
        ("migration.conflict",),
        _any,
    ),
    _Row(
        Phase.BEFORE,
        "See that the migration tool applies it although later ones were there before.",
        ("migration.order",),
        _any,
    ),
    _Row(
        Phase.BEFORE,
        "See what brings the schema to this.",
        ("migration.model",),
        _is_unfitted,
    ),
    _Row(
        Phase.BEFORE,
        "Warn those who call it, or let them move first.",
        (
            "surface.endpoint_removed",
            "surface.endpoint_changed",
            "surface.mount_changed",
            "surface.schema_changed",
            "surface.graphql_removed",
            "surface.graphql_changed",
            "surface.proto_removed",
            "surface.proto_changed",
            "surface.event_removed",
            "surface.webhook_removed",
        ),
        _breaks,
    ),
    _Row(
        Phase.BEFORE,
        "Apply it in the cluster before the new version.",
        ("delivery.cluster_definitions", "delivery.cluster_permissions"),
        _any,
    ),
    _Row(
        Phase.BEFORE,
        "Have these revoked unless they open nothing, since whoever reads the repository has them.",
        ("config.secret_written",),
        _any,
    ),
    _Row(
        Phase.BEFORE,
        "See that no command of yours that builds or installs asks for it.",
        ("dependency.feature_removed",),
        _is_told,
    ),
    _Row(Phase.BEFORE, "Install it where it is used:", ("dependency.extra_removed",), _any),
    _Row(Phase.BEFORE, "Take a backup first: no rollback brings this back.", ("delivery.",), _loses),
    _Row(
        Phase.BEFORE,
        "Read the plan before it is applied.",
        ("delivery.terraform", "delivery.cloudformation"),
        _does("destroyed", "replaced", "forgotten", "imported", "backend"),
    ),
    _Row(
        Phase.BEFORE,
        "Ask for the privacy review.",
        ("behaviour.personal_data_stored", "behaviour.personal_data_logged"),
        _any,
    ),
    _Row(Phase.BEFORE, "Say what will be deleted, and keep what must stay.", ("behaviour.retention",), _any),
    _Row(Phase.DURING, "Deploy and take back as one:", ("delivery.together",), _any),
    _Row(
        Phase.DURING,
        "Let the old queue run empty before its workers stop.",
        ("delivery.queue",),
        _does("renamed", "removed"),
    ),
    _Row(
        Phase.DURING,
        "Delete it and make it anew, since it cannot be changed in place.",
        ("delivery.kubernetes",),
        _does("recreated"),
    ),
    _Row(
        Phase.VALIDATION,
        "See that it runs at its new time, and not beside an old one.",
        ("delivery.schedule",),
        _any,
    ),
    _Row(Phase.DURING, "Mind that the deployment itself changes:", ("delivery.",), _weighs),
    _Row(
        Phase.DURING,
        "Build what is served.",
        ("assets.build", "assets.static", "assets.translations"),
        _any,
        is_guessed=True,
    ),
    _Row(Phase.AFTER, "Wait until it is done before the next upgrade:", ("migration.background",), _any),
    _Row(Phase.AFTER, "Bring the search up to date:", ("assets.search",), _any),
    _Row(
        Phase.AFTER,
        "Tell clients that it will go:",
        (
            "surface.endpoint_deprecated",
            "surface.graphql_deprecated",
            "surface.proto_deprecated",
            "surface.cli_deprecated",
            "surface.deprecated",
            "surface.sunset",
        ),
        _any,
    ),
    _Row(
        Phase.VALIDATION,
        "Try it with the right to do it, and without.",
        ("behaviour.permission", "behaviour.opened"),
        _any,
    ),
    _Row(
        Phase.VALIDATION,
        "Log in, and let a log-in fail.",
        ("behaviour.authentication", "behaviour.password_hash", "behaviour.token_lifetime", "behaviour.password_rule"),
        _any,
    ),
    _Row(
        Phase.VALIDATION,
        "Watch refusals, time-outs and load.",
        ("behaviour.rate_limit", "behaviour.timeout", "behaviour.retry", "behaviour.concurrency"),
        _any,
    ),
    _Row(
        Phase.VALIDATION,
        "Look at the headers of an answer.",
        (
            "behaviour.security_header",
            "behaviour.cors",
            "behaviour.csrf",
            "behaviour.cookie_flag",
            "behaviour.samesite",
        ),
        _any,
    ),
    _Row(Phase.VALIDATION, "Call one endpoint under its new prefix.", ("surface.mount_changed",), _any),
    _Row(Phase.VALIDATION, "Check by hand what no changed test covers.", ("tests.area_none",), _any),
    _Row(
        Phase.VALIDATION,
        "Look at the dashboards:",
        ("observability.dashboard_added", "observability.dashboard_changed"),
        _any,
    ),
    _Row(
        Phase.VALIDATION,
        "Mend what watches it:",
        (
            "observability.dashboard_removed",
            "observability.span_removed",
            "observability.log_removed",
            "observability.event_removed",
        ),
        _any,
    ),
)
