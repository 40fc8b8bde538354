"""What is asked of a model: system text, evidence, task, in the order in which a server can reuse the beginning."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from ...fields import BY_NAME, WRITTEN, Field
from ..pack.packed import Pack
from ..prompts import Prompts, repair_prompt, system_prompt, task_prompt
from ..request import Message, Request
from .schema import answer_schema

MOST_OUTPUT = 6000  # tokens of a draft of all fields: twice what the longest of 30 trial drafts took
MOST_FOR_ONE = 2000  # of one field
_SAMPLE_NONCE = "1" * 12  # of the length that a pack's has


@dataclass(frozen=True)
class Asking:
    """All of a request but the evidence: what is wanted, in which words and language."""

    prompts: Prompts
    language: str
    field: str = ""  # the one field that is wanted, "" for all
    most_output: int = MOST_OUTPUT

    @property
    def fields(self) -> tuple[Field, ...]:
        return (BY_NAME[self.field],) if self.field else WRITTEN

    def request(self, pack: Pack) -> Request:
        """The request for a draft."""
        return self._request(pack, task_prompt(self.prompts, self.fields))

    def rest(self, pack: Pack, fields: Sequence[Field]) -> Request:
        """The request for the fields that an answer was cut off before."""
        return self._request(pack, task_prompt(self.prompts, fields))

    def repair(self, pack: Pack, failing: str) -> Request:
        """The request that asks once more for claims that failed; `failing` tells each with its reason."""
        return self._request(pack, repair_prompt(self.prompts, failing, nonce=pack.nonce))

    @property
    def frame(self) -> Request:
        """The request without any evidence, for counting what is left for it."""
        return self._made(_SAMPLE_NONCE, _word(_SAMPLE_NONCE), "", task_prompt(self.prompts, self.fields))

    def _request(self, pack: Pack, task: str) -> Request:
        return self._made(pack.nonce, canary(pack), pack.text, task)

    def _made(self, nonce: str, canary: str, evidence: str, task: str) -> Request:
        system = system_prompt(self.prompts, nonce=nonce, language=self.language, canary=canary)
        messages = Message("system", system), Message("user", evidence, ends_prefix=True), Message("user", task)
        return Request(messages, answer_schema(), self.most_output)


def canary(pack: Pack) -> str:
    """A word that no answer may hold: whoever repeats it has let the evidence speak.

    It is the same for the same pack, as the nonce is, so that the prefix can be reused; nobody who writes a part of
    the evidence can know it, since all of the evidence is in it.
    """
    return _word(sha256(f"canary\n{pack.nonce}\n{pack.text}".encode("utf-8", "replace")).hexdigest())


def _word(digest: str) -> str:
    return f"vellum-{digest[:6]}-quarrel-{digest[6:12]}"
