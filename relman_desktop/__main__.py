"""`relman-desktop`: opens the window, or says in one sentence why it cannot."""

import argparse
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from . import __version__
from .errors import RelmanError
from .screen import screen_answers

_STARTED = time.perf_counter()


def main(arguments: Sequence[str] | None = None) -> int:
    """Open the window; gives the exit status."""
    parsed = _parser().parse_args(arguments)
    draws_only = bool(parsed.screenshot) or parsed.exit_after_paint
    if not screen_answers():
        if not draws_only:
            print("relman-desktop: no display was found; `relman` does the same without a window.", file=sys.stderr)
            return 2
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from .gui.app import run

    try:
        return run(parsed, _STARTED)
    except RelmanError as error:
        print(f"relman-desktop: {error}", file=sys.stderr)
        return error.exit_status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="relman-desktop", description="From a code change to a change ticket.")
    parser.add_argument("path", nargs="?", type=Path, metavar="PATH", help="a repository, or a diff file")
    parser.add_argument("range", nargs="?", default="", metavar="BASE..HEAD", help="what is deployed")
    parser.add_argument("--diff", metavar="FILE", help="a diff or patch file; - for standard input")
    parser.add_argument("--sample", action="store_true", help="open the bundled sample")
    parser.add_argument("--screenshot", type=Path, metavar="FILE.png", help="draw the loaded window and exit")
    parser.add_argument("--size", default="1280x800", metavar="WxH", help="of the screenshot, in pixels")
    parser.add_argument("--theme", choices=("light", "dark", "system"), help="instead of the chosen one")
    parser.add_argument("--exit-after-paint", action="store_true", help="print the time to the first paint and exit")
    parser.add_argument("--version", action="version", version=f"relman-desktop {__version__}")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
