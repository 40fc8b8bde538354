"""`./run` in a copy of the checkout, with stand-ins for Python, apt-get and the machine's libraries.

The stand-ins write down what they are called with; the shell, git and all other programs are the real ones.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SCRIPTS = ["run", ".ci/run", "packaging/install-desktop-entry"]

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="./run is for Linux and macOS; this uses Linux")

# Answers for every interpreter: the one that is looked for, and the one in the environment that it makes.
PYTHON = r"""#!/bin/sh
echo "python $*" >>"$TRIAL/calls"
case "$1 ${2:-}" in
    "-m venv")
        mkdir -p "$3/bin" && cp "$0" "$3/bin/python"
        for name in relman relman-desktop; do cp "$TRIAL/bin/program" "$3/bin/$name"; done ;;
    "-m pip")
        [ "$3" = install ] || exit 0
        echo "constraints: $PIP_CONSTRAINT"
        if [ -e "$TRIAL/no-network" ]; then echo "no such host"; exit 1; fi ;;
    "-m pytest") "$TRIAL/bin/program" "$@" ;;
esac
"""
PROGRAM = r"""#!/bin/sh
echo "program $(basename "$0")"; echo "folder $PWD"; echo "platform ${QT_QPA_PLATFORM:-}"
for word; do echo "word $word"; done
"""
LDCONFIG = '#!/bin/sh\ncat "$TRIAL/libraries"\n'
ROOT_USER = "#!/bin/sh\necho 0\n"
PLAIN_USER = "#!/bin/sh\necho 1000\n"
LOGGED = '#!/bin/sh\necho "$(basename "$0") $*" >>"$TRIAL/calls"\n'
SUDO = LOGGED + '[ "$2" = true ] || { shift; "$@"; }\n'
NO_SUDO = "#!/bin/sh\nexit 1\n"
LIBRARIES = [
    "libglib-2.0.so.0",
    "libEGL.so.1",
    "libGL.so.1",
    "libdbus-1.so.3",
    "libfontconfig.so.1",
    "libxkbcommon.so.0",
    "libgssapi_krb5.so.2",
    "libxcb-cursor.so.0",
    "libxcb-icccm.so.4",
    "libxcb-keysyms.so.1",
    "libxcb-shape.so.0",
    "libxcb-xkb.so.1",
    "libxkbcommon-x11.so.0",
    "libwayland-client.so.0",
    "libwayland-cursor.so.0",
]


@dataclass
class Trial:
    """A checkout in a folder with a space in its name, and a machine of stand-ins."""

    folder: Path
    environment: dict[str, str] = field(default_factory=dict)
    user: str | None = None

    @property
    def checkout(self) -> Path:
        return self.folder / "a checkout"

    def program(self, name: str, text: str) -> None:
        path = self.folder / "bin" / name
        path.write_text(text)
        path.chmod(0o755)

    def libraries(self, names: list[str]) -> None:
        (self.folder / "libraries").write_text("".join(f"\t{name} (libc6) => /lib/{name}\n" for name in names))

    def start(self, *words: str, script: Path | None = None, **environment: str) -> "Outcome":
        (self.folder / "calls").write_text("")
        done = subprocess.run(
            [script or self.checkout / "run", *words],
            env=self.environment | environment,
            cwd=self.folder / "somewhere",
            user=self.user,
            capture_output=True,
            text=True,
            timeout=30,
        )
        calls = (self.folder / "calls").read_text().splitlines()
        return Outcome(done.returncode, done.stdout.splitlines(), done.stderr.splitlines(), calls)


@dataclass
class Outcome:
    status: int
    output: list[str]
    errors: list[str]
    calls: list[str]

    def made_environment(self) -> bool:
        return any(call.startswith("python -m venv") for call in self.calls)

    def installed(self) -> list[str]:
        return [call.rsplit(" -e ")[-1] for call in self.calls if call.startswith("python -m pip install")]


def a_trial(folder: Path) -> Trial:
    trial = Trial(folder)
    for name in ("bin", "home", "tmp", "somewhere", "a checkout"):
        (folder / name).mkdir()
    for name in ("run", "pyproject.toml", "constraints.txt"):
        shutil.copy(ROOT / name, trial.checkout)
    programs = {"python3.11": PYTHON, "program": PROGRAM, "ldconfig": LDCONFIG, "id": ROOT_USER}
    for name, text in (programs | {"apt-get": LOGGED, "sudo": NO_SUDO}).items():
        trial.program(name, text)
    trial.libraries(LIBRARIES)
    trial.environment = {
        "PATH": f"{folder / 'bin'}:/usr/bin:/bin",
        "HOME": str(folder / "home"),
        "TMPDIR": str(folder / "tmp"),
        "TRIAL": str(folder),
    }
    return trial


@pytest.fixture
def trial(tmp_path: Path) -> Trial:
    return a_trial(tmp_path)


def test_no_display_is_one_sentence_that_names_the_command_line(trial: Trial) -> None:
    outcome = trial.start("some/repository")
    assert (outcome.status, outcome.output, outcome.calls) == (2, [], [])
    (sentence,) = outcome.errors
    assert "no display" in sentence and "relman --help" in sentence


@pytest.mark.parametrize("option", ["--screenshot", "--screenshot=x.png", "--exit-after-paint"])
def test_a_picture_needs_no_display(trial: Trial, option: str) -> None:
    assert "platform offscreen" in trial.start("--demo", option).output


@pytest.mark.parametrize("platform", ["offscreen", "minimal", "vnc:size=800x600"])
def test_a_platform_without_a_screen_is_left_as_chosen(trial: Trial, platform: str) -> None:
    assert f"platform {platform}" in trial.start(QT_QPA_PLATFORM=platform).output


def test_the_window_gets_every_word_as_it_was_given_and_the_folder_of_the_caller(trial: Trial) -> None:
    words = ["a b", "*", "", "v1..v2", "--diff", "-", 'a"b', "$HOME"]
    outcome = trial.start(*words, WAYLAND_DISPLAY="wayland-0")
    assert outcome.output == [
        "program relman-desktop",
        f"folder {trial.folder / 'somewhere'}",
        "platform ",
        *(f"word {word}" for word in words),
    ]


def test_the_command_line_needs_no_display_and_no_window_library(trial: Trial) -> None:
    trial.libraries([])
    outcome = trial.start("relman", "files", "--range", "a..b")
    assert outcome.output[0] == "program relman"
    assert outcome.output[-3:] == ["word files", "word --range", "word a..b"]
    assert not [call for call in outcome.calls if "apt-get" in call]


def test_a_second_start_starts_neither_python_nor_pip(trial: Trial) -> None:
    first, second = trial.start("relman"), trial.start("relman")
    assert (first.made_environment(), first.installed()) == (True, ["."])
    assert len(first.errors) == 1 and "once" in first.errors[0]
    assert (second.status, second.errors, second.calls) == (0, [], [])


@pytest.mark.parametrize("changed", ["pyproject.toml", "constraints.txt"])
def test_a_changed_requirement_is_installed_into_the_same_environment(trial: Trial, changed: str) -> None:
    trial.start("relman")
    with (trial.checkout / changed).open("a") as file:
        file.write("# changed\n")
    outcome = trial.start("relman")
    assert (outcome.made_environment(), outcome.installed()) == (False, ["."])


def test_a_moved_checkout_is_installed_again(trial: Trial) -> None:
    trial.start("relman")
    moved = trial.checkout.rename(trial.folder / "moved")
    assert trial.start("relman", script=moved / "run").installed() == ["."]


def test_a_failed_installation_names_its_log_and_the_next_start_begins_anew(trial: Trial) -> None:
    (trial.folder / "no-network").touch()
    failed = trial.start("relman")
    assert (failed.status, failed.output) == (3, [])
    log = Path(failed.errors[-1].rsplit(" ")[-1])
    assert log.read_text().splitlines() == ["constraints: constraints.txt", "no such host"]
    (trial.folder / "no-network").unlink()
    healed = trial.start("relman")
    assert (healed.status, healed.made_environment(), healed.installed()) == (0, True, ["."])


def test_a_start_beside_one_that_is_setting_up_leaves_it_alone(trial: Trial) -> None:
    trial.start("relman")
    (trial.checkout / ".venv/ready-app").unlink()
    (trial.checkout / ".venv/unfinished").write_text(f"{os.getpid()}\n")
    outcome = trial.start("relman")
    assert (outcome.status, outcome.installed()) == (2, [])
    assert str(os.getpid()) in outcome.errors[-1]
    assert (trial.checkout / ".venv/bin/python").exists()


def test_a_symbolic_link_starts_the_checkout_that_it_points_to(trial: Trial) -> None:
    link = trial.folder / "relman link"
    link.symlink_to(trial.checkout / "run")
    assert trial.start("relman", script=link).output[0] == "program relman"
    assert (trial.checkout / ".venv/ready-app").exists()


@pytest.fixture
def shared_trial() -> Iterator[Trial]:
    """A trial that another user may enter; pytest's own folders are private."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o777)
        yield a_trial(Path(folder))


def test_a_checkout_that_cannot_be_written_keeps_its_environment_in_the_cache(shared_trial: Trial) -> None:
    trial = shared_trial
    if os.getuid() == 0:  # whom no permission stops
        trial.user = "nobody"
        for path in trial.folder.rglob("*"):
            path.chmod(0o777)
    trial.checkout.chmod(0o555)
    (trial.folder / "calls").touch(0o666)
    (trial.folder / "calls").chmod(0o666)
    outcome = trial.start("relman")
    trial.checkout.chmod(0o755)
    assert (outcome.status, outcome.output[0]) == (0, "program relman")
    assert list((trial.folder / "home/.cache/relman-desktop").glob("venv-*/ready-app"))
    assert not (trial.checkout / ".venv").exists()


def test_tests_run_offscreen_in_the_checkout_and_slow_ones_in_continuous_integration(trial: Trial) -> None:
    quick, everything = trial.start("test", "-k", "a b"), trial.start("test", CI="true")
    assert quick.installed() == [".[test,package]"]
    assert quick.output[1:] == [
        f"folder {trial.checkout}",
        "platform offscreen",
        *(f"word {word}" for word in ["-m", "pytest", "-n", "2", "-m", "not slow", "-k", "a b"]),
    ]
    assert everything.output[3:] == ["word -m", "word pytest", "word -n", "word 2"]
    assert trial.start("relman").installed() == []


def test_a_plain_user_is_told_the_one_line_that_installs_what_is_missing(trial: Trial) -> None:
    trial.program("id", PLAIN_USER)
    trial.libraries([name for name in LIBRARIES if name not in ("libEGL.so.1", "libxcb-cursor.so.0")])
    outcome = trial.start(DISPLAY=":0")
    (line,) = outcome.errors
    command = "sudo apt-get install -y --no-install-recommends libegl1 libxcb-cursor0"
    assert (outcome.status, outcome.installed()) == (2, [])
    assert line.endswith(command)
    assert not [call for call in outcome.calls if "apt-get" in call]


@pytest.mark.parametrize("user, sudo", [(ROOT_USER, NO_SUDO), (PLAIN_USER, SUDO)], ids=["root", "sudo"])
def test_who_may_install_does(trial: Trial, user: str, sudo: str) -> None:
    trial.program("id", user)
    trial.program("sudo", sudo)
    trial.libraries([name for name in LIBRARIES if name != "libGL.so.1"])
    outcome = trial.start(DISPLAY=":0")
    assert outcome.output[0] == "program relman-desktop"
    assert [call for call in outcome.calls if call.startswith("apt-get")] == [
        "apt-get update",
        "apt-get install -y --no-install-recommends libgl1",
    ]


@pytest.mark.parametrize(
    "environment, missing",
    [
        ({"DISPLAY": ":0"}, 1 + 6),
        ({"WAYLAND_DISPLAY": "wayland-0"}, 1 + 2),
        ({"QT_QPA_PLATFORM": "offscreen", "DISPLAY": ":0"}, 1),
        ({"QT_QPA_PLATFORM": "wayland", "DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}, 1 + 2),
    ],
    ids=["X", "Wayland", "offscreen", "Wayland by choice"],
)
def test_only_the_libraries_of_the_screen_in_use_are_asked_for(
    trial: Trial, environment: dict[str, str], missing: int
) -> None:
    trial.program("id", PLAIN_USER)
    every_screen = [name for name in LIBRARIES if "xcb" not in name and "wayland" not in name]
    trial.libraries([name for name in every_screen if name not in ("libGL.so.1", "libxkbcommon-x11.so.0")])
    (line,) = trial.start(**environment).errors
    assert len(line.split("recommends ")[1].split()) == missing


def test_a_python_that_is_too_old_is_said(trial: Trial) -> None:
    for name in ("python3.11", "python3.12", "python3.13", "python3"):
        trial.program(name, "#!/bin/sh\nexit 1\n")
    outcome = trial.start("relman")
    assert outcome.status == 2
    assert "Python 3.11 or newer" in outcome.errors[-1]


@pytest.mark.skipif(shutil.which("shellcheck") is None, reason="shellcheck is not installed")
@pytest.mark.parametrize("script", SCRIPTS)
def test_shellcheck_finds_nothing(script: str) -> None:
    done = subprocess.run(["shellcheck", script], cwd=ROOT, capture_output=True, text=True)
    assert done.stdout == ""


@pytest.mark.parametrize("script", SCRIPTS)
def test_scripts_are_executable(script: str) -> None:
    assert os.access(ROOT / script, os.X_OK)


def test_the_desktop_entry_starts_this_checkout_and_can_be_taken_out(trial: Trial) -> None:
    for folder in ("packaging", "resources/icons"):
        shutil.copytree(ROOT / folder, trial.checkout / folder)
    script = trial.checkout / "packaging/install-desktop-entry"
    assert trial.start(script=script).status == 0
    entry = trial.folder / "home/.local/share/applications/relman-desktop.desktop"
    assert f'Exec="{trial.checkout}/run" %f' in entry.read_text().splitlines()
    icons = list((trial.folder / "home/.local/share/icons").rglob("relman-desktop.svg"))
    assert len(icons) == 1
    assert trial.start("--remove", script=script).status == 0
    assert not entry.exists() and not icons[0].exists()
