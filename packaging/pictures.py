"""Draws the README's pictures: `python packaging/pictures.py`, from a checkout with its environment."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "docs" / "pictures"


def main() -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        for theme in ("light", "dark"):
            target = PICTURES / f"window-{theme}.png"
            words = ["--sample", "--screenshot", str(target), "--size", "1440x900", "--theme", theme]
            environment = {**os.environ, "RELMAN_HOME": home, "QT_QPA_PLATFORM": "offscreen"}
            subprocess.run([sys.executable, "-m", "relman_desktop", *words], cwd=ROOT, env=environment, check=True)
            print(target.relative_to(ROOT))


if __name__ == "__main__":
    main()
