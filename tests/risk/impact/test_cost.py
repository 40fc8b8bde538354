"""What a fault would cost: on real changes, and how the reasons add up."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relman_desktop.loaded import Loaded
from relman_desktop.risk.assessment import FileRisk
from relman_desktop.risk.impact import impact
from relman_desktop.risk.impact.table import table
from tests.facts.changes import Texts

from .cases import a_case, a_fact, a_found_case, case_of, loaded_case, points, total
from .test_table import FITTING

DOCS: dict[str, Texts] = {"README.md": ("a\n", "b\n"), "tests/test_app.py": ("a = 1\n", "a = 2\n")}


def test_the_sample_costs_what_a_dropped_column_costs(loaded: Loaded) -> None:
    case = loaded_case(loaded)
    cost = impact(case)
    assert points(cost)["data_lost"] == 13 and points(cost)["way_back_closed"] == 3
    drop = next(file for file in loaded.change.files if "drop_legacy_id" in file.path)
    without = impact(case.without(drop.id))
    assert "data_lost" not in points(without) and "way_back_closed" not in points(without)
    assert total(cost) - total(without) >= 8
    assert cost.with_impact(())[0].id == drop.id


def test_every_reason_of_the_sample_stands_on_evidence_that_is_there(loaded: Loaded) -> None:
    case = loaded_case(loaded)
    known = {fact.id for fact in loaded.facts.items} | {file.id for file in loaded.change.files}
    for one in impact(case).contributions:
        assert set(one.evidence) <= known and one.text.endswith(".") and "\n" not in one.text
        assert bool(one.evidence) is (one.name != "criticality")


def test_the_same_case_costs_the_same(loaded: Loaded) -> None:
    assert impact(loaded_case(loaded)) == impact(loaded_case(loaded))


def test_leaving_files_of_the_sample_out_never_costs_more(loaded: Loaded) -> None:
    case = loaded_case(loaded)
    ids = [file.id for file in loaded.change.files]
    before = total(impact(case))
    for end in range(1, len(ids) + 1):
        now = total(impact(case.without(*ids[:end])))
        assert now <= before
        before = now
    assert before == 0


KINDS = st.sampled_from(sorted(FITTING))
FACTS = st.lists(st.tuples(KINDS, st.sets(st.integers(1, 4), min_size=1)), max_size=12)
FILES: dict[str, Texts] = {
    "src/auth/a.py": ("a = 1\n", "a = 2\n"),
    "deploy/billing.yaml": ("a: 1\n", "a: 2\n"),
    "docs/page.md": ("a\n", "b\n"),
    "tests/test_a.py": ("a = 1\n", "a = 2\n"),
}
PROFILE = """
[[services]]
name = "one"
criticality = "low"
paths = ["src/**"]
[[services]]
name = "two"
criticality = "critical"
users = "all customers"
"""


@settings(max_examples=120, deadline=None)
@given(FACTS, st.sets(st.integers(1, 4)), st.sets(st.integers(1, 4)), st.sampled_from(["", PROFILE]))
def test_leaving_files_out_never_costs_more(
    told: list[tuple[str, set[int]]], some: set[int], more: set[int], profile: str
) -> None:
    facts = [
        a_fact(number, *FITTING[name], tuple(f"F{file}.h1" for file in sorted(files)))
        for number, (name, files) in enumerate(told, 1)
    ]
    case = a_case(*facts, files=FILES, profile=profile)
    left = case.without(*(f"F{one}" for one in some))
    less = left.without(*(f"F{one}" for one in more))
    assert total(impact(less)) <= total(impact(left)) <= total(impact(case)) <= table().most


@settings(max_examples=60, deadline=None)
@given(FACTS)
def test_the_files_have_the_points_of_what_rests_on_them(told: list[tuple[str, set[int]]]) -> None:
    facts = [
        a_fact(number, *FITTING[name], tuple(f"F{file}.h1" for file in sorted(files)))
        for number, (name, files) in enumerate(told, 1)
    ]
    cost = impact(a_case(*facts, files=FILES))
    for file in cost.with_impact((FileRisk("F3", 1.0, 0, "It is large."),)):
        mine = [one for one in cost.contributions if file.id in cost.rests.get(one.name, ())]
        assert file.impact == sum(one.points for one in mine)
        assert bool(file.text)


def test_the_worst_of_a_group_counts_in_full_and_forty_of_it_little_more() -> None:
    kind, weight, data = FITTING["data_lost"]
    once = impact(a_case(a_fact(1, kind, weight, data)))
    often = impact(a_case(*(a_fact(number, kind, weight, data) for number in range(1, 41))))
    assert points(once)["data_lost"] == 13 and points(often)["data_lost"] == 15
    both = impact(a_case(a_fact(1, kind, weight, data), a_fact(2, *FITTING["schema_locked"])))
    assert points(both)["schema_locked"] == 6 // table().further


def test_of_several_groups_the_worst_counts_in_full_and_the_others_a_share() -> None:
    cost = impact(a_case(a_fact(1, *FITTING["data_lost"]), a_fact(2, *FITTING["payment_changed"])))
    assert points(cost)["data_lost"] == 13 and points(cost)["payment_changed"] == 9 // table().others


def test_what_is_over_the_limit_is_taken_back_with_a_reason() -> None:
    profile = PROFILE.replace("low", "critical") + '[[environments]]\nname = "eu"\nkind = "production"\n'
    profile += '[[environments]]\nname = "us"\nkind = "production"\n'
    every = (a_fact(number, *one) for number, one in enumerate(FITTING.values(), 1))
    cost = impact(a_case(*every, profile=profile))
    assert total(cost) == table().most and points(cost)["impact_limit"] < 0


def test_a_dismissed_fact_does_not_count() -> None:
    case = a_case(a_fact(1, *FITTING["data_lost"]))
    facts = case.material.facts
    dismissed = replace(case, material=replace(case.material, facts=facts.without([facts.items[0].key])))
    assert "data_lost" in points(impact(case)) and "data_lost" not in points(impact(dismissed))


def test_documentation_and_tests_cost_next_to_nothing() -> None:
    cost = impact(a_case(files=DOCS))
    assert points(cost) == {"quiet": 1} and not cost.notes
    assert cost.contributions[0].text.startswith("Only documentation and tests change")


def test_adding_tests_never_costs_more() -> None:
    profile = '[[services]]\nname = "app"\ncriticality = "critical"\npaths = ["src/**"]\n'
    for files in (FILES, {"README.md": ("a\n", "b\n")}):
        more = {**files, "src/app/tests/test_auth.py": (None, "def test_pay():\n    assert pay()\n")}
        before, after = (total(impact(a_found_case(one, profile=profile))) for one in (files, more))
        assert after <= before


def test_adding_a_toggle_never_costs_more() -> None:
    code = "import os\n\ndef pay():\n    return 1\n"
    toggled = code.replace(
        "    return 1", '    if os.environ.get("NEW_PAY", "off") == "on":\n        return 2\n    return 1'
    )
    before = impact(a_found_case({"src/pay.py": (code, code.replace("return 1", "return 2"))}))
    after = impact(a_found_case({"src/pay.py": (code, toggled)}))
    assert total(after) <= total(before)


def test_tooling_alone_reaches_nobody() -> None:
    cost = impact(a_case(files={".github/workflows/lint.yml": ("a: 1\n", "a: 2\n")}))
    assert points(cost) == {"beside": 1}


def test_nothing_left_costs_nothing() -> None:
    assert impact(a_case(files=DOCS).without("F1", "F2")).contributions == ()


@pytest.mark.parametrize(
    ("path", "old", "new", "expected"),
    [
        (
            "app/auth/login.py",
            "def authenticate(user, password):\n    return check_password(user, password)\n",
            "def authenticate(user, password):\n    return bool(password) and check_password(user, password)\n",
            "access_code",
        ),
        (
            "infra/main.tf",
            'resource "aws_db_instance" "orders" {\n  engine = "postgres"\n}\n\nresource "aws_sqs_queue" "a" {\n}\n',
            'resource "aws_sqs_queue" "a" {\n}\n',
            "data_lost_otherwise",
        ),
        ("requirements.txt", "django==4.2.1\n", "django==5.0.0\n", "dependency_major"),
        (
            "shop/urls.py",
            'from django.urls import path\n\nurlpatterns = [path("orders/", a), path("pay/", b)]\n',
            'from django.urls import path\n\nurlpatterns = [path("orders/", a)]\n',
            "surface_removed",
        ),
    ],
)
def test_real_facts_of_a_change_are_found_in_the_table(path: str, old: str, new: str, expected: str) -> None:
    assert expected in points(impact(a_found_case({path: (old, new)})))


def test_many_files_and_facts_take_milliseconds() -> None:
    from time import perf_counter

    from relman_desktop.facts.book import Facts
    from tests.facts.changes import a_change

    files: dict[str, Texts] = {f"src/part{number}/auth/code.py": ("a = 1\n", "a = 2\n") for number in range(1000)}
    facts = Facts(tuple(a_fact(number, *one) for number, one in enumerate([*FITTING.values()] * 20, 1)))
    case = case_of(a_change(files), facts, PROFILE)
    impact(case)
    began = perf_counter()
    impact(case.without("F1"))
    assert perf_counter() - began < 0.2  # some 10 ms; a loaded machine takes its time
