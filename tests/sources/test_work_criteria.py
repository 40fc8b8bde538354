"""Acceptance criteria in the bodies of work items, as people write them."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relman_desktop.sources.work.criteria import criteria_of, field_names, is_criteria


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "## Why\nIt is slow.\n\n## Acceptance criteria\n- [ ] Exports take two seconds\n"
            "- [x] **Menu** has [Export](u)\n"
            "  and it is bold\n1. A number\n\n## Notes\n- nothing",
            ("Exports take two seconds", "Menu has Export and it is bold", "A number"),
        ),
        (
            "**AC:**\n* One thing\n* The export:\n  * is quick\n  * is right",
            ("One thing", "The export: is quick", "The export: is right"),
        ),
        ("AC:\n* One thing\n\n**Out of scope:**\n* Another", ("One thing",)),
        ("# Acceptance Criteria #\n### Export\n- Quick\n### Import\n- Right\n# Else\n- No", ("Quick", "Right")),
        ("Definition of Done: all exports are quick", ("all exports are quick",)),
        ("Done when exports are quick.", ("exports are quick.",)),
        (
            "### Akzeptanzkriterien\n\nDer Export ist schnell.\n\nEr ist richtig.",
            ("Der Export ist schnell.", "Er ist richtig."),
        ),
        ("AC1: Quick\nAC 2 - Right", ("Quick", "Right")),
        (
            "Acceptance criteria\n\nScenario: Maya\nGiven a user\nWhen they log in\nThen they see a list\n"
            "And a menu\n\n"
            "Given a guest\nThen they see none",
            ("Given a user When they log in Then they see a list And a menu", "Given a guest Then they see none"),
        ),
        ("```gherkin\nScenario: One\n  Given a\n  When b\n  Then c\n```", ("Given a When b Then c",)),
        ("**Szenario:** x\n- Angenommen a\n- Wenn b\n- Dann c", ("Angenommen a Wenn b Dann c",)),
        ("Do it\n\n- [ ] The thing\n- [x] The other", ("The thing", "The other")),
        ("## Checklist\n- [x] Tests\n## Todo\n- [ ] I have searched\n- [ ] The thing", ("The thing",)),
        ("## AC\n- ~~Gone~~\n- <!-- hidden -->\n- Stays", ("Stays",)),
        ("When I click it, it crashes.\nThen nothing works.", ()),
        ("```\n## Acceptance criteria\n- code\n```", ()),
        ("<!--\n## Acceptance criteria\n- what to write here\n-->\nNothing.", ()),
        ("Just words.\n- and a list", ()),
        ("", ()),
    ],
)
def test_criteria_are_read_as_people_write_them(body: str, expected: tuple[str, ...]) -> None:
    assert criteria_of(body) == expected
    assert criteria_of(body.replace("\n", "\r\n")) == expected


@pytest.mark.parametrize("name", field_names())
def test_what_a_field_is_called_is_what_a_heading_is_called(name: str) -> None:
    assert is_criteria(f"{name.capitalize()}:") and criteria_of(f"## {name.upper()}\n\nIt is quick.") == (
        "It is quick.",
    )
    assert not is_criteria(None) and not is_criteria(f"No {name}")


def test_what_is_long_is_cut_and_what_is_much_is_bounded() -> None:
    found = criteria_of("## AC\n" + "\n".join(f"- {number} " + "word " * 400 for number in range(500)))
    assert len(found) == 100 and max(map(len, found)) <= 500


@pytest.mark.parametrize(
    "piece", ["- ", "## AC\n- x\n", "[", "~~", "Given ", "Given a\n", "<!--", "  ", "**", "`", "1. - [ ] "]
)
def test_a_hostile_body_takes_no_time(piece: str) -> None:
    started = time.process_time()
    criteria_of((piece * 1_000_000)[:1_000_000])
    criteria_of("## AC\n" + (piece * 1_000_000)[:1_000_000])
    assert time.process_time() - started < 3


words = st.sampled_from(
    ["## AC", "\n", "- [ ] ", "  * ", "x:", "Given", "Then", "**", "```", "<!--", "-->", "é", "\x00"]
)


@given(
    st.one_of(
        st.text(max_size=300), st.lists(words, max_size=30).map(" ".join), st.lists(words, max_size=30).map("".join)
    )
)
def test_each_criterion_is_a_line_that_says_something(body: str) -> None:
    for one in criteria_of(body):
        assert one == " ".join(one.split()) and any(map(str.isalnum, one))
