"""What the person agreed to holds for where they agreed to send, and for nothing that is reached otherwise."""

import pytest

from relman_desktop.settings import Endpoint, Settings


def _at(url: str) -> Endpoint:
    return Endpoint("one", url, "m")


def test_an_origin_is_the_scheme_the_host_and_the_port() -> None:
    assert _at("HTTPS://me@Models.example:8443/v1").origin == "https://models.example:8443"
    assert _at("http://[::1]:80/v1").origin == "http://[::1]:80"


@pytest.mark.parametrize("kept", ["https://models.example:8443", "models.example:8443"], ids=["now", "before"])
@pytest.mark.parametrize(
    ("url", "agreed"),
    [
        ("https://models.example:8443/v1", True),
        ("https://models.example:8443/team/v1", True),
        ("http://models.example:8443/v1", False),
        ("https://models.example/v1", False),
        ("https://other.example:8443/v1", False),
    ],
)
def test_agreeing_holds_for_one_origin(kept: str, url: str, agreed: bool) -> None:
    assert Settings(consented=(kept,)).agreed_to(_at(url)) is agreed


def test_nobody_has_agreed_to_an_endpoint_without_an_address() -> None:
    assert not Settings(consented=("",)).agreed_to(_at(""))
    assert not Settings(consented=("://",)).agreed_to(_at(""))
