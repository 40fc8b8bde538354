"""The sample's release as evidence, with an answer of the person."""

import pytest

from relman_desktop.drafting.proposal import Material
from relman_desktop.drafting.verify import Grounds
from relman_desktop.loaded import Loaded

from .sent import grounds_of

_ANSWERS = {"What is the impact if we don't deploy?": "Support has to keep asking the payments team for each refund."}


@pytest.fixture(scope="session")
def material(loaded: Loaded) -> Material:
    return Material(loaded.change, loaded.facts, loaded.work, _ANSWERS)


@pytest.fixture(scope="session")
def grounds(material: Material) -> Grounds:
    return grounds_of(material)
