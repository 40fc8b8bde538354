"""What a sentence does besides telling: it assures, it approves, it asks somebody to do something dangerous.

No code shows that a change was approved, tested or harmless. A computed fact may bear an assurance out or contradict
it; an approval and a dangerous request need the team's or the person's own words. In a true quotation all of it may
stand, since there it is told as what somebody said; but nobody's quotation makes a step.
"""

import re
from collections.abc import Iterator

from ...facts.fact import Fact
from ...fields import Shape
from .candidate import Candidate
from .cited import Cited, flat
from .finding import About, Finding, unsupported, weak
from .grounds import Grounds
from .rules import Act, Found, rules

_NOT = re.compile(  # right before what is denied
    r"(?i)\b(?:not|never|cannot|can.t|isn.t|won.t|don.t|doesn.t|neither|nor|hardly|no longer|nicht|kein\w*|nunca)"
    r"(?:\s+\w+){0,2}\s*$"
)
_IF = re.compile(r"(?i)^\s*(?:only (?:if|after|once|when|with)|if and only|unless)\b")
_LOOKS = re.compile(  # a step that finds something out assures nothing
    r"(?i)^\W*(?:\d+\W+)?"
    r"(?:check|verify|confirm|make sure|ensure|see|watch|look|test|try|find out|expect|wait)\b"
)
_ASKED = re.compile(  # right before what somebody is asked to do
    r"(?i)(?:^\W*(?:\w+:\s*)?|[.;:!]\s+|\b(?:please|must|should|shall|needs? to|have to|has to|required to|then|first"
    r"|now|and|or|also|just|simply|to|you can|may|immediately|before|after|instead|recommended to|safe(?:ly)?)\s+)$"
)
_INFINITIVE = re.compile(  # "an option to disable the checks" asks nobody
    r"(?i)\b(?:option|setting|flag|parameter|possible|able|way|ability|allows?|used|endpoint|button|command|switch|api"
    r"|now|users?|admins?|customers?|operators?|how|helps?|lets?)\b[^.;:]{0,40}\bto\s+$"
)
_FEW = 80  # characters
_OF_ANY = "{} says so of any change, and nothing shows it of this one."


def acts(candidate: Candidate, grounds: Grounds) -> Iterator[Finding]:
    """All of the below; most sentences do none of it, which one search tells."""
    texts = (candidate.text, candidate.prose, candidate.without_quotations)
    if any(rules().any_act.search(text) for text in dict.fromkeys(texts)):
        for check in (approvals, assurances, hazards, spoken_of):
            yield from check(candidate, grounds)


def approvals(candidate: Candidate, _: Grounds) -> Iterator[Finding]:
    """Approvals, judgements of the risk, and tests that are said to have been carried out."""
    for act in rules().approvals:
        for found in _matches(act, candidate.without_quotations):
            said = _who_says(act, candidate)
            if said is None:
                yield unsupported(
                    f"“{_shown(found)}” is {act.name}: only the team or the person can say so.", About.DEED
                )
            elif said.letter == "N" and not _is_looked_at(candidate.without_quotations, found):
                yield weak(f"“{_shown(found)}” is {act.name}: {_OF_ANY.format(said.id)}", About.DEED)


def assurances(candidate: Candidate, grounds: Grounds) -> Iterator[Finding]:
    """Assurances that facts bear out or contradict."""
    text = candidate.without_quotations
    for act in rules().assurances:
        for found in _matches(act, text):
            if _IF.search(text[found.end() :]) or _is_looked_at(text, found):
                continue
            yield from _assured(act, found, candidate, grounds)


def _assured(act: Act, found: Found, candidate: Candidate, grounds: Grounds) -> Iterator[Finding]:
    if who := _who_says(act, candidate):
        if who.letter == "N":
            yield weak(f"“{_shown(found)}” assures {act.name}: {_OF_ANY.format(who.id)}", About.DEED)
        return
    if any(one.fact and flat(found.group()) in one.solid for one in candidate.solid):
        return  # a computed fact says so in these words
    said = f"“{_shown(found)}” assures {act.name}"
    if against := grounds.facts_like(act.against):
        yield unsupported(f"{said}, which contradicts {_told(against[0], grounds)}", About.DEED)
    elif borne_out := grounds.facts_like(act.borne_out):
        if not {fact.id for fact in borne_out} & {one.id for one in candidate.sources}:
            yield weak(f"{said}; {borne_out[0].id} bears it out, but is not cited.", About.DEED)
    elif act.absent and grounds.facts.items:
        yield weak(f"{said}; nothing was found that speaks against it, which proves nothing.", About.DEED)
    else:
        yield unsupported(f"{said}, and nothing in the evidence bears it out.", About.DEED)


def _who_says(act: Act, candidate: Candidate) -> Cited | None:
    """The cited words of the person, or else of the team, that say so themselves."""
    said = [one for one in candidate.own_words if act.pattern.search(one.evidence.text)]
    return min(said, key=lambda one: one.letter == "N", default=None)


def _is_looked_at(text: str, found: Found) -> bool:
    """Whether somebody is asked to find out whether it is so."""
    opening = text[: found.start()].rpartition(". ")[2]
    return bool(_LOOKS.search(opening + found.group()))


def asserts(text: str) -> bool:
    """Whether a text says that something was tested, approved or is safe, which no text can show."""
    acts = (*rules().approvals, *rules().assurances) if rules().any_act.search(text) else ()
    told = ((text, found) for act in acts for found in _matches(act, text))
    return any(not _IF.search(text[found.end() :]) and not _is_looked_at(text, found) for text, found in told)


def claims_much(text: str) -> bool:
    """Whether a name or a few words around one say so by a word: `Mallory (approved)`."""
    return bool(rules().much.search(text)) or asserts(text)


def _told(fact: Fact, grounds: Grounds) -> str:
    """A fact in a reason, which is sent once more: of one that was not sent no word."""
    sent = grounds.evidence.get(fact.id)
    return f"{fact.id}: {sent.text}" if sent else f"the fact {fact.id} ({fact.kind}), which was not sent."


def hazards(candidate: Candidate, grounds: Grounds) -> Iterator[Finding]:
    """What nobody may be asked to do on the word of a text in the evidence."""
    steps = candidate.field.shape is Shape.STEPS
    text = candidate.text if steps else candidate.without_quotations
    for act in rules().hazards:
        for found in _matches(act, text):
            if not steps and not _is_asked(text[: found.start()]):
                continue
            if not _is_borne_out(act, candidate):
                why = f"“{_shown(found)}” asks {act.name}, and neither the team nor a fact asks for that."
                yield unsupported(why, About.DEED)


def _is_asked(before: str) -> bool:
    """Whether what follows is asked of the reader, and not told of the code."""
    return bool(_ASKED.search(before[-_FEW:])) and not _INFINITIVE.search(before[-_FEW:])


def _is_borne_out(act: Act, candidate: Candidate) -> bool:
    computed = (one for one in candidate.solid if one.fact)
    return any(act.pattern.search(one.evidence.text) for one in (*candidate.own_words, *computed))


def spoken_of(candidate: Candidate, _: Grounds) -> Iterator[Finding]:
    """What is claimed most often without anybody having spoken of it: speed, security, customers who asked."""
    for act in rules().spoken_of:
        found = act.pattern.search(candidate.prose)
        if found and act.evidence and not any(act.evidence.search(one.everything) for one in candidate.sources):
            why = f"“{_shown(found)}” speaks of {act.name}, of which {candidate.ids} say nothing."
            yield unsupported(why, About.DEED)


def _matches(act: Act, text: str) -> Iterator[Found]:
    """The first match that is not denied."""
    for found in act.pattern.finditer(text):
        if not _NOT.search(text[max(0, found.start() - _FEW) : found.start()]):
            yield found
            return


def _shown(found: Found) -> str:
    text = " ".join(found.group().split()).strip(" .,;:")
    return text if len(text) <= _FEW else text[: _FEW - 1] + "…"
