"""A good ticket has no finding; what is found is stable, ordered and quick; a table row is a check, and the reverse."""

import time
import tomllib
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relman_desktop.checks import Finding, Limit, Severity, check
from relman_desktop.checks.checking import FINDERS
from relman_desktop.checks.mends import drafted
from relman_desktop.checks.table import rows, words
from relman_desktop.fields import BY_NAME, FIELDS
from relman_desktop.files import resource
from relman_desktop.sources.profile.schema import parts_by_name
from tests.checks.cases import GOOD, a_case, a_ticket, about, found, ids_of


def test_nothing_is_found_in_a_good_ticket() -> None:
    assert [(one.id, one.text) for one in found(a_case())] == []


def test_of_an_empty_ticket_all_that_is_missing_is_found() -> None:
    case = a_case(a_ticket({}, **dict.fromkeys(GOOD, "")))
    assert {one.id for one in check(case) if one.severity is Severity.BLOCK} == {
        *(
            f"empty:{name}"
            for name in ("title", "description", "justification", "deployment", "rollback", "validation")
        ),
        *("no-assignee", "no-validator", "no-schedule", "no-risk-level"),
    }


def test_each_row_has_a_check_and_each_check_a_row() -> None:
    assert {row.finder for row in rows()} == set(FINDERS)
    assert len({row.id for row in rows()}) == len(rows())
    assert all(field == "" or field in BY_NAME for row in rows() for field in row.fields)
    assert all(sort.field in BY_NAME for sort in words().weighty)


def test_a_profile_may_name_each_check_and_no_other() -> None:
    choices = parts_by_name()["checks"].by_name["id"].choices
    assert list(choices) == [row.id for row in rows()]
    assert parts_by_name()["check_rules"].by_name["field"].choices == tuple(
        field.name for field in FIELDS if not field.afterwards
    )


def test_the_table_holds_no_line_that_nobody_reads() -> None:
    table = tomllib.loads(resource("checks.toml").read_text("utf-8"))
    known = {
        "check",
        "over",
        "placeholders",
        "title",
        "people",
        "steps",
        "emergency",
        "weighty",
        "work",
        "rollback",
        "language",
    }
    assert set(table) == known | {"questions", "sentences", "limits"}


def test_the_gravest_come_first_and_then_the_order_of_the_ticket() -> None:
    told = found(a_case(a_ticket({}, title="Update", validator="", rollback="1. Run `make rollback`.")))
    order = list(Severity)
    assert [order.index(one.severity) for one in told] == sorted(order.index(one.severity) for one in told)
    blocking = [one.field for one in told if one.severity is Severity.BLOCK]
    assert blocking == ["title", "rollback", "validator"]


def test_a_finding_keeps_its_id_whatever_else_is_found() -> None:
    alone = ids_of(a_case(a_ticket(validator="")))
    both = ids_of(a_case(a_ticket(validator="", title="Update")))
    assert set(alone) < set(both)


def test_a_ticket_that_is_over_is_looked_through_for_secrets_only() -> None:
    case = a_case(a_ticket(state="closed", validator="", notes="password: hunter2-Xk9qLm3z"))
    assert ids_of(case) == ["secret:notes"]


def test_checks_that_need_the_change_are_not_made_without_it() -> None:
    case = replace(a_case(a_ticket({})), is_known=False, assessment=None)
    assert not any(one.startswith(("open-question", "unanswered-review", "unmentioned")) for one in ids_of(case))


def test_the_limit_of_the_chosen_system_counts_before_ours() -> None:
    title = "Ask for the postcode in the checkout, and " + "say why " * 16 + "it is wanted"
    assert len(title) > 160
    (ours,) = about("title-long", title=title)
    assert ours.severity is Severity.WARN and "160" in ours.text
    roomy = a_case(a_ticket(title=title), limits=(Limit("title", 255, "“Subject” of Redmine"),))
    assert not found(roomy, "title-long") and not found(roomy, "over-limit")
    (narrow,) = found(a_case(a_ticket(title=title), limits=(Limit("title", 80, "“Summary” of Desk"),)), "over-limit")
    assert narrow.severity is Severity.BLOCK and "“Summary” of Desk takes 80" in narrow.text


def test_many_places_of_one_check_are_told_in_few_findings() -> None:
    steps = "\n".join(f"{number}. Edit the file number{number}.cfg by hand." for number in range(1, 9))
    told = about("step-without-check", deployment=steps)
    assert [one.id for one in told] == [f"step-without-check:{number}" for number in (1, 2, 3)]
    assert told[-1].text.endswith("And 5 further places of the same.")


def test_a_real_ticket_is_checked_while_one_types() -> None:
    fields = {name: "\n".join([text] * 6) for name, text in GOOD.items() if BY_NAME[name].written}
    case = a_case(a_ticket(**fields))
    check(case)
    began = time.perf_counter()
    for _ in range(5):
        check(case)
    assert (time.perf_counter() - began) / 5 < 0.06  # 0.02 where nothing else runs


_PIECES = st.sampled_from(
    ["TODO", "TBD", "`", "```\n", "1. ", "- ", "<your", "{{", "$text", "\n\n", "revert the change", "if ", "Ada", ":",
     "@", "password=", "2026-12-01", "Approver: ", "#", "\u202e", "\0", "|", "'", "(", "[", "_____", "x" * 40, " "]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from(sorted(GOOD)), st.lists(_PIECES, max_size=14).map("".join)))
def test_whatever_stands_in_a_ticket_can_be_checked(fields: dict[str, str]) -> None:
    case = a_case(a_ticket(**fields))
    for one in check(case):
        assert one.text and one.field in {"", *BY_NAME}
        assert not one.quote or one.quote in case.text(one.field)[:5_000] or one.id.startswith("secret")


@pytest.mark.parametrize(
    "piece", ["lorem ipsum ", "if ", "revert the ", "TODO ", "a.b ", "1. ", "`", "$x ", "(", "to ", "git revert "]
)
def test_no_text_takes_long(piece: str) -> None:
    case = a_case(a_ticket(**dict.fromkeys(("title", "rollback", "description", "notes", "validator"), piece * 6_000)))
    began = time.perf_counter()
    check(case)
    assert time.perf_counter() - began < 2


def test_a_mend_puts_right_what_it_is_offered_for() -> None:
    case = a_case(a_ticket(description=""))
    (one,) = found(case, "empty")
    assert one.mend and one.mend == drafted(case, "description")
    after = a_case(a_ticket(**dict(one.mend.texts)))
    assert not found(after, "empty")


def test_a_finding_is_a_value() -> None:
    assert hash(Finding("a", "title", Severity.NOTE, "x")) and check(a_case()) == check(a_case())


def test_a_finding_about_the_title_quotes_it_as_it_is_typed() -> None:
    title = "Drop the old column  of orders. " + "x" * 100 + "  \n " + "y" * 40
    told = [one for one in check(a_case(a_ticket(title=title))) if one.field == "title" and one.quote]
    assert told and all(one.quote in title for one in told)
