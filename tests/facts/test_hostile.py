"""Files that attack whoever reads them are read or said to be unread; which of them are slow, `hostile.py` prints."""

import time

import pytest

from .changes import a_change
from .hostile import BODIES, PATHS, changes, study

_EACH = 18  # of so many pairs of a path and a body one is tried here; `hostile.py` tries all


@pytest.mark.slow
@pytest.mark.parametrize("body", list(BODIES))
def test_a_hostile_file_is_read_or_refused(body: str) -> None:
    text = BODIES[body]()
    first = list(BODIES).index(body)
    for path in PATHS[first % _EACH :: _EACH]:
        for change in changes(path, text):
            study(change)


@pytest.mark.parametrize("path", ["pyproject.toml", "package.json", "pom.xml", "compose.yaml", "openapi.json"])
def test_what_could_not_be_read_is_said(path: str) -> None:
    body = {"pom.xml": BODIES["entity bomb"]()}.get(path, "[{" * 5_000)
    facts = study(a_change({path: ("openapi: 3.0.0\n", body)}))
    told = [fact for fact in facts.items if fact.kind.endswith(".unread")]
    assert told and all("was not read" in fact.text for fact in told)
    if path == "compose.yaml":
        (verdict,) = facts.of("rollback.verdict")
        assert verdict.get("verdict") == "unknown"


def test_a_changelog_whose_names_are_escaped_is_quick() -> None:
    names = ",".join(f'"\\u0061{number}":{{}}' for number in range(5_000))
    change = a_change({"db/changelog/a.json": (None, f'{{"databaseChangeLog":[{{"changeSet":{{{names}}}}}]}}')})
    started = time.process_time()
    study(change)
    assert time.process_time() - started < 2  # it was 6.4 s when each name was looked for to the end
