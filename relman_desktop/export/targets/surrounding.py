"""What goes into a change system beside the ticket, gathered from the change, its risk and the team's profile."""

from ...drafting.interview.windows import zone_of
from ...drafting.proposal import Material
from ...risk.assessment import Assessment
from ...ticket import Ticket
from ..surroundings import group_of, links_of
from .around import Around


def around_of(material: Material, ticket: Ticket, assessment: Assessment | None = None) -> Around:
    """What is known beside a ticket. `assessment`: None while the risk is not worked out."""
    impact, likelihood = (assessment.impact, assessment.likelihood) if assessment else (0, 0)
    group = group_of(material.profile, ticket.entry("assignee").text)
    return Around(zone_of(material.profile), impact, likelihood, group, links_of(material.work))
