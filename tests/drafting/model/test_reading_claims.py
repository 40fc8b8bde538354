"""A growing answer: each sentence is checked once, and the field comes out as if it had been checked as a whole."""

import json
from collections.abc import Sequence

from relman_desktop.drafting.model.reading import AnswerReader
from relman_desktop.drafting.verify import Grounds, RawClaim, verify
from relman_desktop.fields import BY_NAME, Field
from relman_desktop.sources.evidence import Evidence, Trust
from relman_desktop.ticket import Claim

_TEXTS = ("Before:", "Export the orders.", "Export the orders.", "Return each row.", "Reboot `mars`.")


def test_each_claim_is_checked_once_and_the_field_is_as_if_checked_as_a_whole() -> None:
    code = Evidence("F1.h1", "hunk", "a.py:1", "@@ @@\n+def export(orders):\n+    return each_row(orders)", Trust.CODE)
    grounds, seen = Grounds({"F1.h1": code}), list[str]()

    def check(field: Field, claims: Sequence[RawClaim], *, first: bool = True) -> tuple[Claim, ...]:
        seen.extend(one.text for one in claims)
        return verify(field, claims, grounds, first=first)

    claims = [{"evidence": ["F1.h1"], "quote": "", "layout": "sentence", "text": text} for text in _TEXTS]
    answer = json.dumps({"fields": {"deployment": claims}, "questions": []})
    reader = AnswerReader("m", check)
    for end in range(0, len(answer), 5):
        reader.draft(answer[:end], ended=False)
    grown = reader.draft(answer, ended=True)
    assert seen == list(_TEXTS)
    assert (
        grown.proposals["deployment"].claims
        == AnswerReader("m", check).draft(answer, ended=True).proposals["deployment"].claims
        == verify(BY_NAME["deployment"], [RawClaim(("F1.h1",), "", text, "sentence") for text in _TEXTS], grounds)
    )
