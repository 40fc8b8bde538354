"""Configuration: environment variables and settings that appear, vanish or get another value."""

from collections.abc import Iterator

from ...jobs import Cancel
from ...sources.change import Change
from ..fact import Finding
from .commented import commented
from .environment import variables
from .keys import capped, changed_keys, tooling
from .refused import refused
from .terraform import interfaces


def detect(change: Change, cancel: Cancel) -> Iterator[Finding]:
    """The facts about configuration: `config.env_*` and `config.key_*`, and `config.keys|tooling|unread`."""
    declared = list(variables(change, cancel))
    told = [str(finding.data[name]) for finding in declared for name in ("key", "constant") if name in finding.data]
    yield from capped((*declared, *changed_keys(change, told, cancel), *commented(change, told, cancel)))
    yield from refused(change, cancel)
    yield from interfaces(change, cancel)
    yield from tooling(change, cancel)
