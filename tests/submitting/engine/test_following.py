"""A record that is there is changed where the ticket has changed, and nobody's edit there is overwritten unasked."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from relman_desktop.jobs import Cancel, silent
from relman_desktop.submitting import asides
from relman_desktop.submitting.answer import Fault, Unsubmitted
from relman_desktop.submitting.ledger import Ledger
from relman_desktop.submitting.outcome import What
from relman_desktop.submitting.submitting import look

from .making import TICKET, TOKEN, attachment, comment, export, prepared, system, target, text
from .office import Office


def lose(home: Path) -> None:
    for path in home.rglob("*.json"):
        path.unlink()


def test_what_changed_here_is_set_there_and_nothing_else(office: Office) -> None:
    export(prepared(office.url))
    office.records[1]["owner"] = "kim"
    outcome = export(prepared(office.url, subject="Round all totals"))
    assert (outcome.what, outcome.sent) == (What.UPDATED, ("subject",))
    assert office.visits[-2].body == b'{"record":{"subject":"Round all totals"}}'
    assert (office.records[1]["subject"], office.records[1]["owner"]) == ("Round all totals", "kim")
    assert not outcome.differences and not outcome.held


def test_a_state_is_sent_once(office: Office) -> None:
    export(prepared(office.url))
    office.records[1]["state"] = "approved"
    export(prepared(office.url, subject="Round all totals"))
    assert office.records[1]["state"] == "approved"


def test_what_somebody_edited_there_is_left_alone_until_it_may_be_overwritten(office: Office) -> None:
    export(prepared(office.url))
    office.records[1]["subject"] = "Rounding (hotfix)"
    changed = prepared(office.url, subject="Round all totals", **{"plan.backout_plan": "Deploy v2."})
    outcome = export(changed)
    assert [(one.theirs, one.label, one.ours, one.now) for one in outcome.held] == [
        ("subject", "Short description", "Round all totals", "Rounding (hotfix)")
    ]
    assert outcome.sent == ("plan.backout_plan",) and office.records[1]["subject"] == "Rounding (hotfix)"
    again = export(changed)
    assert again.what is What.UNCHANGED and len(again.held) == 1  # it is still held: nobody said otherwise
    assert export(changed, over=frozenset({"subject"})).what is What.UPDATED
    assert office.records[1]["subject"] == "Round all totals"


def test_what_was_written_there_after_the_person_looked_is_held_anew(office: Office) -> None:
    export(prepared(office.url))
    office.records[1]["subject"] = "Bob's"
    (seen,) = export(prepared(office.url, subject="B")).held
    office.records[1]["subject"] = "STOP, do not deploy"
    over, told = frozenset({seen.theirs}), {seen.theirs: seen.now}
    outcome = export(prepared(office.url, subject="B"), over=over, seen=told)
    assert [one.now for one in outcome.held] == ["STOP, do not deploy"] and office.count("update") == 0
    told = {one.theirs: one.now for one in outcome.held}
    assert export(prepared(office.url, subject="B"), over=over, seen=told).sent == ("subject",)


def test_an_edit_there_is_held_although_the_ticket_is_as_it_was(office: Office) -> None:
    export(prepared(office.url))
    office.records[1]["text"] = text("Totals are not rounded.")
    outcome = export(prepared(office.url))
    assert [one.theirs for one in outcome.held] == ["text"] and office.count("update") == 0


def test_what_somebody_emptied_there_stays_empty(office: Office) -> None:
    export(prepared(office.url))
    office.records[1]["plan"] = {"backout_plan": ""}
    assert [one.theirs for one in export(prepared(office.url)).held] == ["plan.backout_plan"]


def test_without_the_ledger_a_record_is_linked_again_and_differences_are_held(office: Office, home: Path) -> None:
    export(prepared(office.url))
    lose(home)
    assert export(prepared(office.url)).what is What.FOUND
    lose(home)
    outcome = export(prepared(office.url, subject="Round all totals"))
    assert [one.theirs for one in outcome.held] == ["subject"] and len(office.records) == 1


def test_without_the_ledger_what_is_empty_there_is_held(office: Office, home: Path) -> None:
    export(prepared(office.url))
    lose(home)
    del office.records[1]["plan"]  # perhaps somebody took it out
    assert [one.theirs for one in export(prepared(office.url)).held] == ["plan.backout_plan"]
    over = frozenset({"plan.backout_plan"})
    assert export(prepared(office.url), over=over).sent == ("plan.backout_plan",)


def test_who_goes_back_to_an_older_text_of_ours_is_not_overwritten(office: Office) -> None:
    export(prepared(office.url, subject="A"))
    office.records[1]["subject"] = "B"
    export(prepared(office.url, subject="B"))  # taken over
    office.records[1]["subject"] = "A"
    assert [one.theirs for one in export(prepared(office.url, subject="B")).held] == ["subject"]


def test_what_was_set_and_could_not_be_read_back_is_no_edit_of_somebodys(office: Office) -> None:
    export(prepared(office.url))
    office.mishap = lambda visit: "500" if visit.kind == "read" and office.count("update") else ""
    assert export(prepared(office.url, subject="B")).notes
    office.mishap = lambda visit: ""
    assert export(prepared(office.url, subject="C")).sent == ("subject",)


@pytest.mark.parametrize("mishap", ["reset after", "stall after", "502 after", "cut after"])
def test_an_update_whose_answer_is_lost_is_no_edit_of_somebodys(office: Office, mishap: str) -> None:
    export(prepared(office.url))
    office.mishap = lambda visit: mishap if visit.kind == "update" else ""
    assert export(prepared(office.url, subject="B")).what is What.UPDATED  # it was read back, and is there
    office.mishap = lambda visit: (
        {"update": mishap, "read": "500"}.get(visit.kind, "") if office.count("update") else ""
    )
    with pytest.raises(Unsubmitted):
        export(prepared(office.url, subject="C"))
    office.mishap = lambda visit: ""
    outcome = export(prepared(office.url, subject="D"))
    assert not outcome.held and office.records[1]["subject"] == "D"


def test_an_update_that_is_refused_names_the_field_as_the_form_does(office: Office) -> None:
    export(prepared(office.url))
    office.mishap = lambda visit: "422" if visit.kind == "update" else ""
    with pytest.raises(Unsubmitted) as raised:
        export(prepared(office.url, subject="B"))
    assert raised.value.fault is Fault.INVALID and raised.value.nothing


def test_of_two_records_none_is_written_to_where_nothing_tells_which_is_the_tickets(office: Office) -> None:
    for _ in range(2):
        office.add(subject="Round totals", text=text("Totals are rounded."), plan={})
    with pytest.raises(Unsubmitted, match=r"stands in “C-0001” and “C-0002”.*nothing was changed") as raised:
        export(prepared(office.url, subject="B"), over=frozenset({"subject"}))
    assert raised.value.fault is Fault.AMBIGUOUS and office.count("update") == office.count("create") == 0


def test_an_older_record_with_our_mark_does_not_take_the_place_of_the_one_that_was_made(office: Office) -> None:
    ready = prepared(office.url, asides=(comment(),))
    office.add(subject="x", text="Another.", plan={})
    export(ready)
    office.records[1]["text"] = text("Totals are rounded.")  # somebody pasted the whole text
    before = dict(office.records[1])
    outcome = export(prepared(office.url, subject="B", asides=(comment(),)))
    assert (outcome.record.id, outcome.sent) == ("2", ("subject",)) and "“C-0001”" in outcome.notes[0]
    assert office.records[1] == before and len(office.records[2]["comments"]) == 1
    assert "close" not in outcome.notes[0].lower()


def test_a_copy_does_not_take_the_place_of_the_record_whose_mark_was_taken_out(office: Office) -> None:
    office.add(subject="x", text="Another.", plan={})
    export(prepared(office.url))
    office.records[1]["text"], office.records[2]["text"] = text("Totals are rounded."), "Rewritten."
    outcome = export(prepared(office.url))
    assert (outcome.record.id, [one.theirs for one in outcome.held]) == ("2", ["text"]) and outcome.notes


def emptied(office: Office, **more: Any) -> Any:
    """The ticket whose backout plan was taken out."""
    ready = prepared(office.url, **more)
    (plan,) = (one for one in ready.parts if one.theirs == "plan.backout_plan")
    empty = replace(plan, text="", value="", emptied=True)
    return replace(ready, parts=tuple(one for one in ready.parts if one is not plan), empty=(empty,))


def test_a_text_that_the_site_shows_as_before_is_sent_all_the_same(office: Office) -> None:
    export(prepared(office.url, subject="Wait 10 s"))
    office.records[1]["owner"] = "kim"
    outcome = export(prepared(office.url, subject="Wait  10 s"))  # in a line blanks are no difference
    assert outcome.sent == ("subject",) and office.records[1]["subject"] == "Wait  10 s"
    assert export(prepared(office.url, subject="Wait  10 s")).what is What.UNCHANGED


def test_what_was_emptied_here_is_emptied_there(office: Office) -> None:
    export(prepared(office.url))
    seen = look(emptied(office), TOKEN, Ledger(), Cancel(), silent)
    assert seen and [(one.theirs, one.ours, one.now) for one in seen.differences] == [
        ("plan.backout_plan", "", "Deploy v1.")
    ]
    outcome = export(emptied(office))
    assert (outcome.what, outcome.sent) == (What.UPDATED, ("plan.backout_plan",))
    assert office.records[1]["plan"] == {"backout_plan": ""} and not outcome.differences
    assert export(emptied(office)).what is What.UNCHANGED
    office.records[1]["plan"] = {"backout_plan": "By hand."}  # and no field of ours any more
    assert export(emptied(office)).what is What.UNCHANGED


def test_what_somebody_edited_there_is_not_emptied_unasked(office: Office) -> None:
    export(prepared(office.url))
    office.records[1]["plan"] = {"backout_plan": "Call Kim first."}
    for _ in range(2):
        outcome = export(emptied(office))
        assert [(one.theirs, one.now) for one in outcome.held] == [("plan.backout_plan", "Call Kim first.")]
    assert office.records[1]["plan"] == {"backout_plan": "Call Kim first."}
    export(emptied(office), over=frozenset({"plan.backout_plan"}))
    assert office.records[1]["plan"] == {"backout_plan": ""}


def test_what_was_never_filled_is_never_emptied(office: Office) -> None:
    export(emptied(office))
    assert "plan" not in office.records[1]
    office.records[1]["plan"] = {"backout_plan": "By hand."}
    assert export(emptied(office)).what is What.UNCHANGED


def test_what_is_emptied_goes_into_no_new_record(office: Office) -> None:
    export(prepared(office.url))
    office.records.clear()
    export(emptied(office), anew=True)
    assert "plan" not in next(iter(office.records.values()))


def test_what_was_found_there_as_it_is_here_is_emptied_as_well(office: Office, home: Path) -> None:
    export(prepared(office.url))
    lose(home)
    export(prepared(office.url))
    assert export(emptied(office)).sent == ("plan.backout_plan",)


def test_a_record_that_only_speaks_of_the_ticket_is_none_of_ours(office: Office) -> None:
    office.add(subject="x", text=f"See relman-{TICKET}, please.")
    office.add(subject="y", text="> " + text("Quoted.").replace("\n", "\n> "))
    assert export(prepared(office.url)).record.id == "3"


def test_our_id_may_stand_at_one_of_two_places(office: Office) -> None:
    of = target()
    of = replace(of, calls={**of.calls, "find": replace(of.calls["find"], holds="labels or text")})
    office.add(subject="a", text=f"See relman-{TICKET}.", labels=["x"])
    office.add(subject="b", text="No mark.", labels=["x", f"relman-{TICKET}"])
    assert export(prepared(office.url, of=of)).record.id == "2"


def test_ours_is_found_on_a_later_page(office: Office) -> None:
    office.per_page = 2
    office.add(text=text("Totals are rounded."))
    for _ in range(4):
        office.add(text="Another.")
    assert export(prepared(office.url)).record.id == "1" and office.count("find") == 3


def test_nothing_is_made_where_not_all_was_looked_through(office: Office, home: Path) -> None:
    of = target()
    of = replace(of, calls={**of.calls, "find": replace(of.calls["find"], most=2)})
    office.per_page = 2
    ready = prepared(office.url, of=of)
    assert export(ready).what is What.CREATED
    for _ in range(6):
        office.add(text="Another.")
    assert export(ready).what is What.UNCHANGED  # the ledger knows it
    lose(home)
    with pytest.raises(Unsubmitted, match="newest 6, which were looked through") as raised:
        export(ready)
    assert raised.value.fault is Fault.UNSEEN and office.count("create") == 1
    assert export(ready, anew=True).what is What.CREATED  # somebody has looked


def test_a_record_that_was_deleted_is_made_anew_only_when_asked(office: Office) -> None:
    export(prepared(office.url))
    office.records.clear()
    with pytest.raises(Unsubmitted, match=r"“C-0001” is not at “The office”.*made anew") as raised:
        export(prepared(office.url))
    assert raised.value.fault is Fault.DELETED and not office.records
    assert export(prepared(office.url), anew=True).what is What.CREATED and len(office.records) == 1


def test_a_record_whose_mark_was_taken_out_is_known_by_its_number(office: Office) -> None:
    export(prepared(office.url))
    office.records[1]["text"] = "Rewritten by somebody."
    outcome = export(prepared(office.url))
    assert outcome.record.id == "1" and [one.theirs for one in outcome.held] == ["text"] and len(office.records) == 1


def test_another_record_with_the_number_of_ours_is_left_alone(office: Office) -> None:
    export(prepared(office.url))
    office.records[1] = {"comments": [], "files": [], "subject": "Somebody's", "text": "Else.", "plan": {}}
    with pytest.raises(Unsubmitted) as raised:
        export(prepared(office.url, subject="B"))
    assert raised.value.fault is Fault.DELETED and office.records[1]["subject"] == "Somebody's"


def test_a_search_that_lags_makes_no_second_record(office: Office) -> None:
    office.lag_s = 0.15
    ready = prepared(office.url, of=target(settles_s=0.3))
    office.mishap = lambda visit: "reset after" if visit.kind == "create" else ""
    assert export(ready).what is What.FOUND
    office.lag_s = 60.0
    assert export(ready).what is What.UNCHANGED and len(office.records) == 1


def test_what_the_system_dropped_or_rewrote_is_told(office: Office) -> None:
    office.drops = ("plan",)
    office.rewrites = lambda name, value: value.upper() if name == "subject" else value
    outcome = export(prepared(office.url))
    assert outcome.what is What.CREATED
    assert {one.theirs: one.sort for one in outcome.differences} == {
        "subject": "altered",
        "plan.backout_plan": "ignored",
    }


def test_comments_and_attachments_are_added_once_each(office: Office) -> None:
    asides = (comment(), attachment("x" * 100), comment("Second.", "More"))
    assert export(prepared(office.url, asides=asides)).what is What.CREATED
    assert export(prepared(office.url, asides=asides)).what is What.UNCHANGED
    assert export(prepared(office.url, asides=(*asides, comment("Third.", "More")))).what is What.UPDATED
    record = office.records[1]
    assert [one["text"] for one in record["comments"]] == ["Rolled out by canary.", "Second.", "Third."]
    assert [one["name"][:15] for one in record["files"]] == ["rollback-steps-"] and "x" * 100 in record["files"][0][
        "body"
    ]


@pytest.mark.parametrize("mishap", ["reset after", "stall after", "502 after", "cut after", "page after"])
@pytest.mark.parametrize("kind", ["comment", "file"])
def test_an_aside_whose_answer_is_lost_is_not_added_again(office: Office, kind: str, mishap: str) -> None:
    office.mishap = lambda visit: mishap if visit.kind == kind else ""
    ready = prepared(office.url, asides=(comment(), attachment()))
    assert not export(ready).notes
    office.mishap = lambda visit: ""
    export(ready)
    assert (len(office.records[1]["comments"]), len(office.records[1]["files"])) == (1, 1)


def test_an_aside_that_fails_is_noted_and_added_by_the_next_export(office: Office) -> None:
    office.mishap = lambda visit: "403" if visit.kind == "comment" else ""
    ready = prepared(office.url, asides=(comment(), attachment()))
    outcome = export(ready)
    assert outcome.what is What.CREATED and "The comment “Notes” is not added" in outcome.notes[0]
    office.mishap = lambda visit: ""
    assert export(ready).what is What.UPDATED and len(office.records[1]["comments"]) == 1


def test_an_aside_of_which_nobody_can_tell_whether_it_is_there_is_held(office: Office, home: Path) -> None:
    silent_office = target(without=("comments", "attachments"))
    ready = prepared(office.url, asides=(comment(),), of=silent_office)
    office.mishap = lambda visit: "reset after" if visit.kind == "comment" else ""
    assert export(ready).notes
    office.mishap = lambda visit: ""
    outcome = export(ready)
    assert [one.sort for one in outcome.held] == ["unknown"] and "look at the record" in outcome.notes[0]
    assert len(office.records[1]["comments"]) == 1
    export(ready, over=frozenset({outcome.held[0].theirs}))
    assert len(office.records[1]["comments"]) == 2 and not export(ready).held


def test_what_is_added_once_is_known_by_its_mark_whatever_it_says(office: Office, home: Path) -> None:
    mark = f"relman-{TICKET} closing"
    one, two = (
        replace(comment(f"{words}\n\n{mark}", "Closing note"), mark=mark) for words in ("All went well.", "Well.")
    )
    export(prepared(office.url, asides=(one,)))
    assert export(prepared(office.url, asides=(two,))).what is What.UNCHANGED
    lose(home)
    export(prepared(office.url, asides=(two,)))
    assert [note["text"] for note in office.records[1]["comments"]] == [one.text]


def test_an_attachment_that_changes_all_the_time_is_added_once_a_day(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = (replace(attachment(words, "Audit"), daily=True) for words in ("{}", '{"later": 1}'))
    export(prepared(office.url, asides=(first,)))
    outcome = export(prepared(office.url, asides=(second,)))
    assert outcome.what is What.UNCHANGED and "was added today already" in outcome.notes[0]
    assert len(office.records[1]["files"]) == 1
    monkeypatch.setattr(asides, "today", lambda: "2031-01-01")
    assert export(prepared(office.url, asides=(second,))).what is What.UPDATED
    assert len(office.records[1]["files"]) == 2 and not export(prepared(office.url, asides=(second,))).notes


def test_a_text_that_another_took_the_place_of_is_told(office: Office) -> None:
    export(prepared(office.url, asides=(comment("Old."), attachment("old"))))
    outcome = export(prepared(office.url, asides=(comment("New."), attachment("old"))))
    (note,) = outcome.notes
    assert "out of date (1 comment)" in note
    assert not export(prepared(office.url, asides=(comment("New."), attachment("old")))).notes


def test_a_look_writes_nothing(office: Office, home: Path) -> None:
    ready = prepared(office.url, subject="B")
    assert look(ready, TOKEN, Ledger(), Cancel(), silent) is None and not list(home.rglob("*"))
    export(prepared(office.url))
    office.records[1]["text"] = text("Edited.")
    before: list[Any] = [(path, path.read_bytes()) for path in home.rglob("*.json")]
    outcome = look(ready, TOKEN, Ledger(), Cancel(), silent)
    assert outcome and [one.theirs for one in outcome.differences] == ["subject"]
    assert [one.theirs for one in outcome.held] == ["text"]
    assert [(path, path.read_bytes()) for path in home.rglob("*.json")] == before
    assert office.count("update") == 0 and office.count("create") == 1


def test_another_project_of_the_same_system_is_another_place(office: Office) -> None:
    export(prepared(office.url))
    ledger = Ledger()
    assert ledger.entry(TICKET, system(office.url, name="Renamed"))
    assert ledger.entry(TICKET, system(office.url, values={"project": "other"})) is None
    assert ledger.entry(TICKET, system("https://other.example", values={"project": "pay"})) is None


def test_a_record_that_cannot_be_read_back_is_made_all_the_same(office: Office) -> None:
    office.mishap = lambda visit: "500" if visit.kind == "read" else ""
    outcome = export(prepared(office.url))
    assert outcome.what is What.CREATED and "“C-0001” could not be read back" in outcome.notes[0]
    office.mishap = lambda visit: ""
    assert not export(prepared(office.url, subject="B")).held  # what was sent is known
