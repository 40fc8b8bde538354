"""Taking a model's sentences in place of ours: what rests on heavy facts does not go unsaid."""

from relman_desktop.drafting.edits import applied
from relman_desktop.drafting.safeguards import heavy, replaced, safeguards
from relman_desktop.drafting.taking import take_all
from relman_desktop.facts.book import Facts
from relman_desktop.facts.fact import Fact
from relman_desktop.ticket import Claim, Layout, Status, text_of

HEAVY = frozenset({"X1", "X2"})
OURS = (
    Claim("Cannot be undone without the backup.", ("X1",), layout=Layout.PARAGRAPH),
    Claim("Put the old version back.", ("X9",), layout=Layout.STEP),
    Claim("Before:", ("X2",), layout=Layout.PARAGRAPH),
    Claim("Stop the old version.", ("X2", "F1"), layout=Layout.ITEM),
    Claim("Tell the team.", ("N1",), layout=Layout.ITEM),
)
NEW = (Claim("Deploy the tag before.", ("X9",), layout=Layout.STEP), Claim("Look at it.", layout=Layout.STEP))


def test_what_needs_a_step_or_tells_of_the_way_back_is_heavy() -> None:
    made = [("X1", "settings.new", 50), ("X2", "rollback.unsafe", 10), ("X3", "migration.add", 1), ("X4", "a.b", 49)]
    assert heavy(Facts(tuple(Fact(one, kind, "", ("F1",), {}, weight) for one, kind, weight in made))) == {
        "X1",
        "X2",
        "X3",
    }


def test_what_no_taken_sentence_tells_stays_with_its_heading_and_the_rest_goes() -> None:
    text = text_of(OURS)
    kept = safeguards(text, OURS, NEW, NEW, HEAVY)
    assert kept == (OURS[0], OURS[2], OURS[3])
    assert replaced(text, OURS, NEW, kept) == (OURS[1], OURS[4])
    edits, laid = take_all(text, OURS, NEW, NEW, kept)
    now = applied(text, edits)
    assert now == (
        "Cannot be undone without the backup.\n\nBefore:\n\n- Stop the old version.\n\n"
        "1. Deploy the tag before.\n2. Look at it."
    )
    assert laid == NEW and take_all(now, (*NEW, *OURS), NEW, NEW, safeguards(now, (*NEW, *OURS), NEW, NEW, HEAVY)) == (
        (),
        NEW,
    )


def test_a_fact_that_the_model_tells_in_what_is_taken_needs_no_sentence_of_ours() -> None:
    tells = Claim("Restore the backup first.", ("X1",), status=Status.WEAK)
    text = text_of(OURS)
    assert OURS[0] in safeguards(text, OURS, (tells,), (), HEAVY), "it is proposed, but not taken"
    assert OURS[0] not in safeguards(text, OURS, (tells,), (tells,), HEAVY)
    assert OURS[0] not in safeguards(f"{text} {tells.text}", OURS, (tells,), (), HEAVY), "the person took it before"


def test_what_the_person_deleted_does_not_come_back() -> None:
    assert safeguards("Put the old version back.", OURS, NEW, NEW, HEAVY) == ()
