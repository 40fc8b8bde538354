"""A change that was read, with all that is known of it before anybody writes a word."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from .drafting.meaning import told_by_sentences
from .drafting.moving import Brought
from .drafting.proposal import Material
from .drafting.redaction import get_ready
from .drafting.team import applying, linking
from .facts import find_facts, gaps
from .facts.book import Facts
from .jobs import Cancel, Progress, silent
from .settings import Tracker
from .sources.change import Change
from .sources.meant import with_more
from .sources.opening import Opened
from .sources.profile.layers import Layer, team_profile
from .sources.profile.profile import Profile
from .sources.work.item import WorkItem
from .sources.work.keys import find_references
from .sources.work.merging import merged
from .ticket import ChangeRef, Ticket


@dataclass(frozen=True)
class Loaded:
    """A change that was read, with all that is known of it."""

    opened: Opened
    facts: Facts
    work: tuple[WorkItem, ...]  # that the change itself refers to
    profile: Profile = field(default_factory=Profile)  # the team's
    read: Mapping[str, WorkItem] = field(default_factory=dict)  # what trackers told, by the key that was asked for
    meant: Mapping[str, str] = field(default_factory=dict)  # what ids mean in sentences that no ticket keeps yet
    today: date | None = None  # the day of a ticket that is drafted of it
    brought: Brought | None = None  # the ticket of its range that was brought to it, for its own commits are gone
    _merged: dict[tuple[object, ...], tuple[WorkItem, ...]] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )
    _with_gaps: list[tuple[tuple[WorkItem, ...], Facts]] = field(
        default_factory=list, init=False, compare=False, repr=False
    )

    @property
    def change(self) -> Change:
        return self.opened.change

    @property
    def reference(self) -> ChangeRef:
        change = self.change
        return ChangeRef(self.opened.location, self.opened.range, change.base, change.head, change.diff_sha256)

    def material(self, ticket: Ticket) -> Material:
        """All that is known of the change for a ticket, with the facts that the person dismissed."""
        work, meant = self.work_of(ticket), self.meant_in(ticket)
        return Material(
            change=self.change,
            facts=self.facts_with(work),
            work=work,
            answers=ticket.answers,
            change_id=ticket.entry("change_id").text,
            profile=self.profile.numbered(meant),
            meant=meant,
            today=self.today,
        )

    def for_ticket(self, ticket: Ticket) -> "Loaded":
        """The change with what the sentences of an older ticket tell of its ids, and nothing of another ticket's."""
        meant = told_by_sentences(ticket)
        return self if self.meant == meant else replace(self, meant=meant)

    def meant_in(self, ticket: Ticket) -> Mapping[str, str]:
        """What ids mean already, for the ticket or for what is drafted for it: `sources.meant`."""
        return with_more(ticket.meant, self.meant) if self.meant else ticket.meant

    def work_of(self, ticket: Ticket) -> tuple[WorkItem, ...]:
        """The work items that the change refers to and those that the person gave, with all that is known of each."""
        meant = {one: key for one, key in self.meant_in(ticket).items() if one[:1] == "W"}
        known = (*ticket.work.values(), *meant.items())
        found = self._merged.get(known)
        if found is None:  # and then not looked up again: another thread may clear it
            found = merged(self.work, given_in(ticket), self.read, meant)
            self._merged.clear()
            self._merged[known] = found
        return found

    def facts_with(self, work: tuple[WorkItem, ...]) -> Facts:
        """The facts, and what the change and these work items say of each other."""
        if not self._with_gaps or self._with_gaps[-1][0] != work:  # comparing costs far less than a hash of them all
            self._with_gaps[:] = [(work, self.facts.with_more(gaps.find_gaps(self.change, self.facts, work)))]
        return self._with_gaps[-1][1]


def this_day() -> date:
    """The person's day."""
    return datetime.now().astimezone().date()


def study(
    opened: Opened,
    cancel: Cancel,
    progress: Progress = silent,
    *,
    trackers: Sequence[Tracker] = (),
    profiles: Sequence[Layer] = (),
    today: date | None = None,
) -> Loaded:
    """Find the facts and the work items of a change that was opened. May run on any thread.

    Of the work items, what is known is what the `trackers` told before; none is asked. `profiles`: layers of the team's
    profile over those that are found. `today`: the day on which a ticket is drafted, which decides about freezes.
    """
    facts = find_facts(opened.change, cancel, progress)
    get_ready()  # here, where nobody waits for a window
    gaps.get_ready(opened.change, facts, cancel)
    profile = team_profile(opened, cancel, *profiles)
    if profile.entries:
        applying.get_ready(profile, opened.change, cancel)
        linking.get_ready()
    work = find_references(opened.change, profile.projects, opened.project[1])
    return Loaded(opened, facts, work, profile, _read_before(opened, work, trackers), today=today)


def _read_before(opened: Opened, work: Iterable[WorkItem], trackers: Sequence[Tracker]) -> Mapping[str, WorkItem]:
    if not trackers:
        return {}
    from .trackers.cache import cached  # a start without trackers needs none of it

    return cached([one.key for one in work], trackers, opened.project)


def given_in(ticket: Ticket) -> tuple[WorkItem, ...]:
    """The work items that the person gave a ticket; what is none, whoever wrote it, is left out."""
    return tuple(_given(ticket.work.values()))


def _given(texts: Iterable[str]) -> Iterator[WorkItem]:
    for text in texts:
        with suppress(ValueError, TypeError, KeyError):
            yield WorkItem.from_json(text)
