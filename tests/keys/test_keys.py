"""A key is kept where the system keeps secrets, or said to be for this session; it shows itself nowhere."""

import copy
import json
import pickle
import subprocess
import sys
import time
import traceback
from base64 import b64decode
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from keyring.backend import KeyringBackend
from keyring.backends import chainer, fail, null

from relman_desktop.errors import InputError, ServiceError
from relman_desktop.export.targets.table import shipped
from relman_desktop.keys import Condition, Place, forget_key, keep_key, keeping, key_for, state, system
from relman_desktop.settings import Endpoint, Settings, System, Tracker, load_settings, save_settings, settings_file
from relman_desktop.submitting.filling import values_of
from tests.keys.keyrings import Failing, Forgetful, Hanging, Locked, Memory, PlainText, installed

OPENAI = Endpoint("work", "https://api.openai.com/v1", "gpt-4o", key_variable="WORK_KEY")
OLLAMA = Endpoint("here", "http://localhost:11434/v1", "qwen3:8b")
SECRET = "sk-TopSecret-0123456789"


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing typed in a session, nothing set, no call left over from another test."""
    monkeypatch.setattr(keeping, "_session", {})
    monkeypatch.setattr(system, "_clerk", system._Clerk())
    monkeypatch.delenv("WORK_KEY", raising=False)


@pytest.fixture
def memory() -> Iterator[Memory]:
    keyring = Memory()
    with installed(keyring):
        yield keyring


def revealed(endpoint: Endpoint | Tracker) -> str | None:
    key = key_for(endpoint)
    return None if key is None else key.reveal()


class Chain(chainer.ChainerBackend):
    backends: list[KeyringBackend] = []  # type: ignore[assignment]  # noqa: RUF012


KeyringBackend._classes -= {Chain}  # type: ignore[attr-defined]


def chain(*parts: KeyringBackend) -> KeyringBackend:
    made = Chain()
    made.backends = list(parts)  # type: ignore[assignment]
    return made


# What holds of every keyring, good or bad

KEYRINGS: dict[str, tuple[Callable[[], KeyringBackend], Condition]] = {
    "good": (Memory, Condition.USABLE),
    "none": (fail.Keyring, Condition.NONE),
    "disabled": (null.Keyring, Condition.NONE),
    "plain text": (PlainText, Condition.INSECURE),
    "hanging": (Hanging, Condition.TIMED_OUT),
    "locked": (Locked, Condition.LOCKED),
    "failing": (Failing, Condition.FAILED),
    "crashing": (lambda: Failing(SystemExit), Condition.FAILED),
    "chain with a good one": (lambda: chain(PlainText(), Memory()), Condition.USABLE),
    "chain of bad ones": (lambda: chain(PlainText(), PlainText()), Condition.INSECURE),
    "empty chain": (lambda: chain(), Condition.NONE),
    "chain with a locked one": (lambda: chain(Locked(), PlainText()), Condition.LOCKED),
}


@pytest.mark.parametrize("name", KEYRINGS)
def test_with_any_keyring_a_key_is_kept_found_and_forgotten_in_time_and_unseen(
    name: str, capfd: pytest.CaptureFixture[str]
) -> None:
    make, condition = KEYRINGS[name]
    started = time.monotonic()
    shown: list[str] = []
    with installed(make()):
        before = state(0.2)
        assert before.condition is condition
        assert key_for(OPENAI, 0.2) is None
        place = keep_key(OPENAI, SECRET, 0.2)
        assert place is (Place.KEYRING if before.usable else Place.SESSION)
        key = key_for(OPENAI, 0.2)
        assert key is not None and (key.reveal(), key.place) == (SECRET, place)
        shown += [before.sentence, repr(before), repr(key), str(key), f"{key}", f"{key!r:>99}", key.where, place]
        try:
            forget_key(OPENAI, 0.2)
        except ServiceError as error:
            assert condition in (Condition.LOCKED, Condition.TIMED_OUT, Condition.FAILED)
            shown += ["".join(traceback.format_exception(error)), str(error)]
        else:
            assert condition in (Condition.USABLE, Condition.NONE, Condition.INSECURE)
        assert key_for(OPENAI, 0.2) is None
        shown += [repr(state(0.2)), *capfd.readouterr()]
    assert time.monotonic() - started < 2
    assert [text for text in shown if SECRET in text or "TopSecret" in text] == []
    assert before.sentence.endswith(".") and "\n" not in before.sentence


def test_a_bad_part_of_a_chain_never_gets_the_key() -> None:
    bad, good = PlainText(), Memory()
    with installed(chain(bad, good)):
        keep_key(OPENAI, SECRET)
    assert (bad.kept, len(good.kept)) == ({}, 1)


def test_a_keyring_that_loses_a_key_is_not_relied_on() -> None:
    with installed(Forgetful()):
        assert keep_key(OPENAI, SECRET) is Place.SESSION
        assert revealed(OPENAI) == SECRET


def test_a_keyring_that_hangs_is_asked_once_and_again_when_it_has_come_back() -> None:
    keyring = Hanging(0.6)
    with installed(keyring):
        started = time.monotonic()
        conditions = [state(0.1).condition for _ in range(20)]
        assert (set(conditions), keyring.calls) == ({Condition.TIMED_OUT}, 1)
        assert time.monotonic() - started < 0.5
        time.sleep(0.7)
        keyring.seconds = 0
        assert state(0.5).usable


def test_a_hanging_keyring_does_not_keep_the_program_from_ending() -> None:
    program = (
        "import keyring.core; from tests.keys.keyrings import Hanging; keyring.core._keyring_backend = Hanging();"
        "from relman_desktop.keys import state; print(state(0.1).condition)"
    )
    started = time.monotonic()
    environment = {"PYTHONPATH": ":".join(sys.path)}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, timeout=30)
    assert (done.stdout, done.stderr) == ("timed out\n", "")
    assert time.monotonic() - started < 15


def test_many_threads_may_ask_at_once(memory: Memory) -> None:
    keep_key(OPENAI, SECRET)
    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(lambda _: revealed(OPENAI), range(40))) == {SECRET}


# Where a key is looked for


def test_the_newest_key_counts_and_a_variable_is_the_last_resort(
    memory: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORK_KEY", f"  {SECRET}-variable\n")
    key = key_for(OPENAI)
    assert key is not None and (key.reveal(), key.place, key.where) == (
        f"{SECRET}-variable",
        Place.VARIABLE,
        "in the environment variable WORK_KEY",
    )
    keep_key(OPENAI, SECRET)
    assert revealed(OPENAI) == SECRET
    with installed(Locked()):
        keep_key(OPENAI, f"{SECRET}-newer")
    assert revealed(OPENAI) == f"{SECRET}-newer"
    keep_key(OPENAI, f"{SECRET}-newest")
    assert (revealed(OPENAI), list(memory.kept.values())) == (f"{SECRET}-newest", [f"{SECRET}-newest"])
    forget_key(OPENAI)
    assert revealed(OPENAI) == f"{SECRET}-variable"
    assert key_for(replace(OPENAI, key_variable="")) is None
    assert key_for(replace(OPENAI, key_variable="UNSET_VARIABLE")) is None


@pytest.mark.parametrize(
    "url", ["https://API.openai.com/v1/", " https://api.openai.com/v1", "https://me@api.openai.com/v1"]
)
def test_endpoints_at_one_address_share_their_key(url: str, memory: Memory) -> None:
    keep_key(OPENAI, SECRET)
    assert revealed(Endpoint("other", url, "gpt-5")) == SECRET


@pytest.mark.parametrize(
    "url",
    [
        "http://api.openai.com/v1",
        "https://api.openai.com.example.com/v1",
        "https://api.openai.com:8443/v1",
        "https://api.openai.com/v2",
        "https://api.openai.com@example.com/v1",
        "https://example.com/https://api.openai.com/v1",
        "https://[::1",
        "",
    ],
)
def test_no_other_address_is_given_the_key(url: str, memory: Memory) -> None:
    keep_key(OPENAI, SECRET)
    assert key_for(Endpoint("work", url, "gpt-4o")) is None


def test_a_server_on_this_machine_needs_no_key_and_may_have_one(memory: Memory) -> None:
    key = key_for(OLLAMA)
    assert key is not None and (key.reveal(), key.place) == ("none", Place.NOT_NEEDED)
    keep_key(OLLAMA, SECRET)
    assert revealed(OLLAMA) == SECRET
    assert key_for(replace(OLLAMA, url="http://10.0.0.7:11434/v1")) is None


# What is no key


@pytest.mark.parametrize(
    "value, said",
    [
        ("", "is empty"),
        ("  \n", "is empty"),
        ("sk-abc\nsk-def", "a line break at place 7"),
        ("sk-abc\r\nX-Header: 1", "a line break at place 7"),
        ("sk abc", "a space at place 3"),
        ("sk\u00a0abc", "a space at place 3"),
        ("sk-schlüssel", "not a plain letter, digit or sign at place 8"),
        ("sk-\x00", "not a plain letter, digit or sign at place 4"),
        ("sk-\ud800", "not a plain letter, digit or sign at place 4"),
        ("k" * 8_001, "longer than 8,000"),
    ],
)
def test_what_cannot_be_a_key_is_refused_in_one_sentence_without_it(
    value: str, said: str, memory: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(InputError, match=said) as raised:
        keep_key(OPENAI, value)
    assert memory.kept == {} and key_for(OPENAI) is None
    message = str(raised.value)
    assert message.endswith(".") and "\n" not in message and "sk" not in message
    if value.strip() and "\x00" not in value and "\ud800" not in value:
        monkeypatch.setenv("WORK_KEY", value)
        with pytest.raises(InputError, match="The environment variable WORK_KEY"):
            key_for(OPENAI)


def test_what_somebody_else_put_into_the_keyring_is_looked_at_too(memory: Memory) -> None:
    keep_key(OPENAI, SECRET)
    (name,) = memory.kept
    memory.kept[name] = "sk-abc\r\nX-Header: 1"
    with pytest.raises(InputError, match="in the keyring of the system"):
        key_for(OPENAI)


@given(st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=200))
def test_every_printable_key_comes_back_as_it_was(value: str) -> None:
    with installed(Memory()):
        keep_key(OPENAI, f" {value}\n")
        assert revealed(OPENAI) == value


# Where a key must not be


def test_a_key_cannot_be_written_with_what_holds_it(memory: Memory) -> None:
    keep_key(OPENAI, SECRET)
    key = key_for(OPENAI)
    attempts: list[Callable[[Any], Any]] = [pickle.dumps, copy.copy, copy.deepcopy, json.dumps, vars]
    for attempt in attempts:
        with pytest.raises(TypeError):
            attempt(key)


def test_settings_and_files_hold_no_key(memory: Memory) -> None:
    save_settings(Settings(endpoints=(OPENAI,), endpoint="work"))
    keep_key(OPENAI, SECRET)
    save_settings(load_settings())
    files = [path for path in settings_file().parent.rglob("*") if path.is_file()]
    assert files and not any(SECRET.encode() in path.read_bytes() for path in files)


def test_a_start_imports_no_keyring() -> None:
    program = "import sys; import relman_desktop.keys, relman_desktop.session; print('keyring' in sys.modules)"
    environment = {"PYTHONPATH": ":".join(sys.path)}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True)
    assert done.stdout == "False\n", done.stderr


# Trackers


TRACKER = Tracker("here", "gitlab", "https://git.example.com/gitlab/", key_variable="WORK_KEY")


def test_a_trackers_token_is_kept_apart_from_the_key_of_an_endpoint_at_the_same_address(memory: Memory) -> None:
    endpoint = Endpoint("models", TRACKER.url, "m")
    assert keep_key(TRACKER, "glpat-0123456789") is Place.KEYRING
    assert key_for(endpoint) is None
    keep_key(endpoint, SECRET)
    assert revealed(TRACKER) == "glpat-0123456789"
    forget_key(TRACKER)
    assert key_for(TRACKER) is None and revealed(endpoint) == SECRET


def test_two_accounts_of_a_tracker_have_each_their_token(memory: Memory) -> None:
    hers, his = replace(TRACKER, user="her@example.com"), replace(TRACKER, user="his@example.com")
    keep_key(hers, "token-of-hers")
    assert key_for(his) is None and key_for(replace(hers, name="another name", projects=("a/b",))) is not None


def test_a_trackers_variable_is_read_only_where_the_person_chose_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORK_KEY", "token-of-work")
    monkeypatch.setenv("GITLAB_TOKEN", "token-of-another")
    key = key_for(TRACKER)
    assert key and key.reveal() == "token-of-work" and key.where == "in the environment variable WORK_KEY"
    assert key_for(replace(TRACKER, key_variable="")) is None


def test_a_tracker_of_this_machine_without_a_token_is_asked_without_one() -> None:
    assert key_for(Tracker("here", "redmine", "http://localhost:3000")) is None


def test_what_cannot_be_a_token_is_called_one() -> None:
    with pytest.raises(InputError, match=r"The token has a line break at place 4, so it is no token; paste the token"):
        keep_key(TRACKER, "abc\ndef")


PERSON = System("ours", "servicenow", "https://example.service-now.com", user="ada")


@pytest.mark.parametrize("password", ["schöner Tag 2026!", "пароль", "a  b", "correct horse battery staple"])
def test_a_password_may_hold_blanks_and_letters_of_any_language(
    password: str, memory: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert keep_key(PERSON, f"{password}\n") is Place.KEYRING
    found = key_for(PERSON)
    assert found and found.reveal() == password
    values = values_of(shipped()["servicenow"], PERSON, password, "relman-0123456789abcdef")
    assert b64decode(values["basic"]).decode() == f"ada:{password}"
    with pytest.raises(InputError, match=r"a space|not a plain letter"):
        keep_key(replace(PERSON, user=""), password)  # of a token alone
    for wrong in ("a\nb", "a\x00b", ""):
        with pytest.raises(InputError, match="password or token"):
            keep_key(PERSON, wrong)
