"""Where all goes that has no field there: into the fold, beside the record, or nowhere, and what is said of it."""

from collections.abc import Iterator

from ...wording import joined
from .composing import Section
from .limits import aside_of, place_for
from .mapping import ATTACHMENT, COMMENT, FOLDED, NOT_SENT, Homeless, Origin
from .moments import untold
from .ours import NOT_SENT as NEVER
from .ours import ORDER, Ours, is_text, label_of
from .prepared import Aside, Left, Part, our_id_of
from .schema import Schema
from .target import Over, Sort, Target

_ASIDES = {COMMENT: Over.COMMENT, ATTACHMENT: Over.ATTACHMENT}
_TOLD_ELSEWHERE = ("start", "end", "our_id")  # by the schedule's words, and by a line of its own
_BARE = ("impact", "likelihood")  # numbers that say nothing without their field; the risk's text tells them
_MOST_NAMED = 8


class Housing:
    """Houses what has no field, for one ticket. `foldable`: whether there is a text that holds it."""

    def __init__(self, ours: Ours, target: Target, schema: Schema | None, *, foldable: bool) -> None:
        self._ours, self._target, self._schema, self._foldable = ours, target, schema, foldable
        self.folded: dict[str, Section] = {}  # by ours: texts, each under its heading
        self.details: dict[str, str] = {}  # by ours: short values
        self.asides: list[Aside] = []
        self._left: list[Left] = []
        self._said: list[str] = []
        self._missing: list[tuple[str, str]] = []  # fields that the site has not, or perhaps not, and what they are of

    @property
    def left(self) -> tuple[Left, ...]:
        return tuple(sorted(self._left, key=lambda one: ORDER.index(one.ours)))

    @property
    def said(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self._said, *self._told_missing())))

    def house(self, one: Homeless) -> None:
        text = self._ours.schedule if one.ours == "schedule" else self._ours.texts.get(one.ours, "")
        if not text or not one.ours or one.ours in _TOLD_ELSEWHERE:
            return
        if one.ours in _BARE:
            self._left += [Left(one.ours, one.why)] if one.why else []
            return
        if one.why:
            self._said.append(one.why)
        elif one.field:
            self._missing.append((one.field, one.ours))
        self._place(one, text)

    def move(self, section: Section, where: Over) -> None:
        """A text that is too long for its field."""
        if where is Over.FOLD:
            self.folded[section.ours[0]] = section
        else:
            self.asides.append(self._aside(section, where))

    def schedule(self, parts: list[Part]) -> None:
        """The schedule's words, where its moments, of which these parts are, say less or nothing."""
        exact = {part.holds[0] for part in parts if part.field.sort is Sort.MOMENT and not part.wrong}
        if why := untold(self._ours):
            self._said.append(why)
            self._left += (Left(one, why) for one in ("start", "end") if self._target.taking(one))
        when = self._ours.when
        wanted = {"start"} if when and when.start == when.end else {"start", "end"}
        if not wanted <= exact:
            self.house(Homeless("schedule"))
        if when and exact and not when.has_times:
            self._said.append("The schedule names days and no times: it is sent from the first moment to the last.")

    def _place(self, one: Homeless, text: str) -> None:
        section = Section(label_of(one.ours), text, (one.ours,))
        if one.to == NOT_SENT or one.ours in NEVER:
            self._left.append(Left(one.ours, NEVER.get(one.ours, "It was chosen not to be sent.")))
        elif one.ours == "notes" and one.origin is Origin.TABLE:
            self._set_notes_aside(section)
        elif one.to != FOLDED or not self._foldable:
            self._set_aside(section, _ASIDES.get(one.to, Over.COMMENT))
        elif is_text(one.ours):
            self.folded[one.ours] = section
        else:
            self.details[one.ours] = " ".join(text.split())

    def _set_aside(self, section: Section, over: Over) -> None:
        where = place_for(section, over, self._target, foldable=self._foldable)
        if where is Over.NOWHERE:
            self._left.append(Left(section.ours[0], f"{self._target.title} has no place for it."))
        else:
            self.move(section, where)

    def _set_notes_aside(self, notes: Section) -> None:
        """Notes are for those who work on the change: never into a text that more people read."""
        where = place_for(notes, Over.COMMENT, self._target, foldable=False)
        if where is not Over.COMMENT:
            self._left.append(Left("notes", f"{self._target.title} has no place for notes that only its people read."))
            return
        self._said += [self._target.comments] if self._target.comments else []
        self.asides.append(self._aside(notes, where))

    def _aside(self, section: Section, where: Over) -> Aside:
        return aside_of(section, where, self._target, our_id_of(self._ours.ticket.id))

    def _told_missing(self) -> Iterator[str]:
        """What has no field there because of the site."""
        if not self._missing:
            return
        names = joined([f"“{name}”" for name, _ in self._missing], _MOST_NAMED)
        ours = joined([label_of(ours).lower() for _, ours in self._missing], _MOST_NAMED)
        goes = f"what would go there ({ours}) goes elsewhere."
        if self._schema is None:
            yield f"It is not known yet whether there is a {names}: {goes} Ask the site for its fields to change that."
        else:
            yield f"The site has no {names}: {goes}"
