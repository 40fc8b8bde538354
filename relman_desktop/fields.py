"""The one table of the ticket's fields; form, template, prompts, checks and renderers derive from it.

Questions and source inputs are the seed's, word for word (`shared/seed/release-management-basics.md`).
"""

from dataclasses import dataclass
from enum import StrEnum


class Shape(StrEnum):
    """How a field is written."""

    SENTENCE = "sentence"  # one line
    PROSE = "prose"  # sentences and lists
    STEPS = "steps"  # a numbered list
    VALUE = "value"  # a short value: a person, a date, a choice


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the ticket. `limit` is in characters, the tightest of the common change systems'."""

    name: str
    label: str
    shape: Shape
    questions: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    hint: str = ""  # what stands in the empty field
    choices: tuple[str, ...] = ()
    limit: int | None = None
    afterwards: bool = False  # known after the deployment only: nothing drafts it and nothing asks for it
    computed: bool = False  # a text that is worked out rather than distilled: no model is asked for it

    @property
    def written(self) -> bool:
        """One of the fields that hold a text, the others being details."""
        return self.shape is not Shape.VALUE


_STEPS = (
    "What are all of the steps or actions that need to be taken to deploy successfully?",
    "How would you document the steps for a new hire?",
)
_BACK = (  # the same two for undoing it; an answer is known by its question, so no two are the same
    "What are all of the steps or actions that need to be taken to roll back successfully?",
    "How would you document the rollback steps for a new hire?",
)

# The states of a ticket; what follows which is in `resources/life.toml`. A person may write any other.
STATES = (
    "draft",
    "reviewed",
    "approved",
    "deploying",
    "validating",
    "closed",
    "rejected",
    "rolled back",
    "cancelled",
)
UNDER_WAY = ("deploying", "validating")
OVER = ("closed", "rolled back", "cancelled")  # nothing more is done for this ticket
UNPLANNED = (*OVER, "rejected")  # its schedule keeps no time free; one that is rejected may come again
_CAME_OF = {"rolled back": "rolled back", "cancelled": "not deployed", "rejected": "not deployed"}

FIELDS: tuple[Field, ...] = (
    Field(
        "title",
        "Title",
        Shape.SENTENCE,
        ("What is changing?", "What part of the system is changing?"),
        ("code change",),
        "One sentence: what is changing, and in what part of the system",
        limit=160,
    ),
    Field(
        "description",
        "Description",
        Shape.PROSE,
        (
            "What details are business leaders and team members going to need to know to understand what is changing?",
            "Where in the system is the change being made?",
            "What user experience does this impact?",
            "Can you explain this in layman's terms?",
        ),
        ("code change",),
        "What is changing, where, and who will notice",
    ),
    Field(
        "justification",
        "Justification",
        Shape.PROSE,
        (
            "What value comes from deploying this change?",
            "What is the impact if we don't deploy?",
            "Why is the change needed?",
            "How does this change get us closer to a business goal?",
        ),
        ("business goals", "product priorities", "sprint goals", "code change", "user journey"),
        "Why this change is worth deploying",
    ),
    Field(
        "deployment",
        "Deployment steps",
        Shape.STEPS,
        _STEPS,
        ("code change", "release strategies"),
        "Every action, in order, that a new hire could follow",
        limit=4000,
    ),
    Field(
        "rollback",
        "Rollback steps",
        Shape.STEPS,
        _BACK,
        ("code change", "release strategies", "backup and recovery plans/systems"),
        "How to undo it, and what cannot be undone",
        limit=4000,
    ),
    Field(
        "validation",
        "Validation steps",
        Shape.STEPS,
        (
            "How would an end user know if the deployment was successful?",
            "How would our monitoring and alerting indicate if this deployment was successful?",
            "What are all of the steps or actions that need to be taken to confirm the deployment was successful?",
        ),
        ("code change", "monitoring and alerting", "testing", "user journey", "business goals"),
        "How to know that it worked",
        limit=4000,
    ),
    Field(
        "risk_analysis",
        "Risk and impact",
        Shape.PROSE,
        hint="What could go wrong, how likely it is, what it would cost, and what speaks against it",
        limit=4000,
        computed=True,
    ),
    Field("change_id", "Change ID", Shape.VALUE, hint="CHG-2026-0001"),
    Field("change_type", "Change type", Shape.VALUE, choices=("standard", "normal", "emergency")),
    Field("risk", "Risk level", Shape.VALUE, choices=("low", "medium", "high", "critical")),
    Field("assignee", "Assignee", Shape.VALUE, hint="Who carries out the deployment"),
    Field("validator", "Validator", Shape.VALUE, hint="Who validates the deployment"),
    Field("schedule", "Schedule", Shape.VALUE, hint="Start and end, such as 2026-11-24 20:00 to 21:00 UTC"),
    Field(
        "state",
        "State",
        Shape.VALUE,
        choices=STATES,
    ),
    Field(
        "outcome",
        "Outcome",
        Shape.VALUE,
        choices=("successful", "with problems", "rolled back", "not deployed"),
        afterwards=True,
    ),
    Field("services", "Services affected", Shape.VALUE, hint="Which services this touches"),
    Field("notes", "Notes", Shape.VALUE, hint="Anything else that the deployment needs"),
)

BY_NAME = {field.name: field for field in FIELDS}
DRAFTED = tuple(field for field in FIELDS if not field.afterwards)
TEXTS = tuple(field for field in FIELDS if field.written)
WRITTEN = tuple(field for field in TEXTS if not field.computed)  # the six that are distilled, by a model too


def came_of(state: str, outcome: str) -> str:
    """What came of a ticket: its outcome, or what its state says where nobody chose one; "" for not known."""
    return outcome.strip() or _CAME_OF.get(state.strip().lower(), "")
