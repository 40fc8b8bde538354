"""What a project calls itself, whatever its checkout is called."""

import pytest

from relman_desktop.jobs import Cancel
from relman_desktop.sources.project_name import project_name
from tests.facts.changes import a_change


@pytest.mark.parametrize(
    ("path", "text", "name"),
    [
        ("package.json", '{"name": "@acme/shop"}', "shop"),
        ("package.json", '{"name": ["x"]}', ""),
        ("package.json", "[1]", ""),
        ("package.json", "no json", ""),
        ("package.json", '{"name": "x y; rm"}', ""),
        ("pyproject.toml", '[project]\nname = "warehouse"\n', "warehouse"),
        ("pyproject.toml", '[tool.poetry]\nname = "old"\n', "old"),
        ("pyproject.toml", "tool = 1\n", ""),
        ("go.mod", "// x\nmodule github.com/acme/shop/v2\n\ngo 1.22\n", "shop"),
        ("Cargo.toml", '[package]\nname = "vault"\n', "vault"),
        ("composer.json", '{"name": "kimai/kimai"}', "kimai"),
        ("README.md", "# shop", ""),
    ],
)
def test_the_name_is_read_from_the_projects_own_files(path: str, text: str, name: str) -> None:
    assert project_name(a_change({path: ("", text)}).content, Cancel()) == name
