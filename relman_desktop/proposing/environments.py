"""In which environments the product runs: as pipelines, values files, overlays and variables files name them."""

import re
from collections.abc import Iterator

from ..facts.formats import Unread, yaml_scalars
from ..sources.profile.profile import Value
from .head import Head, line_of
from .proposed import Proposed, is_skipped, pattern, table

_KINDS = ("production", "staging", "test")
_PIPELINE = r"/\.(github|forgejo|gitea)/workflows/[^/]+\.ya?ml$|^/\.gitlab-ci\.ya?ml$"
_MOST_READ = 60
_MOST = 12


def environments(head: Head) -> Iterator[Proposed]:
    """[[environments]], those of a known kind; in the order in which a release comes to them."""
    found: dict[str, tuple[str, str]] = {}
    for name, place in (*_of_pipelines(head), *_of_paths(head)):
        if kind_of(name):
            found.setdefault(name.lower(), (name, place))
    order = {kind: number for number, kind in enumerate(reversed(_KINDS))}
    chosen = sorted(found.values(), key=lambda one: order[kind_of(one[0])])
    for name, place in chosen[-_MOST:]:
        values: dict[str, Value] = {"name": name, "kind": kind_of(name)}
        yield Proposed("environments", values, place)


def kind_of(name: str) -> str:
    """What an environment is for, told from its name; "" where that does not say."""
    rules = table()["environments"]
    if pattern(rules["never"]).match(name):
        return ""
    return next((kind for kind in _KINDS if pattern(rules[kind]).search(name)), "")


def _of_pipelines(head: Head) -> Iterator[tuple[str, str]]:
    for path in [path for path in head.paths if pattern(_PIPELINE).search("/" + path)][:_MOST_READ]:
        page = head.page(path)
        try:
            scalars = list(yaml_scalars("\n".join(page.lines))) if page else []
        except Unread:
            continue
        for keys, value in scalars:
            named = "environment" in keys and keys[keys.index("environment") + 1 :] in ((), ("name",))
            if named and len(value) < 60:
                yield value, f"{path}:{line_of(page, value)}"


def _of_paths(head: Head) -> Iterator[tuple[str, str]]:
    rules = [re.compile(rule, re.IGNORECASE) for rule in table()["environments"]["paths"]]
    for path in head.paths:
        if not is_skipped(path):
            for rule in rules:
                if found := rule.search("/" + path):
                    yield found[1], path
