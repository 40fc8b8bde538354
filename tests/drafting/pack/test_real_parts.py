"""The pack with the real counter and the real masks, of the bundled sample and of a planted secret."""

import pytest

from relman_desktop.drafting.pack import pack
from relman_desktop.drafting.proposal import Material
from relman_desktop.drafting.tokens import counter_for
from relman_desktop.facts.book import Facts
from relman_desktop.jobs import Cancel
from relman_desktop.loaded import Loaded
from tests.facts.changes import a_change, a_commit

from .reader import read

redaction = pytest.importorskip("relman_desktop.drafting.redaction.redactor")


@pytest.mark.parametrize("model", ["gpt-4o", "qwen3:8b"])
def test_tokens_are_those_of_the_counter(loaded: Loaded, model: str) -> None:
    counter = counter_for(model)
    material = Material(loaded.change, loaded.facts, loaded.work)
    for budget in (3000, 8000, 100_000):
        made = pack(material, budget, counter, redaction.Redactor(), Cancel())
        assert made.tokens == counter.count(made.text) <= budget
        assert len(read(made.text).files) == len(loaded.change.files)


def test_no_secret_is_in_the_pack_wherever_it_stands() -> None:
    secret = "ghp_" + "a1B2c3D4e5F6" * 3
    commits = (a_commit(1, "Rotate the token", f"It was {secret}."),)
    files = {"config/app.yml": ("a: 1\n", f"a: 1\ntoken: {secret}\n"), f"src/{secret}.py": ("a\n", "b\n")}
    redactor = redaction.Redactor()
    material = Material(a_change(files, commits=commits), Facts(), (), {"Which token?": secret})
    made = pack(material, 100_000, counter_for("gpt-4o"), redactor, Cancel())
    assert secret not in made.text and not redactor.leaked(made.text.encode())
    assert [one.count for one in made.redactions] == [made.text.count(made.redactions[0].placeholder)]


def test_a_value_that_only_an_unpacked_hunk_shows_to_be_secret_is_masked() -> None:
    """The commit holds it bare, and the file that says `password:` before it does not fit."""
    secret = "tulip7Harvest"
    commits = (a_commit(1, "Rotate it", f"Now it is {secret}"),)
    long = "".join(f"key_{number}: value of number {number}\n" for number in range(300))
    files = {"src/big.yml.py": ("a\n", f'{long}password = "{secret}"\n')}
    made = pack(
        Material(a_change(files, commits=commits), Facts()), 420, counter_for("gpt-4o"), redaction.Redactor(), Cancel()
    )
    assert "Now it is" in made.text and secret not in made.text
