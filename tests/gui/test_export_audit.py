"""The audit goes along with an export where the person ticks that, is shown before, and is attached once."""

import json

from relman_desktop.settings import load_settings
from tests.submitting.servers.github import GitHubSystem
from tests.submitting.servers.redmine import RedmineSystem

from .export_scenes import Open, at_export
from .test_export_window import quick, redmine

__all__ = ["quick", "redmine"]


def test_the_audit_is_shown_sent_and_attached_once(scene: Open, redmine: RedmineSystem) -> None:
    one = scene(systems=(redmine.system(),))
    export = at_export(one)
    foot = export.tab.foot
    assert foot.audit.isVisible() and not foot.audit.isChecked() and "audit.json" not in export.words
    foot.audit.click()
    export.rest()
    assert "audit.json" in export.words

    assert load_settings().attach_audit and not redmine.received, "ticking it sends nothing"
    export.send()
    (record,) = redmine.records.values()
    told = json.loads(next(iter(record.files.values())))
    assert told["kind"] == "relman-audit" and told["journal"] and told["risk"]["points"]
    assert len(record.files) == 1 and not export.view.behind, "nothing is another there"


def test_a_system_without_attachments_offers_none(scene: Open) -> None:
    with GitHubSystem() as server:
        one = scene(systems=(server.system(),))
        assert not at_export(one).tab.foot.audit.isVisible()
