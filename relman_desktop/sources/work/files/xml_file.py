"""Jira's XML: what it gives for "Export XML", an RSS channel with an <item> for each issue and its texts as HTML."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..item import WorkItem
from .records import item_of
from .shapes import PARTS, Shape
from .wording import MOST_ITEMS, too_many, wrong

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_NAMES = {
    "key": ("key",),
    "title": ("summary", "title"),
    "body": ("description",),
    "status": ("status",),
    "category": ("statusCategory",),
    "kind": ("type",),
    "labels": ("labels/label",),
    "assignee": ("assignee",),
    "parent": ("parent",),
    "links": ("issuelinks/issuelinktype/*/issuelink/issuekey",),
    "url": ("link",),
    "updated": ("updated",),
}
_JIRA = Shape("Jira", {part: _NAMES.get(part, ()) for part in PARTS}, "jira", "html")
_ALLOWED = "Jira's is an <rss> with an <item> for each issue"


def read_xml(content: bytes, source: str) -> tuple[WorkItem, ...]:
    """The items of an XML export of Jira. Raises `InputError`. Declares it entities, it is not read."""
    from defusedxml import DefusedXmlException, ElementTree  # slow to import

    try:
        root = ElementTree.fromstring(content, forbid_dtd=True)
    except DefusedXmlException:
        raise wrong(source, "it declares a document type of its own, which is not read", _ALLOWED) from None
    except ElementTree.ParseError as error:
        line, column = error.position
        raise wrong(f"{source}, line {line}, column {column + 1}", "it is not XML here", _ALLOWED) from None
    except (ValueError, LookupError) as error:  # an encoding that is not known
        raise wrong(source, f"it is not XML ({error})", _ALLOWED) from None
    found = list(root.iterfind("./channel/item"))
    if not found:
        raise wrong(source, "this XML holds no issues", _ALLOWED)
    if len(found) > MOST_ITEMS:
        raise too_many(source, len(found))
    return tuple(_items(found, source))


def _items(found: "list[Element]", source: str) -> Iterator[WorkItem]:
    for number, element in enumerate(found, 1):
        item = item_of(_Element(element), _JIRA, source)
        if not item:
            raise wrong(f"{source}, item {number}", "it has neither a key nor a summary", _ALLOWED)
        yield item


@dataclass(frozen=True, slots=True)
class _Element:
    element: "Element"

    def get(self, name: str) -> tuple[str, ...]:
        found = (told.text or told.get("key") or "" for told in self.element.iterfind(f"./{name}"))
        return tuple(text for text in found if text.strip())
