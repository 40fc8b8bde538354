"""A server's words are shown in one line, and hold no key."""

from relman_desktop.net.words import masked, told


def test_words_are_shortened_and_shown_as_one_line() -> None:
    assert told("a\n\tb\u200b\u202ec") == "a b c"
    assert len(told("x" * 5_000)) == 300
    assert masked("abc", "a") == "abc", "what is too short is no key"


def test_no_key_of_several_is_shown() -> None:
    assert masked("first-0123 and second-4567", "first-0123", "second-4567") == "[key] and [key]"
