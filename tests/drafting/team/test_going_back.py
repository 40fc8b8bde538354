"""The rollback steps of a team that says how it goes back: the verdict of the facts stays decisive."""

from relman_desktop.ticket import Layout

from .making import a_material, about, claims, steps
from .test_deploying import CANARY, DROP, ERRORS, FILE, READS

OWN = """
[[rollback_steps]]
text = "Put the image back"
command = "helm rollback orders"
minutes = 5

[[rollback_steps]]
command = "make unmigrate"
only_with = ["migrations"]
"""
BACKUP = '[[backups]]\nwhat = "orders database"\ncommand = "make backup"\nrestore = "make restore"\nminutes = 40\n'
UNSAFE = ("rollback.verdict", "The previous version does not run unchanged.", {"verdict": "unsafe", "reasons": 1})
SAFE = ("rollback.verdict", "Nothing was found that keeps it from running.", {"verdict": "safe"})
OLD = ("command.rollback", "It says so.", {"command": "docker compose down", "path": "README.md", "line": 4})


def test_the_teams_steps_take_the_place_of_the_repositorys() -> None:
    told = steps(a_material(OWN, facts=(OLD,)), "rollback")
    assert about(told, "helm rollback") == (
        "Put the image back, to `v1.0.0` (aaaaaaaaaa): `helm rollback orders` (about 5 min; .relman.toml:2)"
    )
    assert not any("docker compose" in one for one in told)


def test_a_verdict_against_going_back_stands_before_the_teams_steps() -> None:
    told = steps(a_material(OWN, facts=(UNSAFE, FILE, DROP, READS)), "rollback")
    assert "does not run unchanged" in told[0]
    reverse = about(told, "While the new version is still there")
    assert "`make unmigrate` (.relman.toml:7)" in reverse
    assert told.index(reverse) < told.index(about(told, "helm rollback"))


def test_where_migrations_can_stay_the_teams_step_for_them_is_only_the_way_out() -> None:
    told = steps(a_material(OWN, facts=(SAFE, FILE)), "rollback")
    assert sum("make unmigrate" in one for one in told) == 1
    text = about(told, "Leave the migration applied")
    assert "If it fails on the data all the same, take the team's own step: `make unmigrate`" in text


def test_a_step_for_migrations_is_not_told_where_there_are_none() -> None:
    told = steps(a_material(OWN, files={"orders/checkout.py": ("a\n", "b\n")}), "rollback")
    assert not any("unmigrate" in one for one in told)


def test_lost_data_comes_back_by_the_teams_command_and_how_long_that_takes_is_said() -> None:
    told = steps(a_material(BACKUP, facts=(UNSAFE, FILE, DROP, READS)), "rollback")
    assert about(told, "make restore").endswith(
        "the backup of the orders database made before the deployment: `make restore` (about 40 min; .relman.toml:1)"
    )
    assert not any("make restore" in one for one in steps(a_material(BACKUP), "rollback"))


def test_thresholds_are_what_triggers_it() -> None:
    profile = ERRORS.format("over 1 %") + 'where = "Grafana: Checkout"\nalert = "OrdersFailing, calls Orders"\n'
    alerts = tuple(
        (f"{kind}", "An alert.", {"name": name})
        for kind, name in (("surface.alert_added", "OrdersFailing"), ("surface.alert_added", "RefundsTooMany"))
    )
    told = claims(a_material(profile, facts=(*alerts, ("watch.alert", "An alert.", {"name": "DiskFull"}))), "rollback")
    item = next(one for one in told if one.layout is Layout.ITEM)
    assert item.text == ("`checkout_error_rate` is over 1 % (Grafana: Checkout); alert: OrdersFailing, calls Orders.")
    assert item.evidence[0] == "N1"
    fires = about(told, "one of these fires")
    assert "RefundsTooMany" in fires and "OrdersFailing" not in fires and "DiskFull" not in fires


def test_a_canary_is_given_up_first_where_the_old_version_runs_and_after_the_schema_where_not() -> None:
    canary = CANARY + 'switch_back = "make abort"\n' + OWN
    told = steps(a_material(canary, facts=(SAFE, FILE)), "rollback")
    assert told.index(about(told, "make abort")) < told.index(about(told, "Leave the migration"))
    told = steps(a_material(canary, facts=(UNSAFE, FILE, DROP, READS)), "rollback")
    assert told.index(about(told, "While the new version")) < told.index(about(told, "make abort"))


def test_a_toggle_is_switched_off_before_all_else() -> None:
    toggle = '[deployment]\nstrategy = "feature toggle"\nswitch_back = "make toggle-off"\n'
    told = [one for one in claims(a_material(toggle + OWN), "rollback") if one.layout is Layout.STEP]
    assert "make toggle-off" in told[0].text


def test_a_step_that_only_tells_somebody_names_no_version() -> None:
    told = steps(a_material('[[rollback_steps]]\ntext = "Say so in #ops"\n'), "rollback")
    assert told == ["Say so in #ops."]
