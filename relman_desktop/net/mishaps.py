"""What happened in place of an answer, and what a person is told of it: shared by all who ask servers for JSON."""

from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from ..settings import System, Tracker
from ..wording import quoted
from .reasons import AGAIN_S, is_of_network, reason_of
from .words import masked, title_of, told

Sort = Literal["unreachable", "stalled", "cut_off", "not_json", "sign_in"]
ONLINE = "Check its address, and whether you are online."


@dataclass(frozen=True, slots=True)
class Mishap:
    """What happened."""

    sort: Sort
    why: str = ""  # a clause of ours
    detail: str = ""  # the server's own words, or the library's
    next: str = ONLINE  # a sentence: what to do
    wait_s: float | None = None
    passing: bool = False  # whether the same may go well in a moment


def of_error(error: BaseException, url: str, silence_s: float, *secrets: str) -> Mishap:
    """What an exception of the network stands for; raises it again where it is none."""
    if not is_of_network(error):
        raise error
    reason = reason_of(error, url, *secrets)
    if reason.packed_wrong:
        return Mishap("not_json", ": what it sends cannot be unpacked", reason.detail)
    if reason.silent:
        return Mishap("stalled", f": nothing came for {silence_s:.0f} s")
    if reason.connected:
        return Mishap("cut_off", passing=True)
    wait_s = AGAIN_S if reason.passing else None
    return Mishap("unreachable", reason.why, next=reason.next, wait_s=wait_s, passing=reason.passing)


def of_page(text: str, kind: str, *secrets: str) -> Mishap:
    """What a body with status 200 stands for that is no JSON. `kind`: its content type."""
    if text.lstrip()[:1] == "<":
        title = masked(title_of(text), *secrets)
        return Mishap("sign_in", f" titled {quoted(title, 60)}" if title.strip() else "")
    sent = quoted(masked(kind.partition(";")[0], *secrets), 40) if kind else "what has no type"
    return Mishap(
        "not_json", f": it sends {'JSON that is broken' if 'json' in kind.lower() else sent}", told(text, *secrets)
    )


def place_of(location: str, *secrets: str) -> str:
    """Scheme and host of a redirect. The header is a stranger's: it may be no address, or hold what we sent."""
    try:
        parts = urlsplit(location)
        place = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}" if parts.netloc else ""
    except ValueError:
        place = ""
    return quoted(masked(place, *secrets)) if place else "another address of its own"


def named_for_people(server: Tracker | System) -> str:
    """The person's name for it, and its host."""
    return f"{quoted(server.name)} ({quoted(server.host)[1:-1]})" if server.name else quoted(server.host)
