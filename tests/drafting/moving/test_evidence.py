"""From the evidence of one change to that of another: what is the same, what changed, what is gone."""

from collections.abc import Mapping
from dataclasses import replace
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relman_desktop.drafting.moving.counterpart import Counterpart, State
from relman_desktop.drafting.moving.files import changed_lines
from relman_desktop.drafting.moving.mapping import Evidence, unknown
from relman_desktop.drafting.moving.meanings import Meanings
from relman_desktop.drafting.proposal import Material
from relman_desktop.facts.book import EvidenceBook, Facts
from relman_desktop.facts.fact import Fact, Place
from relman_desktop.jobs import Cancel
from relman_desktop.sources.change import Change, Commit
from relman_desktop.sources.work.item import Found, WorkItem

from ...facts.changes import Texts, a_change, a_commit

LINES = [f"line {number}\n" for number in range(40)]


def text(**changes: str) -> str:
    """The lines, with others in the place of some: `text(l3="new\\n")`."""
    return "".join(changes.get(f"l{number}", line) for number, line in enumerate(LINES))


def book(
    files: Mapping[str, Texts] | None = None,
    *,
    commits: tuple[Commit, ...] = (),
    facts: Facts | None = None,
    work: tuple[WorkItem, ...] = (),
    tree: Mapping[str, str] | None = None,
    renamed: Mapping[str, str] | None = None,
) -> EvidenceBook:
    change = a_change(files or {"app.py": (text(), text(l1="x\n"))}, commits=commits, tree=tree or {}, renamed=renamed)
    return EvidenceBook(change, facts or Facts(), work)


def with_blobs(there: EvidenceBook, new_blob: str) -> EvidenceBook:
    """The same with the blobs of its files known, as in a repository; before the change they are the same."""
    files = tuple(replace(file, old_blob="same", new_blob=new_blob) for file in there.change.files)
    return replace(there, change=replace(there.change, files=files))


def became(one: str, old: EvidenceBook, new: EvidenceBook) -> Counterpart:
    return Evidence(old, new, None, Cancel(), meanings(old, new)).counterparts([one])[one]


def meanings(old: EvidenceBook, new: EvidenceBook, **meant: str) -> Meanings:
    return Meanings.of(meant, *(Material(one.change, one.facts, one.work) for one in (old, new)))


def test_hunks_are_found_by_their_lines_and_not_by_their_numbers() -> None:
    old = book({"app.py": (text(), text(l20="x\n"))})
    new = book({"a.py": (None, "new\n"), "app.py": (text(), text(l3="y\n", l20="x\n"))})
    assert became("F1.h1", old, new) == Counterpart("F1.h1", "F2.h2")
    assert became("F1", old, new).state is State.CHANGED


def test_hunks_with_the_same_lines_are_found_in_their_order() -> None:
    twice = "".join([*LINES[:10], "same\n", *LINES[10:30], "same\n", *LINES[30:]])
    again = twice.replace("line 35\n", "other\n").replace("line 0\n", "first\n")
    old, new = (with_blobs(book({"app.py": (text(), side)}), side) for side in (twice, again))
    found = Evidence(old, new, None, Cancel()).counterparts(["F1.h1", "F1.h2"])
    lines = {one: new.hunk(found[one].new or "", Cancel()) for one in found}
    assert [(found[one].state, hunk and hunk[1].new_start) for one, hunk in lines.items()] == [
        (State.SAME, 8),
        (State.CHANGED, 29),  # together with the other line, which is near
    ]


@pytest.mark.parametrize(
    ("now", "state"),
    [
        (text(l20="x = 2\n"), State.CHANGED),  # another value at the same place
        (text(l20="x = 1\n", l22="y\n"), State.CHANGED),  # more in the same hunk
        (text(l2="z\n"), State.GONE),
    ],
)
def test_a_hunk_that_reads_otherwise_changed_and_one_that_is_undone_is_gone(now: str, state: State) -> None:
    old, new = book({"app.py": (text(), text(l20="x = 1\n"))}), book({"app.py": (text(), now)})
    found = became("F1.h1", old, new)
    assert (found.state, found.new is None) == (state, state is State.GONE)
    assert found.reason.startswith("What changed at “app.py:21”" if found.new is None else "“app.py:21” changed again")


def test_a_file_is_followed_by_its_path_from_before_the_change() -> None:
    old = book({"app.py": (text(), text(l20="x\n"))})
    new = book({"web/app.py": (text(), text(l20="x\n"))}, renamed={"web/app.py": "app.py"})
    assert became("F1.h1", old, new) == Counterpart("F1.h1", "F1.h1", former=("app.py",))
    assert became("F1", old, new).state is State.CHANGED  # it is renamed, which it was not
    assert became("F1.h1", old, book({"b.py": (None, "b\n")})).reason == (
        "“app.py” no longer differs between “v1.0.0” and “v1.1.0”."
    )


def test_commits_are_found_by_their_ids_else_by_author_date_and_subject() -> None:
    one, two = a_commit(1, "Add it"), a_commit(2, "Fix it", "Because.")
    rebased = replace(two, id="C1", oid="f" * 40)
    old, new = book(commits=(one, two)), book(commits=(rebased, replace(one, id="C2")))
    assert became("C1", old, new) == Counterpart("C1", "C2")
    assert became("C2", old, new) == Counterpart("C2", "C1", former=(two.oid,))
    assert became("C2", old, book(commits=(replace(rebased, body="Else."),))).state is State.CHANGED
    assert became("C2", old, book(commits=(one,))).state is State.GONE
    assert became("C3", old, new).reason == "“C3” is not known."


def test_of_commits_that_look_alike_none_is_taken_for_another() -> None:
    twins = [replace(a_commit(number, "wip"), when="2026-03-01T12:00:00+00:00") for number in (1, 2)]
    old = book(commits=tuple(twins))
    new = book(commits=tuple(replace(one, oid=f"{number}" * 40) for number, one in enumerate(twins, 3)))
    assert {became(one, old, new).state for one in ("C1", "C2")} == {State.GONE}


def a_fact(number: int, words: str, kind: str = "config.env_added", **data: str) -> Fact:
    return Fact(f"X{number}", kind, words, ("F1",), data, 40)


def test_facts_are_found_by_what_they_say_else_by_what_they_say_it_of() -> None:
    old = Facts((a_fact(1, "Reads A.", name="A"), a_fact(2, "Needs B.", name="B"), a_fact(3, "Reads C.", name="C")))
    new = Facts((a_fact(1, "Reads D.", name="D"), a_fact(2, "Reads A.", name="A"), a_fact(3, "Reads B.", name="B")))
    before, now = book(facts=old), book(facts=new)
    assert became("X1", before, now) == Counterpart("X1", "X2")
    assert became("X2", before, now) == Counterpart(
        "X2", "X3", State.CHANGED, "What was found reads otherwise now: “Reads B.”"
    )
    assert became("X3", before, now).reason == "This is not found any more: “Reads C.”"
    assert Evidence(before, now, None, Cancel()).came == {"X1"}


def test_the_only_fact_of_its_kind_is_found_whatever_it_says() -> None:
    old = Facts((a_fact(1, "Runs on.", "rollback.verdict"),))
    new = Facts((a_fact(1, "x", "a.b"), a_fact(2, "Does not.", "rollback.verdict")))
    assert became("X1", book(facts=old), book(facts=new)).new == "X2"


@pytest.mark.parametrize(
    ("places", "tree", "state", "reason"),
    [
        ({"R4": Place("README.md", 9, "make deploy")}, "", State.SAME, ""),
        ({"R4": Place("README.md", 3, "make deploy now")}, "", State.CHANGED, "“README.md:3” reads otherwise now."),
        ({"R4": Place("other.md", 3, "make deploy")}, "", State.GONE, "“README.md:3” is not there any more."),
        ({}, "make it\n", State.GONE, "“README.md:3” does not read as it did."),
        (
            {},
            "\nmake deploy\n",
            State.GONE,
            "“README.md:3” is there still, but nothing that was found rests on it.",
        ),
    ],
)
def test_lines_of_the_repository_are_found_by_their_text(
    places: dict[str, Place], tree: str, state: State, reason: str
) -> None:
    old = book(facts=Facts((), {"R1": Place("README.md", 3, "make deploy")}))
    new = book(facts=Facts((), places), tree={"README.md": tree} if tree else {})
    found = became("R1", old, new)
    assert (found.state, found.reason) == (state, reason)


def test_work_items_are_found_by_their_keys() -> None:
    item = WorkItem("W1", "PAY-12", "jira", (Found("trailer", "C1"),))
    old = book(work=(item,))
    assert became("W1", old, book(work=(replace(item, id="W3"),))) == Counterpart("W1", "W3")
    assert became("W1", old, book(work=(replace(item, title="Pay"),))).state is State.CHANGED
    assert became("W1", old, book()).reason == "“PAY-12” is no longer named by the change."


def test_what_the_person_said_is_there_until_it_is_taken_back() -> None:
    assert became("A1", book(), book()) == Counterpart("A1", "A1")
    asked = ["A1", "N2", "X3", "F1.h1", "W1"]
    assert [one.new for one in unknown(asked, "Gone.", Meanings()).values()] == ["A1", "N2", None, None, None]
    known = Meanings({"A1": "Why?", "A2": "When?", "W1": "PAY-12"}, {("A", "When?"): "A2", ("W", "PAY-12"): "W1"})
    found = unknown(["A1", "A2", "W1"], "Gone.", known)
    assert [one.new for one in found.values()] == [None, "A2", "W1"]
    assert found["A1"].reason == "The answer that it rests on was taken back."


def test_a_work_item_that_was_taken_away_before_is_not_what_has_come_since() -> None:
    new = book(work=(WorkItem("W3", "OPS-9", "jira", ()),))
    found = Evidence(book(), new, None, Cancel(), meanings(book(), new, W2="PAY-77", W4="")).counterparts(["W2", "W4"])
    assert [one.new for one in found.values()] == [None, None]
    assert found["W2"].reason == "The work item that it rests on is not among those of the ticket any more."


@given(st.data())
def test_whatever_changes_what_is_found_exists_and_what_is_the_same_reads_the_same(data: st.DataObject) -> None:
    files = st.dictionaries(st.sampled_from(["a.py", "b.toml", "c.md"]), _versions(), min_size=1)
    old, new = book(data.draw(files)), book(data.draw(files))
    ids = [one for file in old.change.files for one in (file.id, *(hunk.id for hunk in _hunks(old.change, file.id)))]
    for one, found in Evidence(old, new, None, Cancel()).counterparts(ids).items():
        assert (found.new is None) == (found.state is State.GONE) == (not new.get(found.new or "", Cancel()))
        assert bool(found.reason) == (found.state is not State.SAME)
        if found.state is State.SAME and found.new:
            assert _lines(old, one) == _lines(new, found.new)


def _versions() -> st.SearchStrategy[tuple[str | None, str | None]]:
    """A file before and after: few lines out of few, so that they come again."""
    some = st.none() | st.lists(st.sampled_from("abc"), max_size=30).map(
        lambda lines: "".join(f"{one}\n" for one in lines)
    )
    return st.tuples(some, some).filter(lambda sides: sides[0] != sides[1])


def _hunks(change: Change, file_id: str) -> tuple[object, ...]:
    file = change.file(file_id)
    return change.hunks(file, Cancel()) if file else ()


def _lines(there: EvidenceBook, one: str) -> object:
    file = there.change.file(one.partition(".")[0])
    assert file
    hunks = there.change.hunks(file, Cancel())
    return [changed_lines(hunk) for hunk in hunks if one in (file.id, hunk.id)]


def test_a_thousand_files_cost_what_is_cited_of_them() -> None:
    files = {f"src/f{number:04}.py": (text(), text(l3=f"x{number}\n", l30="y\n")) for number in range(1000)}
    old = book(files)
    new = book({path: (one, two and two.replace("y\n", "z\n")) for path, (one, two) in files.items()})
    wanted = [f"F{number}.h1" for number in range(1, 200)]
    began = perf_counter()
    Evidence(old, new, None, Cancel()).counterparts(wanted[:20])
    few = perf_counter() - began
    found = Evidence(old, new, None, Cancel()).counterparts(wanted)
    assert perf_counter() - began < 6 * 10 * few + 0.5  # a square would be 100 times as long
    assert {one.state for one in found.values()} == {State.SAME}
