"""A model's answer as it arrives: the drafts of a stream, token by token, with no model."""

import re
from collections.abc import Iterator
from dataclasses import replace

from relman_desktop.drafting.proposal import Draft, Proposal
from relman_desktop.ticket import Claim, Layout, Status

MODEL = "qwen2.5-coder:14b"
INVENTED = "The number 2 stands in no evidence."


def a_draft(fields: int = 6, steps: int = 6) -> Draft:
    """What a model says of all written fields in the end, some of it weak and some not supported."""
    prose = (
        Claim("The service cancels payments that hang.", ("X4", "F2.h1"), layout=Layout.PARAGRAPH),
        Claim("It says so to the customer \N{WAVING HAND SIGN} at once.", ("F9.h2",)),
        Claim("Conversion rises by 2 percent.", ("W1",), status=Status.UNSUPPORTED, reasons=(INVENTED,)),
        Claim("Nobody waits any more.", ("C4",), status=Status.WEAK, reasons=("Only commit C4 says so.",)),
        Claim("New endpoint `GET /refunds`", ("F11.h1",), layout=Layout.ITEM),
        Claim("Node 18 goes", ("F14.h1", "R2"), layout=Layout.ITEM),
    )
    listed = tuple(
        Claim(f"Do thing number {at} of the plan as the runbook says.", ("X2", f"F{at}"), layout=Layout.STEP)
        for at in range(1, steps + 1)
    )
    claims = {
        "title": (Claim("Cancel payments that hang", ("X1",)),),
        "description": prose,
        "justification": prose[:4],
        "deployment": listed,
        "rollback": listed[:2],
        "validation": listed[2:],
    }
    names = list(claims)[:fields]
    return Draft({name: Proposal(name, claims[name], MODEL) for name in names}, ())


def stream(draft: Draft) -> Iterator[Draft]:
    """The draft after each of its tokens, which are words here; a claim is unchecked until its field is written."""
    done: dict[str, Proposal] = {}
    for name, proposal in draft.proposals.items():
        for number, claim in enumerate(proposal.claims):
            for text in _growing(claim.text):
                claims = (
                    *_unchecked(proposal.claims[:number]),
                    Claim(text, (), "", Status.UNCHECKED, (), claim.layout),
                )
                yield Draft({**done, name: replace(proposal, claims=claims, growing=True)}, ())
        done[name] = proposal
        yield Draft(dict(done), ())
    yield draft


def _growing(text: str) -> Iterator[str]:
    words = re.findall(r"\S+\s*", text)
    return ("".join(words[:count]).rstrip() for count in range(1, len(words) + 1))


def _unchecked(claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
    return tuple(replace(claim, status=Status.UNCHECKED, reasons=()) for claim in claims)
