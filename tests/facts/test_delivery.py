"""How the product is delivered: what of it changes, with which weight, and that no secret is shown."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relman_desktop.errors import Cancelled
from relman_desktop.facts.delivery import detect
from relman_desktop.facts.delivery.yamltext import documents
from relman_desktop.facts.fact import Finding
from relman_desktop.jobs import Cancel
from relman_desktop.sources.change import Change

from .changes import Texts, a_change


def found(change: Change, kind: str = "delivery.") -> list[Finding]:
    return [finding for finding in detect(change, Cancel()) if finding.kind.startswith(kind)]


def one(path: str, old: str | None, new: str | None, kind: str = "delivery.", *, origin: str = "git") -> Finding:
    (finding,) = found(a_change({path: (old, new)}, origin=origin), kind)
    return finding


def texts(files: dict[str, Texts], kind: str = "delivery.") -> list[str]:
    return [finding.text for finding in found(a_change(files), kind)]


def was_and_is(finding: Finding) -> tuple[object, object]:
    return finding.data["old"], finding.data["new"]


class TestImages:
    OLD = 'FROM golang:1.25 AS build\nRUN make\nFROM docker.io/alpine:3.23\nEXPOSE 8080\nUSER nobody\nCMD ["shop"]\n'

    def test_the_base_image_of_what_is_deployed(self) -> None:
        finding = one("Dockerfile", self.OLD, self.OLD.replace("3.23", "3.24"))
        assert finding.kind == "delivery.image"
        assert was_and_is(finding) == ("docker.io/alpine:3.23", "docker.io/alpine:3.24")
        assert finding.text == (
            "The base image in `Dockerfile` changes from `docker.io/alpine:3.23` to `docker.io/alpine:3.24`."
        )
        assert finding.evidence == ("F1.h1",)
        assert finding.weight == 45

    def test_an_image_that_only_builds_weighs_less(self) -> None:
        finding = one("Dockerfile", self.OLD, self.OLD.replace("1.25", "1.26"))
        assert (finding.data["what"], finding.weight) == ("build image", 10)

    def test_a_stage_that_the_last_one_builds_on_is_deployed(self) -> None:
        old = "FROM python:3.13 AS base\nFROM node:22\nRUN true\nFROM base\n"
        finding = one("Dockerfile", old, old.replace("3.13", "3.14"))
        assert finding.data["what"] == "base image"

    def test_an_argument_with_a_default_is_put_in(self) -> None:
        old = "ARG VERSION=20\nFROM node:${VERSION}-slim\n"
        finding = one("Dockerfile", old, old.replace("20", "22"))
        assert was_and_is(finding) == ("node:20-slim", "node:22-slim")
        assert finding.text.endswith(" That is another major version.")

    def test_the_same_difference_of_several_files_is_one(self) -> None:
        texts = (self.OLD, self.OLD.replace("3.23", "3.24"))
        (finding,) = found(a_change({"docker/Dockerfile.a": texts, "docker/Dockerfile.b": texts}))
        assert finding.data["paths"] == ["docker/Dockerfile.a", "docker/Dockerfile.b"]
        assert finding.evidence == ("F1.h1", "F2.h1")

    def test_a_digest_is_cut(self) -> None:
        old = f"FROM alpine:3.20@sha256:{'a' * 64}\n"
        finding = one("Dockerfile", old, old.replace("a" * 64, "b" * 64))
        assert was_and_is(finding) == ("alpine:3.20@sha256:aaaaaaaaaaaa", "alpine:3.20@sha256:bbbbbbbbbbbb")

    @pytest.mark.parametrize(
        ("old", "new", "kind", "was", "now"),
        [
            ("EXPOSE 8080", "EXPOSE 8080 9090/tcp", "delivery.port", None, "9090/tcp"),
            ("EXPOSE 8080", "EXPOSE 80", "delivery.port", "8080", "80"),
            ("EXPOSE 8080", 'VOLUME ["/data"]\nEXPOSE 8080', "delivery.volume", None, "/data"),
            ("USER nobody", "USER 65534", "delivery.process", "nobody", "65534"),
            ('CMD ["shop"]', 'CMD ["shop", "web"]', "delivery.process", '["shop"]', '["shop", "web"]'),
            ("EXPOSE 8080", "HEALTHCHECK CMD shop ping\nEXPOSE 8080", "delivery.healthcheck", None, "CMD shop ping"),
        ],
    )
    def test_what_the_image_says_of_how_it_runs(
        self, old: str, new: str, kind: str, was: str | None, now: str | None
    ) -> None:
        finding = one("Dockerfile", self.OLD, self.OLD.replace(old, new))
        assert (finding.kind, was_and_is(finding)) == (kind, (was, now))
        assert finding.weight >= 40

    def test_what_a_stage_that_is_not_deployed_exposes_is_nothing(self) -> None:
        assert texts({"Dockerfile": (self.OLD, self.OLD.replace("RUN make", "EXPOSE 1\nRUN make"))}) == []

    def test_other_build_steps_are_told_in_a_line(self) -> None:
        finding = one("Dockerfile", self.OLD, self.OLD.replace("RUN make", "RUN make \\\n  all"))
        assert finding.text == "The image build in `Dockerfile` changes (+2 −1)."

    def test_a_diff_file_says_as_much(self) -> None:
        old = self.OLD.replace("RUN make\n", "RUN make\n" * 20)
        finding = one("Dockerfile", old, old.replace("3.23", "3.24"), origin="diff")
        assert was_and_is(finding) == ("docker.io/alpine:3.23", "docker.io/alpine:3.24")

    @pytest.mark.parametrize(("sides", "happened"), [((None, OLD), "added"), ((OLD, None), "removed")])
    def test_a_file_that_comes_or_goes(self, sides: Texts, happened: str) -> None:
        finding = one("docker/Dockerfile", *sides)
        assert finding.text == f"The image definition `docker/Dockerfile` is {happened}."
        assert finding.data["status"] == happened

    def test_what_only_developers_run_is_one_light_finding(self) -> None:
        finding = one(".devcontainer/Dockerfile", self.OLD, self.OLD.replace("3.23", "3.24").replace("8080", "80"))
        assert (finding.kind, finding.weight) == ("delivery.development", 3)


class TestCompose:
    OLD = (
        "services:\n  web:\n    image: acme/shop:1.0\n    ports:\n      - '80:8000'\n    command: shop web\n"
        "    environment:\n      SECRET_KEY: hu6Tz3kQ9x\n  db:\n    image: postgres:15\n"
    )

    def change(self, old: str, new: str) -> list[Finding]:
        return found(a_change({"docker-compose.yml": (self.OLD, self.OLD.replace(old, new))}))

    @pytest.mark.parametrize(
        ("old", "new", "kind", "was", "now"),
        [
            ("acme/shop:1.0", "acme/shop:1.1", "delivery.image", "acme/shop:1.0", "acme/shop:1.1"),
            ("'80:8000'", "'81:8000'", "delivery.port", "80:8000", "81:8000"),
            ("shop web", "shop web --workers 4", "delivery.process", "shop web", "shop web --workers 4"),
            ("    command", "    volumes: ['data:/data']\n    command", "delivery.volume", None, "data:/data"),
            ("    command", "    cap_add: [SYS_ADMIN]\n    command", "delivery.compose", None, "SYS_ADMIN"),
        ],
    )
    def test_what_changes_of_a_service(self, old: str, new: str, kind: str, was: str | None, now: str | None) -> None:
        difference, service = self.change(old, new)
        assert (difference.kind, was_and_is(difference)) == (kind, (was, now))
        assert difference.evidence == ("F1.h1",)
        assert (service.kind, service.data["name"]) == ("delivery.service", "web")

    def test_a_service_that_comes_and_one_that_goes(self) -> None:
        new = self.OLD.replace("  web:", "  worker:\n    image: acme/shop:1.0\n  web:").partition("  db:")[0]
        assert texts({"docker-compose.yml": (self.OLD, new)}, "delivery.compose") == [
            "The service `db` is removed from `docker-compose.yml`. Its container goes on running until somebody "
            "removes it (`--remove-orphans`).",
            "The service `worker` is added in `docker-compose.yml`.",
        ]

    def test_another_major_version_of_a_data_store_weighs_most(self) -> None:
        difference, _ = self.change("postgres:15", "postgres:17")
        assert difference.weight == 75
        assert difference.text.endswith(" That is another major version.")

    def test_the_environment_is_told_without_its_values(self) -> None:
        difference, service = self.change("hu6Tz3kQ9x", "Zk3hu6T9xQ")
        assert difference.text == "The environment of the service `web` in `docker-compose.yml` changes (+1 −1)."
        assert service.data["name"] == "web"

    def test_a_secret_in_a_command_is_hidden(self) -> None:
        difference, _ = self.change("shop web", "shop web --password=hu6Tz3kQ9x")
        assert "hu6Tz3kQ9x" not in difference.text + str(dict(difference.data))
        assert "(hidden)" in difference.text

    @pytest.mark.parametrize(
        "sign", ["    volumes: ['.:/app']", "    volumes: ['./:/app:z']", "    entrypoint: nodemon app.js"]
    )
    def test_a_developers_file_is_told_as_such(self, sign: str) -> None:
        sign = sign.replace("entrypoint", "command")
        old = self.OLD.replace("    command: shop web\n", sign + "\n")
        (finding,) = found(a_change({"docker-compose.yml": (old, old.replace("80:8000", "81:8000"))}))
        assert finding.kind == "delivery.development"

    @pytest.mark.parametrize(
        "broken", ["services: [\n", "services: !!python/object:os.system\n  a: {{ b }}\n", "a: &a [*a]\n"]
    )
    def test_a_file_that_cannot_be_read_is_named(self, broken: str) -> None:
        finding = one("docker-compose.yml", broken, broken + "x: 1\ny: 2\n")
        assert finding.kind == "delivery.unread"
        assert finding.data["path"] == "docker-compose.yml"

    def test_of_a_diff_file_the_one_line_is_told(self) -> None:
        change = a_change({"docker-compose.yml": (self.OLD, self.OLD.replace("'80:8000'", "'81:8000'"))}, origin="diff")
        (finding,) = found(change)
        assert finding.text == "The compose file `docker-compose.yml` changes from `- '80:8000'` to `- '81:8000'`."

    def test_merge_keys_are_put_in(self) -> None:
        old = "x-base: &base\n  image: acme/shop:1.0\nservices:\n  web:\n    <<: *base\n"
        assert was_and_is(one("compose.yml", old, old.replace("1.0", "1.1"), "delivery.image"))[1] == "acme/shop:1.1"


class TestKubernetes:
    OLD = (
        "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  replicas: 2\n  template:\n    spec:\n"
        "      containers:\n        - name: app\n          image: acme/shop:1.0\n          readinessProbe:\n"
        "            httpGet:\n              path: /health\n"
        "---\napiVersion: v1\nkind: Service\nmetadata:\n  name: web\n"
    )

    @pytest.mark.parametrize(
        ("old", "new", "kind", "what"),
        [
            ("replicas: 2", "replicas: 3", "delivery.kubernetes", "replicas of `Deployment web`"),
            ("shop:1.0", "shop:1.1", "delivery.image", "image of `Deployment web`"),
            ("/health", "/ready", "delivery.healthcheck", "readiness probe of `Deployment web`"),
        ],
    )
    def test_what_changes_of_a_workload(self, old: str, new: str, kind: str, what: str) -> None:
        difference, service = found(a_change({"k8s/web.yaml": (self.OLD, self.OLD.replace(old, new))}))
        assert (difference.kind, difference.data["what"]) == (kind, what)
        assert (service.kind, service.data["name"]) == ("delivery.service", "web")

    def test_an_object_that_comes(self) -> None:
        new = self.OLD + "---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: limits\n"
        finding = one("k8s/web.yaml", self.OLD, new)
        assert finding.text == "The object `ConfigMap limits` is added in `k8s/web.yaml`."

    def test_a_manifest_in_an_unknown_place_is_known_by_its_content(self) -> None:
        assert found(a_change({"config/web.yaml": (self.OLD, self.OLD.replace("2", "3"))}), "delivery.kubernetes")
        assert not found(a_change({"config/web.yaml": ("a: 1\n", "a: 2\n")}))

    def test_a_template_is_told_by_its_line(self) -> None:
        old = "spec:\n  replicas: {{ .Values.replicas }}\n"
        finding = one("charts/shop/templates/web.yaml", old, old.replace("replicas }}", "count }}"))
        assert finding.kind == "delivery.helm"
        assert finding.data["new"] == "replicas: {{ .Values.count }}"

    def test_an_object_that_moves_to_another_file_neither_comes_nor_goes(self) -> None:
        first, second = self.OLD.split("---\n")
        files: dict[str, Texts] = {"k8s/a.yaml": (self.OLD, first), "k8s/b.yaml": (None, second)}
        assert found(a_change(files), "delivery.kubernetes") == []


class TestHelm:
    def test_the_versions_of_a_chart(self) -> None:
        old = "name: shop\nversion: 1.0.0\nappVersion: '2.0'\ndependencies:\n  - name: redis\n    version: 17.0.0\n"
        change = a_change({"charts/shop/Chart.yaml": (old, old.replace("2.0'", "2.1'").replace("17", "18"))})
        assert [(finding.data["what"], *was_and_is(finding)) for finding in found(change)] == [
            ("application version of the chart", "2.0", "2.1"),
        ]

    def test_values_by_their_keys_without_secrets(self) -> None:
        old = "replicaCount: 1\nauth:\n  password: hu6Tz3kQ9x\n"
        change = a_change({"charts/shop/values.yaml": (old, old.replace("1", "3").replace("hu6", "Zk3"))})
        (replicas,) = found(change)
        assert (replicas.data["what"], *was_and_is(replicas)) == ("value `replicaCount`", "1", "3")


class TestDirectives:
    TERRAFORM = 'resource "aws_instance" "web" {\n  type = "t3"\n}\n\nresource "aws_db" "main" {\n  size = 1\n}\n'

    def test_a_resource_that_goes_weighs_most(self) -> None:
        finding = one("infra/main.tf", self.TERRAFORM, self.TERRAFORM.partition("\n\n")[0] + "\n")
        assert (
            finding.text
            == "The resource `aws_db.main` is removed from `infra/main.tf`. Terraform destroys it, with the data that "
            "it holds."
        )
        assert finding.weight == 90

    def test_a_resource_that_changes(self) -> None:
        finding = one("infra/main.tf", self.TERRAFORM, self.TERRAFORM.replace("t3", "t4"))
        assert finding.text == (
            "The `type` of the resource `aws_instance.web` in `infra/main.tf` changes from `t3` to `t4`."
        )

    def test_a_resource_that_moves_to_another_file_stays(self) -> None:
        web, database = self.TERRAFORM.split("\n\n")
        files: dict[str, Texts] = {"a/main.tf": (self.TERRAFORM, web + "\n"), "a/database.tf": (None, database)}
        assert texts(files) == []

    def test_a_unit_is_a_service(self) -> None:
        old = "[Unit]\nDescription=Shop\n[Service]\nUser=www\nExecStart=/opt/shop/bin/web \\\n  --port 80\n"
        difference, service = found(a_change({"contrib/shop.service": (old, old.replace("port 80", "port 81"))}))
        assert difference.data["what"] == "`Service.ExecStart` of `shop.service`"
        assert was_and_is(difference) == ("/opt/shop/bin/web \\ --port 80", "/opt/shop/bin/web \\ --port 81")
        assert service.data["name"] == "shop"

    def test_the_processes_of_a_procfile(self) -> None:
        old = "web: shop web\nworker: shop work\n"
        change = a_change({"Procfile": (old, "web: shop web --fast\nbeat: shop beat\n")})
        assert [finding.text for finding in found(change, "delivery.process")] == [
            "The process `worker` `shop work` is removed from `Procfile`.",
            "The process `beat` `shop beat` is added in `Procfile`.",
            "The command of the process `web` in `Procfile` changes from `shop web` to `shop web --fast`.",
        ]
        assert [finding.data["name"] for finding in found(change, "delivery.service")] == ["web", "worker", "beat"]

    def test_a_program_of_supervisor_is_told_whole(self) -> None:
        old = "[program:web]\ncommand=shop web\n"
        finding = one(
            "supervisord.conf", old, old + "[program:beat]\ncommand=shop beat\nuser=shop\n", "delivery.process"
        )
        assert finding.text == "The section `program:beat` is added in `supervisord.conf`."

    def test_the_settings_of_an_application_server(self) -> None:
        old = 'workers = 4\naccess_log_format = (\n    "%(h)s"\n)\n\n\ndef hook():\n    code = 1\n'
        new = 'workers = 8\naccess_log_format = (\n    "%(h)s"\n)\n\n\ndef hook():\n    code = 2\n'
        finding = one("gunicorn.conf.py", old, new)
        assert (finding.data["what"], *was_and_is(finding)) == ("setting `workers`", "4", "8")

    def test_a_line_of_a_proxys_configuration(self) -> None:
        old = "server {\n    client_max_body_size 10m;\n}\n"
        finding = one("contrib/nginx.conf", old, old.replace("10m", "25m"))
        assert (finding.data["what"], *was_and_is(finding)) == ("`client_max_body_size` of `server`", "10m", "25m")
        assert (finding.kind, finding.weight) == ("delivery.proxy", 45)

    def test_more_lines_are_counted(self) -> None:
        old = "frontend shop\n    bind :80\n    mode tcp\n"
        finding = one("contrib/haproxy.cfg", old, old.replace("80", "81").replace("tcp", "http"))
        assert finding.text == "The reverse proxy's configuration `contrib/haproxy.cfg` changes (+2 −2)."


def test_pipelines_are_two_findings_at_most() -> None:
    files: dict[str, Texts] = {
        f".github/workflows/{name}.yml": ("a: 1\n", "a: 2\n") for name in ("tests", "docker", "lint", "stale")
    }
    publishing, checking = found(a_change(files))
    assert (publishing.data["paths"], publishing.weight) == ([".github/workflows/docker.yml"], 8)
    assert publishing.evidence == ("F2",)
    assert (checking.text, checking.weight) == (
        "Continuous integration changes in 3 files: `.github/workflows/tests.yml`, `.github/workflows/lint.yml` and "
        "`.github/workflows/stale.yml`.",
        3,
    )


@pytest.mark.parametrize(
    "path", ["tests/Dockerfile", "node_modules/x/Dockerfile", "src/app.py", "docs/versioned_docs/a.service"]
)
def test_other_files_say_nothing_of_the_delivery(path: str) -> None:
    assert found(a_change({path: ("FROM a:1\n", "FROM a:2\n")})) == []


def test_many_of_a_kind_are_counted() -> None:
    old = "".join(f"p{number}: run {number}\n" for number in range(30))
    processes = found(a_change({"Procfile": (old, "")}), "delivery.process")
    assert len(processes) == 21
    assert processes[-1].text == "10 more differences of this kind in `Procfile`."


def test_hostile_names_stay_inside_their_quotes() -> None:
    old = "services:\n  web:\n    image: a\n"
    (finding,) = found(
        a_change({"compose.yml": (old, old + '  "x`; rm -rf /\\e[31m":\n    image: b\n')}), "delivery.compose"
    )
    assert finding.text.count("`") == 4
    assert finding.text.isprintable()


@pytest.mark.parametrize(
    "bomb",
    [
        "[" * 5000,
        "- " * 5000,
        "a: &a [x,x]\n"
        + "".join(
            f"{n}: &{n} [*{p},*{p},*{p},*{p},*{p},*{p},*{p},*{p}]\n"
            for p, n in zip("abcdefgh", "bcdefghi", strict=True)
        ),
        "a: &a\n  b: *a\n",
        "a: \ud800\n",
        "x" * 600_000,
    ],
)
def test_yaml_that_would_hurt_is_refused(bomb: str) -> None:
    assert documents(bomb) is None


@pytest.mark.parametrize("scalar", ["22:22", "0o17", "1e3", "yes", "2026-01-01", "~"])
def test_scalars_stay_text(scalar: str) -> None:
    assert documents(f"a: {scalar}\n") == [{"a": scalar}]


def test_it_can_be_stopped() -> None:
    cancel = Cancel()
    cancel.cancel()
    with pytest.raises(Cancelled):
        list(detect(a_change({"Procfile": ("a: b\n", "a: c\n")}), cancel))


_PATHS = [
    "Dockerfile",
    "compose.yml",
    "Chart.yaml",
    "values.yaml",
    "main.tf",
    "a.service",
    "Procfile",
    "supervisord.conf",
    "gunicorn.conf.py",
    "nginx.conf",
    "k8s/a.yaml",
    ".gitlab-ci.yml",
    "charts/a/templates/b.yaml",
]
_LINES = [
    "FROM a:1",
    "RUN x \\",
    "services:",
    "  web:",
    "    image: a",
    "---",
    "kind: Pod",
    "apiVersion: v1",
    "[a]",
    "b = \\",
    "a: <<EOF",
    "<<: *x",
    "a: &x 1",
    'resource "a" "b" {',
]
_PIECES = st.one_of(st.text(max_size=20), st.sampled_from(_LINES).map(lambda line: line + "\n"))
_TEXTS = st.lists(_PIECES, max_size=8).map("".join)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(_PATHS), st.one_of(st.none(), _TEXTS), _TEXTS, st.sampled_from(["git", "diff"]))
def test_whatever_stands_in_a_file_is_told_or_passed_over(path: str, old: str | None, new: str, origin: str) -> None:
    change = a_change({path: (old, new)}, origin=origin)
    for finding in detect(change, Cancel()):
        assert finding.evidence
        assert finding.text.endswith(".")
        assert finding.text.isprintable()
        assert finding.data["path"] == path
