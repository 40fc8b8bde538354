"""What a stage costs inside of one process, printed as JSON: `in_process.py REPOSITORY` reads `base..head` of it."""

import json
import sys
import time
from pathlib import Path

from relman_desktop.drafting.proposal import Material
from relman_desktop.drafting.template import draft_ticket
from relman_desktop.facts import find_facts
from relman_desktop.jobs import Cancel
from relman_desktop.sources.opening import open_range


def main() -> None:
    started = time.perf_counter()
    change = open_range(Path(sys.argv[1]), "base..head", Cancel()).change
    change.content.prefetch(change.files, Cancel())
    hunks = sum(len(change.hunks(file, Cancel())) for file in change.files)
    read, used = time.perf_counter(), time.process_time()
    facts = find_facts(change, Cancel())
    found, used = time.perf_counter(), time.process_time() - used
    draft_ticket(Material(change, facts))
    drafted = time.perf_counter()
    print(
        json.dumps(
            {
                "files": len(change.files),
                "lines": change.added + change.removed,
                "hunks": hunks,
                "facts": len(facts.items),
                "read_s": round(read - started, 3),
                "facts_s": round(found - read, 3),
                "facts_cpu_s": round(used, 3),
                "draft_s": round(drafted - found, 3),
            }
        )
    )


if __name__ == "__main__":
    main()
