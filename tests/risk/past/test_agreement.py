"""The script that compares our columns with a data set's."""

import csv
import gzip
import json
import subprocess
import sys
from pathlib import Path

from relman_desktop.jobs import Cancel
from relman_desktop.risk.past.whole import all_columns
from relman_desktop.sources.repository import open_repository

from ...sources.past.imported import Made, imported

ROOT = Path(__file__).parents[3]


def test_it_tells_what_agrees_exactly_and_what_but_for_rounding(tmp_path: Path) -> None:
    repo, oids = imported(
        tmp_path, [Made("Fix", {"a.py": f"{number}\n", "b.py": "b\n" * number}) for number in range(4)]
    )
    ours = dict(all_columns(open_repository(repo.root, Cancel()), "HEAD", Cancel()))
    rows = [
        {"project": "shop", "commit": oid, "la": int(ours[oid]["la"]), "ent": f"{ours[oid]['ent']:.3f}", "nf": 2}
        for oid in oids
    ]
    rows.append({**rows[0], "commit": "f" * 40})
    rows[1]["la"], rows[2]["ent"] = 99, f"{ours[oids[2]]['ent'] + 0.001:.3f}"
    with gzip.open(tmp_path / "data.csv.gz", "wt", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    script = [sys.executable, "packaging/risk/agreement.py", "--repo", str(repo.root), "--project", "shop"]
    ran = subprocess.run(
        [*script, "--data", str(tmp_path / "data.csv.gz")], check=True, capture_output=True, text=True, cwd=ROOT
    )
    said = json.loads(ran.stdout)
    assert (said["commits"], said["not_found"]) == (5, 1)
    assert said["agreement"]["la"] == {"exact": 0.75, "rounded": 0.75}
    assert said["agreement"]["ent"] == {"exact": 0.75, "rounded": 1.0}
