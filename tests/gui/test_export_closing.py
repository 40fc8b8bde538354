"""The closing note goes along as a comment where the person ticks that, once the ticket is closed, and once."""

from tests.submitting.servers.redmine import RedmineSystem

from .export_scenes import Open, at_export, wait
from .test_export_window import quick, redmine

__all__ = ["quick", "redmine"]


def test_the_closing_note_is_offered_when_the_ticket_is_closed_and_added_once(
    scene: Open, redmine: RedmineSystem
) -> None:
    one = scene(systems=(redmine.system(),))
    export = at_export(one)
    foot = export.tab.foot
    assert not foot.closing.isVisible()
    export.send()
    one.session.edit("state", "closed")
    export.desk.refresh()
    wait(lambda: bool(export.view.preview and export.view.is_closed) and foot.closing.isVisible(), 20)
    export.rest()
    assert not foot.closing.isChecked() and "Closing note" not in export.words
    foot.closing.click()
    export.rest()
    assert "Closing note" in export.words
    (record,) = redmine.records.values()
    assert not any("Closing note" in note["notes"] for note in record.comments), "ticking it sends nothing"
    export.send()
    export.send()
    assert sum("Closing note" in note["notes"] for note in record.comments) == 1
