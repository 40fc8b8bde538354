"""What other programs find on the clipboard, under a real X server, and after the program has ended."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic, sleep

import pytest
from lxml import html as lxml_html

from relman_desktop.export.pastes import pastes

from .copier import TEXT

_ENDS_S = 60.0  # a screen and a manager may be slow to start


def _copier(paste: str, **environment: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "tests.gui.copier", paste]
    told = {**os.environ, **environment}
    made = subprocess.Popen(command, env=told, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert made.stdout
    assert made.stdout.readline().startswith("stays ")
    return made


@pytest.mark.parametrize("paste", ["mail", "github"])
def test_the_program_ends_well_with_rich_text_on_the_clipboard(paste: str) -> None:
    copier = _copier(paste, QT_QPA_PLATFORM="offscreen")
    copier.communicate("", timeout=_ENDS_S)
    assert copier.returncode == 0


@pytest.mark.slow
@pytest.mark.parametrize("name", pastes())
def test_another_program_finds_all_that_was_copied(name: str) -> None:
    paste = pastes()[name]
    wanted = paste.field(TEXT)
    with _screen("xclip") as environment:
        copier = _copier(name, **environment)
        try:
            _wait(lambda: "UTF8_STRING" in _targets(environment))
            targets = _targets(environment)
            assert _read("UTF8_STRING", environment) == _read("text/plain", environment) == wanted.text
            assert ("text/html" in targets) is paste.html and ("text/markdown" in targets) is paste.markdown
            if paste.html:
                root = lxml_html.document_fromstring(_read("text/html", environment))
                assert root.xpath("string(.//ol/li[2])") == "Prüfe <T> auf 🚀 und مرحبا."
                assert [cell.text for cell in root.xpath(".//table//tr/*")] == ["a", "b", "c", "d"]
            if paste.markdown:
                assert _read("text/markdown", environment) == wanted.markdown
        finally:
            copier.communicate("", timeout=_ENDS_S)
    assert copier.returncode == 0


@pytest.mark.slow
def test_a_clipboard_manager_keeps_it_after_the_end() -> None:
    with _screen("xclip", "xfce4-clipman", "dbus-run-session") as environment, _manager(environment):
        # on a busy machine the manager may still put back what was copied to find it, in place of what comes next
        assert any(_is_kept(environment) for _ in range(5))
        wanted = pastes()["mail"].field(TEXT)
        assert _read("UTF8_STRING", environment) == wanted.text
        assert "Prüfe &lt;T&gt; auf 🚀" in _read("text/html", environment)


@pytest.mark.slow
def test_whether_it_stays_is_asked_of_the_screen() -> None:
    with _screen("xclip", "xfce4-clipman", "dbus-run-session") as environment:
        assert _stays(environment) == "stays False"
        with _manager(environment):
            assert _stays(environment) == "stays True"


def _is_kept(environment: dict[str, str]) -> bool:
    """Whether rich text is there once the program that copied it has ended."""
    copier = _copier("mail", **environment)
    copier.communicate("", timeout=_ENDS_S)
    end = monotonic() + 10
    while "text/html" not in (targets := _targets(environment)) and monotonic() < end:
        sleep(0.2)
    return "text/html" in targets


def _stays(environment: dict[str, str]) -> str:
    command = [sys.executable, "-m", "tests.gui.copier", "plain"]
    told = {**os.environ, **environment}
    done = subprocess.run(command, env=told, input="", capture_output=True, text=True, timeout=_ENDS_S, check=True)
    return done.stdout.strip()


@contextmanager
def _screen(*programs: str) -> Iterator[dict[str, str]]:
    """A screen of its own; skips where a program for it is not installed: .ci/run installs them."""
    for program in ("Xvfb", *programs):
        if not shutil.which(program):
            pytest.skip(f"{program} is not installed")
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        try:
            assert server.stdout
            display = server.stdout.readline().strip()
            yield {"DISPLAY": f":{display}", "QT_QPA_PLATFORM": "xcb"}
        finally:
            server.terminate()


@contextmanager
def _manager(environment: dict[str, str]) -> Iterator[None]:
    command = ["dbus-run-session", "--", "xfce4-clipman"]
    told = {**os.environ, **environment}
    manager = subprocess.Popen(command, env=told, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(lambda: _stays(environment) == "stays True")
        yield
    finally:
        manager.terminate()
        manager.wait(_ENDS_S)


def _targets(environment: dict[str, str]) -> list[str]:
    return _read("TARGETS", environment).split()


def _read(target: str, environment: dict[str, str]) -> str:
    command = ["xclip", "-selection", "clipboard", "-o", "-t", target]
    done = subprocess.run(command, env={**os.environ, **environment}, capture_output=True, timeout=_ENDS_S)
    return done.stdout.decode("utf-8")


def _wait(there: Callable[[], bool]) -> None:
    end = monotonic() + _ENDS_S
    while not there():
        assert monotonic() < end, "it did not come"
        sleep(0.2)
