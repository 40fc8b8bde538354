"""Texts of the profile and of work tickets as they may stand in a field: plain, in one line, whatever they hold."""

import re

from ...wording import code, sentence, shorten
from ..verify.gate import passed

_LONGEST = 300  # characters of a text in a ticket
_NUMBER = re.compile(r"\d{1,9}[.)]")  # by itself it would begin a list
_MARKS = str.maketrans("“”„«»", "'''''")


def plain(text: str, most: int = _LONGEST) -> str:
    """A text in one line without markup that leaves no code open, of at most `most` characters; "" if it is empty."""
    line = shorten(" ".join(passed(text).text.split()), most)
    line = line.replace("`", "'") if line.count("`") % 2 or "``" in line else line
    if not any(map(str.isalnum, line)):
        return ""
    return line.rstrip(".)") if _NUMBER.fullmatch(line) else line


def bare(text: str, most: int = _LONGEST) -> str:
    """As `plain`, without the stop at its end: for what goes on."""
    return plain(text, most).rstrip(" .:;,")


def said(text: str, most: int = _LONGEST) -> str:
    """As `plain`, as a sentence that ends."""
    return sentence(plain(text, most))


def in_quotes(text: str, most: int = _LONGEST) -> str:
    """Somebody's words between quotation marks, which nothing in them can close."""
    return f"“{plain(text, most).translate(_MARKS)}”"


def command(text: str) -> str:
    """A command word for word, as code: a block where it has more than one line."""
    return code(text.strip("\n") if "\n" in text.strip("\n") else text.strip())


def name(text: str) -> str:
    """What may be a name or some words: a name as code, words in quotation marks."""
    words = " ".join(text.split())
    return code(words) if words and " " not in words else in_quotes(text)
