"""How the product can be watched while it runs: dashboards, spans of traces, named events in logs.

Metrics and alerts are told by `surface`.
"""

from collections.abc import Iterator

from ...jobs import Cancel
from ...sources.change import Change
from ..fact import Finding
from . import dashboards, signals


def detect(change: Change, cancel: Cancel) -> Iterator[Finding]:
    """`observability.dashboard_*`, `.span_*`, `.log_*` and `.event_*`, and `.unread`."""
    yield from dashboards.detect(change, cancel)
    yield from signals.detect(change, cancel)
