"""Whether a window could open is asked before Qt is, which would abort."""

import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from relman_desktop.screen import screen_answers

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a screen")


@pytest.fixture(autouse=True)
def no_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)


def test_no_screen_is_named() -> None:
    assert not screen_answers()


@pytest.mark.parametrize("display", [":4711", "nonsense", ""])
def test_a_display_that_does_not_answer(monkeypatch: pytest.MonkeyPatch, display: str) -> None:
    monkeypatch.setenv("DISPLAY", display)
    assert not screen_answers()


@pytest.mark.parametrize("platform, answers", [("offscreen", True), ("vnc:size=9x9", True), ("xcb", False)])
def test_a_platform_of_choice(monkeypatch: pytest.MonkeyPatch, platform: str, answers: bool) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", platform)
    assert screen_answers() is answers


def test_a_compositor_that_listens_and_one_that_has_gone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-7")
    with socket.socket(socket.AF_UNIX) as compositor:
        compositor.bind(str(tmp_path / "wayland-7"))
        compositor.listen()
        assert screen_answers()
    assert not screen_answers()


@pytest.mark.skipif(shutil.which("Xvfb") is None, reason="Xvfb is not installed")
def test_an_x_server_that_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", "64x64x24"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        assert server.stdout is not None
        monkeypatch.setenv("DISPLAY", f":{server.stdout.readline().strip()}")
        try:
            assert screen_answers()
        finally:
            server.terminate()


def test_a_display_that_has_gone_is_one_sentence_and_no_abort(tmp_path: Path) -> None:
    environment = {"DISPLAY": ":4711", "RELMAN_HOME": str(tmp_path), "PATH": "/usr/bin:/bin"}
    command = [sys.executable, "-m", "relman_desktop"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert "`relman`" in done.stderr
