"""The tab "Team": advice with its evidence, a trend with a text for those who do not see it, and nothing made up."""

from collections.abc import Callable
from dataclasses import replace

from pytestqt.qtbot import QtBot

from relman_desktop.advice import Advice, advise
from relman_desktop.gui.advice_spark import Spark
from relman_desktop.gui.advice_tab import AdviceTab
from relman_desktop.gui.advice_words import NOTHING, TOO_FEW
from relman_desktop.store.record import PERSON

from .model_scenes import Scene, settle, wait

Open = Callable[..., Scene]
BY_HAND = "1. Copy the files to the server by hand\n2. Log in and edit the settings by hand\n3. Restart it by hand"


def tab_of(one: Scene) -> AdviceTab:
    """The tab, looked at, after it has worked out what it says."""
    one.window.actions_by_name["show_team"].trigger()
    desk = one.bench.advice
    wait(lambda: desk.tab._shown != () and not desk._lane.busy)
    return desk.tab


def texts(tab: AdviceTab) -> list[str]:
    return [card.advice.text for card in tab.cards]


def wrote(one: Scene, number: int) -> None:
    """Tickets of the same repository that were written after it, each with a step more by hand."""
    ticket = one.session.writing.ticket
    for at in range(number):
        steps = "\n".join(f"{step + 1}. Copy file {step} to the server by hand" for step in range(4 + at))
        other = replace(ticket, id=f"earlier{at}", change=replace(ticket.change, base=f"{at}" * 40))
        one.session.library.begin(other.with_text("deployment", steps), PERSON, f"step{at}")[1].result()


def test_it_gives_the_advice_on_the_ticket_and_follows_what_is_written(scene: Open) -> None:
    one = scene()
    tab = tab_of(one)
    assert texts(tab) == [advice.text for advice in advise(one.session.material, one.session.writing.ticket)]
    one.bench.ticket.fields["deployment"].editor.setPlainText(BY_HAND)
    wait(lambda: one.session.entry("deployment").text == BY_HAND)
    wanted = [advice.text for advice in advise(one.session.material, one.session.writing.ticket)]
    wait(lambda: texts(tab) == wanted)


def test_evidence_fields_and_parts_of_the_profile_are_a_click_away(qtbot: QtBot, scene: Open) -> None:
    one = scene()
    tab = tab_of(one)
    advice = Advice("way_back", "The way back is thin.", ("X1",), "rollback", "rollback_steps")
    tab.show_advice((advice,), (), ())
    (card,) = tab.cards
    to_field, to_part = card.buttons
    to_field.click()
    assert one.window.focusWidget() is one.bench.ticket.fields["rollback"].editor
    to_part.click()
    assert one.window.desk._profile and one.window.desk._profile.editor.part.name == "rollback_steps"
    one.window.desk._profile.editor.close()
    card.chips.chips[0].click()
    wait(lambda: one.bench.side.page is one.bench.evidence)


def test_without_advice_and_tickets_it_says_what_will_be_there(scene: Open) -> None:
    tab = tab_of(scene())
    assert tab.text_of_trend == TOO_FEW and not tab.sparks
    tab.show_advice((), (), ())
    assert tab.text == NOTHING and not tab.cards


def test_the_trend_of_the_last_tickets_is_drawn_and_told_in_words(scene: Open) -> None:
    one = scene()
    wrote(one, 4)
    one.session.edit("deployment", BY_HAND)
    tab = tab_of(one)
    by_hand = next(spark for spark in tab.sparks if spark.accessibleName().startswith("Manual"))
    assert by_hand.accessibleName().endswith(": 3, 4, 5, 6, 7") and by_hand.last == "7"
    assert "rose from 3 to 7" in by_hand.accessibleDescription()
    assert tab.text_of_trend == ""


def test_nobody_works_it_out_while_it_is_not_looked_at(scene: Open) -> None:
    one = scene()
    one.session.edit("deployment", BY_HAND)
    one.bench.acted.emit()
    settle(600)
    assert one.bench.advice.tab._shown == () and not one.bench.advice._lane.busy


def test_a_line_leaves_out_what_a_ticket_does_not_say(qtbot: QtBot) -> None:
    spark = Spark("Checks", (0, None, 4), ("A", "B", "C"), yes_no=False)
    qtbot.addWidget(spark)
    spark.resize(160, 34)
    first, gap, last = spark.points()
    assert first and last and gap is None and last.y() < first.y() and last.x() > first.x()
    assert spark.accessibleName() == "Checks in 3 tickets, the newest last: 0, not said, 4" and spark.last == "4"
    assert not spark.grab().isNull()
    marks = Spark("Goal", (1, 0, None), ("A", "B", "C"), yes_no=True)
    qtbot.addWidget(marks)
    assert "yes, no, not said" in marks.accessibleName() and marks.last == "" and not marks.grab().isNull()
