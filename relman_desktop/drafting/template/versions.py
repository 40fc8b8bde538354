"""The two sides of a change, by names that still mean the same tomorrow."""

import re

from ...facts.configuration.secrets import hide
from ...sources.change import Change
from ...wording import code

_RELATIVE = re.compile(r"[~^@{]|^HEAD$|^$")  # names that mean another commit after the next one


def is_relative(name: str) -> bool:
    """Whether a name means another commit after the next one, such as `v1.2.0~1` or `HEAD`."""
    return bool(_RELATIVE.search(name))


def version_name(change: Change, *, old: bool = False) -> str:
    """One side as a person names it: a tag or a branch; a short id where that is relative, or has a secret in it."""
    name, oid = (change.base_name, change.base) if old else (change.head_name, change.head)
    return oid[:10] if oid and (is_relative(name) or hide(name) != name) else name


def version(change: Change, *, old: bool = False) -> str:
    """One side as one can name it to a deployment: `v1.2.0` (1a2b3c4d5e)."""
    name, oid = version_name(change, old=old), change.base if old else change.head
    if not oid:
        return "the previous version" if old else f"the version with {code(change.repo)} applied"
    return code(oid[:10]) if oid.startswith(name) else f"{code(name)} ({oid[:10]})"
