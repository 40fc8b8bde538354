"""What stays in a field is not told as removed."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from relman_desktop.gui.difference import difference
from relman_desktop.gui.staying import without_staying
from relman_desktop.ticket import Claim, spans

words = st.lists(st.sampled_from(["a", "b", "the", "column", "\n\n", "  ", "1.", "-"]), max_size=30).map(" ".join)
ours = st.lists(st.sampled_from(["a b", "the column", "b", "a\n\n b"]), max_size=3)


@given(words, words, ours)
def test_only_what_goes_is_removed_and_the_new_text_is_whole(old: str, new: str, claims: list[str]) -> None:
    going = spans(old, map(Claim, claims))
    parts = without_staying(difference(old, new), old, going)
    assert "".join(part.text for part in parts if part.mark != "removed") == new
    gone = " ".join(old[span.start : span.end] for span in going).split()
    removed = " ".join(part.text for part in parts if part.mark == "removed").split()
    assert all(word in gone or word in ("1.", "-") for word in removed)
    assert all(one.mark != other.mark for one, other in pairwise(parts))
    assert not (removed and not going)
