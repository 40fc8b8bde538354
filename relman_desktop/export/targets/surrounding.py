"""What goes into a change system beside the ticket, gathered from the change, its risk and the team's profile."""

from ...drafting.interview.windows import zone_of
from ...drafting.proposal import Material
from ...risk.assessment import Assessment
from ...settings import Settings, System
from ...sources.profile.profile import Profile
from ...ticket import Ticket
from ..surroundings import group_of
from .around import Around, Link


def around_of(material: Material, ticket: Ticket, assessment: Assessment | None = None) -> Around:
    """What is known beside a ticket. `assessment`: None while the risk is not worked out."""
    links = tuple(Link(one.now or one.key, one.title, one.url) for one in material.work if one.is_named)
    impact, likelihood = (assessment.impact, assessment.likelihood) if assessment else (0, 0)
    group = group_of(material.profile, ticket.entry("assignee").text)
    return Around(zone_of(material.profile), impact, likelihood, group, links)


def default_target(profile: Profile, settings: Settings) -> System | str | None:
    """Where tickets go unless the person says otherwise.

    That is what the profile's `target` in [team] names: a configured system by its name, else the only one of that
    kind of target; its name as text where no system is configured for it; else the only system that there is.
    """
    wanted = profile.said.get("target", "").strip()
    by_name = [one for one in settings.systems if one.name.casefold() == wanted.casefold()]
    of_kind = [one for one in settings.systems if one.target == wanted.lower()]
    if wanted:
        return next(iter(by_name or of_kind), None) or wanted
    return settings.systems[0] if len(settings.systems) == 1 else None
