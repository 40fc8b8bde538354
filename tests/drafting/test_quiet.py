"""Which changes deploy nothing."""

import pytest

from relman_desktop.drafting.quiet import is_quiet, what_is_quiet
from tests.facts.changes import a_change

NOTHING_RUNS = {
    "README.md": "documentation",
    "docs/guide/install.rst": "documentation",
    "packages/api/CHANGELOG.md": "documentation",
    "LICENSE": "documentation",
    ".github/ISSUE_TEMPLATE/bug.md": "documentation",
    "tests/fixtures/orders.json": "tests",
    "packages/api/tests/test_orders.py": "tests",
    "src/orders.test.ts": "tests",
    "orders/export_test.go": "tests",
    "src/test/java/OrderIT.java": "tests",
}
SOMETHING_RUNS = (
    "app/api/docs/route.ts",
    "src/docs/handler.go",
    "prompts/system.md",
    "config/allowlist.txt",
    "src/ab_test.py",
    "db/fixtures/prod.yml",
    "docs/deploy.sh",
    "docs/conf.py",
    "app/models/test.rb",
    "CMakeLists.txt",
    "public/robots.txt",
    "src/content/docs/x.mdx",
    "pages/blog/x.mdx",
    "app/views/mail/welcome.md",
    "legal/privacy.md",
    "supabase/functions/docs/index.ts",
    "src/fixtures/plans.json",
    "lib/spec/parser.rb",
    "requirements.txt",
    "tests/main.tf",
    "tests/Dockerfile",
    "a" * 500 + "/README.md",
)


@pytest.mark.parametrize("path", NOTHING_RUNS)
def test_documentation_and_tests_deploy_nothing(path: str) -> None:
    change = a_change({path: ("a\n", "b\n")})
    assert is_quiet(change) and what_is_quiet(change.files) == NOTHING_RUNS[path]


@pytest.mark.parametrize("path", SOMETHING_RUNS)
def test_what_a_program_may_serve_or_run_is_deployed(path: str) -> None:
    assert not is_quiet(a_change({"README.md": ("a\n", "b\n"), path: ("a\n", "b\n")}))


def test_documentation_and_tests_together_are_named_both() -> None:
    change = a_change({"tests/test_a.py": ("a\n", "b\n"), "README.md": ("a\n", "b\n")})
    assert what_is_quiet(change.files) == "documentation and tests"
