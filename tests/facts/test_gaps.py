"""The gap check: what no work item explains, what nothing in the change speaks of, what trackers say is not done."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relman_desktop.facts.book import Facts
from relman_desktop.facts.fact import Finding
from relman_desktop.facts.gaps import find_gaps
from relman_desktop.facts.gaps.groups import grouped
from relman_desktop.facts.gaps.telling import telling
from relman_desktop.facts.gaps.vocabulary import Vocabulary
from relman_desktop.sources.change import Change, Commit
from relman_desktop.sources.work.item import Found, WorkItem
from relman_desktop.sources.work.keys import find_references

from .changes import TextContent, Texts, a_change, a_commit

CODE = "def pay(order):\n    return order\n"


def a_history(*commits: tuple[str, Sequence[str]], files: Mapping[str, Texts] | None = None) -> Change:
    """A change of commits, the newest first, each a message and the paths that it touches."""
    paths = {path for _, touched in commits for path in touched}
    made = tuple(a_commit(number, *message.split("\n\n", 1)) for number, (message, _) in enumerate(commits, 1))
    change = a_change(files or dict.fromkeys(sorted(paths), ("", CODE)), commits=made)
    assert isinstance(change.content, TextContent)
    change.content.by_commit = {one.oid: tuple(touched) for one, (_, touched) in zip(made, commits, strict=True)}
    return change


def an_item(key: str = "PAY-1", **told: Any) -> WorkItem:
    return WorkItem("W1", key, "jira", (Found("closing", "C1"),), **told)


def gaps(change: Change, *work: WorkItem) -> list[Finding]:
    known = {"W", "C", "F"}
    found = [*find_gaps(change, Facts(), work or find_references(change))]
    assert all(one.evidence and {str(cited)[0] for cited in one.evidence} <= known for one in found)
    assert all(one.text.endswith((".", "?")) and 0 < one.weight < 50 for one in found)
    return found


def kinds(change: Change, *work: WorkItem) -> list[str]:
    return [one.kind for one in gaps(change, *work)]


def test_commits_without_an_item_are_told_with_the_files_that_only_they_touch() -> None:
    change = a_history(
        ("PAY-1: Pay later", ["pay.py", "both.py"]),
        ("Rework the loop", ["loop.py", "both.py"]),
        ("PAY-2: Pay sooner", ["sooner.py"]),
    )
    (found,) = gaps(change)
    assert found.text == "No work item is named for “Rework the loop”, and only this touches `loop.py`."
    ids = {file.path: file.id for file in change.files}
    assert (found.kind, found.evidence, found.weight) == ("gap.unexplained", ("C2", ids["loop.py"]), 20)


def test_what_is_run_once_or_sets_the_system_up_weighs_more() -> None:
    change = a_history(("PAY-1: a", ["a.py"]), ("b", ["app/migrations/0002_b.py"]), ("PAY-2: c", ["c.py"]))
    assert [one.weight for one in gaps(change)] == [35]


def test_many_commits_without_an_item_are_counted() -> None:
    change = a_history(
        *((f"PAY-{number}: x", [f"x{number}.py"]) for number in range(1, 12)),
        *((f"Rework part {number}", [f"y{number}.py"]) for number in range(9)),
    )
    found = gaps(change)
    assert [one.kind for one in found] == ["gap.unexplained"] * 5 + ["gap.unexplained_rest"]
    assert found[-1].text == "4 more commits name no work item; only they touch 4 files."


@pytest.mark.parametrize(
    ("message", "paths"),
    [
        ("Release 2.4", ["loop.py"]),
        ("v2.4.0", ["loop.py"]),
        ("chore(deps): bump lib", ["loop.py"]),
        ("Bump lib from 1.2 to 1.3", ["loop.py"]),
        ("Say it better", ["README.md", "docs/loop.md"]),
        ("Newer versions", ["requirements.txt", "poetry.lock"]),
        ("Cover the loop", ["tests/test_loop.py"]),
        ("Speed up checks", [".github/workflows/ci.yml"]),
        ("Fix typo", ["loop.py"]),
    ],
)
def test_housekeeping_needs_no_item(message: str, paths: list[str]) -> None:
    assert kinds(a_history(("PAY-1: a", ["a.py"]), (message, paths))) == []


@pytest.mark.parametrize(
    "messages",
    [
        ("Pay later", "Pay sooner", "PAY-1: a"),  # this team seldom names any
        ("Pay later (#1)", "Pay sooner (#2)", "Rework (#3)"),  # and this one has only pull requests
        ("Pay later", "Pay sooner"),
    ],
)
def test_a_team_that_does_not_work_by_items_is_told_nothing(messages: tuple[str, ...]) -> None:
    assert kinds(a_history(*((message, [f"{number}.py"]) for number, message in enumerate(messages)))) == []


def test_a_branch_that_names_an_item_explains_all_of_it() -> None:
    change = replace(a_history(("Pay later", ["a.py"]), ("Rework", ["b.py"])), branch="feature/PAY-1")
    change.content.by_commit = {}  # type: ignore[attr-defined]
    assert kinds(change) == []


def a_graph(*commits: tuple[str, str, str]) -> tuple[Commit, ...]:
    """Commits by (name, its parents' names, subject), newest first."""
    return tuple(
        replace(a_commit(number, subject), oid=name, parents=tuple(parents.split()))
        for number, (name, parents, subject) in enumerate(commits, 1)
    )


def test_what_a_merge_brings_is_explained_with_it() -> None:
    commits = a_graph(
        ("m2", "m1 s2", "Merge pull request #8 from maya/pay-2-x"),
        ("m1", "b s1", "Merge pull request #7 from maya/rework"),
        ("s2", "t2", "Do half of it"),
        ("t2", "b", "Do the other half"),
        ("s1", "b", "Rework the loop"),
        ("b", "old", "PAY-1: Begin"),
    )
    assert [[one.oid for one in group.commits] for group in grouped(commits)] == [
        ["m2", "s2", "t2"],
        ["m1", "s1"],
        ["b"],
    ]
    change = replace(a_change({"a.py": ("", CODE)}), commits=commits)
    assert [one.text for one in gaps(change)] == ["No work item is named for “Rework the loop”."]


def test_the_merge_of_a_whole_release_is_taken_apart() -> None:
    features = [(f"m{n}", f"m{n + 1} s{n}", f"Merge pull request #{n} from maya/x") for n in range(20)]
    sides = [(f"s{n}", "old", f"PAY-{n + 1}: part") for n in range(20)]
    groups = grouped(a_graph(("top", "old m0", "Merge branch 'develop'"), *features, *sides))
    assert sorted(len(group.commits) for group in groups) == [1] + [2] * 20


oids = st.integers(0, 30)


@given(st.lists(st.lists(oids, max_size=3), max_size=30))
def test_each_commit_is_in_one_group_whatever_the_history_is(parents: list[list[int]]) -> None:
    graph = a_graph(*((str(n), " ".join(map(str, those)), f"Part {n}") for n, those in enumerate(parents)))
    grouped_ids = [commit.oid for group in grouped(graph) for commit in group.commits]
    assert sorted(grouped_ids) == sorted(commit.oid for commit in graph)


def test_merges_of_merges_take_no_time() -> None:
    chain = [(f"m{n}", f"x{n} m{n + 1}", "Merge branch 'x'") for n in range(10_000)]
    started = time.process_time()
    assert len(grouped(a_graph(*chain))) >= 1
    assert time.process_time() - started < 3


def test_an_item_that_the_person_gave_explains_what_speaks_of_it() -> None:
    change = a_history(("Stream the exports", ["a.py"]), ("Rework the loop", ["b.py"]))
    given_one = WorkItem("W1", "PAY-9", "jira", (Found("given", ""),), title="Exports are slow")
    assert [one.text for one in gaps(change, given_one)] == [
        "No work item is named for “Rework the loop”, and only this touches `b.py`."
    ]
    assert kinds(change, replace(given_one, title="")) == []  # of which nothing is known


EXPORT: dict[str, Texts] = {
    "shop/reports/csv_writer.py": ("", "def streamRows(cursor):\n    yield from cursor.fetchmany(BATCH)\n"),
    "shop/auth/session.py": ("TTL = 60\n", "TTL = 3600  # refresh_token\n"),
}


def exports() -> Change:
    return a_change(EXPORT, commits=(a_commit(1, "PAY-1: Write rows as they come", "Holds no more than a batch."),))


@pytest.mark.parametrize(
    "criterion",
    [
        "Downloads of large spreadsheets start at once",  # csv
        "Batches are bounded",
        "Users stay authenticated for an hour",  # auth
        "The person need not log in again and again",  # session
        "Streaming of report rows",
        "The TTL of cookies is raised",
        "Cursors fetch lazily",
        "Call `fetchmany` in place of `list`",
        "It works",  # says nothing that could be missing
        "Unit tests are reviewed and deployed to production",  # of every ticket
        "Der Export muss nach zwei Sekunden fertig sein und die Nutzer sind zufrieden",  # another language
        "エクスポートは速い",
        "",
    ],
)
def test_what_is_told_in_other_words_is_not_missing(criterion: str) -> None:
    assert kinds(exports(), an_item(title="Write exports as they come", criteria=(criterion,))) == []


def test_a_criterion_that_nothing_speaks_of_is_told() -> None:
    told = an_item(title="Write exports as they come", criteria=("Refunds appear on the invoice", "Streams rows"))
    (found,) = gaps(exports(), told)
    assert found.kind == "gap.criterion" and found.evidence == ("W1",)
    assert found.text == (
        "Nothing in this change speaks of “Refunds appear on the invoice” by its words, a criterion of PAY-1: "
        "worth a look whether it is met."
    )
    assert found.data["words"] == ["refunds", "invoice"]


def test_criteria_are_read_from_the_body_where_no_tracker_told_them() -> None:
    body = "## Acceptance criteria\n- Refunds appear on the invoice\n"
    assert kinds(exports(), an_item(title="Write exports as they come", body=body)) == ["gap.criterion"]


def test_an_item_that_nothing_speaks_of_is_told_once() -> None:
    item = an_item(title="Refund invoices twice", criteria=("Refunds appear on the invoice",))
    (found,) = gaps(exports(), item)
    assert (found.kind, found.evidence) == ("gap.item", ("W1", "C1"))
    assert "PAY-1 “Refund invoices twice”" in found.text


@pytest.mark.parametrize(
    "item",
    [
        an_item(title="Faster downloads of reports"),
        an_item(title="Refund"),  # one word says too little
        an_item(title="Refund invoices", body="The cursor holds all rows of a report in memory"),
        WorkItem("W1", "#7", "", (Found("mention", "C1"),), title="Refund invoices twice"),
        an_item("#7", title="Refund invoices twice", kind="pull request"),
        an_item(),
    ],
)
def test_no_item_is_told_as_missing_without_good_reason(item: WorkItem) -> None:
    assert kinds(exports(), item) == []


def test_a_given_item_is_missed_though_its_number_is_a_pull_requests() -> None:
    item = an_item("#7", title="Refund invoices twice", kind="pull request")
    given = replace(item, found=(Found("given", "items.csv"), *item.found))
    assert kinds(exports(), given) == ["gap.item"]


def test_a_change_that_is_too_large_to_be_read_whole_lacks_nothing() -> None:
    change = a_change(EXPORT, commits=(a_commit(1, "PAY-1: x"),))
    huge = replace(change, files=tuple(replace(file, added=1_000_000) for file in change.files))
    assert kinds(huge, an_item(title="Refund invoices twice")) == []


def test_many_criteria_are_counted() -> None:
    criteria = tuple(f"Refunds appear on the invoice {word}" for word in ("alpha", *(f"w{n}x" for n in range(29))))
    found = gaps(exports(), an_item(title="Write exports as they come", criteria=criteria))
    assert len(found) == 21
    assert found[-1].text == "The same holds for 10 more criteria of the work items."


def test_what_trackers_say_is_told_in_their_words() -> None:
    change = exports()
    open_one = an_item(title="Write exports as they come", status="In Progress", done=False)
    (found,) = gaps(change, open_one)
    assert found.kind == "gap.not_done"
    assert found.text == (
        "PAY-1 “Write exports as they come” is “In Progress”, which its tracker does not count as done."
    )
    declined = an_item(title="Write exports", status="Won't Do", done=True, updated="2025-01-02T10:00:00.000+0000")
    (found,) = gaps(change, declined)
    assert (found.kind, found.weight) == ("gap.declined", 30)
    assert "“Won't Do” in its tracker, last touched on 2025-01-02, before this change began" in found.text
    (later,) = gaps(change, replace(declined, updated="2027-01-02"))
    assert "before" not in later.text and later.weight == 20
    assert kinds(change, replace(open_one, done=True, status="Done")) == []
    assert kinds(change, replace(open_one, done=None, status="")) == []


def test_items_that_could_not_be_read_are_told_by_the_reason() -> None:
    fault = "No key for Jira is kept"
    items = [replace(an_item(f"PAY-{n}", fault=fault), id=f"W{n}") for n in (1, 2)]
    (found,) = gaps(exports(), *items)
    assert found.kind == "gap.unread" and found.evidence == ("W1", "W2")
    assert found.text.startswith("PAY-1 and PAY-2 were not read") and found.text.endswith(f"{fault}.")


def test_without_work_items_there_are_no_gaps() -> None:
    assert [*find_gaps(exports(), Facts(), ())] == []


@pytest.mark.parametrize(
    ("word", "texts", "held"),
    [
        ("exports", ["exportRows"], True),
        ("authentication", ["def auth(x)"], True),
        ("timeout", ["time_out = 3"], True),
        ("download", ["csvExporter"], True),
        ("exporting", ["CSVEXPORTS"], True),
        ("refund", ["exportRows"], False),
        ("invoice", ["voice", "in"], False),
    ],
)
def test_a_word_is_held_in_all_its_forms(word: str, texts: list[str], held: bool) -> None:
    assert Vocabulary(texts).holds(word) is held


@given(st.text(max_size=200), st.lists(st.text(max_size=50), max_size=5))
def test_a_change_holds_all_words_that_it_is_made_of(text: str, more: list[str]) -> None:
    vocabulary = Vocabulary([text, *more])
    assert all(vocabulary.holds(word) for word in telling(text) if len(word) > 1 and text.isascii())


titles = st.text(max_size=60)
items = st.builds(
    an_item,
    st.sampled_from(["PAY-1", "#2"]),
    title=titles,
    body=titles,
    status=titles,
    fault=titles,
    updated=titles,
    criteria=st.lists(titles, max_size=3).map(tuple),
    done=st.sampled_from([None, True, False]),
)


@given(st.lists(items, max_size=4))
def test_whatever_trackers_tell_comes_out_as_sentences_of_one_line(work: list[WorkItem]) -> None:
    for one in find_gaps(exports(), Facts(), work):
        assert one.evidence and "\n" not in one.text


def test_a_thousand_items_and_as_many_files_take_no_time() -> None:
    files: dict[str, Texts] = {
        f"shop/part{n}/name{n}.py": ("", f"def act{n}(row{n}):\n    return {n}\n") for n in range(1000)
    }
    commits = tuple(a_commit(n, f"PAY-{n}: Part {n}") for n in range(1, 1001))
    change = a_change(files, commits=commits)
    criteria = tuple(f"Refunds of kind {word} appear on invoices" for word in ("alpha", "beta", "gamma"))
    work = [
        replace(an_item(f"PAY-{n}", title=f"Refund invoices x{n}y", criteria=criteria, done=False), id=f"W{n}")
        for n in range(1, 1001)
    ]
    first = [*find_gaps(change, Facts(), work[:50])]
    started = time.process_time()
    assert [one.text for one in find_gaps(change, Facts(), work[:50])] == [one.text for one in first]
    assert time.process_time() - started < 0.05 * 5  # fifty items, on a machine that is busy
    started = time.process_time()
    assert len([*find_gaps(change, Facts(), work)]) < 50
    assert time.process_time() - started < 2
