"""Every format of manifests and lock files, whole and from the lines of a diff, and what hostile ones cost."""

import time
from collections.abc import Mapping
from typing import ClassVar

import pytest

from relman_desktop.facts.dependencies import detect
from relman_desktop.facts.dependencies.ranges import same_range
from relman_desktop.facts.fact import Finding
from relman_desktop.jobs import Cancel

from .changes import Texts, a_change, a_commit


def found(files: Mapping[str, Texts], **options: object) -> list[Finding]:
    return list(detect(a_change(files, **options), Cancel()))  # type: ignore[arg-type]


def one(files: Mapping[str, Texts], **options: object) -> Finding:
    (finding,) = found(files, **options)
    return finding


MANIFESTS = {
    "composer.json": '{\n    "require": {\n        "acme/web": "VERSION"\n    }\n}\n',
    "composer.lock": '{\n    "packages": [\n        {\n            "name": "acme/web",\n'
    '            "version": "VERSION"\n        }\n    ]\n}\n',
    "Gemfile": 'source "https://rubygems.org"\n\ngem "web", "VERSION"\n',
    "shop.gemspec": 'Gem::Specification.new do |spec|\n  spec.add_dependency "web", "VERSION"\nend\n',
    "Gemfile.lock": "GEM\n  specs:\n    web (VERSION)\n\nDEPENDENCIES\n  web\n",
    "pom.xml": "<project>\n  <dependencies>\n    <dependency>\n      <groupId>acme</groupId>\n"
    "      <artifactId>web</artifactId>\n      <version>VERSION</version>\n    </dependency>\n  </dependencies>\n"
    "</project>\n",
    "build.gradle": "dependencies {\n    implementation 'acme:web:VERSION'\n}\n",
    "app/build.gradle.kts": 'dependencies {\n    implementation("acme:web:VERSION")\n}\n',
    "gradle/libs.versions.toml": '[libraries]\nweb = "acme:web:VERSION"\n',
    "gradle.lockfile": "acme:web:VERSION=compileClasspath,runtimeClasspath\nempty=\n",
    "Shop/Shop.csproj": '<Project>\n  <ItemGroup>\n    <PackageReference Include="Web" Version="VERSION" />\n'
    "  </ItemGroup>\n</Project>\n",
    "packages.config": '<packages>\n  <package id="Web" version="VERSION" targetFramework="net48" />\n</packages>\n',
    "mix.exs": 'defp deps do\n  [\n    {:web, "VERSION"}\n  ]\nend\n',
    "mix.lock": '%{\n  "web": {:hex, :web, "VERSION", "abc", [:mix], [], "hexpm", "def"},\n}\n',
    "main.tf": 'module "web" {\n  source  = "acme/web/aws"\n  version = "VERSION"\n}\n',
    "constraints.txt": "web==VERSION\n",
    "charts/shop/Chart.yaml": "name: shop\nversion: 3.0.0\ndependencies:\n  - name: web\n    version: VERSION\n",
    "environment.yml": "name: shop\ndependencies:\n  - python=3.12\n  - web=VERSION\n",
    "bun.lock": '{\n  "packages": {\n    "web": ["web@VERSION", "", {}, "sha512-a"],\n  }\n}\n',
}


@pytest.mark.parametrize("path", MANIFESTS)
@pytest.mark.parametrize("origin", ["git", "diff"])
def test_an_upgrade_in_every_format(path: str, origin: str) -> None:
    text = MANIFESTS[path]
    finding = one({path: (text.replace("VERSION", "1.4.2"), text.replace("VERSION", "2.0.1"))}, origin=origin)
    told = str(finding.data.get("names") or f"{finding.data.get('old')} → {finding.data.get('new')}")
    assert "1.4.2 → 2.0.1" in told
    assert finding.evidence[0].startswith("F1")


NOTHING = {
    "pom.xml": "<project>\n  <groupId>acme</groupId>\n  <artifactId>shop</artifactId>\n  <version>VERSION</version>\n"
    "  <properties><java.version>21</java.version></properties>\n</project>\n",
    "Cargo.toml": '[workspace.dependencies]\nshop_core = { version = "=VERSION", path = "crates/core" }\n',
    "Cargo.lock": '[[package]]\nname = "shop"\nversion = "VERSION"\ndependencies = [\n "serde",\n]\n',
    "Chart.yaml": "name: shop\nversion: VERSION\nappVersion: VERSION\n",
    "mix.exs": 'def project do\n  [app: :shop, version: "VERSION"]\nend\n',
    "composer.json": '{\n    "name": "acme/shop",\n    "version": "VERSION"\n}\n',
    "build.gradle": "group = 'acme'\nversion = 'VERSION'\n",
    "Shop.csproj": "<Project>\n  <PropertyGroup>\n    <Version>VERSION</Version>\n  </PropertyGroup>\n</Project>\n",
    "shop.gemspec": 'Gem::Specification.new do |spec|\n  spec.version = "VERSION"\nend\n',
    "setup.py": 'from setuptools import setup\nsetup(name="shop", version="VERSION")\n',
}


@pytest.mark.parametrize("path", NOTHING)
@pytest.mark.parametrize("origin", ["git", "diff"])
def test_the_projects_own_version_is_no_dependency(path: str, origin: str) -> None:
    text = NOTHING[path]
    assert found({path: (text.replace("VERSION", "1.4.2"), text.replace("VERSION", "2.0.1"))}, origin=origin) == []


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ("^1.2.0", "^1.2", True),
        ("1.x", "^1.0.0", True),
        ("~1.2.0", "1.2.x", True),
        ("~> 1.2", ">= 1.2, < 2", True),
        (">=1.0 <2", "<2,>=1.0", True),
        ("^0.2.3", ">=0.2.3 <0.3", True),
        ("^6.5 || ^7.0", "^7.0 || ^6.5", True),
        ("^1.2.0", "^1.3.0", False),
        ("1.2.3", "^1.2.3", False),
        ("~1.2", "^1.2", False),
        ("workspace:*", "*", False),
        ("", "*", False),
    ],
)
def test_ranges_in_other_words(old: str, new: str, same: bool) -> None:
    assert same_range(old, new) is same


class TestWhatIsSaid:
    FILES: ClassVar = {"requirements.txt": ("resolve==1.0.0\nurllib3==2.5.0\n", "resolve==1.0.1\nurllib3==2.6.0\n")}

    def advisories(self, subject: str, body: str = "") -> dict[str, object]:
        facts = found(self.FILES, commits=(a_commit(1, subject, body),))
        return {str(fact.data["name"]): fact.data["advisories"] for fact in facts if "advisories" in fact.data}

    def test_the_commit_of_a_bot_is_about_one_package(self) -> None:
        said = self.advisories("Bump urllib3 from 2.5.0 to 2.6.0", "Security fixes:\n- CVE-2025-66418 (high)\n")
        assert said == {"urllib3": ["CVE-2025-66418"]}

    def test_a_word_of_plain_language_is_no_package(self) -> None:
        assert self.advisories("Resolve CVE-2025-66418", "Please resolve it.") == {}

    def test_a_line_names_both(self) -> None:
        body = "- urllib3 2.5.0 → 2.6.0 (CVE-2025-66418)\n- resolve 1.0.0 → 1.0.1 (CVE-2025-11111)\n"
        assert self.advisories("Update all", body) == {
            "urllib3": ["CVE-2025-66418"],
            "resolve": ["CVE-2025-11111"],
        }

    def test_a_yanked_version(self) -> None:
        facts = found(self.FILES, commits=(a_commit(1, "Bump urllib3", "urllib3 2.5.0 was yanked."),))
        yanked = next(fact for fact in facts if fact.data.get("yanked"))
        assert (yanked.data["name"], yanked.evidence) == ("urllib3", ("F1.h1", "C1"))


class TestHostileInput:
    @pytest.mark.parametrize(
        ("path", "text", "reason"),
        [
            ("pom.xml", '<!DOCTYPE a [<!ENTITY b "c">]><project>&b;</project>', "it declares entities"),
            ("pom.xml", "<project>", "it is not valid XML"),
            ("pom.xml", "<a>" * 100_000, "it has more than 50,000 tags"),
            ("setup.py", "setup(", "it is not valid Python"),
            ("setup.py", "x = " + "-" * 200_000 + "1", "it is not valid Python"),
            ("main.tf", 'version = "1"\nmodule "a" ' + "{" * 5_000, "it is nested too deeply"),
            ("Gemfile", "x" * (2 << 20), "it is larger than 1 MiB"),
            ("Gemfile", "\n" * 30_000, "it has more than 20,000 lines"),
            ("environment.yml", "- [" * 10, "it is not valid YAML"),
        ],
    )
    def test_what_cannot_be_read_is_said(self, path: str, text: str, reason: str) -> None:
        finding = one({path: (None, text)})
        assert finding.text == f"`{path}` was not read for dependencies: {reason}."
        assert (finding.kind, finding.evidence) == ("dependency.unread", ("F1",))

    @pytest.mark.parametrize("path", MANIFESTS)
    @pytest.mark.parametrize(
        "text", ["(" * 900_000, '"a", ' * 180_000, "{:a, " * 180_000, "implementation((((" * 50_000]
    )
    def test_a_long_line_is_quick(self, path: str, text: str) -> None:
        start = time.process_time()
        found({path: (None, text)})
        assert time.process_time() - start < 1.5
