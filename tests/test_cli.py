"""The command line is a contract: its JSON, its exit statuses, one sentence for each wrong input."""

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from relman_desktop import __version__
from relman_desktop.cli import main
from relman_desktop.fields import DRAFTED
from relman_desktop.risk.questions import ids
from relman_desktop.sample import RANGE

Capture = pytest.CaptureFixture[str]


def run(capsys: Capture, *words: str) -> tuple[int, str, str]:
    """Exit status, standard output, standard error."""
    try:
        status = main(words)
    except SystemExit as ended:
        status = int(ended.code or 0)
    said = capsys.readouterr()
    return status, said.out, said.err


def as_json(capsys: Capture, sample: Path, command: str, *words: str) -> Any:
    status, out, err = run(capsys, command, "--repo", str(sample), "--range", RANGE, "--format", "json", *words)
    assert (status, err) == (0, "")
    return json.loads(out)


def test_files_are_the_manifest_of_the_contract(capsys: Capture, sample: Path) -> None:
    data = as_json(capsys, sample, "files")
    assert data["schema"] == 1
    assert set(data["change"]) >= {"repo", "base", "head", "merge_base", "commits", "diff_sha256"}
    keys = {"id", "path", "old_path", "status", "kind", "added", "removed", "binary", "generated"}
    assert all(set(file) == keys for file in data["files"])
    numstat = subprocess.run(
        ["git", "-C", str(sample), "diff", "--numstat", "v1.4.0", "v1.5.0"], capture_output=True, text=True, check=True
    ).stdout
    told = {file["path"]: (file["added"], file["removed"]) for file in data["files"]}
    assert told == {
        path: (int(added), int(removed)) for added, removed, path in (line.split("\t") for line in numstat.splitlines())
    }
    assert data["totals"]["files"] == len(told)


def test_every_piece_of_evidence_resolves(capsys: Capture, sample: Path) -> None:
    facts = as_json(capsys, sample, "facts")
    draft = as_json(capsys, sample, "draft")
    files = {file["id"] for file in as_json(capsys, sample, "files")["files"]}
    known = files | {fact["id"] for fact in facts["facts"]} | set(facts["places"])
    known |= {f"C{number + 1}" for number in range(draft["change"]["commits"])}
    known |= {item["id"] for item in draft["work"]} | {entry["id"] for entry in draft["team"]}
    cited = [one for fact in facts["facts"] for one in fact["evidence"]]
    cited += [one for field in draft["fields"].values() for claim in field["claims"] for one in claim["evidence"]]
    assert cited
    assert [one for one in cited if one.partition(".")[0] not in known] == []


def test_the_same_input_gives_the_same_bytes(sample: Path) -> None:
    words = [sys.executable, "-m", "relman_desktop.cli", "draft", "--repo", str(sample), "--range", RANGE]
    told = {
        subprocess.run(
            [*words, "--format", "json"],
            capture_output=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "PATH": "/usr/bin:/bin"},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(told) == 1 and b'"schema": 1' in told.pop()


def test_a_draft_comes_in_the_markup_of_each_system(capsys: Capture, sample: Path) -> None:
    begins = {"markdown": "# ", "plain": "", "html": "<!DOCTYPE html>", "jira": "h1. ", "textile": "h1. ", "adf": "{"}
    for form, begin in begins.items():
        status, out, err = run(capsys, "draft", "--repo", str(sample), "--range", RANGE, "--format", form)
        assert status == 0 and out.startswith(begin) and "legacy_id" in out.replace("\\_", "_"), err
        assert out.endswith("\n") and not out.endswith("\n\n")


def test_a_draft_has_every_field_and_asks_what_it_cannot_know(capsys: Capture, sample: Path) -> None:
    draft = as_json(capsys, sample, "draft")
    assert list(draft["fields"]) == sorted(field.name for field in DRAFTED)
    assert draft["drafter"] == "template"
    asked = [question["question"] for question in draft["questions"]]
    assert "How does this change get us closer to a business goal?" in asked


def test_an_answer_is_evidence_and_is_not_asked_again(capsys: Capture, sample: Path, tmp_path: Path) -> None:
    before = as_json(capsys, sample, "draft")
    question = next(one for one in before["questions"] if one["field"] == "justification")
    answers = tmp_path / "answers.json"
    answers.write_text(json.dumps({question["id"]: "Support saves an hour a day."}))
    after = as_json(capsys, sample, "draft", "--answers", str(answers))
    assert question["id"] not in [one["id"] for one in after["questions"]]
    claims = after["fields"]["justification"]["claims"]
    assert [c["evidence"] for c in claims if c["text"].endswith("Support saves an hour a day.")] == [["A1"]]


def test_one_field_alone(capsys: Capture, sample: Path) -> None:
    draft = as_json(capsys, sample, "draft", "--field", "title")
    assert list(draft["fields"]) == ["title"]


def test_work_items_name_where_they_were_found(capsys: Capture, sample: Path) -> None:
    work = {item["key"]: item for item in as_json(capsys, sample, "work")["work"]}
    assert set(work) == {"PAY-212", "PAY-208", "ORD-77", "#431"}
    assert work["PAY-212"]["found"][0]["where"] == "trailer"
    assert work["#431"]["found"] == [{"where": "closing", "ref": "C2"}]


@pytest.mark.parametrize("command", ["files", "facts", "work", "draft"])
def test_text_for_people(capsys: Capture, sample: Path, command: str) -> None:
    status, out, _ = run(capsys, command, "--repo", str(sample), "--range", RANGE)
    assert status == 0 and out.endswith("\n") and "Traceback" not in out


def test_a_diff_from_standard_input(capsys: Capture, sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    patch = subprocess.run(["git", "-C", str(sample), "diff", "v1.4.0", "v1.5.0"], capture_output=True, check=True)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(patch.stdout)))
    status, out, _ = run(capsys, "files", "--diff", "-", "--format", "json")
    told = {file["path"]: (file["added"], file["removed"], file["kind"]) for file in json.loads(out)["files"]}
    files = as_json(capsys, sample, "files")["files"]
    assert status == 0
    assert told == {file["path"]: (file["added"], file["removed"], file["kind"]) for file in files}


@pytest.mark.parametrize(
    "words",
    [
        ("files", "--range", "v1.4.0..v1.5.0", "--repo", "/nowhere"),
        ("files", "--range", "nonsense..HEAD"),
        ("files", "--range", "v1.5.0..v1.5.0"),
        ("files", "--range", "--output=pwn"),
        ("files", "--range=--output=pwn"),
        ("files", "--range", ""),
        ("files", "--range", "a\nb..HEAD"),
        ("files", "--diff", "/nowhere.diff"),
        ("files",),
        ("files", "--range", "a..b", "--diff", "x"),
        ("draft", "--range", RANGE, "--field", "colour"),
        ("draft", "--range", RANGE, "--answers", "/nowhere.json"),
        ("nonsense",),
        (),
    ],
)
def test_wrong_input_gets_one_sentence_and_exit_2(
    capsys: Capture, sample: Path, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(sample)
    status, out, err = run(capsys, *words)
    assert (status, out) == (2, "")
    assert len(err.splitlines()) == 1 and err.startswith("relman"), err
    assert not (sample / "pwn").exists()


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n\0\0\0", b"nothing like a diff\n"])
def test_a_diff_that_is_none_gets_one_sentence(capsys: Capture, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "change.diff"
    path.write_bytes(content)
    status, out, err = run(capsys, "files", "--diff", str(path))
    assert (status, out) == (2, "")
    assert len(err.splitlines()) == 1 and "change.diff" in err


def test_debug_adds_the_traceback(capsys: Capture) -> None:
    status, _, err = run(capsys, "files", "--diff", "/nowhere.diff", "--debug")
    assert status == 2 and "Traceback" in err


def test_a_result_can_be_written_to_a_file(capsys: Capture, sample: Path, tmp_path: Path) -> None:
    target = tmp_path / "ticket.md"
    status, out, _ = run(capsys, "draft", "--repo", str(sample), "--range", RANGE, "-o", str(target))
    assert (status, out) == (0, "")
    assert target.read_text("utf-8").startswith("# ")
    nowhere = tmp_path / "missing" / "x.md"
    status, _, err = run(capsys, "files", "--repo", str(sample), "--range", RANGE, "-o", str(nowhere))
    assert status == 2 and "There is no folder" in err and not nowhere.parent.exists()


def test_the_questions_of_the_risk_are_answered_by_their_ids(capsys: Capture, sample: Path, tmp_path: Path) -> None:
    answers = tmp_path / "answers.json"
    answers.write_text('{"unit_tests": "yes, on staging", "strategy": "canary"}')
    risk = as_json(capsys, sample, "risk", "--answers", str(answers))
    told = {one["id"]: one for one in risk["questionnaire"]}
    assert (told["unit_tests"]["answer"], told["unit_tests"]["source"]) == ("yes, on staging", "person")
    assert told["unit_tests"]["points"] == 0 and told["strategy"]["points"] < 0
    assert told["rollback_tried"]["source"] == "unanswered" and told["rollback_tried"]["points"] > 0


def test_no_answer_about_the_risk_is_told_as_a_sentence_of_another_field(
    capsys: Capture, sample: Path, tmp_path: Path
) -> None:
    answers, said = tmp_path / "answers.json", "yes, Zaphod watched them on staging"
    answers.write_text(json.dumps(dict.fromkeys(ids(), said)))
    draft = as_json(capsys, sample, "draft", "--answers", str(answers))
    told = json.dumps({name: one for name, one in draft["fields"].items() if name != "risk_analysis"})
    assert "Zaphod" not in told
    assert not {one["question"] for one in draft["interview"]} & set(ids().values())


def test_an_answer_to_what_is_not_asked_is_refused(capsys: Capture, sample: Path, tmp_path: Path) -> None:
    answers = tmp_path / "answers.json"
    answers.write_text('{"load_tests": "yes"}')
    status, _, err = run(capsys, "risk", "--repo", str(sample), "--range", RANGE, "--answers", str(answers))
    assert status == 2 and "'load_tests', which is not asked" in err and "unit_tests" in err


def test_doctor_says_what_is_set_up(capsys: Capture, home: Path) -> None:
    status, out, _ = run(capsys, "doctor")
    assert status == 0
    assert "ok  git" in out and str(home) in out and "!!" not in out
    assert not home.exists()  # looking leaves nothing behind


def test_the_version(capsys: Capture) -> None:
    assert run(capsys, "--version")[:2] == (0, f"relman {__version__}\n")


def test_nothing_heavy_is_imported_before_it_is_needed() -> None:
    code = "import sys, relman_desktop.cli, relman_desktop.commands; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    heavy = {"PySide6", "yaml", "unidiff", "pathspec", "platformdirs", "markdown_it", "sqlite3"}
    assert not heavy & {name.partition(".")[0] for name in loaded}


def test_every_question_is_told_with_what_answers_it(capsys: Capture, sample: Path) -> None:
    draft = as_json(capsys, sample, "draft")
    told = {one["question"]: one for one in draft["interview"]}
    assert {one["question"] for one in draft["questions"]} == {q for q, one in told.items() if one["state"] == "open"}
    assert told["What is changing?"]["evidence"] and told["What is changing?"]["state"] == "evidence"
    assert all(one["state"] == "open" for one in draft["questions"])
    assert max(one["worth"] for one in draft["questions"]) > 40


def test_what_the_evidence_answers_may_be_answered_by_its_text(capsys: Capture, sample: Path, tmp_path: Path) -> None:
    answers = tmp_path / "answers.json"
    answers.write_text(json.dumps({"Why is the change needed?": "Support asked for it."}))
    after = as_json(capsys, sample, "draft", "--answers", str(answers))
    assert after["fields"]["justification"]["claims"][-1]["text"] == "Why it is needed: Support asked for it."
    told = next(one for one in after["interview"] if one["question"] == "Why is the change needed?")
    assert (told["state"], told["answer"]) == ("person", "Support asked for it.")
