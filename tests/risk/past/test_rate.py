"""How often a repository's own commits proved faulty, on histories that were counted by hand."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from relman_desktop.errors import ServiceError
from relman_desktop.files import home, resource
from relman_desktop.jobs import Cancel
from relman_desktop.risk.past import rate as module
from relman_desktop.risk.past.kinds import kind_of
from relman_desktop.risk.past.past import Rate
from relman_desktop.risk.past.proving import rate_of, rule
from relman_desktop.risk.past.rate import read_rate
from relman_desktop.sources.origins.reading import Told, Traced
from relman_desktop.sources.repository import Repository, open_repository
from tests.sources.repos import RepoBuilder, a_repository

DAY = 86_400
FIRST = 1_577_880_000  # 2020-01-01, noon
Step = tuple[int, str, dict[str, str]]  # the day, the message, the files


def _made(folder: Path, steps: Sequence[Step]) -> RepoBuilder:
    """A history in one line."""
    repo = a_repository(folder)
    script = []
    for day, message, files in steps:
        texts = [f"M 100644 inline {path}\ndata {len(text)}\n{text}\n" for path, text in files.items()]
        who = f"committer A <a@example.com> {FIRST + day * DAY} +0000"
        script += [f"commit refs/heads/main\n{who}\ndata {len(message)}\n{message}\n", *texts]
    repo.git("-c", "fastimport.unpackLimit=10000", "fast-import", "--quiet", stdin="".join(script).encode())
    return repo


def _steps(number: int) -> list[Step]:
    """Commits a day apart, each of a source file of its own."""
    return [(day, f"add {day}", {f"src/{day}.py": f"a{day}\nb{day}\nc{day}\n"}) for day in range(number)]


def _opened(repo: RepoBuilder) -> Repository:
    return open_repository(repo.root, Cancel())


def _rate(repo: RepoBuilder) -> Rate | None:
    repository = _opened(repo)
    return read_rate(repository, repo.git("rev-parse", "main"), Cancel())


def _mend(day: int, which: int, message: str = "Fix it") -> Step:
    return (day, message, {f"src/{which}.py": f"a{which}\nmended\nc{which}\n"})


def test_commits_whose_lines_a_fix_changes_in_time_proved_faulty(tmp_path: Path) -> None:
    steps = [
        *_steps(200),
        _mend(210, 3),
        _mend(211, 7, "Mend a crash"),
        _mend(212, 9, "Make it nicer"),  # no fix
        (213, "Fix a typo", {"docs/guide.md": "x\n"}),  # of no source
        _mend(500, 11),  # in time: 489 days later is not
        (501, "Fix", {"src/12.py": "a12\nb12\n# no more\n"}),  # too late
        (800, "The last", {"src/last.py": "x\n"}),
    ]
    repo = _made(tmp_path, steps)
    rate = _rate(repo)
    assert rate is not None
    assert (rate.faulty, rate.days, rate.since) == (2, 365, "2020-01-01")
    assert rate.commits == 203  # 200, and the changes of days 210 to 212; the others are too young
    assert rate.until == "2020-07-31"
    assert rate.share == rate.in_a_year == 2 / 203 and rate.low < rate.share < rate.high < 0.05
    subjects = {repo.git("log", "-1", "--format=%s", one.oid): one for one in rate.examples}
    assert list(subjects) == ["add 7", "add 3"]
    assert repo.git("log", "-1", "--format=%s", subjects["add 7"].by) == "Mend a crash"


def test_a_revert_that_names_its_commit_counts_whatever_it_touches(tmp_path: Path) -> None:
    steps = _steps(150)
    bare = _made(tmp_path / "before", steps)
    oid = bare.git("log", "--format=%H", "--grep=^add 20$")
    back = f'Revert "add 20"\n\nThis reverts commit {oid[:12]}.'
    wrong = f"Revert nothing\n\nThis reverts commit {'e' * 40}."
    repo = _made(tmp_path, [*steps, (151, back, {"x.md": ""}), (152, wrong, {}), (600, "The last", {"a.py": "x\n"})])
    rate = _rate(repo)
    assert rate is not None and rate.faulty == 1
    assert rate.examples[0].oid == oid and rate.examples[0].revert


def test_a_fix_of_many_files_says_nothing_of_their_lines(tmp_path: Path) -> None:
    many = {f"src/{which}.py": "new\n" for which in range(rule().files + 1)}
    few = {f"src/{which}.py": "new\n" for which in range(20, 20 + rule().files)}
    last = (700, "The last", {"a.py": "x\n"})
    sweeping = _rate(_made(tmp_path / "many", [*_steps(150), (160, "Fix all", many), last]))
    small = _rate(_made(tmp_path / "few", [*_steps(150), (160, "Fix some", few), last]))
    assert sweeping and small and (sweeping.faulty, small.faulty) == (0, rule().files)


def test_tests_and_documents_prove_nothing_and_do_not_count(tmp_path: Path) -> None:
    steps: list[Step] = _steps(150)
    steps += [(150 + day, f"test {day}", {f"tests/test_{day}.py": "x\n"}) for day in range(50)]
    steps += [(201, "Fix a test", {"tests/test_3.py": "y\n"}), (700, "The last", {"a.py": "x\n"})]
    rate = _rate(_made(tmp_path, steps))
    assert rate is not None and (rate.faulty, rate.commits) == (0, 150)


def test_a_quick_history_is_measured_by_half_of_its_span(tmp_path: Path) -> None:
    steps = [*_steps(300), _mend(301, 150), _mend(310, 5), _mend(311, 250), (400, "The last", {"a.py": "x\n"})]
    rate = _rate(_made(tmp_path, steps))
    assert rate is not None
    assert rate.days == 198  # the month of the last began on the day 396
    assert rate.commits == 199
    assert rate.share == 1 / 199
    assert rate.in_a_year == pytest.approx(1 / 199 * (365 / 198) ** rule().pace)  # as a year would have shown more
    assert rate.faulty == 1  # 150: 250 has had too little time, and 5 was mended after 305 days


def test_a_short_history_tells_nothing(tmp_path: Path) -> None:
    assert _rate(_made(tmp_path, _steps(99))) is None


def test_all_changes_of_a_month_have_one_rate(tmp_path: Path) -> None:
    steps = [*_steps(200), _mend(210, 3), (800, "One", {"a.py": "x\n"}), (801, "Another", {"a.py": "y\n"})]
    repo = _made(tmp_path, steps)
    repository = _opened(repo)
    rates = {read_rate(repository, repo.git("rev-parse", name), Cancel()) for name in ("main", "main~1")}
    assert len(rates) == 1
    assert len(list((home() / "cache" / "rates").iterdir())) == 1


def test_what_was_read_once_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repo = _made(tmp_path, [*_steps(150), _mend(160, 3), (700, "The last", {"a.py": "x\n"})])
    rate = _rate(repo)
    monkeypatch.setattr(module, "traced", lambda *words, **names: pytest.fail("it is read again"))
    assert _rate(repo) == rate is not None


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"{",
        b"\xff",
        b"[]",
        b'{"rate": 3}',
        b'{"rate": {"faulty": 9, "commits": 3, "until": "", "examples": []}}',
        b'{"rate": {"faulty": 0, "commits": 0, "until": "", "examples": []}}',
        b'{"rate": {"faulty": 1, "commits": 9, "until": "", "examples": [{}]}}',
        b'{"rate": {"faulty": "1", "commits": 9, "until": "", "examples": []}}',
        b'{"rate": {"faulty": 1, "commits": 9, "until": "", "examples": [], "more": 1}}',
        b"[" * 100_000,
    ],
)
def test_a_damaged_cache_is_read_anew(tmp_path: Path, damage: bytes) -> None:
    repo = _made(tmp_path, [*_steps(150), _mend(160, 3), (700, "The last", {"a.py": "x\n"})])
    rate = _rate(repo)
    (kept,) = (home() / "cache" / "rates").iterdir()
    kept.write_bytes(damage)
    assert _rate(repo) == rate is not None
    assert json.loads(kept.read_bytes())["rate"]["faulty"] == 1


def test_a_folder_that_cannot_be_written_costs_only_time(tmp_path: Path) -> None:
    home().mkdir(parents=True)
    (home() / "cache").write_text("a file")
    assert _rate(_made(tmp_path, [*_steps(150), (700, "The last", {"a.py": "x\n"})])) is not None


def test_a_shallow_history_is_not_kept(tmp_path: Path) -> None:
    repo = _made(tmp_path, [*_steps(150), (700, "The last", {"a.py": "x\n"})])
    (tmp_path / "shallow").mkdir()
    copy = RepoBuilder(tmp_path / "shallow")
    copy.git("clone", "--quiet", "--no-local", "--depth=130", "--branch=main", f"file://{repo.root}", ".")
    assert _rate(copy) is not None
    assert not (home() / "cache" / "rates").exists()


def test_what_git_cannot_read_is_an_error_that_says_so(tmp_path: Path) -> None:
    repo = _made(tmp_path, _steps(150))
    for which in range(100):
        oid = repo.git("rev-parse", f"main:src/{which}.py") if which < 2 else ""
        if oid:
            (repo.root / ".git" / "objects" / oid[:2] / oid[2:]).unlink()
    for at in range(2, 40):
        oid = repo.git("rev-parse", f"main:src/{at}.py")
        (repo.root / ".git" / "objects" / oid[:2] / oid[2:]).unlink()
    with pytest.raises(ServiceError, match="not in this clone"):
        _rate(repo)


def test_dates_that_none_can_be_raise_nothing() -> None:
    wild = [0, 1 << 62, -(1 << 62), FIRST] * 50
    commits = [Told(f"{at:040x}", (), when, "Fix", "") for at, when in enumerate(wild)]
    traced = [Traced(1, {at - 1: 1} if at else {}) for at in range(len(wild))]
    rate = rate_of(commits, traced, FIRST)
    assert rate is None or 0 <= rate.faulty <= rate.commits


def test_the_attributes_name_the_endings_of_source_files() -> None:
    lines = resource("risk/source.gitattributes").read_text("utf-8").splitlines()
    endings = {line.split()[0].removeprefix("*.") for line in lines if line.endswith(" !diff")}
    assert "* -diff" in lines and len(endings) > 40
    assert all(kind_of(f"cart.{ending}") == "src" for ending in endings)
    known = resource("risk/kinds.toml").read_text("utf-8").partition("\nsrc = [")[2].partition("]")[0]
    listed = known.partition("(")[2].partition(")")[0].split("|")
    assert set(listed) == endings
