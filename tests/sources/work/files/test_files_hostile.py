"""Whatever a file or a pasted text holds, work items come out of it or one sentence."""

import json
import random
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from relman_desktop.errors import InputError
from relman_desktop.sources.work.files import read_pasted
from relman_desktop.sources.work.item import WorkItem
from relman_desktop.wording import unhidden
from tests.sources.work.files.reading import read
from tests.sources.work.files.test_exports import GITHUB, JIRA, JIRA_CSV
from tests.sources.work.files.test_texts import LIST, XML

MAIL = "Subject: PAY-1 x\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/html\n\n<p>x\n--b--\n"
VALID = {"x.json": json.dumps([GITHUB, JIRA]), "x.csv": JIRA_CSV, "x.md": LIST, "x.xml": XML, "x.eml": MAIL}
_CHANGES = [b"", b"\x00", b"\xff", b'"', b"{", b"[", b"\n", b"]" * 50, b"null", b"1e999"]
_FAST = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


def assert_sound(items: tuple[WorkItem, ...]) -> None:
    for item in items:
        assert item.key and WorkItem.from_json(item.to_json()) == item
        assert unhidden(item.key) == item.key and len(item.key) <= 100


@_FAST
@example("x.csv", b"\x1b")  # of which nothing is left that can be shown
@given(st.sampled_from([*VALID, "x", "x.txt"]), st.binary(max_size=300))
def test_random_bytes(tmp_path: Path, name: str, content: bytes) -> None:
    with suppress(InputError):
        assert_sound(read(tmp_path, name, content))


@_FAST
@given(st.sampled_from(sorted(VALID)), st.integers(0, 2**32))
def test_a_valid_file_with_some_of_it_changed(tmp_path: Path, name: str, seed: int) -> None:
    chance = random.Random(seed)
    content = bytearray(VALID[name].encode())
    for _ in range(chance.randrange(1, 8)):
        at, length = chance.randrange(len(content)), chance.randrange(20)
        content[at : at + length] = chance.choice(
            [b"", b"\x00", b"\xff", b'"', b"{", b"[", b"\n", b"]" * 50, b"null", b"1e999"]
        )
        content = content or bytearray(b"x")
    with suppress(InputError):
        assert_sound(read(tmp_path, name, bytes(content)))


_NAMES = "key title fields status name labels issues id iid number body self"
_JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=8),
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(st.sampled_from(_NAMES.split()), inside, max_size=6),
    max_leaves=15,
)


@_FAST
@given(_JSON)
def test_any_json(tmp_path: Path, data: object) -> None:
    with suppress(InputError):
        assert_sound(read(tmp_path, "x.json", json.dumps(data)))


@given(st.text(alphabet='PAY-12#\n ,;\t"{}[]<>/:=|*x\u202e\x00', max_size=80))
def test_any_pasted_text(text: str) -> None:
    with suppress(InputError):
        assert_sound(read_pasted(text))


@pytest.mark.parametrize(
    "piece", ["# a\n", "## PAY-1\n", ",", '"', "a,b\n", "Re: ", "[", "PAY-1 ", "Status: x\n", "```\n"]
)
@pytest.mark.parametrize("name", ["x.md", "x.csv", "x.eml", "x.txt"])
def test_much_of_anything_has_an_end(tmp_path: Path, name: str, piece: str) -> None:
    with suppress(InputError):
        read(tmp_path, name, piece * (100_000 // len(piece)))
