"""A model's name tells its vocabulary, however a server spells it; a name that only looks like one is estimated."""

import pytest

from relman_desktop.drafting.tokens import counter_for
from relman_desktop.drafting.tokens.models import encoding_of, times_estimate


def names(text: str) -> list[str]:
    return text.split()


O200K = names("""
    gpt-4o gpt-4o-mini gpt-4o-2024-08-06 chatgpt-4o-latest gpt-4.1 gpt-4.1-nano gpt-4.1-2025-04-14 gpt-4.5-preview
    gpt-5 gpt-5-mini gpt-5.4-nano gpt-5-2025-08-07 gpt-5.1-codex-max gpt-6-sol gpt-6.1-terra o1 o1-2024-12-17 o3 o3-mini
    o4-mini o4-mini-2025-04-16 o3-pro gpt-oss:20b gpt-oss-120b codex-mini-latest
    openai/gpt-4o openrouter/openai/gpt-5-mini azure/gpt-4o openai/o3 GPT-4o team-gpt-4o-prod gpt4o gpt-41 gpt-41-mini
    ft:gpt-4o-2024-08-06:acme::abc123 openai/gpt-oss-120b:free
""")
CL100K = names("""
    gpt-4 gpt-4-0613 gpt-4-turbo gpt-4-turbo-2024-04-09 gpt-4-32k gpt-4-1106-preview gpt-3.5-turbo gpt-3.5-turbo-16k
    gpt-3.5 gpt-35-turbo azure/gpt-35-turbo openai/gpt-4 ft:gpt-3.5-turbo-0125:acme::x our-gpt-4-turbo
""")
ESTIMATED = names("""
    llama3.1:8b qwen2.5-coder:32b mistral-large-2512 deepseek-chat claude-sonnet-4-5 gemini-2.5-pro phi-4 gpt4all
    gpt-j-6b gpt4-x-alpaca gpt-neox-20b gpt2 gpt-4-alpaca openchat-gpt-4-distill foo1 solo3 o2 o1-like-7b o3llama gpt-50
    gpt-4ours nous/gpt-4all-13b
""")


@pytest.mark.parametrize("model", O200K)
def test_newer_models_count_in_o200k(model: str) -> None:
    assert encoding_of(model) == "o200k_base"


@pytest.mark.parametrize("model", CL100K)
def test_older_models_count_in_cl100k(model: str) -> None:
    assert encoding_of(model) == "cl100k_base"


@pytest.mark.parametrize("model", [*ESTIMATED, "", " ", "a" * 100_000, "gpt-" * 50_000, "é\ud800\n"])
def test_all_others_are_estimated(model: str) -> None:
    counter = counter_for(model)
    assert (encoding_of(model), counter.name, counter.exact) == ("", "estimate", False)


def test_a_model_of_few_words_is_estimated_higher() -> None:
    assert [times_estimate(one) for one in ("mistral:7b", "mistralai/mixtral-8x7b", "mistral-7b-instruct")] == [
        1.23
    ] * 3
    assert [times_estimate(one) for one in ("mistral-large-2512", "llama3.1:8b", "mistral-nemo")] == [1.0] * 3
    text = "+    total = sum(order.price for order in orders)\n" * 40
    assert counter_for("mistral:7b").count(text) == pytest.approx(1.23 * counter_for("qwen3").count(text), abs=2)
