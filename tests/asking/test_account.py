"""What is told before sending holds for all that goes out: the price, and the masks."""

from dataclasses import replace

import pytest

from relman_desktop.asking.exchange import Exchange
from relman_desktop.asking.wishes import NO_MODEL, Drafting
from relman_desktop.drafting.proposal import Material
from relman_desktop.errors import InputError
from relman_desktop.jobs import Cancel
from relman_desktop.llm.answer import Answer, Usage
from relman_desktop.loaded import Loaded
from relman_desktop.settings import Endpoint, Settings

HOSTED = Endpoint("OpenAI", "https://api.openai.com/v1", "gpt-4o", preset="openai")


def _drafting(loaded: Loaded, **settings: object) -> Drafting:
    material = Material(loaded.change, loaded.facts, loaded.work)
    return Drafting(replace(Settings(), **settings), HOSTED, material, loaded.opened.location)  # type: ignore[arg-type]


def test_the_price_is_that_of_all_requests_that_may_follow(loaded: Loaded) -> None:
    three, one = (_drafting(loaded, follow_up=follow).prepare(Cancel()) for follow in (True, False))
    assert three.cost and one.cost and three.body == one.body
    assert (three.most_requests, one.most_requests) == (3, 1)
    assert three.cost.amount == 3 * one.cost.amount


def test_what_goes_out_later_is_masked_as_the_pack_is(loaded: Loaded) -> None:
    prepared = _drafting(loaded).prepare(Cancel())
    secret = "ghp_" + "a1B2c3D4e5F6" * 3
    masked = prepared.masked(f'{{"text": "Set it to {secret}", "reasons": ["X1 says {secret}"]}}')
    assert secret not in masked and masked.count("[[SECRET_") == 2


def test_a_secret_in_the_persons_own_words_is_told_before_anything_is_shown(loaded: Loaded) -> None:
    language = "English ghp_" + "a1B2c3D4e5F6" * 3
    with pytest.raises(InputError, match="holds what looks like a secret") as told:
        _drafting(loaded, language=language).prepare(Cancel())
    assert "ghp_" not in str(told.value)


def test_an_exchange_of_another_version_can_be_read() -> None:
    one = Exchange("1", "2026-11-26T03:00:00Z", "e", "http://x/v1", "m", "", b"{}", Answer("a", Usage(1, 2)), None)
    kept = one.to_json()
    kept["answer"] |= {"mood": "good", "usage": kept["answer"]["usage"] | {"joules": 3}}
    assert Exchange.from_json(kept) == one


def test_a_request_for_nobody_has_no_price(loaded: Loaded) -> None:
    material = Material(loaded.change, loaded.facts, loaded.work)
    assert Drafting(Settings(), NO_MODEL, material, "").prepare(Cancel()).cost is None
