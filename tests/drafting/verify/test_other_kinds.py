"""Both kinds of error on evidence of many kinds: templates of settings, flags, messages, pages, ranges, reversals."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from relman_desktop.drafting.verify import Grounds, RawClaim, accepted, verify
from relman_desktop.facts.book import Facts
from relman_desktop.facts.fact import Fact
from relman_desktop.fields import BY_NAME
from relman_desktop.sources.evidence import Evidence, Trust

from .sent import a_commit, a_ticket, some_grounds

_TABLE: dict[str, list[dict[str, Any]]] = tomllib.loads(
    (Path(__file__).parents[2] / "data" / "verify" / "other.toml").read_text("utf-8")
)


def evidence(row: dict[str, Any]) -> Evidence:
    if "path" in row:
        return Evidence(
            row["id"], "hunk", f"{row['path']}:1", f"@@ -1 +1 @@\n{row['lines'].strip(chr(10))}", Trust.CODE
        )
    if "key" in row:
        return a_ticket(row["id"], row["message"], row["key"])
    return a_commit(row["id"], row["message"].strip())


@pytest.fixture(scope="module")
def others() -> Grounds:
    facts = tuple(
        Fact(row["id"], row["kind"], row["text"], ("F101.h1",), {"loses_data": row.get("loses_data", False)}, 30)
        for row in _TABLE["fact"]
    )
    told = (Evidence(one.id, "fact", one.kind, one.text, Trust.CODE) for one in facts)
    return some_grounds(*map(evidence, _TABLE["evidence"]), *told, facts=Facts(facts))


@pytest.mark.parametrize("row", _TABLE["claim"], ids=lambda row: row["text"][:60])
def test_what_is_true_passes_and_what_is_not_does_not(row: dict[str, Any], others: Grounds) -> None:
    claim = RawClaim(tuple(row["evidence"].split()), row.get("quote", ""), row["text"], "item")
    found = verify(BY_NAME[row["field"]], [claim], others)
    assert [one.text for one in accepted(found)] == ([row.get("told", row["text"])] if row["passes"] else []), found
    if "reason" in row:
        assert [one.reasons for one in found] == [(row["reason"],)]
    assert all(len(one.reasons) <= 2 for one in found)
