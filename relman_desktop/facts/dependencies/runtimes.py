"""Files that say which version of a language a project runs on."""

import re

from .requirement import Reading, Runtime
from .scopes import table

_CHANNEL = re.compile(r"""^[ \t]*channel[ \t]*=[ \t]*["']([^"'\n]+)""", re.MULTILINE)
_TOOL = re.compile(r"\s*([a-z][\w-]*)\s+(\S+)")


def version_file(name: str, text: str) -> Reading:
    """.python-version, .nvmrc, .ruby-version, runtime.txt: the version stands alone on the first line."""
    lines = (line.strip() for line in text.splitlines())
    version = next((line for line in lines if line and not line.startswith("#")), "")
    version = version.removeprefix(f"{name}-").removeprefix("v")
    return Reading(runtimes={name: Runtime(version, minimum=False)} if version else {})


def tool_versions(text: str) -> Reading:
    """.tool-versions of asdf and mise: one tool and its versions a line; only languages are told."""
    names = table()["runtimes"]["tools"]
    found = [match for line in text.splitlines() if (match := _TOOL.match(line))]
    return Reading(runtimes={names[one[1]]: Runtime(one[2], minimum=False) for one in found if one[1] in names})


def rust_toolchain(text: str) -> Reading:
    """rust-toolchain.toml, or the older file that holds the channel alone."""
    found = _CHANNEL.search(text)
    channel = found[1] if found else "" if "=" in text or "[" in text else text.strip()
    return Reading(runtimes={"rust": Runtime(channel, minimum=False)} if channel else {})
