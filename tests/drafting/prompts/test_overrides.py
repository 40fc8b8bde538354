"""Prompts of the person's own: which is used, what is told of a faulty one, and that nothing typed is lost."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relman_desktop.drafting.prompts import (
    Origin,
    Prompts,
    collection,
    drop_override,
    drop_typed,
    fault,
    field_prompt,
    keep_override,
    keep_typed,
    load_prompts,
    ours_before,
    preview,
    save_override,
    system_prompt,
    typed_text,
)
from relman_desktop.errors import InputError, RelmanError
from relman_desktop.fields import BY_NAME
from relman_desktop.files import data_folder

MINE = "Answer briefly:\n$questions\n"
TITLE = BY_NAME["title"]


@pytest.fixture
def ship(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], None]:
    """Ship a product whose prompt `name` is another text."""
    folder = tmp_path / "product"
    (folder / "prompts").mkdir(parents=True)
    for path in (data_folder() / "prompts").iterdir():
        (folder / "prompts" / path.name).write_bytes(path.read_bytes())
    monkeypatch.setattr(collection, "data_folder", lambda: folder)
    return lambda name, text: (folder / "prompts" / f"{name}.md").write_text(text, "utf-8") and None


def saved(home: Path, name: str, text: str) -> Prompts:
    save_override(home, load_prompts(home).built_in[name], text)
    return load_prompts(home)


def test_a_saved_prompt_is_used_instead_of_ours(home: Path) -> None:
    before = load_prompts(home)
    after = saved(home, "title", MINE)
    assert after.get("title").origin is Origin.YOURS
    assert field_prompt(after, TITLE).startswith("Answer briefly:\n- What is changing?\n")
    assert after.get("rollback") == before.get("rollback")
    changed = {name for name in before.versions if before.versions[name] != after.versions[name]}
    assert changed == {"title"}


def test_the_repositorys_prompt_comes_first(home: Path) -> None:
    saved(home, "title", MINE)
    prompts = load_prompts(home, {"title": "Theirs: $questions", "rollback": "Theirs: $questions"})
    assert prompts.get("title").origin is prompts.get("rollback").origin is Origin.REPOSITORY
    assert prompts.get("validation").origin is Origin.BUILT_IN
    assert prompts.yours["title"].text == MINE


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("title", "One\n$questions $colour", "uses $colour in line 2, which is not known; it may use $questions, "),
        ("title", "${questions} ${nonce}", "uses $nonce in line 1, which is not known"),
        ("title", "$questions for 5$", "has a $ in line 1 that begins no name; write $$ for the sign"),
        ("title", "$limit", "lacks $questions, without which it does not work"),
        ("title", "", "lacks $questions"),
        ("description", "$questions $limit", "uses $limit in line 1"),  # it has none
        ("system", "$nonce $language", "lacks $canary"),
        ("system", "$language", "lacks $nonce and $canary"),
        ("task", "$fields", "lacks $wanted"),
        ("repair", "$claims", "lacks $nonce"),
        ("title", "$ questions", "begins no name"),
    ],
)
def test_a_faulty_text_is_told_and_never_saved(home: Path, name: str, text: str, said: str) -> None:
    assert said in fault(name, text)
    with pytest.raises(InputError) as refused:
        saved(home, name, text)
    assert said in str(refused.value)
    with pytest.raises(InputError):
        preview(load_prompts(home), name, text, "English")
    assert load_prompts(home).get(name).origin is Origin.BUILT_IN


def test_a_doubled_sign_is_the_sign(home: Path) -> None:
    assert field_prompt(saved(home, "title", "For 5$$:\n$questions"), TITLE).startswith("For 5$:\n- ")


def test_a_file_that_was_spoilt_by_hand_is_told_with_its_place_when_it_is_used(home: Path) -> None:
    path = home / "prompts" / "title.md"
    path.parent.mkdir(parents=True)
    path.write_text("Say $colour")
    prompts = load_prompts(home)
    assert field_prompt(prompts, BY_NAME["rollback"])
    with pytest.raises(InputError, match=r"^Your prompt .*title\.md uses \$colour in line 1"):
        field_prompt(prompts, TITLE)


def test_a_prompt_that_the_product_lacks_is_told(ship: Callable[[str, str], None], home: Path) -> None:
    (collection.data_folder() / "prompts" / "task.md").unlink()
    with pytest.raises(RelmanError, match=r"task\.md cannot be read .* install the product again"):
        load_prompts(home)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_text_comes_back_as_it_was_saved(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    home = tmp_path_factory.mktemp("home")
    wanted = "$questions " + text.replace("$", "$$").replace("\r\n", "\n")
    assert saved(home, "title", wanted).get("title").text == wanted


def test_a_text_that_begins_like_our_first_line_comes_back_too(home: Path) -> None:
    text = "<!-- from title 0123456789ab -->\n$questions"
    prompt = saved(home, "title", text).get("title")
    assert (prompt.text, prompt.lags) == (text, False)


def test_saving_our_own_text_is_no_replacement(home: Path) -> None:
    ours = load_prompts(home).built_in["title"]
    saved(home, "title", MINE)
    assert saved(home, "title", ours.text).get("title") == ours


def test_a_replacement_lags_once_ours_has_changed(ship: Callable[[str, str], None], home: Path) -> None:
    ship("title", "Ours: $questions")
    assert not saved(home, "title", MINE).get("title").lags
    ship("title", "Ours, bettered: $questions")
    prompts = load_prompts(home)
    assert prompts.get("title").lags
    assert ours_before(home, prompts.get("title")) == "Ours: $questions"
    assert field_prompt(prompts, TITLE).startswith("Answer briefly")  # it is used all the same
    prompts = saved(home, "title", MINE + "And more.")
    assert prompts.get("title").lags  # nobody has said that it was looked at
    keep_override(home, prompts.built_in["title"])
    prompts = load_prompts(home)
    assert (prompts.get("title").lags, prompts.get("title").text) == (False, MINE + "And more.")


def test_a_replacement_without_a_first_line_does_not_lag_but_is_used(home: Path) -> None:
    for first in ("", "<!-- from rollback 0123456789ab -->\n"):  # copied from elsewhere
        path = home / "prompts" / "title.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"\xef\xbb\xbf" + (first + MINE).replace("\n", "\r\n").encode())
        prompt = load_prompts(home).get("title")
        assert (prompt.text, prompt.lags, ours_before(home, prompt)) == (MINE, False, None)


def test_going_back_loses_nothing(home: Path) -> None:
    for text in (MINE, "Again: $questions"):
        saved(home, "title", text)
        drop_override(home, "title")
        assert load_prompts(home).get("title").origin is Origin.BUILT_IN
    drop_override(home, "title")  # there is none
    kept = [path.read_text("utf-8") for path in sorted((home / "prompts").glob("title.md.bak*"))]
    assert [text.partition("\n")[2] for text in kept] == [MINE, "Again: $questions"]


def test_what_is_typed_is_kept_until_it_is_saved(home: Path) -> None:
    keep_typed(home, "title", "half $")
    assert (typed_text(home, "title"), typed_text(home, "task")) == ("half $", None)
    assert load_prompts(home).get("title").origin is Origin.BUILT_IN
    saved(home, "title", MINE)
    assert typed_text(home, "title") is None
    drop_typed(home, "title")


@pytest.mark.parametrize("name", ["../title", "notes", ""])
def test_a_name_that_is_no_prompt_is_told(home: Path, name: str) -> None:
    for use in (load_prompts(home).get, lambda name: keep_typed(home, name, ""), lambda name: fault(name, "")):
        with pytest.raises(InputError, match="There is no prompt"):
            use(name)


def test_where_nothing_can_be_written_the_person_is_told(home: Path) -> None:
    home.write_text("a file where the folder should be")
    with pytest.raises(RelmanError, match="cannot be written"):
        keep_typed(home, "title", "x")


def test_a_replaced_system_prompt_holds_what_protects_the_person(home: Path) -> None:
    text = system_prompt(saved(home, "system", "$nonce $language $canary"), nonce="abc", language="Dutch", canary="zub")
    assert text == "abc Dutch zub"
