"""What the notes of a ticket say of the team's profile: what is frozen, what could not be used, what is new in it."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from ....ticket import Claim, Layout
from ....wording import code, counted
from ...interview.schedule import Told, told_against
from ...proposal import Material
from ...question_table import row_of
from ...team.applying import Applying, applying
from ...team.plain import bare, in_quotes, name, plain
from .frames import faults
from .people import runbooks
from .steps import team_claim
from .watching import taken_away

_MOST = 3
_ALTERS = "This change alters "  # how the profile's own warning begins, which is told with its evidence
_SOON = timedelta(days=60)  # in which a freeze may meet the deployment


def remarks(material: Material) -> Iterator[Claim]:
    yield from _in_review(material)
    yield from _taken_away(material)
    yield from _against_the_schedule(material)
    yield from _freezes(material)
    yield from runbooks(material)
    yield from _unused(material)


def _in_review(material: Material) -> Iterator[Claim]:
    """That the change writes the words on which the ticket rests."""
    changed = {file.path: file.id for file in material.change.files}
    files = dict.fromkeys(one.file for one in material.profile.entries if one.id in material.in_review)
    for file in files:
        text = (
            f"This change alters {code(file)} itself: what the ticket says out of it was written in the change under "
            "review, so read it before you rely on it."
        )
        yield Claim(text, (changed[file],), layout=Layout.SENTENCE)


def _taken_away(material: Material) -> Iterator[Claim]:
    for one in taken_away(material)[:_MOST]:
        text = (
            f"The team watches {name(one.entry.get('metric'))}, which this change removes: nothing would tell any more."
        )
        yield team_claim(material, text, one, layout=Layout.SENTENCE)


def _against_the_schedule(material: Material) -> Iterator[Claim]:
    """That the time that the person answered lies in a freeze, or outside of every window."""
    for answer in material.said:
        row = row_of(answer.ref)
        told = told_against(answer.text, material.profile) if row and row.field == "schedule" else Told()
        if told.text:
            because = map(Applying, told.entries)
            yield team_claim(material, f"Schedule: {told.text}", *because, further=(answer.id,), layout=Layout.SENTENCE)


def _freezes(material: Material) -> Iterator[Claim]:
    """The freezes that may meet the deployment."""
    found = [one for one in applying(material, "freezes") if _may_meet(one, _day(material.days[1]))]
    for one in found[:_MOST]:
        starts, ends = (_moment(one.entry.get(key)) for key in ("from", "to"))
        reason = bare(one.entry.get("reason"), 120)
        why = f" ({reason})" if reason else ""
        text = f"No deployment during the freeze {in_quotes(one.entry.get('name'), 80)}{why}: {starts} to {ends}."
        yield team_claim(material, text, one, layout=Layout.SENTENCE)


def _may_meet(one: Applying, today: date | None) -> bool:
    starts, ends = _day(one.entry.get("from")), _day(one.entry.get("to"))
    if today is None or starts is None or ends is None:
        return True
    return ends >= today and starts - today <= _SOON  # no sum: a commit may be of the year 9999


def _moment(text: str) -> str:
    """A day, with its time where that is not where a day begins or ends."""
    try:
        told = datetime.fromisoformat(text)
    except ValueError:
        return bare(text, 40)
    zone = f" {told:%Z}".rstrip()
    return f"{told:%Y-%m-%d}" if (told.hour, told.minute) in ((0, 0), (23, 59)) else f"{told:%Y-%m-%d %H:%M}{zone}"


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _unused(material: Material) -> Iterator[Claim]:
    """What in the profile could not be used."""
    said = (*material.profile.warnings, *(fault for _, fault in faults(material)))
    told = [plain(text, 400) for text in said if not text.startswith(_ALTERS)]
    cited = tuple(fact.id for fact in material.facts.of("change.size"))
    for text in told[:_MOST]:
        yield Claim(f"In the team's profile: {text}", cited, layout=Layout.SENTENCE)
    if rest := told[_MOST:]:
        text = f"And {counted(len(rest), 'further thing')} in it."
        yield Claim(text, cited, layout=Layout.SENTENCE)
