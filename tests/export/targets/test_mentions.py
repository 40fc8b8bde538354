"""A name with an `@` before it tells nobody, whatever stands around it."""

import re

import pytest

from relman_desktop.export.markup import Flavour
from relman_desktop.export.targets.composing import Section, composed

# lib/gitlab and app/models/user.rb of GitLab: what it takes for the name of a person or of a group
_LIVE = re.compile(r"(?<!\w)@(?=[\w.-])")


@pytest.mark.parametrize("flavour", [Flavour.GFM, Flavour.GLFM, Flavour.COMMONMARK])
@pytest.mark.parametrize(
    "text",
    [
        "Ping @all now",
        "node_modules/@acme/core",
        "-@all",
        ".@bob",
        "/@dave",
        "@_jim",
        "_@frank_",
        "(@ann)",
        "@a/b.c, @.kim",
    ],
)
def test_no_name_stands_outside_code(flavour: Flavour, text: str) -> None:
    written = composed([Section("Rollback", text)], flavour)
    assert not _LIVE.search(re.sub(r"`[^`]*`", "", written)), written
    assert re.sub(r"[`\\*_]", "", text) in re.sub(r"[`\\*_]", "", written)


def test_an_address_of_mail_is_none() -> None:
    assert "ann@example.com" in composed([Section("", "Write to ann@example.com")], Flavour.GFM)
