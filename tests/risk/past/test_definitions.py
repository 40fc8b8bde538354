"""The data's own definitions: kinds of files, fixes and reverts."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relman_desktop.risk.past.kinds import kind_of, kinds
from relman_desktop.sources.past.messages import reader

KINDS = {
    "src": "a.py src/main/java/Shop.java web/app.js x/y.h a.sh a.proto",
    "test": "tests/a.sql test/x a/spec/b.rb test_a.py a_test.go a.spec.ts b.test.js ShopTest.java ShopIT.java "
    "Unit.java fast-tests/a test-data/b it/x.java unit_tests/a.py",
    "mig": "a.sql db/migrations/a.py x/alembic_migrations/a.py migrate_repo/README V1__first.txt schema/a.xml",
    "dep": "pom.xml x/requirements.txt test-requirements.txt go.mod META-INF/MANIFEST.MF a.csproj setup.py",
    "iac": "Dockerfile Dockerfile.dev docker-compose.yml .travis.yml .github/workflows/a.yml etc/nova.conf "
    "tox.ini a.tf deploy/a.yml debian/rules charts/a.yaml",
    "doc": "README.md doc/a.json docs/x a.html a.css a.po a.png examples/a.json CHANGES xdocs/a.xml",
    "conf": "a.yml a.json a.xml a.properties x.policy .zuul.yaml nova/api/schemas/a.json",
    "oth": "a.s a.jsp a.qdoc a.y a.jar .gitignore Rakefile~",
}


@pytest.mark.parametrize(("kind", "paths"), KINDS.items())
def test_kinds(kind: str, paths: str) -> None:
    assert {path: kind_of(path) for path in paths.split()} == dict.fromkeys(paths.split(), kind)
    assert kind in kinds()


@given(st.text(max_size=50))
def test_any_path_has_a_kind(path: str) -> None:
    assert kind_of(path) in kinds()


@pytest.mark.parametrize("path", ["/" * 50_000, "test_" * 20_000, "a-" * 50_000, "V1" + "_" * 50_000, "." * 50_000])
def test_a_long_path_takes_no_longer_than_its_length(path: str) -> None:
    kind_of(path + "!")


FIXES = "Fix|fixes it|bugfix|Bug 12|hotfix|a crash|crashed|NPE in|NullPointerException|race condition|leaks|failing"
NONE = "prefix|fixture|debug|failover|unbroken|leakage|brace conditions|renpe|Add"


@pytest.mark.parametrize("message", FIXES.split("|"))
def test_fixes(message: str) -> None:
    assert reader()(message).fix and reader()(f"Add\n\n{message}.").fix


@pytest.mark.parametrize("message", NONE.split("|"))
def test_what_is_no_fix(message: str) -> None:
    assert not reader()(message).fix


def test_reverts() -> None:
    for message in ('Revert "Add"', "revert: it", "Backed out 1234", "Back out it", "Rollback of it", "Backout of it"):
        assert reader()(message).revert
    assert reader()(f"Undo\n\nThis reverts commit {'a' * 40}.").revert
    for message in ("Reverted it", "Reverting it", "Add a revert", "Rollbacks are tested", "This reverts commits"):
        assert not reader()(message).revert


@given(st.text())
def test_words_are_what_blanks_part(message: str) -> None:
    assert reader()(message[:60_000]).words == len(re.findall(r"\S+", message.strip()))


@pytest.mark.parametrize("message", ["nullpointer" * 90_000, "race " * 200_000, " " * 1_000_000, "fi" * 500_000])
def test_a_hostile_message_takes_no_longer_than_its_length(message: str) -> None:
    assert not reader()(message).revert
