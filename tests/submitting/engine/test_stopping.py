"""The person may stop an export at any point: it ends at once, says what may be there, and the next one finds it."""

import threading
from time import monotonic

import pytest

from relman_desktop.errors import Cancelled, RelmanError
from relman_desktop.jobs import Cancel, silent
from relman_desktop.submitting.answer import Fault, Unsubmitted
from relman_desktop.submitting.ledger import Ledger
from relman_desktop.submitting.submitting import look, submit

from .making import TOKEN, attachment, comment, export, prepared
from .office import Office

EXPECTED = {
    "find": None,
    "create": Fault.UNSURE,
    "comment": Fault.STOPPED,
    "file": Fault.STOPPED,
    "read": Fault.STOPPED,
}


def stopped(office: Office, kind: str, moment: str, ready: object) -> RelmanError:
    cancel, gate = Cancel(), threading.Event()

    def stop(visit: object) -> None:
        if getattr(visit, "kind", "") == kind and not cancel.cancelled:
            cancel.cancel()
            gate.wait(0.1)

    setattr(office, moment, stop)
    began = monotonic()
    with pytest.raises(RelmanError) as raised:
        submit(ready, TOKEN, Ledger(), cancel, silent)  # type: ignore[arg-type]
    assert monotonic() - began < 2
    setattr(office, moment, lambda visit: None)
    return raised.value


@pytest.mark.parametrize("moment", ["served", "done"])
@pytest.mark.parametrize("kind", EXPECTED)
def test_an_export_that_is_stopped_ends_in_one_record(office: Office, kind: str, moment: str) -> None:
    ready = prepared(office.url, asides=(comment(), attachment()))
    error = stopped(office, kind, moment, ready)
    fault = EXPECTED[kind]
    if fault is None:
        assert isinstance(error, Cancelled) and not office.records
    else:
        assert isinstance(error, Unsubmitted) and error.fault is fault
        assert "export again" in str(error) and ("looked for first" in str(error) or "“C-0001”" in str(error))
    for _ in range(2):
        export(ready)
    assert len(office.records) == 1
    assert (len(office.records[1]["comments"]), len(office.records[1]["files"])) == (1, 1)


@pytest.mark.parametrize("moment", ["served", "done"])
def test_an_update_that_is_stopped_is_not_done_after_the_next(office: Office, moment: str) -> None:
    export(prepared(office.url))
    error = stopped(office, "update", moment, prepared(office.url, subject="B"))
    assert isinstance(error, Unsubmitted) and error.fault is Fault.STOPPED
    outcome = export(prepared(office.url, subject="C"))
    assert not outcome.held and office.records[1]["subject"] == "C"


def test_one_that_was_stopped_before_it_began_sends_nothing(office: Office) -> None:
    cancel = Cancel()
    cancel.cancel()
    with pytest.raises(Cancelled):
        submit(prepared(office.url), TOKEN, Ledger(), cancel, silent)
    with pytest.raises(Cancelled):
        look(prepared(office.url), TOKEN, Ledger(), cancel, silent)
    assert not office.visits
