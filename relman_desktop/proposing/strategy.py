"""How releases reach their users, where the repository says it: Argo Rollouts, Flagger, libraries of switches."""

import re
from collections.abc import Iterator
from typing import Any

from ..facts.delivery.yamltext import Block, Tree, line_at
from ..facts.formats import mapping
from ..sources.profile.profile import Value
from .head import Head
from .proposed import Proposed, is_skipped, pattern, table

_ROLLOUT = ("setWeight", "blueGreen", "stepWeight")
_MOST_READ = 20


def deployment(head: Head) -> Iterator[Proposed]:
    """[deployment]: of a rollout that is described; a library of switches alone is a question."""
    found = next(_rollouts(head), None)
    if found:
        yield found
    switches = next(_switches(head), None)
    if switches and found:
        yield Proposed("deployment", {"toggle": switches[0]}, switches[1], sure=False)
    elif switches:
        values: dict[str, Value] = {"strategy": "feature toggle", "toggle": switches[0]}
        yield Proposed("deployment", values, switches[1], sure=False)


def _rollouts(head: Head) -> Iterator[Proposed]:
    search = head.change.content.search(_ROLLOUT, "new", head.cancel)
    matches = search.matches if search else ()
    paths = dict.fromkeys(one.path for one in matches if re.search(r"\.ya?ml$", one.path) and not is_skipped(one.path))
    for path in [*paths][:_MOST_READ]:
        for document in head.yaml(path):
            values = _strategy(mapping(document, "spec"))
            if values and isinstance(document, Block) and document.get("kind") in ("Rollout", "Canary"):
                yield Proposed("deployment", values, f"{path}:{line_at(document, 'kind') or 1}")


def _strategy(spec: Any) -> dict[str, Value]:
    if "blueGreen" in mapping(spec, "strategy"):
        return {"strategy": "blue-green"}
    if steps := mapping(spec, "strategy", "canary").get("steps"):
        stages = tuple(_stages(steps))
        return {"strategy": "canary", "stages": stages} if stages else {"strategy": "canary"}
    analysis = mapping(spec, "analysis")
    step, most = (str(analysis.get(key, "")) for key in ("stepWeight", "maxWeight"))
    if step.isdecimal() and most.isdecimal() and 0 < int(step) <= int(most) <= 100:
        weights = range(int(step), int(most) + 1, int(step))
        return {"strategy": "canary", "stages": tuple(f"{weight} %" for weight in [*weights, 100][:20])}
    return {}


def _stages(steps: Tree) -> Iterator[str]:
    """ "20 % for 10m", from the weights and the pauses after them."""
    weight = ""
    for step in steps if isinstance(steps, list) else ():
        if not isinstance(step, dict):
            continue
        if isinstance(share := step.get("setWeight"), str) and share.isdecimal():
            if weight:
                yield weight
            weight = f"{share} %"
        elif "pause" in step and weight:
            lasting = mapping(step, "pause").get("duration")
            yield f"{weight} for {lasting}" if lasting else f"{weight} until somebody promotes it"
            weight = ""
    if weight:
        yield weight
    if weight != "100 %":
        yield "100 %"


def _switches(head: Head) -> Iterator[tuple[str, str]]:
    names: dict[str, str] = table()["switches"]["names"]
    files = pattern(table()["switches"]["files"])
    search = head.change.content.search(tuple(names), "new", head.cancel)
    for one in search.matches if search else ():
        if files.search("/" + one.path) and not is_skipped(one.path) and one.path.count("/") <= 3:
            known = next((name for word, name in names.items() if word in one.text.lower()), "")
            if known:
                yield known, f"{one.path}:{one.line}"
