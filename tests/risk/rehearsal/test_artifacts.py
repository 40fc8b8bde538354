"""What names the version to go back to."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relman_desktop.risk.rehearsal.images import Image
from relman_desktop.risk.rehearsal.rehearsal import Finding
from tests.sources.repos import RepoBuilder, a_repository

from .histories import finding, studied


@pytest.fixture
def repo(tmp_path: Path) -> RepoBuilder:
    repo = a_repository(tmp_path)
    repo.write("app.py", "one\n")
    repo.commit("First")
    return repo


def _next(repo: RepoBuilder, text: str = "two\n") -> None:
    repo.write("app.py", text)
    repo.commit("Next")


def _artifacts(repo: RepoBuilder, text: str = "HEAD^..HEAD") -> Finding:
    return finding(repo.root, text, "artifacts")


def test_a_tag_names_it(repo: RepoBuilder) -> None:
    repo.tag("v1.2.0", "Release").tag("deployed")
    _next(repo)
    repo.tag("v1.3.0")
    found = _artifacts(repo)
    assert found.outcome == "yes"
    assert found.text.startswith("The tags `v1.2.0` and `deployed` name the version to go back to (")
    assert "tags of the new version: `v1.3.0`" in found.details


def test_without_a_tag_the_last_one_before_it_is_named(repo: RepoBuilder) -> None:
    repo.tag("v1.2.0").tag("not-a-version")
    _next(repo)
    _next(repo, "three\n")
    _next(repo, "four\n")
    found = _artifacts(repo)
    assert found.outcome == "partly"
    assert "the last one before it is `v1.2.0`, 2 commits earlier" in found.text


def test_a_copy_without_tags_tells_nothing(repo: RepoBuilder) -> None:
    _next(repo)
    found = _artifacts(repo)
    assert found.outcome == "unknown" and "this copy of the repository has no tags" in found.text


def test_where_only_the_commit_names_it_that_is_told(repo: RepoBuilder) -> None:
    _next(repo)
    repo.tag("v9.9")
    found = _artifacts(repo)
    assert found.outcome == "partly" and "Nothing but its commit" in found.text


@pytest.mark.parametrize("tag", [":latest", "", ":main", ":Stable"])
def test_an_image_that_moves_names_no_version(repo: RepoBuilder, tag: str) -> None:
    repo.write("compose.yaml", f"services:\n  web:\n    image: ghcr.io/team/shop{tag}\n")
    repo.commit("Compose")
    repo.tag("v1.0")
    _next(repo)
    found = _artifacts(repo)
    assert found.outcome == "partly"
    assert f"but `ghcr.io/team/shop{tag}` in `compose.yaml` does not name a version" in found.text


def test_an_image_whose_tag_is_written_down_names_it(repo: RepoBuilder) -> None:
    repo.write("k8s/shop.yaml", "kind: Deployment\nspec:\n  containers:\n  - image: ghcr.io/team/shop:1.4.2\n")
    repo.commit("Deploy")
    _next(repo)
    found = _artifacts(repo)
    assert found.outcome == "yes" and "The image `ghcr.io/team/shop:1.4.2` names" in found.text


def test_a_tag_that_is_put_in_at_deployment_is_neither(repo: RepoBuilder) -> None:
    repo.write("compose.yaml", "services:\n  web:\n    image: ghcr.io/team/shop:${TAG}\n")
    repo.commit("Compose")
    repo.tag("v1.0")
    _next(repo)
    found = _artifacts(repo)
    assert found.outcome == "yes"
    assert "`compose.yaml`: `ghcr.io/team/shop:${TAG}`, whose tag is set when it is deployed" in found.details


def test_images_of_others_and_examples_are_nothing_to_go_back_to(repo: RepoBuilder) -> None:
    repo.write("compose.yaml", "services:\n  db:\n    image: postgres:latest\n")
    repo.write("examples/compose.yaml", "services:\n  web:\n    image: ghcr.io/team/shop:latest\n")
    repo.commit("Compose")
    repo.tag("v1.0")
    _next(repo)
    assert _artifacts(repo).outcome == "yes"


def test_the_images_that_the_change_replaces_are_named_with_their_evidence(repo: RepoBuilder) -> None:
    compose = "services:\n  api:\n    image: registry.example/pay/api:{}\n"
    repo.write("compose.yaml", compose.format("2.1.0"))
    repo.commit("Compose")
    repo.write("compose.yaml", compose.format("2.2.0"))
    repo.commit("Raise it")
    _, rehearsal, facts = studied(repo.root, "HEAD^..HEAD")
    found = rehearsal.of("artifacts")
    assert found and found.outcome == "yes"
    assert "The image `registry.example/pay/api:2.1.0` names the version to go back to" in found.text
    assert [facts.first("delivery.image").id] == list(found.evidence)  # type: ignore[union-attr]


def test_a_version_that_is_written_down_is_told(repo: RepoBuilder) -> None:
    repo.write("pyproject.toml", '[project]\nname = "shop"\nversion = "1.2.0"\n')
    repo.commit("Version")
    repo.write("pyproject.toml", '[project]\nname = "shop"\nversion = "1.3.0"\n')
    repo.commit("Next version")
    _, rehearsal, _ = studied(repo.root, "HEAD^..HEAD")
    found = rehearsal.of("artifacts")
    assert found and found.outcome == "partly"
    assert "Only `pyproject.toml` names the version to go back to, `1.2.0`" in found.text
    assert "`pyproject.toml`: `1.2.0` before, `1.3.0` now" in found.details


@given(
    st.sampled_from(["shop", "team/shop", "registry.example:5000/shop", "localhost:80/a/b"]),
    st.sampled_from(["latest", "1.2"]),
)
def test_the_port_of_a_registry_is_no_tag(name: str, tag: str) -> None:
    assert not Image(name, "compose.yaml").is_version
    assert Image(f"{name}:{tag}", "compose.yaml").is_version == (tag == "1.2")
    assert Image(f"{name}@sha256:{'0' * 12}", "compose.yaml").is_version
