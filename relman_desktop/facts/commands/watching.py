"""What the repository itself says to watch: alert rules and dashboards that stand in its tree."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...wording import named, printable
from ..fact import Finding, Value
from ..formats import Path, Unread, json_value, mapping, yaml_scalars
from .pages import HeadTree, Page
from .rules import rules

_MOST_READ = 20
_MOST_ALERTS = 5
_MOST_DASHBOARDS = 3
_LONGEST = 120
_SEVERE = ("critical", "page", "high", "error", "warning", "")

Keys = dict[str, str]


@dataclass(frozen=True, slots=True)
class _Alert:
    page: Page
    said: Keys  # "alert", "expr", "for", "severity"

    @property
    def order(self) -> tuple[int, str]:
        severity = self.said.get("severity", "").lower()
        return _SEVERE.index(severity) if severity in _SEVERE else len(_SEVERE), self.page.path

    def finding(self, tree: HeadTree) -> Finding:
        name = self.said["alert"]
        index = next((at for at, line in enumerate(self.page.lines) if "alert:" in line and name in line), 0)
        number = self.page.numbers[index]
        expression = " ".join(self.said.get("expr", "").split())
        condition = f" when {named(expression, _LONGEST)}" if expression else ""
        lasting = f" for {self.said['for']}" if condition and self.said.get("for") else ""
        text = f"The repository has the alert {named(name)}{condition}{lasting} ({self.page.path}:{number})."
        return Finding(
            "watch.alert",
            printable(text),
            (tree.cite(self.page, index),),
            {"name": name, "expr": expression, "for": self.said.get("for", ""), "path": self.page.path, "line": number},
            weight=8,
        )


def watching(tree: HeadTree) -> Iterator[Finding]:
    """`watch.alert`, the most severe first, at most five, and `watch.dashboard`.

    A repository with more than three dashboards has them as its product, or one is as good as the other.
    """
    alerts = [alert for page in _pages(tree, rules().watching.alerts) for alert in _alerts(page)]
    yield from (alert.finding(tree) for alert in sorted(alerts, key=lambda one: one.order)[:_MOST_ALERTS])
    dashboards = [found for page in _pages(tree, rules().watching.dashboards) for found in _dashboard(page, tree)]
    if len(dashboards) <= _MOST_DASHBOARDS:
        yield from dashboards


def _pages(tree: HeadTree, paths: re.Pattern[str]) -> Iterator[Page]:
    likely = [path for path in tree.paths if paths.search("/" + path.lower()) and not rules().skip.search("/" + path)]
    for path in sorted(likely, key=lambda path: (path.count("/"), path))[:_MOST_READ]:
        tree.cancel.check()
        if page := tree.page(path):
            yield page


def _alerts(page: Page) -> Iterator[_Alert]:
    """Rules in Prometheus' form, which Loki, Mimir, Thanos and the operator's PrometheusRule share."""
    if not any("alert:" in line for line in page.lines):
        return
    rows: dict[Path, Keys] = {}
    try:
        for path, value in yaml_scalars("\n".join(page.lines)):
            if path[-1:] in (("alert",), ("expr",), ("for",)):
                rows.setdefault(path[:-1], {})[str(path[-1])] = value
            elif path[-2:] == ("labels", "severity"):
                rows.setdefault(path[:-2], {})["severity"] = value
    except Unread:
        return
    yield from (_Alert(page, said) for said in rows.values() if said.get("alert"))


def _dashboard(page: Page, tree: HeadTree) -> Sequence[Finding]:
    try:
        found = mapping(json_value("\n".join(page.lines)))
    except Unread:
        return ()
    title = found.get("title")
    if not isinstance(title, str) or not isinstance(found.get("panels"), list):
        return ()
    index = next((at for at, line in enumerate(page.lines) if '"title"' in line and title in line), 0)
    data: dict[str, Value] = {"name": title, "path": page.path, "line": page.numbers[index]}
    text = f"The repository has the dashboard {named(title)} ({page.path})."
    return (Finding("watch.dashboard", printable(text), (tree.cite(page, index),), data, weight=6),)
