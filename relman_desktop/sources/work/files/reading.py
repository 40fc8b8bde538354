"""A file as work items: what kind it is tells its content, for a name may lie."""

import re
from pathlib import Path

from ....errors import cause
from ....files import read_file
from ....jobs import Cancel
from ..item import WorkItem
from ..markup.escaping import clean
from .headed import items_of, read_headed
from .json_file import read_json
from .mail import is_mail, read_mail
from .pasted import read_ticket
from .table_file import is_table, read_table
from .wording import MOST_BYTES, wrong
from .xml_file import read_xml

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe\x00\x00", "utf-32"), (b"\x00\x00\xfe\xff", "utf-32"),
         (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))  # fmt: skip
_NO_TEXT = re.compile("[\x00-\x07\x0e-\x1a]")
_TABLES = (".csv", ".tsv")


def read_work_file(path: Path, cancel: Cancel) -> tuple[WorkItem, ...]:
    """The work items that a file holds, each found in it. Raises `InputError` with one sentence, or `Cancelled`."""
    source = path.name
    content = _content(path, source)
    cancel.check()
    if path.suffix.lower() == ".eml" or is_mail(content):
        return read_mail(content, source)
    text = _decoded(content, source)
    shown = clean(text)
    if not shown.strip():
        raise wrong(source, "it is empty")
    start = text.lstrip()
    if start[:1] == "<" and start[:200].lower().startswith(("<?xml", "<rss", "<!--")):
        return read_xml(text.encode() if not start.startswith("<?xml") else content, source)
    return _of_text(shown, source, path.suffix.lower(), cancel)


def _of_text(text: str, source: str, suffix: str, cancel: Cancel) -> tuple[WorkItem, ...]:
    if suffix in (".json", ".jsonl", ".ndjson") or text.lstrip()[0] in "[{":
        return read_json(text, source)
    if suffix in _TABLES or is_table(text):
        return read_table(text, source, cancel)
    if items_of(text):
        return read_headed(text, source)
    return read_ticket(text, source)


def _content(path: Path, source: str) -> bytes:
    try:
        if path.is_dir():
            raise wrong(source, "it is a folder", "give a file")
        content = read_file(path, MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise wrong(source, f"it cannot be read ({cause(error)})", "choose another file") from error
    if len(content) > MOST_BYTES:
        raise wrong(source, "it is too large", f"at most {MOST_BYTES // 1_000_000} MB are read; export fewer items")
    return content


def _decoded(content: bytes, source: str) -> str:
    """The text of a file: by its byte order mark, as UTF-8, as UTF-16 without a mark, or as Windows writes it."""
    marked = next((encoding for mark, encoding in _BOMS if content.startswith(mark)), "")
    try:
        text = content.decode(marked or _unmarked(content) or "utf-8", "replace" if marked else "strict")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
    if _NO_TEXT.search(text):
        raise wrong(source, "it is no text")
    return text.removeprefix("\ufeff")


def _unmarked(content: bytes) -> str:
    """UTF-16 that says nothing of it: every other byte is zero, as in most of what people write."""
    head = content[:4_000]
    for encoding, first, other in (("utf-16-le", head[1::2], head[::2]), ("utf-16-be", head[::2], head[1::2])):
        if len(head) > 8 and first.count(0) > 0.7 * len(first) and other.count(0) < 0.1 * len(other):
            return encoding
    return ""
