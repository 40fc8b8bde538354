"""Asks a model for what was prepared: drafts while it answers, one more call for what was cut off, one for what failed.

Whatever happens there is a draft afterwards: what the model wrote as far as it was whole, over the one of before.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from ..drafting.model.reading import AnswerReader
from ..drafting.model.reply import read_reply
from ..drafting.proposal import Draft
from ..drafting.verify import CanaryRepeated
from ..jobs import Cancel, Progress, silent
from ..llm.answer import Answer, Fault
from ..llm.profile import Profile
from .calling import STOPPED, STOPPED_EARLY, Calls, Keep
from .following import followed
from .prepared import Prepared

OnDraft = Callable[[Draft, int], None]
_NOTHING = "{model} found nothing in the evidence to write from."
_ONLY_ASKS = "{model} wrote nothing and asks instead; answer its questions, and draft again."
_OTHER = (
    "{model} answered in JSON of another form than was asked for, as small models do. Draft one field at a time, or "
    "try another model."
)


@dataclass(frozen=True)
class Asked:
    """What came of asking."""

    draft: Draft | None  # None where nothing of the answer may be used
    requests: int  # that went out
    profile: Profile  # with what was learned of the server
    fault: Fault | None = None
    said: str = ""  # what the person must know: how it failed, and what to do
    notes: tuple[str, ...] = field(default=())  # what is worth knowing besides


def ask(
    prepared: Prepared, key: str, on_draft: OnDraft, keep: Keep, cancel: Cancel, progress: Progress = silent
) -> Asked:
    """Send what was prepared. Blocks; may run on any thread.

    `on_draft` is given the draft as it grows and its tokens, a few times a second, on a thread of our own. `keep` is
    given what goes out, and what comes back. Stopping it is no error: what had come by then is in the draft.
    Raises `RelmanError` where nothing was sent: what is masked stands in the request, or `keep` could not keep it.
    """
    calls = Calls(prepared, key, keep, cancel, progress)
    reader = AnswerReader(prepared.endpoint.model, prepared.check_claims, prepared.field)
    try:
        request = prepared.asking.request(prepared.pack)
        answer = calls.call(request, lambda text, tokens: on_draft(reader.draft(text, ended=False), tokens))
        draft = reader.draft(answer.text, ended=True)
        answer = _judged(answer, draft, prepared.endpoint.model)
        if prepared.follow_up:
            draft, answer = followed(prepared, calls, draft, answer)
    except CanaryRepeated as repeated:
        return Asked(None, calls.count, calls.profile, Fault.DECLINED, str(repeated), calls.notes)
    said = _how_stopped(draft) if answer.fault is Fault.STOPPED else answer.said
    return Asked(draft, calls.count, calls.profile, answer.fault, said, calls.notes)


def _how_stopped(draft: Draft) -> str:
    """What a stop left: of all calls of the draft, not of the one in which it came."""
    return STOPPED if any(one.claims for one in draft.proposals.values()) else STOPPED_EARLY


def _judged(answer: Answer, draft: Draft, model: str) -> Answer:
    """An answer that ended well and is no draft says so."""
    if answer.fault or draft.proposals:
        return answer
    if draft.questions:
        return replace(answer, said=_ONLY_ASKS.format(model=model))
    if read_reply(answer.text).fields:
        return replace(answer, fault=Fault.EMPTY, said=_NOTHING.format(model=model))
    return replace(answer, fault=Fault.NOT_JSON, said=_OTHER.format(model=model))
