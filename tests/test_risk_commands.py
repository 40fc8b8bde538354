"""`relman risk`: the contract's JSON, sums that come out, and a score that never punishes what lowers a risk."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from relman_desktop.sample import RANGE
from tests.sources.repos import RepoBuilder, a_repository
from tests.test_cli import Capture, as_json, run

_LINES = "".join(f"    total += price * {number}\n" for number in range(60))
_CODE = f"def total(price):\n    total = 0\n{_LINES}    return total\n"
_TEST = "from shop.prices import total\n\n\ndef test_total():\n    assert total(0) == 0\n"


@pytest.fixture
def shop(tmp_path: Path) -> RepoBuilder:
    """A shop with a history, of which the last commit changes code and schema."""
    made = a_repository(tmp_path)
    made.write("shop/prices.py", "def total(price):\n    return price\n").write("README.md", "# Shop\n")
    made.commit("Sell things")
    made.tag("v1")
    made.write("shop/prices.py", _CODE).write("migrations/0002_drop.sql", "ALTER TABLE orders DROP COLUMN old;\n")
    made.commit("Count prices in full")
    return made


def risk_of(capsys: Capture, repository: RepoBuilder, *words: str) -> Mapping[str, Any]:
    status, out, err = run(
        capsys, "risk", "--repo", str(repository.root), "--range", "v1..HEAD", "--format", "json", *words
    )
    assert status == 0, err
    told: Mapping[str, Any] = json.loads(out)
    return told


def test_the_risk_is_the_object_of_the_contract(capsys: Capture, sample: Path) -> None:
    told = as_json(capsys, sample, "risk")
    assert told["schema"] == 1 and told["level"] in ("low", "medium", "high", "critical")
    assert 0 <= told["score"] <= 100 and 0 <= told["probability"] <= 1
    assert told["likelihood"] in range(1, 6) and told["impact"] in range(1, 6)
    assert {"name", "value", "points", "text", "evidence"} <= set(told["contributions"][0])
    assert {"id", "question", "answer", "source", "points"} <= set(told["questionnaire"][0])
    assert {one["source"] for one in told["questionnaire"]} <= {"evidence", "person", "unanswered"}
    assert {one["name"] for one in told["rollback"]["findings"]} >= {"revert", "schema", "artifacts", "for_good"}


def test_the_reasons_add_up_to_the_score(capsys: Capture, sample: Path) -> None:
    told = as_json(capsys, sample, "risk")
    assert sum(one["points"] for one in told["contributions"]) == told["score"]
    by_name = {one["name"]: one["points"] for one in told["contributions"]}
    for asked in told["questionnaire"]:
        assert by_name.get(asked["id"], 0) == asked["points"]
        assert asked["source"] != "unanswered" or asked["points"] > 0, "not answered never counts as fine"


def test_each_id_that_is_cited_leads_somewhere(capsys: Capture, sample: Path) -> None:
    told = as_json(capsys, sample, "risk")
    known = {one["id"] for one in as_json(capsys, sample, "files")["files"]}
    facts = as_json(capsys, sample, "facts")
    known |= {one["id"] for one in facts["facts"]} | set(facts["places"])
    known |= {f"C{number + 1}" for number in range(facts.get("commits", 40))}
    known |= {one["id"] for one in as_json(capsys, sample, "work")["work"]}
    cited = {
        one for part in ("contributions", "questionnaire", "lowering") for row in told[part] for one in row["evidence"]
    }
    cited |= {one for row in told["rollback"]["findings"] for one in row["evidence"]}
    assert {one.partition(".")[0] for one in cited if one[0] != "N"} <= known


def test_the_same_change_gives_the_same_bytes(capsys: Capture, sample: Path, tmp_path: Path, monkeypatch: Any) -> None:
    words = ("risk", "--repo", str(sample), "--range", RANGE, "--format", "json")
    first = run(capsys, *words)
    assert run(capsys, *words) == first, "from the cache"
    monkeypatch.setenv("RELMAN_HOME", str(tmp_path / "another"))
    assert run(capsys, *words) == first, "and without one"


def test_people_read_the_reasons_and_what_would_lower_it(capsys: Capture, sample: Path) -> None:
    status, out, err = run(capsys, "risk", "--repo", str(sample), "--range", RANGE)
    assert (status, err) == (0, "")
    assert "risk, " in out.splitlines()[0] and " of 100" in out.splitlines()[0]
    for heading in ("Likelihood, ", "Impact, ", "Questions of the review", "What would lower it", "The way back"):
        assert heading in out


def test_a_diff_file_has_a_risk_and_says_what_was_not_known(capsys: Capture, shop: RepoBuilder, tmp_path: Path) -> None:
    diff = tmp_path / "x.diff"
    diff.write_text(shop.git("diff", "v1", "HEAD"))
    status, out, _ = run(capsys, "risk", "--diff", str(diff), "--format", "json")
    told = json.loads(out)
    assert status == 0 and told["notes"] and told["score"] > 0 and told["probability"] is not None
    assert told["rollback"]["findings"] == []


def test_answers_lower_it_and_are_evidence(capsys: Capture, shop: RepoBuilder, tmp_path: Path) -> None:
    before = risk_of(capsys, shop)
    answers = tmp_path / "answers.json"
    answers.write_text(json.dumps({"unit_tests": "yes, on the build server", "rollback_tried": "yes"}))
    after = risk_of(capsys, shop, "--answers", str(answers))
    assert after["score"] < before["score"]
    asked = {one["id"]: one for one in after["questionnaire"]}
    assert asked["unit_tests"]["source"] == "person" and asked["unit_tests"]["evidence"][0].startswith("A")
    answers.write_text(json.dumps({"unit_test": "yes"}))
    status, out, err = run(capsys, "risk", "--repo", str(shop.root), "--range", "v1..HEAD", "--answers", str(answers))
    assert (status, out) == (2, "") and "'unit_test'" in err and "unit_tests" in err.splitlines()[-1]


def test_what_would_lower_it_is_what_it_would_be(capsys: Capture, shop: RepoBuilder, tmp_path: Path) -> None:
    """The counterfactual of an answer is the score that the answer gives."""
    before = risk_of(capsys, shop)
    told = next(one for one in before["lowering"] if one["kind"] == "answer")
    answers = tmp_path / "answers.json"
    for asked in before["questionnaire"]:
        answers.write_text(json.dumps({asked["id"]: "yes"}))
        after = risk_of(capsys, shop, "--answers", str(answers))
        assert after["score"] <= before["score"]
        if asked["id"] == "review":
            break
    assert told["before"] == before["score"] and told["after"] < told["before"]
    split = [one for one in before["lowering"] if one["kind"] == "split"]
    assert split and "migration" in split[0]["text"]


@pytest.mark.parametrize("apart", [False, True], ids=["in the same commit", "in a commit of their own"])
def test_tests_never_raise_it(capsys: Capture, shop: RepoBuilder, apart: bool) -> None:
    before = risk_of(capsys, shop)
    shop.write("tests/test_prices.py", _TEST * 30)
    if not apart:
        shop.git("reset", "--soft", "v1")
    shop.commit("Test the prices" if apart else "Count prices in full")
    after = risk_of(capsys, shop)
    assert after["score"] <= before["score"] and after["probability"] <= before["probability"]
    assert after["impact"] <= before["impact"]


@pytest.mark.parametrize("apart", [False, True], ids=["in the same commit", "in a commit of their own"])
def test_documentation_never_raises_it(capsys: Capture, shop: RepoBuilder, apart: bool) -> None:
    before = risk_of(capsys, shop)
    shop.write("CHANGELOG.md", "- Prices are counted in full.\n" * 90).write("docs/prices.md", "# Prices\n")
    if not apart:
        shop.git("reset", "--soft", "v1")
    shop.commit("Tell of the prices" if apart else "Count prices in full")
    after = risk_of(capsys, shop)
    assert after["score"] <= before["score"] and after["probability"] <= before["probability"]


def test_a_draft_tells_of_it(capsys: Capture, sample: Path) -> None:
    draft, told = as_json(capsys, sample, "draft"), as_json(capsys, sample, "risk")
    assert draft["risk"]["score"] == told["score"] and draft["fields"]["risk"]["text"] == told["level"]
    text = draft["fields"]["risk_analysis"]["text"]
    assert f"{told['score']} of 100" in text
    assert all(claim["evidence"] for claim in draft["fields"]["risk_analysis"]["claims"])
