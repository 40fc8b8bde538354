"""What only a real Redmine can show, beside the contract."""

import pytest

from tests.trackers.redmine import IN_MARKDOWN, RealRedmine
from tests.trackers.servers.serving import TOKEN_VARIABLE
from tests.trackers.servers.stored import EPIC, REFUND

from .serving import read

pytestmark = pytest.mark.slow


def test_a_site_may_write_markdown_and_does_not_say_so(redmine: RealRedmine) -> None:
    textile, markdown = read(redmine), read(redmine, IN_MARKDOWN)
    assert "## What happens" in markdown.body.splitlines()
    assert "```python" in markdown.body.splitlines()
    assert [line for line in textile.body.splitlines() if line][:2] == [
        line for line in markdown.body.splitlines() if line
    ][:2]
    assert textile.criteria == markdown.criteria


def test_a_parent_knows_its_children(redmine: RealRedmine) -> None:
    assert read(redmine, EPIC).links == (f"#{REFUND}",)
    assert read(redmine, REFUND).parent == f"#{EPIC}"


def test_an_interface_that_is_off_is_told_from_a_right_that_is_missing(redmine: RealRedmine) -> None:
    redmine.set("rest_api_enabled", "0")
    try:
        item = read(redmine)
    finally:
        redmine.set("rest_api_enabled", "1")
    assert "REST interface is off: Administration, Settings, API" in item.fault
    assert read(redmine).fault == ""


def test_a_site_that_wants_no_login_reads_for_everybody(redmine: RealRedmine, monkeypatch: pytest.MonkeyPatch) -> None:
    redmine.set("login_required", "0")
    try:
        monkeypatch.setenv(TOKEN_VARIABLE, "another-token-that-is-wrong")
        item = read(redmine)
    finally:
        redmine.set("login_required", "1")
    assert (item.title, item.fault) == ("Refund is paid twice", "")
