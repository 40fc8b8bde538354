"""The command line's JSON: one function an object of the contract, each giving plain values.

No time stamps and keys sorted, so that the same input gives the same bytes. A path whose bytes are not UTF-8 comes
out with its bytes as `\\udcXX` escapes.
"""

import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from ..facts.configuration.secrets import hide
from ..sources.change import Change

if TYPE_CHECKING:
    from ..facts.book import Facts
    from ..sources.work.item import WorkItem


def to_bytes(data: Mapping[str, Any]) -> bytes:
    """The object as UTF-8 JSON, with a line end."""
    text = json.dumps({"schema": 1, **data}, ensure_ascii=False, sort_keys=True)  # indenting takes five times as long
    return (text + "\n").encode("utf-8", "backslashreplace")


def change_object(change: Change) -> dict[str, Any]:
    return {
        "repo": change.repo,
        "base": change.base,
        "head": change.head,
        "base_name": hide(change.base_name),
        "head_name": hide(change.head_name),
        "merge_base": change.merge_base,
        "commits": len(change.commits),
        "leaving": len(change.leaving),
        "diff_sha256": change.diff_sha256,
        "warnings": list(change.warnings),
    }


def files_object(change: Change) -> dict[str, Any]:
    files = [
        {
            "id": file.id,
            "path": file.path,
            "old_path": file.old_path,
            "status": file.status,
            "kind": file.kind,
            "added": file.added,
            "removed": file.removed,
            "binary": file.binary,
            "generated": file.generated,
        }
        for file in change.files
    ]
    totals = {"files": len(files), "added": change.added, "removed": change.removed}
    return {"change": change_object(change), "files": files, "totals": totals}


def facts_object(facts: "Facts") -> dict[str, Any]:
    told = [
        {
            "id": fact.id,
            "kind": fact.kind,
            "text": fact.text,
            "evidence": fact.evidence,
            "data": dict(fact.data),
            "weight": fact.weight,
        }
        for fact in facts.items
    ]
    places = {
        one: {"path": place.path, "line": place.line, "text": place.text, "side": place.side}
        for one, place in facts.places.items()
    }
    return {"facts": told, "places": places}


def work_object(work: "Iterable[WorkItem]", warnings: Iterable[str]) -> dict[str, Any]:
    return {"work": [work_item(item) for item in work], "warnings": list(warnings)}


def work_item(item: "WorkItem") -> dict[str, Any]:
    return {
        "id": item.id,
        "key": item.key,
        "tracker": item.tracker,
        "title": item.title,
        "url": item.url,
        "body": item.body,
        "status": item.status,
        "found": [{"where": found.where, "ref": found.ref} for found in item.found],
        "fetched": item.fetched,
        "kind": item.kind,
        "done": item.done,
        "criteria": list(item.criteria),
        "labels": list(item.labels),
        "assignee": item.assignee,
        "parent": item.parent,
        "links": list(item.links),
        "updated": item.updated,
        "source": item.source,
        "fault": item.fault,
    }
