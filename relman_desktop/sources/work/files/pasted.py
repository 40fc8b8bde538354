"""Text that a person pastes: keys, a list, or a ticket as a browser gives it."""

from ....errors import InputError
from ....jobs import Cancel
from ..item import WorkItem
from ..markup.escaping import clean
from ..typed import typed
from .headed import Section, items_of, read_headed
from .json_file import read_json
from .records import item_of
from .shapes import shapes
from .table_file import is_table, read_table
from .titles import key_and_title
from .wording import PASTED, wrong

_MOST = 1_000_000  # characters
_HEAD = 6  # lines of a copied page in which its key stands: "Projects / Pay / PAY-12", then its title


def read_pasted(text: str) -> tuple[WorkItem, ...]:
    """The work items of a pasted text. Raises `InputError` where there is nothing in it."""
    text = clean(text)
    if not text.strip():
        raise wrong(PASTED, "there is nothing in it", "paste keys, or a ticket: its key and title first, then its text")
    if len(text) > _MOST:
        raise wrong(PASTED, f"it is too long ({len(text):,} characters)", f"at most {_MOST:,} are read")
    if text.lstrip()[0] in "[{" and (items := _as_json(text)):
        return items
    try:
        return typed(text)
    except InputError:
        pass  # it is more than keys
    if is_table(text) and "\n" in text.strip():
        return read_table(text, PASTED, Cancel())
    if any(section.key for section in items_of(text)):
        return read_headed(text, PASTED)
    return read_ticket(text, PASTED)


def _as_json(text: str) -> tuple[WorkItem, ...]:
    try:
        return read_json(text, PASTED)
    except InputError:
        return ()  # "[PAY-12] Pay by card" begins like a list


def read_ticket(text: str, source: str) -> tuple[WorkItem, ...]:
    """A text as one item: the key and the title stand in its first lines, the rest is its body."""
    lines = text.strip().split("\n")
    told = [(at, *key_and_title(line.strip("#*_ \t"))) for at, line in enumerate(lines[:_HEAD]) if line.strip()]
    at, key, title = next((one for one in told if one[1]), told[0])
    if _is_button(title):
        at, title = next(
            ((after, words) for after, _, words in told if after > at and not _is_button(words)), (at, title)
        )
    section = Section(title, key=key, lines=lines[at + 1 :])
    section.read()
    item = item_of(section, shapes().own, source)
    if not item:
        raise wrong(source, "it has neither a key nor a title in its first lines")
    return (item,)


def _is_button(title: str) -> bool:
    """Whether what stands beside a key is a page's way there, "Projects / Pay", rather than a title."""
    words = [word.strip().lower() for word in title.split("/")]
    return not title or len(words) > 2 or any(word in shapes().words["buttons"] for word in words) or " / " in title
