"""The same text in the markup of each tracker."""

import html
from collections.abc import Callable, Mapping
from typing import Any

from .stored import Block

Written = Callable[[Block], str]


def markdown(blocks: tuple[Block, ...]) -> str:
    return _joined(_MARKDOWN, blocks)


def wiki(blocks: tuple[Block, ...]) -> str:
    """Jira's own."""
    return _joined(_WIKI, blocks)


def textile(blocks: tuple[Block, ...]) -> str:
    return _joined(_TEXTILE, blocks)


def page(blocks: tuple[Block, ...]) -> str:
    """HTML, as the editor of Azure DevOps writes it."""
    return "".join(_HTML[block.sort](block) for block in blocks)


def document(blocks: tuple[Block, ...]) -> dict[str, Any] | None:
    """Atlassian Document Format; nothing where there is no text."""
    content = [_ADF[block.sort](block) for block in blocks]
    return {"type": "doc", "version": 1, "content": content} if content else None


def _joined(table: Mapping[str, Written], blocks: tuple[Block, ...]) -> str:
    return "\n\n".join(table[block.sort](block) for block in blocks)


def _list(sign: str) -> Written:
    return lambda block: "\n".join(f"{sign} {one}" for one in block.items)


def _text(block: Block) -> str:
    return block.text


_MARKDOWN: Mapping[str, Written] = {
    "heading": lambda block: f"## {block.text}",
    "text": _text,
    "items": _list("-"),
    "tasks": _list("- [ ]"),
    "code": lambda block: f"```python\n{block.text}\n```",
}
_WIKI: Mapping[str, Written] = {
    "heading": lambda block: f"h2. {block.text}",
    "text": _text,
    "items": _list("*"),
    "code": lambda block: f"{{code:python}}\n{block.text}\n{{code}}",
}
_TEXTILE: Mapping[str, Written] = {
    "heading": lambda block: f"h2. {block.text}",
    "text": _text,
    "items": _list("*"),
    "code": lambda block: f'<pre><code class="python">\n{block.text}\n</code></pre>',
}
_HTML: Mapping[str, Written] = {
    "heading": lambda block: f"<h2>{html.escape(block.text)}</h2>",
    "text": lambda block: f"<div>{html.escape(block.text)}<br></div>",
    "items": lambda block: "<ul>" + "".join(f"<li>{html.escape(one)} </li>" for one in block.items) + "</ul>",
    "code": lambda block: f"<pre><code>{html.escape(block.text)}</code></pre>",
}


def _adf_text(text: str) -> list[dict[str, Any]]:
    return [{"type": "text", "text": text}]


def _paragraph(text: str) -> dict[str, Any]:
    return {"type": "paragraph", "content": _adf_text(text)}


_ADF: Mapping[str, Callable[[Block], dict[str, Any]]] = {
    "heading": lambda block: {"type": "heading", "attrs": {"level": 2}, "content": _adf_text(block.text)},
    "text": lambda block: _paragraph(block.text),
    "items": lambda block: {
        "type": "bulletList",
        "content": [{"type": "listItem", "content": [_paragraph(one)]} for one in block.items],
    },
    "code": lambda block: {
        "type": "codeBlock",
        "attrs": {"language": "python"},
        "content": _adf_text(block.text),
    },
}
