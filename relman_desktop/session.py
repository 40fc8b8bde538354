"""The application without Qt: open, load, draft, accept, edit, answer, copy.

The window and the command line are two clients of it. `sources.opening` and `study` may run on any thread and
give plain values; everything else is quick and belongs to one thread.
"""

import secrets
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

from .advice import Advice, Point, advise, trend
from .beginning import change_id_of, copy_of, fill_change_id, new_ticket
from .checked import Checked, limits_of, mended
from .checks import Case as CheckCase
from .checks import Finding, Mend
from .drafted import Drafted, with_asked
from .drafting.earlier import Earlier
from .drafting.interview.keeping import Kept, keep_answer
from .drafting.interview.windows import zone_of
from .drafting.kept import draft_from_json, draft_to_json
from .drafting.meaning import keeping, told_by_sentences
from .drafting.moving import Brought, Left, bring, confirmed, left_in
from .drafting.proposal import TEMPLATE, Draft, Material, Proposal
from .drafting.question_table import row_of
from .drafting.taking import Taken
from .errors import InputError, ServiceError, SettingsNotKept, cause
from .export.text import FORMATS
from .facts.book import EvidenceBook, Facts
from .files import home
from .interviewed import Interview, Interviewed
from .jobs import Cancel, Progress, silent
from .known import Known, Use, uses
from .lived import Living
from .loaded import Loaded
from .risk import Assessment, Background, Case, Lowering
from .risk.telling import OVERRIDE
from .risk.timing import Planned, Timing
from .risked import FIELDS as RISK_FIELDS
from .risked import Risked
from .settings import Endpoint, Settings, save_settings, settings_file
from .sources.profile.profile import Profile
from .sources.work.item import WorkItem
from .sources.work.merging import at_home
from .store.footprint import footprint
from .store.history import History, Step
from .store.library import Library
from .store.record import PERSON, What
from .ticket import Claim, Entry, Ticket
from .timed import Timed
from .typing_step import new_step
from .writing import Writing

if TYPE_CHECKING:
    from .asking.asking import Asked
    from .asking.exchange import Exchange
    from .asking.wishes import Drafting
    from .exporting import Exporting


_NOTHING_OPEN = "No change is open yet; open a repository or a diff first."


class Session:
    """What the person works on: one change, its ticket, and the open questions."""

    def __init__(self, settings: Settings, library: Library | None = None) -> None:
        self.settings = settings
        self.loaded: Loaded | None = None
        self.library = library or Library(home() / "tickets.sqlite")
        self._writing: Writing | None = None
        self._writings: WeakValueDictionary[str, Writing] = WeakValueDictionary()  # that somebody still keeps for
        self._known: Known | None = None
        self._drafted = Drafted()
        self._interviewed = Interviewed()
        self._risked = Risked()
        self.timed = Timed()
        self.checked = Checked()

    @property
    def ticket(self) -> Ticket | None:
        return self._writing.ticket if self._writing else None

    @property
    def draft(self) -> Draft | None:
        """What is drafted now, of all fields."""
        return self._drafted.draft

    @property
    def writing(self) -> Writing:
        """The current ticket with all that was done to it. Raises `InputError` where no change is open."""
        if not self._writing:
            raise InputError(_NOTHING_OPEN)
        return self._writing

    @property
    def known(self) -> Known:
        """What is known of the change now. Raises `InputError` where none is open."""
        if not self._known:
            raise InputError(_NOTHING_OPEN)
        return self._known

    @property
    def material(self) -> Material:
        """What a drafter may use now: not the facts that the person dismissed."""
        return self.known.material(self.writing.ticket)

    @property
    def book(self) -> EvidenceBook:
        """All evidence, the dismissed facts too: a sentence that cites one still leads to it."""
        return replace(self.material.book, facts=self.facts)

    @property
    def facts(self) -> Facts:
        """All facts, the dismissed ones too; the change in one breath tells only of those that count."""
        return self._known.facts if self._known else Facts()

    @property
    def dismissed(self) -> dict[str, str]:
        """Why the person dismissed facts of this change, by the facts' ids."""
        return self.known.dismissed

    def show(self, loaded: Loaded, ticket_id: str = "", *, or_newest: bool = False) -> "Future[None]":
        """Make a loaded change the current one, with its newest ticket that is on no shelf, or a new one.

        `ticket_id` shows that ticket instead. One that describes another change raises `InputError`, or is passed over
        (`or_newest`); where its change lies elsewhere now the ticket says so from then on.
        """
        told = self._told(ticket_id, loaded, or_newest=or_newest) if ticket_id else None
        kept = told.ticket.id if told else self.library.of_change(loaded.reference.key)
        if not told and loaded.brought and kept in (None, loaded.brought.instead):
            return self._show_brought(loaded, loaded.brought)
        if self._writing and self._writing.ticket.id == kept and told in (None, self._writing):
            saved = self._writing.rest()
        elif kept:
            self._writing = told or self._kept(self.library.history(kept))
            saved = self.library.journal.flush()
        else:
            self._writing, saved = self._new_ticket(loaded)
        if kept and self._writing.ticket.change.location != loaded.reference.location:
            relocated = replace(self._writing.ticket, change=loaded.reference)
            history = self._writing.history
            saved = self._writing.move(relocated, history.news, history.draft)
        self.loaded = loaded = _for_ticket(loaded, self._writing.ticket)
        self._risked = Risked({} if kept else dict.fromkeys(RISK_FIELDS, ""))
        self.offer_earlier(())
        self._writing.keep_footprint(footprint(loaded.change, loaded.facts))
        self._drafted.begin(self._kept_draft(loaded))
        self._know_again()
        if not kept:
            saved = self.accept_all(new=True)
        self._remember(loaded)
        return saved

    def move(self, loaded: Loaded, brought: Brought) -> "Future[None] | None":
        """Bring the current ticket to another change; None where it must be brought anew (`Brought.over`)."""
        after = brought.over(self.writing.ticket)
        return self._move(loaded, brought, after) if after else None

    def left(self) -> dict[str, Left]:
        """What is left to decide in the fields since the code moved on."""
        return left_in(self.writing.ticket, self._drafted.template, self.writing.history.news)

    def confirm(self, field: str, claim: Claim) -> "Future[None]":
        """The person says that a stale sentence is still right: it is theirs from then on."""
        ticket = self.writing.ticket
        claims = tuple(confirmed(one) if one == claim else one for one in ticket.entry(field).claims)
        entries = {**ticket.entries, field: replace(ticket.entry(field), claims=claims)}
        return self.writing.act(What.ACCEPTED, PERSON, replace(ticket, entries=entries))

    def redraft(self) -> Draft:
        """Draft all fields anew from the template, as proposals; no field's text changes."""
        self._drafted.begin(None)
        self.writing.keep_draft(None)
        return self._draft_again()

    def propose(self, draft: Draft) -> Draft:
        """Take what a model has drafted so far; where it says nothing what was proposed before stays."""
        return self._drafted.propose(draft, self.dismissed)

    def drafting(self, endpoint: Endpoint, field: str = "", *, asks_server: bool = False) -> "Drafting":
        """What a model would be asked for, all fields or one: its `prepare` makes the request, on any thread.

        `asks_server`: whether a server on this machine may be asked first how much its model can hold.
        """
        from .asking.wishes import Drafting  # with all that talks to a model, which most sessions never need

        place = self.known.loaded.opened.location
        return Drafting(self.settings, endpoint, self.material, place, field, asks_server=asks_server)

    def keeper(self) -> "Callable[[Exchange], None]":
        """Keeps what is sent for the ticket that is current now, whichever is current then. From any thread.

        What it gives is back when it is on the disk, and raises `ServiceError` where it cannot be kept.
        """
        writing, journal = self.writing, self.library.journal

        def keep(exchange: "Exchange") -> None:
            journal.wait(writing.keep_exchange(exchange.to_json()))  # on the disk before anything goes out

        return keep

    def draft_keeper(self) -> "Callable[[Asked], None]":
        """Keeps what came of asking for the ticket that is current now, whichever is current then. From any thread.

        So a draft is not lost with the window, or when another ticket takes its place. Raises `ServiceError`.
        """
        writing, journal = self.writing, self.library.journal
        change, ids = writing.ticket.change, self.material.ids

        def keep(asked: "Asked") -> None:
            if not writing.ticket.change.same_code(change):
                return  # it cites the evidence of the change before; the answer is among what was sent
            before = draft_from_json(writing.history.draft, ids)
            if (draft := with_asked(before, asked)) and draft is not before:
                journal.wait(writing.keep_draft(draft_to_json(draft, ids)))

        return keep

    def take(self, asked: "Asked") -> "Future[None]":
        """Propose what came of asking a model for the current ticket; without a draft all is as it was before."""
        settled = self._drafted.take(asked, self.dismissed)
        return self.writing.keep_draft(draft_to_json(settled, self.material.means) if settled else None)

    @property
    def exchanges(self) -> "tuple[Exchange, ...]":
        """All that was sent to a model for this ticket, and what came back, oldest first."""
        return self.reader_of_sent()()

    def reader_of_sent(self) -> "Callable[..., tuple[Exchange, ...]]":
        """Reads the `exchanges` of the ticket that is current now. On any thread, whatever it is given."""
        history = self.writing.history

        def read(*_: object) -> "tuple[Exchange, ...]":
            kept = tuple(history.exchanges.values())
            if not kept:
                return ()
            from .asking.exchange import exchanges_of

            return exchanges_of(kept)

        return read

    def agree(self, origin: str) -> None:
        """The person agrees that requests go to an `Endpoint.origin`."""
        if origin not in self.settings.consented:
            self.change_settings(replace(self.settings, consented=(*self.settings.consented, origin)))

    def _show_brought(self, loaded: Loaded, brought: Brought) -> "Future[None]":
        """Show a change with the ticket that was brought to it."""
        if not (self._writing and self._writing.ticket.id == brought.before.id):
            self._writing = self._kept(self.library.history(brought.before.id))
        if brought.instead:
            self.library.file(brought.instead, "bin")
        ticket = self._writing.ticket
        after = brought.over(ticket)
        if after is None:  # something was put into it since it was brought; without its own commits that is quick
            brought = bring(ticket, None, None, loaded.material(ticket), loaded.reference, Cancel())
            after = brought.after
        return self._move(loaded, brought, after)

    def _move(self, loaded: Loaded, brought: Brought, after: Ticket) -> "Future[None]":
        draft = draft_to_json(brought.draft, loaded.material(after).means) if brought.draft else None
        saved = self.writing.move(after, brought.news, draft)
        self.writing.keep_footprint(footprint(loaded.change, loaded.facts))
        self.loaded = loaded
        self._risked = Risked(self._risked.ours)
        self._drafted.begin(brought.draft)
        self._know_again()
        self._remember(loaded)
        return saved

    def proposal(self, field: str, *, asked: bool = False) -> Proposal | None:
        """What is drafted for a field and worth showing (`Drafted.proposal`)."""
        return self._drafted.proposal(field, self.entry(field), self.known, asked=asked) if self._known else None

    def accept(self, proposal: Proposal) -> "Future[None]":
        """Put what is supported of a proposal into its field, in place of what stands there."""
        after = self.writing.ticket.with_claims(proposal.field, proposal.usable)
        return self._act(What.ACCEPTED, proposal.drafter, after)

    def accept_claims(self, *taken: Taken) -> "Future[None]":
        """Keep the texts of fields into which the person took claims among all that stood there, as one act.

        Its author is who drafted the claims; an act has a record for each of several drafters.
        """
        drafted = [(self._drafted.drafter(one.field), one) for one in taken]
        saved = self.writing.rest()
        for number, drafter in enumerate(dict.fromkeys(drafter for drafter, _ in drafted)):
            after = self.writing.ticket
            for one in (one for by, one in drafted if by == drafter):
                after = after.with_taken(one.field, one.claims, one.text)
            saved = self._act(What.ACCEPTED, drafter, after, follows=number > 0)
        return saved

    def accept_all(self, *, new: bool = False) -> "Future[None]":
        """Put the proposals into all fields that are still empty; what a `new` ticket begins with is not undone."""
        ticket = self.writing.ticket
        for name, proposal in self.draft.proposals.items() if self.draft else ():
            if proposal.usable and not ticket.entry(name).text.strip():
                ticket = ticket.with_claims(name, proposal.usable)
        return self._act(What.FILLED, TEMPLATE, ticket, follows=new)

    @property
    def living(self) -> Living:
        """What happens to the current ticket once it is written: its states, its deployment, and what is noted then."""
        return Living(self.writing, self.settings.signed_as, self.timed.zone(self._known), self.timed.clock)

    def edit(self, field: str, text: str) -> "Future[None]":
        """Take the person's text of a field."""
        if field == "state":
            return self.living.choose_state(text)
        return self.writing.type(field, text)

    def answer(self, question: str, answer: str) -> "Future[None]":
        """Take the answer to a question (empty: take it back), which is evidence for the next draft."""
        saved = self._act(What.ANSWERED, PERSON, self.writing.ticket.with_answer(question, answer))
        self.writing.half_answer(question, "")
        self._draft_on()
        return saved

    def half_answer(self, question: str, text: str) -> "Future[None]":
        """Keep what is typed as an answer and not given yet; "" forgets it. No draft knows of it."""
        return self.writing.half_answer(question, text)

    def fill_empty(self, question: str) -> tuple[str, ...]:
        """Put the draft into the field of a question that was just answered, if it is empty; gives its name."""
        fields = {one.field for one in self.draft.questions if one.question == question} if self.draft else set()
        fields |= {row.field} if (row := row_of(question)) else set()
        offered = {name: self.proposal(name) for name in fields if not self.entry(name).text.strip()}
        usable = {name: one for name, one in offered.items() if one and one.usable and not one.growing}
        for name, one in usable.items():
            after = self.writing.ticket.with_claims(name, one.usable)
            self._act(What.FILLED, one.drafter, after, follows=True)
        return tuple(usable)

    def interview(self) -> Interview:
        """Every question about the change with what answers it, the open ones first; () where no change is open."""
        if not (self._known and self._writing):
            return ()
        return self._interviewed.asked(self._known, self._writing.ticket, self._drafted)

    def advice(self) -> tuple[Advice, ...]:
        """What the current ticket says about the team, the weightiest first; () where no change is open."""
        return advise(self.material, self.writing.ticket) if self._known and self._writing else ()

    def reader_of_background(self) -> "Callable[..., Background]":
        """Reads what the risk of the current change rests on beside itself. On any thread; raises `Cancelled`."""
        loaded, facts, library = self.known.loaded, self.facts, self.library
        ticket, material = self.writing.ticket, self.material

        def read(cancel: Cancel, progress: Progress = silent) -> Background:
            from .risk.assessing import assess
            from .risk.reading import read_background
            from .risk.timing.others import get_ready

            planned: tuple[Planned, ...] = ()
            notes: tuple[str, ...] = ()
            try:
                planned = library.planned(but=ticket.id)
                get_ready(planned, zone_of(loaded.profile), cancel)
            except ServiceError as error:
                notes = (str(error),)
            found = read_background(loaded.opened, facts, cancel, progress, planned=planned)
            found = replace(found, notes=(*found.notes, *notes))
            assess(Case(material, ticket, found))  # here, where nobody waits for a window: tables are read for good
            return found

        return read

    def take_background(self, background: Background) -> "Future[None]":
        """Know it; a ticket that is new gets its risk, which is no step of the person's."""
        self._risked.background = background
        return self._draft_on(beside=True)

    def risk(self) -> Assessment | None:
        """How risky the current change is; None where none is open, or its background is not read yet."""
        return self._risked.assessed(self._known, self._writing.ticket) if self._known and self._writing else None

    def reader_of_lowerings(self) -> "Callable[..., tuple[Lowering, ...]]":
        """Works out what would lower the risk most, for the change and its ticket as they are now. On any thread."""
        return self._risked.reader_of_lowered(self.known, self.writing.ticket)

    def take_computed_level(self) -> "Future[None]":
        """Put the computed level on the ticket; the reason for another one goes with it, as one step."""
        proposal = self._drafted.template.proposals["risk"]
        after = self.writing.ticket.with_claims("risk", proposal.usable).with_answer(OVERRIDE, "")
        saved = self._act(What.ACCEPTED, TEMPLATE, after)
        self.writing.half_answer(OVERRIDE, "")
        self._draft_on()
        return saved

    def exporting(self) -> "Exporting":
        """The current ticket on its way into change systems, as it is now."""
        from .exporting import exporting_of

        return exporting_of(self.settings, self.known, self.writing, self.risk(), self.library)

    def timing(self) -> Timing | None:
        """What is to be said of the current ticket's schedule; None where no change is open."""
        return self._timing(self.ticket) if self.ticket else None

    def against_schedule(self, text: str) -> str:
        """What speaks most against a schedule, whether or not it stands in the field; "" for nothing."""
        if not self.ticket or not text.strip():
            return ""
        return self._timing(self.ticket.with_text("schedule", text)).against

    def checks(self) -> tuple[Finding, ...]:
        """What an approver would send the current ticket back for, the gravest first; () where no change is open."""
        return self.reader_of_checks()() if self._known and self._writing else ()

    def reader_of_checks(self) -> "Callable[..., tuple[Finding, ...]]":
        """Checks the ticket as it is now; on any thread, whatever it is given."""
        known, ticket = self.known, self.writing.ticket
        case = CheckCase(
            ticket,
            self.timed.clock().replace(second=0, microsecond=0),
            known.material(ticket),
            template=self._drafted.template,
            timing=self._timing(ticket),
            assessment=self.risk(),
            is_settled=self._risked.background is not None,
            left=self.left(),
            moved=self.checked.moved,
            dismissed=known.dismissed,
            asked=self.interview(),
            limits=limits_of(self.settings.systems),
        )
        return self.checked.reader(case)

    def mend(self, mend: Mend) -> "Future[None]":
        """Take what puts a finding right, as one act; drafted sentences in it keep their evidence.

        A text that stands there already is taken as the person's own word.
        """
        after = self.writing.ticket
        for name, text in mend.texts.items():
            after = mended(after, name, text, self._drafted.template)
        return self._act(What.MENDED, PERSON, after)

    @property
    def background(self) -> Background | None:
        """What was read beside the current change; None while it is not."""
        return self._risked.background

    def reader_of_last(self) -> "Callable[..., tuple[Ticket, ...]]":
        """Reads the last tickets of the current one's repository, the oldest first. On any thread."""
        library, location = self.library, self.writing.ticket.change.location

        def read(*_: object) -> tuple[Ticket, ...]:
            return library.last_tickets(location)

        return read

    def trend(self, last: Iterable[Ticket]) -> tuple[Point, ...]:
        """The trend of the last tickets, with the current one as it is now; () for fewer than three."""
        now = self.ticket
        return trend([now if now and one.id == now.id else one for one in last])

    def reader_of_earlier(self) -> "Callable[..., tuple[Earlier, ...]]":
        """Reads what was answered in the last tickets of the current one's repository. On any thread."""
        library, ticket = self.library, self.writing.ticket

        def read(*_: object) -> tuple[Earlier, ...]:
            return library.earlier_answers(ticket.change.location, but=ticket.id)

        return read

    def offer_earlier(self, earlier: Iterable[Earlier]) -> None:
        """Have earlier answers among what is suggested; nothing is answered by them."""
        self._interviewed.earlier = tuple(earlier)

    def keep_answer(self, question: str) -> Kept:
        """Put an answer into the person's profile, for the next ticket too; `take_profile` has it known here."""
        return keep_answer(self.material, self.known.loaded.opened.location, question)

    def give_work(self, *items: WorkItem) -> "Future[None]":
        """Take work items that the person gave; one with the key of another takes its place."""
        given = at_home(items, self.known.loaded.opened.project[1])
        return self._take_work({one.key: one.to_json() for one in given})

    def take_work_away(self, *keys: str) -> "Future[None]":
        """Let given work items go; what the change itself refers to stays."""
        return self._take_work(dict.fromkeys(keys))

    def tell_work(self, read: Mapping[str, WorkItem]) -> None:
        """Know what trackers told of work items, by the keys that were asked for."""
        self.loaded = replace(self.known.loaded, read={**self.known.loaded.read, **read})
        self._know_on(beside=True)

    def take_profile(self, profile: Profile) -> None:
        """Know another profile of the team; sentences that cite what it does not say any more stay."""
        meant = self.material.means  # a draft that is not taken yet cites them, too
        self.loaded = replace(self.known.loaded, profile=profile, meant=meant)
        self._know_on(beside=True)

    def dismiss(self, fact_id: str, reason: str) -> "Future[None]":
        """Let a fact not count any more, for a reason; sentences that rest on it stay until they are redrafted."""
        if not reason.strip():
            raise InputError("Say why this fact does not count; the reason is kept with the ticket.")
        return self._set_dismissal(fact_id, reason)

    def restore(self, fact_id: str) -> "Future[None]":
        """Let a dismissed fact count again."""
        return self._set_dismissal(fact_id, "")

    def fact_id(self, key: str) -> str:
        """The id that the fact of a key has in this change; "" where it has none."""
        return self.known.fact_id(key)

    def undo(self) -> Step | None:
        """Take the last step back, in whatever field it was; None where there is none."""
        return self._undone(self.writing.undo())

    def redo(self) -> Step | None:
        """Do again what was taken back last; None where there is nothing."""
        return self._undone(self.writing.redo())

    def duplicate(self, ticket: Ticket) -> tuple[str, "Future[None]"]:
        """Begin a new ticket of the same change with the texts of a kept one; gives its id."""
        number, year = self.library.next_ordinal, datetime.now(UTC).year
        here = self.loaded and self.loaded.reference.location == ticket.change.location
        known = self.loaded if here else None
        change_id = change_id_of(self._change_id_pattern(known), ticket.change, number, year)
        copy = copy_of(ticket, secrets.token_hex(8), change_id)
        return copy.id, self.library.begin(copy, PERSON, new_step())[1]

    def file(self, ticket_id: str, shelf: str) -> "Future[None]":
        """Put a ticket on a shelf, as `Library.file` does; the one that is worked on knows of it."""
        if self._writing and self._writing.ticket.id == ticket_id:
            self._writing.history.shelf = shelf
        return self.library.file(ticket_id, shelf)

    def restore_text(self, then: Ticket, field: str = "") -> "Future[None]":
        """Put back what a field, or for "" all of the ticket, held then, as a new edit."""
        before = self.writing.ticket
        if field == "state":
            return self.living.choose_state(then.entry(field).text)
        saved = self.writing.restore(then, field)
        self._know_if_told(before, self.writing.ticket)
        return saved

    def copy_from(self, ticket: Ticket, fields: Iterable[str]) -> "Future[None]":
        """Put the texts that fields of another ticket hold into this one, as the person's own words."""
        return self.writing.copy(ticket, fields)

    def uses(self, evidence_id: str) -> tuple[Use, ...]:
        """The sentences that cite a piece of evidence, as they stand in the ticket now."""
        return uses(self.writing.ticket, evidence_id)

    def entry(self, field: str) -> Entry:
        """What a field of the current ticket holds."""
        return self.writing.ticket.entry(field)

    def text(self, format_name: str, field: str | None = None) -> str:
        """The ticket, or one field, in one of `FORMATS`: "markdown", "plain" …"""
        if field is not None:
            return FORMATS[format_name].field(self.entry(field).text)
        return FORMATS[format_name].ticket(self.writing.ticket)

    def change_settings(self, settings: Settings) -> None:
        """Take new settings and keep them. Raises `ServiceError` where they hold only until the end of this session."""
        if settings == self.settings:
            return
        self.settings = settings
        try:
            save_settings(settings)
        except OSError as error:
            said = (
                f"The settings cannot be written to {settings_file().parent} ({cause(error)}); they hold until the end."
            )
            raise SettingsNotKept(said) from error

    def rest(self) -> "Future[None]":
        """The person left a field, or takes the ticket elsewhere: what was typed is written at once."""
        return self._writing.rest() if self._writing else self.library.journal.flush()

    def close(self) -> None:
        """Finish writing. The session cannot be used afterwards."""
        self.library.close()

    def _undone(self, step: Step | None) -> Step | None:
        if step:
            self._know_if_told(step.before, step.after)
        return step

    def _timing(self, ticket: Ticket) -> Timing:
        return self.timed.timing(self.known, ticket, self._risked.background)

    def _know_if_told(self, before: Ticket, after: Ticket) -> None:
        told = [(one.dismissed, one.answers, one.work) for one in (before, after)]
        if told[0] != told[1]:
            self._know_again()

    def _take_work(self, items: Mapping[str, str | None]) -> "Future[None]":
        saved = self._act(What.WORK, PERSON, self.writing.ticket.with_work(items))
        self._know_on()
        return saved

    def _act(
        self, what: What, author: str, after: Ticket, *, follows: bool = False, beside: bool = False
    ) -> "Future[None]":
        """Take an act, and with it what the ids mean that the ticket cites then."""
        if after != self.writing.ticket:
            after = keeping(after, self.material)
        return self.writing.act(what, author, after, follows=follows, beside=beside)

    def _set_dismissal(self, fact_id: str, reason: str) -> "Future[None]":
        ticket = self.writing.ticket
        fact = next((one for one in self.known.found.items if one.id == fact_id), None)
        if fact is None:
            raise InputError(f"There is no fact {fact_id} in this change.")
        saved = self.writing.act(What.DISMISSED, PERSON, ticket.with_dismissal(fact.key, reason))
        self._know_on()
        return saved

    def _know_again(self) -> None:
        """What a drafter may use is another: facts count or not, and questions are answered or not."""
        self._know_now()
        self._draft_again()

    def _know_on(self, *, beside: bool = False) -> "Future[None]":
        """As `_know_again`, and the computed fields follow (`_draft_on`)."""
        self._know_now()
        return self._draft_on(beside=beside)

    def _know_now(self) -> None:
        if self.loaded:
            self._known = Known.of(self.loaded, self.writing.ticket)

    def _draft_again(self) -> Draft:
        risk = self._risked.proposals(self.known, self.writing.ticket)
        if self._risked.background:
            self._risked.ours = {name: risk[name].text for name in RISK_FIELDS}
        return self._drafted.draft_again(self.material, self.dismissed, risk)

    def _draft_on(self, *, beside: bool = False) -> "Future[None]":
        """Draft again; what is computed takes the place of what was, where the person left that as it is.

        It comes of the act before it and is undone with it, or `beside` of nothing that the person did.
        """
        before = self._risked.ours
        self._draft_again()
        after = self._risked.followed(self.writing.ticket, before, self._drafted.template.proposals)
        return self._act(What.FILLED, TEMPLATE, after, follows=not beside, beside=beside)

    def _kept_draft(self, loaded: Loaded) -> Draft | None:
        """What a model drafted for the ticket before, by the ids that its evidence has now."""
        return draft_from_json(self.writing.history.draft, loaded.material(self.writing.ticket).ids)

    def _told(self, ticket_id: str, loaded: Loaded, *, or_newest: bool) -> Writing | None:
        """The ticket that is asked for, if it describes the loaded change."""
        history = self.library.history(ticket_id)
        if history.ticket and history.ticket.change.same_code(loaded.reference):
            return self._kept(history)
        if or_newest:
            return None
        said = "is another change now than the one" if history.ticket else "is there, but not the ticket"
        raise InputError(f"{loaded.opened.location} {said} that was asked for; the library still has its text to read.")

    def _kept(self, history: History) -> Writing:
        """The ticket of a history: the one that a model still writes for, where that holds the same."""
        assert history.ticket
        known = self._writings.get(history.ticket.id)
        if not known or known.ticket != history.ticket or len(known.history.steps) != len(history.steps):
            known = self._writings[history.ticket.id] = Writing(self.library, history)
        return known

    def _new_ticket(self, loaded: Loaded) -> tuple[Writing, "Future[None]"]:
        ticket = new_ticket(secrets.token_hex(8), loaded.reference)
        number, year = self.library.next_ordinal, datetime.now(UTC).year
        change_id = fill_change_id(self._change_id_pattern(loaded), loaded.change, number, year)
        writing, saved = Writing.begun(self.library, ticket.with_text("change_id", change_id), TEMPLATE)
        self._writings[ticket.id] = writing
        return writing, saved

    def _change_id_pattern(self, loaded: Loaded | None) -> str:
        """The person's own pattern; where they chose none, the team's."""
        own = self.settings.change_id_pattern
        said = loaded.profile.said.get("change_id_pattern", own) if loaded else own
        return said if own == Settings.change_id_pattern else own

    def _remember(self, loaded: Loaded) -> None:
        opened = loaded.opened
        ranges = {**self.settings.ranges, opened.location: opened.range}
        with suppress(ServiceError):  # what was open last is worth no complaint; it holds until the end
            self.change_settings(replace(self.settings.with_recent(opened.location), ranges=ranges))


def _for_ticket(loaded: Loaded, ticket: Ticket) -> Loaded:
    """A loaded change with what the sentences of an older ticket tell of its ids, and nothing of another ticket's."""
    meant = told_by_sentences(ticket)
    return loaded if loaded.meant == meant else replace(loaded, meant=meant)
