"""What looks like a ticket's key and is none: UTF-8, SHA-256, CVE-2026, COVID-19; and what may be either."""

from collections.abc import Collection

from .reference import Reference, split
from .words import words


def is_project(key: str) -> bool:
    """Whether what has the form of a key may be one of a ticket."""
    return split(key)[0].upper() not in words().not_projects


def is_doubtful(reference: Reference) -> bool:
    """Whether a key may as well be a name or a number of something else: "PHASE-2", "IP-4"."""
    return reference.project.upper() in words().doubtful_projects


def is_wanted(reference: Reference, projects: Collection[str]) -> bool:
    """Whether a reference counts. `projects`: the only ones whose keys do, in capitals; () for all but noise."""
    if not reference.is_lettered:
        return True
    return reference.project in projects if projects else is_project(reference.key)
