"""What changes in files of directives: systemd units, Procfiles, supervisor programs, application servers."""

import re
from collections import defaultdict
from collections.abc import Iterator

from ...wording import named
from ..sides import Text
from .difference import Difference

_SECTION = re.compile(r"\s*\[([^\]]+)\]")
_CONTINUES = re.compile(r"\s+[^\s#;]|[)\]}]")
_SETTING = re.compile(r"([A-Za-z][\w-]*)\s*=(?!=)\s*(.*?)\s*$")
_PROCESS = re.compile(r"([\w-]+):\s*(\S.*?)\s*$")
_RUNS = re.compile(
    r"(?i)exec|command|user|group|environment|limit|memory|restart|numprocs|oncalendar|listen|bind|socket|workers|threads|log|timeout"
)
_CLOCK = re.compile(r"Timer\.(On\w+|RandomizedDelaySec|Persistent)")

Directives = dict[str, str]


def unit_differences(path: str, old: Text, new: Text) -> Iterator[Difference]:
    """The settings of a systemd unit; the unit is the service."""
    unit = path.rpartition("/")[2].removesuffix(".j2")
    service = unit.removesuffix(".service").removesuffix(".timer")
    for key, was, now in _changed(_settings(old), _settings(new)):
        kind = "delivery.schedule" if _CLOCK.fullmatch(key) else "delivery.systemd"
        weight = 45 if kind != "delivery.systemd" else 50 if _RUNS.search(key) else 5
        more = (("job", service),) if kind == "delivery.schedule" else ()
        yield Difference(kind, f"{named(key)} of {named(unit)}", was, now, weight, service, more=more)


def process_differences(path: str, old: Text, new: Text) -> Iterator[Difference]:
    """The processes of a Procfile, each a service."""
    for name, was, now in _changed(_matched(_PROCESS, old), _matched(_PROCESS, new)):
        if was and now:
            yield Difference("delivery.process", f"command of the process {named(name)}", was, now, 55, name)
        else:
            yield Difference("delivery.process", f"process {named(name)}", was, now, 60, name)


def program_differences(path: str, old: Text, new: Text) -> Iterator[Difference]:
    """The settings of supervisor's programs and of application servers; a section that comes or goes is one."""
    before, after = _settings(old), _settings(new)
    for section, was, now in _changed(_sections(before), _sections(after)):
        program = section.removeprefix("program:") if section.startswith("program:") else ""
        yield Difference("delivery.process", "section", was, now, 55, program)
    alone = _sections(before).keys() ^ _sections(after).keys()
    for key, was, now in _changed(before, after):
        if key.rpartition(".")[0] not in alone:
            yield Difference("delivery.process", f"setting {named(key)}", was, now, 50 if _RUNS.search(key) else 20)


def _sections(settings: Directives) -> Directives:
    return {section: section for key in settings if (section := key.rpartition(".")[0])}


def _changed(before: Directives, after: Directives) -> Iterator[tuple[str, str | None, str | None]]:
    for key in {**before, **after}:
        if before.get(key) != after.get(key):
            yield key, before.get(key), after.get(key)


def _settings(text: Text) -> Directives:
    """`Section.Key`: what it is set to, continued lines and several settings of one key joined."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for piece in text.pieces:
        section = key = ""
        for line in piece.split("\n"):
            heading, setting = _SECTION.match(line), _SETTING.match(line)
            if key and (found[key][-1].endswith("\\") or _CONTINUES.match(line)):
                found[key].append(line.strip())
            elif heading:
                section, key = f"{heading[1]}.", ""
            elif setting:
                key = section + setting[1]
                found[key].append(setting[2])
            else:
                key = ""
    return {key: " ".join(values) for key, values in found.items()}


def _matched(pattern: re.Pattern[str], text: Text) -> Directives:
    lines = (line for piece in text.pieces for line in piece.split("\n"))
    return {match[1]: match[2] for line in lines if (match := pattern.match(line))}
