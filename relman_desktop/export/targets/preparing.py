"""A ticket as it will stand in a target: pure and quick, so that it may be shown at every keystroke."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ...fields import FIELDS
from ...settings import System
from ...ticket import Ticket
from ...wording import joined
from .around import Around
from .composing import HEADING, Section
from .filling import Filling, joined_labels, named_choice
from .fitting import Fitted, Fitting
from .limits import aside_of, place_for
from .mapping import ATTACHMENT, COMMENT, FOLDED, NOT_SENT, Homeless, Origin, Place, mapped, required_elsewhere
from .moments import untold
from .ours import NOT_SENT as NEVER
from .ours import Ours, is_text, label_of
from .prepared import Aside, Left, Part, Prepared, our_id_of
from .schema import Schema, SiteField
from .target import Over, Sort, Target, TargetField
from .tasks import as_tasks

_AROUND = ("group", "links")  # what stands in the fold where no field takes it, as the ticket's own fields do
_ORDER = (*(field.name for field in FIELDS), "start", "end", *_AROUND)
_STEPS = ("deployment", "rollback", "validation")
_ASIDES = {COMMENT: Over.COMMENT, ATTACHMENT: Over.ATTACHMENT}


def prepare(
    ticket: Ticket, target: Target, system: System, schema: Schema | None = None, around: Around | None = None
) -> Prepared:
    """What will be sent to a system for a ticket. `schema`: what the site told of its fields; `around`: what is known
    beside the ticket.

    Raises nothing for what the ticket holds: what cannot be sent is `wrong`, what goes nowhere is `left`, and a text
    that does not fit is moved whole.
    """
    return _Preparing(Ours(ticket, around or Around()), target, system, schema).prepared()


class _Preparing:
    def __init__(self, ours: Ours, target: Target, system: System, schema: Schema | None) -> None:
        self._ours, self._target, self._system, self._schema = ours, target, system, schema
        self._filling = Filling(ours, target, system)
        self._fitting = Fitting(target, target.fold.heading if target.fold else HEADING)
        self._parts: dict[str, Part] = {}
        self._labels: dict[str, list[Part]] = {}
        self._texts: dict[str, list[tuple[Place, Section]]] = {}
        self._folded: dict[str, Section] = {}  # by ours: texts under headings
        self._details: dict[str, str] = {}  # by ours: short values
        self._asides: list[Aside] = []
        self._empty: list[Part] = []
        self._left: list[Left] = []
        self._said: list[str] = []
        self._missing: list[
            tuple[str, str]
        ] = []  # fields that the site does not have, and what of ours they would hold
        self._unknown: list[tuple[str, str]] = []  # fields of which nobody knows whether the site has them

    def prepared(self) -> Prepared:
        places = mapped(self._target, self._system, self._schema)
        fold = self._fold_place(places)
        for one in places:
            self._take(one, fold)
        self._take_rest(places, fold)
        for theirs, texts in self._texts.items():
            if not fold or theirs != fold.theirs:
                self._fit(theirs, texts, fold)
        self._fold(fold)
        self._fix_more()
        order = {one.theirs: at for at, one in enumerate(places) if isinstance(one, Place)}
        parts = sorted(self._parts.values(), key=lambda part: order.get(part.theirs, len(order)))
        parts += self._lacking()
        our_id = our_id_of(self._ours.ticket.id)
        said = (*self._said, *self._told_missing())
        left = sorted(self._left, key=lambda one: _ORDER.index(one.ours))
        told = tuple(self._asides), tuple(left), tuple(dict.fromkeys(said)), (), tuple(self._empty)
        return Prepared(self._target, self._system, self._ours.ticket.id, our_id, tuple(parts), *told)

    def _fold_place(self, places: Iterable[Place | Homeless]) -> Place | None:
        """The field that the fold goes into, if the site has it."""
        into = self._target.fold.into if self._target.fold else ""
        found = (one for one in places if isinstance(one, Place) and one.field.ours == into != "")
        return next(
            (one for one in found if one.field.sort is Sort.TEXT and one.theirs not in self._system.fixed), None
        )

    def _take(self, one: Place | Homeless, fold: Place | None) -> None:
        if isinstance(one, Homeless):
            return self._house(one, fold)
        if one.field.ours and one.theirs in self._system.fixed:
            self._add(self._filling.made(replace(one, field=replace(one.field, ours=""))), one, fold)
            return self._house(Homeless(one.field.ours), fold)
        if not _is_written(one.field):
            return self._add(self._filling.made(one), one, fold)
        text = self._everything() if one.field.ours == "everything" else self._ours.texts.get(one.field.ours, "")
        if one.origin is not Origin.TABLE and one.field.sort is Sort.LINE and "\n" in text:
            ours = label_of(one.field.ours)
            why = f"“{one.field.label}” holds one line on this site, so “{ours}” goes elsewhere."
            return self._house(Homeless(one.field.ours, why=why), fold)
        is_first = one.theirs not in self._texts
        label = "" if is_first else label_of(one.field.ours)
        self._texts.setdefault(one.theirs, []).append((one, Section(label, text, (one.field.ours,))))

    def _add(self, made: Part | Homeless | None, place: Place, fold: Place | None) -> None:
        if isinstance(made, Homeless):
            self._house(made, fold)
        elif made and place.field.sort is Sort.LABELS:
            labels = self._labels.setdefault(made.theirs, [])
            labels.append(made)
            self._parts[made.theirs] = joined_labels(labels)
        elif made:
            self._parts[made.theirs] = made

    def _house(self, one: Homeless, fold: Place | None) -> None:
        """Give a place to what has no field there."""
        text = self._ours.schedule if one.ours == "schedule" else self._ours.texts.get(one.ours, "")
        if one.ours in ("start", "end", "our_id", "impact", "likelihood", "") or not text:
            return
        if one.why:
            self._said.append(one.why)
        elif one.field:
            (self._unknown if self._schema is None else self._missing).append((one.field, one.ours))
        if one.to == NOT_SENT or one.ours in NEVER:
            self._left.append(Left(one.ours, NEVER.get(one.ours, "It was chosen not to be sent.")))
        elif one.ours == "notes" and one.origin is Origin.TABLE:
            self._set_notes_aside(Section(label_of("notes"), text, ("notes",)))
        elif one.to == FOLDED and fold:
            self._fold_in(one.ours, text)
        else:
            self._set_aside(Section(label_of(one.ours), text, (one.ours,)), _ASIDES.get(one.to, Over.COMMENT), fold)

    def _told_missing(self) -> Iterator[str]:
        """What has no field there because of the site."""
        for fields, reason in (
            (self._missing, "The site has no"),
            (self._unknown, "It is not known yet whether there is a"),
        ):
            if fields:
                names = joined([f"“{name}”" for name, _ in fields], 8)
                ours = joined([label_of(ours).lower() for _, ours in fields], 8)
                more = "" if fields is self._missing else " Ask the site for its fields to change that."
                yield f"{reason} {names}: what would go there ({ours}) goes elsewhere.{more}"

    def _fold_in(self, ours: str, text: str) -> None:
        if is_text(ours):
            self._folded[ours] = Section(label_of(ours), text, (ours,))
        else:
            self._details[ours] = " ".join(text.split())

    def _set_aside(self, section: Section, over: Over, fold: Place | None) -> None:
        where = place_for(section, over, self._target, foldable=fold is not None)
        if where is Over.FOLD:
            self._folded[section.ours[0]] = section
        elif where is Over.NOWHERE:
            self._left.append(Left(section.ours[0], f"{self._target.title} has no place for it."))
        else:
            self._asides.append(aside_of(section, where, self._target, our_id_of(self._ours.ticket.id)))

    def _set_notes_aside(self, notes: Section) -> None:
        """Notes are for those who work on the change: never into a text that more people read."""
        where = place_for(notes, Over.COMMENT, self._target, foldable=False)
        if where is not Over.COMMENT:
            self._left.append(Left("notes", f"{self._target.title} has no place for notes that only its people read."))
            return
        if self._target.comments:
            self._said.append(self._target.comments)
        self._asides.append(aside_of(notes, where, self._target, our_id_of(self._ours.ticket.id)))

    def _take_rest(self, places: Iterable[Place | Homeless], fold: Place | None) -> None:
        """All of ours that neither the table nor the person names."""
        known = {one.field.ours if isinstance(one, Place) else one.ours for one in places}
        if "everything" in known:
            return
        for ours in (*(field.name for field in FIELDS), *_AROUND):
            if ours not in known and ours != "schedule":
                self._house(Homeless(ours), fold)
        if "schedule" not in known:
            self._schedule(fold)

    def _schedule(self, fold: Place | None) -> None:
        """The schedule's words, where its moments say less or nothing."""
        exact = {part.holds[0] for part in self._parts.values() if part.field.sort is Sort.MOMENT and not part.wrong}
        if why := untold(self._ours):
            self._said.append(why)
            self._left += (Left(one, why) for one in ("start", "end") if self._target.taking(one))
        when = self._ours.when
        wanted = {"start"} if when and when.start == when.end else {"start", "end"}
        if not wanted <= exact:
            self._house(Homeless("schedule"), fold)
        if when and exact and not when.has_times:
            self._said.append("The schedule names days and no times: it is sent from the first moment to the last.")

    def _fit(self, theirs: str, texts: list[tuple[Place, Section]], fold: Place | None) -> None:
        place = texts[0][0]
        sections = [self._stepped(section) for _, section in texts]
        if not any(one.text for one in sections):
            if any(one.field.required for one, _ in texts):
                self._parts[theirs] = self._filling.made(place)  # type: ignore[assignment]  # it says what is missing
            else:
                self._empty.append(self._fitting.fitted(place, (), foldable=False).part)
            return
        fitted = self._fitting.fitted(place, sections, foldable=fold is not None)
        self._keep(fitted)

    def _keep(self, fitted: Fitted) -> None:
        self._parts[fitted.part.theirs] = fitted.part
        for one in fitted.moved:
            if one.where is Over.FOLD:
                self._folded[one.section.ours[0]] = one.section
            else:
                self._asides.append(aside_of(one.section, one.where, self._target, our_id_of(self._ours.ticket.id)))

    def _fold(self, place: Place | None) -> None:
        """The text that holds, under headings, all that has no field of its own."""
        if not place or not self._target.fold:
            return
        details = sorted(self._details, key=_ORDER.index) if self._target.fold.details else []
        listed = "\n".join(f"- **{label_of(one)}:** {self._details[one]}" for one in details)
        own = [section for _, section in self._texts.get(place.theirs, ())]
        folded = [self._folded[one] for one in sorted(self._folded, key=_ORDER.index)]
        held = any("our_id" in part.holds for part in self._parts.values())
        last = [] if held else [Section("", f"Relman Desktop: {our_id_of(self._ours.ticket.id)}")]
        sections = [Section("", listed), *map(self._stepped, (*own, *folded)), *last]
        fitted = self._fitting.fitted(place, sections, foldable=False)
        part = fitted.part
        holds = tuple(dict.fromkeys((*part.holds, *details, *(() if held else ("our_id",)))))
        if part.text:
            self._keep(replace(fitted, part=replace(part, holds=holds)))

    def _stepped(self, section: Section) -> Section:
        is_tasks = self._target.fold and self._target.fold.tasks and section.ours and section.ours[0] in _STEPS
        return replace(section, text=as_tasks(section.text)) if is_tasks else section

    def _everything(self) -> str:
        """The whole ticket as one text."""
        from ..text import FORMATS

        return FORMATS["markdown"].ticket(self._ours.ticket).strip()

    def _fix_more(self) -> None:
        """What the person says always stands in fields that the table does not name."""
        for theirs, value in self._system.fixed.items():
            if theirs not in self._parts and value:
                site = self._schema.fields.get(theirs) if self._schema else None
                field = self._target.sorts.get(site.sort if site else Sort.LINE, TargetField(theirs, theirs))
                field = replace(
                    field, theirs=theirs, label=site.name if site else theirs, sort=site.sort if site else Sort.LINE
                )
                place = Place(field, theirs, site, Origin.PERSON)
                self._parts[theirs] = self._filling.part(place, named_choice(place, value))

    def _lacking(self) -> Iterator[Part]:
        """The fields that the site wants and that nothing fills."""
        for site in required_elsewhere(self._schema, self._parts):
            yield Part(_field_of(site), site.theirs, "", None, site.limit, wrong=_wanted(site))


def _is_written(field: TargetField) -> bool:
    """Whether texts stand in a field that may have to make room; a line may hold one that is short enough."""
    return bool(field.ours) and (field.sort is Sort.TEXT or (field.sort is Sort.LINE and is_text(field.ours)))


def _field_of(site: SiteField) -> TargetField:
    return TargetField(site.theirs, site.name, sort=site.sort, required=True)


def _wanted(site: SiteField) -> str:
    return f"The site wants “{site.name}”, and nothing goes there: map a field of the ticket to it, or fix a value."
