"""What speaks for a change never raises its score: evidence, entries of the profile, tests, answers that are better."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from relman_desktop.facts.book import Facts
from relman_desktop.facts.fact import Fact
from relman_desktop.risk import Background, Case
from relman_desktop.risk.past.past import CommitPast, FilePast, Past
from relman_desktop.risk.questions import ids, questionnaire
from relman_desktop.risk.questions.table import rows
from relman_desktop.sources.profile.profile import TeamEntry
from tests.drafting.interview.telling import entry, profile
from tests.drafting.test_template import facts
from tests.facts.changes import a_change
from tests.risk.questions.cases import CODE, DOCS, a_case, a_person_commit, stands
from tests.risk.questions.test_questionnaire import FACTS, a_rehearsal

ENTRIES = (
    entry("monitoring", metric="errors"),
    entry("monitoring", metric="orders", where="Grafana", alert="Slow"),
    entry("monitoring", metric="carts", threshold="above 2 %", paths=("web/**",)),
    entry("deployment", strategy="canary", stages=("5 %",)),
    entry("deployment", strategy="blue-green"),
    entry("deployment", strategy="plain"),
    entry("deployment", strategy="feature toggle"),
    entry("backups", what="orders"),
    entry("backups", what="carts", every="night", restore="make restore"),
    entry("backups", what="files", plan="docs/recovery.md"),
    entry("testing", kind="unit", command="pytest", automated=True),
    entry("testing", kind="end-to-end", command="make e2e"),
    entry("testing", kind="regression", command="make smoke", when="after"),
    entry("rollback_steps", text="Put the image back"),
    entry("people", name="Priya", roles=("reviewer",)),
)
GOOD = (
    "ci",
    "ci of some",
    "ci e2e",
    "tests",
    "alert",
    "dashboard",
    "metric",
    "docs",
    "note",
    "flag",
    "backup",
    "restore",
)
FILES = {**CODE, "db/2.sql": (None, "ALTER\n"), "docs/cart.md": ("a\n", "b\n"), ".relman.toml": ("a\n", "b\n")}

changes = st.sampled_from([CODE, DOCS, FILES, {**CODE, **DOCS}])
known = st.lists(st.sampled_from(sorted(FACTS)), max_size=6, unique=True)
entries = st.lists(st.sampled_from(ENTRIES), max_size=6, unique_by=id)
answers = st.dictionaries(
    st.sampled_from(sorted(ids())),
    st.sampled_from(["yes", "no", "partly", "canary", "plain", "not needed: it is so", "not needed", "Sam knows", "?"]),
    max_size=4,
)
rehearsals = st.sampled_from([Background(), a_rehearsal(revert="yes", schema="yes"), a_rehearsal(revert="no")])


@st.composite
def cases(draw: st.DrawFn) -> Case:
    told = facts(*(FACTS[name] for name in draw(known)))  # type: ignore[arg-type]
    return a_case(a_change(draw(changes)), told, *draw(entries), answers=draw(answers), background=draw(rehearsals))


def points(case: Case) -> dict[str, int]:
    return {one.id: one.points for one in questionnaire(case).answered}


def assert_no_worse(before: Case, after: Case) -> None:
    was, now = points(before), points(after)
    assert all(now[name] <= was[name] for name in was), {name: (was[name], now[name]) for name in was}


@given(cases(), st.sampled_from(ENTRIES))
@settings(max_examples=150)
def test_an_entry_of_the_profile_never_raises(case: Case, more: TeamEntry) -> None:
    told = (*case.material.profile.entries, replace(more, id=""))
    assert_no_worse(case, replace(case, material=replace(case.material, profile=profile(*told))))


@given(cases(), st.sampled_from(GOOD))
@settings(max_examples=150)
def test_a_fact_that_speaks_for_the_change_never_raises(case: Case, name: str) -> None:
    (one,) = facts(FACTS[name]).items  # type: ignore[arg-type]
    more: Fact = replace(one, id="X99")
    found = case.material.facts
    assert_no_worse(case, replace(case, material=replace(case.material, facts=Facts((*found.items, more)))))


@given(cases(), changes)
@settings(max_examples=60)
def test_more_tests_never_raise(case: Case, files: dict[str, tuple[str | None, str]]) -> None:
    less = replace(case, material=replace(case.material, change=a_change(files)))
    more = a_change({**files, "tests/test_more.py": (None, "def test_more(): ...\n"), "e2e/pay.spec.ts": (None, "x\n")})
    known = Facts(tuple(fact for fact in case.material.facts.items if fact.kind != "tests.none"))
    assert_no_worse(less, replace(case, material=replace(case.material, change=more, facts=known)))


@given(st.lists(st.sampled_from(["", "Reviewed-by: Bo Diddley", "Change-Id: I" + "0" * 40]), min_size=1, max_size=6))
@settings(max_examples=60)
def test_a_commit_of_tests_never_raises(bodies: list[str]) -> None:
    commits = tuple(a_person_commit(number, body) for number, body in enumerate(bodies, 1))
    tests = a_person_commit(99)
    kinds = {one.oid: "src" for one in commits} | {tests.oid: "test"}
    past = Past(tuple(CommitPast(oid, (FilePast(f"{kind}/a", kind, 1, 0),), {}) for oid, kind in kinds.items()))
    before = a_case(a_change(CODE, commits=commits), background=Background(past))
    after = a_case(a_change(CODE, commits=(tests, *commits)), background=Background(past))
    assert_no_worse(before, after)


@given(cases())
@settings(max_examples=60)
def test_a_better_answer_is_never_worse_and_silence_is_never_better_than_a_no(case: Case) -> None:
    for row in rows():
        ladder = [row.best, "partly", row.worst]
        told = [stands(case.with_answer(row.text, answer), row.id).points for answer in ladder]
        assert told == sorted(told), row.id
        one = stands(case.with_answer(row.text, ""), row.id)
        assert one.points == told[-1] or one.source == "evidence", "silence is what a no is"
        assert one.least <= one.points <= one.most


@given(cases())
@settings(max_examples=60)
def test_the_same_case_stands_the_same_and_its_points_sum(case: Case) -> None:
    one = questionnaire(case)
    assert one == questionnaire(case)
    assert sum(each.points for each in one.contributions) == sum(each.points for each in one.answered)
    assert all(each.points for each in one.contributions)
