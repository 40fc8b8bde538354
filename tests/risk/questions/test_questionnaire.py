"""Each question of the review: what answers it, what is asked, and that silence is never fine."""

import tomllib
from collections.abc import Mapping
from dataclasses import replace

import pytest

from relman_desktop.beginning import new_ticket
from relman_desktop.drafting.question_table import asked_of_the_risk, question_rows
from relman_desktop.facts.book import Facts
from relman_desktop.files import resource
from relman_desktop.loaded import Loaded
from relman_desktop.risk import Axis, Background, Case
from relman_desktop.risk.questions import ids, questionnaire
from relman_desktop.risk.questions.table import rows
from relman_desktop.risk.rehearsal.rehearsal import Finding, Outcome, Rehearsal
from relman_desktop.risk.telling import OVERRIDE
from relman_desktop.sources.profile.profile import TeamEntry
from tests.drafting.interview.telling import entry, item
from tests.drafting.test_template import facts
from tests.facts.changes import a_change
from tests.risk.questions.cases import CODE, DOCS, a_case, stands

SERVICES = "Which services does this change affect?"
USERS = "What user experience does this impact?"


def a_rehearsal(**outcomes: Outcome) -> Background:
    findings = tuple(
        Finding(name, outcome, f"The {name} says {outcome}.", ("C1",)) for name, outcome in outcomes.items()
    )
    return Background(rehearsal=Rehearsal("main", "a" * 40, findings))


def test_the_questions_of_the_seed_are_all_there_and_no_answer_is_known_by_two() -> None:
    assert list(ids()) == [
        *("unit_tests", "integration_tests", "end_to_end_tests", "regression_tests"),
        *("review", "impact_identified", "documentation", "strategy", "monitoring", "alerting"),
        *("backups", "recovery_plan", "rollback_tried"),
    ]
    assert {*ids().values(), OVERRIDE} == asked_of_the_risk()
    assert not asked_of_the_risk() & {row.text for row in question_rows()}
    table = tomllib.loads(resource("risk/questions.toml").read_text("utf-8"))
    assert set(table["identified"].values()) <= {row.text for row in question_rows()}


def test_what_nobody_answered_weighs_as_much_as_a_no() -> None:
    for row in rows():
        silent, denied = a_case(), a_case(answers={row.id: "no"})
        assert stands(silent, row.id).points == stands(denied, row.id).points == stands(silent, row.id).most, row.id


def test_all_answers_no_are_a_third_of_an_axis_and_nothing_lessens_much() -> None:
    worst = {axis: sum(row.weight(row.worst) for row in rows() if row.axis is axis) for axis in Axis}
    best = {axis: sum(row.weight(row.best) for row in rows() if row.axis is axis) for axis in Axis}
    assert worst == {Axis.LIKELIHOOD: 15, Axis.IMPACT: 16}
    assert best == {Axis.LIKELIHOOD: 0, Axis.IMPACT: -5}


def test_contributions_are_the_points_of_the_answers() -> None:
    told = questionnaire(a_case(answers={"unit_tests": "yes", "strategy": "canary"}))
    assert {one.name: one.points for one in told.contributions} == {
        one.id: one.points for one in told.answered if one.points
    }
    assert next(one for one in told.contributions if one.name == "review").value == "not answered"


def test_a_persons_answer_counts_before_all_evidence_and_keeps_its_words() -> None:
    team = entry("monitoring", metric="errors", where="Grafana")
    assert stands(a_case(None, None, team), "monitoring").answer == "yes"
    one = stands(a_case(None, None, team, answers={"monitoring": "no,\n<b>Grafana</b> is down"}), "monitoring")
    assert (one.answer, one.source, one.points) == ("no, <b>Grafana</b> is down", "person", one.most)
    assert one.evidence == ("A1",) and "“no, <b>Grafana</b> is down”" in one.text


def test_a_long_or_hidden_answer_is_shown_short_and_in_the_open() -> None:
    one = stands(a_case(answers={"review": "yes \u202e" + "very " * 5000}), "review")
    assert len(one.answer) <= 600 and "\u202e" not in one.answer + one.text and len(one.text) < 250


# What evidence answers: a question, what there is, and what comes of it; "" where it must be asked.
FACTS: Mapping[str, tuple[str, str, dict[str, object]]] = {
    "ci": ("tests.pipeline", "Pipelines run unit tests with each change: `pytest`.", {"kind": "unit", "with": "each"}),
    "ci of some": ("tests.pipeline", "Pipelines run unit tests.", {"kind": "unit", "with": "some"}),
    "ci e2e": ("tests.pipeline", "Pipelines run end-to-end tests.", {"kind": "end-to-end", "with": "each"}),
    "tests": ("tests.touched", "4 test files change.", {"files": 4, "integration": 1}),
    "no tests": ("tests.none", "3 source files change, and no test does.", {"files": 3}),
    "tests gone": ("tests.removed", "3 tests were removed.", {"weight": 40}),
    "alert": ("watch.alert", "The repository has the alert `Slow`.", {"name": "Slow"}),
    "alert gone": ("surface.alert_removed", "The alert `Slow` is gone.", {"name": "Slow"}),
    "dashboard": ("watch.dashboard", "The repository has the dashboard `Cart`.", {"name": "Cart"}),
    "metric": ("surface.metric_added", "The metric `cart_errors` is new.", {"name": "cart_errors"}),
    "metric gone": ("surface.metric_removed", "The metric `errors` is gone.", {"name": "errors"}),
    "docs": ("docs.changed", "2 pages of documentation change.", {}),
    "undocumented": ("config.undocumented", "`CART` is not documented.", {}),
    "note": ("notes.entry", "Release notes: faster.", {}),
    "flag": ("config.flag_added", "Asks for the flag `cart`.", {"name": "cart", "default": "False"}),
    "flag on": ("config.flag_added", "Asks for the flag `cart`.", {"name": "cart", "default": "true"}),
    "migration": ("migration.add_column", "Adds a column.", {}),
    "backup": ("command.backup", "The guide says how.", {"path": "docs/backup.md"}),
    "restore": ("command.restore", "The guide says how.", {"path": "docs/backup.md"}),
}
E2E = {"kind": "end-to-end", "command": "make e2e"}
BACKED_UP = {"what": "orders", "every": "night", "restore": "make restore"}


@pytest.mark.parametrize(
    ("question", "known", "entries", "answer"),
    [
        ("unit_tests", ["ci"], [], "partly"),
        ("unit_tests", ["ci of some"], [], ""),
        ("unit_tests", ["ci", "no tests"], [], ""),
        ("unit_tests", ["ci e2e"], [], ""),
        ("unit_tests", ["tests"], [], ""),
        ("integration_tests", ["tests"], [], ""),
        ("integration_tests", ["ci"], [], ""),
        ("end_to_end_tests", ["ci e2e"], [], "partly"),
        ("end_to_end_tests", [], [entry("testing", **E2E, automated=True)], "partly"),
        ("end_to_end_tests", [], [entry("testing", **E2E)], ""),
        ("end_to_end_tests", [], [entry("testing", **E2E, automated=True, when="after")], ""),
        ("end_to_end_tests", [], [entry("testing", **E2E, automated=True, paths=("web/**",))], ""),
        ("unit_tests", [], [entry("testing", **E2E, automated=True)], ""),
        ("regression_tests", ["ci"], [], "partly"),
        ("regression_tests", ["ci", "tests gone"], [], ""),
        ("documentation", ["docs"], [], "partly"),
        ("documentation", ["note"], [], "partly"),
        ("documentation", ["docs", "undocumented"], [], "no"),
        ("documentation", [], [], ""),
        ("impact_identified", ["note"], [], "partly"),
        ("impact_identified", [], [entry("services", name="cart", paths=("src/**",))], "partly"),
        ("impact_identified", [], [entry("services", name="cart", paths=("web/**",))], ""),
        ("impact_identified", [], [entry("services", name="cart")], ""),
        ("strategy", [], [entry("deployment", strategy="canary", stages=("5 %", "all"))], "canary"),
        ("strategy", [], [entry("deployment", strategy="blue-green")], "blue-green"),
        ("strategy", [], [entry("deployment", strategy="plain")], "plain"),
        ("strategy", [], [entry("deployment", strategy="feature toggle")], ""),
        ("strategy", ["flag"], [], "partly"),
        ("strategy", ["flag on"], [], ""),
        ("strategy", ["flag"], [entry("deployment", strategy="canary")], "canary"),
        ("strategy", ["flag"], [entry("deployment", strategy="plain")], "partly"),
        ("monitoring", [], [entry("monitoring", metric="errors", where="Grafana")], "yes"),
        ("monitoring", [], [entry("monitoring", metric="errors", threshold="above 2 %")], "yes"),
        ("monitoring", [], [entry("monitoring", metric="errors")], "partly"),
        ("monitoring", [], [entry("monitoring", metric="errors", where="Grafana", paths=("web/**",))], ""),
        ("monitoring", ["metric gone"], [entry("monitoring", metric="errors", where="Grafana")], ""),
        ("monitoring", ["dashboard"], [], "partly"),
        ("monitoring", ["metric"], [], "partly"),
        ("alerting", [], [entry("monitoring", metric="errors", alert="CartSlow, pages Orders")], "yes"),
        ("alerting", [], [entry("monitoring", metric="errors", threshold="above 2 %")], "partly"),
        ("alerting", [], [entry("monitoring", metric="errors", where="Grafana")], ""),
        ("alerting", ["alert"], [], "partly"),
        ("alerting", ["alert", "alert gone"], [], ""),
        ("backups", ["migration"], [entry("backups", **BACKED_UP)], "yes"),
        ("backups", ["migration"], [entry("backups", what="orders", every="night")], "partly"),
        ("backups", ["migration"], [entry("backups", what="orders")], "partly"),
        ("backups", ["migration", "backup"], [], ""),
        ("backups", ["migration"], [], ""),
        ("backups", [], [], "not needed"),
        ("recovery_plan", [], [entry("backups", what="orders", plan="docs/recovery.md")], "yes"),
        ("recovery_plan", [], [entry("backups", **BACKED_UP)], "partly"),
        ("recovery_plan", [], [entry("services", name="cart", runbook="docs/cart.md")], "partly"),
        ("recovery_plan", ["restore"], [], ""),
        ("strategy", [], [entry("deployment", strategy="canary", stages=("100 %",))], ""),
        ("strategy", [], [entry("deployment", strategy="canary", stages=("all users",))], ""),
        ("monitoring", [], [entry("monitoring", metric="?", where="TBD", alert="none")], ""),
        ("monitoring", [], [entry("monitoring", metric="errors", where="TBD", threshold="?")], "partly"),
        ("alerting", [], [entry("monitoring", metric="errors", alert="none")], ""),
        ("backups", ["migration"], [entry("backups", what="none", every="never", restore="not possible")], ""),
        ("backups", ["migration"], [entry("backups", what="orders", every="never", restore="no plan yet")], "partly"),
        ("recovery_plan", [], [entry("backups", what="orders", plan="no plan yet")], ""),
        ("recovery_plan", [], [entry("services", name="cart", runbook="none")], ""),
    ],
)
def test_what_evidence_answers(question: str, known: list[str], entries: list[TeamEntry], answer: str) -> None:
    one = stands(a_case(None, facts(*(FACTS[name] for name in known)), *entries), question)  # type: ignore[arg-type]
    assert one.answer == answer, one.text
    assert one.source == ("evidence" if answer else "unanswered")
    assert one.evidence or not answer, "what is answered cites what answers it"
    assert one.points == one.most or answer not in ("", "no", "plain")
    assert one.text.endswith(".") and one.text.count("\n") == 0


@pytest.mark.parametrize(
    ("question", "said", "answer"),
    [
        ("monitoring", entry("monitoring", metric="errors", where="Grafana", alert="Slow"), "partly"),
        ("alerting", entry("monitoring", metric="errors", alert="Slow"), "partly"),
        ("monitoring", entry("monitoring", metric="errors"), ""),
        ("strategy", entry("deployment", strategy="canary"), ""),
        ("recovery_plan", entry("backups", what="orders", plan="docs/recovery.md"), "partly"),
        ("recovery_plan", entry("backups", **BACKED_UP), ""),
        ("end_to_end_tests", entry("testing", **E2E, automated=True), ""),
    ],
)
def test_what_the_change_itself_writes_into_the_profile_is_a_claim(question: str, said: TeamEntry, answer: str) -> None:
    changed = a_change({**CODE, ".relman.toml": ("a\n", "b\n")})
    one = stands(a_case(changed, None, said), question)
    assert one.answer == answer and one.evidence == ("N1",)


def test_the_impact_is_known_where_a_person_says_who_notices_and_what_it_is() -> None:
    service = entry("services", name="cart", paths=("src/**",))
    both = a_case(None, None, service, answers={USERS: "The cart is faster for everybody."})
    assert stands(both, "impact_identified").answer == "yes"
    assert stands(both, "impact_identified").evidence == ("A1", "N1")
    assert stands(a_case(answers={USERS: "Faster carts.", SERVICES: "cart"}), "impact_identified").answer == "yes"
    assert stands(a_case(answers={USERS: "Faster carts."}), "impact_identified").answer == "partly"
    for words in ("unknown", "TBC", "later", "ask Bob", "to be determined"):
        told = a_case(answers={USERS: words, SERVICES: words})
        assert stands(told, "impact_identified").answer == "", words


def test_a_work_item_that_tells_what_it_is_for_shows_a_part_of_the_impact() -> None:
    told = a_case(work=(item(title="Checkout hangs", body="It waits for ever."),))
    assert (one := stands(told, "impact_identified")).answer == "partly" and one.evidence == ("W1",)
    assert stands(a_case(work=(item(title="Checkout hangs"),)), "impact_identified").answer == ""


@pytest.mark.parametrize(
    ("outcomes", "answer"),
    [
        ({"revert": "yes", "schema": "yes"}, "partly"),
        ({"revert": "yes", "schema": "yes", "artifacts": "unknown"}, "partly"),
        ({"revert": "yes", "schema": "unknown"}, ""),
        ({"revert": "yes"}, ""),
        ({"revert": "yes", "schema": "yes", "configuration": "no"}, ""),
        ({"revert": "no", "schema": "yes"}, ""),
    ],
)
def test_a_rehearsal_is_less_than_a_trial(outcomes: dict[str, Outcome], answer: str) -> None:
    one = stands(a_case(background=a_rehearsal(**outcomes)), "rollback_tried")
    assert one.answer == answer
    if "no" in outcomes.values():
        assert one.text.endswith("says no.") and one.evidence == ("C1",)
    tried = stands(
        a_case(answers={"rollback_tried": "yes, on staging"}, background=a_rehearsal(**outcomes)), "rollback_tried"
    )
    assert tried.points < 0


def test_a_change_of_documentation_and_tests_needs_a_review_and_no_more() -> None:
    told = questionnaire(a_case(a_change(DOCS))).answered
    assert {one.id for one in told if one.answer != "not needed"} == {"review"}
    assert {one.points for one in told if one.id != "review"} == {0} and {
        one.most for one in told if one.id != "review"
    } == {0}
    assert all(one.evidence == ("F1", "F2") and one.source == "evidence" for one in told if one.id != "review")


@pytest.mark.parametrize("words", ["no", "yes", "partly", "canary", "not needed: docs", "whatever"])
def test_no_answer_to_what_is_not_needed_adds_anything(words: str) -> None:
    told = questionnaire(a_case(a_change(DOCS), answers=dict.fromkeys(ids(), words))).answered
    assert all(one.source == "person" and not one.points for one in told if one.id != "review")


@pytest.mark.parametrize(
    "path",
    [
        "db/V2__orders.sql",
        "src/shop/models/order.py",
        "app/models.py",
        "prisma/schema.prisma",
        "terraform/main.tf",
        "src/storage/s3.py",
        "api/orders.proto",
        "src/jobs/cleanup_orders.py",
        "src/main/java/shop/OrderRepository.java",
        "src/main/java/shop/MySQLOrderDAOImpl.java",
    ],
)
def test_a_backup_is_asked_for_where_stored_data_may_change(path: str) -> None:
    assert stands(a_case(a_change({path: ("a\n", "b\n")})), "backups").source == "unanswered"


@pytest.mark.parametrize(
    "path",
    ["src/shop/cart.py", ".github/workflows/ci.yml", "web/button.tsx", "src/Storefront.java", "package-lock.json"],
)
def test_no_backup_is_asked_for_where_nothing_touches_stored_data(path: str) -> None:
    assert stands(a_case(a_change({path: ("a\n", "b\n")})), "backups").answer == "not needed"
    diff = a_change({path: ("a\n", "b\n")}, origin="diff")
    assert stands(a_case(diff), "backups").source == "unanswered", "a diff file shows too little"


def test_an_update_of_dependencies_is_told_in_no_document() -> None:
    bump = a_change({"requirements.txt": ("a==1\n", "a==2\n"), "tests/test_a.py": ("a\n", "b\n")})
    assert stands(a_case(bump), "documentation").answer == "not needed"
    assert stands(a_case(bump), "unit_tests").source == "unanswered", "it runs otherwise all the same"


def test_what_is_left_out_of_a_change_answers_nothing() -> None:
    change = a_change({**CODE, "docs/cart.md": ("a\n", "b\n"), "db/2.sql": (None, "ALTER\n")})
    told = facts(FACTS["docs"], FACTS["migration"]).items  # type: ignore[arg-type]
    known = Facts((replace(told[0], evidence=("F2",)), replace(told[1], evidence=("F3.h1",))))
    case = a_case(change, known)
    assert stands(case, "documentation").answer == "partly" and stands(case.without("F2"), "documentation").answer == ""
    assert (
        stands(case, "backups").source == "unanswered" and stands(case.without("F3"), "backups").answer == "not needed"
    )
    assert stands(case.without("F1", "F3"), "unit_tests").answer == "not needed"


def test_the_sample_is_asked_about_as_an_approver_would(loaded: Loaded) -> None:
    ticket = new_ticket("t", loaded.reference)
    told = {one.id: one for one in questionnaire(Case(loaded.material(ticket), ticket)).answered}
    assert not any(one.answer == "yes" for one in told.values()), "nothing shows all of any"
    assert told["rollback_tried"].source == "unanswered" and told["backups"].source == "unanswered"
