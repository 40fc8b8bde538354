"""Documents of Atlassian's: whether one is valid, by its own JSON schema, and what Jira Cloud makes of it."""

import json
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from jsonschema import Draft4Validator

_SCHEMA = Path(__file__).parents[2] / "data" / "adf" / "full.json"
_NAMED = ("paragraph", "heading", "table", "taskList", "codeBlock")


@cache
def _validator() -> Draft4Validator:
    return Draft4Validator(json.loads(_SCHEMA.read_text("utf-8")))


def is_valid(document: Any) -> bool:
    return _is_valid(json.dumps(document))


@lru_cache(100)  # it takes a tenth of a second
def _is_valid(document: str) -> bool:
    return bool(_validator().is_valid(json.loads(document)))


def faults(document: Any) -> list[str]:
    """Where it is not valid, the deepest places."""
    found = sorted(_validator().iter_errors(document), key=lambda error: -len(error.absolute_path))
    return [f"{list(error.absolute_path)}: {error.message[:200]}" for error in found[:5]]


def stored(node: Any) -> Any:
    """The document as it is told later: with ids of its own, and neighbouring texts of the same marks in one."""
    if isinstance(node, list):
        return [stored(one) for one in _joined(node)]
    if not isinstance(node, dict):
        return node
    made = {name: stored(value) for name, value in node.items()}
    if node.get("type") in _NAMED:
        name = str(uuid5(NAMESPACE_URL, json.dumps(node, sort_keys=True)))
        made["attrs"] = {**made.get("attrs", {}), "localId": name}
    return made


def _joined(nodes: list[Any]) -> list[Any]:
    made: list[Any] = []
    for node in nodes:
        last = made[-1] if made else None
        if _is_text(node) and _is_text(last) and node.get("marks") == last.get("marks"):
            made[-1] = {**last, "text": last["text"] + node["text"]}
        else:
            made.append(node)
    return made


def _is_text(node: Any) -> bool:
    return isinstance(node, dict) and node.get("type") == "text"


def words(node: Any) -> str:
    """What a person reads of it."""
    if isinstance(node, dict):
        return str(node.get("text", "")) + " ".join(words(one) for one in node.get("content", ()))
    return ""
