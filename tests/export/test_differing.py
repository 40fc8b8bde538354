"""What differs in two long texts stands at the beginning of what is shown of them."""

from hypothesis import given
from hypothesis import strategies as st

from relman_desktop.export.differing import from_difference


def test_two_long_texts_begin_a_little_before_what_differs() -> None:
    same = "".join(f"{number}. Do step number {number}\n" for number in range(40))
    ours, now = from_difference(same + "41. Drop it\n", same + "41. Drop it not\n")
    assert ours.startswith("… (") and "lines before are the same" in ours and "step number 39" in ours
    assert ours.endswith("41. Drop it\n") and now.endswith("41. Drop it not\n") and len(now) < 150


def test_short_texts_stay_whole() -> None:
    assert from_difference("One", "Two") == ("One", "Two")
    assert from_difference("x" * 500, "y") == ("x" * 500, "y")


@given(st.text(max_size=300), st.text(max_size=60), st.text(max_size=60))
def test_nothing_that_differs_is_left_out(same: str, ours: str, now: str) -> None:
    told = from_difference(same + ours, same + now)
    assert told[0].endswith(ours) and told[1].endswith(now)
    assert (told[0] == told[1]) is (ours == now)
