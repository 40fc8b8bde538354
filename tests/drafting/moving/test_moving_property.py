"""For any edits of any files: what is not told as stale rests on evidence that reads the same, or is said anew."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from relman_desktop.beginning import new_ticket
from relman_desktop.drafting.edits import applied
from relman_desktop.drafting.moving import Carried, carry_over, exchanged, is_stale
from relman_desktop.drafting.moving.files import changed_lines
from relman_desktop.drafting.proposal import Material
from relman_desktop.drafting.template import draft_ticket
from relman_desktop.drafting.template.matters import without_topic
from relman_desktop.facts import find_facts
from relman_desktop.facts.book import EvidenceBook
from relman_desktop.jobs import Cancel
from relman_desktop.sources.change import Change
from relman_desktop.sources.work.keys import find_references
from relman_desktop.ticket import ChangeRef, Claim, Layout, Status, Ticket, is_heading

from ...facts.changes import a_change, a_commit

_SETTINGS = st.lists(
    st.sampled_from(
        [
            'MAIL = os.environ["SHOP_MAIL_FROM"]\n',
            'MAIL = os.environ["SHOP_SENDER"]\n',
            'WAIT = os.environ.get("SHOP_TIMEOUT", "5")\n',
            'WAIT = os.environ.get("SHOP_TIMEOUT", "9")\n',
            "LIMIT = 10\n",
            "\n",
        ]
    ),
    max_size=6,
).map(lambda lines: "import os\n" + "".join(lines))
_SCHEMA = st.lists(
    st.sampled_from(
        [
            "ALTER TABLE orders DROP COLUMN legacy_id;\n",
            "ALTER TABLE orders ADD COLUMN mail text;\n",
            "CREATE INDEX by_mail ON orders (mail);\n",
        ]
    ),
    min_size=1,
    max_size=2,
).map("".join)
_REQUIREMENTS = st.sampled_from(["flask==2.0.0\n", "flask==3.0.0\n", "flask==2.0.1\nredis==5.0.0\n"])
_SUBJECTS = st.lists(
    st.sampled_from(["feat: send mails", "fix: round up", "PAY-12: drop it", "docs: say it"]), unique=True
)


@st.composite
def changes(draw: st.DrawFn) -> Change:
    files: dict[str, tuple[str | None, str | None]] = {
        "shop/settings.py": ("import os\n", draw(_SETTINGS)),
        "requirements.txt": ("flask==2.0.0\n", draw(_REQUIREMENTS)),
    }
    for number in draw(st.sets(st.integers(1, 3))):
        files[f"migrations/000{number}_step.sql"] = (None, draw(_SCHEMA))
    kept = {path: sides for path, sides in files.items() if sides[0] != sides[1]} or {"a.md": (None, "a\n")}
    subjects = draw(_SUBJECTS)
    commits = tuple(
        replace(a_commit(0, one), id=f"C{at}", oid=a_commit(0, one).oid) for at, one in enumerate(subjects, 1)
    )
    return a_change(kept, tree={"README.md": "# Shop\n"}, commits=commits)


def material(change: Change) -> Material:
    return Material(change, find_facts(change, Cancel()), find_references(change))


def ticket_of(known: Material, draw: st.DrawFn) -> Ticket:
    """The template's ticket, with sentences of a model's and the person's words in it."""
    ticket = new_ticket("t", ChangeRef("", "", "", "", ""))
    for name, proposal in draft_ticket(known).proposals.items():
        if proposal.usable:
            ticket = ticket.with_claims(name, proposal.usable)
    change = known.change
    hunks = [hunk.id for file in change.files for hunk in change.hunks(file, Cancel())]
    ids = [*hunks, *(file.id for file in change.files), *(one.id for one in (*change.commits, *known.facts.items))]
    cited = draw(st.lists(st.lists(st.sampled_from(ids), max_size=3, unique=True), max_size=4))
    model = [Claim(f"Model {at}.", tuple(one), layout=Layout.PARAGRAPH) for at, one in enumerate(cited)]
    ticket = ticket.with_claims("justification", (*model, *ticket.entry("justification").current))
    for name in ("justification", "deployment", "description"):
        ticket = ticket.with_text(name, f"My own words.\n\n{ticket.entry(name).text}\n\nMore of mine.")
    return ticket


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_what_is_not_told_as_stale_rests_on_what_reads_the_same(data: st.DataObject) -> None:
    old, new = material(data.draw(changes())), material(data.draw(changes()))
    ticket = ticket_of(old, data.draw)
    carried = carry_over(ticket, old, new, ChangeRef("", "", "", "", ""), Cancel())
    drafted = draft_ticket(new)
    for name, entry in ticket.entries.items():
        now = carried.ticket.entries[name]
        assert now.text == entry.text
        said = {without_topic(claim.text) for claim in drafted.proposals[name].claims}
        for before, after in zip(entry.spans, now.spans, strict=True):
            assert before.claim.text == after.claim.text
            assert all(new.book.get(one, Cancel()) for one in after.claim.evidence)
            if not is_stale(after.claim) and without_topic(after.claim.text) not in said:
                assert (
                    after.claim.status is Status.USER
                    or is_heading(after.claim)
                    or rests(old, new, before.claim, after.claim)
                )
    _check_redrafts(carried)


def rests(old: Material, new: Material, before: Claim, after: Claim) -> bool:
    """Whether each piece of evidence that is left reads as one did that was cited before."""
    cited = {read(old.book, one) for one in before.evidence}
    return {read(new.book, one) for one in after.evidence} <= cited and bool(after.evidence) == bool(before.evidence)


def read(book: EvidenceBook, one: str) -> object:
    if one[:1] != "F":
        found = book.get(one, Cancel())
        assert found
        return found.kind, found.text
    file = book.change.file(one.partition(".")[0])
    assert file
    hunks = book.change.hunks(file, Cancel())
    return file.path, tuple(changed_lines(hunk) for hunk in hunks if one in (file.id, hunk.id))


def _check_redrafts(carried: Carried) -> None:
    """Taking a redraft leaves no stale sentence, and every other one and the person's words as they were."""
    for name, redraft in carried.redrafts.items():
        entry = carried.ticket.entry(name)
        after = applied(entry.text, exchanged(entry.text, entry.claims, redraft.exchanges)[0])
        gone = {one.stale for one in redraft.exchanges}
        kept = [span.claim.text for span in entry.spans if span.claim not in gone]
        assert all(text in after for text in kept)
        assert not any(f"{claim.text}\n" in f"{after}\n" for claim in gone if claim.text.startswith("Model"))
        if entry.text.startswith("My own"):
            assert after.startswith("My own words.") and after.endswith("More of mine.")
        assert all(one.new is None or one.new.text in after.replace("\n   ", "\n") for one in redraft.exchanges)
