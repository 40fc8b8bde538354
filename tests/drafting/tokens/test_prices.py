"""What a request costs, in words for people; the person's own prices come first, and what is wrong in them is said."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relman_desktop.drafting.tokens.prices import Cost, Price, load_prices, own_prices_file, price_of
from relman_desktop.errors import InputError
from relman_desktop.settings import Endpoint

OPENAI = Endpoint("work", "https://api.openai.com/v1", "gpt-4o-mini")
OLLAMA = Endpoint("here", "http://localhost:11434/v1", "qwen3:8b", preset="ollama")


def write(text: str) -> Path:
    path = own_prices_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def known(endpoint: Endpoint) -> Price:
    price = price_of(endpoint, load_prices())
    assert price is not None
    return price


def said(endpoint: Endpoint, prompt: int, completion: int = 0, cached: int = 0) -> str:
    return str(known(endpoint).cost(prompt, completion, cached))


def test_a_request_costs_its_prompt_its_answer_and_less_for_what_was_cached() -> None:
    assert said(OPENAI, 1_000_000) == "$0.15"
    assert said(OPENAI, 1_000_000, 1_000_000) == "$0.75"
    assert said(OPENAI, 1_000_000, cached=1_000_000) == "$0.075"
    assert said(OPENAI, 30_000, 2_000) == "under $0.01"
    assert said(replace(OPENAI, model="gpt-4o"), 31_200, 3_000) == "$0.11"


def test_what_is_written_to_a_cache_costs_its_own_price_and_no_token_is_paid_twice() -> None:
    price = known(replace(OPENAI, model="gpt-6-sol"))
    assert price.cost(1_000_000, 0, written=1_000_000).amount == Decimal("2.5")
    assert price.cost(1_000_000, 0, 600_000, written=1_000_000).amount == Decimal("0.12") + Decimal("1.0")
    assert price.cost(100, 0, 900).amount == price.cost(100, 0, 100).amount


@given(st.integers(0, 10**7), st.integers(0, 10**6), st.integers(0, 10**7), st.integers(0, 10**7))
def test_no_request_costs_less_than_nothing_or_more_than_its_dearest_tokens(
    prompt: int, completion: int, cached: int, written: int
) -> None:
    price = Price("USD", Decimal(2), Decimal(10), Decimal("0.2"), Decimal("2.5"))
    amount = price.cost(prompt, completion, cached, written=written).amount
    assert 0 <= amount <= (prompt * Decimal("2.5") + completion * 10) / 1_000_000


@pytest.mark.parametrize(
    "amount, text",
    [
        ("0.0000001", "under $0.01"),
        ("0.00999", "under $0.01"),
        ("0.01", "$0.01"),
        ("0.01234", "$0.0123"),
        ("0.05", "$0.05"),
        ("0.099996", "$0.10"),
        ("0.1", "$0.10"),
        ("0.125", "$0.13"),
        ("1", "$1.00"),
        ("1234.5", "$1,234.50"),
        ("0", "free"),
    ],
)
def test_amounts_are_written_for_people(amount: str, text: str) -> None:
    assert str(Cost("USD", Decimal(amount))) == text


def test_other_currencies_are_written_by_their_sign_or_name() -> None:
    assert str(Cost("EUR", Decimal("0.02"))) == "€0.02"
    assert str(Cost("CHF", Decimal("0.001"))) == "under CHF 0.01"
    assert str(Cost("CHF", Decimal("2.5"))) == "CHF 2.50"


@pytest.mark.parametrize("url", ["http://localhost:11434/v1", "http://127.0.0.1:8080", "http://[::1]:1234/v1"])
def test_a_model_on_this_machine_is_free(url: str) -> None:
    assert said(replace(OLLAMA, url=url), 100_000, 4_000) == "free (runs on this machine)"


def test_what_only_passes_through_this_machine_is_not_free() -> None:
    prices = load_prices()
    assert price_of(replace(OLLAMA, preset="litellm", url="http://localhost:4000/v1"), prices) is None
    assert price_of(replace(OLLAMA, model="gpt-oss:120b-cloud"), prices) is None


@pytest.mark.parametrize(
    "url, model",
    [
        ("https://api.openai.com/v1", "gpt-99"),
        ("https://api.openai.com/v1", ""),
        ("https://acme.openai.azure.com/openai/v1/", "gpt-4o"),
        ("https://llm.example.com/v1", "gpt-4o"),
        ("https://api.openai.com.example.com/v1", "gpt-4o"),
        ("http://127.0.0.1.example.com/v1", "llama"),
        ("http://localhost.example.com/v1", "llama"),
        ("no address", "gpt-4o"),
        ("", "gpt-4o"),
    ],
)
def test_what_is_not_known_has_no_price(url: str, model: str) -> None:
    assert price_of(Endpoint("x", url, model), load_prices()) is None


def test_a_dated_model_costs_what_its_date_says() -> None:
    assert said(replace(OPENAI, model="gpt-4o-2024-05-13"), 1_000_000) == "$5.00"
    assert said(replace(OPENAI, model="gpt-4o-2024-08-06"), 1_000_000) == "$2.50"
    assert said(replace(OPENAI, model="GPT-4o"), 1_000_000) == "$2.50"


def test_every_shipped_price_is_sensible() -> None:
    entries = load_prices().shipped
    assert len(entries) > 40
    for entry in entries:
        price = entry.price
        assert 0 < price.prompt <= price.completion <= 1_000, entry
        assert price.cached is None or price.cached < price.prompt, entry
        assert price.cache_write is None or price.prompt < price.cache_write < 2 * price.prompt, entry


def test_the_persons_prices_add_to_ours_and_come_before_them() -> None:
    write(
        '[[price]]\nhosts = ["api.openai.com"]\nmodels = ["gpt-4o-mini"]\nprompt = 0.1\ncompletion = 0.2\n\n'
        '[[price]]\nhosts = ["*.azure.com"]\nmodels = ["Team-*"]\ncurrency = "EUR"\nprompt = 3\ncompletion = 12\n\n'
        '[[price]]\nhosts = ["localhost:11434"]\nmodels = ["*"]\ncurrency = "EUR"\nprompt = 0.05\ncompletion = 0.05\n'
    )
    assert said(OPENAI, 1_000_000) == "$0.10"
    assert said(replace(OPENAI, model="gpt-4o"), 1_000_000) == "$2.50"
    assert said(Endpoint("a", "https://acme.openai.azure.com/openai/v1", "team-4o"), 1_000_000) == "€3.00"
    assert said(OLLAMA, 1_000_000) == "€0.05"
    assert said(replace(OLLAMA, url="http://localhost:1234/v1"), 1) == "free (runs on this machine)"


GOOD = 'hosts = ["*"]\nmodels = ["*"]\nprompt = 1\ncompletion = 2\n'
WRONG = {
    "prompt = [": "cannot be read",
    "[[prices]]\n": "there is no 'prices'",
    "price = 3": "an entry begins with [[price]]",
    "price = [3]": "an entry begins with [[price]]",
    "[[price]]\n" + GOOD + "[[price]]\nhosts = ['*']\nmodels = ['*']\nprompt = 1\n": "entry 2: 'completion' is missing",
    "[[price]]\n" + GOOD.replace("1", "-1"): "entry 1: 'prompt' must be a number",
    "[[price]]\n" + GOOD.replace("1", "'1'"): "'prompt' must be a number",
    "[[price]]\n" + GOOD.replace("1", "nan"): "'prompt' must be a number",
    "[[price]]\n" + GOOD.replace("1", "inf"): "'prompt' must be a number",
    "[[price]]\n" + GOOD.replace("1", "true"): "'prompt' must be a number",
    "[[price]]\n" + GOOD.replace("1", "1" * 400): "'prompt' must be a number",
    "[[price]]\n" + GOOD.replace('["*"]', '"*"', 1): "'hosts' must be a list",
    "[[price]]\n" + GOOD.replace('["*"]', "[]", 1): "'hosts' must be a list",
    "[[price]]\n" + GOOD.replace('["*"]', "[1]", 1): "'hosts' must be a list",
    "[[price]]\n" + GOOD + "output = 3\n": "'output' is not known",
    "[[price]]\n" + GOOD + "currency = 'euro'\n": "'currency' must be three capital letters",
    "[[price]]\n" + GOOD + "currency = 7\n": "'currency' must be three capital letters",
}


@pytest.mark.parametrize("text", WRONG, ids=list(WRONG.values()))
def test_what_is_wrong_in_the_persons_prices_is_said_in_one_sentence(text: str) -> None:
    path = write(text)
    with pytest.raises(InputError) as raised:
        load_prices()
    message = str(raised.value)
    assert str(path) in message and WRONG[text] in message and message.endswith(".") and "\n" not in message


def test_prices_that_are_no_text_are_said_to_be_so() -> None:
    path = write("")
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match="cannot be read"):
        load_prices()


@pytest.mark.parametrize(
    "url", ["http://localhost/v1", "http://LOCALHOST.:80", "http://127.3.2.1/", "http://[::1]:8080/v1"]
)
def test_loopback_is_local(url: str) -> None:
    assert Endpoint("x", url, "m").local


@pytest.mark.parametrize(
    "url", ["http://127.1.example", "http://192.168.1.2/v1", "http://a.localhost/", "http://[::1", "x"]
)
def test_what_may_be_elsewhere_is_not_local(url: str) -> None:
    assert not Endpoint("x", url, "m").local
