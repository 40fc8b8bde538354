"""A key in the keyring of a Linux desktop: a real Secret Service, with a folder and a bus of its own."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

DAEMON = "gnome-keyring-daemon"
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not (shutil.which(DAEMON) and shutil.which("dbus-run-session")), reason="needs gnome-keyring and dbus"
    ),
]

SECRET = "sk-TopSecret-0123456789"
UNLOCK = "printf {password} | gnome-keyring-daemon --unlock --components=secrets >/dev/null"
ENDPOINT = (
    "from relman_desktop.settings import Endpoint; from relman_desktop.keys import *;"
    "e = Endpoint('work', 'https://api.openai.com/v1', 'gpt-4o'); "
)
STATE = "print(state().condition)"
KEEP = f"print(keep_key(e, '{SECRET}').value)"
FIND = f"k = key_for(e); print(k and (k.place.value, k.reveal() == '{SECRET}'))"
FORGET = "forget_key(e)"


def said(home: Path, *steps: str) -> list[str]:
    """What the steps print, on a bus of their own: each a shell command, or Python for a new process."""
    (home / "run").mkdir(parents=True, exist_ok=True, mode=0o700)
    script = " && ".join(step if DAEMON in step else f'"$PYTHON" -c "{ENDPOINT}{step}"' for step in steps)
    environment = {
        "HOME": str(home),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_RUNTIME_DIR": str(home / "run"),
        "PATH": "/usr/bin:/bin:/usr/local/bin",
        "PYTHON": sys.executable,
        "PYTHONPATH": ":".join(sys.path),
    }
    command = ["dbus-run-session", "--", "sh", "-c", script]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert "sk-TopSecret" not in done.stdout + done.stderr
    return done.stdout.splitlines()


def test_a_key_outlives_the_process_and_the_session_until_it_is_forgotten(tmp_path: Path) -> None:
    unlock = UNLOCK.format(password="right")
    assert said(tmp_path, unlock, STATE, KEEP, FIND) == ["usable", "keyring", "('keyring', True)"]
    assert said(tmp_path, unlock, FIND, FORGET, FIND) == ["('keyring', True)", "None"]
    kept = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert kept and not any(SECRET.encode() in path.read_bytes() for path in kept)


def test_a_keyring_that_is_locked_is_said_to_be_so_and_a_key_is_kept_for_the_session(tmp_path: Path) -> None:
    said(tmp_path, UNLOCK.format(password="right"), KEEP)
    wrong = UNLOCK.format(password="wrong")
    assert said(tmp_path, wrong, STATE, f"{KEEP}; {FIND}") == ["locked", "session", "('session', True)"]
    assert said(tmp_path, UNLOCK.format(password="right"), FIND) == ["('keyring', True)"]


def test_a_desktop_without_a_keyring_is_said_to_be_so(tmp_path: Path) -> None:
    (tmp_path / "bus.conf").write_text(
        "<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen><policy context='default'>"
        "<allow send_destination='*'/><allow receive_sender='*'/><allow own='*'/></policy></busconfig>"
    )
    program = f"{ENDPOINT}{STATE}; {KEEP}; {FIND}"
    environment = {"HOME": str(tmp_path), "PATH": "/usr/bin:/bin", "PYTHONPATH": ":".join(sys.path)}
    command = ["dbus-run-session", "--config-file", tmp_path / "bus.conf", "--", sys.executable, "-c", program]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)
    assert done.stdout.splitlines() == ["none", "session", "('session', True)"], done.stderr
