"""A request never takes more than its budget, in any window, for all fields or one, however tokens are counted."""

import json
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from relman_desktop.asking.prepared import Prepared
from relman_desktop.asking.preparing import Wish, prepare
from relman_desktop.asking.room import ASSUMED_WINDOW, room_of
from relman_desktop.asking.wishes import NO_MODEL
from relman_desktop.drafting.pack.packed import Level
from relman_desktop.drafting.prompts import load_prompts
from relman_desktop.drafting.proposal import Material
from relman_desktop.drafting.tokens import counter_for
from relman_desktop.errors import InputError, NoRoom
from relman_desktop.fields import WRITTEN
from relman_desktop.files import home
from relman_desktop.jobs import Cancel
from relman_desktop.llm.profile import Profile
from relman_desktop.loaded import Loaded
from relman_desktop.settings import Endpoint

WINDOWS = (2_048, 4_096, 6_000, 8_192, 12_000, 16_384, 32_768, 128_000, 200_000)
MODELS = ("gpt-4o", "gpt-4", "qwen3", "llama3.1:8b")
FIELDS = ("", *(field.name for field in WRITTEN))


def _prepared(loaded: Loaded, profile: Profile, model: str, one: str = "", budget: int = 0) -> Prepared:
    material = Material(loaded.change, loaded.facts, loaded.work)
    wish = Wish(Endpoint("x", "http://127.0.0.1:9/v1", model), load_prompts(home(), {}), field=one, budget=budget)
    return prepare(wish, profile, material, Cancel())


def _within(prepared: Prepared, profile: Profile) -> None:
    """Counted anew from the bytes that would be sent."""
    body = json.loads(prepared.body)
    count = counter_for(body["model"], profile.correction).count
    said = sum(count(message["content"]) for message in body["messages"])
    schema = count(json.dumps(body["response_format"], separators=(",", ":"))) if profile.json == "schema" else 0
    assert said <= prepared.tokens <= prepared.budget
    assert said + schema <= prepared.budget
    assert abs(prepared.tokens - said - schema) <= 60, "what is shown is what it takes"
    if profile.context:
        limit = body.get("max_tokens") or body.get("max_completion_tokens") or 0
        assert limit == prepared.most_output and prepared.budget + limit <= profile.context
    assert {one.path for one in prepared.coverage} == {one.path for one in prepared.material.change.files}


def _fits(loaded: Loaded, profile: Profile, model: str, one: str, budget: int = 0) -> bool:
    try:
        prepared = _prepared(loaded, profile, model, one, budget)
    except InputError as error:
        said = str(error)
        assert said.endswith(".") and (f"which is {budget:,} tokens" if budget else "window") in said, said
        return False
    _within(prepared, profile)
    return True


@pytest.mark.parametrize("model", MODELS)
def test_every_window_and_field(loaded: Loaded, model: str) -> None:
    fits = {
        (window, one): _fits(loaded, Profile(context=window), model, one)
        for window, one in product(WINDOWS, ("", "title", "rollback"))
    }
    assert all(fit for (window, one), fit in fits.items() if window >= 8_192)
    assert not any(fit for (window, one), fit in fits.items() if window == 2_048)
    if model == "gpt-4o":
        assert fits[4_096, "title"], "where tokens are known, one field is drafted in the smallest of usual windows"


@pytest.mark.slow
@pytest.mark.parametrize("model", ["gpt-4o", "qwen3"])
def test_every_form_of_request(loaded: Loaded, model: str) -> None:
    for window, one, mode, reasons, correction in product(
        WINDOWS[1::2], FIELDS, ("schema", "prompt"), (False, True), (0.5, 1.0, 1.7)
    ):
        profile = Profile(context=window, json=mode, reasons=reasons, correction=correction)  # type: ignore[arg-type]
        assert _fits(loaded, profile, model, one) or window < 32_768


@pytest.mark.parametrize("mode", ["schema", "object", "prompt"])
def test_a_schema_in_words_is_counted(loaded: Loaded, mode: str) -> None:
    for model in ("gpt-4o", "qwen3"):
        assert _fits(loaded, Profile(context=8_192, json=mode), model, "")  # type: ignore[arg-type]


@pytest.mark.parametrize("one", FIELDS)
@pytest.mark.parametrize("budget", [3_500, 5_000, 20_000])
def test_every_budget(loaded: Loaded, one: str, budget: int) -> None:
    fits = _fits(loaded, Profile(), "qwen3", one, budget)
    assert fits or budget == 3_500


def test_a_smaller_room_covers_less_and_says_so(loaded: Loaded) -> None:
    small, large = (_prepared(loaded, Profile(context=size), "gpt-4o") for size in (6_144, 32_768))
    full = [[one.level for one in each.coverage].count(Level.FULL) for each in (small, large)]
    assert full[0] < full[1] == len(large.coverage)
    assert all(one.reason for one in small.coverage if one.level is not Level.FULL)


@pytest.mark.parametrize("window", [8_192, 16_384, 32_768, 131_072])
def test_a_model_that_thinks_has_room_for_a_request_in_any_usual_window(loaded: Loaded, window: int) -> None:
    profile = Profile(context=window, reasons=True)
    prepared = _prepared(loaded, profile, "qwen3", "deployment")
    _within(prepared, profile)
    assert prepared.most_output >= min(18_000, window // 4)


def test_a_model_that_thinks_in_a_window_that_nobody_knows(loaded: Loaded) -> None:
    prepared = _prepared(loaded, Profile(reasons=True), "qwen3")
    assert prepared.tokens <= prepared.budget < ASSUMED_WINDOW
    assert any("assumed" in one for one in prepared.warnings)
    budgeted = _prepared(loaded, Profile(reasons=True), "qwen3", budget=9_000)
    assert budgeted.budget == 9_000, "the person's budget is theirs"
    assert not any("assumed" in one for one in budgeted.warnings)


def test_what_limits_a_request_is_what_can_be_changed(loaded: Loaded) -> None:
    def refused(profile: Profile, budget: int = 0) -> str:
        with pytest.raises(NoRoom) as raised:
            _prepared(loaded, profile, "qwen3", budget=budget)
        return str(raised.value)

    said = refused(Profile(), 10)
    assert "raise the budget, which is 10 tokens" in said and "window" not in said
    assert "larger window than 2,500 tokens" in (said := refused(Profile(context=2_500), 9_000))
    assert "budget" not in said
    said = refused(Profile(correction=3.0))
    assert "nobody has told" in said and "8,192" in said and "Ticket > Model…" in said and "est the connection" in said


def test_names_that_do_not_fit_a_window_that_was_assumed(loaded: Loaded) -> None:
    file = loaded.change.files[0]
    many = replace(loaded.change, files=tuple(replace(file, id=f"F{one}", path=f"src/a{one}.py") for one in range(900)))
    with pytest.raises(NoRoom, match="Naming 900 changed files") as raised:
        _prepared(replace(loaded, opened=replace(loaded.opened, change=many)), Profile(), "qwen3")
    assert "only 8,192 tokens are assumed" in str(raised.value) and "smaller range" in str(raised.value)


def test_a_window_that_held_more_is_assumed_to_hold_it_again(loaded: Loaded) -> None:
    prepared = _prepared(loaded, Profile(correction=1.47, held=11_300), "qwen3")
    assert prepared.budget == 11_300 * 3 // 4 and prepared.tokens > ASSUMED_WINDOW * 3 // 4
    assert any("11,300 tokens are assumed" in one for one in prepared.warnings)
    assert _prepared(loaded, Profile(held=2_000), "qwen3").budget == _prepared(loaded, Profile(), "qwen3").budget


def test_without_a_model_a_request_has_the_usual_size(loaded: Loaded) -> None:
    material = Material(loaded.change, loaded.facts, loaded.work)
    prepared = prepare(Wish(NO_MODEL, load_prompts(home(), {})), Profile(), material, Cancel())
    assert prepared.budget == 64_000 and {one.level for one in prepared.coverage} == {Level.FULL}
    assert prepared.warnings[0].startswith("No model is set up; a request of at most 64,000 tokens is assumed")


def test_an_estimate_leaves_a_tenth_of_the_window(loaded: Loaded) -> None:
    profile = Profile(context=20_000)
    exact, estimated = (room_of(profile, "", 0, exact=exact) for exact in (True, False))
    assert exact.request + exact.output == 20_000
    assert estimated.request == int(exact.request * 0.9)


def test_what_a_server_taught_makes_the_request_smaller(loaded: Loaded) -> None:
    usual, taught = (_prepared(loaded, Profile(context=9_000, correction=one), "qwen3") for one in (1.0, 1.2))
    assert len(taught.body) < len(usual.body) and taught.tokens <= taught.budget


@pytest.mark.parametrize(("one", "advice"), [("", "one field at a time"), ("title", "larger window")])
def test_a_window_that_is_too_small_is_one_sentence(loaded: Loaded, one: str, advice: str) -> None:
    with pytest.raises(InputError, match=advice) as raised:
        _prepared(loaded, Profile(context=2_500), "qwen3", one)
    said = str(raised.value)
    assert ("one field" in said) == (not one) and "qwen3" in said and "\n" not in said


def test_where_the_vocabulary_is_there_the_count_is_the_models(loaded: Loaded, tmp_path: Path) -> None:
    from relman_desktop.drafting.tokens.vocabulary import vocabulary

    prepared = _prepared(loaded, Profile(context=40_000), "gpt-4o")
    encoding = vocabulary("o200k_base")
    body = json.loads(prepared.body)
    said = sum(len(encoding.encode_ordinary(one["content"])) for one in body["messages"])
    schema = len(encoding.encode_ordinary(json.dumps(body["response_format"], separators=(",", ":"))))
    assert prepared.exact and 0 <= prepared.tokens - (said + schema) <= 48
