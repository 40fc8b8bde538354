"""A ticket carried into a form by hand, field by field: what is copied for each, what is done, what comes next.

The fields are those of the target, in the order of its table, as `prepare` makes them: in the form's own words, with
its limits. Plain values; the window copies.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from .export.markup import Flavour
from .export.pastes import Copied, paste_of
from .export.targets.prepared import Aside, Prepared
from .export.targets.schema import Schema
from .export.targets.table import targets
from .export.targets.target import Over, Target
from .exporting import Exporting
from .kept_schemas import kept_schema
from .reaching import target_of
from .settings import System

_RICH = (Flavour.HTML, Flavour.ADF)
_MARKDOWN = (Flavour.COMMONMARK, Flavour.GFM, Flavour.GLFM)
_HTML = '<meta charset="utf-8">'


@dataclass(frozen=True, slots=True)
class Form:
    """A form that a ticket is carried into: of a configured system, or of a kind of system."""

    name: str
    title: str
    system: System


@dataclass(frozen=True, slots=True)
class Step:
    """A field of the form. `length` and `limit` are in what the field counts."""

    name: str  # by which it is known when the ticket has changed
    label: str  # as the form calls it
    copied: Copied
    length: int = 0
    limit: int | None = None
    said: tuple[str, ...] = ()  # what the person should know

    @property
    def over(self) -> int:
        """By how much it is too long."""
        return max(0, self.length - self.limit) if self.limit is not None else 0


@dataclass(frozen=True)
class Walk:
    """Where the person is. Each act gives a new value."""

    steps: tuple[Step, ...]
    at: int = -1  # the one that is on the clipboard; -1 before the first
    done: frozenset[str] = frozenset()
    skipped: frozenset[str] = frozenset()

    @property
    def current(self) -> Step | None:
        """What is on the clipboard."""
        return self.steps[self.at] if 0 <= self.at < len(self.steps) else None

    @property
    def following(self) -> Step | None:
        """What is copied next: the next one that is neither done nor skipped, beginning anew at the end."""
        order = (*self.steps[self.at + 1 :], *self.steps[: max(0, self.at)])
        gone = self.done | self.skipped
        return next((step for step in order if step.name not in gone), None)

    @property
    def is_over(self) -> bool:
        """Whether nothing is left, and nothing is on the clipboard."""
        return not self.current and not self.following

    def next(self) -> "Walk":
        """What is on the clipboard was pasted: on to the next."""
        return self._left(replace(self, done=self._with(self.done), skipped=self._without(self.skipped)))

    def skip(self) -> "Walk":
        """It is not wanted; before the first one, that one is not."""
        if not self.current:
            return replace(self, at=self.steps.index(self.following)).skip() if self.following else self
        return self._left(replace(self, skipped=self._with(self.skipped), done=self._without(self.done)))

    def back(self) -> "Walk":
        """To the one before, which is to be pasted once more."""
        at = max(0, (len(self.steps) if self.at < 0 and (self.done | self.skipped) else self.at) - 1)
        if not self.steps:
            return self
        name = self.steps[at].name
        return replace(self, at=at, done=self.done - {name}, skipped=self.skipped - {name})

    def follow(self, steps: tuple[Step, ...]) -> "Walk":
        """The ticket has changed: the same place among its fields as they are now; what changed is to be done again."""
        before = {step.name: step for step in self.steps}
        same = {step.name for step in steps if before.get(step.name) == step}
        name = self.current.name if self.current else ""
        at = next((number for number, step in enumerate(steps) if step.name == name), -1)
        return Walk(steps, at, self.done & same, self.skipped & {step.name for step in steps})

    def _left(self, walk: "Walk") -> "Walk":
        following = walk.following
        return replace(walk, at=walk.steps.index(following) if following else -1)

    def _with(self, names: frozenset[str]) -> frozenset[str]:
        return names | ({self.current.name} if self.current else set())

    def _without(self, names: frozenset[str]) -> frozenset[str]:
        return names - ({self.current.name} if self.current else set())


def forms(exporting: Exporting) -> tuple[Form, ...]:
    """The configured systems, the usual one first; then every kind of system that is not configured.

    Of these the one that the team's profile names is the first, then that for which something was copied last.
    """
    usual = exporting.usual()
    systems = sorted(exporting.systems, key=lambda one: one != usual)
    configured = {one.target for one in systems}
    wanted = (exporting.team.strip().casefold(), *paste_of(exporting.settings.paste).targets)
    kinds = [one for name, one in targets().items() if name not in configured]
    kinds.sort(key=lambda one: (one.name not in wanted[:1], one.name not in wanted, one.title.casefold()))
    return (
        *(Form(one.name, f"{one.name} ({one.host})", one) for one in systems),
        *(Form(one.name, one.title, System(one.title, one.name, one.address)) for one in kinds),
    )


def steps_of(exporting: Exporting, form: Form) -> tuple[Step, ...]:
    """What is pasted into a form, in its order. It reads what is kept of the site's fields; raises `InputError`."""
    return tuple(_Walking(exporting, form.system).steps())


class _Walking:
    def __init__(self, exporting: Exporting, system: System) -> None:
        self._exporting, self._system = exporting, system
        self._target, self._schema = target_of(system), kept_schema(system)
        self._prepared = self._as({})
        rich = any(part.field.markup in _RICH for part in self._prepared.parts)
        self._plain = _texts(self._as(dict.fromkeys(_RICH, Flavour.PLAIN))) if rich else {}
        self._html = _texts(self._as({Flavour.ADF: Flavour.HTML})) if rich else {}

    def steps(self) -> Iterator[Step]:
        for part in self._prepared.parts:
            if part.text.strip() and part.value is not None:
                said = (part.wrong, *part.said) if part.wrong else part.said
                copied = self._copied(part.theirs, part.text, part.field.markup)
                yield Step(part.theirs, part.field.label, copied, part.length, part.limit, said)
        for aside in self._prepared.asides:
            yield Step(
                _name(aside), _place(aside), self._copied(_name(aside), aside.text, aside.markup), len(aside.text)
            )

    def _copied(self, name: str, text: str, markup: Flavour) -> Copied:
        """What is pasted into an editor of rich text is its words, with HTML beside them, and no document of an API."""
        if markup not in _RICH:
            text = text.replace("\r\n", "\n")  # the clipboard has its own line ends, and the form makes its own of them
            return Copied(text, markdown=text if markup in _MARKDOWN else "")
        html = self._html.get(name, text if markup is Flavour.HTML else "")
        return Copied(self._plain.get(name, text), _HTML + html if html else "")

    def _as(self, instead: Mapping[Flavour, Flavour]) -> Prepared:
        """What the ticket becomes there, some markups being others."""
        from .export.targets.preparing import prepare

        exporting = self._exporting
        if not instead:
            return prepare(exporting.ticket, self._target, self._system, self._schema, exporting.around)
        target, schema = _target_in(self._target, instead), _schema_in(self._schema, instead)
        return prepare(exporting.ticket, target, self._system, schema, exporting.around)


def _texts(prepared: Prepared) -> Mapping[str, str]:
    return {part.theirs: part.text for part in prepared.parts} | {_name(one): one.text for one in prepared.asides}


def _name(aside: Aside) -> str:
    return f"{aside.where} {aside.title}"


def _target_in(target: Target, instead: Mapping[Flavour, Flavour]) -> Target:
    fields = tuple(replace(one, markup=instead.get(one.markup, one.markup)) for one in target.fields)
    return replace(target, fields=fields)


def _schema_in(schema: Schema | None, instead: Mapping[Flavour, Flavour]) -> Schema | None:
    if schema is None:
        return None
    told = {one.value: other.value for one, other in instead.items()}
    fields = {name: replace(one, markup=told.get(one.markup, one.markup)) for name, one in schema.fields.items()}
    return replace(schema, fields=fields)


def _place(aside: Aside) -> str:
    return f"{aside.title}: a comment" if aside.where is Over.COMMENT else f"{aside.title}: an attachment"
