"""The repository's own commands: what is quoted, from where, for what, and what is never quoted."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relman_desktop.errors import Cancelled
from relman_desktop.facts.commands import detect, documents
from relman_desktop.facts.fact import Finding, Place
from relman_desktop.jobs import Cancel
from relman_desktop.sources.change import Change

from .changes import a_change

GUIDE = "docs/installation/upgrading.md"


def found(change: Change, kind: str = "command.") -> list[Finding]:
    return [finding for finding in detect(change, Cancel()) if finding.kind.startswith(kind)]


def commands(tree: dict[str, str], kind: str) -> list[str]:
    """The commands of one purpose in a repository where something else changed."""
    change = a_change({"src/app.py": ("a\n", "b\n")}, tree=tree)
    return [str(finding.data["command"]) for finding in found(change, f"command.{kind}")]


def package_json(**sections: dict[str, str]) -> str:
    return json.dumps(sections, indent=2) + "\n"


def guide(block: str, *, heading: str = "# Upgrading", language: str = "") -> str:
    return f"{heading}\n\nRun this:\n\n```{language}\n{block}\n```\n"


class TestDocuments:
    def test_a_command_is_quoted_with_its_heading_its_sentence_and_its_place(self) -> None:
        text = "# Upgrading\n\n## Restart\n\nFinally, restart the workers:\n\n```sh\nsudo systemctl restart shop\n```\n"
        (finding,) = found(a_change({"a.py": ("a\n", "b\n")}, tree={GUIDE: text}))
        assert finding.kind == "command.restart"
        assert finding.evidence == (Place(GUIDE, 8, "sudo systemctl restart shop"),)
        assert finding.data["command"] == "sudo systemctl restart shop"
        assert finding.data["title"] == "Restart"
        assert finding.data["context"] == "Finally, restart the workers:"
        assert finding.text == (
            "The upgrade guide says how to restart the services: `sudo systemctl restart shop` "
            "(docs/installation/upgrading.md:8)."
        )

    def test_a_line_that_the_change_shows_is_cited_by_its_hunk(self) -> None:
        old, new = guide("./upgrade.sh"), guide("sudo ./upgrade.sh")
        (finding,) = found(a_change({GUIDE: (old, new)}))
        assert finding.evidence == ("F1.h1",)

    def test_the_steps_of_an_update_are_one_quotation(self) -> None:
        tree = {"README.md": guide("git pull\npnpm install\npnpm run build", heading="## Getting Updates")}
        assert commands(tree, "upgrade") == ["git pull\npnpm install\npnpm run build"]

    def test_a_continued_command_is_quoted_verbatim_and_every_line_of_it_cited(self) -> None:
        block = "cd /opt/shop && \\\n  git fetch --tags && \\\n  git checkout v1.2.0"
        (finding,) = found(a_change({"a.py": ("a\n", "b\n")}, tree={GUIDE: guide(block)}))
        assert finding.data["command"] == block
        assert [place.line for place in finding.evidence if isinstance(place, Place)] == [6, 7, 8]
        assert "git fetch --tags && git checkout v1.2.0`" in finding.text

    def test_a_block_of_alternatives_is_taken_apart(self) -> None:
        tree = {"README.md": guide("yarn db:migrate\nyarn db:rollback", heading="## Database")}
        assert commands(tree, "migrate") == ["yarn db:migrate"]
        assert commands(tree, "rollback") == ["yarn db:rollback"]

    def test_the_heading_says_what_a_general_command_is_for(self) -> None:
        tree = {"docs/operations.md": guide("docker compose up -d", heading="## Rolling back")}
        assert commands(tree, "rollback") == ["docker compose up -d"]
        assert commands(tree, "deploy") == []

    def test_a_version_in_a_command_is_said_to_be_an_example(self) -> None:
        tree = {GUIDE: guide("pip install shop==1.3.0", heading="## Rolling back to older versions")}
        (finding,) = found(a_change({"a.py": ("a\n", "b\n")}, tree=tree), "command.rollback")
        assert finding.data["example"] == "1.3.0"
        assert finding.text.endswith(" The version 1.3.0 in it is an example.")

    def test_an_address_is_no_version(self) -> None:
        tree = {GUIDE: guide("curl http://127.0.0.1:8008/health")}
        (finding,) = found(a_change({"a.py": ("a\n", "b\n")}, tree=tree), "command.check")
        assert finding.data["example"] is None

    def test_what_can_be_run_as_it_stands_comes_before_examples(self) -> None:
        text = guide("git checkout v4.5.0") + "\nThen:\n\n```\nsudo ./upgrade.sh\n```\n"
        assert commands({GUIDE: text}, "upgrade") == ["sudo ./upgrade.sh", "git checkout v4.5.0"]

    def test_restoring_a_backup_is_quoted_whole_and_is_no_rollback(self) -> None:
        block = "psql -c 'drop database shop'\npsql -c 'create database shop'\npsql shop < shop.sql"
        tree = {"docs/backups.md": guide(block, heading="## Load an exported database")}
        assert commands(tree, "restore") == [block]
        assert commands(tree, "rollback") == []

    @pytest.mark.parametrize(
        ("heading", "quoted"),
        [
            ("# Upgrading to v1.1.0", True),  # the change goes from v1.0.0 to v1.1.0
            ("# Upgrading to v1.0.0", False),
            ("# Upgrading to 0.9", False),
            ("# 4.2 Upgrading", True),  # the number of a chapter
        ],
    )
    def test_a_section_for_another_version_is_passed_over(self, heading: str, quoted: bool) -> None:
        tree = {GUIDE: guide("pip install --upgrade systemd-python", heading=heading)}
        assert bool(commands(tree, "upgrade")) is quoted

    @pytest.mark.parametrize(
        "path",
        ["docs/development/upgrading.md", "tests/upgrading.md", "docs/zh/upgrading.md", "docs/v1.2/upgrading.md"],
    )
    def test_other_peoples_documents_are_not_asked(self, path: str) -> None:
        assert commands({path: guide("sudo ./upgrade.sh")}, "upgrade") == []

    def test_a_developers_section_is_not_asked(self) -> None:
        text = "# Development\n\n## Database\n\n```\npython manage.py migrate\n```\n"
        assert commands({"README.md": text}, "migrate") == []

    @pytest.mark.parametrize("language", ["yaml", "json", "sql", "diff"])
    def test_a_block_in_another_language_is_no_command(self, language: str) -> None:
        assert commands({GUIDE: guide("sudo ./upgrade.sh", language=language)}, "upgrade") == []

    def test_prompts_and_output_are_not_part_of_a_command(self) -> None:
        block = "$ cd /srv/shop\n$ docker compose pull\nPulling web ... done\n$ docker compose up -d"
        tree = {GUIDE: guide(block, language="shell-session")}
        assert commands(tree, "upgrade") == ["cd /srv/shop\ndocker compose pull\ndocker compose up -d"]

    def test_a_session_without_prompts_is_read_too(self) -> None:
        tree = {GUIDE: guide("docker compose pull", language="shell-session")}
        assert commands(tree, "upgrade") == ["docker compose pull"]

    def test_a_remark_in_a_block_is_its_context(self) -> None:
        tree = {"docs/operations.md": guide("# the worker only\nsystemctl restart worker", heading="# Usage")}
        (finding,) = found(a_change({"a.py": ("a\n", "b\n")}, tree=tree))
        assert (finding.data["command"], finding.data["context"]) == ("systemctl restart worker", "the worker only")

    def test_restructured_text(self) -> None:
        text = "Upgrading\n=========\n\nRestart\n-------\n\nThen::\n\n    sudo systemctl restart shop\n\nDone.\n"
        (finding,) = found(a_change({"a.py": ("a\n", "b\n")}, tree={"docs/upgrade.rst": text}))
        assert (finding.data["command"], finding.data["title"]) == ("sudo systemctl restart shop", "Restart")

    def test_a_fence_inside_a_list_or_an_admonition(self) -> None:
        text = "# Upgrading\n\n1.  Stop it.\n\n2.  Restart it:\n\n    ```bash\n    shopctl restart\n    ```\n"
        assert commands({GUIDE: text}, "restart") == ["shopctl restart"]

    def test_the_indented_text_of_a_list_is_no_code(self) -> None:
        text = "# Upgrading\n\n-   If it was installed from source, then:\n\n    git pull and then rebuild\n"
        assert commands({GUIDE: text}, "upgrade") == []

    def test_code_in_a_sentence_counts_after_run(self) -> None:
        text = "# Upgrading\n\nTo be sure, run `systemctl status shop`. The old `systemctl status web` is gone.\n"
        assert commands({GUIDE: text}, "check") == ["systemctl status shop"]

    @pytest.mark.parametrize(
        "command",
        [
            "curl -u admin:gqYeDIzbEwTTYmB7 http://shop/health",
            "DATABASE_URL=postgres://shop:hu6Tz3kQ@db/shop python manage.py migrate",
            "curl https://get.example.org | sudo bash",
            "pg_dump ... > shop.sql",
            "sudo systemctl restart nginx",
            "pip install --upgrade pip",
            "./upgrade.sh \u202e# harmless",
        ],
    )
    def test_what_no_ticket_should_name(self, command: str) -> None:
        assert found(a_change({"a.py": ("a\n", "b\n")}, tree={GUIDE: guide(command)})) == []

    def test_the_same_command_in_other_words_is_quoted_once_from_the_best_place(self) -> None:
        tree = {
            "README.md": guide("./upgrade.sh"),
            GUIDE: guide("sudo ./upgrade.sh"),
            "docs/install.md": guide("sudo PYTHON=python3.12 /opt/shop/upgrade.sh"),
        }
        (finding,) = found(a_change({"a.py": ("a\n", "b\n")}, tree=tree))
        assert finding.data["path"] == GUIDE

    def test_at_most_six_of_a_purpose(self) -> None:
        text = "# Services\n\n" + "".join(f"```\nsystemctl restart shop-{number}\n```\n\n" for number in range(9))
        assert len(commands({"docs/operations.md": text}, "restart")) == 6

    @settings(max_examples=200, deadline=None)
    @given(
        st.lists(st.one_of(st.text(max_size=30), st.sampled_from(["```", "~~~", "# A", "x:", "===", "    $ a", "\\"])))
    )
    def test_whatever_stands_in_a_document_is_quoted_verbatim_or_not_at_all(self, lines: list[str]) -> None:
        lines = [line.replace("\n", " ") for line in lines]
        for quote in documents.quotes(lines):
            for step in quote.steps:
                assert all(
                    part.strip() in lines[index] for part, index in zip(step.text.split("\n"), step.lines, strict=False)
                )


class TestTargets:
    def test_a_make_target_is_invoked_and_its_recipe_told(self) -> None:
        makefile = "VERSION := 1\n\n.PHONY: migrate\nmigrate: deps ## Apply the migrations\n\t@alembic upgrade head\n"
        (finding,) = found(a_change({"a.py": ("a\n", "b\n")}, tree={"Makefile": makefile}))
        assert finding.data["command"] == "make migrate"
        assert finding.data["recipe"] == "alembic upgrade head"
        assert finding.evidence == (Place("Makefile", 4, "migrate: deps ## Apply the migrations"),)
        assert (
            finding.text == "The Makefile has a target to apply the database migrations: `make migrate` (Makefile:4)."
        )

    @pytest.mark.parametrize(
        "target",
        [
            "test-migrate:\n\talembic upgrade head\n",
            "build: ## Build all development containers\n\tdocker compose build\n",
            "migrate:\n\tNODE_ENV=test yarn sequelize db:migrate\n",
            "migrations:\n\tpython manage.py makemigrations\n",
        ],
    )
    def test_a_developers_target_is_not_quoted(self, target: str) -> None:
        assert found(a_change({"a.py": ("a\n", "b\n")}, tree={"Makefile": target})) == []

    @pytest.mark.parametrize(
        ("lock", "manager"), [("pnpm-lock.yaml", "pnpm"), ("yarn.lock", "yarn"), ("package-lock.json", "npm")]
    )
    def test_a_script_is_run_with_the_package_manager_in_use(self, lock: str, manager: str) -> None:
        package = package_json(scripts={"update-db": "prisma migrate deploy", "dev": "next dev"})
        assert commands({"package.json": package, lock: ""}, "migrate") == [f"{manager} run update-db"]

    def test_what_stands_outside_of_scripts_is_no_script(self) -> None:
        package = package_json(scripts={"lint": "eslint"}, dependencies={"migrate": "knex migrate:up"})
        assert commands({"package.json": package}, "migrate") == []

    def test_recipes_of_just_and_task(self) -> None:
        tree = {
            "justfile": "# Bring it out\ndeploy:\n    kamal deploy\n",
            "Taskfile.yml": "version: '3'\n\ntasks:\n  rollback:\n    cmds:\n      - kamal rollback\n",
        }
        assert commands(tree, "deploy") == ["just deploy"]
        assert commands(tree, "rollback") == ["task rollback"]

    def test_a_script_counts_where_it_can_be_run(self) -> None:
        tree = {
            "scripts/backup.sh": "#!/bin/sh\n# Save everything.\npg_dump shop\n",
            "scripts/restore.sh": "pg_restore\n",
        }
        (finding,) = found(a_change({"a.py": ("a\n", "b\n")}, tree=tree))
        assert (finding.kind, finding.data["command"]) == ("command.backup", "./scripts/backup.sh")
        assert finding.data["context"] == "Save everything."


class TestHealthChecks:
    def test_the_check_of_the_image_that_is_deployed(self) -> None:
        dockerfile = (
            "FROM golang AS build\nHEALTHCHECK CMD false\n"
            'FROM scratch\nHEALTHCHECK --interval=1m CMD ["/shop", "ping"]\n'
        )
        assert commands({"Dockerfile": dockerfile}, "check") == ["/shop ping"]

    def test_a_compose_file_counts_where_the_application_is_asked(self) -> None:
        compose = (
            'services:\n  web:\n    healthcheck:\n      test: ["CMD-SHELL", "curl -f http://localhost:3000/api/health"]\n'
            "  db:\n    healthcheck:\n      test: [CMD, pg_isready]\n"
        )
        assert commands({"docker-compose.yml": compose}, "check") == ["curl -f http://localhost:3000/api/health"]


class TestEntrypoints:
    def test_a_container_that_comes_to_the_migrations_over_scripts(self) -> None:
        tree = {
            "Dockerfile": 'FROM node:22\nCMD ["pnpm", "start-docker"]\n',
            "package.json": package_json(
                scripts={"start-docker": "run-s check-db start", "check-db": "node scripts/check.js"}
            ),
            "scripts/check.js": "// prisma migrate deploy\nconsole.log(execSync('prisma migrate deploy'));\n",
        }
        (finding,) = found(a_change({"a.py": ("a\n", "b\n")}, tree=tree), "command.entrypoint")
        assert finding.data["what"] == "migrates on start"
        assert (finding.data["path"], finding.data["line"]) == ("scripts/check.js", 2)
        assert finding.data["command"] == "prisma migrate deploy"
        assert finding.evidence == (
            Place("Dockerfile", 2, 'CMD ["pnpm", "start-docker"]'),
            Place("scripts/check.js", 2, tree["scripts/check.js"].split("\n")[1]),
        )

    def test_an_entry_point_is_found_by_its_name(self) -> None:
        tree = {
            "docker/Dockerfile": "FROM python:3.12\nCOPY docker/entrypoint.sh /\nENTRYPOINT /entrypoint.sh\n",
            "docker/entrypoint.sh": "#!/bin/sh\necho python manage.py migrate\nexec python manage.py migrate\n",
        }
        (finding,) = found(a_change({"a.py": ("a\n", "b\n")}, tree=tree), "command.entrypoint")
        assert finding.data["line"] == 3

    def test_a_release_phase(self) -> None:
        tree = {
            "Procfile": "web: gunicorn shop\nrelease: bin/release\n",
            "bin/release": "#!/bin/bash\nset -e\nshop db upgrade\n",
        }
        (finding,) = found(a_change({"a.py": ("a\n", "b\n")}, tree=tree), "command.entrypoint")
        assert finding.text == (
            "Each release first runs `bin/release` (Procfile:2), which applies the database migrations: "
            "`shop db upgrade` (bin/release:3)."
        )

    def test_an_upgrade_script_that_does_it_all(self) -> None:
        script = '#!/bin/bash\nCOMMAND="python3 shop/manage.py migrate"\neval $COMMAND\n'
        (finding,) = found(a_change({"a.py": ("a\n", "b\n")}, tree={"upgrade.sh": script}), "command.entrypoint")
        assert finding.data["what"] == "migrates in the script"
        assert finding.data["command"] == "python3 shop/manage.py migrate"

    @pytest.mark.parametrize(("value", "told"), [("1", True), ("true", True), ("0", False)])
    def test_a_variable_that_switches_it_on(self, value: str, told: bool) -> None:
        compose = f"services:\n  web:\n    environment:\n      - RUN_MIGRATIONS={value}\n"
        change = a_change({"a.py": ("a\n", "b\n")}, tree={"compose.yml": compose, "compose.caddy.yml": compose})
        assert len(found(change, "command.entrypoint")) == told

    def test_a_container_that_only_starts(self) -> None:
        tree = {"Dockerfile": 'FROM node:22\nCMD ["node", "server.js"]\n', "server.js": "const migrate = 1\n"}
        assert found(a_change({"a.py": ("a\n", "b\n")}, tree=tree)) == []

    def test_scripts_that_call_each_other_end(self) -> None:
        tree = {
            "Dockerfile": "FROM alpine\nENTRYPOINT ./start.sh\n",
            "start.sh": "#!/bin/sh\n./other.sh\n",
            "other.sh": "#!/bin/sh\n./start.sh\n",
        }
        assert found(a_change({"a.py": ("a\n", "b\n")}, tree=tree)) == []


class TestArtifacts:
    WORKFLOW = (
        "on:\n  push:\n    tags: ['v*']\nenv:\n  IMAGE: shop/web\njobs:\n  build:\n    steps:\n"
        "      - uses: docker/metadata-action@v5\n        with:\n          images: |\n            ${{ env.IMAGE }}\n"
        "            ghcr.io/${{ github.repository }},enable=true\n"
    )

    def images(self, workflow: str, **tree: str) -> list[str]:
        change = a_change({"a.py": ("a\n", "b\n")}, tree={".github/workflows/cd.yml": workflow, **tree})
        return [str(finding.data["image"]) for finding in found(change, "delivery.artifact")]

    def test_the_images_of_the_workflow_that_runs_on_a_tag(self) -> None:
        dockerfile = 'FROM scratch\nLABEL org.opencontainers.image.source="https://github.com/acme/shop"\n'
        assert self.images(self.WORKFLOW, Dockerfile=dockerfile) == ["shop/web", "ghcr.io/acme/shop"]

    def test_a_name_that_the_repository_does_not_say_is_left_out(self) -> None:
        assert self.images(self.WORKFLOW) == ["shop/web"]

    def test_a_workflow_that_no_release_starts_publishes_none(self) -> None:
        assert self.images(self.WORKFLOW.replace("tags: ['v*']", "branches: [main]")) == []


def test_of_a_diff_file_only_the_lines_that_it_shows() -> None:
    old = "# Upgrading\n\nRun:\n\n```\ngit pull\n```\n" + "filler\n" * 20 + "```\nsystemctl restart shop\n```\n"
    new = old.replace("git pull", "sudo ./upgrade.sh")
    (finding,) = found(
        a_change({GUIDE: (old, new)}, tree={"Makefile": "migrate:\n\talembic upgrade head\n"}, origin="diff")
    )
    assert finding.data["command"] == "sudo ./upgrade.sh"
    assert (finding.data["line"], finding.evidence) == (6, ("F1.h1",))


def test_a_deleted_file_is_not_asked() -> None:
    assert found(a_change({GUIDE: (guide("sudo ./upgrade.sh"), None)}, origin="diff")) == []


def test_it_can_be_stopped() -> None:
    cancel = Cancel()
    cancel.cancel()
    with pytest.raises(Cancelled):
        list(detect(a_change({"a.py": ("a\n", "b\n")}, tree={GUIDE: guide("sudo ./upgrade.sh")}), cancel))
