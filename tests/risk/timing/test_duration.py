"""How long it takes: what is written counts, what is not is counted as not known, and nothing is estimated."""

import pytest

from relman_desktop.risk.timing import Part
from relman_desktop.risk.timing.duration import parts_of
from relman_desktop.sources.profile.profile import Profile
from relman_desktop.ticket import Claim, Entry, Layout, Ticket, text_of
from tests.drafting.interview.telling import entry, material, profile

from .scheduling import EVENINGS, FREE, GO_BACK, ROLL_OUT, WATCH, kinds, ticket, told
from .scheduling import text_of as said_of

FULL = profile(ROLL_OUT, GO_BACK, WATCH)


def part(name: str, text: str, team: Profile = FREE) -> Part:
    return next(one for one in parts_of(material(profile=team), ticket("", **{name: text})) if one.name == name)


@pytest.mark.parametrize(
    ("field", "text", "minutes", "timed", "untimed"),
    [
        ("deployment", "1. Stop it (about 5 min)\n2. Start it; this takes 10 minutes\n3. Tell the team", 15, 2, 1),
        ("deployment", "- Copy 3 files\n- Restart", 0, 0, 2),
        ("deployment", "1. Migrate (takes 1 hour)\n2. Wait 90 seconds", 62, 2, 0),
        (
            "deployment",
            "1. Canary: 5 % for 15 minutes; go on while all is well.\n2. Then 50 % for 30 minutes.",
            45,
            2,
            0,
        ),
        ("deployment", "1. Go on unless errors are above 5 % for 15 minutes.", 0, 0, 1),
        ("rollback", "1. Switch back (2-4 min)\n2. Restore the backup (about 40 min)", 44, 2, 0),
        ("rollback", "1. If errors are over 2 % for 5 minutes, go back.", 0, 0, 1),
        ("validation", "1. Watch errors for 30 min (Grafana): go back if it is above 2 % for 5 minutes.", 30, 1, 0),
        ("validation", "1. Watch errors for 30 min.\n2. Watch it for 20 min.\n3. Pay a cart (about 5 min).", 35, 3, 0),
        ("validation", "1. Before the deployment, run the tests (about 20 min).\n2. Look at the page.", 0, 0, 1),
        ("validation", "1. In the weeks after, look at the goal.\n2. Monitor the queue for an hour.", 0, 0, 1),
        ("validation", "1. Monitor the queue for 2 hours.", 120, 1, 0),
        ("deployment", "1. Wait 9999 hours", 7 * 24 * 60, 1, 0),
    ],
)
def test_minutes_are_those_that_the_steps_say(field: str, text: str, minutes: int, timed: int, untimed: int) -> None:
    found = part(field, text)
    assert (found.minutes, found.timed, found.untimed) == (minutes, timed, untimed)


def test_what_is_watched_at_the_same_time_counts_once() -> None:
    found = part("validation", "1. Watch errors for 30 min.\n2. Watch orders for 20 min.\n3. Pay a cart (about 5 min).")
    assert (found.minutes, found.watching) == (35, 30)


def test_empty_fields_take_what_the_profile_says_of_the_change() -> None:
    elsewhere = entry("deployment_steps", text="Rebuild the search", minutes=99, paths=("search/**",))
    open_ended = entry("deployment_steps", text="Tell #releases")
    one = told("", profile(ROLL_OUT, GO_BACK, WATCH, elsewhere, open_ended))
    assert [(part.name, part.minutes, part.untimed) for part in one.parts] == [
        ("deployment", 20, 1),
        ("validation", 30, 0),
        ("rollback", 10, 0),
    ]
    assert one.minutes == 60 and one.untimed == 1
    assert [part.evidence for part in one.parts] == [("N1",), ("N3",), ("N2",)]


def cited(name: str, *claims: Claim) -> Ticket:
    return Ticket("t1", ticket("").change, {name: Entry(text_of(claims), claims)})


def step(text: str, *evidence: str) -> Claim:
    return Claim(text, evidence, layout=Layout.STEP)


def test_a_step_that_cites_the_profile_takes_its_minutes_once_and_its_own_words_first() -> None:
    given = cited("deployment", step("Roll it out.", "N1"), step("Look at it.", "N1"), step("Say so.", "N2"))
    found = parts_of(material(profile=FULL), given)[0]
    assert (found.minutes, found.timed, found.untimed, found.evidence) == (20, 1, 2, ("N1",))
    other = cited("deployment", step("Roll it out (about 45 min).", "N1"))
    assert parts_of(material(profile=FULL), other)[0].minutes == 45, "a person may have changed it"


def test_the_minutes_of_a_backup_are_of_restoring_it() -> None:
    backup = entry("backups", what="orders", command="make backup", restore="make restore", minutes=40)
    team = profile(backup)
    given = cited("rollback", step("Save what was written: `make backup`", "N1"), step("`make restore`", "N1"))
    (found,) = parts_of(material(profile=team), given)
    assert (found.minutes, found.untimed) == (40, 1)
    assert parts_of(material(profile=team), cited("deployment", step("Back up: `make backup`", "N1")))[0].minutes == 0


@pytest.mark.parametrize(
    ("schedule", "said", "severity"),
    [
        ("2026-12-01 19:00 to 20:00", "", ""),
        (
            "2026-12-01 19:00 to 19:59",
            "deploying (20 min), validating (30 min) and going back (10 min) take 60 min",
            "warn",
        ),
        ("2026-12-01 19:00 to 19:15", "is 15 min", "block"),
        ("2026-12-01 20:00", "", ""),
        ("2026-12-01 20:10", "From 2026-12-01 20:10 on the window “evenings” (N4) has 50 min left", "warn"),
        ("2026-12-01 20:50", "has 10 min left", "block"),
        ("2026-12-01", "", ""),
    ],
)
def test_deploying_validating_and_going_back_must_fit(schedule: str, said: str, severity: str) -> None:
    one = told(schedule, profile(ROLL_OUT, GO_BACK, WATCH, EVENINGS))
    assert dict(kinds(one)).get("too_short", "") == severity
    if said:
        assert said in said_of(one, "too_short")
        found = next(remark for remark in one.remarks if remark.kind == "too_short")
        assert {"N1", "N2", "N3"} <= set(found.evidence)


def test_a_window_by_whatever_name_is_told_of() -> None:
    odd = entry("windows", name="{0} %s $x", days=("tue",), from_="19:00", to="21:00")
    assert "“{0} %s $x” (N4) has 10 min left" in said_of(
        told("2026-12-01 20:50", profile(ROLL_OUT, GO_BACK, WATCH, odd)), "too_short"
    )


def test_steps_without_a_time_are_said_and_not_made_up() -> None:
    steps = {"deployment": "1. Migrate (about 50 min)\n2. Restart", "rollback": "1. Go back"}
    one = told("2026-12-01 10:00 to 10:30", **steps)
    assert said_of(one, "too_short").endswith("deploying (50 min) takes 50 min; 2 further steps say no time.")
    nothing = told("2026-12-01 10:00 to 10:30", deployment="1. Restart")
    assert nothing.minutes is None and nothing.untimed == 1 and kinds(nothing) == []
