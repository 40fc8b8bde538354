"""The three panes keep their widths whatever they show, and what they show has room in them."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from .model_scenes import Scene, settle, wait


def widths_with_all_evidence(one: Scene) -> tuple[set[tuple[int, ...]], int]:
    """The panes' widths over all facts and some of the rest, and the most that the evidence needs."""
    bench, widths, most = one.bench, set(), 0
    facts = [fact.id for fact in one.session.facts.items]
    for evidence in (*facts, "W1", "C1", "F1", "F2.h1"):
        bench.reader.show(evidence)
        wait(lambda: not bench.reader.busy)
        settle(1)
        bench.evidence.card.ask()
        most = max(most, bench.evidence.minimumSizeHint().width())
        widths.add(tuple(bench.sizes()))
    return widths, most


def test_the_widths_do_not_follow_the_evidence(scene: Callable[..., Scene]) -> None:
    one = scene()
    one.window.resize(1280, 800)
    settle(1)
    widths, most = widths_with_all_evidence(one)
    assert len(widths) == 1
    assert most <= one.bench.side.minimumWidth()


def test_a_narrow_window_cuts_nothing_of_the_ticket(scene: Callable[..., Scene]) -> None:
    one = scene()
    one.window.resize(800, 800)
    settle(1)
    bench = one.bench
    assert one.window.width() == 800
    assert bench.ticket._content.minimumSizeHint().width() <= bench.ticket._scroll.viewport().width()
    assert bench.ticket._saved.text() == bench.ticket._saved.whole and ":" in bench.ticket._saved.whole
    bar = bench.ticket.moved
    bar.show_found(("v1.5.0 is 3 commits further now", "3 commits"), ("a", "b"), "CHG-2026-0002")
    settle(1)
    assert bar.minimumSizeHint().width() <= bar.width()
    for pane in (bench.change, bench.side):
        assert _needs(pane) <= pane.width()


@pytest.mark.parametrize("name", ["Questions", "Work items", "Team", "History"])
def test_only_a_chip_leads_from_another_tab_to_the_evidence(scene: Callable[..., Scene], name: str) -> None:
    one = scene()
    bench = one.bench
    editor = bench.ticket.fields["description"].editor
    bench.side.show_named(name)
    editor.setFocus()
    for sentence in editor.sentences[:3]:
        editor.put_caret(sentence.start + 1)
        wait(lambda: not bench.reader.busy)
        assert bench.side.name == name
    assert bench.evidence._chip.text() in sentence.claim.evidence, "it is there for the person who goes to look at it"
    chip = next(one for one in editor.margin.placed if one.chip.evidence)
    QTest.mouseClick(editor.margin, Qt.MouseButton.LeftButton, pos=chip.box.center().toPoint())
    assert bench.side.name == "Evidence"


def _needs(pane: QWidget) -> int:
    return pane.minimumSizeHint().width()
