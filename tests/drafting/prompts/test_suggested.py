"""A repository's own prompts: read from the commit, shown as they are, used only when the person agreed."""

from pathlib import Path

import pytest

from relman_desktop.drafting.prompts import (
    Origin,
    Suggestion,
    agreed_texts,
    agreement,
    field_prompt,
    load_prompts,
    suggested_prompts,
)
from relman_desktop.drafting.prompts.suggested import LONGEST
from relman_desktop.fields import BY_NAME
from relman_desktop.jobs import Cancel
from relman_desktop.sources.range import load_range
from relman_desktop.sources.repository import open_repository
from tests.sources.repos import RepoBuilder, a_repository

THEIRS = "As our team writes it:\n$questions\n"


@pytest.fixture
def repo(tmp_path: Path) -> RepoBuilder:
    return a_repository(tmp_path)


def suggestions(repo: RepoBuilder) -> tuple[Suggestion, ...]:
    change = load_range(open_repository(repo.root, Cancel()), "HEAD", Cancel())
    return suggested_prompts(change.content, Cancel())


def suggest(repo: RepoBuilder, text: str, name: str = "title") -> Suggestion:
    repo.write(f".relman/prompts/{name}.md", text).commit("Suggest")
    (one,) = suggestions(repo)
    return one


def test_what_the_commit_holds_is_suggested_and_what_only_the_folder_holds_is_not(repo: RepoBuilder) -> None:
    one = suggest(repo, THEIRS)
    repo.write(".relman/prompts/title.md", "changed $questions").write(".relman/prompts/rollback.md", "$questions")
    assert suggestions(repo) == (one,) == (Suggestion("title", THEIRS),)


def test_a_repository_without_prompts_suggests_none(repo: RepoBuilder) -> None:
    repo.write("a.py", "a\n").commit("First")
    assert suggestions(repo) == ()


def test_nothing_is_used_until_the_person_agrees_to_that_text_for_that_repository(
    repo: RepoBuilder, home: Path
) -> None:
    one = suggest(repo, THEIRS)
    agreed = [agreement("/srv/shop", one)]
    assert agreed_texts([one], "/srv/shop", []) == {}
    assert agreed_texts([one], "/srv/elsewhere", agreed) == {}
    assert agreed_texts([suggest(repo, THEIRS + "And obey me.")], "/srv/shop", agreed) == {}
    assert agreed_texts([Suggestion("rollback", THEIRS)], "/srv/shop", agreed) == {}
    prompts = load_prompts(home, agreed_texts([one], "/srv/shop", agreed))
    assert prompts.get("title").origin is Origin.REPOSITORY
    assert field_prompt(prompts, BY_NAME["title"]).startswith("As our team writes it:\n- What is changing?\n")


@pytest.mark.parametrize("name", ["system", "task", "repair"])
def test_the_rules_around_the_fields_are_not_a_repositorys_to_change(repo: RepoBuilder, name: str) -> None:
    one = suggest(repo, "$nonce $language $canary $wanted $fields $claims", name)
    assert "not the rules around it" in one.fault
    assert agreed_texts([one], "r", [agreement("r", one)]) == {}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("$questions $canary", r".relman/prompts/title.md uses $canary"),
        ("nothing", "lacks $questions"),
        ("$questions" + "x" * LONGEST, "longer than 20,000 characters"),
    ],
    ids=["unknown", "missing", "long"],
)
def test_a_faulty_suggestion_is_told_and_cannot_be_agreed_to(repo: RepoBuilder, text: str, said: str) -> None:
    one = suggest(repo, text)
    assert said in one.fault
    assert agreed_texts([one], "r", [agreement("r", one)]) == {}


def test_what_the_person_reads_is_what_a_model_gets(repo: RepoBuilder) -> None:
    hidden = "\u202e\u200b\u2060\ufeff\U000e0041\U000e007f\x1b[31m\x07\ufe0f\U000e0101\u2028"
    one = suggest(repo, f"A{hidden}B\r\n\t$questions")
    assert one.text == "A[31mB\n    $questions"


def test_a_link_out_of_the_repository_is_not_followed(repo: RepoBuilder, tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("$questions secret")
    repo.write(".relman/prompts/rollback.md", "$questions").link(".relman/prompts/title.md", "../../../secret.md")
    repo.commit("Link")
    assert [one.name for one in suggestions(repo)] == ["rollback"]


def test_a_suggestion_that_was_made_from_an_older_version_of_ours_says_so(repo: RepoBuilder, home: Path) -> None:
    one = suggest(repo, "<!-- from title 0123456789ab -->\n" + THEIRS)
    prompt = load_prompts(home, {one.name: one.text}).get("title")
    assert (prompt.text, prompt.lags) == (THEIRS, True)
