"""What a system's refusal or failure is, and what the person is told: the table `resources/target_faults.toml`."""

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from ..export.targets.target import Target
from ..files import resource
from ..net import mishaps
from ..net.http import Refused
from ..net.limits import wait_of
from ..net.waits import in_words
from ..net.words import told, words_of
from ..settings import System
from ..wording import joined, quoted
from .answer import Fault, Unsubmitted
from .complaints import complaints, in_labels
from .secrets import Secrets

_MOST_FIELDS = 4  # that a sentence names


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(resource("target_faults.toml").read_text("utf-8"))


class Faults:
    """Makes the faults of one system.

    `labels`: what its form calls each field, by its name in requests; `ours`: what we call what stands there.
    """

    def __init__(
        self,
        target: Target,
        system: System,
        secrets: Secrets,
        labels: Mapping[str, str] | None = None,
        ours: Mapping[str, str] | None = None,
    ) -> None:
        self._target, self._system, self._secrets = target, system, secrets
        self._labels, self._ours = labels or {}, ours or {}

    def made(
        self,
        fault: Fault,
        what: str = "",
        why: str = "",
        detail: str = "",
        *,
        wait_s: float | None = None,
        passing: bool = False,
        fields: Mapping[str, str] | None = None,
        **more: str,
    ) -> Unsubmitted:
        """A fault with its sentence.

        `what` it was asked to do: "make the ticket"; `why`: a clause of ours; `detail`: the system's own words;
        `more`: what else the table's sentence names.
        """
        table = _table()
        named = {"system": self.name, "kind": self._target.title, "what": what, "why": why, "next": mishaps.ONLINE}
        named |= {"when": "in a few minutes", "over": "", "target": "another address", "key": "The record"}
        variable = self._system.key_variable
        named["give"] = f"put it into the variable {variable}" if variable else "give it under Change systems"
        sentence = table["said"][fault.value].format(**(named | more))
        own = f" It says: {quoted(detail, 300)}." if detail and fault.value in table["tells"]["faults"] else ""
        nothing = fault.value in table["nothing"]["faults"]
        return Unsubmitted(
            fault,
            sentence + own,
            wait_s=wait_s,
            passing=passing,
            nothing=nothing,
            fields=fields,
            why=why,
            detail=detail,
        )

    @property
    def name(self) -> str:
        """The person's name for the system, and its host."""
        return mishaps.named_for_people(self._system)

    def of_refusal(self, refused: Refused, what: str, writes: bool) -> Unsubmitted:
        """What an answer with a status of 300 or more stands for. `writes`: whether it was to write something."""
        fault, wait_s = _sorted(refused.status), wait_of(refused.headers)
        if fault is Fault.FORBIDDEN and wait_s is not None:
            fault = Fault.BUSY  # as GitHub says that requests come too fast
        if fault is Fault.INVALID and not writes:
            fault = Fault.BAD_REQUEST  # which no field of the ticket mends
        if fault is Fault.UNREACHABLE:
            why, advice = ": the proxy before it asks for a name and a password", "Set its address with both."
            return self.made(fault, what, why, next=advice)
        detail, about = self._said(None if refused.is_page else refused.body, refused.words)
        more = {"when": in_words(wait_s)} if wait_s and wait_s >= 1 else {}
        return self.made(
            fault,
            what,
            f" (status {refused.status})",
            detail,
            wait_s=wait_s,
            passing=refused.status in _table()["again"]["statuses"],
            fields=about if fault in (Fault.INVALID, Fault.CONFLICT) else None,
            target=mishaps.place_of(self._secrets.masked(refused.location)),
            over=self._over(about),
            **more,
        )

    def declined(self, answer: Any, what: str) -> Unsubmitted:
        """The fault of an answer with a status of success that refuses."""
        detail, about = self._said(answer, words_of(answer))
        return self.made(Fault.DECLINED, what, "", detail, fields=about, over=self._over(about))

    def of_page(self, text: str, kind: str, what: str) -> Unsubmitted:
        """The fault of a body with status 200 that is no JSON."""
        return self._of(mishaps.of_page(self._secrets.masked(text), self._secrets.masked(kind)), what)

    def of_error(self, error: BaseException, what: str, silence_s: float) -> Unsubmitted:
        """The fault that an exception of the network stands for; raises it again where it is none."""
        return self._of(mishaps.of_error(error, self._system.url, silence_s), what)

    def unsure(self, fault: Unsubmitted | None) -> Unsubmitted:
        """That nobody knows whether the ticket was made, for what came in place of an answer; None: it was stopped."""
        sort = fault.fault.value if fault else "stopped"
        clause = _table()["unsure"].get(sort, ", for its answer was none").format(why=fault.why if fault else "")
        return self.made(Fault.UNSURE, why=clause, detail=fault.detail if fault else "")

    def words(self, text: str) -> str:
        """The system's own words, fit to be shown."""
        return told(self._secrets.masked(text))

    def _of(self, mishap: mishaps.Mishap, what: str) -> Unsubmitted:
        detail, why = self.words(mishap.detail), self._secrets.masked(mishap.why)
        wait_s, passing = mishap.wait_s, mishap.passing
        return self.made(Fault(mishap.sort), what, why, detail, wait_s=wait_s, passing=passing, next=mishap.next)

    def _said(self, answer: Any, words: str) -> tuple[str, dict[str, str]]:
        """The system's words, and what it says of which field."""
        about = complaints(self._secrets.cleaned(answer), self._labels)
        return self.words(in_labels(words, self._labels)), {name: self.words(said) for name, said in about.items()}

    def _over(self, about: Mapping[str, str]) -> str:
        names = [self._named(theirs) for theirs in about]
        return f" over {joined(names, _MOST_FIELDS)}" if names else ""

    def _named(self, theirs: str) -> str:
        """A field as its form calls it, and as we do: "“Backout plan” (Rollback steps)"."""
        label, ours = self._labels[theirs], self._ours.get(theirs, "")
        return quoted(label, 60) + (f" ({ours})" if ours and ours.casefold() != label.casefold() else "")


def _sorted(status: int) -> Fault:
    table = _table()["status"]
    return Fault(table.get(str(status)) or table.get(f"{status // 100}xx", "bad_request"))
