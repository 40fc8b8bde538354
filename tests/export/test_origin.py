"""Which change a ticket is of, and the page that shows it where the host's pages are known."""

import pytest

from relman_desktop.export.origin import change_line, compare_link
from relman_desktop.ticket import ChangeRef

_CHANGE = ChangeRef("/r", "v1..v2", "a" * 40, "b" * 40, "c" * 64)


@pytest.mark.parametrize(
    ("host", "path", "link"),
    [
        ("github.com", "acme/shop", "https://github.com/acme/shop/compare/a...b"),
        ("gitlab.com", "acme/x/shop", "https://gitlab.com/acme/x/shop/-/compare/a...b"),
        ("gitlab.example.com", "acme/shop", "https://gitlab.example.com/acme/shop/-/compare/a...b"),
        ("bitbucket.org", "acme/shop", "https://bitbucket.org/acme/shop/branches/compare/b%0Da"),
        ("git.example.com", "acme/shop", ""),
        ("", "", ""),
    ],
)
def test_the_page_that_shows_a_change(host: str, path: str, link: str) -> None:
    assert compare_link(host, path, "a", "b") == link
    assert compare_link(host, path, "", "") == ""


def test_a_change_in_one_line() -> None:
    assert change_line("orders", _CHANGE) == "orders v1..v2 (aaaaaaaaaa..bbbbbbbbbb)"
    assert change_line("", ChangeRef("", "", "", "", "")) == ""
