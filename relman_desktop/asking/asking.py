"""Asks a model for what was prepared: drafts while it answers, one more call for what was cut off, one for what failed.

Whatever happens there is a draft afterwards: what the model wrote as far as it was whole, over the one of before.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from ..drafting.model.reading import AnswerReader
from ..drafting.model.repairing import failing_text, mended
from ..drafting.model.reply import read_reply
from ..drafting.proposal import Draft
from ..drafting.verify import CanaryRepeated
from ..fields import BY_NAME
from ..jobs import Cancel, Progress, silent
from ..llm.answer import Answer, Fault
from ..llm.profile import Profile
from .calling import Calls, Keep
from .prepared import Prepared

OnDraft = Callable[[Draft, int], None]


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
    """
    calls = Calls(prepared, key, keep, cancel, progress)
    reader = AnswerReader(prepared.endpoint.model, prepared.check_claims, prepared.field)
    try:
        request = prepared.asking.request(prepared.pack)
        answer = calls.call(request, lambda text, tokens: on_draft(reader.draft(text, ended=False), tokens))
        draft = reader.draft(answer.text, ended=True)
        if prepared.follow_up:
            draft, answer = _followed(prepared, calls, draft, answer)
    except CanaryRepeated as repeated:
        return Asked(None, calls.count, calls.profile, Fault.DECLINED, str(repeated), calls.notes)
    said = answer.said if draft.proposals or answer.fault else _NOTHING.format(model=prepared.endpoint.model)
    return Asked(draft, calls.count, calls.profile, answer.fault, said, calls.notes)


_NOTHING = "{model} found nothing in the evidence to write from; the template's draft stands."


def _followed(prepared: Prepared, calls: Calls, draft: Draft, answer: Answer) -> tuple[Draft, Answer]:
    """The draft after one more call for what was cut off, and one for what failed its check."""
    if answer.fault is Fault.TRUNCATED:
        draft, answer = _completed(prepared, calls, draft, answer)
    if answer.fault is None:
        draft = _repaired(prepared, calls, draft)
    return draft, answer


def _completed(prepared: Prepared, calls: Calls, draft: Draft, answer: Answer) -> tuple[Draft, Answer]:
    """The draft with the fields that the answer did not come to, or in which it was cut off."""
    whole = [name for name, claims in read_reply(answer.text).fields.items() if claims]
    missing = [one for one in prepared.asking.fields if one.name not in whole[:-1]]
    if len(missing) == len(prepared.asking.fields) or not missing:
        return draft, answer
    reader = AnswerReader(prepared.endpoint.model, prepared.check_claims)
    calls.tell("The answer was cut off; asking for the fields that are missing")
    rest = calls.call(prepared.asking.rest(prepared.pack, missing))
    more = reader.draft(rest.text, ended=True)
    wanted = {one.name for one in missing}
    proposals = {name: one for name, one in more.proposals.items() if name in wanted}
    return replace(draft, proposals={**draft.proposals, **proposals}), rest


def _repaired(prepared: Prepared, calls: Calls, draft: Draft) -> Draft:
    names = [name for name in draft.proposals if BY_NAME[name].written]
    failing = failing_text(draft, names)
    if not failing:
        return draft
    calls.tell("Asking once more for the sentences that failed their check")
    answer = calls.call(prepared.asking.repair(prepared.pack, failing), repair=True)
    reply = read_reply(answer.text)
    return mended(draft, reply, names, prepared.check_claims) if answer.fault is None and reply.complete else draft
