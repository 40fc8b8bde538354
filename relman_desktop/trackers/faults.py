"""What a tracker's refusal or failure is and what the person is told: the table `resources/tracker_faults.toml`."""

import tomllib
from functools import cache
from typing import Any, Literal

from ..files import resource
from ..net import mishaps
from ..net.http import Refused
from ..net.waits import in_words
from ..net.words import told
from ..settings import Tracker
from ..wording import quoted
from .answer import Fault, Unread
from .kind import Refusal


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(resource("tracker_faults.toml").read_text("utf-8"))


@cache
def ends_all(how: Literal["at_once", "in_a_row"]) -> frozenset[Fault]:
    """The faults behind which a tracker is asked nothing more."""
    return frozenset(map(Fault, _table()["ends"][how]))


class Faults:
    """Makes the faults of one tracker. `secrets`: what must not be shown, should the tracker echo it."""

    def __init__(self, tracker: Tracker, kind: str, secrets: tuple[str, ...], has_token: bool) -> None:
        self._tracker, self._kind, self._secrets, self._has_token = tracker, kind, secrets, has_token

    def made(
        self,
        fault: Fault,
        what: str,
        why: str = "",
        detail: str = "",
        *,
        advice: str = "",
        wait_s: float | None = None,
        passing: bool = False,
        **more: str,
    ) -> Unread:
        """A fault with its sentence.

        `why`: a clause of ours; `detail`: the tracker's own words; `advice`: a sentence behind it; `more`: what else
        the table's sentence names.
        """
        named = {
            "tracker": mishaps.named_for_people(self._tracker),
            "kind": self._kind,
            "why": why,
            "next": mishaps.ONLINE,
        }
        template = self._template(fault)
        own = f"It says: {quoted(detail, 300)}." if detail and fault.value in _table()["tells"]["faults"] else ""

        def say(what: str) -> str:
            sentence = template.format(**(named | {"when": "in a few minutes"} | more), what=what)
            return " ".join(filter(None, (sentence, advice, own)))

        return Unread(fault, say, what, wait_s, passing)

    def of_refusal(self, refusal: Refusal, refused: Refused, what: str, wait_s: float | None) -> Unread:
        """What an answer that tells no item stands for."""
        fault = self._sorted(refusal, refused.status)
        more = {"when": in_words(wait_s)} if wait_s and wait_s >= 1 else {}
        if fault is Fault.UNREACHABLE:
            return self.made(fault, what, _PROXY, next="Set its address with both in the system's settings.")
        return self.made(
            fault,
            what,
            f" (status {refused.status})",
            self.words(refused.words),
            advice=self.words(refusal.why),  # which may hold words of the tracker's
            wait_s=wait_s,
            passing=refused.status in _table()["again"]["statuses"],
            target=mishaps.place_of(refused.location, *self._secrets),
            **more,
        )

    def of_page(self, text: str, kind: str, what: str) -> Unread:
        """The fault of a body with status 200 that is no JSON."""
        return self._of(mishaps.of_page(text, kind, *self._secrets), what)

    def of_error(self, error: BaseException, what: str, silence_s: float) -> Unread:
        """The fault that an exception of the network stands for; raises it again where it is none."""
        return self._of(mishaps.of_error(error, self._tracker.url, silence_s, *self._secrets), what)

    def _of(self, mishap: mishaps.Mishap, what: str) -> Unread:
        fault = Fault.NOT_A_TRACKER if mishap.sort == "not_json" else Fault(mishap.sort)
        wait_s, passing = mishap.wait_s, mishap.passing
        return self.made(fault, what, mishap.why, mishap.detail, next=mishap.next, wait_s=wait_s, passing=passing)

    def words(self, text: str) -> str:
        """The tracker's own words, fit to be shown."""
        return told(text, *self._secrets)

    def _template(self, fault: Fault) -> str:
        table = _table()
        instead = {} if self._has_token else table["said_without_token"]
        sentence: str = instead.get(fault.value) or table["said"][fault.value]
        return sentence

    def _sorted(self, refusal: Refusal, status: int) -> Fault:
        table = _table()
        named = table["status"].get(str(status), {}).get(refusal.sort) or table["sort"][refusal.sort]
        return Fault(named if self._has_token else table["without_token"].get(named, named))


_PROXY = ": the proxy before it asks for a name and a password"


def unread_token(tracker: Tracker, sentence: str) -> Unread:
    """The fault of a token that cannot be had, for the reason in the sentence; nothing was sent."""
    return Faults(tracker, "", (), False).made(Fault.UNUSABLE, "", sentence)
