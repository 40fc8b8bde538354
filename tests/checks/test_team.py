"""A team weighs the checks and adds its own; a change under review silences none of its own checks."""

import time
from dataclasses import replace

import pytest

from relman_desktop.checks import Severity
from relman_desktop.sources.profile.profile import Profile
from relman_desktop.sources.profile.reading import read_profile
from tests.checks.cases import a_case, a_ticket, about, found
from tests.drafting.interview.telling import entry
from tests.facts.changes import a_change

BARE = {"deployment": "1. Run `make deploy`."}


@pytest.mark.parametrize(("said", "severity"), [("block", Severity.BLOCK), ("note", Severity.NOTE)])
def test_a_team_weighs_a_check(said: str, severity: Severity) -> None:
    (one,) = about("no-duration", entry("checks", id="no-duration", severity=said), **BARE)
    assert one.severity is severity


def test_a_team_switches_a_check_off() -> None:
    assert about("no-duration", **BARE)
    assert not about("no-duration", entry("checks", id="no-duration", severity="off"), **BARE)


def test_a_profile_under_review_silences_nothing_and_may_be_stricter() -> None:
    change = a_change({"src/a.py": ("a\n", "b\n"), ".relman.toml": ("a\n", "b\n")})
    off = entry("checks", id="no-duration", severity="off")
    case = a_case(a_ticket(**BARE), off, change=change)
    assert found(case, "no-duration")
    (note,) = found(case, "profile-in-review")
    assert note.severity is Severity.NOTE and ".relman.toml" in note.text and note.evidence == ("N1",)
    strict = a_case(a_ticket(**BARE), entry("checks", id="no-duration", severity="block"), change=change)
    assert found(strict, "no-duration")[0].severity is Severity.BLOCK and not found(strict, "profile-in-review")
    assert found(case, "policy-in-review")[0].severity is Severity.NOTE, "what it takes out nobody sees any more"
    own = replace(off, file="your profile")
    assert not found(a_case(a_ticket(**BARE), own, change=change), "no-duration"), "the person's own is not in review"


def test_a_team_has_rules_of_its_own() -> None:
    link = entry(
        "check_rules", text="Link the runbook", field="rollback", must="https://wiki/|runbook", severity="block"
    )
    (one,) = about("team-rule", link)
    assert (
        one.severity is Severity.BLOCK and one.text == "Rollback steps: Link the runbook." and one.evidence == ("N1",)
    )
    assert not about("team-rule", link, rollback="Go back by the RUNBOOK if the check fails (5 min).")


def test_a_rule_may_forbid_words_and_quotes_them() -> None:
    never = entry("check_rules", text="Not there", field="deployment", must_not=r"\bprod-legacy\b")
    (one,) = about("team-rule", never, deployment="1. Run `make deploy ENV=Prod-Legacy` (5 min).")
    assert one.quote == "Prod-Legacy" and one.severity is Severity.WARN


@pytest.mark.parametrize(
    ("when", "applies"),
    [
        ({"levels": ("medium",)}, True),
        ({"levels": ("high",)}, False),
        ({"types": ("normal",)}, True),
        ({"types": ("emergency",)}, False),
        ({"services": ("checkout",)}, True),
        ({"services": ("check",)}, False),
        ({"paths": ("src/**",)}, True),
        ({"paths": ("db/**",)}, False),
    ],
)
def test_a_rule_holds_where_it_says(when: dict[str, tuple[str, ...]], applies: bool) -> None:
    rule = entry("check_rules", text="No", field="title", must="nowhere", **when)
    assert bool(about("team-rule", rule)) is applies


def test_no_pattern_takes_long() -> None:
    rule = entry("check_rules", text="No", field="notes", must="(a+)+$", must_not="(x+x+)+y")
    began = time.perf_counter()
    about("team-rule", rule, notes="a" * 30_000 + "x" * 30_000 + "!")
    assert time.perf_counter() - began < 3


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[[checks]]\nid = "no-duratio"\nseverity = "off"', "did you mean `no-duration`?"),
        ('[[checks]]\nid = "no-duration"\nseverity = "never"', "must be one of block, warn, note, off"),
        ('[[check_rules]]\ntext = "a"\nfield = "titel"\nmust = "a"', "did you mean `title`?"),
        ('[[check_rules]]\ntext = "a"\nfield = "title"\nmust = "(a"', "`must` is no pattern of RE2"),
        ('[[check_rules]]\ntext = "a"\nfield = "title"\nmust_not = "(?=a)"', "`must_not` is no pattern of RE2"),
        ('[[check_rules]]\ntext = "a"\nfield = "title"', "needs a `must` or a `must_not`"),
        ('[[approvals]]\nname = "a"\nfrom = ["b"]\nnumber = 2', "names only 1"),
        ('[[approvals]]\nname = "a"\nnumber = 0', "must be a whole number from 1 on"),
        ('[[approvals]]\nname = "a"', "needs a `from` or a `number`"),
    ],
)
def test_each_fault_is_told_and_its_entry_is_left_out(text: str, told: str) -> None:
    read: Profile = read_profile(text, ".relman.toml")
    assert not read.entries and len(read.warnings) == 1 and told in read.warnings[0]
