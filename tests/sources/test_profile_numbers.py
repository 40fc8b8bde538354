"""The ids of a profile's entries, which sentences cite."""

from relman_desktop.sources.profile.profile import Profile, TeamEntry

GOAL = TeamEntry("goals", {"text": "Fewer failed checkouts"}, ".relman.toml", 3)
OTHER = TeamEntry("goals", {"text": "Faster exports", "paths": ("reports/**", "!reports/old/**")}, ".relman.toml", 6)


def test_entries_are_numbered_in_their_order() -> None:
    assert [one.id for one in Profile((GOAL, OTHER)).numbered().entries] == ["N1", "N2"]


def test_an_id_goes_on_meaning_what_a_ticket_cites() -> None:
    known = Profile((GOAL, OTHER)).numbered().numbers
    new = TeamEntry("goals", {"text": "Something new"})
    again = Profile((new, OTHER, GOAL)).numbered(known)
    assert [one.id for one in again.entries] == ["N3", "N2", "N1"]
    changed = TeamEntry("goals", {"text": "Even fewer failed checkouts"})
    assert [one.id for one in Profile((changed, OTHER)).numbered(known).entries] == ["N3", "N2"]


def test_an_entry_is_about_the_paths_that_it_names() -> None:
    paths = ["reports/a.py", "reports/old/b.py", "checkout/c.py"]
    assert OTHER.covers(paths) == ("reports/a.py",)
    assert GOAL.covers(paths) == tuple(paths)


def test_an_entry_as_evidence_says_where_it_stands() -> None:
    entry = Profile((OTHER,)).numbered().entries[0].evidence
    assert (entry.id, entry.kind, entry.ref) == ("N1", "team", ".relman.toml:6")
    assert entry.text == "text: Faster exports\npaths: reports/**, !reports/old/**"
