"""The interview: every question about a change, what answers it, and what may be offered where nothing does.

asked         the values
interviewing  the states and the order
suggesting    what may be offered; windows and wording are its parts
holding       what stands in the field of a question already
behind        whose words an answer takes
keeping       an answer as an entry of the team's profile
"""

from ..earlier import Earlier
from .asked import Asked, State, Suggestion
from .interviewing import asked_first, interview

__all__ = ["Asked", "Earlier", "State", "Suggestion", "asked_first", "interview"]
