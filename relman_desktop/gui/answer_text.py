"""A model's answer as a person reads it: its sentences field by field, and below them the answer as it came."""

from collections.abc import Iterator

from ..drafting.model.reply import Reply, read_reply
from ..drafting.verify import RawClaim
from ..fields import BY_NAME
from .long_text import Part

_NO_ANSWER = "The server sent no text."
_MARKS = {"item": "- ", "step": "- "}


def answer_parts(text: str) -> tuple[Part, ...]:
    """What could be read of an answer, and all of it; only the latter where there is nothing to read."""
    if not text:
        return (Part("", _NO_ANSWER),)
    told = tuple(_fields(read_reply(text)))
    return (*told, Part("The answer as it came", text)) if told else (Part("", text),)


def _fields(reply: Reply) -> Iterator[Part]:
    for name, claims in reply.fields.items():
        if claims:
            yield Part(BY_NAME[name].label, "\n".join(map(_sentence, claims)))
    if reply.questions:
        asked = (f"- {BY_NAME[one.field].label}: {one.question}\n  {one.why}".rstrip() for one in reply.questions)
        yield Part("Questions", "\n".join(asked))


def _sentence(claim: RawClaim) -> str:
    cited = f" [{', '.join(claim.evidence)}]" if claim.evidence else " [no evidence]"
    quoted = f"\n  “{claim.quote}”" if claim.quote else ""
    return f"{_MARKS.get(claim.layout, '')}{claim.text}{cited}{quoted}"
