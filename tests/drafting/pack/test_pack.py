"""The pack keeps its budget, names every file, and says truly how far each is covered."""

import re
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relman_desktop.drafting.pack import Level, Pack, pack
from relman_desktop.drafting.proposal import Material
from relman_desktop.errors import Cancelled, InputError
from relman_desktop.facts.book import Facts
from relman_desktop.facts.production import is_beside
from relman_desktop.jobs import Cancel
from relman_desktop.sources.change import Kind
from tests.facts.changes import a_change, a_commit

from .making import Characters, Masker, Stubborn, Words, a_material, some_texts
from .reader import ReadPack, read

_PLENTY = 10_000_000
_MUST = (Kind.CONFIG, Kind.MIGRATION, Kind.INFRASTRUCTURE)
COUNTERS = (Characters(4), Characters(1), Words(), Stubborn())


def packed(material: Material, budget: int = _PLENTY, counter: Characters | None = None) -> Pack:
    return pack(material, budget, counter or Words(), Masker(), Cancel())


@settings(max_examples=120, deadline=None)
@given(st.integers(0, 10**6), st.integers(50, 20_000), st.sampled_from(COUNTERS))
def test_never_takes_more_than_the_budget_and_names_every_file(seed: int, budget: int, counter: Characters) -> None:
    material = a_material(some_texts(seed), seed)
    try:
        made = packed(material, budget, counter)
    except InputError as error:
        needed = int(re.findall(r"takes ([\d,]+) tokens", str(error))[0].replace(",", ""))
        assert needed > budget
        assert packed(material, needed * 2, counter).tokens <= needed * 2
        return
    assert made.tokens == counter.count(made.text) <= budget
    found = read(made.text)
    assert {(one.id, one.path) for one in found.files.values()} == {(one.id, one.path) for one in material.change.files}
    assert [one.id for one in made.coverage] == [file.id for file in material.change.files]
    agrees(made, found, material)


def agrees(made: Pack, found: ReadPack, material: Material) -> None:
    """That what the pack says of itself is what its bytes hold."""
    assert found.nonce == made.nonce
    assert {one for one in made.evidence if ".h" in one} == found.hunk_ids
    for name, letters in (("facts", "X"), ("commits", "CL"), ("work", "W"), ("answers", "A"), ("places", "R")):
        told = {one for one in made.evidence if one[0] in letters}
        assert found.ids(name) | (found.ids("notes") if name == "facts" else set()) == told
    for one, evidence in made.evidence.items():
        if one[0] not in "FCWA" or ".h" in one:
            assert evidence.text in made.text
    for covered, file in zip(made.coverage, material.change.files, strict=True):
        hunks = material.change.hunks(file, Cancel())
        sent = found.hunks.get(file.id, [])
        assert covered.hunks_sent == len(sent)
        whole = [[line.sign + line.text for line in hunk.lines if line.sign != " "] for hunk in hunks]
        shown = [one.changed for one in sent]
        if covered.level is Level.FULL:
            assert shown == whole and not any(one.cuts for one in sent) and covered.reason == ""
        elif covered.level is Level.PARTIAL:
            assert sent and shown != whole and covered.reason
        else:
            assert not sent and covered.reason
        for one in sent:
            assert one.cuts or one.changed in whole
    counts = {level: made.files(level) for level in Level if made.files(level)}
    assert found.end == "files: " + ", ".join(f"{number} {level.value}" for level, number in counts.items())


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.integers(0, 3000))
def test_packs_every_hunk_of_migrations_configuration_and_deployment_where_they_fit(seed: int, more: int) -> None:
    material = a_material(some_texts(seed), seed)
    must = {file.id for file in material.change.files if file.kind in _MUST and not is_beside(file.path)}
    counter = Characters(4)
    everything = packed(material, counter=counter).text
    blocks = re.split(r"(?m)^(?=<<\d{12} )", everything)
    wanted = [block for block in blocks if re.match(r"<<\d{12} (change|files|answers|end|F\d+) ?", block)]
    wanted = [one for one in wanted if not (found := re.match(r"<<\d{12} (F\d+) ", one)) or found[1] in must]
    budget = (
        sum(map(counter.count, wanted)) + 400 + more
    )  # 40 for the heading of each part that tells of what is left out
    found = read(packed(material, budget, counter).text)
    for file in material.change.files:
        if file.id in must:
            assert len(found.hunks.get(file.id, [])) == len(material.change.hunks(file, Cancel()))
            assert not any(hunk.cuts for hunk in found.hunks.get(file.id, []))


def test_what_only_builds_the_product_does_not_crowd_out_facts_and_code() -> None:
    pinned = "".join(
        f"      - uses: actions/checkout@{number:040x}\n        name: {number}\n\n\n\n\n" for number in range(60)
    )
    files = {".github/workflows/tests.yml": (pinned, pinned.replace("checkout@0", "checkout@1"))}
    files |= {f"app/part_{number}.py": ("old = 1\nkept\n", f"new = {number}\nkept\n") for number in range(12)}
    material = a_material(files)
    found = read(packed(material, 5000).text)
    assert all(found.hunks[file.id] for file in material.change.files if file.path.startswith("app/"))


def test_a_giant_file_starves_no_other() -> None:
    giant = "".join(f"value_{number} = {number}\n" for number in range(6000))
    files = {"src/giant.py": (None, giant)}
    files |= {f"src/small_{number}.py": ("old = 1\nkept\n", f"new = {number}\nkept\n") for number in range(30)}
    found = read(packed(a_material(files), 6000).text)
    assert {one for one in found.hunks if one != "F1"} == {f"F{number}" for number in range(2, 32)}
    assert found.hunks["F1"][0].cuts[-1].startswith("… 5,")


def test_a_giant_configuration_file_starves_no_other() -> None:
    giant = "".join(f"key_{number}: {number}\n" for number in range(6000))
    files = {"config/giant.yml": (None, giant), "db/migrations/0001_a.sql": (None, "DROP TABLE orders;\n")}
    files |= {f"config/small_{number}.yml": ("old: 1\nkept\n", f"new: {number}\nkept\n") for number in range(20)}
    made = packed(a_material(files), 5000)
    assert [one.level for one in made.coverage] == [Level.PARTIAL] + [Level.FULL] * 21
    assert made.coverage[0].reason == "Budget: its hunk is cut."


def test_deletions_are_not_the_first_to_go() -> None:
    kept = "".join(f"kept_{number} = {number}\n" for number in range(40))
    files = {f"src/m{number}.py": (f"{kept}legacy = {number}\nother = 1\n{kept}", kept * 2) for number in range(20)}
    files |= {f"src/n{number}.py": (kept * 2, f"{kept}fresh = {number}\nother = 1\n{kept}") for number in range(20)}
    found = read(packed(a_material(files), 4500).text)
    removed = [hunk for hunks in found.hunks.values() for hunk in hunks if all(line[0] == "-" for line in hunk.changed)]
    added = [hunk for hunks in found.hunks.values() for hunk in hunks if all(line[0] == "+" for line in hunk.changed)]
    assert len(removed) >= len(added) > 0


def test_generated_vendored_lock_and_binary_files_are_told_of_and_not_packed() -> None:
    lock = '[[package]]\nname = "django"\nversion = "{}"\n\n[[package]]\nname = "urllib3"\nversion = "{}"\n'
    files = {
        "poetry.lock": (lock.format("4.0", "1.0"), lock.format("4.1", "2.0")),
        "vendor/lib/a.js": ("var a\n", "var b\n"),
        "dist/app.min.js": ("x\n", "y\n"),
        "Pipfile.lock": ("a\n", "b\n"),
    }
    made = packed(Material(a_change(files), Facts()))
    assert [one.reason for one in made.coverage] == [
        "Lock file: 4 changed lines that a program wrote.",
        "Vendored: 2 changed lines of somebody else's code.",
        "Generated: 2 changed lines that nobody wrote by hand.",
        "Lock file: 2 changed lines that a program wrote.",
    ]
    assert not read(made.text).hunks
    assert [one.level for one in made.coverage] == [Level.CONDENSED, *[Level.NAMED] * 3]
    assert read(made.text).sections["condensed"] == [" F1 poetry.lock: django, urllib3"]


def test_a_lock_file_that_no_fact_tells_of_is_told_by_its_packages() -> None:
    files = {
        "yarn.lock": (None, 'react@^18:\n  version "18.2.0"\nleft-pad@1.0.0:\n  version "1.0.0"\n'),
        "a.py": ("a\n", "b\n"),
    }
    made = packed(Material(a_change(files), Facts()))
    assert made.coverage[0].level is Level.CONDENSED
    assert " F1 yarn.lock: react, left-pad" in read(made.text).sections["condensed"]
    assert made.evidence["F1"].text.endswith("react, left-pad")


def test_what_is_left_out_is_said_in_the_text_and_to_the_person() -> None:
    commits = tuple(a_commit(number, f"Subject of the commit with the number {number}") for number in range(1, 501))
    made = packed(Material(a_change({"a.py": ("a\n", "b\n")}, commits=commits), Facts()), 2000)
    left = int(re.findall(r"… \+ (\d+) more commits, not shown", made.text)[0])
    assert left + len(read(made.text).ids("commits")) == 500
    assert f"{left} of 500 commits are not in the pack." in made.warnings
    assert read(made.text).ids("commits") == {f"C{number}" for number in range(1, 501 - left)}  # the newest


def test_files_that_people_name_come_before_others() -> None:
    files = {f"src/m{number}.py": ("a = 1\n" * 9, "b = 2\n" * 9) for number in range(60)}
    commits = (a_commit(1, "Fix the rounding in m57.py"),)
    found = read(packed(Material(a_change(files, commits=commits), Facts()), 2600).text)
    assert 1 < len(found.hunks) < 60
    assert next(iter(found.hunks)) == "F58"


def test_a_fact_cites_only_what_is_in_the_pack() -> None:
    material = a_material(some_texts(7, 12, 300), 7)
    made = packed(material, 2500)
    cited = re.findall(r"(?m)^ X\d+ .* \[([^\]]+)\]$", made.text)
    assert cited
    assert {one for ids in cited for one in ids.split() if one[0] != "+"} <= set(made.evidence)


def test_trailers_are_left_out_of_messages_and_the_rest_stays() -> None:
    commit = a_commit(1, "Subject", "Why it is so.\n\nFixes: #12\nSigned-off-by: A <a@example.org>")
    made = packed(Material(a_change({"a.py": ("a\n", "b\n")}, commits=(commit,)), Facts()))
    assert read(made.text).sections["commits"] == [" C1 Subject", "  Why it is so.", "", "  Fixes: #12"]


def test_secrets_are_masked_everywhere_and_only_what_is_sent_is_told() -> None:
    files = {"config/SECRETpath.yml": ("a\n", "b: SECRETvalue\n"), "dist/x.min.js": ("", "SECRETunsent\n")}
    commits = (a_commit(1, "Use SECRETvalue", "and SECRETbody"),)
    change = a_change(files, commits=commits)
    material = Material(change, Facts(), (), {"Is it SECRETasked?": "SECRETanswer"})
    made = packed(material)
    assert "SECRETv" not in made.text and "SECRETp" not in made.text and "SECRETa" not in made.text
    assert {one.placeholder: one.count for one in made.redactions} == dict(
        Counter(re.findall(r"\[\[\w+\]\]", made.text))
    )
    assert all(one.placeholder in made.text and one.ref in made.evidence for one in made.redactions)
    assert made.coverage[0].path == "config/[[SECRET_1]].yml"


def test_stops_when_asked_to() -> None:
    cancel = Cancel()
    cancel.cancel()
    with pytest.raises(Cancelled):
        pack(a_material(some_texts(1)), _PLENTY, Words(), Masker(), cancel)


def test_stops_in_the_middle() -> None:
    cancel = Cancel()

    class Stopping(Masker):
        def redact(self, text: str, ref: str, path: str = "") -> str:
            if ".h" in ref:
                cancel.cancel()
            return super().redact(text, ref, path)

    with pytest.raises(Cancelled):
        pack(a_material(some_texts(3, 12)), _PLENTY, Words(), Stopping(), cancel)


def test_says_what_it_takes_at_least() -> None:
    files = {f"src/module_{number}.py": ("a\n", "b\n") for number in range(200)}
    with pytest.raises(InputError, match=r"Naming 200 changed files takes [\d,]+ tokens, and there is room for 500"):
        packed(a_material(files), 500)
