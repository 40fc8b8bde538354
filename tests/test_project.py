"""Contracts about the project itself: its requirements, its files, its wheel, and the checks that all code passes."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
ICON = ROOT / "resources/icons/relman-desktop.svg"

INDEX = re.compile(rb"--(?:extra-)?index-url|--find-links|--trusted-host|pythonhosted\.org|/simple/?[\"'\s]")


def _run(*command: str | Path, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=cwd, env=os.environ | environment, capture_output=True, text=True)


def _module(*command: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return _run(sys.executable, "-m", *command, **environment)


def _tracked() -> list[str]:
    listed = _run("git", "-c", f"safe.directory={ROOT}", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    if listed.returncode:
        pytest.skip("not a clone of the repository")
    return [name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


# Requirements


def _requirements() -> list[Requirement]:
    extras = PROJECT["project"]["optional-dependencies"].values()
    lists = [PROJECT["project"]["dependencies"], PROJECT["build-system"]["requires"], *extras]
    return [Requirement(text) for texts in lists for text in texts]


def _pins() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text().splitlines()
    pins = [Requirement(line) for line in lines if not line.startswith("#")]
    return {canonicalize_name(pin.name): str(pin.specifier).removeprefix("==") for pin in pins}


def _everything_required() -> Iterator[Requirement]:
    """What the project requires and what that requires, on this platform, as far as it is installed."""
    waiting, seen = _requirements(), set()
    while waiting:
        requirement = waiting.pop()
        if str(requirement) in seen or (requirement.marker and not requirement.marker.evaluate({"extra": ""})):
            continue
        seen.add(str(requirement))
        yield requirement
        try:
            texts = metadata.requires(requirement.name) or []
        except metadata.PackageNotFoundError:
            continue
        waiting += [Requirement(text) for text in texts]


def test_every_requirement_is_pinned_to_a_version_that_all_who_need_it_accept() -> None:
    pins = _pins()
    wrong = [
        str(requirement)
        for requirement in _everything_required()
        if not requirement.specifier.contains(pins.get(canonicalize_name(requirement.name), "none"))
    ]
    assert wrong == []


def test_every_pin_is_one_exact_version() -> None:
    lines = [line for line in (ROOT / "constraints.txt").read_text().splitlines() if not line.startswith("#")]
    assert [line for line in lines if not re.fullmatch(r"[\w.-]+==[\w.]+(?: ; .+)?", line)] == []


def test_every_bundled_dependency_has_its_licence_named() -> None:
    named = (ROOT / "packaging/THIRD-PARTY.md").read_text()
    dependencies = [Requirement(text).name for text in PROJECT["project"]["dependencies"]]
    assert [name for name in dependencies if f"| {name} " not in named] == []


# Files


def test_no_file_names_a_package_index_or_a_folder_of_this_machine() -> None:
    patterns = [INDEX]
    if len(ROOT.parts) > 2:  # a checkout in `/app` would find itself in every sample
        patterns.append(re.compile(rb"(?<![\w.])" + re.escape(os.fsencode(ROOT)) + rb"\b"))
    names = [name for name in _tracked() if name != Path(__file__).relative_to(ROOT).as_posix()]
    found = [
        (name, line)
        for name in names
        for line in (ROOT / name).read_bytes().splitlines()
        if any(one.search(line) for one in patterns) and b".example" not in line
    ]
    assert found == []


@pytest.mark.parametrize("size", [16, 256])
def test_the_icon_can_be_drawn_and_fills_its_square(size: int) -> None:
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(str(ICON)).render(painter)
    painter.end()
    drawn = [(x, y) for x in range(size) for y in range(size) if image.pixelColor(x, y).alpha() > 128]
    assert {x for x, _ in drawn} >= set(range(size // 16, size - size // 16))
    assert len({image.pixel(x, y) for x, y in drawn}) > 8


@pytest.mark.skipif(shutil.which("desktop-file-validate") is None, reason="desktop-file-utils is not installed")
def test_the_desktop_entry_is_valid() -> None:
    assert _run("desktop-file-validate", "packaging/relman-desktop.desktop").stdout == ""


# The wheel


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    built = _module("build", "--wheel", "--no-isolation", "--outdir", folder)
    assert built.returncode == 0, built.stdout + built.stderr
    (path,) = folder.glob("*.whl")
    return path


def test_the_wheel_carries_the_code_the_prompts_and_the_resources_and_nothing_else(wheel: Path) -> None:
    def place(name: str) -> str:
        return name if name.startswith("relman_desktop/") else f"relman_desktop/data/{name}"

    ours = ("relman_desktop/", "prompts/", "resources/")
    carried = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert carried == {place(name) for name in _tracked() if name.startswith(ours)}


def test_an_installed_wheel_drafts_from_its_own_resources(wheel: Path, tmp_path: Path) -> None:
    place = tmp_path / "installed"
    assert _module("pip", "install", "--no-deps", "--no-index", "--target", place, wheel).returncode == 0
    diff = tmp_path / "a.diff"
    diff.write_text("--- a/app.py\n+++ b/app.py\n@@ -1 +1 @@\n-a = 1\n+a = 2\n")
    elsewhere = {"cwd": tmp_path, "PYTHONPATH": str(place)}

    def relman(*words: str) -> subprocess.CompletedProcess[str]:
        program = "import sys; from relman_desktop.cli import main; sys.exit(main())"
        return _run(sys.executable, "-P", "-c", program, *words, **elsewhere)

    version = PROJECT["tool"]["hatch"]["version"]["path"]
    assert relman("--version").stdout.split()[-1] in (ROOT / version).read_text()
    assert str(place / "relman_desktop/data") in relman("doctor").stdout
    drafted = relman("draft", "--diff", str(diff))
    assert (drafted.returncode, drafted.stdout[:1]) == (0, "#"), drafted.stderr


# The packaged programs


@pytest.mark.slow
@pytest.mark.skipif(sys.platform.startswith("linux") and shutil.which("objdump") is None, reason="needs binutils")
def test_the_packaged_programs_start_and_draw_the_sample(tmp_path: Path) -> None:
    folders = ["--distpath", tmp_path / "dist", "--workpath", tmp_path / "build"]
    built = _module("PyInstaller", "--noconfirm", *folders, "packaging/relman-desktop.spec")
    assert built.returncode == 0, built.stderr
    programs = tmp_path / "dist/relman-desktop"
    bare = {"QT_QPA_PLATFORM": "offscreen", "RELMAN_HOME": str(tmp_path / "home")}
    relman = _run(programs / "relman", "doctor", cwd=tmp_path, **bare)
    assert (relman.returncode, relman.stderr) == (0, "")
    assert "!!" not in relman.stdout
    assert "counted exactly in o200k_base and cl100k_base" in relman.stdout
    if shutil.which("gnome-keyring-daemon") and shutil.which("dbus-run-session"):
        assert "(SecretService)" in _doctor_beside_a_keyring(programs / "relman", tmp_path)
    picture = tmp_path / "sample.png"
    window = _run(programs / "relman-desktop", "--sample", "--screenshot", picture, cwd=tmp_path, **bare)
    assert window.returncode == 0, window.stderr
    assert QImage(str(picture)).size().toTuple() == (1280, 800)
    assert (programs / "_internal/licenses/LGPL-3.0.txt").is_file()


def _doctor_beside_a_keyring(relman: Path, folder: Path) -> str:
    """What it says where a keyring is: the back ends are found by the metadata of packages, and imported by name."""
    unlock = "printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null"
    own = {name: str(folder) for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_RUNTIME_DIR")}
    script = f'unset PYTHON_KEYRING_BACKEND; {unlock}; "{relman}" doctor'
    return _run("dbus-run-session", "--", "sh", "-c", script, cwd=folder, **own).stdout


# The checks of all code


def test_ruff_finds_nothing() -> None:
    assert _module("ruff", "check").stdout == "All checks passed!\n"


def test_all_code_is_formatted() -> None:
    assert _module("ruff", "format", "--check").returncode == 0


def test_every_type_is_right() -> None:
    assert _module("mypy").stdout.startswith("Success")


def test_imports_go_one_way() -> None:
    checked = _run(Path(sys.executable).with_name("lint-imports"))
    assert checked.returncode == 0, checked.stdout
