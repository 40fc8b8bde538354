"""Whatever a model writes: checking it never raises, says the same twice, and takes time in proportion."""

import random
import time
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relman_desktop.drafting.verify import Grounds, RawClaim, accepted, as_quotation, verify, verifying
from relman_desktop.drafting.verify.candidate import Candidate
from relman_desktop.drafting.verify.finding import Finding
from relman_desktop.drafting.verify.gate import passed
from relman_desktop.drafting.verify.markup import has_tags
from relman_desktop.fields import BY_NAME, WRITTEN
from relman_desktop.ticket import Status

from .payloads import WANTED
from .sent import a_commit, a_hunk, some_grounds

_WORDS = ("payment", "order", "refund", "client", "timeout", "setting", "request", "total", "shop", "table", "worker")
_PIECES = st.one_of(
    st.sampled_from([one for wanted in WANTED.values() for one in wanted]),
    st.sampled_from(
        ["`orders_refunds_total`", "F12.h1", "1,200", "v1.5.0", "X1", "“", "”", "The commit says", "`", "\n", "."]
    ),
    st.text(max_size=30),
)
_TEXTS = st.lists(_PIECES, max_size=6).map(" ".join)
_CLAIMS = st.builds(
    RawClaim,
    st.lists(
        st.sampled_from(["X1", "X18", "F12.h1", "F2.h1", "C6", "W1", "R1", "A1", "X99", "F1-F9", ""]), max_size=4
    ).map(tuple),
    _TEXTS,
    _TEXTS,
    st.sampled_from(["step", "item", "paragraph", "sentence", "", "x"]),
)


@given(field=st.sampled_from(WRITTEN), claims=st.lists(_CLAIMS, max_size=4))
@settings(max_examples=150)
def test_verifying_never_raises_and_gives_plain_claims(field: object, claims: list[RawClaim], grounds: Grounds) -> None:
    for claim in verify(field, claims, grounds):  # type: ignore[arg-type]
        assert not has_tags(claim.text)
        assert set(claim.evidence) <= set(grounds.evidence)
        assert claim.status is Status.SUPPORTED or claim.reasons
        as_quotation(claim, grounds)


@given(field=st.sampled_from(WRITTEN), claims=st.lists(_CLAIMS, max_size=4))
@settings(max_examples=100)
def test_what_was_accepted_is_accepted_again(field: object, claims: list[RawClaim], grounds: Grounds) -> None:
    first = accepted(verify(field, claims, grounds))  # type: ignore[arg-type]
    again = accepted(verify(field, [RawClaim.of(one) for one in first], grounds))  # type: ignore[arg-type]
    assert [(one.text, one.evidence, one.quote, one.status) for one in again] == [
        (one.text, one.evidence, one.quote, one.status) for one in first
    ]


@pytest.mark.parametrize(
    "piece",
    [
        *(
            "a",
            "the order ",
            "[",
            "<a ",
            "&lt;",
            "`a ",
            "a.",
            "“",
            "**a",
            "\x1b[",
            "- ",
            "/a",
            "1,",
            "a_",
            "[F1,",
            "%3c",
        ),
        *("[a](", "a@", "F1-F9 ", "{{", "$(", "from a to "),
    ],
)
def test_a_hundred_thousand_characters_take_no_time(piece: str, grounds: Grounds) -> None:
    text = piece * (100_000 // len(piece))
    begun = time.process_time()
    verify(
        BY_NAME["description"], [RawClaim(("X1", text), text, text, text), RawClaim(("X1",), "", text[:1900])], grounds
    )
    assert time.process_time() - begun < 1.0


def a_line(number: int, chosen: random.Random) -> str:
    first, second, third = (chosen.choice(_WORDS) for _ in range(3))
    lines = (
        f"    {first}_{second} = {third}.get('{first}', {number})",
        f"    # {first} the {second} when {third} is done",
        f"    return {first}.{second}({third}=True)",
        f'    raise ValueError("no {first} for the {second} of {third}")',
    )
    return chosen.choice(lines)


def test_five_thousand_claims_on_half_a_megabyte_take_seconds_at_most() -> None:
    chosen = random.Random(7)
    hunks = [
        a_hunk(f"F{file}.h1", f"app/part_{file}.py", [a_line(n, chosen) for n in range(40)]) for file in range(1, 290)
    ]
    grounds = some_grounds(*hunks, a_commit("C1", "Do it"))
    assert sum(len(one.text) for one in hunks) > 450_000
    claims = [
        RawClaim(
            (hunk.id, "C1"), hunk.text.splitlines()[5][1:], f"The {chosen.choice(_WORDS)} number {number} is `read`."
        )
        for number, hunk in enumerate(chosen.choices(hunks, k=5000))
    ]
    begun = time.process_time()
    assert len(verify(BY_NAME["description"], claims, grounds)) > 4000
    assert time.process_time() - begun < 5.0  # 1.0 s on an idle core; a slow one must not fail


@pytest.mark.parametrize(
    "text",
    [
        "Adds ` ` between the id and the row.",
        "The export removes the `\u00a0` of each row.",
        "Goes from ` ` to `row` in the export.",
        "Starts on 5 apr\u0131l.",
        "Starts on \u0130 5 apr\u0130l.",
        "Starts on 5 augu\u017ft, \ud800.",
    ],
)
def test_odd_texts_are_checked_and_not_stumbled_over(text: str, caplog: pytest.LogCaptureFixture) -> None:
    grounds = some_grounds(a_hunk("F1.h1", "orders/export.py", ["return row['id']"]))
    (claim,) = verify(BY_NAME["description"], [RawClaim(("F1.h1",), "", text, "sentence")], grounds)
    assert claim.text
    assert not caplog.records, "it was only caught"


def test_a_claim_whose_check_fails_does_not_stand_and_leaves_the_others(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def failing(candidate: Candidate, _: Grounds) -> Iterator[Finding]:
        if "odd" in candidate.text:
            raise IndexError("string index out of range")
        yield from ()

    monkeypatch.setattr(verifying, "CHECKS", (("names", failing),))
    grounds = some_grounds(a_hunk("F1.h1", "orders/export.py", ["return row['id']"]))
    raw = [RawClaim(("F1.h1",), "", text, "item") for text in ("Something odd <b>.", "The row has an id.")]
    odd, plain = verify(BY_NAME["description"], raw, grounds)
    assert (odd.status, odd.reasons) == (Status.UNSUPPORTED, ("It could not be checked.",))
    assert not has_tags(odd.text) and plain.text == "The row has an id."
    assert "could not be checked" in caplog.text


@pytest.mark.parametrize(
    "text",
    [
        "[a](" + ":" * 300_000,
        "[a](" * 100_000,
        "[a](:" + " )" * 100_000,
        "<" + "${ " * 100_000,
        "<" + " " * 900_000 + "x",
        "<" + " \n" * 300_000 + "x",
        "~" * 300_000 + "`<",
        "<SECRET_" * 100_000,
        "<`\n" * 100_000,
    ],
    ids=lambda text: text[:6],
)
def test_an_endless_text_is_through_the_gate_at_once(text: str) -> None:
    begun = time.perf_counter()
    passed(text, "e41c9d0a")
    assert time.perf_counter() - begun < 0.5
