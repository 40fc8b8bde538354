"""What would lower the risk: each split is worded as what it is, and its score is that of the real split in git."""

from pathlib import Path

from relman_desktop.drafting.proposal import Material
from relman_desktop.facts import find_facts
from relman_desktop.jobs import Cancel
from relman_desktop.risk.assessing import assess
from relman_desktop.risk.assessment import Lowering
from relman_desktop.risk.background import Background
from relman_desktop.risk.case import Case
from relman_desktop.risk.lowering import lowerings
from relman_desktop.risk.past.reading import read_past
from relman_desktop.sources.opening import open_range
from relman_desktop.ticket import ChangeRef, Ticket

from ..sources.past.imported import Made, imported
from .impact.cases import CODE, a_fact
from .impact.cases import a_case as an_impact_case

START = Made("Start", write={"src/app.py": "x = 1\n"})
ORDERS = {"src/orders.py": "".join(f'def q{n}(db):\n    return db.execute("SELECT paid FROM o")\n' for n in range(60))}
ADD = {"migrations/0002_add.sql": "ALTER TABLE orders ADD COLUMN paid int NOT NULL;\n"}
DROP = {"migrations/0003_drop.sql": "ALTER TABLE orders DROP COLUMN old;\n"}


def a_case(folder: Path, *history: Made, base: int = 0) -> Case:
    folder.mkdir()
    repo, oids = imported(folder, history)
    opened = open_range(repo.root, f"{oids[base]}..{oids[-1]}", Cancel())
    facts = find_facts(opened.change, Cancel())
    background = Background(read_past(opened, Cancel()))
    return Case(Material(opened.change, facts), Ticket("t", ChangeRef("", "", "", "", "")), background)


def told(case: Case, kind: str) -> list[Lowering]:
    return [one for one in lowerings(case, assess(case)) if one.kind == kind]


def test_a_migration_that_goes_first_leaves_what_the_real_split_leaves(tmp_path: Path) -> None:
    whole = a_case(tmp_path / "whole", START, Made("Orders can be paid", write={**ORDERS, **ADD}))
    (split,) = told(whole, "split")
    assert split.text == "Deploy the migration (F1) on its own first"
    real = a_case(tmp_path / "real", START, Made("Migrate", write=ADD), Made("Orders", write=ORDERS), base=1)
    assert split.after == assess(real).score < split.before


def test_a_migration_that_takes_away_goes_later(tmp_path: Path) -> None:
    case = a_case(tmp_path / "a", START, Made("Drop it", write={**ORDERS, **DROP}))
    assert [one.text for one in told(case, "split")] == ["Deploy the migration (F1) on its own later"]


def test_files_that_need_each_other_are_not_split_without_a_word() -> None:
    files = {**CODE, "migrations/0002.sql": ("", "ALTER TABLE a ADD COLUMN b int NOT NULL;\n")}
    case = an_impact_case(
        a_fact(1, "migration.add_column", 50, {"path": "migrations/0002.sql"}, ("F3.h1",)),
        a_fact(2, "migration.lock", 90, {"path": "migrations/0002.sql"}, ("F3.h1",)),
        a_fact(3, "migration.drop_table", 90, {"path": "migrations/0002.sql"}, ("F3.h1",)),
        a_fact(4, "rollback.lacks_required", 90, {"verdict": "unsafe"}, ("F3.h1", "F1.h1")),
        files=files,
    )
    (split,) = told(case, "split")
    assert split.text.endswith("if each part runs without the other: see X4")
    assert split.evidence == ("X4", "F3")


def test_a_commit_that_others_may_need_goes_before_them(tmp_path: Path) -> None:
    lib = {"src/lib.py": "".join(f"def helper{n}(): return {n}\n" for n in range(400))}
    case = a_case(
        tmp_path / "a",
        START,
        Made("Add lib", write={**lib, "src/app.py": "import lib\n"}),
        Made("Use lib", write={"src/a.py": "import lib\n", "src/app.py": "import lib, a\n"}),
    )
    (lib_commit,) = (one for one in case.material.change.commits if one.subject == "Add lib")
    texts = [one.text for one in told(case, "commit")]
    assert texts == [
        f"Deploy what only {lib_commit.short} `Add lib` touches on its own first, before the newer commits"
    ]
