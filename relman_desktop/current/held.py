"""The current ticket with what is known of its change and drafted of it: what acts and judgements stand on."""

from concurrent.futures import Future
from dataclasses import replace
from weakref import WeakValueDictionary

from ..checked import Checked
from ..drafted import Drafted
from ..drafting.meaning import keeping
from ..drafting.proposal import TEMPLATE, Draft, Material
from ..errors import InputError
from ..facts.book import EvidenceBook, Facts
from ..files import home
from ..interviewed import Interviewed
from ..known import Known, Use, uses
from ..loaded import Loaded
from ..risked import FIELDS as RISK_FIELDS
from ..risked import Risked
from ..settings import Settings
from ..store.library import Library
from ..store.record import What
from ..ticket import Entry, Ticket
from ..timed import Timed
from ..writing import Writing

_NOTHING_OPEN = "No change is open yet; open a repository or a diff first."


class Held:
    """What the session holds. Its change is replaced as a whole, and what is known of it follows."""

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

    def entry(self, field: str) -> Entry:
        """What a field of the current ticket holds."""
        return self.writing.ticket.entry(field)

    def fact_id(self, key: str) -> str:
        """The id that the fact of a key has in this change; "" where it has none."""
        return self.known.fact_id(key)

    def uses(self, evidence_id: str) -> tuple[Use, ...]:
        """The sentences that cite a piece of evidence, as they stand in the ticket now."""
        return uses(self.writing.ticket, evidence_id)

    def _act(
        self, what: What, author: str, after: Ticket, *, follows: bool = False, beside: bool = False
    ) -> "Future[None]":
        """Take an act, and with it what the ids mean that the ticket cites then."""
        if after != self.writing.ticket:
            after = keeping(after, self.material)
        return self.writing.act(what, author, after, follows=follows, beside=beside)

    def _know_if_told(self, before: Ticket, after: Ticket) -> None:
        told = [(one.dismissed, one.answers, one.work) for one in (before, after)]
        if told[0] != told[1]:
            self._know_again()

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
