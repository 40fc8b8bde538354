"""A mail about a work item: a tracker's notification, or what somebody wrote of it. The subject gives key and title."""

import re
from contextlib import suppress
from email import message_from_bytes, policy
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message

from ..item import WorkItem
from ..markup import html_to_markdown
from .headed import Section
from .records import item_of
from .shapes import shapes
from .titles import key_and_title
from .wording import wrong

_ALLOWED = "a mail is a .eml file with a subject, as mail programs save it"
_MOST_PARTS = 200  # Python's reader takes a call for each part in another one
_SIGNATURE = re.compile(r"^-- ?$", re.MULTILINE)


def is_mail(content: bytes) -> bool:
    """Whether bytes begin with the headers of a mail."""
    head = content[:20_000].partition(b"\n\n")[0].replace(b"\r", b"").lower()
    return bool(re.match(rb"[!-9;-~]+:[ \t]", head)) and any(
        name in b"\n" + head for name in (b"\nsubject:", b"\nmime-version:", b"\nmessage-id:")
    )


def read_mail(content: bytes, source: str) -> tuple[WorkItem, ...]:
    """The item that a mail is about. Raises `InputError`."""
    if content.lower().count(b"boundary=") > _MOST_PARTS:
        raise wrong(source, "this mail has too many parts in each other", _ALLOWED)
    try:
        message = message_from_bytes(content, policy=policy.compat32)
        subject, body = _subject(message), _body(message)
    except (MessageError, ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise wrong(source, f"it is no mail that can be read ({type(error).__name__})", _ALLOWED) from None
    key, title = key_and_title(subject)
    record = Section(title or subject, key=key, lines=_without_footer(body).split("\n"))
    record.read()
    item = item_of(record, shapes().own, source)
    if not item:
        raise wrong(source, "this mail has no subject, which would name the work item", _ALLOWED)
    return (item,)


def _subject(message: Message) -> str:
    told = str(message.get("Subject", ""))[:5_000]
    with suppress(MessageError, ValueError, LookupError):  # an encoding that is not known: it is shown as it is
        told = str(make_header(decode_header(told)))
    return " ".join(told.split())


def _body(message: Message) -> str:
    """The plain text; the HTML where there is none, or where it only says to look at the HTML."""
    texts = {"text/plain": "", "text/html": ""}
    for part in message.walk():
        kind = part.get_content_type()
        if kind in texts and not texts[kind] and part.get_content_disposition() != "attachment":
            texts[kind] = _text(part)
    return texts["text/plain"].strip() or html_to_markdown(texts["text/html"])


def _text(part: Message) -> str:
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return ""
    try:
        return content.decode(part.get_content_charset("utf-8"), "replace")
    except (LookupError, ValueError):
        return content.decode("utf-8", "replace")


def _without_footer(body: str) -> str:
    """Without the signature, and without what trackers write under every mail."""
    text = body.replace("\r\n", "\n")
    footer = re.compile(rf"^(?:{'|'.join(shapes().words['footers'])})", re.IGNORECASE | re.MULTILINE)
    ends = [found.start() for found in (_SIGNATURE.search(text), footer.search(text)) if found]
    return text[: min(ends)] if ends and text[: min(ends)].strip() else text
