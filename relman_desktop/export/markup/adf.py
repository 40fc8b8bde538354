"""ADF, the documents of Jira Cloud: JSON as text, valid against the schema of @atlaskit/adf-schema (full.json).

What ADF does not let stand in an item or a quote is put simpler there (`simpler`), so that no word is lost. Its code is
never bold or struck.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from .model import Block, Code, Document, Heading, Item, Line, List, Mark, Paragraph, Quote, Rule, Run, Table
from .simpler import boxed, simpler

_Node = dict[str, Any]


def adf(document: Document) -> str:
    return json.dumps(adf_object(document), ensure_ascii=False)


def adf_object(document: Document) -> Mapping[str, Any]:
    """A document as the object that Jira's API takes."""
    return {"version": 1, "type": "doc", "content": _Writer().blocks(document.blocks, free=True)}


class _Writer:
    def __init__(self) -> None:
        self._tasks = 0  # each has an id

    def blocks(self, blocks: Sequence[Block], *, free: bool) -> list[_Node]:
        """`free`: whether all blocks may stand here, which they may not in an item or a quote."""
        return [node for block in blocks for node in self._block(block, free=free)]

    def _block(self, block: Block, *, free: bool) -> Iterator[_Node]:
        match block:
            case Heading() if free:
                yield _heading(block)
            case Rule() if free:
                yield {"type": "rule"}
            case Table() if free:
                yield _table(block)
            case Quote() if free:
                yield {"type": "blockquote", "content": self.blocks(block.blocks, free=False) or [_paragraph(())]}
            case _:
                for one in simpler(block, quotes=True):
                    yield self._simple(one, free=free)

    def _simple(self, block: Block, *, free: bool) -> _Node:
        """What may stand everywhere."""
        if isinstance(block, Code):
            attrs = {"attrs": {"language": block.language}} if block.language else {}
            words = [{"type": "text", "text": block.text}] if block.text else []
            return {"type": "codeBlock", **attrs, "content": words}
        if isinstance(block, List):
            return self._task_list(block) if free and _is_tasks(block) else self._list(block)
        return _paragraph(block.lines if isinstance(block, Paragraph) else ())

    def _list(self, block: List) -> _Node:
        items = [{"type": "listItem", "content": self._item(item)} for item in block.items]
        if block.start is None:
            return {"type": "bulletList", "content": items}
        return {"type": "orderedList", "attrs": {"order": block.start}, "content": items}

    def _item(self, item: Item) -> list[_Node]:
        inside = self.blocks(boxed(item), free=False)
        begins_well = inside and inside[0]["type"] in ("paragraph", "codeBlock")
        return inside if begins_well else [_paragraph(()), *inside]

    def _task_list(self, block: List) -> _Node:
        content: list[_Node] = []
        for item in block.items:
            attrs = {"localId": self._id(), "state": "DONE" if item.done else "TODO"}
            words = _inlines(item.blocks[0].lines) if isinstance(item.blocks[0], Paragraph) else []
            content.append({"type": "taskItem", "attrs": attrs, "content": words})
            content += [self._task_list(one) for one in item.blocks[1:] if isinstance(one, List)]
        return {"type": "taskList", "attrs": {"localId": self._id()}, "content": content}

    def _id(self) -> str:
        self._tasks += 1
        return f"task-{self._tasks}"


def _is_tasks(block: List) -> bool:
    """Whether it is a list of nothing but tasks, which ADF gives one paragraph each, and further tasks."""
    return block.start is None and all(
        item.done is not None
        and isinstance(item.blocks[0], Paragraph)
        and all(isinstance(one, List) and _is_tasks(one) for one in item.blocks[1:])
        for item in block.items
    )


def _paragraph(lines: Sequence[Line]) -> _Node:
    return {"type": "paragraph", "content": _inlines(lines)}


def _heading(block: Heading) -> _Node:
    return {"type": "heading", "attrs": {"level": block.level}, "content": _inlines([block.words])}


def _table(table: Table) -> _Node:
    rows = [
        {
            "type": "tableRow",
            "content": [
                {"type": "tableCell" if number else "tableHeader", "attrs": {}, "content": [_paragraph([cell])]}
                for cell in row
            ],
        }
        for number, row in enumerate(table.rows)
    ]
    return {"type": "table", "attrs": {"isNumberColumnEnabled": False, "layout": "default"}, "content": rows}


def _inlines(lines: Sequence[Line]) -> list[_Node]:
    told: list[_Node] = []
    for number, line in enumerate(lines):
        told += [{"type": "hardBreak"}] if number else []
        told += [_text(run) for run in line]
    return told


def _text(run: Run) -> _Node:
    marks = [{"type": "link", "attrs": {"href": run.url}}] if run.url else []
    if run.mark & Mark.CODE:
        marks.append({"type": "code"})
    else:
        marks += [{"type": "strong"}] if run.mark & Mark.BOLD else []
        marks += [{"type": "strike"}] if run.mark & Mark.STRUCK else []
    return {"type": "text", "text": run.text, **({"marks": marks} if marks else {})}
