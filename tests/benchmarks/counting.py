"""What counting tokens costs inside of one process, as JSON: by us, or by tiktoken: `counting.py FILE MODEL|bare`."""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from relman_desktop.drafting.tokens import counter_for
from relman_desktop.drafting.tokens.vocabulary import vocabulary

_TIMES = 5  # the best counts


def main() -> None:
    text = Path(sys.argv[1]).read_text("utf-8", "surrogateescape")
    started = time.perf_counter()
    count = _bare() if sys.argv[2] == "bare" else counter_for(sys.argv[2]).count
    loaded = time.perf_counter() - started
    count("warm")
    seconds = min(_timed(count, text) for _ in range(_TIMES))
    print(json.dumps({"tokens": count(text), "load_s": loaded, "count_s": seconds, "megabytes": len(text) / 1e6}))


def _bare() -> Callable[[str], int]:
    encoding = vocabulary("o200k_base")
    return lambda text: len(encoding.encode_ordinary(text))


def _timed(count: Callable[[str], int], text: str) -> float:
    started = time.perf_counter()
    count(text)
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
