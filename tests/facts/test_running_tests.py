"""Which tests the pipelines of a repository run with each change."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relman_desktop.facts.commands.pages import HeadTree
from relman_desktop.facts.commands.tested import pipelined_tests
from relman_desktop.facts.fact import Finding, Place
from relman_desktop.jobs import Cancel

from .changes import a_change

CI = ".github/workflows/ci.yml"


def found(tree: dict[str, str]) -> list[Finding]:
    change = a_change({"src/app.py": ("a\n", "b\n")}, tree=tree)
    return list(pipelined_tests(HeadTree(change, Cancel())))


def told(text: str, path: str = CI) -> list[tuple[str, str]]:
    """The kinds, each with "each" or "some"."""
    return [(str(one.data["kind"]), str(one.data["with"])) for one in found({path: text})]


def workflow(*steps: str, on: str = "on: [push, pull_request]", job: str = "") -> str:
    lines = "".join(f"      - run: {step}\n" for step in steps)
    return f"{on}\njobs:\n  test:\n    runs-on: ubuntu-latest\n{job}    steps:\n{lines}"


def test_what_a_workflow_runs_is_cited_with_its_place() -> None:
    (one,) = found({CI: workflow("pip install .", "pytest -q", "make test")})
    assert one.evidence == (Place(CI, 7, "      - run: pytest -q"), Place(CI, 8, "      - run: make test"))
    assert one.data == {"kind": "unit", "commands": ["pytest -q", "make test"], "with": "each"}
    assert one.text == f"Pipelines run unit tests with each change: `pytest -q` ({CI}:7) and `make test` ({CI}:8)."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (workflow("pytest"), [("unit", "each")]),
        (
            workflow("npx playwright test", "npm run integration-tests"),
            [("integration", "each"), ("end-to-end", "each")],
        ),
        (workflow("make regression-test"), [("regression", "each")]),
        (workflow("pytest", on="on: push"), [("unit", "each")]),
        (workflow("pytest", on="on:\n  push:\n    branches: [main]"), [("unit", "each")]),
        (workflow("pytest", on="on:\n  merge_group:\n"), [("unit", "each")]),
        (workflow("pytest", on="on:\n  pull_request:\n    paths: ['web/**']"), [("unit", "some")]),
        (workflow("pytest", on="on:\n  push:\n    tags: ['v*']"), []),
        (workflow("pytest", on="on:\n  schedule:\n    - cron: '0 1 * * *'"), []),
        (workflow("pytest", on="on: workflow_dispatch"), []),
        (workflow("pytest", job="    continue-on-error: true\n"), []),
        (workflow("pytest", job="    continue-on-error: false\n"), [("unit", "each")]),
        (workflow("pytest", job="    if: github.event_name == 'schedule'\n"), []),
        (workflow("pytest", job="    if: needs.changes.outputs.python == 'true'\n"), [("unit", "some")]),
        (workflow("pytest", job="    if: ${{ !cancelled() }}\n"), [("unit", "each")]),
        (workflow("pytest || true"), []),
        (workflow("./gradlew build -x test"), []),
        (workflow("./gradlew test -x :slow:test"), [("unit", "each")]),
        (workflow("mvn verify -DskipTests", "cargo test --no-run"), []),
        (workflow("pytest --collect-only", "npm run lint", "echo pytest", "# pytest"), []),
        (workflow("pytest --token=ghp_abcdefghijklmnopqrstuvwxyz0123456789"), []),
        ("jobs: [pytest\n", []),
    ],
)
def test_only_what_runs_with_changes_and_counts(text: str, expected: list[tuple[str, str]]) -> None:
    assert sorted(told(text)) == sorted(expected)


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        (".gitlab-ci.yml", "test:\n  script:\n    - pytest\n", [("unit", "each")]),
        (".gitlab-ci.yml", "test:\n  when: manual\n  script:\n    - pytest\n", []),
        (".gitlab-ci.yml", "test:\n  allow_failure: true\n  script:\n    - pytest\n", []),
        (".gitlab-ci.yml", "test:\n  rules:\n    - changes: [a]\n  script: [pytest]\n", [("unit", "some")]),
        (".travis.yml", "language: python\nscript: pytest\n", [("unit", "each")]),
        (".woodpecker/test.yaml", "steps:\n  test:\n    commands:\n      - go test ./...\n", [("unit", "each")]),
        (
            ".woodpecker/test.yaml",
            "when:\n  path: ['web/**']\nsteps:\n  a:\n    commands: [go test ./...]\n",
            [("unit", "some")],
        ),
        ("docs/ci.yml", "script: pytest\n", []),
    ],
)
def test_other_pipelines(path: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert told(text, path) == expected


def test_what_runs_with_each_change_is_told_before_what_runs_with_some() -> None:
    some = workflow("pytest web", job="    if: needs.a.outputs.web == 'true'\n")
    (one,) = found({".github/workflows/a.yml": some, ".github/workflows/b.yml": workflow("pytest api")})
    assert one.data["commands"] == ["pytest api"] and one.data["with"] == "each"


def test_a_line_that_the_change_shows_is_cited_by_its_hunk() -> None:
    change = a_change({CI: (workflow("true"), workflow("pytest"))})
    (one,) = pipelined_tests(HeadTree(change, Cancel()))
    assert one.evidence == ("F1.h1",)


@given(st.text(alphabet="on:[]{}-&*! \n'\"jobsruntepyif|#", max_size=200))
@settings(max_examples=150, deadline=None)
def test_no_text_breaks_it(text: str) -> None:
    assert all(one.evidence for one in found({CI: text + "\n      - run: pytest\n", ".travis.yml": text}))
