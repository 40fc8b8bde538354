"""What the one who packs relies on: placeholders, lines, repetition, memory, and the check before sending."""

import base64
import copy
import json
import pickle
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relman_desktop.drafting.redaction import Redaction, Redactor
from relman_desktop.drafting.redaction.values import telling

from .planting import Planted, planted

PASSWORD = "hunter2 ?>~/h>?hunter+ü?>"  # every encoding changes it, and its base64 has all signs
KEY = "AKIAQWERTYUIOPASDFGH"
CASES = list(planted(3))


def test_the_same_value_has_the_same_placeholder_everywhere() -> None:
    redactor = Redactor()
    assert redactor.redact(f'key = "{KEY}"', "F1.h1") == 'key = "[[SECRET_AWS_KEY_1]]"'
    assert redactor.redact("other AKIAZXCVBNMASDFGHJKL", "C1") == "other [[SECRET_AWS_KEY_2]]"
    assert redactor.redact(f"-{KEY}\n+{KEY}", "F2.h1") == "-[[SECRET_AWS_KEY_1]]\n+[[SECRET_AWS_KEY_1]]"
    assert redactor.redactions == (
        Redaction("[[SECRET_AWS_KEY_1]]", "aws-key", "F1.h1", 3),
        Redaction("[[SECRET_AWS_KEY_2]]", "aws-key", "C1", 1),
    )


def test_half_a_character_is_no_hindrance() -> None:
    """A byte that is not UTF-8 stands in a text as half of a surrogate pair, and so may what somebody pastes."""
    assert Redactor().redact(f'\udc80 key = "{KEY}" \ud83d', "A1") == '\udc80 key = "[[SECRET_AWS_KEY_1]]" \ud83d'


def test_a_value_that_is_learnt_is_masked_where_it_stands_bare_before() -> None:
    message, line = "Go back to hunter2hunter", 'password = "hunter2hunter"'
    redactor = Redactor()
    for text in (message, line):
        redactor.learn(text)
    assert redactor.redactions == ()
    assert redactor.redact(message, "C1") == "Go back to [[SECRET_PASSWORD_1]]"
    assert redactor.redact(line, "F1.h1") == 'password = "[[SECRET_PASSWORD_1]]"'
    assert [(one.ref, one.count) for one in redactor.redactions] == [("C1", 2)]


def test_numbers_follow_the_order_of_what_is_masked_not_of_what_is_learnt() -> None:
    redactor = Redactor()
    redactor.learn("password=first1first")
    assert redactor.redact("password=second2second", "F1") == "password=[[SECRET_PASSWORD_1]]"


@pytest.mark.parametrize("value", ["admin", "1234", "password", "postgres14", "db-user", "127.0.0.1:8080", "h4xx0r!"])
def test_an_ordinary_value_is_masked_only_where_it_is_a_secret(value: str) -> None:
    redactor = Redactor()
    redactor.learn(f'db_password = "{value}"')
    assert redactor.redact(f'db_password = "{value}"', "F1") == 'db_password = "[[SECRET_PASSWORD_1]]"'
    assert redactor.redact(f"Connect as {value} to it", "C1") == f"Connect as {value} to it"
    assert redactor.leaked(f"Connect as {value}".encode()) == ()


def test_a_value_is_masked_in_the_forms_that_others_write_it_in() -> None:
    redactor = Redactor()
    redactor.learn("password = 'hunter2/hunter+x'")
    for written in (quote("hunter2/hunter+x", safe=""), base64.b64encode(b"user:hunter2/hunter+x").decode()):
        assert redactor.redact(f"see {written}.", "F1") == "see [[SECRET_PASSWORD_1]]."


def test_the_whole_word_that_holds_a_value_in_base64_is_masked() -> None:
    redactor = Redactor()
    redactor.learn("password = 'zq8hunter'")
    assert redactor.redact(f"see {base64.b64encode(b'u:zq8hunter!').decode()}.", "F1") == "see [[SECRET_PASSWORD_1]]."


def test_of_two_values_the_longer_is_masked_whole() -> None:
    redactor = Redactor()
    for value in ("hunter2hunter", "hunter2hunter99!x"):
        redactor.learn(f'password = "{value}"')
    assert redactor.redact("now hunter2hunter99!x or hunter2hunter", "C1").count("[[SECRET_PASSWORD_") == 2
    assert "99" not in redactor.redact("now hunter2hunter99!x", "C1")


def test_the_sign_of_a_diff_is_no_part_of_a_value() -> None:
    redactor = Redactor()
    word = "V1StGXR8Z5jdHi6BmyTpQ2wE"
    assert redactor.redact(f"-{word}\n+{word}\n x({word})", "F1").split("\n") == [
        "-[[SECRET_RANDOM_1]]",
        "+[[SECRET_RANDOM_1]]",
        " x([[SECRET_RANDOM_1]])",
    ]


def test_what_a_kubernetes_secret_encodes_is_known_elsewhere() -> None:
    redactor = Redactor()
    manifest = f"kind: Secret\ndata:\n  a.txt: {base64.b64encode(b'castle2024!').decode()}\n"
    assert redactor.redact(manifest, "F1").endswith("  a.txt: [[SECRET_KUBERNETES_SECRET_1]]\n")
    assert redactor.redact("try castle2024!", "C1") == "try [[SECRET_KUBERNETES_SECRET_1]]"


@pytest.mark.parametrize(
    "written",
    [
        PASSWORD,
        quote(PASSWORD),
        quote(PASSWORD, safe=""),
        quote_plus(PASSWORD),
        json.dumps(PASSWORD),
        json.dumps(PASSWORD, ensure_ascii=False),
        *(base64.b64encode(b"x" * before + PASSWORD.encode() + b"yz").decode() for before in range(3)),
        *(base64.urlsafe_b64encode(b"x" * before + PASSWORD.encode() + b"yz").decode() for before in range(3)),
    ],
)
def test_a_value_in_the_bytes_of_a_request_is_seen(written: str) -> None:
    redactor = Redactor()
    masked = redactor.redact(f"password = '{PASSWORD}'", "F1")
    clean = json.dumps({"messages": [{"content": masked}]}).encode()
    assert redactor.leaked(clean) == ()
    assert redactor.leaked(clean + written.encode() * 2) == ("[[SECRET_PASSWORD_1]]",)


def test_every_line_of_a_key_is_looked_for_in_a_request() -> None:
    case = next(case for case in CASES if case.kind == "PEM PRIVATE KEY")
    redactor = Redactor()
    redactor.redact(case.text, "F1")
    for line in case.secrets:
        assert redactor.leaked(f'{{"content": "{line}"}}'.encode()) == ("[[SECRET_PRIVATE_KEY_1]]",)


def test_nothing_shows_a_value_and_nothing_writes_one_out() -> None:
    redactor = Redactor()
    redactor.redact(f"password = '{PASSWORD}'", "F1")
    for shown in (redactor, redactor.redactions, redactor._vault, redactor._searched, redactor._vault._needles):
        assert "hunter2" not in repr(shown)
    for refuse in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError, match="stay in memory"):
            refuse(redactor)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(CASES), min_size=1, max_size=5))
def test_texts_together(cases: list[Planted]) -> None:
    """Lines stay, nothing changes the second time, no value remains, and the same texts give the same."""
    first, again = Redactor(), Redactor()
    for redactor in (first, again):
        for case in cases:
            redactor.learn(case.text, case.path)
    found = [first.redact(case.text, case.path, case.path) for case in cases]
    assert found == [again.redact(case.text, case.path, case.path) for case in cases]
    assert first.redactions == again.redactions
    for case, text in zip(cases, found, strict=True):
        assert text.count("\n") == case.text.count("\n")
        assert len(text.splitlines()) == len(case.text.splitlines())
        assert first.redact(text, "again", case.path) == text
        assert Redactor().redact(text, "again", case.path) == text
        assert not case.sure or not any(secret in text for secret in case.secrets)
    assert first.leaked("\n".join(found).encode()) == ()


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=st.sampled_from("ab1=:\"' \n\r\t+-/@.{}[]<>\u2028é$"), max_size=200), st.sampled_from(CASES))
def test_any_text_keeps_its_lines(around: str, case: Planted) -> None:
    text = f"{around}\npassword={around}\n{case.text}{around}"
    found = Redactor().redact(text, "F1")
    assert len(found.splitlines()) == len(text.splitlines())
    assert Redactor().redact(found, "F1") == found


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz0123456789", min_size=8, max_size=40).filter(telling))
def test_a_telling_value_never_remains_once_it_is_known(value: str) -> None:
    redactor = Redactor()
    redactor.redact(f'password = "{value}"', "F1")
    found = redactor.redact(f"now {value}, then x{value}y and {base64.b64encode(value.encode()).decode()}", "C1")
    assert value not in found
    assert redactor.leaked(found.encode()) == ()


def test_a_placeholder_that_a_text_already_holds_stays() -> None:
    text = """
    password = "[[SECRET_PASSWORD_1]]"
    password = "old [[SECRET_PASSWORD_1]] 9"
    url = postgres://shop:[[SECRET_URL_PASSWORD_1]]@db
    [[MASKED]]
    """
    redactor = Redactor()
    assert redactor.redact(text, "F1") == text
    assert redactor.redactions == ()
