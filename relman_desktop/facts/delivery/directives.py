"""What changes in files of directives: systemd units, Procfiles, supervisor programs, Terraform blocks."""

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
_BLOCK = re.compile(
    r'(resource|data|module|variable|output|provider)\s+"([^"]+)"(?:\s+"([^"]+)")?|(locals|terraform)\s*\{'
)
_RUNS = re.compile(
    r"(?i)exec|command|user|group|environment|limit|memory|restart|numprocs|oncalendar|listen|bind|socket|workers|threads|log|timeout"
)
_CLOCK = re.compile(r"Timer\.(On\w+|RandomizedDelaySec|Persistent)")
_UNNAMED = {"locals": "local values", "terraform": "settings of Terraform"}
_TERRAFORM = {"resource": 50, "module": 50, "provider": 40}  # weights

Directives = dict[str, str]


def unit_differences(path: str, old: Text, new: Text) -> Iterator[Difference]:
    """The settings of a systemd unit; the unit is the service."""
    unit = path.rpartition("/")[2]
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


def terraform_differences(path: str, old: Text, new: Text) -> Iterator[Difference]:
    """Resources, data sources and modules that come and go, and those of which lines change."""
    before, after = _blocks(old), _blocks(new)
    for address, *_ in _changed(before, after):
        kind, _, name = address.partition(" ")
        gone, come = address in before, address in after
        if gone and come:
            subject = f"{kind} {named(name)}" if name else _UNNAMED[kind]
            yield Difference("delivery.terraform", subject, None, None, _TERRAFORM.get(kind, 20))
        else:
            weight = 90 if gone and kind == "resource" else _TERRAFORM.get(kind, 20)
            yield Difference("delivery.terraform", kind, name if gone else None, name if come else None, weight)


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


def _blocks(text: Text) -> Directives:
    """Each block's lines by its address, from its head to the next block's."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for piece in text.pieces:
        address = ""
        for line in piece.split("\n"):
            if head := _BLOCK.match(line):
                address = head[4] or f"{head[1]} {'.'.join(filter(None, (head[2], head[3])))}"
            if address and line.strip() and not line.lstrip().startswith(("#", "//")):
                found[address].append(line.strip())
    return {address: "\n".join(lines) for address, lines in found.items()}
