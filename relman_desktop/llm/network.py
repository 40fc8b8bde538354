"""What went wrong on the way to a model's server, as an answer with its fault."""

from dataclasses import replace

from ..net.reasons import AGAIN_S, is_of_network, reason_of
from ..settings import Endpoint
from .answer import Answer, Fault
from .faults import failed


def failure(error: Exception, endpoint: Endpoint, key: str, begun: bool) -> Answer:
    """The fault that an exception stands for; raises it again where it is none of the network's."""
    import openai

    if not (isinstance(error, openai.APIConnectionError) or is_of_network(error)):
        raise error
    reason = reason_of(error, endpoint.url, key)
    if reason.packed_wrong:
        return failed(Fault.NOT_A_MODEL, endpoint, ": what it sends cannot be unpacked", reason.detail)
    if begun:
        return failed(Fault.CUT_OFF, endpoint, detail=reason.detail)
    answer = failed(Fault.UNREACHABLE, endpoint, reason.why, reason.detail, next=reason.next)
    return replace(answer, retry_after_s=AGAIN_S) if reason.passing else answer
