"""Private keys over several lines: nothing of them remains, and what stands around them does."""

import random

import pytest

from relman_desktop.drafting.redaction import Redactor

from .planting import BASE64, LABELS, Dice

KEY = Dice(9).pem()


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("sign", ["", "+", "-", " "])
def test_a_key_in_a_hunk(label: str, sign: str) -> None:
    lines = Dice(4).pem(label)
    text = "\n".join([" before = 1", *(sign + line for line in lines), " after = 2"])
    masked = ["[[SECRET_PRIVATE_KEY_1]]", *["[[MASKED]]"] * (len(lines) - 1)]
    assert Redactor().redact(text, "F1.h1").split("\n") == [
        " before = 1",
        *(sign + line for line in masked),
        " after = 2",
    ]


def test_a_key_that_is_replaced_by_another_has_both_masked() -> None:
    old, new = Dice(1).pem(), Dice(2).pem()
    body = [*(f"-{line}" for line in old[1:-1]), *(f"+{line}" for line in new[1:-1])]
    text = "\n".join([f" {old[0]}", *body, f" {old[-1]}", " x = 1"])
    found = Redactor().redact(text, "F1")
    assert not any(line in found for line in (*old, *new))
    assert found.endswith("\n x = 1")


def test_the_same_key_has_the_same_placeholder_however_it_is_written() -> None:
    redactor = Redactor()
    written = [
        "\n".join(KEY),
        "\n".join(f"+{line}" for line in KEY),
        "  key: |\n" + "\n".join(f"    {line}" for line in KEY),
        'key = "' + "\\n".join(KEY) + '"',
    ]
    for text in written:
        assert "[[SECRET_PRIVATE_KEY_1]]" in redactor.redact(text, "F1")
    assert [one.count for one in redactor.redactions] == [4]


def test_indentation_and_what_follows_a_block_stay() -> None:
    text = "tls:\n  key: |\n" + "\n".join(f"    {line}" for line in KEY) + "\n  other: plain text\n"
    found = Redactor().redact(text, "F1", "a.yml").split("\n")
    assert found[2] == "    [[SECRET_PRIVATE_KEY_1]]"
    assert found[3] == "    [[MASKED]]"
    assert found[-2] == "  other: plain text"


def test_a_mark_without_a_key_is_no_secret() -> None:
    text = 'if "-----BEGIN RSA PRIVATE KEY-----" in text:\n    raise ValueError("-----END RSA PRIVATE KEY-----")\n'
    assert Redactor().redact(text, "F1") == text


def test_code_after_a_beginning_without_an_end_stays() -> None:
    text = "\n".join([*KEY[:-1], "def main() -> None:", "    run(server)"])
    assert Redactor().redact(text, "F1").endswith("[[MASKED]]\ndef main() -> None:\n    run(server)")


def test_certificates_and_public_keys_stay() -> None:
    dice = random.Random(3)
    body = "\n".join("".join(dice.choices(BASE64, k=64)) for _ in range(8))
    text = f"-----BEGIN CERTIFICATE-----\n{body}\n-----END CERTIFICATE-----\n"
    assert Redactor().redact(text, "F1") == text
    both = text + "\n".join(KEY)
    assert Redactor().redact(both, "F1").startswith(text)


def test_a_key_without_its_beginning_is_one_secret_to_its_end() -> None:
    redactor = Redactor()
    found = redactor.redact("\n".join(f"-{line}" for line in [*KEY[1:], "x = 1"]), "F1").split("\n")
    assert found == ["-[[SECRET_PRIVATE_KEY_1]]", *["-[[MASKED]]"] * (len(KEY) - 2), "-x = 1"]
    assert [one.count for one in redactor.redactions] == [1]


def test_a_piece_of_a_key_is_masked_as_one_secret() -> None:
    redactor = Redactor()
    assert redactor.redact("\n".join(f"+{line}" for line in KEY[1:5]), "F1").split("\n") == [
        "+[[SECRET_PRIVATE_KEY_1]]",
        *["+[[MASKED]]"] * 3,
    ]
