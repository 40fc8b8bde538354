"""What sites told of their fields: kept as it was, each in its own place, and never in the way."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from relman_desktop.errors import ServiceError
from relman_desktop.export.targets.schema import Schema, SiteField
from relman_desktop.export.targets.target import Choice, Sort
from relman_desktop.kept_schemas import (
    FOLDER,
    forget_schema,
    keep_schema,
    kept_schema,
    schema_from_json,
    schema_to_json,
)
from relman_desktop.settings import System

SYSTEM = System("Team", "jira-cloud", "https://acme.atlassian.net", values={"project": "PAY"})
SCHEMA = Schema({"summary": SiteField("summary", "Summary", Sort.LINE, 255, True)}, "2026-11-26T12:00:00+00:00", True)
TEXTS = st.text(max_size=12)
FIELDS = st.builds(
    SiteField,
    TEXTS,
    TEXTS,
    st.sampled_from(Sort),
    st.none() | st.integers(0, 10**6),
    st.booleans(),
    st.lists(st.builds(Choice, TEXTS, TEXTS), max_size=3).map(tuple),
    TEXTS,
    TEXTS,
)


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=60)
@given(st.builds(Schema, st.dictionaries(TEXTS, FIELDS, max_size=4), TEXTS, st.booleans()))
def test_a_schema_comes_back_as_it_was(schema: Schema) -> None:
    assert schema_from_json(schema_to_json(schema)) == schema


def test_it_is_kept_for_the_place_and_the_project_and_not_for_the_name() -> None:
    keep_schema(SYSTEM, SCHEMA)
    assert kept_schema(replace(SYSTEM, name="Other", user="ada")) == SCHEMA
    assert kept_schema(replace(SYSTEM, values={"project": "OPS"})) is None
    assert kept_schema(replace(SYSTEM, url="https://other.atlassian.net")) is None
    forget_schema(SYSTEM)
    forget_schema(SYSTEM)
    assert kept_schema(SYSTEM) is None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(st.binary(max_size=60) | st.sampled_from([b"{}", b"[]", b"null", b'{"fields": {"a": 1}}']))
def test_a_damaged_file_counts_as_none(home: Path, content: bytes) -> None:
    keep_schema(SYSTEM, SCHEMA)
    (file,) = (home / FOLDER).iterdir()
    file.write_bytes(content)
    assert kept_schema(SYSTEM) is None


def test_where_it_cannot_be_written_a_sentence_says_so(home: Path) -> None:
    home.mkdir(exist_ok=True)
    (home / FOLDER).write_text("a file in its place")
    with pytest.raises(ServiceError, match="cannot be kept"):
        keep_schema(SYSTEM, SCHEMA)
