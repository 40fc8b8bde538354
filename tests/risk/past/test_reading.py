"""What was known before each commit of a range, on small histories whose columns were computed by hand."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from relman_desktop.jobs import Cancel
from relman_desktop.risk.past.past import CommitPast, Past
from relman_desktop.risk.past.reading import read_past
from relman_desktop.sources.opening import open_diff, open_range

from ...sources.past.imported import Made, imported

TEN = "".join(f"line {number}\n" for number in range(10))


def past_of(folder: Path, history: Sequence[Made], newest: int) -> Past:
    """The past of the newest commits of a history."""
    repo, oids = imported(folder, history)
    past = read_past(open_range(repo.root, f"{oids[-newest - 1]}..{oids[-1]}", Cancel()), Cancel())
    assert past
    return past


def last_of(folder: Path, *history: Made) -> CommitPast:
    """What was known before the last commit of a history."""
    return past_of(folder, history, 1).commits[0]


def test_a_commit_s_own_files_are_counted_by_their_kinds(tmp_path: Path) -> None:
    features = last_of(
        tmp_path,
        Made(write={"src/shop.py": TEN, "tests/test_shop.py": "a\n", "logo.bin": b"\0\1"}),
        Made(
            "Fix the total\n\nIt was wrong.",
            write={
                "src/shop.py": TEN.replace("line 3\n", "line three\nand more\n"),
                "tests/test_shop.py": "a\nb\nc\n",
                "logo.bin": b"\0\2",
                "README.md": "Hello\n",
                "db/0001.sql": "SELECT 1;\nSELECT 2;\n",
            },
            day=4,
            zone="+0200",
        ),
    ).features()
    assert {name: features[name] for name in ("la", "ld", "nf", "nd", "ns", "nnew", "nbin", "fix", "msgw")} == {
        **{"la": 7, "ld": 1, "nf": 5, "nd": 4, "ns": 4, "nnew": 2, "nbin": 1, "fix": 1, "msgw": 6},
    }
    assert (features["la_src"], features["ld_src"], features["la_test"], features["la_doc"]) == (2, 1, 2, 1)
    assert (features["nf_src"], features["nf_mig"], features["la_mig"], features["nf_oth"]) == (1, 1, 2, 1)
    assert (features["hour"], features["dow"]) == (0, 7)  # two hours after 22:13 on a Saturday
    assert features["ent"] == pytest.approx(3 / 8 * 1.415037 + 2 * 1 / 4 * 2 + 1 / 8 * 3, abs=1e-5)


def test_fixes_count_for_a_year_and_each_once(tmp_path: Path) -> None:
    features = last_of(
        tmp_path,
        Made("Fix long ago", write={"a.py": "1\n", "b.py": "1\n"}, day=0),
        Made("Fix both", write={"a.py": "2\n", "b.py": "2\n"}, day=40),
        Made("Fixes a leak", write={"a.py": "3\n"}, day=300),
        Made("Prefix", write={"b.py": "3\n"}, day=310),
        Made("Fix elsewhere", write={"c.py": "3\n"}, day=400),
        Made("Add", write={"a.py": "4\n", "b.py": "4\n"}, day=401),
    )
    assert features.features()["nfix365"] == 2
    assert features.features({"a.py"})["nfix365"] == 1
    assert features.features({"a.py"})["la"] == 1
    assert features.features({"a.py", "b.py"})["nfix365"] == 0
    assert features.features()["fixrate365"] == 3 / 4
    assert (features.features()["velo90"], features.features()["team90"]) == (1, 1)  # days 311 to 401


def test_a_rename_carries_the_history_along(tmp_path: Path) -> None:
    features = last_of(
        tmp_path,
        Made("Fix", write={"a.py": TEN}),
        Made("Move", move={"a.py": "lib/b.py"}),
        Made("Change", write={"lib/b.py": TEN + "more\n"}),
    ).features()
    assert features["nfix365"] == 1 and features["nuc90"] == 2


def test_what_takes_a_moved_file_s_place_has_no_history(tmp_path: Path) -> None:
    features = last_of(
        tmp_path,
        Made("Fix", write={"a.py": TEN}),
        Made("Move", move={"a.py": "b.py"}),
        Made("Put another in its place", write={"a.py": "new\n"}),
        Made("Change", write={"a.py": "newer\n"}),
    ).features()
    assert features["nfix365"] == 0 and features["nuc90"] == 1


def test_a_deletion_ends_it(tmp_path: Path) -> None:
    features = last_of(
        tmp_path,
        Made("Fix", write={"a.py": TEN}),
        Made("Remove", delete=["a.py"]),
        Made("Fix: back again", write={"a.py": TEN}),
        Made("Change", write={"a.py": "new\n"}),
    ).features()
    assert features["nfix365"] == 1


def test_merges_are_left_out(tmp_path: Path) -> None:
    history = (
        Made("Start", write={"a.py": "1\n"}),
        Made("Fix on a branch", write={"b.py": "1\n"}),
        Made("Trunk", write={"c.py": "1\n"}, parents=[0]),
        Made("Fix by merging", write={"b.py": "1\n", "c.py": "2\n"}, parents=[2, 1]),
        Made("Change", write={"b.py": "2\n", "c.py": "3\n"}),
    )
    repo, oids = imported(tmp_path, history)
    past = read_past(open_range(repo.root, f"{oids[0]}..{oids[-1]}", Cancel()), Cancel())
    assert past and {one.oid for one in past.commits} == {oids[1], oids[2], oids[4]}
    features = past.commits[0].features()
    assert past.commits[0].oid == oids[4] and features["nfix365"] == 1 and features["nuc90"] == 2
    assert (features["fixrate365"], features["velo90"]) == (0, 1)  # the others of the range are left out


def test_a_first_commit_has_no_past(tmp_path: Path) -> None:
    repo, oids = imported(tmp_path, [Made("Fix", write={"a.py": TEN})])
    past = read_past(open_range(repo.root, oids[0], Cancel()), Cancel())
    assert past and past.commits[0].features()["la"] == 10 and past.commits[0].features()["nfix365"] == 0


def test_a_diff_file_has_none(tmp_path: Path) -> None:
    diff = tmp_path / "a.diff"
    diff.write_text("--- a/a.py\n+++ b/a.py\n@@ -1 +1 @@\n-a\n+b\n")
    assert read_past(open_diff(diff, Cancel()), Cancel()) is None
