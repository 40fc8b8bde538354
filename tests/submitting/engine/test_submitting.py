"""A ticket becomes one record, whatever happens on the way."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from relman_desktop.errors import InputError
from relman_desktop.submitting.answer import Fault, Unsubmitted
from relman_desktop.submitting.outcome import What

from .making import attachment, comment, export, prepared
from .office import Office


def test_a_ticket_is_made_once(office: Office) -> None:
    ready = prepared(office.url)
    first, second = export(ready), export(ready)
    assert (first.what, second.what) == (What.CREATED, What.UNCHANGED)
    assert (first.record.key, first.record.url) == ("C-0001", f"{office.url}/see/1")
    assert first.record.fields["plan.backout_plan"] == "Deploy v1." and not first.differences
    assert len(office.records) == 1 and office.count("create") == 1 and office.count("update") == 0


AFTER = ["reset after", "stall after", "cut after", "page after", "junk after", "502 after", "500 after", "409 after"]


@pytest.mark.parametrize("mishap", AFTER)
def test_what_was_made_although_no_answer_said_so_is_found(office: Office, mishap: str) -> None:
    office.mishap = lambda visit: mishap if visit.kind == "create" else ""
    outcome = export(prepared(office.url, asides=(comment(), attachment())))
    assert outcome.what is What.FOUND and len(office.records) == 1
    assert len(office.records[1]["comments"]) == len(office.records[1]["files"]) == 1


@pytest.mark.parametrize("mishap", [one.replace("after", "before") for one in AFTER if "409" not in one])
def test_what_may_have_been_made_is_looked_for_before_it_is_made_again(office: Office, mishap: str) -> None:
    office.mishap = lambda visit: mishap if visit.kind == "create" else ""
    with pytest.raises(Unsubmitted, match="looked for first") as raised:
        export(prepared(office.url))
    assert raised.value.fault is Fault.UNSURE and not office.records
    office.mishap = lambda visit: ""
    assert export(prepared(office.url)).what is What.CREATED and len(office.records) == 1


def test_two_threads_at_once_make_one_record(office: Office) -> None:
    ready = prepared(office.url, asides=(comment(),))
    with ThreadPoolExecutor(4) as threads:
        ended = [one.result().what for one in [threads.submit(export, ready) for _ in range(4)]]
    assert sorted(ended) == [What.CREATED, *[What.UNCHANGED] * 3] and len(office.records[1]["comments"]) == 1


def test_what_cannot_be_sent_is_not(office: Office) -> None:
    ready = prepared(office.url)
    wrong = replace(ready.parts[0], wrong="“Short description” is empty; write one.")
    with pytest.raises(InputError, match="is empty; write one"):
        export(replace(ready, parts=(wrong, *ready.parts[1:])))
    with pytest.raises(InputError, match="no id of a ticket"):
        export(replace(ready, our_id='relman-" OR 1=1'))
    assert not office.visits
