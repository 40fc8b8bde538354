"""Where sentences stand in an editor, which counts as Qt does."""

from relman_desktop.gui.sentences import find_sentences, sentence_at
from relman_desktop.ticket import Claim, Status, text_of

ONE, TWO = Claim("Pay \N{MONEY BAG} now.", ("C1",)), Claim("Then wait.", ("F1.h1",))


def test_an_emoji_takes_two_places() -> None:
    text = text_of((ONE, TWO))
    first, second = find_sentences(text, (ONE, TWO))
    assert (first.start, first.end) == (0, 11)
    assert (second.start, second.end) == (12, 22)


def test_a_changed_sentence_is_the_persons_and_the_others_stay() -> None:
    text = text_of((ONE, TWO)).replace("wait", "go home")
    first, second = find_sentences(text, (ONE, TWO))
    assert first.claim == ONE
    assert second.claim.status is Status.USER and second.claim.text == "Then go home."


def test_where_two_sentences_meet_the_caret_is_in_the_one_that_begins() -> None:
    glued = find_sentences("ab", (Claim("a"), Claim("b")))
    assert [sentence_at(glued, at).claim.text for at in (0, 1, 2)] == ["a", "b", "b"]  # type: ignore[union-attr]
    assert sentence_at(glued, 3) is None
