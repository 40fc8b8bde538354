"""No id of our evidence stands in a drafted text: nobody there knows a "C17"."""

import re

from relman_desktop.beginning import new_ticket
from relman_desktop.drafting.template import draft_ticket
from relman_desktop.loaded import Loaded
from relman_desktop.ticket import text_of


def test_the_samples_texts_have_none(loaded: Loaded) -> None:
    draft = draft_ticket(loaded.material(new_ticket("t", loaded.reference)))
    texts = [text_of(one.usable) for one in draft.proposals.values()]
    assert any(texts) and not [text for text in texts if re.search(r"\b[FCWXRNA]\d+\b", text)]
