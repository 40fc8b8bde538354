"""A ticket as it will stand in a target: pure and quick, so that it may be shown at every keystroke."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from ...settings import System
from ...ticket import Ticket
from .around import Around
from .composing import HEADING, Section
from .filling import Filling, joined_labels
from .findable import unfound
from .fitting import Fitted, Fitting
from .fixing import fixed_parts, lacking_parts
from .folding import change_section, folded, id_line, stepped, whole
from .housing import Housing
from .mapping import Homeless, Origin, Place, mapped, marked_up
from .ours import ORDER, Ours, is_text, label_of
from .prepared import Part, Prepared, our_id_of
from .schema import Schema
from .target import Sort, Target, TargetField

EVERYTHING = "everything"


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
        self._places = mapped(target, system, schema)
        self._fold = self._fold_place()
        written = marked_up(target, system)
        self._housing = Housing(ours, written, schema, foldable=self._fold is not None)
        self._filling = Filling(ours, target, system)
        self._fitting = Fitting(written, target.fold.heading if target.fold else HEADING)
        self._parts: dict[str, Part] = {}
        self._labels: dict[str, list[Part]] = {}
        self._texts: dict[str, list[tuple[Place, Section]]] = {}  # by theirs
        self._empty: list[Part] = []

    def prepared(self) -> Prepared:
        for one in self._places:
            self._take(one)
        self._take_rest()
        for theirs, texts in self._texts.items():
            if not self._fold or theirs != self._fold.theirs:
                self._fit(theirs, texts)
        self._fold_in()
        fixed = fixed_parts(self._target, self._system, self._schema, self._parts, self._filling)
        self._parts |= {part.theirs: part for part in tuple(fixed)}
        ticket = self._ours.ticket.id
        parts = (*self._in_order(), *lacking_parts(self._schema, self._parts))
        return Prepared(
            self._target,
            self._system,
            ticket,
            our_id_of(ticket),
            parts,
            tuple(self._housing.asides),
            self._housing.left,
            self._housing.said,
            faults=tuple(unfound(parts, self._target)),
            empty=self._known_empty,
        )

    @property
    def _known_empty(self) -> tuple[Part, ...]:
        """The fields that nothing fills, each once: what one of ours leaves empty, another may fill."""
        free = {part.theirs: part for part in reversed(self._empty) if part.theirs not in self._parts}
        return tuple(reversed(free.values()))

    def _in_order(self) -> Sequence[Part]:
        """The parts in the order of the table."""
        order = {one.theirs: at for at, one in enumerate(self._places) if isinstance(one, Place)}
        return sorted(self._parts.values(), key=lambda part: order.get(part.theirs, len(order)))

    def _fold_place(self) -> Place | None:
        """The field that the fold goes into, if the site has it: that of the whole ticket holds all by itself."""
        into = (self._target.fold.into if self._target.fold else "", EVERYTHING)
        for one in self._places:
            if isinstance(one, Place) and one.field.ours in into and one.field.sort is Sort.TEXT:
                return one if one.theirs not in self._system.fixed else None
        return None

    def _take(self, one: Place | Homeless) -> None:
        if isinstance(one, Homeless):
            return self._housing.house(one)
        if one.field.ours and one.theirs in self._system.fixed:
            self._add(self._filling.made(replace(one, field=replace(one.field, ours=""))))
            return self._housing.house(Homeless(one.field.ours))
        if not _is_written(one.field):
            return self._add(self._filling.made(one), one)
        text, label = self._ours.texts.get(one.field.ours, ""), label_of(one.field.ours)
        if one.origin is not Origin.TABLE and one.field.sort is Sort.LINE and "\n" in text:
            why = f"“{one.field.label}” holds one line on this site, so “{label}” goes elsewhere."
            self._be_empty(one)
            return self._housing.house(Homeless(one.field.ours, why=why))
        section = Section(label if one.theirs in self._texts else "", text, (one.field.ours,))
        self._texts.setdefault(one.theirs, []).append((one, section))

    def _add(self, made: Part | Homeless | None, place: Place | None = None) -> None:
        """`place`: which may be empty now, and hold there what an earlier export put into it.

        What goes elsewhere because nobody has asked the site yet may well stand there.
        """
        if place and (made is None or (isinstance(made, Homeless) and place.site)):
            self._be_empty(place)
        if isinstance(made, Homeless):
            self._housing.house(made)
        elif made and made.field.sort is Sort.LABELS:
            labels = self._labels.setdefault(made.theirs, [])
            labels.append(made)
            self._parts[made.theirs] = joined_labels(labels)
        elif made:
            self._parts[made.theirs] = made

    def _take_rest(self) -> None:
        """All of ours that neither the table nor the person names."""
        known = {one.field.ours if isinstance(one, Place) else one.ours for one in self._places}
        for ours in (one for one in ORDER if one not in known and one != "schedule"):
            self._housing.house(Homeless(ours))
        if "schedule" not in known:
            self._housing.schedule([*self._parts.values()])

    def _fit(self, theirs: str, texts: list[tuple[Place, Section]]) -> None:
        """Texts that share a field; one that holds none is known all the same, for an earlier export may fill it."""
        place = texts[0][0]
        if any(section.text for _, section in texts):
            sections = (stepped(section, self._target) for _, section in texts)
            fitted = self._fitting.fitted(place, sections, foldable=self._fold is not None)
            more = (one.field.why for one, section in texts[1:] if section.text and one.field.why)
            said = tuple(dict.fromkeys((*fitted.part.said, *more)))
            self._keep(replace(fitted, part=replace(fitted.part, said=said)))
        elif any(one.field.required for one, _ in texts):
            self._add(self._filling.made(place))  # which says what is missing
        else:
            self._be_empty(place)

    def _be_empty(self, place: Place) -> None:
        """Know of a field that is empty: an earlier export may have filled it."""
        field = place.field
        if not field.ours or field.once or not field.kept:
            return
        if field.sort in (Sort.TEXT, Sort.LINE):
            part = self._fitting.fitted(place, (), foldable=False).part
            self._empty.append(replace(part, emptied=True))
        else:
            self._empty.append(self._filling.emptied(place))

    def _fold_in(self) -> None:
        """The text that holds all that has no field of its own, and our id where nothing else holds it."""
        if not self._fold:
            return
        own = [section for _, section in self._texts.get(self._fold.theirs, ())]
        housed = self._housing
        details = {**housed.details, **self._only_labels}
        sections = folded(own, housed.folded.values(), details, self._target)
        held = any("our_id" in part.holds for part in self._parts.values())
        if self._fold.field.ours == EVERYTHING:
            sections = whole(self._ours, self._target)
        if not held or any(one.text.strip() for one in sections):
            known = self._ours.texts.get("change_id", "") if "change_id" in details else ""
            sections = (*sections, change_section(self._ours, known))
        if not held:
            sections = (*sections, id_line(self._ours))
        fitted = self._fitting.fitted(self._fold, sections, foldable=False)
        more: Iterable[str] = (*housed.details, *(() if held else ("our_id",)))
        if fitted.part.text:
            holds = tuple(dict.fromkeys((*fitted.part.holds, *more)))
            self._keep(replace(fitted, part=replace(fitted.part, holds=holds)))
        elif not self._fold.field.required:
            self._be_empty(self._fold)

    @property
    def _only_labels(self) -> dict[str, str]:
        """The risk where only a label tells it: labels are easily overlooked, and not everybody may set them."""
        is_label = any("risk" in part.holds for parts in self._labels.values() for part in parts)
        return {"risk": self._ours.texts["risk"]} if is_label else {}

    def _keep(self, fitted: Fitted) -> None:
        self._parts[fitted.part.theirs] = fitted.part
        for one in fitted.moved:
            self._housing.move(one.section, one.where)


def _is_written(field: TargetField) -> bool:
    """Whether texts stand in a field that may have to make room; a line may hold one that is short enough."""
    return bool(field.ours) and (field.sort is Sort.TEXT or (field.sort is Sort.LINE and is_text(field.ours)))
