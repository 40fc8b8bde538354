"""Patches in mails: which files are mails, what a mail says, and encoded bodies made plain."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...errors import InputError
from ...jobs import Cancel
from .section import Data

if TYPE_CHECKING:  # the package is slow to import, and few diffs are mails
    from email.message import Message

START = rb"From \S{1,300} .{0,40}\d\d:\d\d.{0,40}\d{4}\r?$"  # of a message in a mailbox
_LETTER = re.compile(rb"(?:(?!subject:)[A-Za-z][\w-]*:.*\n(?:[ \t].*\n)*)*subject:", re.IGNORECASE)
_ENCODED = re.compile(
    rb"^content-(?:transfer-encoding:[ \t]*(?:quoted-printable|base64)|type:[ \t]*multipart/)",
    re.IGNORECASE | re.MULTILINE,
)
_STARTS = re.compile(rb"^" + START, re.MULTILINE)
_BLANK = re.compile(rb"\n\r?\n")
_CONTENT_HEADERS = re.compile(rb"^content-.*\n(?:[ \t].*\n)*", re.IGNORECASE | re.MULTILINE)
_TEXTS = ("text/plain", "text/x-patch", "text/x-diff")
_LONGEST_AUTHOR = 300
_LONGEST_HEAD = 1 << 16  # bytes
_TAG = re.compile(r"(?:\s|re:|\[[^\]]*(?:PATCH|RFC|\b\d+/\d+)[^\]]*\])+", re.IGNORECASE)
_NUMBER = re.compile(r"\b(\d{1,6})/\d+\]")
_CUT = re.compile(r"^---$", re.MULTILINE)
_SENDER = re.compile(r"\s*From: (.+)\n(?:\w+: .+\n)*\n")  # the real author, where somebody else sent the mail


@dataclass(frozen=True, slots=True)
class Letter:
    """What a mail says of its commit."""

    oid: str
    author: str  # "Ada Byron <ada@example.org>"
    date: str
    subject: str  # without [PATCH 2/3]
    body: str
    number: int | None  # 2 of [PATCH 2/3]


def is_mail(data: Data) -> bool:
    """One mail, saved without the `From` line of a mailbox."""
    return bool(_LETTER.match(data[:_LONGEST_HEAD]))


def plain(data: Data, cancel: Cancel) -> bytes | None:
    """The mails with their bodies decoded and their text parts joined; None where that changes nothing."""
    if not (_STARTS.match(data) or is_mail(data)) or not _ENCODED.search(data):
        return None
    starts = sorted({0, *(found.start() for found in _STARTS.finditer(data))})
    return b"".join(
        _plain_letter(data[start:end], cancel) for start, end in zip(starts, [*starts[1:], len(data)], strict=True)
    )


def read(text: str) -> Letter:
    """The mail at the start of a text, whose body is plain and ends with the line `---`."""
    from email.parser import HeaderParser
    from email.utils import parseaddr

    letter = HeaderParser().parsestr(text)
    subject = _header(letter["Subject"])
    name, address = parseaddr(str(letter["From"] or "")[:_LONGEST_AUTHOR])
    body = _CUT.split(str(letter.get_payload()), maxsplit=1)[0]
    sender = _SENDER.match(body)
    tag = _TAG.match(subject)
    number = _NUMBER.search(tag[0]) if tag else None
    return Letter(
        oid=_oid(letter.get_unixfrom() or ""),
        author=sender[1] if sender else f"{_header(name)} <{address}>",
        date=str(letter["Date"] or ""),
        subject=subject[tag.end() :] if tag else subject,
        body=body[sender.end() :] if sender else body,
        number=int(number[1]) if number else None,
    )


def _oid(unix_from: str) -> str:
    found = re.match(r"From ([0-9a-f]{40,64}) ", unix_from)
    return found[1] if found else ""


def _header(value: object) -> str:
    """A header's text, its encoded words decoded where they can be."""
    from email.errors import HeaderParseError
    from email.header import decode_header, make_header

    raw = re.sub(r"\r?\n[ \t]?", " ", str(value or ""))
    try:
        return str(make_header(decode_header(raw)))
    except (HeaderParseError, LookupError, ValueError):
        return raw


def _plain_letter(raw: bytes, cancel: Cancel) -> bytes:
    from email import message_from_bytes

    cancel.check()
    if not _ENCODED.search(raw):
        return raw
    try:
        texts = [_text(part) for part in message_from_bytes(raw).walk() if _holds_text(part)]
    except RecursionError:
        raise InputError("The mail nests too many parts to be read; save its patch as a file.") from None
    end = _BLANK.search(raw)
    head = _CONTENT_HEADERS.sub(b"", raw[: end.start() + 1] if end else raw)
    return b"\n".join([head, *texts])


def _holds_text(part: "Message") -> bool:
    named = str(part.get_filename() or "").endswith((".patch", ".diff"))
    return not part.is_multipart() and (named or part.get_content_type() in _TEXTS)


def _text(part: "Message") -> bytes:
    from email.errors import InvalidBase64CharactersDefect, InvalidBase64LengthDefect, InvalidBase64PaddingDefect

    text = part.get_payload(decode=True)
    broken = (InvalidBase64CharactersDefect, InvalidBase64LengthDefect, InvalidBase64PaddingDefect)
    if any(isinstance(defect, broken) for defect in part.defects):
        raise InputError("The mail's base64 text is damaged; save its patch as a file.")
    return text + b"\n" if isinstance(text, bytes) else b""
