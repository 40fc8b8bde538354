"""Several texts as one, each under its heading, in a target's markup."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ..markup import Flavour, render

_HEADING = "## {label}"


@dataclass(frozen=True, slots=True)
class Section:
    """A text with its heading, "" for none. `ours`: what of ours it is."""

    label: str
    text: str  # Markdown
    ours: tuple[str, ...] = ()


def composed(sections: Iterable[Section], flavour: Flavour, heading: str = _HEADING) -> str:
    """The sections in their order. `heading`: as Markdown writes one; its marks tell the level of other markups."""
    told = [one for one in sections if one.text.strip()]
    if flavour is Flavour.ADF:
        return _document(told, heading)
    write = _HEADINGS.get(flavour, _markdown)
    blocks = (_block(one, flavour, write, heading) for one in told)
    between = "\r\n\r\n" if flavour is Flavour.CRLF else "\n" if flavour is Flavour.HTML else "\n\n"
    return between.join(blocks)


def _block(section: Section, flavour: Flavour, write: Callable[[str, int, str], str], heading: str) -> str:
    text = render(section.text, flavour)
    if not section.label:
        return text
    label = section.label if flavour.is_markdown else render(section.label, flavour)
    return write(label, _level(heading), heading) + text


def _markdown(label: str, _level: int, heading: str) -> str:
    return f"{heading.replace('{label}', label)}\n\n"


def _plain(end: str) -> Callable[[str, int, str], str]:
    return lambda label, _level, _heading: f"{label.upper()}{end}"


_HEADINGS: Mapping[Flavour, Callable[[str, int, str], str]] = {
    Flavour.PLAIN: _plain("\n"),
    Flavour.CRLF: _plain("\r\n"),
    Flavour.HTML: lambda label, level, _: f"<h{level}>{_without_paragraph(label)}</h{level}>\n",
    Flavour.WIKI: lambda label, level, _: f"h{level}. {label}\n\n",
    Flavour.TEXTILE: lambda label, level, _: f"h{level}. {label}\n\n",
}


def _without_paragraph(html: str) -> str:
    """What is inside of the one element that a line of words becomes."""
    start, end = html.find(">") + 1, html.rfind("<")
    return html[start:end] if 0 < start <= end else html


def _document(sections: list[Section], heading: str) -> str:
    content: list[Any] = []
    for one in sections:
        if one.label:
            node = {"type": "text", "text": one.label}
            content.append({"type": "heading", "attrs": {"level": _level(heading)}, "content": [node]})
        content += _content(render(one.text, Flavour.ADF))
    return json.dumps({"version": 1, "type": "doc", "content": content}, ensure_ascii=False)


def _content(text: str) -> list[Any]:
    if text.startswith("{"):
        return list(json.loads(text)["content"])
    return [{"type": "paragraph", "content": [{"type": "text", "text": line}]} for line in text.split("\n") if line]


def _level(heading: str) -> int:
    return max(1, min(6, len(heading) - len(heading.lstrip("#")))) if heading.startswith("#") else 2
