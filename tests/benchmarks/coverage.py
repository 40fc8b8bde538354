"""What a model is given of real releases at three budgets, beside packing whole files as long as they fit.

    python tests/benchmarks/coverage.py --mirror FOLDER [--json] [--budget 8000]... [--only NAME]...
    python tests/benchmarks/coverage.py --speed [--json]

FOLDER holds clones: `NAME`, `OWNER+NAME` or `OWNER/NAME`, each perhaps with the repository in `repo` below it. A clone
or a range of `RANGES` that is not there is passed over, and named on standard error. The baseline is what most tools
do: it goes through the files in git's order and takes each whole file that still fits, without manifest, facts, commits
or tickets, so that it has all of the budget for lines. Neither packs generated, vendored and lock files.
"""

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median
from typing import Any

from making import make_patch

from relman_desktop.drafting.pack import Level, Pack, pack
from relman_desktop.drafting.pack.ranking import Ranking, rank
from relman_desktop.drafting.proposal import Material
from relman_desktop.drafting.redaction import Redactor
from relman_desktop.drafting.tokens import Counter, counter_for
from relman_desktop.errors import RelmanError
from relman_desktop.facts.book import Facts
from relman_desktop.jobs import Cancel
from relman_desktop.loaded import study
from relman_desktop.sources.change import FileChange, Hunk, Kind
from relman_desktop.sources.opening import open_diff, open_range

RANGES = (  # small and large, of many stacks
    ("synapse", "v1.156.0..v1.157.0"),
    ("netbox", "v4.6.5..v4.6.8"),
    ("netbox", "v4.5.10..v4.6.0"),
    ("outline", "v1.9.0..v1.9.2"),
    ("firefly-iii", "v6.6.4..v6.6.6"),
    ("traefik", "v3.7.7..v3.7.9"),
    ("woodpecker", "v3.16.0..v3.17.0"),
    ("vaultwarden", "1.36.0..1.37.0"),
    ("lemmy", "0.19.19..0.19.20"),
    ("umami", "v3.0.3..v3.1.0"),
    ("langfuse", "v4.15.0..v4.16.0"),
    ("paperless-ngx", "v3.0.3..v3.0.5"),
    ("kimai", "2.64.0..2.65.0"),
    ("solidus", "v4.6.2..v4.7.0"),
    ("sidekiq", "v8.1.6..v8.1.7"),
    ("teslamate", "v4.0.1..v4.1.0"),
    ("self-hosted", "26.7.2..26.8.0"),
    ("terraform-aws-eks", "v21.18.0..v21.19.0"),
    ("uptime-kuma", "2.4.0..2.5.0"),
    ("memos", "v0.29.1..v0.30.0"),
    ("dependency-track", "5.0.3..5.0.4"),
    ("squidex", "7.22.0..7.23.0"),
)
BUDGETS = (8_000, 32_000, 128_000)
MODEL = "gpt-4o"  # its vocabulary is shipped, so the counts are exact
_MUST = (Kind.MIGRATION, Kind.CONFIG, Kind.INFRASTRUCTURE)
_ROUNDS = 5

Result = dict[str, Any]


@dataclass(frozen=True)
class Packable:
    """A file whose hunks may be packed."""

    file: FileChange
    hunks: tuple[Hunk, ...]

    @property
    def lines(self) -> int:
        return sum(map(changed, self.hunks))


def changed(hunk: Hunk) -> int:
    return len(hunk.added) + len(hunk.removed)


def of_pack(made: Pack, files: list[Packable]) -> Result:
    """What our pack holds."""
    sent = {
        one.id: sum(line[:1] in ("+", "-") for line in body(one.text))
        for one in made.evidence.values()
        if ".h" in one.id
    }
    return {level.value: made.files(level) for level in Level} | shares(sent, files) | {"tokens": made.tokens}


def body(text: str) -> Iterator[str]:
    """The lines of a hunk, with or without the heading above them."""
    lines = text.split("\n")
    return iter(lines if lines[0][:1] in (" ", "+", "-") else lines[1:])


def of_whole_files(files: list[Packable], total: int, budget: int, counter: Counter) -> Result:
    """What whole files fit, in git's order."""
    sent: dict[str, int] = {}
    full = tokens = 0
    for one in files:
        text = f"--- {one.file.path}\n" + "\n".join(hunk.text for hunk in one.hunks) + "\n"
        size = counter.count(text)
        if tokens + size <= budget:
            tokens += size
            full += 1
            sent |= {hunk.id: changed(hunk) for hunk in one.hunks}
    none = {Level.PARTIAL.value: 0, Level.CONDENSED.value: 0, Level.NAMED.value: 0}
    return {Level.FULL.value: full, "unseen": total - full} | none | shares(sent, files) | {"tokens": tokens}


def shares(sent: dict[str, int], files: list[Packable]) -> Result:
    """Percentages of what is sent: of all changed lines, of those that a deployment depends on, of pure deletions."""
    must = [one for one in files if one.file.kind in _MUST]
    gone = [hunk.id for one in files for hunk in one.hunks if not hunk.added]
    return {
        "lines": percent(sum(sent.values()), sum(one.lines for one in files)),
        "must_lines": percent(
            sum(sent.get(hunk.id, 0) for one in must for hunk in one.hunks), sum(one.lines for one in must)
        ),
        "deletions": percent(sum(one in sent for one in gone), len(gone)),
    }


def percent(part: int, whole: int) -> float | None:
    return round(100 * part / whole, 1) if whole else None


def ranges(mirror: Path, only: list[str] | None) -> Iterator[tuple[str, Material]]:
    for name, span in RANGES:
        if only and name not in only:
            continue
        try:
            loaded = study(open_range(clone(mirror, name), span, Cancel()), Cancel())
        except (RelmanError, StopIteration) as error:
            print(f"{name} {span}: {str(error) or 'not there'}", file=sys.stderr)
            continue
        yield f"{name} {span}", Material(loaded.change, loaded.facts, loaded.work)


def clone(mirror: Path, name: str) -> Path:
    folder = next(one for one in sorted([*mirror.glob("*"), *mirror.glob("*/*")]) if one.name.split("+")[-1] == name)
    return folder / "repo" if (folder / "repo").exists() else folder


def packable(material: Material, ranking: Ranking) -> list[Packable]:
    change = material.change
    change.content.prefetch(change.files, Cancel())
    return [Packable(file, change.hunks(file, Cancel())) for file in change.files if file.id not in ranking.never]


def compare(mirror: Path, budgets: list[int], only: list[str] | None) -> Iterator[Result]:
    counter = counter_for(MODEL)
    for name, material in ranges(mirror, only):
        files = packable(material, rank(material))
        for budget in budgets:
            told = {"range": name, "budget": budget, "files": len(material.change.files)}
            started = time.perf_counter()
            try:
                ours = of_pack(pack(material, budget, counter, Redactor(), Cancel()), files)
            except RelmanError as error:
                print(f"{name} at {budget}: {error}", file=sys.stderr)
                continue
            took = time.perf_counter() - started
            whole = of_whole_files(files, len(material.change.files), budget, counter)
            yield told | {"pack_s": round(took, 2), "ours": ours, "whole_files": whole}


def speed() -> Iterator[Result]:
    """Packing, redacting and counting a made-up change whose lines all fit, and a huge one of which few do."""
    counter = counter_for(MODEL)
    with tempfile.TemporaryDirectory() as folder:
        for lines, budget in ((10_000, 1_000_000), (10_000, 32_000), (1_000_000, 128_000)):
            change = open_diff(make_patch(Path(folder) / f"{lines}.diff", lines), Cancel()).change
            took = []
            for _ in range(_ROUNDS):
                started = time.perf_counter()
                made = pack(Material(change, Facts()), budget, counter, Redactor(), Cancel())
                took.append(time.perf_counter() - started)
            hunks = sum(".h" in one for one in made.evidence)
            told = {"changed_lines": lines, "budget": budget, "tokens": made.tokens, "hunks_sent": hunks}
            yield told | {"first_s": round(took[0], 2), "median_s": round(median(took), 2)}


def table(results: list[Result]) -> Iterator[str]:
    """Two lines for each range and budget, and the means."""
    names = ("full", "part", "cond", "named"), ("lines", "must", "del.")
    cells = " ".join(f"{name:>5}" for name in names[0]) + " " + " ".join(f"{name:>6}" for name in names[1])
    yield f"{'range (files)':44} {'budget':>7} {'':6} {cells} {'s':>5}"
    for one in results:
        label = f"{one['range'][:36]} ({one['files']})"
        yield f"{label:44} {one['budget']:>7} {row('ours', one['ours'])} {one['pack_s']:>5}"
        yield f"{'':44} {'':7} {row('whole', one['whole_files'])}"
    for budget in sorted({one["budget"] for one in results}):
        yield f"mean at {budget:,}"
        for name, key in (("ours", "ours"), ("whole", "whole_files")):
            at = [one[key] for one in results if one["budget"] == budget]
            means = {what: average([one[what] for one in at]) for what in ("lines", "must_lines", "deletions")}
            counts = {level.value: round(mean(one[level.value] for one in at)) for level in Level}
            yield f"{'':44} {'':7} {row(name, counts | means)}"


def average(values: list[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return round(mean(known), 1) if known else None


def row(name: str, one: Result) -> str:
    cells = " ".join(f"{one[level.value]:>5}" for level in Level)
    return f"{name:6} {cells} " + " ".join(
        f"{'' if one[what] is None else one[what]:>6}" for what in ("lines", "must_lines", "deletions")
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mirror", type=Path)
    parser.add_argument("--budget", type=int, action="append")
    parser.add_argument("--only", action="append")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--speed", action="store_true")
    parsed = parser.parse_args()
    results = list(speed()) if parsed.speed else list(compare(parsed.mirror, parsed.budget or [*BUDGETS], parsed.only))
    print(json.dumps(results, indent=1) if parsed.json or parsed.speed else "\n".join(table(results)))


if __name__ == "__main__":
    main()
