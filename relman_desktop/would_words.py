"""What putting a ticket into a change system would do, by what is known without asking that: as text and as JSON."""

from typing import Any

from .export.targets.prepared import Prepared
from .exported import changed_since
from .submitting.export import Export, State
from .wording import joined, printable


def would_text(prepared: Prepared, export: Export | None) -> str:
    """What an export would do by what is known without asking the system, a line."""
    where = printable(prepared.system.name)
    if export is None:
        return f"Would create the ticket in {where}, unless it is there already: it is looked for first.\n\n"
    if export.state is not State.MADE:
        begun = f"It was begun there {printable(export.begun_at)}, and how that ended is not known"
        return f"Would look whether it is in {where}, and create it if it is not. {begun}.\n\n"
    changed = changed_since(prepared, export)
    told = f"changed here since: {joined(changed, 4)}" if changed else "not changed here since"
    made = f"created {printable(export.made_at)}; {told}"
    return f"Would update {printable(export.key or export.id)} in {where} ({made}).\n\n"


def would_object(prepared: Prepared, export: Export | None) -> dict[str, Any]:
    """The same as plain values."""
    if export is None or export.state is not State.MADE:
        return {"what": "create" if export is None else "look", "key": None, "changed": []}
    return {"what": "update", "key": export.key or export.id, "changed": list(changed_since(prepared, export))}
