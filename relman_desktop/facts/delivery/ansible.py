"""What changes in Ansible: plays with their hosts and roles, and the tasks and handlers by their names."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from ...wording import listed, named
from ..configuration.secrets import cover
from ..sides import Text
from .compose import line_of
from .difference import Difference
from .yamltext import Block, Tree, line_at, read

_KIND = "delivery.ansible"
_OF_PLAY = {"hosts": 50, "become": 45, "become_user": 45, "serial": 45, "strategy": 30, "gather_facts": 10}
_TASKS = ("tasks", "handlers", "pre_tasks", "post_tasks", "block", "rescue", "always")
_NOT_A_MODULE = ("name", "when", "tags", "register", "notify", "become", "become_user", "loop", "with_items", "vars")
_OPERATIONAL = re.compile(r"(?i)(version|image|tag|port|bind|memory|cpu|replica|restart|schedule|cron)s?$")
_MOST_VARIABLES = 12  # of a file that are told with their values
_TASK = 45  # weight
_LIGHT_TASK = 15
_LIGHT = {"fail", "assert", "debug", "set_fact", "include_tasks", "import_tasks", "meta", "pause"}
_FEW = 3  # tasks that change are told one by one

Tasks = dict[str, Mapping[str, Tree]]


def differences(path: str, old: Text, new: Text) -> Iterator[Difference] | None:
    """None of a piece, and of what holds neither plays nor tasks. Raises `Unread`."""
    if not (old.whole and new.whole) or not path.endswith((".yml", ".yaml")):
        return None
    before, after = (next(iter(read("".join(text.pieces))), []) for text in (old, new))
    if isinstance(before, dict) or isinstance(after, dict):
        return _variables(before, after)
    return _compared(before, after) if isinstance(before, list) and isinstance(after, list) else None


def _variables(before: Tree, after: Tree) -> Iterator[Difference]:
    """Variables that say how it runs, with their values; of the others only how many change."""
    was, now = (side if isinstance(side, dict) else {} for side in (before, after))
    changed = [name for name in {**was, **now} if was.get(name) != now.get(name)]
    told = [
        name for name in changed if _OPERATIONAL.search(name) and all(_is_short(side.get(name)) for side in (was, now))
    ]
    for name in told[:_MOST_VARIABLES]:
        values = [cover(name, line_of(side.get(name))) for side in (was, now)]
        at = (line_at(was, name), line_at(now, name))
        yield Difference(_KIND, f"variable {named(name)}", values[0], values[1], 30, at=at)
    if rest := [name for name in changed if name not in told[:_MOST_VARIABLES]]:
        verb = "variables change" if len(rest) > 1 else "variable changes"
        said = f"{len(rest)} {verb} in {{where}}: {listed(rest, _FEW)}."
        at = (line_at(was, rest[0]), line_at(now, rest[0]))
        yield Difference(_KIND, "variables", None, None, 10, said=said, more=(("count", len(rest)),), at=at)


def _is_short(value: Tree | None) -> bool:
    return value is None or (isinstance(value, str) and "\n" not in value)


def _compared(before: list[Tree], after: list[Tree]) -> Iterator[Difference]:
    yield from _plays(before, after)
    was, now = _tasks(before), _tasks(after)
    gone, come = [name for name in was if name not in now], [name for name in now if name not in was]
    same = _renamed({name: was[name] for name in gone}, {name: now[name] for name in come})
    others = set(same.values())
    gone, come = [name for name in gone if name not in same], [name for name in come if name not in others]
    changed = [name for name in now if name in was and was[name] != now[name]]
    yield from _told(gone, was, "removed from", (0, None))
    yield from _told(come, now, "added in", (1, None))
    yield from _told(changed, now, "changed in", (1, None))


def _plays(before: list[Tree], after: list[Tree]) -> Iterator[Difference]:
    was, now = (
        {
            line_of(one.get("name", one.get("hosts"))) or "": one
            for one in side
            if isinstance(one, dict) and "hosts" in one
        }
        for side in (before, after)
    )
    for name, play in now.items():
        if name not in was:
            continue
        for key, weight in _OF_PLAY.items():
            if was[name].get(key) != play.get(key):
                subject = f"{named(key)} of the play {named(name)}"
                yield Difference(_KIND, subject, line_of(was[name].get(key)), line_of(play.get(key)), weight)
        old, new = _roles(was[name]), _roles(play)
        yield from (Difference(_KIND, "role", one, None, 50) for one in old if one not in new)
        yield from (Difference(_KIND, "role", None, one, 50) for one in new if one not in old)


def _roles(play: Mapping[str, Tree]) -> list[str]:
    roles = play.get("roles")
    found = roles if isinstance(roles, list) else []
    return [
        (line_of(one.get("role", one.get("name"))) or "") if isinstance(one, dict) else line_of(one) or ""
        for one in found
    ]


def _tasks(top: list[Tree]) -> Tasks:
    """All tasks below plays and blocks, by their names."""
    found: Tasks = {}
    waiting = list(reversed(top))
    while waiting:
        one = waiting.pop()
        if not isinstance(one, dict):
            continue
        inner = [each for key in _TASKS for each in _list(one.get(key))]
        waiting += reversed(inner)
        if "hosts" not in one and not inner:
            found[_called(one)] = one
    return found


def _called(task: Mapping[str, Tree]) -> str:
    """A task's name, else its module with what it is given."""
    module = next((key for key in task if key not in _NOT_A_MODULE), "")
    return line_of(task.get("name")) or f"{module}: {line_of(task.get(module)) or ''}"[:80]


def _renamed(gone: Tasks, come: Tasks) -> dict[str, str]:
    """The tasks of which only the name changes, which changes nothing, with their new names."""
    bodies: defaultdict[str, list[str]] = defaultdict(list)
    for name in reversed(come):
        bodies[_body(come[name])].append(name)
    return {name: names.pop() for name in gone if (names := bodies[_body(gone[name])])}


def _body(task: Mapping[str, Tree]) -> str:
    """What a task does, whatever it is called, as a text to look up."""
    return json.dumps({key: value for key, value in task.items() if key != "name"}, sort_keys=True)


def _weight(tasks: list[Mapping[str, Tree]]) -> int:
    """Little, where they only check, show and go on."""
    modules = {key.rpartition(".")[2] for task in tasks for key in task if key not in _NOT_A_MODULE}
    return _TASK if modules - _LIGHT else _LIGHT_TASK


def _list(value: Tree | None) -> list[Tree]:
    return value if isinstance(value, list) else []


def _told(names: list[str], tasks: Tasks, happens: str, side: tuple[int, None]) -> Iterator[Difference]:
    verb = happens.partition(" ")[0]
    shown = ", ".join(names)
    many = len(names) > _FEW
    together = f"{len(names)} tasks are {happens} {{where}}: {listed(names, _FEW)}." if many else ""
    weight = _weight([tasks[name] for name in names])
    for name in names:
        said = together or f"The task {named(name)} is {happens} {{where}}."
        text = shown if many else name
        old, new = {"removed": (text, None), "added": (None, text), "changed": (None, None)}[verb]
        task = tasks[name]
        line = min(task.lines.values(), default=None) if isinstance(task, Block) else None
        at = (None, line) if side[0] else (line, None)
        more = (("action", verb), *((("count", len(names)),) if many else ()))
        yield Difference(
            _KIND,
            "task",
            old,
            new,
            weight if many else _weight([task]),
            said=said,
            more=more,
            at=at,
        )
