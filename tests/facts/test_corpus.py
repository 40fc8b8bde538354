"""Every case of the corpus gives the facts that it names, and no others of its scope."""

from pathlib import Path

import pytest

from relman_desktop.facts.book import EvidenceBook
from relman_desktop.jobs import Cancel

from .corpus import Case, cases, outcome


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_a_case_gives_its_facts_and_no_others(case: Case, tmp_path: Path) -> None:
    result = outcome(case, tmp_path)
    assert [(fact.kind, fact.text) for fact in result.false] == []
    assert list(result.missed) == []
    book = EvidenceBook(result.change, result.facts)
    dangling = [(fact.text, one) for fact in result.facts.items for one in fact.evidence if not book.get(one, Cancel())]
    assert dangling == []
