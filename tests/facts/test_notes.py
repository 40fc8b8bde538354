"""What the authors themselves say about a change, and which of it belongs to this range."""

import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relman_desktop.facts import notes
from relman_desktop.facts.fact import Finding
from relman_desktop.facts.notes.cleaning import cleaned, references
from relman_desktop.facts.notes.document import Written
from relman_desktop.facts.notes.document import notes as read_notes
from relman_desktop.facts.notes.releases import version_of
from relman_desktop.facts.notes.rules import section_of
from relman_desktop.facts.notes.telling import upgrade
from relman_desktop.jobs import Cancel
from relman_desktop.sources.change import Change

from .changes import Texts, a_change, a_commit

OLD = "# Changes\n\n## 1.0.0 (2026-01-01)\n\n### Bug fixes\n\n- Fix the cart. (#7)\n"
NEW = """# Changes

## [1.1.0](https://example.org/tag/1.1.0) - 2026-03-01

### ❤️ Thanks to all contributors

- @ada, @grace

### 🔒 Security

- Check the signature of webhooks [[#21](https://example.org/pull/21)]

### ✨ Features

- **orders:** Add *refunds* to the [order API](https://example.org/api). ([#12](https://example.org/12), \\#13)
  They need a reason. Contributed by Grace.
- Update `libfoo` to mend CVE-2026-1234 by @grace in https://example.org/shop/pull/14

### Deprecations

The old export goes away.

### Internal changes

Some words that nobody needs.

* #15 - Tidy up (see #16)
- No significant changes.

## 1.0.0 (2026-01-01)

### Bug fixes

- Fix the cart. (#7)
- Mend the basket, which we forgot to say. (#8)
"""


def told(change: Change) -> list[Finding]:
    return list(notes.detect(change, Cancel()))


def of(files: dict[str, Texts], *, origin: str = "git") -> dict[str, Finding]:
    """The findings by the text that they quote."""
    return {str(found.data["text"]): found for found in told(a_change(files, origin=origin))}


def test_the_notes_of_the_new_release_are_told_by_their_sections() -> None:
    found = of({"CHANGELOG.md": (OLD, NEW)})
    assert {text: (one.kind, one.data["section"], one.weight) for text, one in found.items()} == {
        "Check the signature of webhooks.": ("notes.security", "Security", 75),
        "Update `libfoo` to mend CVE-2026-1234.": ("notes.security", "Features", 75),
        "The old export goes away.": ("notes.entry", "Deprecations", 40),
        "orders: Add refunds to the order API. They need a reason.": ("notes.entry", "Features", 20),
        "Tidy up.": ("notes.entry", "Internal changes", 2),
    }
    refunds = found["orders: Add refunds to the order API. They need a reason."]
    assert refunds.data["refs"] == ["#12", "#13"]
    assert (refunds.data["ref"], refunds.evidence) == ("CHANGELOG.md:15", ("F1.h1",))
    assert refunds.text == "Release notes, Features: orders: Add refunds to the order API. They need a reason."
    assert found["Update `libfoo` to mend CVE-2026-1234."].data["ids"] == ["CVE-2026-1234"]


def test_a_diff_file_has_the_same_notes_where_its_hunk_shows_the_headings() -> None:
    assert list(of({"CHANGELOG.md": (OLD, NEW)}, origin="diff")) == list(of({"CHANGELOG.md": (OLD, NEW)}))


@pytest.mark.parametrize("heading", ["## Unreleased", "## 1.1.0 (FUTURE)", "## Next", "## 1.1.0"])
def test_notes_go_under_a_release_that_is_still_to_come(heading: str) -> None:
    old = f"{heading}\n\n### Fixes\n\n- One\n"
    assert list(of({"HISTORY.md": (old, old + "- Two\n")})) == ["Two."]


@pytest.mark.parametrize("heading", ["## 1.0.0", "## v0.9", "# Shop 1.0.0rc1 (2025-12-01)"])
def test_what_is_added_to_a_release_in_production_is_not_of_this_range(heading: str) -> None:
    old = f"{heading}\n\n- One\n"
    assert of({"HISTORY.md": (old, old + "- Two\n")}) == {}


def test_a_note_that_is_edited_or_moves_to_another_file_is_not_new() -> None:
    line = "- Refunds are shown in the order list for all clerks (#4)\n"
    edited = line.replace("for all", "to all")
    assert of({"NEWS.md": ("## Unreleased\n\n" + line, "## Unreleased\n\n" + edited)}) == {}
    assert of({"NEWS.md": ("## Unreleased\n\n" + line, ""), "docs/changelogs/2025.md": (None, line)}) == {}


def test_notes_in_restructured_text_are_read() -> None:
    new = "Shop 1.1.0\n==========\n\nNew features\n------------\n\n"
    new += "* Add :class:`~shop.Order` and ``refund()`` (:issue:`12`)\n"
    (found,) = of({"CHANGES.rst": (None, new)}).values()
    assert found.data["section"] == "New features"
    assert str(found.data["text"]).startswith("Add shop.Order and `refund()`")


def test_what_a_note_calls_itself_counts_where_no_heading_says_it() -> None:
    new = "Version 1.1.0 (May 1, 2026)\n---------------------------\n\n"
    new += "* `feat(config)!: remove X`\n* fix: mend Y\n* docs: Z\n* fix(deps): update libfoo to v2\n"
    found = of({"ChangeLog": (None, new)})
    assert [(one.data["section"], one.weight) for one in found.values()] == [
        ("Breaking changes", 70),
        ("Bugfixes", 15),
        ("Internal changes", 2),
        ("Internal changes", 2),
    ]


def test_code_that_is_too_long_to_be_told_is_told_to_go_on() -> None:
    new = "# Upgrading to v1.1.0\n\n## Rights\n\nAdd these:\n\n```yaml\na:\n- b\n- c\n- d\n- e\n- f\n- g\n- h\n```\n"
    (found,) = told(a_change({"docs/upgrade.md": ("", new)}))
    assert str(found.data["text"]).endswith("`- e` `- f` …")


def test_upgrade_notes_are_what_operators_must_read() -> None:
    old = "# Upgrading to v1.0.0\n\n## Old\n\nWords.\n"
    new = (
        "# Upgrading to v1.1.0\n\n## Workers *must* be listed\n\nA new worker\nis there. Route this:\n\n"
        "```\n^/media\n```\n\n- then restart\n\n" + old
    )
    (found,) = told(a_change({"docs/upgrade.md": (old, new)}))
    assert found.data == {
        "title": "Workers must be listed",
        "text": "A new worker is there. Route this. `^/media`. then restart.",
        "ref": "docs/upgrade.md:5",
    }
    assert (found.kind, found.weight, found.evidence) == ("notes.upgrade", 85, ("F1.h1",))


@pytest.mark.parametrize(("name", "told"), [("Upgrade notes", "Upgrade notes: "), ("2.0", "Upgrade notes, 2.0: ")])
def test_an_upgrade_note_says_once_what_it_is(name: str, told: str) -> None:
    (found,) = upgrade(name, ["Stop the workers."], "UP.md:1", "F1.h1", general=False)
    assert found.text == f"{told}Stop the workers."


def test_an_upgrade_section_of_a_changelog_is_an_upgrade_note_and_a_general_edit_weighs_less() -> None:
    new = "## 1.1.0\n\n### Configuration changes needed\n\nSet `A`.\n"
    assert told(a_change({"CHANGES.md": (None, new)}))[0].kind == "notes.upgrade"
    (general,) = told(a_change({"UPGRADE.md": ("# How\n\nBack up.\n", "# How\n\nBack up.\n\nThen restart.\n")}))
    assert (general.kind, general.weight) == ("notes.upgrade", 40)


@pytest.mark.parametrize(
    "path",
    ["shop/management/commands/upgrade.py", "src/History.tsx", "debian/changelog", "docs/release_notes_checklist.md"],
)
def test_what_only_sounds_like_notes_is_left_alone(path: str) -> None:
    assert told(a_change({path: (None, "# 1.1.0\n\n- Not a note\n")})) == []


def test_notes_kept_as_files_are_told() -> None:
    found = of(
        {
            "changelog.d/123.feature": (None, "Add refunds.\n"),
            "newsfragments/124.removal.md": (None, "Remove the export.\n"),
            ".changeset/brave-fox.md": (None, '---\n"@shop/api": major\n---\n\nOrders need a currency.\n'),
            "changelog.d/99.bugfix": ("Gone with the release.\n", None),
        }
    )
    assert {text: (one.data["section"], one.weight, one.data["refs"]) for text, one in found.items()} == {
        "Remove the export.": ("Breaking changes", 70, ["#124"]),
        "Orders need a currency.": ("Breaking changes", 70, []),
        "Add refunds.": ("Features", 20, ["#123"]),
    }


def test_commit_messages_warn_of_breaking_changes_and_name_advisories() -> None:
    commits = (
        a_commit(1, "feat(api)!: drop v1"),
        a_commit(2, "Rework the cart", "Long words.\n\nBREAKING CHANGE: carts expire\nafter a day.\n\nRefs: PAY-1"),
        a_commit(3, "Mend the parser (CVE-2026-1)"),
        a_commit(4, "Mend it again", "GHSA-2933-q333-qg83"),
        a_commit(5, "Bump foo from 1 to 2", "BREAKING CHANGE: of foo\nCVE-2026-9999", author="dependabot[bot]"),
    )
    found = told(a_change({"a.py": (None, "x\n")}, commits=commits))
    assert [(one.kind, one.evidence, one.data.get("ids", one.data["text"])) for one in found] == [
        ("notes.security", ("C4",), ["GHSA-2933-q333-qg83"]),
        ("notes.breaking", ("C1",), "drop v1."),
        ("notes.breaking", ("C2",), "carts expire after a day."),
    ]


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("pyproject.toml", 'version = "{}"'),
        ("package.json", '  "version": "{}",'),
        ("setup.py", '    version="{}",'),
        ("shop/release.yaml", 'version: "{}"'),
        ("VERSION", "{}"),
        ("shop/__init__.py", '__version__ = "{}"'),
        ("charts/shop/Chart.yaml", 'appVersion: "{}"'),
    ],
)
def test_the_products_own_version_moves(path: str, line: str) -> None:
    (found,) = told(a_change({path: (line.format("1.0.0") + "\n", line.format("1.1.0") + "\n")}))
    assert (found.kind, found.data["old"], found.data["new"], found.evidence) == (
        "notes.version",
        "1.0.0",
        "1.1.0",
        ("F1.h1",),
    )


def test_a_version_in_many_files_is_told_of_the_topmost() -> None:
    files = {f"{folder}package.json": ('  "version": "1.0.0"\n', '  "version": "1.1.0"\n') for folder in ("web/", "")}
    (found,) = told(a_change(files))
    assert found.data["path"] == "package.json"


def test_at_most_two_hundred_notes_are_told_and_the_heaviest_first() -> None:
    new = (
        "## 1.1.0\n\n### Fixes\n\n"
        + "".join(f"- Fix {number}\n" for number in range(300))
        + "\n### Security\n\n- Lock\n"
    )
    found = told(a_change({"CHANGES.md": (None, new)}))
    assert (len(found), found[0].data["text"]) == (200, "Lock.")


def test_without_a_version_in_the_bases_name_a_dated_release_is_not_extended() -> None:
    change = a_change({"CHANGES.md": ("## 1.0.0 (2026-01-01)\n\n- One\n", "## 1.0.0 (2026-01-01)\n\n- One\n- Two\n")})
    assert told(replace(change, base_name="main~5")) == []


@pytest.mark.parametrize(
    ("older", "newer"),
    [("v1.9.0", "v1.10.0"), ("1.0.0rc1", "1.0.0"), ("1.0b2", "1.0rc1"), ("1.0.0-rc.1", "v1.0.0-rc.2")],
)
def test_versions_compare_as_a_person_would(older: str, newer: str) -> None:
    one, other = version_of(older), version_of(newer)
    assert one
    assert other
    assert one < other
    assert version_of("1.0") == version_of("v1.0.0")
    assert version_of("HEAD~100") is None


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("Add [a `b`](https://x.org/y) and ![picture](z.png)c ([#1](u), [\\#2](u))", "Add a `b` and c"),
        ("Call `run(...)` now (un)quarantined", "Call `run(...)` now (un)quarantined"),
        ("Keep `a*b*c` and snake_case_name and 2 * 3 * 4", "Keep `a*b*c` and snake_case_name and 2 * 3 * 4"),
        ("Hide\u202e this\x1b[31m", "Hide this [31m"),
        ("#22500 – Return the message (deadbeef1)", "Return the message"),
    ],
)
def test_notes_are_cleaned_of_what_is_not_said(text: str, clean: str) -> None:
    assert cleaned(text) == clean


def test_references_are_kept_apart() -> None:
    assert references("Fix #1, owner/repo#2 and &#39; in a#3") == ["#1", "#2"]


@given(st.text(max_size=400))
def test_any_document_is_read(text: str) -> None:
    lines = [Written(number, line, True) for number, line in enumerate(text.split("\n"), 1)]
    for note in read_notes(lines):
        assert 1 <= note.number <= len(lines)
        assert len(cleaned(note.text)) <= 800


@given(st.text(alphabet="#=-*`[]()!<>_ :\\\n.1av|", max_size=400))
def test_any_markup_is_read(text: str) -> None:
    told(a_change({"CHANGES.md": (None, text), "UPGRADE.md": (None, text), "changelog.d/1.fix": (None, text)}))


@pytest.mark.parametrize(
    "unit", ["[", "(", "[a](", "`", "*a", "_a", "<a ", "(#1", ":a:`", "<!--", "- ", "> ", "#", " by @a"]
)
def test_cleaning_takes_linear_time(unit: str) -> None:
    started = time.perf_counter()
    cleaned(unit * (200_000 // len(unit)))
    assert time.perf_counter() - started < 2


@pytest.mark.parametrize(
    ("heading", "sort"),
    [
        ("Deprecations", "deprecated"),
        ("Deprecated", "deprecated"),
        ("Deprecations and Removals", "breaking"),
        ("Breaking changes and deprecations", "breaking"),
    ],
)
def test_what_is_only_deprecated_still_works(heading: str, sort: str) -> None:
    assert section_of(heading).name == sort


def test_very_many_notes_do_not_hide_the_version() -> None:
    entries = "".join(f"- Fix the cart in the way {number}.\n" for number in range(300))
    new = f"# Changes\n\n## 1.1.0\n\n### Bug fixes\n\n{entries}\n" + OLD.removeprefix("# Changes\n\n")
    files: dict[str, Texts] = {"CHANGELOG.md": (OLD, new), "VERSION": ("1.0.0\n", "1.1.0\n")}
    found = list(notes.detect(a_change(files), Cancel()))
    assert sum(one.kind == "notes.version" for one in found) == 1


POST = """---
title: v2.1.0
---

**Features:**

* Compare versions by their ecosystem - [server/#5591]

**Upgrade Notes:**

* Mirrors of [all sources] are read again in full.

**Fixes:**

* Do not follow entities - [server/#5528] / [GHSA-93r8-3g93-w2gq]

For a complete list of changes, refer to the milestones:

* [Milestone 2.1](https://example.org/milestone/4)

[all sources]: https://example.org/sources

[server/#5591]: https://example.org/pull/5591
"""


def test_the_document_of_a_series_is_read_for_its_later_releases() -> None:
    old = "# 1.0\n\n## v1.0.0\n\n- First.\n"
    new = "# 1.0\n\n## v1.0.1\n\n- Orders can be closed.\n\n## v1.0.0\n\n- First.\n"
    change = replace(a_change({"docs/release-notes/version-1.0.md": (old, new)}), head_name="v1.0.1")
    assert [found.data["text"] for found in told(change)] == ["Orders can be closed."]


def test_a_post_of_a_release_is_notes_under_its_bold_lines() -> None:
    path = "docs/_posts/2026-03-09-v2.1.0.md"
    found = {one.text: one.kind for one in told(a_change({path: (None, POST)}))}
    assert found == {
        "Release notes, Features: Compare versions by their ecosystem.": "notes.entry",
        "Upgrade notes: Mirrors of all sources are read again in full.": "notes.upgrade",
        "Release notes, Fixes: Do not follow entities (GHSA-93r8-3g93-w2gq).": "notes.security",
    }
    assert not told(replace(a_change({path: (None, POST)}), base_name="v2.1.0"))


def test_where_to_ask_and_code_alone_are_no_upgrade_notes() -> None:
    text = (
        "# Upgrade to 2.0\n\nIf you have any questions, please consult the examples.\n\n"
        '## Before\n\n```hcl\nmodule "a" {\n  size = 1\n}\n```\n\n## Size\n\n- `size` is now `2`\n'
    )
    assert list(of({"docs/UPGRADE-2.0.md": (None, text)})) == ["`size` is now `2`."]


def test_what_stands_twice_is_told_once_as_what_weighs_most() -> None:
    text = "# Changelog\n\n## 2.0.0\n\n### BREAKING CHANGES\n\n* Raise it (#3)\n\n### Features\n\n* Raise it (#3)\n"
    change = a_change({"CHANGELOG.md": (None, text)}, commits=(a_commit(1, "feat!: Raise it (#3)"),))
    assert [(one.kind, one.weight) for one in told(change)] == [("notes.entry", 70)]


def test_a_test_that_meets_an_advisory_mends_none() -> None:
    commits = (
        a_commit(1, "Fix failing ScannerIntegrationTest", body="It finds CVE-2016-20013 now."),
        a_commit(2, "Bump the mailer", body="Fixes CVE-2025-7962."),
    )
    found = told(a_change({}, commits=commits))
    assert [one.data["ids"] for one in found] == [["CVE-2025-7962"]]
