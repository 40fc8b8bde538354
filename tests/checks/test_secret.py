"""Secrets are found, never told, and masked in one click."""

import pytest

from relman_desktop.checks import Severity
from relman_desktop.ticket import Claim
from tests.checks.cases import a_case, a_ticket, about, found

SECRET = "hunter2-Xk9qLm3zPw"
LINE = f"Log in with password: {SECRET} first."


@pytest.mark.parametrize("field", ["notes", "deployment", "description", "title"])
def test_a_secret_blocks_and_is_never_told(field: str) -> None:
    (one,) = about("secret", **{field: f"Before it.\n{LINE}"})
    assert one.severity is Severity.BLOCK and SECRET not in f"{one.text}{one.quote}{one.id}"
    assert one.mend and one.mend.texts == {field: "Before it.\nLog in with password: (hidden) first."}
    assert not about("secret", **dict(one.mend.texts))


def test_no_other_finding_tells_it() -> None:
    fields = {"title": f"password={SECRET}", "deployment": f"1. Set password={SECRET} in the console (5 min)."}
    told = found(a_case(a_ticket(**fields, rollback=f"TODO: {LINE}", schedule=f"password={SECRET}")))
    assert told and not any(SECRET in f"{one.text}{one.quote}" for one in told)


def test_tokens_of_well_known_shape_are_found_anywhere() -> None:
    token = "ghp_" + "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8"
    (one,) = about("secret", justification=f"We push with {token} today, as agreed with the board.")
    assert token not in one.text + one.quote and one.quote.endswith("with ")


def test_placeholders_ids_and_our_own_sentences_are_none() -> None:
    assert not about("secret", notes="Set password=<your password>; commit 3f786850e387550fdab836ed7e6dc881de23001b.")
    assert not about("secret", notes="The password field has a label now. Tokens expire after 5 minutes.")
    ours = Claim(LINE, ("F1",))
    assert not found(a_case(a_ticket().with_claims("description", (ours,))), "secret"), "masked when it was drafted"
