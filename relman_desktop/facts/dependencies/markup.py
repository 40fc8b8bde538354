"""XML of build files, read with entities refused, and its elements without their namespaces."""

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from ..formats import Unread

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_LARGEST = 2 << 20  # characters
_MOST_TAGS = 50_000
_MOST_TURNS = 5  # of a property that stands for a property
_LONGEST = 200  # characters of a version with its properties put in


def root(text: str) -> "Element":
    """The root of a document. Raises `Unread`, also for one that declares entities."""
    from defusedxml import DefusedXmlException  # slow to import
    from defusedxml.ElementTree import ParseError, fromstring

    if len(text) > _LARGEST:
        raise Unread(f"it is larger than {_LARGEST >> 20} MiB")
    if text.count("<") > _MOST_TAGS:
        raise Unread(f"it has more than {_MOST_TAGS:,} tags")
    try:
        # What the declaration says of the encoding no longer holds: it is text by now.
        return fromstring(re.sub(r"\A\ufeff?\s*<\?xml[^>]{0,200}\?>", "", text).strip())
    except DefusedXmlException as error:
        raise Unread("it declares entities") from error
    except (ParseError, ValueError, RecursionError) as error:
        raise Unread("it is not valid XML") from error


def tag(element: "Element") -> str:
    """An element's name without its namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def at(element: "Element", *path: str) -> "Iterator[Element]":
    """The elements at a path below an element, in order."""
    found = [element]
    for name in path:
        found = [child for one in found for child in one if tag(child) == name]
    yield from found


def text_at(element: "Element", *path: str) -> str:
    """The text of the first element at a path; "" where there is none."""
    return next(((one.text or "").strip() for one in at(element, *path)), "")


def filled(text: str, properties: Mapping[str, str], use: re.Pattern[str]) -> str:
    """A text with the properties put in that it uses; what is not known stays as it is written."""
    for _ in range(_MOST_TURNS):
        put = use.sub(lambda found: properties.get(found[1], found[0]), text)
        if put == text or len(put) > _LONGEST:
            break
        text = put
    return text
