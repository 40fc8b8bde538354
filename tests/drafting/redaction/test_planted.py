"""Planted secrets are found, wherever they stand, and lines without one stay as they are."""

from collections import Counter

import pytest

from relman_desktop.drafting.redaction import Redactor, search, table

from .benign import samples
from .planting import Planted, planted

SOURCES = {"added", "removed", "context", "message", "ticket", "note", "file name", "branch name"}


@pytest.fixture(scope="module", params=[1, 2])
def cases(request: pytest.FixtureRequest) -> list[Planted]:
    return list(planted(request.param))


def test_planted_secrets_are_found(cases: list[Planted]) -> None:
    assert len(cases) >= 1_000
    assert {case.source for case in cases} == SOURCES
    missed = [f"{case.kind} in {case.source}: {case.text}" for case in cases if case.missed()]
    assert len(missed) <= 0.03 * len(cases), "\n".join(missed)
    of_kind, missed_of_kind = (
        Counter(case.kind for case in cases),
        Counter(case.kind for case in cases if case.missed()),
    )
    assert {kind for kind in of_kind if missed_of_kind[kind] > of_kind[kind] / 2} == set()


def test_no_token_with_a_prefix_no_private_key_and_no_password_of_a_url_is_missed(cases: list[Planted]) -> None:
    sure = [case for case in cases if case.sure]
    assert len(sure) >= 600
    assert [f"{case.kind} in {case.source}: {case.text}" for case in sure if case.missed()] == []


def test_a_missed_secret_would_be_seen() -> None:
    case = next(case for case in planted(1) if case.sure)
    assert Planted(case.kind, case.source, True, "", "nothing here tells of it: Zebra", ("Zebra",)).missed()


def test_no_rule_needs_a_keyword_that_its_matches_lack(cases: list[Planted], monkeypatch: pytest.MonkeyPatch) -> None:
    some = cases[::7]
    quick = [Redactor().redact(case.text, "F1", case.path) for case in some]
    monkeypatch.setattr(search, "rules_for", lambda text: list(table.rules()))
    assert [Redactor().redact(case.text, "F1", case.path) for case in some] == quick


def test_lines_without_a_secret_stay_as_they_are() -> None:
    redactor = Redactor()
    lines: Counter[str] = Counter()
    masked: Counter[str] = Counter()
    texts = list(samples())
    for path, text in texts:
        redactor.learn(text, path)
    for path, text in texts:
        name = "our own" if path.startswith(("relman_desktop/", "docs/")) else path
        pairs = list(zip(text.split("\n"), redactor.redact(text, "F1", path).split("\n"), strict=True))
        lines[name] += len(pairs)
        masked[name] += sum(before != after for before, after in pairs)
    assert lines["our own"] > 20_000
    assert lines.total() - lines["our own"] > 1_500
    assert masked["our own"] <= 0.005 * lines["our own"]
    assert {name for name in masked if masked[name]} <= {"our own"}
