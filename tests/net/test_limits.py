"""For how long a tracker wants to be left alone, in the words of each."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from time import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relman_desktop.net.limits import used_up, wait_of

WAITS: dict[str, Callable[[datetime], dict[str, str]]] = {  # each says: until then
    "seconds": lambda then: {"retry-after": "90"},
    "a date": lambda then: {"retry-after": format_datetime(then, usegmt=True)},
    "GitHub": lambda then: {"x-ratelimit-remaining": "0", "x-ratelimit-reset": str(int(then.timestamp()))},
    "GitLab": lambda then: {"ratelimit-remaining": "0", "ratelimit-reset": str(int(then.timestamp()))},
    "Jira Cloud": lambda then: {"x-ratelimit-remaining": "0", "x-ratelimit-reset": then.strftime("%Y-%m-%dT%H:%MZ")},
    "Linear": lambda then: {
        "x-ratelimit-requests-remaining": "0",
        "x-ratelimit-requests-reset": str(int(then.timestamp() * 1000)),
    },
    "seconds until then": lambda then: {"ratelimit-remaining": "0", "ratelimit-reset": "90"},
    "a clock that is an hour ahead": lambda then: {
        "x-ratelimit-remaining": "0",
        "x-ratelimit-reset": str(int(then.timestamp()) + 3600),
        "date": format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True),
    },
}


@pytest.mark.parametrize("name", WAITS)
def test_what_trackers_say(name: str) -> None:
    wait = wait_of(WAITS[name](datetime.now(UTC) + timedelta(seconds=90)))
    assert wait is not None and 25 < wait <= 92, "Jira tells the minute"


def test_the_kind_knows_when() -> None:
    assert 80 < (wait_of({}, time() + 90) or 0) <= 90 and wait_of({}, 1.0) == 0
    assert wait_of({"retry-after": "5"}, time() + 90) == 5


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"x-ratelimit-remaining": "12", "x-ratelimit-reset": "90"},
        {"x-ratelimit-remaining": "0"},
        *({"x-ratelimit-remaining": "0", "x-ratelimit-reset": text} for text in ("soon", "nan", "inf", "-5", "1e999")),
    ],
)
def test_nothing_is_said(headers: dict[str, str]) -> None:
    assert used_up(headers) is None and wait_of(headers) is None


@given(st.text(max_size=30), st.text(max_size=30), st.text(max_size=30))
def test_no_header_is_too_odd(after: str, reset: str, date: str) -> None:
    wait = wait_of({"retry-after": after, "x-ratelimit-remaining": "0", "x-ratelimit-reset": reset, "date": date})
    assert wait is None or wait >= 0
