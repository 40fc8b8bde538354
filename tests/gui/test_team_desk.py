"""That there is no profile is found without looking for it, and one that does not count yet can be used."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from relman_desktop.errors import InputError
from relman_desktop.jobs import Cancel
from relman_desktop.settings import load_settings
from relman_desktop.sources.opening import open_change
from relman_desktop.sources.profile.keeping import keep
from relman_desktop.sources.profile.layers import person_files
from relman_desktop.sources.profile.lying import find_lying

from .model_scenes import Scene, settle, wait

Open = Callable[..., Scene]
PROFILE = """[team]
name = "Orders"

[[goals]]
goal = "Every order arrives once"

[[calendars]]
source = "/etc/calendar.ics"
"""


def git(repository: Path, *words: str) -> None:
    author = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org")
    subprocess.run(["git", "-C", str(repository), *author, *words], check=True, capture_output=True)


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A repository of three commits without a profile; the last one adds one."""
    repository = tmp_path / "orders"
    repository.mkdir()
    git(repository, "init", "-q", "-b", "main")
    for at in range(3):
        (repository / "orders.py").write_text(f"LIMIT = {at}\n")
        git(repository, "add", ".")
        git(repository, "commit", "-qm", f"Raise the limit to {at}")
    (repository / ".relman.toml").write_text(PROFILE)
    git(repository, "add", ".")
    git(repository, "commit", "-qm", "Say what is known of the team")
    return repository


def lines(one: Scene) -> list[str]:
    return one.bench.change.remarks.texts


def test_that_there_is_no_profile_is_said_once_a_repository_until_it_is_put_away(scene: Open, bare: Path) -> None:
    (bare / ".relman.toml").unlink()
    one = scene(path=bare, text="main~2..main~1")
    settle()
    assert len(lines(one)) == 1 and lines(one)[0].startswith("No team profile yet")
    one.bench.change.remarks.press("Set it up…")
    assert one.window.desk._profile and one.window.desk._profile.editor.isVisible()
    one.window.desk._profile.editor.close()
    one.bench.change.remarks.press("Hide")
    assert lines(one) == [] and load_settings().without_profile == (str(bare),)
    one.open(bare, "main~3..main~1")
    settle()
    assert lines(one) == []


def test_a_profile_of_the_folder_that_the_commit_has_not_can_be_used(scene: Open, bare: Path) -> None:
    one = scene(path=bare, text="main~2..main~1")
    offers: list[object] = []
    one.window.desk.offered.connect(lambda said, offer: offers.append(offer))
    wait(lambda: any("though HEAD has one" in said for said in lines(one)))
    one.bench.change.remarks.press("Use it for now")
    wait(lambda: bool(one.session.loaded and one.session.loaded.profile.entries))
    assert lines(one) == []
    own = person_files(str(bare))[1]
    assert "Every order arrives once" in own.read_text() and "calendar.ics" not in own.read_text()
    offers[0].do()  # type: ignore[attr-defined]
    wait(lambda: any("though HEAD has one" in said for said in lines(one)))
    assert not own.exists()


def test_a_change_of_the_profile_itself_is_told_at_the_top(scene: Open, bare: Path) -> None:
    one = scene(path=bare, text="main~1..main")
    settle()
    assert "alters .relman.toml itself" in one.window.banner.said("profile") and lines(one) == []
    one.open(bare, "main~2..main~1")
    assert one.window.banner.said("profile") == ""


def test_a_profile_of_the_person_s_own_is_not_overwritten(bare: Path) -> None:
    opened = open_change(bare, "main~2..main~1", Cancel())
    assert opened.repository
    lying = find_lying(opened.repository, opened.change.head, Cancel())
    assert lying and lying.path == bare / ".relman.toml" and not lying.has_own
    keep(lying.path, opened.location)
    assert find_lying(opened.repository, opened.change.head, Cancel()) is None
    person_files(opened.location)[1].write_text("[team]\nname = 'Mine'\n")
    with pytest.raises(InputError, match="already"):
        keep(lying.path, opened.location)


def test_a_profile_that_comes_later_is_offered_beside_what_was_guessed(scene: Open, bare: Path) -> None:
    one = scene(path=bare, text="main~2..main~1")
    settle()
    assignee = one.bench.ticket.details.inputs["assignee"]
    guessed = assignee.text
    own = person_files(str(bare))[1]
    own.parent.mkdir(parents=True, exist_ok=True)
    people = {"Petra Lindqvist": "deployer", "Sam Adeyemi": "validator"}
    own.write_text("".join(f'[[people]]\nname = "{name}"\nroles = ["{role}"]\n\n' for name, role in people.items()))
    one.bench.interview.read_profile()
    wait(lambda: bool(one.session.loaded and one.session.loaded.profile.entries))
    settle()
    assert assignee.text == guessed, "what stands in a field is the person's to change"
    assert assignee._use.isVisibleTo(one.window) and "Petra Lindqvist" in assignee._use.text()
