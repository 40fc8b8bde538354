"""A record is ours where our id stands as what it is there for, and not where somebody speaks of it."""

from time import monotonic
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relman_desktop.export.markup import Flavour
from relman_desktop.export.targets.composing import Section, composed
from relman_desktop.submitting.marks import is_marked

OURS = "relman-0123456789abcdef"
MARK = f"Relman Desktop: {OURS}"


def doc(*blocks: Any) -> dict[str, Any]:
    return {"type": "doc", "version": 1, "content": list(blocks)}


def paragraph(*words: str) -> dict[str, Any]:
    return {"type": "paragraph", "content": [{"type": "text", "text": word} for word in words]}


@pytest.mark.parametrize(
    "value",
    [
        OURS,
        f" {OURS}\n",
        f"Words.\n\n{MARK}",
        f"Words.\r\n\r\n{MARK}\r\n\r\n[ticked since]",
        f"<p>Words</p><p>{MARK}</p>",
        f"&lt;p&gt;Words&lt;/p&gt;<p>Relman Desktop: <b>{OURS}</b></p>",
        f"Words.<br>{MARK}<br/>more",
        f"Words\n\n*Relman Desktop:* {OURS}",
        f"a{'b' * 70_000}\n\n{MARK}",
        ["x", OURS],
        f"change, {OURS},risk",
        [{"name": "x"}, {"name": OURS}],
        [{"id": 3, "value": OURS}],
        doc(paragraph("Words"), paragraph(MARK)),
        doc(paragraph("Relman Desktop: ", OURS)),
    ],
)
def test_ours_is_known(value: Any) -> None:
    assert is_marked(value, OURS)


@pytest.mark.parametrize(
    "value",
    [
        "",
        None,
        7,
        f"See {OURS} for the other half.",
        f"> {MARK}",
        f"bq. {MARK}",
        f"It was {MARK}",
        f"{MARK}, which failed",
        f"{OURS}0",
        f"x{OURS}",
        f"<blockquote><p>{MARK}</p></blockquote><p>No.</p>",
        [f"not {OURS}"],
        [{"name": f"{OURS}-old"}],
        {"other": f"see {OURS}"},
        doc(paragraph(f"See {OURS}.")),
        doc({"type": "blockquote", "content": [paragraph(MARK)]}),
        {"type": "doc", "content": "x"},
    ],
)
def test_what_speaks_of_ours_is_not_ours(value: Any) -> None:
    assert not is_marked(value, OURS)


@pytest.mark.parametrize("flavour", [one for one in Flavour if one is not Flavour.ADF])
def test_the_line_is_known_in_every_markup(flavour: Flavour) -> None:
    text = composed([Section("Rollback steps", "1. Deploy *v1*.\n"), Section("", MARK)], flavour)
    assert is_marked(text, OURS) and not is_marked(text.replace("0123", "0124"), OURS)


@given(st.text(alphabet="<>/blockquote relman-0123456789abcdef\n", max_size=200), st.booleans())
def test_no_text_is_too_odd(text: str, between: bool) -> None:
    is_marked(text + (OURS if between else "") + text, OURS)


def test_a_hostile_text_takes_no_time() -> None:
    begin = monotonic()
    for text in ("<" * 300_000 + OURS, ("<p" + OURS) * 20_000, f"{OURS} " * 40_000, "<blockquote" * 20_000 + OURS):
        is_marked(text, OURS)
    assert monotonic() - begin < 5
