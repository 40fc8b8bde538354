"""What the window offers fits the kinds that there are."""

from urllib.parse import urlsplit

from relman_desktop.trackers.kinds import KINDS
from relman_desktop.trackers.presets import preset_of, presets


def test_there_is_one_for_each_kind() -> None:
    assert [one.kind for one in presets()] == list(dict.fromkeys(one.kind for one in presets()))
    assert set(KINDS) <= {one.kind for one in presets()}
    for one in presets():
        assert one.scopes and one.variable.isupper() and 1 <= one.at_once <= 10
        assert urlsplit(one.token_page("https://tracker.example/base/")).scheme == "https"
        assert bool(one.user) == (one.kind in KINDS and KINDS[one.kind].wants_user) or one.kind not in KINDS


def test_another_kind_is_asked_slowly() -> None:
    assert preset_of("other").at_once <= 3 and not preset_of("other").variable
