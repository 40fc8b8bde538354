"""Draws the README's pictures: `python packaging/pictures.py`, from a checkout with its environment."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "docs" / "pictures"
THEMES = ("light", "dark")
_SCRIPTS = (
    "model_pictures.py",
    "library_pictures.py",
    "team_pictures.py",
    "risk_pictures.py",
    "export_pictures.py",
)


def main() -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    for theme in THEMES:
        target = PICTURES / f"window-{theme}.png"
        _run("-m", "relman_desktop", "--sample", "--screenshot", str(target), "--size", "1440x900", "--theme", theme)
        for script in _SCRIPTS:
            _run(str(ROOT / "packaging" / script), str(PICTURES), theme)
    for picture in sorted(PICTURES.glob("*.png")):
        print(picture.relative_to(ROOT))


def _run(*words: str) -> None:
    """Run Python with a home of its own: each picture begins with a first start."""
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "RELMAN_HOME": home, "QT_QPA_PLATFORM": "offscreen"}
        subprocess.run([sys.executable, *words], cwd=ROOT, env=environment, check=True)


if __name__ == "__main__":
    main()
