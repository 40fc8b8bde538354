"""What a change does to dependencies, told once and with the versions that are deployed."""

import json
from textwrap import dedent

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from relman_desktop.errors import Cancelled
from relman_desktop.facts.dependencies import detect
from relman_desktop.facts.fact import Finding
from relman_desktop.jobs import Cancel

from .changes import Texts, a_change


def found(files: dict[str, Texts], **options: object) -> list[Finding]:
    return list(detect(a_change(files, **options), Cancel()))  # type: ignore[arg-type]


def texts(files: dict[str, Texts], **options: object) -> list[str]:
    return [finding.text for finding in found(files, **options)]


def one(files: dict[str, Texts], **options: object) -> Finding:
    (finding,) = found(files, **options)
    return finding


def package(**sections: object) -> str:
    return json.dumps({"name": "shop", "version": "1.0.0", **sections}, indent=2) + "\n"


class TestPinnedRequirements:
    OLD = "colorama==0.4.6\nDjango==5.2.14\ndjango-rq==4.1.0\nrq==2.6.1\n"

    def test_an_upgrade_in_words_and_in_data(self) -> None:
        finding = one({"requirements.txt": (self.OLD, self.OLD.replace("5.2.14", "5.2.16"))})
        assert finding.text == "Upgrades Django from 5.2.14 to 5.2.16 (requirements.txt)."
        assert (finding.kind, finding.weight, finding.evidence) == ("dependency.changed", 15, ("F1.h1",))
        assert finding.data == {
            "ecosystem": "python",
            "name": "Django",
            "old": "5.2.14",
            "new": "5.2.16",
            "direct": True,
            "dev": False,
            "optional": False,
            "manifest": "requirements.txt",
            "major": False,
            "downgrade": False,
            "framework": True,
        }

    def test_a_new_major_version_weighs_more(self) -> None:
        finding = one({"requirements.txt": (self.OLD, self.OLD.replace("5.2.14", "6.0.4"))})
        assert finding.text == "Upgrades Django from 5.2.14 to 6.0.4, a new major version (requirements.txt)."
        assert (finding.data["major"], finding.weight) == (True, 45)

    def test_a_downgrade_is_said_and_weighs_more(self) -> None:
        finding = one({"requirements.txt": (self.OLD, self.OLD.replace("5.2.14", "5.2.9"))})
        assert finding.text == "Downgrades Django from 5.2.14 to 5.2.9 (requirements.txt)."
        assert (finding.data["downgrade"], finding.weight) == (True, 40)

    def test_the_evidence_is_the_hunk_of_this_package_and_not_of_one_with_a_longer_name(self) -> None:
        padding = "".join(f"package-{number}==1.0\n" for number in range(20))
        old = f"django-rq==4.1.0\n{padding}rq==2.6.1\n"
        new = f"django-rq==4.1.1\n{padding}rq==2.8.0\n"
        evidence = {finding.data["name"]: finding.evidence for finding in found({"requirements.txt": (old, new)})}
        assert evidence == {"django-rq": ("F1.h1",), "rq": ("F1.h2",)}

    def test_comments_hashes_markers_and_options_are_read_as_pip_reads_them(self) -> None:
        old = dedent("""\
            # the shop
            -r base.txt
            --index-url https://pypi.example.org/simple
            psycopg[c,pool]==3.3.3 ; python_version >= "3.11"  # the database
            cryptography==48.0.1 \\
                --hash=sha256:08a597acce1ff37f347400087776599e2348a3a8bc53b44120e463cd274efe4a \\
                --hash=sha256:09f73a725d582cef64b91281a322cd798d14a33b2b6f2b7ad9531dc336d84c02
            """)
        new = old.replace("3.3.3", "3.3.4").replace("48.0.1", "49.0.0").replace("sha256:0", "sha256:1")
        assert texts({"requirements.txt": (old, new)}) == [
            "Upgrades cryptography from 48.0.1 to 49.0.0, a new major version (requirements.txt).",
            "Upgrades psycopg from 3.3.3 to 3.3.4 (requirements.txt).",
        ]

    def test_a_year_is_no_major_version(self) -> None:
        old = "tzdata==2025.3\ndjango-filter==25.2\n"
        new = "tzdata==2026.2\ndjango-filter==26.1\n"
        assert [finding.data["major"] for finding in found({"requirements.txt": (old, new)})] == [False, False]

    def test_added_and_removed(self) -> None:
        files = {"requirements.txt": ("orjson==3.11.9\nnh3\n", "nh3\nzensical==0.0.37\n")}
        assert texts(files) == [
            "Removes the dependency orjson 3.11.9 (requirements.txt).",
            "Adds the dependency zensical 0.0.37 (requirements.txt).",
        ]
        assert [finding.weight for finding in found(files)] == [18, 20]

    def test_a_secret_in_an_address_is_not_shown(self) -> None:
        files = {"requirements.txt": ("", "shop @ https://ada:hunter2@pypi.example.org/shop-1.0.tar.gz\n")}
        assert "hunter2" not in one(files).text + str(one(files).data)

    def test_nothing_changes_where_only_the_layout_does(self) -> None:
        assert found({"requirements.txt": ("Django==5.2\nrq\n", "# sorted\nrq\ndjango == 5.2\n")}) == []


class TestSeveralFiles:
    def test_one_finding_for_a_dependency_in_several_manifests(self) -> None:
        finding = one(
            {
                "base_requirements.txt": ("Django==5.2.*\n", "Django==6.0.*\n"),
                "pyproject.toml": (
                    "[project]\ndependencies=['django>=5.2']\n",
                    "[project]\ndependencies=['django>=6']\n",
                ),
                "requirements.txt": ("Django==5.2.9\n", "Django==6.0.4\n"),
            }
        )
        assert finding.text == (
            "Upgrades Django from 5.2.9 to 6.0.4, a new major version"
            " (base_requirements.txt, pyproject.toml and requirements.txt)."
        )
        assert finding.evidence == ("F1.h1", "F2.h1", "F3.h1")

    def test_a_range_that_keeps_the_pinned_version_weighs_little(self) -> None:
        files = {
            "base.requirements.txt": ("django-tables2\n", "django-tables2<2.9\n"),
            "requirements.txt": ("django-tables2==2.8.0\nrq==1.0\n", "django-tables2==2.8.0\n"),
        }
        finding = next(finding for finding in found(files) if finding.data["name"] == "django-tables2")
        assert (
            finding.text == "Changes the required version of django-tables2 from any to `<2.9` (base.requirements.txt)."
        )
        assert finding.weight == 10

    def test_a_dependency_that_moves_to_another_manifest_is_neither_new_nor_gone(self) -> None:
        new = '[project]\ndependencies = ["orjson==3.11"]\n'
        assert found({"requirements.txt": ("orjson==3.11\n", None), "pyproject.toml": ("[project]\n", new)}) == []

    def test_two_projects_of_one_repository_keep_their_own_versions(self) -> None:
        files = {
            "docs/package.json": (package(dependencies={"vue": "3.1.0"}), package(dependencies={"vue": "3.2.0"})),
            "web/package.json": (package(dependencies={"vue": "3.4.0"}), package(dependencies={"vue": "3.5.0"})),
        }
        assert texts(files) == [
            "Upgrades the development dependency vue from 3.1.0 to 3.2.0 (docs/package.json).",
            "Upgrades vue from 3.4.0 to 3.5.0 (web/package.json).",
        ]


class TestScopes:
    @pytest.mark.parametrize(
        "path",
        [
            "requirements-dev.txt",
            "requirements/tests.txt",
            "docs/requirements.txt",
            "requirements/lint.in",
            "dev-requirements.txt",
        ],
    )
    def test_the_path_of_a_manifest_tells(self, path: str) -> None:
        finding = one({path: ("ruff==0.1\n", "ruff==0.2\n")})
        assert (finding.data["dev"], finding.weight) == (True, 5)
        assert finding.text == f"Upgrades the development dependency ruff from 0.1 to 0.2 ({path})."

    @pytest.mark.parametrize("path", ["requirements.txt", "requirements/main.txt", "requirements-prod.txt"])
    def test_production_is_the_rule(self, path: str) -> None:
        assert one({path: ("a==0.1\n", "a==0.2\n")}).data["dev"] is False

    def test_groups_and_extras_of_pyproject(self) -> None:
        new = dedent("""\
            [build-system]
            requires = ["hatchling>=1.27"]
            [project]
            dependencies = ["nh3>=0.3"]
            [project.optional-dependencies]
            s3 = ["boto3"]
            test = ["pytest>=8"]
            [dependency-groups]
            dev = ["ruff==0.15.20"]
            """)
        scopes = {
            finding.data["name"]: (finding.data["dev"], finding.data["optional"], finding.weight)
            for finding in found({"pyproject.toml": ("[project]\n", new)})
        }
        assert scopes == {
            "hatchling": (True, False, 5),
            "nh3": (False, False, 20),
            "boto3": (False, True, 10),
            "pytest": (True, False, 5),
            "ruff": (True, False, 5),
        }

    def test_poetry(self) -> None:
        old = dedent("""\
            [tool.poetry.dependencies]
            python = "^3.10"
            twisted = { version = ">=18.9", extras = ["tls"] }
            authlib = { version = ">=0.15", optional = true }
            [tool.poetry.group.dev.dependencies]
            mypy = "*"
            """)
        new = old.replace("18.9", "20.3").replace("0.15", "1.6").replace('"*"', '"^1.9"')
        assert texts({"pyproject.toml": (old, new)}) == [
            "Raises the required version of the optional dependency authlib from `>=0.15` to `>=1.6` (pyproject.toml).",
            "Changes the required version of the development dependency mypy from any to `^1.9` (pyproject.toml).",
            "Raises the required version of twisted from `>=18.9` to `>=20.3` (pyproject.toml).",
        ]

    def test_what_enters_production_is_added(self) -> None:
        old = package(dependencies={}, devDependencies={"esbuild": "^0.25.0"})
        new = package(dependencies={"esbuild": "^0.25.11"})
        finding = one({"package.json": (old, new)})
        assert finding.text == "Adds the dependency esbuild `^0.25.11` (package.json)."

    @pytest.mark.parametrize("folder", ["node_modules/x", "vendor/x", "tests/fixtures/x", "pkg/testdata"])
    def test_somebody_elses_manifests_are_not_the_projects(self, folder: str) -> None:
        assert (
            found({f"{folder}/package.json": (package(dependencies={"a": "1"}), package(dependencies={"a": "2"}))})
            == []
        )


YARN_1 = """\
# yarn lockfile v1


"@scope/ui@^1.0.0":
  version "1.0.4"
  resolved "https://registry.example.org/ui.tgz#06d48d90"
  dependencies:
    deep "^2.0.0"

deep@^2.0.0, deep@^2.1.0:
  version "2.1.0"

gone@^1.0.0:
  version "1.0.0"
"""
BERRY = """\
# This file is generated by running "yarn install" inside your project.

__metadata:
  version: 8
  cacheKey: 10

"@scope/ui@npm:^1.0.0":
  version: 1.0.4
  resolution: "@scope/ui@npm:1.0.4"

"deep@npm:^2.0.0, deep@npm:^2.1.0":
  version: 2.1.0
  resolution: "deep@npm:2.1.0"

"gone@npm:^1.0.0":
  version: 1.0.0
  resolution: "gone@npm:1.0.0"

"shop@workspace:.":
  version: 0.0.0-use.local
  resolution: "shop@workspace:."
"""
PNPM = """\
lockfileVersion: '9.0'

importers:

  .:
    dependencies:
      '@scope/ui':
        specifier: ^1.0.0
        version: 1.0.4(vue@3.5.34)

packages:

  '@scope/ui@1.0.4':
    resolution: {integrity: sha512-abc}

  deep@2.1.0:
    resolution: {integrity: sha512-def}

  gone@1.0.0:
    resolution: {integrity: sha512-ghi}
"""
NPM = """\
{
  "name": "shop",
  "lockfileVersion": 3,
  "packages": {
    "": {
      "dependencies": { "@scope/ui": "^1.0.0" }
    },
    "node_modules/@scope/ui": {
      "version": "1.0.4"
    },
    "node_modules/deep": {
      "version": "2.1.0"
    },
    "node_modules/gone": {
      "version": "1.0.0"
    }
  }
}
"""
JAVASCRIPT_LOCKS = {"yarn.lock": YARN_1, "./yarn.lock": BERRY, "pnpm-lock.yaml": PNPM, "package-lock.json": NPM}


class TestLockFiles:
    MANIFEST = package(dependencies={"@scope/ui": "^1.0.0"})

    @pytest.mark.parametrize("path", JAVASCRIPT_LOCKS)
    @pytest.mark.parametrize("origin", ["git", "diff"])
    def test_javascript(self, path: str, origin: str) -> None:
        """The direct dependency moves within its range; one behind it moves, and nothing asked for either."""
        old = JAVASCRIPT_LOCKS[path]
        new = old.replace("1.0.4", "1.0.9").replace("2.1.0", "3.0.0")
        lock = path.removeprefix("./")
        moved = found({lock: (old, new)}, tree={"package.json": self.MANIFEST}, origin=origin)
        by_kind = {finding.kind: finding for finding in moved}
        if origin == "git":
            direct = by_kind["dependency.changed"]
            assert direct.text == f"Upgrades @scope/ui from 1.0.4 to 1.0.9 ({lock})."
            assert (direct.data["dev"], direct.evidence) == (False, ("F1.h1",))
            assert by_kind["dependency.lock"].text == f"Updates 1 indirect dependency in `{lock}`: deep 2.1.0 → 3.0.0."
        assert "deep 2.1.0 → 3.0.0" in by_kind["dependency.lock"].data["names"]  # type: ignore[operator]
        assert by_kind["dependency.lock"].weight == 15

    @pytest.mark.parametrize("path", JAVASCRIPT_LOCKS)
    @pytest.mark.parametrize("origin", ["git", "diff"])
    def test_manifest_and_lock_say_it_once_with_both_as_evidence(self, path: str, origin: str) -> None:
        old = JAVASCRIPT_LOCKS[path]
        new = old.replace("^1.0.0", "^1.2.0").replace("1.0.4", "1.2.5")
        lock = path.removeprefix("./")
        manifests = (self.MANIFEST, package(dependencies={"@scope/ui": "^1.2.0"}))
        finding = one({"package.json": manifests, lock: (old, new)}, origin=origin)
        assert finding.text == f"Upgrades @scope/ui from 1.0.4 to 1.2.5 (package.json and {lock})."
        assert finding.evidence == ("F1.h1", "F2.h1")

    def test_yarn_gives_each_range_its_own_version(self) -> None:
        lock = 'ws@^7.5.10:\n  version "7.5.10"\n\nws@^8.0.0:\n  version "8.20.1"\n'
        new = lock.replace("7.5.10", "7.5.11").replace("8.20.1", "8.21.0")
        manifests = (package(dependencies={"ws": "^7.5.10"}), package(dependencies={"ws": "^7.5.11"}))
        assert texts({"package.json": manifests, "yarn.lock": (lock, new)}) == [
            "Upgrades ws from 7.5.10 to 7.5.11 (package.json and yarn.lock)."
        ]

    def test_what_is_behind_the_dependencies_is_summed_up(self) -> None:
        old = "".join(f'p{number}@^1.0.0:\n  version "1.0.{number}"\n\n' for number in range(12))
        new = old.replace('"1.0.', '"1.1.').replace('"1.1.7"', '"2.0.0"').replace("p11@", "q11@")
        finding = one({"yarn.lock": (old, new)}, tree={"package.json": package()})
        assert {name: finding.data[name] for name in ("changed", "added", "removed")} == {
            "changed": 11,
            "added": 1,
            "removed": 1,
        }
        assert finding.data["names"][0] == "p7 1.0.7 → 2.0.0"  # type: ignore[index]
        assert finding.text == (
            "Changes 13 indirect dependencies in `yarn.lock` (11 updated, 1 added, 1 removed),"
            " among them p7 1.0.7 → 2.0.0, p0 1.0.0 → 1.1.0, p1 1.0.1 → 1.1.1."
        )

    def test_poetry_takes_the_direct_ones_from_the_manifest(self) -> None:
        old = dedent("""\
            [[package]]
            name = "cryptography"
            version = "46.0.6"
            files = []

            [[package]]
            name = "pygments"
            version = "2.19.2"

            [metadata]
            content-hash = "abc"
            """)
        new = old.replace("46.0.6", "46.0.7").replace("2.19.2", "2.20.0").replace("abc", "def")
        tree = {"pyproject.toml": '[tool.poetry.dependencies]\ncryptography = ">=3.4"\n'}
        assert texts({"poetry.lock": (old, new)}, tree=tree) == [
            "Upgrades cryptography from 46.0.6 to 46.0.7 (poetry.lock).",
            "Updates 1 indirect dependency in `poetry.lock`: pygments 2.19.2 → 2.20.0.",
        ]
        assert found({"poetry.lock": (old, old.replace("abc", "def"))}, tree=tree) == []

    def test_uv_and_cargo_say_themselves_what_is_direct(self) -> None:
        uv = dedent("""\
            [[package]]
            name = "shop"
            version = "1.0.0"
            source = { editable = "." }
            dependencies = [{ name = "nh3" }]

            [[package]]
            name = "nh3"
            version = "0.3.2"
            source = { registry = "https://pypi.example.org" }
            """)
        cargo = dedent("""\
            [[package]]
            name = "shop"
            version = "1.0.0"
            dependencies = ["hex", "rand 0.8.5"]

            [[package]]
            name = "hex"
            version = "0.4.3"
            source = "registry+https://crates.example.org"

            [[package]]
            name = "rand"
            version = "0.8.5"
            source = "registry+https://crates.example.org"
            """)
        files = {
            "uv.lock": (uv, uv.replace("0.3.2", "0.3.5")),
            "Cargo.lock": (cargo, cargo.replace("0.4.3", "0.4.4").replace("0.8.5", "0.8.6")),
        }
        assert texts(files) == [
            "Upgrades nh3 from 0.3.2 to 0.3.5 (uv.lock).",
            "Upgrades hex from 0.4.3 to 0.4.4 (Cargo.lock).",
            "Upgrades rand from 0.8.5 to 0.8.6 (Cargo.lock).",
        ]

    def test_a_compiled_requirements_file_is_a_lock_file(self) -> None:
        old = dedent("""\
            # This file is autogenerated by pip-compile with Python 3.14
            google-auth==2.55.1
                # via google-api-core
            nh3==0.3.2
                # via -r requirements/main.in
            orjson==3.11.9
                # via
                #   -r requirements/main.in
                #   other
            """)
        new = old.replace("2.55.1", "2.56.3").replace("0.3.2", "0.3.5").partition("orjson")[0]
        files = {"requirements/main.in": ("nh3\norjson\n", "nh3\n"), "requirements/main.txt": (old, new)}
        assert texts(files) == [
            "Upgrades nh3 from 0.3.2 to 0.3.5 (requirements/main.txt).",
            "Removes the dependency orjson 3.11.9 (requirements/main.in and requirements/main.txt).",
            "Updates 1 indirect dependency in `requirements/main.txt`: google-auth 2.55.1 → 2.56.3.",
        ]


class TestGo:
    OLD = dedent("""\
        module example.org/shop

        go 1.25.0

        require (
        \tgithub.com/lib/pq v1.12.3
        \tgithub.com/cenkalti/backoff/v5 v5.0.3
        \tgopkg.in/yaml.v2 v2.4.0
        )

        require (
        \tgolang.org/x/sys v0.45.0 // indirect
        \tgithub.com/kr/text v0.2.0 // indirect
        )

        replace example.org/old => example.org/new v1.0.0

        exclude (
        \tgithub.com/bad/thing v1.0.0
        )
        """)

    @pytest.mark.parametrize("origin", ["git", "diff"])
    def test_go_mod_is_the_truth(self, origin: str) -> None:
        new = (
            self.OLD.replace("pq v1.12.3", "pq v1.13.0")
            .replace("backoff/v5 v5.0.3", "backoff/v6 v6.0.1")
            .replace("sys v0.45.0", "sys v0.47.0")
            .replace("\tgithub.com/kr/text v0.2.0 // indirect\n", "")
            .replace("bad/thing v1.0.0", "bad/thing v1.0.1")
        )
        sums = ("github.com/lib/pq v1.12.3 h1:abc=\n", "github.com/lib/pq v1.13.0 h1:def=\n")
        assert texts({"go.mod": (self.OLD, new), "go.sum": sums}, origin=origin) == [
            "Upgrades github.com/cenkalti/backoff/v6 from v5.0.3 to v6.0.1, a new major version (go.mod).",
            "Upgrades github.com/lib/pq from v1.12.3 to v1.13.0 (go.mod).",
            "Changes 2 indirect dependencies in `go.mod` (1 updated, 1 removed): "
            "golang.org/x/sys v0.45.0 → v0.47.0, github.com/kr/text v0.2.0.",
        ]

    def test_what_was_built_in_already_is_not_new(self) -> None:
        new = self.OLD.replace("v0.2.0 // indirect", "v0.2.0")
        assert found({"go.mod": (self.OLD, new)}) == []

    def test_the_language(self) -> None:
        finding = one({"go.mod": (self.OLD, self.OLD.replace("go 1.25.0", "go 1.26.0"))})
        assert finding.text == "Raises the required Go version from `1.25.0` to `1.26.0` (go.mod)."
        assert (finding.kind, finding.weight) == ("dependency.runtime", 35)
        assert finding.data == {
            "name": "go",
            "title": "Go",
            "old": "1.25.0",
            "new": "1.26.0",
            "minimum": True,
            "dev": False,
            "build": True,
        }


@pytest.mark.parametrize(
    ("path", "old", "new", "text", "weight"),
    [
        (".python-version", "3.14.6\n", "3.14.7\n", "Upgrades Python from 3.14.6 to 3.14.7 (.python-version).", 30),
        ("web/.nvmrc", "v24\n", "v26\n", "Upgrades Node.js from 24 to 26 (web/.nvmrc).", 50),
        (
            ".tool-versions",
            "nodejs 22.1\nshellcheck 0.9\n",
            "nodejs 20.1\nshellcheck 0.10\n",
            "Downgrades Node.js from 22.1 to 20.1 (.tool-versions).",
            50,
        ),
        (
            "runtime.txt",
            "python-3.12.1\n",
            "python-3.13.0\n",
            "Upgrades Python from 3.12.1 to 3.13.0 (runtime.txt).",
            50,
        ),
        (
            "rust-toolchain.toml",
            '[toolchain]\nchannel = "1.82"\n',
            '[toolchain]\nchannel = "1.90"\n',
            "Upgrades Rust from 1.82 to 1.90 (rust-toolchain.toml).",
            35,
        ),
        (
            "pyproject.toml",
            '[project]\nrequires-python = ">=3.10"\n',
            '[project]\nrequires-python = ">=3.12"\n',
            "Raises the required Python version from `>=3.10` to `>=3.12` (pyproject.toml).",
            50,
        ),
        (
            "package.json",
            package(engines={"node": ">=20 <21 || 22"}),
            package(engines={"node": ">=20 <21 || 22 || 24"}),
            "Changes the supported Node.js versions from `>=20 <21 || 22` to `>=20 <21 || 22 || 24` (package.json).",
            30,
        ),
    ],
)
@pytest.mark.parametrize("origin", ["git", "diff"])
def test_runtimes(path: str, old: str, new: str, text: str, weight: int, origin: str) -> None:
    finding = one({path: (old, new)}, origin=origin)
    assert finding.text == text
    assert (finding.kind, finding.weight) == ("dependency.runtime", weight)


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("requirements.txt", "# web\nDjango==5.2.14\n", "# web\nDjango==5.2.16\n"),
        (
            "pyproject.toml",
            '[project]\ndependencies = [\n    "Django==5.2.14",\n]\n',
            '[project]\ndependencies = [\n    "Django==5.2.16",\n]\n',
        ),
        (
            "setup.cfg",
            "[options]\ninstall_requires =\n    Django==5.2.14\n",
            "[options]\ninstall_requires =\n    Django==5.2.16\n",
        ),
        ("Pipfile", '[packages]\nDjango = "==5.2.14"\n', '[packages]\nDjango = "==5.2.16"\n'),
        ("Cargo.toml", '[dependencies]\nDjango = "5.2.14"\n', '[dependencies]\nDjango = "5.2.16"\n'),
        (
            "Cargo.toml",
            '[dependencies]\nDjango = { version = "5.2.14", features = ["x"] }\n',
            '[dependencies]\nDjango = { version = "5.2.16", features = ["x"] }\n',
        ),
        ("package.json", package(dependencies={"Django": "5.2.14"}), package(dependencies={"Django": "5.2.16"})),
    ],
)
@pytest.mark.parametrize("origin", ["git", "diff"])
def test_every_manifest_whole_and_from_the_lines_of_a_diff(path: str, old: str, new: str, origin: str) -> None:
    if (path, origin) == ("setup.cfg", "diff"):
        assert found({path: (old, new)}, origin=origin) == []  # a hunk does not show enough of it
        return
    finding = one({path: (old, new)}, origin=origin)
    assert (finding.data["old"], finding.data["new"], finding.evidence) == ("5.2.14", "5.2.16", ("F1.h1",))


class TestHostileInput:
    @pytest.mark.parametrize(
        ("path", "text", "reason"),
        [
            ("pyproject.toml", "[project\n", "it is not valid TOML"),
            ("package.json", "{", "it is not valid JSON"),
            ("package.json", "[]", "it is not a JSON object"),
            ("package-lock.json", "[" * 100_000, "it is nested too deeply"),
            ("poetry.lock", "a." * 100_000 + "b = 1", "it has a key with too many parts"),
            ("pnpm-lock.yaml", "[" * 100_000, "it is nested too deeply"),
            ("pnpm-lock.yaml", "? " * 100_000, "it has a key that is a collection"),
            ("pnpm-lock.yaml", "a: [", "it is not valid YAML"),
        ],
    )
    def test_what_cannot_be_read_is_said(self, path: str, text: str, reason: str) -> None:
        finding = one({path: ("", text)})
        assert finding.text == f"`{path}` was not read for dependencies: {reason}."
        assert (finding.kind, finding.evidence) == ("dependency.unread", ("F1",))

    def test_a_name_cannot_break_out_of_its_sentence(self) -> None:
        name = "evil`\n# Deploy\u202e"
        finding = one({"package.json": (package(), package(dependencies={name: "1.0.0"}))})
        assert "\n" not in finding.text
        assert "`" not in finding.text
        assert "\u202e" not in finding.text

    SAMPLES = (
        "Django==5.2\n",
        "-e git+https://x/y#egg=z\n",
        '[project]\ndependencies = ["a>=1"]\n',
        "[[package]]\nname = 'a'\n",
        '{"dependencies": {"a": "1"}, "packages": {"": 3}}',
        "a@^1:\n  version 1\n",
        "importers:\n  .:\n    dependencies: 1\n",
        "require (\n a.b/c v1.0\n",
        "[package]\nrust-version = 1\n",
        "[options]\ninstall_requires = a\n",
        "python-3.1",
        "&a [*a]\n",
        'gem "a", "~> 1", group: :test\n',
        "    a (1.0)\n\nDEPENDENCIES\n  a\n",
        "<project><dependency><groupId>a</groupId><artifactId>b</artifactId><version>${c}</version></dependency>",
        "</project>",
        "implementation 'a:b:1'\n",
        '[versions]\na = "1"\n[libraries]\nb = { module = "c:d", version.ref = "a" }\n',
        '<Project><ItemGroup><PackageReference Include="A" Version="1"/></ItemGroup></Project>',
        'def deps, do: [{:a, "~> 1", only: :test}]\n',
        'module "a" {\n  source = "b/c/d"\n  version = "1"\n}\n',
        "      - uses: a/b@v1\n",
        "FROM python:3.12\n",
        "setup(install_requires=['a>=1'])\n",
    )
    PATHS = (
        "requirements.txt",
        "pyproject.toml",
        "poetry.lock",
        "Pipfile",
        "Pipfile.lock",
        "setup.cfg",
        "package.json",
        "package-lock.json",
        "yarn.lock",
        "pnpm-lock.yaml",
        "go.mod",
        "Cargo.toml",
        "Cargo.lock",
        ".nvmrc",
        ".tool-versions",
        "rust-toolchain",
        "setup.py",
        "constraints.txt",
        "environment.yml",
        "bun.lock",
        "pnpm-workspace.yaml",
        "Gemfile",
        "Gemfile.lock",
        "a.gemspec",
        "composer.json",
        "composer.lock",
        "pom.xml",
        "build.gradle",
        "gradle/libs.versions.toml",
        "gradle.lockfile",
        "a.csproj",
        "packages.lock.json",
        "global.json",
        "mix.exs",
        "mix.lock",
        "Chart.yaml",
        "Chart.lock",
        "main.tf",
        ".terraform.lock.hcl",
        ".github/workflows/a.yml",
        ".pre-commit-config.yaml",
        "Dockerfile",
    )

    @settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(
        st.sampled_from(PATHS),
        *[st.lists(st.one_of(st.sampled_from(SAMPLES), st.text(max_size=20)), max_size=4).map("".join)] * 2,
        st.sampled_from(["git", "diff"]),
    )
    def test_any_text_gives_findings_with_evidence_and_never_an_error(
        self, path: str, old: str, new: str, origin: str
    ) -> None:
        first, second = found({path: (old, new)}, origin=origin), found({path: (old, new)}, origin=origin)
        assert first == second
        assert all(finding.evidence and finding.text.endswith(".") for finding in first)
        if old == new:
            assert [finding for finding in first if finding.kind != "dependency.unread"] == []

    def test_a_stopped_job_stops(self) -> None:
        cancel = Cancel()
        cancel.cancel()
        with pytest.raises(Cancelled):
            list(detect(a_change({"requirements.txt": ("a==1\n", "a==2\n")}), cancel))
