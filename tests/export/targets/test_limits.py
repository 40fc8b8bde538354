"""Texts that are longer than a field takes: they go whole somewhere else, and nothing is cut."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relman_desktop.export.targets.counting import length_of
from relman_desktop.export.targets.prepared import Prepared
from relman_desktop.export.targets.preparing import prepare
from relman_desktop.export.targets.schema import SiteField
from relman_desktop.export.targets.table import shipped
from relman_desktop.export.targets.target import Over, Target, TargetField

from .making import AROUND, OUR_ID, part, prepared, site, system, ticket

LONG = "1. Restore the table of orders\n" + "\n".join(f"{at}. Restore part {at}" for at in range(2, 400))


def narrow(target: Target, limit: int, over: Over) -> Target:
    """The target with another limit for all its texts."""
    fields = [
        replace(one, limit=limit, over=over) if one.sort == "text" and one.theirs else one for one in target.fields
    ]
    return replace(target, fields=tuple(fields))


def all_text(made: Prepared) -> str:
    return "\n".join((*(one.text for one in made.parts), *(one.text for one in made.asides)))


def test_a_plan_over_its_limit_goes_whole_into_a_file_and_the_field_says_so() -> None:
    made = prepared("servicenow", rollback=LONG)
    plan = part(made, "backout_plan")
    assert plan.moved is Over.ATTACHMENT and plan.length < 200
    assert "(8,972 of 4,000 characters)" in plan.text and "in an attached file: “Rollback steps”" in plan.text
    assert any("goes whole" in one for one in plan.said)
    file = next(one for one in made.asides if one.where is Over.ATTACHMENT)
    assert (file.name, file.media) == ("rollback-steps.txt", "text/plain")
    assert "399. Restore part 399" in file.text and OUR_ID in file.text
    assert made.wrong == ()


def test_the_sites_limit_goes_before_the_tables() -> None:
    wide = prepared("servicenow", site(SiteField("backout_plan", "Backout plan", limit=64_000)), rollback=LONG)
    assert part(wide, "backout_plan").moved is None and part(wide, "backout_plan").limit == 64_000
    tight = prepared("servicenow", site(SiteField("test_plan", "Test plan", limit=200)), validation="1. Look\n" * 60)
    assert part(tight, "test_plan").moved is Over.ATTACHMENT


def test_a_folded_text_over_its_limit_gives_its_longest_part_away() -> None:
    target = shipped()["gitlab"]
    made = prepared(narrow(target, 2_000, Over.COMMENT), rollback=LONG)
    text = part(made, "description").text
    assert len(text) <= 2_000 and text.endswith(OUR_ID)
    assert "Stop the workers" in text and "Restore part 399" not in text
    assert "## Rollback steps\n\nThis text is too long to stand here" in text
    comment = next(one for one in made.asides if one.title == "Rollback steps")
    assert comment.where is Over.COMMENT and "Restore part 399" in comment.text


def test_a_text_over_the_limit_may_go_into_the_fold() -> None:
    made = prepared("itop", justification="It pays. " * 60)
    assert part(made, "reason").moved is Over.FOLD
    assert "in the description" in part(made, "reason").text
    assert "Justification" in part(made, "description").text and "It pays. It pays." in part(made, "description").text


def test_a_title_over_the_limit_is_wrong_and_never_cut() -> None:
    made = prepared("servicenow", title="Drop " * 40)
    title = part(made, "short_description")
    assert title.text == ("Drop " * 40).strip()
    assert made.wrong == ("The title is too long for “Short description” (199 of 160 characters): shorten it.",)


def test_a_title_that_some_sites_cut_is_told() -> None:
    made = prepared("servicenow", title="Drop " * 24)
    assert made.wrong == () and "some sites show or keep 100" in part(made, "short_description").said[0]


def test_what_has_no_other_place_is_wrong() -> None:
    target = narrow(shipped()["servicenow"], 200, Over.ATTACHMENT)
    calls = {name: call for name, call in target.calls.items() if name not in ("attach", "comment")}
    made = prepared(replace(target, calls=calls), description="word " * 100)
    assert any("has no other place for it" in one for one in made.wrong)
    assert part(made, "description").text.count("word") == 100


@pytest.mark.parametrize(
    ("counts", "expected"), [("characters", 3), ("utf16", 4), ("bytes", 8)], ids=["characters", "utf16", "bytes"]
)
def test_a_length_is_in_what_the_site_counts(counts: str, expected: int) -> None:
    assert length_of("aé😀"[1:] + "é", TargetField("x", "X", counts=counts)) == expected


def test_of_a_document_the_words_count() -> None:
    made = prepared("jira-cloud", deployment="1. Go", rollback="", validation="", risk_analysis="", justification="")
    assert part(made, "description").length < len(part(made, "description").text) / 2


_TEXTS = st.text(st.sampled_from("ab 1.-\n`#*<>&|😀é"), max_size=400)


@given(
    name=st.sampled_from(list(shipped())),
    limit=st.integers(150, 1_500),
    over=st.sampled_from([Over.COMMENT, Over.ATTACHMENT, Over.FOLD]),
    texts=st.fixed_dictionaries(dict.fromkeys(("description", "justification", "deployment", "rollback"), _TEXTS)),
)
def test_nothing_is_over_its_limit_and_nothing_is_lost(
    name: str, limit: int, over: Over, texts: dict[str, str]
) -> None:
    marked = {field: f"{text}\n\nthe end of {field}".strip() for field, text in texts.items()}
    target = narrow(shipped()[name], limit, over)
    made = prepare(ticket(**marked), target, system(name), None, AROUND)
    for one in made.parts:
        assert one.limit is None or one.length <= one.limit or one.wrong
    told = json.dumps([[one.text for one in made.parts], [one.text for one in made.asides]])
    assert [field for field in marked if f"the end of {field}" not in told] == []
