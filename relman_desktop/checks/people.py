"""Who deploys and who validates: somebody, another, and agreed on."""

from collections.abc import Iterator

from ..drafting.team.applying import applying
from ..fields import BY_NAME
from ..ticket import Status
from ..wording import quoted, shorten
from .case import Case
from .finding import Mend
from .found import Found
from .mends import confirming, value
from .persons import Person, known_as, persons_in
from .table import Row

_ROLES = {"assignee": "deployer", "validator": "validator"}
_LONGEST, _SHORT = 60, 32  # characters of a name in a sentence, and on a button


def no_person(row: Row, case: Case) -> Iterator[Found]:
    """A field of a person in which nobody is named."""
    field = row.fields[0]
    if not persons_in(case.text(field)):
        yield Found(quote=case.text(field).strip(), mend=_somebody(field, case))


def validator_is_assignee(row: Row, case: Case) -> Iterator[Found]:
    deployers, validators = (persons_in(case.text(field)) for field in ("assignee", "validator"))
    if not deployers or not validators or any(one.is_group for one in (*deployers, *validators)):
        return
    known = tuple(one for deployer in deployers for one in known_as(deployer, case))
    if all(any(one.same_as(other) for other in known) for one in validators):
        told = {"assignee": _named(deployers[0]), "validator": _named(validators[0])}
        mend = _somebody("validator", case)
        yield Found(told, quote=case.text("validator").strip(), mend=mend)


def validator_is_robot(row: Row, case: Case) -> Iterator[Found]:
    validators = persons_in(case.text("validator"))
    if validators and all(one.is_program for one in validators):
        mend = _somebody("validator", case)
        yield Found({"validator": _named(validators[0])}, quote=case.text("validator").strip(), mend=mend)


def only_suggested(row: Row, case: Case) -> Iterator[Found]:
    """Who wrote the code was put in, and nobody said that they deploy or validate it."""
    for field in row.fields:
        for span in case.spans.get(field, ()):
            persons = persons_in(span.claim.text)
            if span.claim.status is Status.WEAK and persons and not persons[0].is_program:
                reason = " ".join(span.claim.reasons).removeprefix("Suggested: ").rstrip(".") or "nothing else says it"
                told = {"label": BY_NAME[field].label, "what": _named(persons[0]), "reason": reason}
                keep = confirming(case, field, f"Keep {shorten(persons[0].said, _SHORT)}")
                yield Found(told, field, field, span.claim.evidence, span.claim.body, keep)


def _somebody(field: str, case: Case) -> Mend | None:
    """One of the team's role, else whom the template suggests; neither a program nor who stands in the other field."""
    other = "validator" if field == "assignee" else "assignee"
    taken = tuple(one for whom in persons_in(case.text(other)) for one in known_as(whom, case))
    drafted = tuple(one.text for one in case.drafted(field))
    of_team = tuple(_of_role(_ROLES[field], case))
    for said in dict.fromkeys((*(one for one in drafted if one in of_team), *of_team, *drafted)):
        who = Person(said)
        if not who.is_program and not any(who.same_as(one) for one in taken):
            whose = f"Take the team's {field}, {shorten(said, _SHORT)}" if said in of_team else ""
            return value(field, said, whose)
    return None


def _of_role(role: str, case: Case) -> Iterator[str]:
    """Those of the team who have a role, the nearest to what changes first."""
    found = [one for one in applying(case.material, "people") if role in one.entry.texts("roles")]
    for one in sorted(found, key=lambda one: not one.because):
        yield " ".join(one.entry.get("name").split())


def _named(one: Person) -> str:
    return quoted(one.said, _LONGEST)
