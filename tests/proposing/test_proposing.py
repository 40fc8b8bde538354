"""A first profile, proposed from what a repository shows; what it cannot show is asked."""

from pathlib import Path

import pytest

from relman_desktop.errors import Cancelled, InputError
from relman_desktop.jobs import Cancel
from relman_desktop.proposing import propose
from relman_desktop.sources.profile.profile import Profile, Value
from relman_desktop.sources.profile.reading import problems, read_profile
from relman_desktop.sources.profile.schema import parts
from relman_desktop.sources.repository import open_repository

from ..sources.repos import RepoBuilder, a_repository

NEVER = ("holidays", "calendars", "templates", "risk", "approvals", "checks", "check_rules")


def proposed(repo: RepoBuilder) -> tuple[str, Profile]:
    text = propose(open_repository(repo.root, Cancel()), "HEAD", Cancel())
    assert problems(text, "proposal") == ()
    return text, read_profile(text, "proposal")


def values(profile: Profile, part: str) -> list[dict[str, Value]]:
    return [dict(one.values) for one in profile.of(part)]


def made(folder: Path, **files: str) -> RepoBuilder:
    repo = a_repository(folder)
    for path, content in files.items():
        repo.write(path, content)
    repo.commit("Begin")
    return repo


COMPOSE = """\
services:
  db:
    image: postgres:17
  web:
    build: ./services/web
  migrate:
    build: ./services/web
  worker:
    build:
      context: .
      dockerfile: services/worker/Dockerfile
"""

WORKFLOW = """\
on:
  push:
    branches: [main]
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - run: make test
      - run: |
          npx playwright test --retries=2
          echo "e2e-tests done"
  deploy:
    environment: production
    steps:
      - run: kubectl apply -f deploy/
"""

ROLLOUT = """\
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata:
  name: web
spec:
  strategy:
    canary:
      steps:
        - setWeight: 5
        - pause: {duration: 15m}
        - setWeight: 50
        - pause: {}
"""

ALERTS = """\
groups:
  - name: web
    rules:
      - alert: WebFailing
        expr: rate(failed_total[5m]) > 0.05
        for: 5m
"""

RUNBOOK = """\
# Runbook

## Back up the database

```
pg_dump --format=custom --file=/backups/web.dump web
```

## Restore

```
pg_restore --clean --dbname=web /backups/web.dump
```

## Roll back

```
kubectl rollout undo deployment/web
```
"""


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Profile]:
    """The proposal for a repository that shows much."""
    repo = a_repository(tmp_path_factory.mktemp("shown"))
    repo.write("docker-compose.yml", COMPOSE).write(".github/workflows/main.yml", WORKFLOW)
    repo.write("services/web/package.json", '{"name": "web", "description": "The shop"}')
    repo.write("services/worker/main.go", "package main\n").write("services/worker/Dockerfile", "FROM scratch\n")
    repo.write("deploy/web.yaml", ROLLOUT).write("deploy/alerts.yml", ALERTS).write("docs/runbook.md", RUNBOOK)
    repo.write("Makefile", "test:\n\tpytest\n\nsmoke:\n\tpython smoke.py\n\nlint:\n\truff check\n")
    repo.write("deploy/values-prod.yaml", "a: 1\n").write("deploy/values-staging.yaml", "a: 1\n")
    repo.write("CODEOWNERS", "* @acme/shop\n/services/worker/ @acme/billing ada@example.com\n")
    for number in range(25):
        repo.commit(f"PAY-{number + 1}: Change UTF-8 and ABC-1", author="Ada Lovelace <ada@example.com>")
    return proposed(repo)


def test_services_are_those_that_are_built_here(shown: tuple[str, Profile]) -> None:
    assert values(shown[1], "services") == [
        {"name": "web", "text": "The shop", "owner": "@acme/shop", "paths": ("services/web/**",)},
        {"name": "worker", "owner": "@acme/billing", "paths": ("services/worker/**",)},
    ]
    assert "[[services]]  # docker-compose.yml:4" in shown[0]


def test_tests_are_told_with_their_kinds_and_who_runs_them(shown: tuple[str, Profile]) -> None:
    assert values(shown[1], "testing") == [
        {"kind": "unit", "command": "make test", "automated": True},
        {"kind": "regression", "command": "make smoke", "when": "after"},
        {"kind": "end-to-end", "command": "npx playwright test --retries=2", "automated": True},
    ]


def test_how_it_is_deployed_taken_back_and_saved(shown: tuple[str, Profile]) -> None:
    _, profile = shown
    assert values(profile, "deployment") == [
        {"strategy": "canary", "stages": ("5 % for 15m", "50 % until somebody promotes it", "100 %")}
    ]
    (step,) = values(profile, "deployment_steps")
    assert step["automated"] is True and step["environment"] == "production"
    assert "push to 'main'" in str(step["text"]) and ".github/workflows/main.yml" in str(step["text"])
    assert values(profile, "rollback_steps") == [{"command": "kubectl rollout undo deployment/web"}]
    assert values(profile, "backups") == [
        {
            "what": "database",
            "command": "pg_dump --format=custom --file=/backups/web.dump web",
            "restore": "pg_restore --clean --dbname=web /backups/web.dump",
        }
    ]


def test_where_it_runs_and_what_is_watched(shown: tuple[str, Profile]) -> None:
    _, profile = shown
    assert [(one["name"], one["kind"]) for one in values(profile, "environments")] == [
        ("staging", "staging"),
        ("production", "production"),
        ("prod", "production"),
    ]
    assert values(profile, "monitoring") == [
        {"metric": "WebFailing", "threshold": "rate(failed_total[5m]) > 0.05 for 5m", "alert": "WebFailing"}
    ]


def test_people_are_named_without_addresses_and_their_part_is_asked(shown: tuple[str, Profile]) -> None:
    text, profile = shown
    assert values(profile, "people") == [
        {"name": "@acme/shop", "roles": ("reviewer",), "group": "@acme/shop"},
        {
            "name": "@acme/billing",
            "roles": ("reviewer",),
            "group": "@acme/billing",
            "paths": ("/services/worker/",),
        },
    ]
    assert '# name = "Ada Lovelace"' in text and "example.com>" not in text and "ada@" not in text


def test_the_team_has_the_projects_of_its_commits(shown: tuple[str, Profile]) -> None:
    assert shown[1].said == {"name": "shop", "projects": "PAY", "time_zone": "UTC"}


def test_what_no_repository_can_tell_is_asked(tmp_path: Path) -> None:
    text, profile = proposed(made(tmp_path, a="1"))
    assert [one.part for one in profile.entries] == ["team"] and profile.said == {"name": "shop"}
    for part in parts():
        is_asked = part.name not in ("team", *NEVER)
        assert (f"# ? {part.question}\n# {part.heading}\n" in text) is is_asked, part.name


def test_the_examples_behind_the_questions_can_be_taken_as_they_are(tmp_path: Path) -> None:
    text, _ = proposed(made(tmp_path, a="1"))
    examples = [line[2:] for line in text.splitlines() if line.startswith("# ") and ("= " in line or line[2:3] == "[")]
    uncommented = "\n".join(line for line in examples if not line.startswith("?"))
    assert problems(uncommented, "examples") == ()
    assert {one.part for one in read_profile(uncommented, "examples").entries} == {
        part.name for part in parts() if part.name not in ("team", *NEVER)
    }


def test_a_proposal_is_read_in_two_minutes(shown: tuple[str, Profile], tmp_path: Path) -> None:
    """It explains nothing: each comment says where something is from, or asks."""
    nothing, _ = proposed(made(tmp_path, a="1"))
    assert nothing.count("\n") < 100 and shown[0].count("\n") < 145
    comments = [line for line in nothing.splitlines()[4:] if line.startswith("#")]
    assert all(line.startswith(("# ?", "# [")) or " = " in line for line in comments)
    assert "\n\n\n" not in shown[0]


def test_what_entries_lack_is_asked_once(shown: tuple[str, Profile]) -> None:
    assert shown[0].count("# ? What else is known of each: criticality, users?\n[[services]]") == 1


def test_a_developers_compose_file_is_not_what_runs(tmp_path: Path) -> None:
    files = {f"src/m{number}.py": "x = 1\n" for number in range(12)}
    compose = "services:\n  web:\n    build: .\n    volumes: ['./src:/src']\n"
    _, profile = proposed(made(tmp_path, **files, **{"compose.yaml": compose, "Dockerfile": "FROM scratch\n"}))
    assert values(profile, "services") == [{"name": "shop"}]


def test_examples_for_others_are_asked_and_not_taken(tmp_path: Path) -> None:
    readme = "# Shop\n\n## Deploy\n\n```\nhelm install my-release acme/shop\n```\n"
    text, profile = proposed(made(tmp_path, **{"README.md": readme}))
    assert not profile.of("deployment_steps")
    assert '# command = "helm install my-release acme/shop"' in text


def test_hostile_names_and_texts_end_no_comment_and_hide_nothing(tmp_path: Path) -> None:
    evil = 'x"\n[[rollback_steps]]\ncommand = "rm -rf /"\n#'
    chart = f'name: {evil!r}\ndescription: "a\\u202eb\\n[[goals]]\\ntext = 1"\n'
    repo = made(
        tmp_path,
        **{
            "charts/a/Chart.yaml": chart,
            "charts/b/Chart.yaml": "name: b\ndescription: |\n  one\n  [[goals]]\n",
            "Makefile": "test:\n\tpytest\n",
            "CODEOWNERS": "! @x/y\n[z-a] @x/z\nx[z-a] @x/w\n* @x/\u202ev\n",
            ".github/workflows/a.yml": "on: push\njobs:\n  a:\n    environment: 'prod\n\n      [[x]]'\n",
            "docker-compose.yml": "services: [1, {a: b}, null]\n",
            "deploy/r.yaml": "kind: Rollout\nspec: {strategy: {canary: {steps: [setWeight, {setWeight: [1]}, 3]}}}\n",
        },
    )
    repo.commit("x", author='A" ]\u202e [[goals]] <a@example.com>')
    text, profile = proposed(repo)
    assert not profile.of("rollback_steps", "goals") and "\u202e" not in text
    assert {one.get("name") for one in profile.of("services")} <= {"b"}


def test_what_looks_like_a_secret_is_not_proposed(tmp_path: Path) -> None:
    secret = "ghp_" + "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8"
    text, _ = proposed(made(tmp_path, Makefile=f"test:\n\tpytest\n\ndeploy:\n\tTOKEN={secret} ./deploy\n"))
    assert secret not in text


def test_a_wrong_name_and_a_stopped_job_are_told(tmp_path: Path) -> None:
    repository = open_repository(made(tmp_path, a="1").root, Cancel())
    with pytest.raises(InputError, match="not the name of a commit"):
        propose(repository, "nothing\u202e", Cancel())
    stopped = Cancel()
    stopped.cancel()
    with pytest.raises(Cancelled):
        propose(repository, "HEAD", stopped)


@pytest.mark.parametrize(
    ("path", "content", "name"),
    [
        ("package.json", '{"name": "@acme/checkout-web"}', "checkout-web"),
        ("composer.json", '{"name": "acme/kasse"}', "kasse"),
        ("pyproject.toml", "[project]\nname = 'ledger'\n", "ledger"),
        ("go.mod", "module example.com/acme/gate/v3\n", "gate"),
        ("README.md", "<p>\n\n# [Kasse](https://example.com) ![b](c)\n", "Kasse"),
        ("README.rst", "Kasse\n=====\n", "Kasse"),
        ("README.md", "\ufeff### Kasse [![a](b)](c)\n", "Kasse"),
        (
            "pom.xml",
            "<project>\n<parent>\n<artifactId>boot</artifactId></parent>\n<artifactId>kasse</artifactId>",
            "kasse",
        ),
        ("README.md", "# My app\n", "repo"),
        ("package.json", '{"name": "x\\u202ey"}', "repo"),
    ],
)
def test_a_folder_that_is_called_nothing_takes_the_manifests_name(
    tmp_path: Path, path: str, content: str, name: str
) -> None:
    repo = a_repository(tmp_path, "repo").write(path, content)
    repo.commit("Begin")
    text, profile = proposed(repo)
    assert profile.said["name"] == name and text.startswith(f"# What the team of {name} ")


@pytest.mark.parametrize(
    "heading", ["[0.3](https://example.com/releases/0.3)", "0.3", "0.3 (2018-07-01)", "v0.3", "To 0.3"]
)
def test_a_versions_own_upgrade_notes_are_not_the_teams_steps(tmp_path: Path, heading: str) -> None:
    commands = "git pull origin master\nbin/console doctrine:migrations:migrate"
    notes = f"# Upgrading\n\n## {heading}\n\n```bash\n{commands}\n```\n"
    text, profile = proposed(made(tmp_path, **{"UPGRADING-1.md": notes}))
    assert not profile.of("deployment_steps") and "doctrine" not in text


def test_a_numbered_section_is_no_version(tmp_path: Path) -> None:
    guide = "# Upgrading\n\n## 1.2 Upgrade the server\n\n```bash\n./bin/console doctrine:migrations:migrate\n```\n"
    _, profile = proposed(made(tmp_path, **{"docs/upgrading.md": guide}))
    assert [one.get("command") for one in profile.of("deployment_steps")] == [
        "./bin/console doctrine:migrations:migrate"
    ]


SCRIPTS = """\
{
  "scripts": {
    "postdeploy": "yarn build && yarn db:migrate",
    "build": "vite build",
    "db:migrate": "sequelize db:migrate",
    "db:rollback": "sequelize db:migrate:undo",
    "upgrade": "git pull && yarn install && yarn postdeploy"
  }
}
"""


def migration(down: str) -> str:
    return (
        "module.exports = {\n  async up(queryInterface, Sequelize) {\n"
        '    await queryInterface.removeColumn("documents", "old");\n  },\n'
        f"  async down(queryInterface, Sequelize) {{\n    {down}\n  }},\n}};\n"
    )


THROWS = migration('throw new Error("cannot be taken back");')
ADDS = migration('await queryInterface.addColumn("documents", "old", { type: Sequelize.TEXT });')


def test_what_another_step_runs_itself_is_no_step(tmp_path: Path) -> None:
    _, profile = proposed(made(tmp_path, **{"package.json": SCRIPTS, "yarn.lock": ""}))
    assert [one.get("command") for one in profile.of("deployment_steps")] == ["yarn run upgrade"]


def test_a_target_that_makes_another_runs_it(tmp_path: Path) -> None:
    make = "deploy: migrate\n\tkubectl apply -f deploy/\n\nmigrate:\n\talembic upgrade head\n"
    _, profile = proposed(made(tmp_path, Makefile=make))
    assert [one.get("command") for one in profile.of("deployment_steps")] == ["make deploy"]


def test_a_program_that_migrates_when_it_starts_leaves_the_command_in_doubt(tmp_path: Path) -> None:
    image = "FROM python\nCMD alembic upgrade head && uvicorn app:app\n"
    text, profile = proposed(made(tmp_path, Makefile="migrate:\n\talembic upgrade head\n", Dockerfile=image))
    assert not profile.of("deployment_steps")
    assert "the program applies them itself when it starts: Dockerfile:2" in text.replace("\n# ", " ")


@pytest.mark.parametrize(("down", "sure"), [(ADDS, True), (THROWS, False)])
def test_migrations_are_taken_back_where_the_newest_ones_can_be(tmp_path: Path, down: str, sure: bool) -> None:
    files = {"package.json": SCRIPTS, "yarn.lock": "", "server/migrations/20260101-old.js": ADDS}
    text, profile = proposed(made(tmp_path, **files, **{"server/migrations/20260102-new.js": down}))
    assert [one.get("command") for one in profile.of("rollback_steps")] == (["yarn run db:rollback"] if sure else [])
    assert ("20260102-new.js cannot be taken back" in text) is not sure
    assert ('# command = "yarn run db:rollback"' in text) is not sure


@pytest.mark.parametrize(
    "command",
    [
        "psql -c 'drop database shop'",
        "dropdb shop && createdb shop",
        "rm -rf /var/lib/shop",
        "docker compose down --volumes",
        "kubectl delete namespace shop",
        "redis-cli FLUSHALL",
        "php artisan migrate:fresh",
        "git reset --hard origin/main",
    ],
)
def test_what_deletes_data_is_asked_with_its_place(tmp_path: Path, command: str) -> None:
    restore = f"# Restore\n\n```\n{command}\npsql shop < /backups/shop.sql\n```\n\n"
    runbook = f"{restore}# Roll back\n\n```\n{command}\ngit checkout v1.2.3\n```\n"
    text, profile = proposed(made(tmp_path, **{"docs/runbook.md": runbook}))
    assert all(command not in str(dict(one.values)) for one in profile.entries)
    assert command not in text or ("docs/runbook.md:4" in text and "it deletes data" in text)


def test_a_target_whose_recipe_drops_the_database_is_asked(tmp_path: Path) -> None:
    make = "restore-db:\n\tdropdb shop\n\tpg_restore -C -d shop /backups/shop.dump\n"
    text, profile = proposed(made(tmp_path, Makefile=make))
    assert not profile.of("backups") and '# restore = "make restore-db"' in text


def test_of_tests_that_are_the_same_one_is_told(tmp_path: Path) -> None:
    scripts = '{\n"scripts": {\n"test": "vitest run",\n"check": "biome check --write"\n}}'
    workflow = "jobs:\n  a:\n    steps:\n      - run: pnpm test\n      - run: pnpm run test --coverage\n"
    files = {"package.json": scripts, "pnpm-lock.yaml": "", ".github/workflows/ci.yml": workflow}
    _, profile = proposed(made(tmp_path, **files))
    assert values(profile, "testing") == [{"kind": "unit", "command": "pnpm test", "automated": True}]


def test_a_robot_is_nobody_to_ask(tmp_path: Path) -> None:
    repo = made(tmp_path, a="1")
    for number in range(12):
        repo.commit(f"Translate {number}", author="Weblate (bot) <x@example.com>")
    assert "Weblate" not in proposed(repo)[0]
