"""The table of the impact, row by row; and that no kind of fact is forgotten in it."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from relman_desktop.facts.fact import Value
from relman_desktop.facts.topics import TOPICS
from relman_desktop.risk.assessment import Axis
from relman_desktop.risk.impact import impact
from relman_desktop.risk.impact.table import is_silent, rows_of, rows_of_path, table

from .cases import a_case, a_fact, points

CORPUS = Path(__file__).parents[2] / "data" / "corpus"

# A fact that fits each row: kind, weight, data.
FITTING: Mapping[str, tuple[str, int, Mapping[str, Value]]] = {
    "data_lost": ("migration.drop_column", 90, {"loses_data": True}),
    "data_lost_otherwise": ("delivery.terraform", 90, {"loses_data": True}),
    "way_back_closed": ("rollback.reads_dropped", 85, {"verdict": "unsafe"}),
    "way_back_unknown": ("rollback.unknown", 50, {"verdict": "unknown"}),
    "data_rewritten": ("migration.data", 90, {}),
    "way_back_missing": ("migration.file", 50, {"reversible": False}),
    "way_back_conditional": ("rollback.jobs", 45, {"verdict": "conditional"}),
    "schema_history": ("migration.edited", 60, {}),
    "schema_unread": ("migration.unread", 40, {}),
    "schema_locked": ("migration.lock", 50, {}),
    "schema_changed": ("migration.rename_column", 70, {}),
    "schema_by_code": ("migration.in_code", 40, {}),
    "schema_grows": ("migration.create_table", 30, {}),
    "surface_removed": ("surface.endpoint_removed", 60, {"breaking": True}),
    "surface_changed": ("surface.format_changed", 50, {}),
    "production_loses": ("change.divergence", 80, {}),
    "told_breaking": ("notes.upgrade", 85, {}),
    "told_removed": ("notes.entry", 70, {}),
    "surface_announced": ("surface.deprecated", 35, {}),
    "surface_touched": ("surface.endpoint_touched", 8, {}),
    "access_opened": ("behaviour.permission", 65, {"what": "removed"}),
    "secret_written": ("config.secret_written", 80, {}),
    "protection_changed": ("behaviour.tls_version", 45, {}),
    "access_infrastructure": ("delivery.terraform", 45, {}),
    "access_code": ("behaviour.authentication", 30, {}),
    "access_asked": ("surface.permission_added", 25, {}),
    "vulnerability_fixed": ("notes.security", 75, {}),
    "payment_changed": ("behaviour.payment_provider", 60, {}),
    "payment_code": ("behaviour.payments", 35, {}),
    "personal_data": ("behaviour.personal_data_stored", 40, {}),
    "runtime": ("dependency.runtime", 50, {}),
    "runtime_version": ("dependency.runtime", 30, {}),
    "dependency_major": ("dependency.changed", 35, {"major": True, "dev": False}),
    "dependency_step_back": ("dependency.changed", 40, {"downgrade": True, "dev": False}),
    "dependency_replaced": ("dependency.replaced", 30, {}),
    "dependencies": ("dependency.added", 20, {}),
    "infrastructure_taken_away": ("delivery.compose", 60, {}),
    "infrastructure_changed": ("delivery.process", 55, {}),
    "setting_demanded": ("config.env_added", 45, {"required": True}),
    "delivery_unread": ("delivery.unread", 40, {}),
    "setting_changed": ("config.key_changed", 30, {}),
    "limits_changed": ("behaviour.timeout", 30, {}),
    "release_pipeline": ("delivery.ci", 8, {"publishing": True}),
    "delivery_touched": ("delivery.helm", 30, {}),
    "watching_removed": ("surface.metric_removed", 40, {}),
    "watching_changed": ("observability.dashboard_changed", 20, {}),
}
PATHS = {
    "access_files": "deploy/nginx/auth/rules.conf",
    "payment_files": "web/checkout/page.html",
    "personal_files": "app/privacy/export.yaml",
}
TEXTS = {"access_infrastructure": "The resource `aws_iam_role.app` changes."}


def test_every_row_is_tested() -> None:
    assert {row.name for row in table().facts} == set(FITTING)
    assert {row.name for row in table().files} == set(PATHS)


@pytest.mark.parametrize("name", FITTING)
def test_a_fact_counts_in_its_row_with_a_sentence_and_its_evidence(name: str) -> None:
    kind, weight, data = FITTING[name]
    fact = replace(a_fact(1, kind, weight, data), text=TEXTS.get(name, "Something changes."))
    row = next(row for row in table().facts if row.name == name)
    found = next(one for one in impact(a_case(fact)).contributions if one.name == name)
    assert (found.axis, found.points, found.evidence, found.learned) == (Axis.IMPACT, row.points, ("X1",), False)
    assert found.text == f"{row.says}: {fact.text}" and found.value.startswith("1 ")


@pytest.mark.parametrize("name", PATHS)
def test_a_file_counts_by_its_path_where_no_detector_reads_it(name: str) -> None:
    found = impact(a_case(files={PATHS[name]: ("a\n", "b\n")})).contributions
    row = next(row for row in table().files if row.name == name)
    mine = next(one for one in found if one.name == name)
    assert (mine.points, mine.evidence) == (row.points, ("F1",)) and PATHS[name] in mine.text


@pytest.mark.parametrize(
    "path",
    [
        "web/locales/de/checkout.po",
        "src/authors.py",
        "src/taxonomy/tree.py",
        "translations/invoice.sr.xlf",
        "a/lexer.py",
    ],
)
def test_a_path_that_only_looks_like_one_says_nothing(path: str) -> None:
    assert rows_of_path(path) == ()


def test_a_file_that_only_moves_says_nothing() -> None:
    case = a_case(files={"src/auth/keys.conf": ("a\n", "a\n")})
    assert "access_files" not in points(impact(case))


def kinds_of_the_corpus() -> set[str]:
    read = (tomllib.loads(path.read_text("utf-8")) for path in CORPUS.rglob("*.toml"))
    return {fact["kind"] for one in read for fact in one.get("fact", ())}


def test_no_kind_of_fact_is_forgotten() -> None:
    """A detector that tells something new must say whether it speaks of impact."""
    kinds = kinds_of_the_corpus() | {
        f"{topic.key}.something" for topic in TOPICS if topic.key not in ("behaviour", "observability", "surface")
    }
    assert len(kinds) > 150
    assert {kind for kind in kinds if not rows_of(kind) and not is_silent(kind)} == set()


def test_every_kind_that_a_row_names_is_one_that_a_detector_gives() -> None:
    """Else it is a slip of the pen, and the row counts nothing."""
    package = Path(__file__).parents[3] / "relman_desktop" / "facts"
    resources = Path(__file__).parents[3] / "resources"
    sources = [*package.rglob("*.py"), *resources.glob("*.toml")]
    written = "\n".join(path.read_text("utf-8") for path in sources)
    for row in table().facts:
        for kind in row.kinds:
            what = kind.partition(".")[2].strip("*").strip("_")
            assert all(word in written for word in re.split("[*_]", what)), (row.name, kind)


def test_the_rows_of_a_group_leave_room_for_the_questionnaire() -> None:
    every = (*table().facts, *table().files)
    assert all(0 < row.points <= table().groups[row.group] for row in every)
    assert table().most <= 34
