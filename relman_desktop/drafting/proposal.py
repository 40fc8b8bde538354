"""What a drafter gives: proposals for fields, and questions that the evidence does not answer."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from ..facts.book import EvidenceBook, Facts
from ..sources.change import Change
from ..sources.evidence import Evidence, Trust
from ..sources.profile.profile import Profile, TeamEntry
from ..sources.work.item import WorkItem
from ..ticket import Claim, Status, text_of
from .acceptance import accepted
from .said import answers_as_evidence, gone_evidence

TEMPLATE = "template"  # the drafter that asks no model
_NOT_UNASKED = (Status.UNSUPPORTED, Status.UNCHECKED)


@dataclass(frozen=True, slots=True)
class Question:
    """A distillation question that the evidence does not answer; its answer becomes evidence."""

    id: str  # "Q1"
    field: str
    question: str
    why: str  # what is missing, in a sentence


@dataclass(frozen=True, slots=True)
class Proposal:
    """The claims drafted for one field. It stands beside the field until somebody accepts it.

    While it is `growing`, more claims may follow, and the last one is incomplete as long as it is unchecked.
    """

    field: str
    claims: tuple[Claim, ...]
    drafter: str = TEMPLATE  # or the model's name
    growing: bool = False

    @property
    def text(self) -> str:
        return text_of(self.claims)

    @property
    def usable(self) -> tuple[Claim, ...]:
        """The claims that are put into the field when somebody takes all of it: those that stand on something.

        Of a model's claims on somebody's words, only those that say so themselves.
        """
        if self.drafter != TEMPLATE:
            return accepted(self.claims)
        return tuple(claim for claim in self.claims if claim.status not in _NOT_UNASKED)

    @property
    def settled(self) -> "Proposal":
        """What is left of it when its drafter is stopped: the complete sentences."""
        cut = self.growing and bool(self.claims) and self.claims[-1].status is Status.UNCHECKED
        return replace(self, claims=self.claims[:-1] if cut else self.claims, growing=False)


@dataclass(frozen=True)
class Material:
    """All that a drafter may use. `answers` are by the question's text."""

    change: Change
    facts: Facts
    work: tuple[WorkItem, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    change_id: str = ""  # given by the team's pattern; "" where it is not known
    profile: Profile = field(default_factory=Profile)  # its entries with their ids
    meant: Mapping[str, str] = field(default_factory=dict)  # what ids mean for the ticket already: `sources.meant`
    today: date | None = None  # the day on which it is drafted; None: that of the newest commit stands for it

    @property
    def book(self) -> EvidenceBook:
        gone = tuple(gone_evidence(one, key) for one, key in self.meant.items() if one not in self.ids)
        return EvidenceBook(self.change, self.facts, self.work, self.said, self.team, gone)

    @property
    def said(self) -> tuple[Evidence, ...]:
        """The person's answers as evidence, in the order in which they were given."""
        return answers_as_evidence(self.answers, self.meant)

    @property
    def ids(self) -> dict[str, str]:
        """The keys of the profile's entries, the work items and the answers by their ids."""
        work = {one.id: one.key for one in self.work}
        return {**self.profile.numbers, **work, **{one.id: one.ref for one in self.said}}

    @property
    def means(self) -> dict[str, str]:
        """As `ids`, and what an id means of which the thing is gone."""
        return {**self.meant, **self.ids}

    @property
    def days(self) -> tuple[str, str]:
        """The first day and the last on which the change was made or is drafted, ISO 8601; "" where none is known."""
        days = sorted(commit.when[:10] for commit in self.change.commits)
        last = self.today.isoformat() if self.today else max(days, default="")
        return min([*days[:1], last]), last

    @property
    def team(self) -> tuple[Evidence, ...]:
        """The profile's entries as evidence. What the change itself writes into it is a claim until it is merged."""
        said = (one.evidence for one in self.profile.entries)
        return tuple(replace(one, trust=Trust.CLAIM) if one.id in self.in_review else one for one in said)

    @cached_property
    def in_review(self) -> frozenset[str]:
        """The ids of the profile's entries that stand, or of which a value stands, in a file that the change alters."""
        changed = {path for file in self.change.files for path in (file.path, file.old_path)}
        return frozenset(one.id for one in self.profile.entries if not changed.isdisjoint(_files_of(one)))


def _files_of(entry: TeamEntry) -> set[str]:
    return {entry.file, *(place.rpartition(":")[0] for place in entry.places.values())}


@dataclass(frozen=True)
class Draft:
    """A drafted ticket: a proposal for each field (perhaps an empty one), and what the evidence leaves to ask."""

    proposals: Mapping[str, Proposal]
    questions: tuple[Question, ...]
    answers: Mapping[str, str] = field(default_factory=dict)  # that it was drafted with, by the question's text

    @property
    def settled(self) -> "Draft":
        """What is left when the drafter is stopped: complete sentences, and no field of which nothing came."""
        kept = {name: proposal.settled for name, proposal in self.proposals.items()}
        grew = {name for name, proposal in self.proposals.items() if proposal.growing}
        return replace(self, proposals={name: one for name, one in kept.items() if one.claims or name not in grew})

    def over(self, other: "Draft") -> "Draft":
        """This draft, and what the other one says of the fields that this one has nothing for; questions of both."""
        asked = {(one.field, one.question): one for one in (*other.questions, *self.questions)}
        proposals = {
            **other.proposals,
            **{name: one for name, one in self.proposals.items() if one.claims or one.growing},
        }
        return replace(self, proposals=proposals, questions=tuple(asked.values()), answers=other.answers)

    def usable_over(self, other: "Draft") -> "Draft":
        """As `over`, but the other one's field stands where nothing of this one's may be inserted: for a text that is
        taken as it is, without anybody who looks at what is doubtful."""
        given_back = {name: other.proposals[name] for name in self.given_back(other)}
        both = self.over(other)
        return replace(both, proposals={**both.proposals, **given_back})

    def given_back(self, other: "Draft") -> tuple[str, ...]:
        """The fields for which this one has claims and none that may be inserted, and the other one has some."""
        return tuple(
            name
            for name, one in self.proposals.items()
            if one.claims and not one.usable and name in other.proposals and other.proposals[name].usable
        )

    def without_evidence(self, ids: Collection[str]) -> "Draft":
        """This draft without the sentences that rest on evidence which does not count any more."""
        if not ids:
            return self
        kept = {
            name: replace(one, claims=tuple(claim for claim in one.claims if not set(claim.evidence) & set(ids)))
            for name, one in self.proposals.items()
        }
        return replace(self, proposals=kept)

    def without_questions(self, fields: Collection[str]) -> "Draft":
        """This draft without what it asks for these fields: they are drafted anew, and asked for anew."""
        return replace(self, questions=tuple(one for one in self.questions if one.field not in fields))

    @property
    def open_questions(self) -> tuple[Question, ...]:
        return tuple(one for one in self.questions if one.question not in self.answers)
