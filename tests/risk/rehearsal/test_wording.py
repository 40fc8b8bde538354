"""A rehearsal as lines and as JSON."""

import io
import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from relman_desktop.facts.book import EvidenceBook
from relman_desktop.jobs import Cancel
from relman_desktop.loaded import Loaded
from relman_desktop.risk.rehearsal import Finding, Rehearsal, as_lines, as_object
from relman_desktop.risk.rehearsal.rehearsal import worst
from relman_desktop.risk.rehearsal.rehearsing import rehearse
from relman_desktop.sources.opening import open_diff

_NAMES = ("revert", "schema", "configuration", "artifacts", "for_good")
_OUTCOMES = ("yes", "no", "partly", "unknown")
_REHEARSALS = st.builds(
    Rehearsal,
    st.text(),
    st.text(),
    st.lists(
        st.builds(
            Finding,
            st.sampled_from(_NAMES),
            st.sampled_from(_OUTCOMES),
            st.text(),
            st.lists(st.text()).map(tuple),
            st.lists(st.text()).map(tuple),
        )
    ).map(tuple),
)


@given(_REHEARSALS)
def test_the_lines_are_lines_and_the_object_is_json_whatever_they_hold(rehearsal: Rehearsal) -> None:
    assert all(line.isprintable() for line in as_lines(rehearsal))
    assert len(as_lines(rehearsal)) == sum(1 + len(one.details) for one in rehearsal.findings)
    said = json.loads(json.dumps(as_object(rehearsal)))
    assert [one["outcome"] for one in said["findings"]] == [one.outcome for one in rehearsal.findings]
    assert said["outcome"] == rehearsal.outcome


def test_without_a_rehearsal_there_is_nothing() -> None:
    assert as_lines(None) == ()
    assert as_object(None)["findings"] == [] and as_object(None)["outcome"] == "unknown"


def test_what_is_not_known_never_reads_as_fine() -> None:
    assert worst("yes", "unknown", "partly") == "unknown"
    assert worst("yes", "unknown", "no") == "no"
    assert Rehearsal("", "", ()).outcome == "unknown"


def test_the_samples_release_is_rehearsed_whole(loaded: Loaded) -> None:
    found = rehearse(loaded.opened, loaded.facts, Cancel())
    assert found and [one.name for one in found.findings] == list(_NAMES)
    book = EvidenceBook(loaded.change, loaded.facts)
    for one in found.findings:
        assert one.text.endswith(".")
        assert all(book.get(evidence, Cancel()) for evidence in one.evidence)
    again = rehearse(loaded.opened, loaded.facts, Cancel())
    assert as_object(found) == as_object(again)


def test_of_a_diff_file_nothing_can_be_tried(tmp_path: Path, loaded: Loaded) -> None:
    patch = b"diff --git a/a b/a\n--- a/a\n+++ b/a\n@@ -1 +1 @@\n-one\n+two\n"
    assert rehearse(open_diff(io.BytesIO(patch), Cancel()), loaded.facts, Cancel()) is None
