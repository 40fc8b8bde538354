"""What the tab "Team" says."""

from ..fields import BY_NAME
from ..sources.profile.schema import parts_by_name

TITLE = "What this ticket says about the way to production"
LOOKING = "Looking at this ticket…"
NOTHING = "Nothing to advise: what this ticket shows of the way to production looks well."
TREND = "The last tickets of this repository"
TOO_FEW = (
    "After three tickets of this repository, this is where you see how manual steps, automated checks, goals reached, "
    "the way back and alerts went from one to the next."
)
STEADY = "No number of the last tickets moved enough to speak of a direction."


def field_button(field: str) -> tuple[str, str]:
    """The words of the button that goes to a field, and what it does."""
    label = BY_NAME[field].label.lower()
    return f"Go to {label}", f"Goes to {label} in the ticket"


def part_button(part: str) -> tuple[str, str]:
    """The words of the button that opens a part of the profile, and what it does."""
    title = parts_by_name()[part].title
    return f"Say it in the profile: {title.lower()}…", f"Opens the team’s profile at “{title}”"
