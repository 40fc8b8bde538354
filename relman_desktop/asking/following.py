"""The two further calls that a draft may take: one for what was cut off, one for what failed its check.

A further call that fails costs nothing of the draft that is there.
"""

from collections.abc import Sequence
from dataclasses import replace

from ..drafting.model.reading import AnswerReader, questions_of, with_questions
from ..drafting.model.repairing import ToMend, mended, text_of, to_mend
from ..drafting.model.reply import read_reply
from ..drafting.proposal import Draft, Proposal
from ..drafting.request import Request
from ..drafting.verify import CanaryRepeated
from ..errors import RelmanError
from ..fields import BY_NAME
from ..llm.answer import Answer, Fault
from .calling import Calls
from .counting import tokens_of
from .prepared import Prepared

_IN_VAIN = "What failed its check was asked for once more, in vain: {why}"


def followed(prepared: Prepared, calls: Calls, draft: Draft, answer: Answer) -> tuple[Draft, Answer]:
    """The draft after them, and the answer that tells how it ended. Raises `CanaryRepeated`."""
    if answer.fault is Fault.TRUNCATED:
        draft, answer = _completed(prepared, calls, draft, answer)
    if answer.fault is None:
        draft = _repaired(prepared, calls, draft)
    return draft, answer


def _completed(prepared: Prepared, calls: Calls, draft: Draft, answer: Answer) -> tuple[Draft, Answer]:
    """The draft with the fields that the answer did not come to, or in which it was cut off."""
    whole = read_reply(answer.text).whole
    missing = [one for one in prepared.asking.fields if one.name not in whole]
    if not missing:
        return draft, replace(answer, fault=None, said="")  # only a question was cut off
    if len(missing) == len(prepared.asking.fields):
        return draft, answer
    calls.tell("The answer was cut off; asking for the fields that are missing")
    rest = _called(calls, prepared.asking.rest(prepared.pack, missing))
    more = AnswerReader(prepared.endpoint.model, prepared.check_claims).draft(rest.text, ended=True)
    wanted = {one.name for one in missing}
    proposals = {
        name: one
        for name, one in more.proposals.items()
        if name in wanted and (rest.fault is None or _says_more(one, draft.proposals.get(name)))
    }
    draft = replace(draft, proposals={**draft.proposals, **proposals})
    return with_questions(draft, [one for one in more.questions if one.field in wanted]), rest


def _says_more(proposal: Proposal, other: Proposal | None) -> bool:
    return not other or len(proposal.claims) > len(other.claims)


def _repaired(prepared: Prepared, calls: Calls, draft: Draft) -> Draft:
    sentences = _that_fit(prepared, calls, to_mend(draft, [name for name in draft.proposals if BY_NAME[name].written]))
    if not sentences:
        return draft
    calls.tell("Asking once more for the sentences that failed their check")
    answer = _called(calls, prepared.asking.repair(prepared.pack, prepared.masked(text_of(sentences))), repair=True)
    if answer.fault:
        calls.note(_IN_VAIN.format(why=answer.said))
        return draft
    reply = read_reply(answer.text)
    if not reply.complete:
        return draft
    return with_questions(mended(draft, reply, sentences, prepared.check_claims), questions_of(reply, prepared.field))


def _that_fit(prepared: Prepared, calls: Calls, sentences: Sequence[ToMend]) -> Sequence[ToMend]:
    """The first of these sentences, as many as the room has a request for."""
    counter = calls.counter
    frame = prepared.asking.repair(prepared.pack, "")
    left = prepared.budget - tokens_of(frame, prepared.profile, counter)
    for count, one in enumerate(sentences):
        left -= counter.count(one.text + "\n")
        if left < 0:
            return sentences[:count]
    return sentences


def _called(calls: Calls, request: Request, *, repair: bool = False) -> Answer:
    try:
        return calls.call(request, repair=repair)
    except CanaryRepeated:
        raise
    except RelmanError as error:
        return Answer(fault=Fault.BAD_REQUEST, said=str(error))
