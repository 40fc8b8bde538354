"""All that the tab "Export" shows, as a value."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..checks import Finding
from ..checks.secrets_told import Secrets
from ..export.targets.prepared import Prepared
from ..export.targets.target import Target
from ..exported import taken_back
from ..exporting import Preview
from ..settings import System
from .export_state import Course


@dataclass(frozen=True)
class View:
    """A ticket and the system that is chosen for it."""

    system: System
    target: Target | None  # None where no table tells of it
    course: Course
    preview: Preview | None = None  # None while it is prepared, or where it cannot be
    problem: str = ""  # why there is no preview
    fresh: bool = True  # whether the preview is of the ticket as it is now
    agreed: bool = True  # whether the person agreed before that tickets go there
    busy_with: str = ""  # what is being sent or looked for instead: another ticket or another system
    findings: tuple[Finding, ...] = field(default=())  # of the checks, those that an approver sends back
    read_only: bool = False
    awaits_risk: bool = False  # whether the risk of the change is still worked out
    attaches_audit: bool = False  # whether the person wants the audit to go along
    is_closed: bool = False  # whether there is a closing note
    tells_closing: bool = False  # whether the person wants it to go along

    @property
    def may_attach(self) -> bool:
        """Whether an audit could go along."""
        return bool(self.target and "attach" in self.target.calls)

    @property
    def title(self) -> str:
        """What the system is called."""
        return self.target.title if self.target else self.system.name

    @property
    def prepared(self) -> Prepared | None:
        """What would be sent now."""
        return self.preview.prepared if self.preview else None

    @property
    def secrets(self) -> Secrets:
        """What looks like a secret in the ticket's own text."""
        return self.preview.secrets if self.preview else Secrets()

    @property
    def with_secrets(self) -> bool:
        """Whether the person wants just these to go along; also where there are none."""
        return not self.secrets or self.secrets.seal == self.course.sealed

    @property
    def shown(self) -> Prepared | None:
        """What would be sent now as it is shown: secrets are masked until the person lets them go along."""
        return self.preview.masked if self.preview and not self.with_secrets else self.prepared

    @property
    def may_ask(self) -> bool:
        """Whether the system can be asked now."""
        return bool(self.prepared) and not (self.course.busy or self.busy_with or self.read_only)

    @property
    def may_send(self) -> bool:
        """Whether what is shown can be sent now. Findings forbid nothing: the person decides; of secrets by a tick."""
        right = bool(self.prepared and not self.prepared.wrong)
        return self.may_ask and self.fresh and not self.awaits_risk and right and self.with_secrets

    @property
    def reads_first(self) -> bool:
        """Whether the site has to be asked for its fields before something is sent: they are not known yet."""
        asks = bool(self.target and self.target.asks)
        return asks and bool(self.preview and not self.preview.schema) and not self.course.unread

    @property
    def refused(self) -> Mapping[str, str]:
        """Why the system did not take fields, by their names there, as long as they hold what was sent."""
        sent = {one.theirs: one.value for one in self.course.sent.parts} if self.course.sent else {}
        now = {one.theirs: one.value for one in self.prepared.parts} if self.prepared else {}
        refused = self.course.refused
        return {name: why for name, why in refused.items() if name in now and sent.get(name) == now[name]}

    @property
    def behind(self) -> bool:
        """Whether what is there is older than the ticket."""
        return bool(self.preview and self.preview.made and self.preview.changed)

    @property
    def takes(self) -> frozenset[str]:
        """The held fields, by their names there, whose texts can be taken into one field of the ticket."""
        prepared = self.prepared
        if prepared is None or self.read_only:
            return frozenset()
        held = self.course.held
        return frozenset(one.theirs for one in held if taken_back(prepared, one.theirs, one.now))
