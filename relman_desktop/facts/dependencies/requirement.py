"""What a manifest or a lock file says, whatever its format."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum


class Scope(IntEnum):
    """How far a dependency goes; of two that a project states for one name the higher counts."""

    DEVELOPMENT = 0  # tools, tests, documentation, the build
    OPTIONAL = 1  # installed by those who ask for it
    PRODUCTION = 2


@dataclass(frozen=True, slots=True)
class Requirement:
    """A dependency that a person wrote down. `spec` is verbatim: `==5.2.14`, `^1.2`, "" for any version.

    via: the variable, property or catalog entry that holds its version, so that those of one move together.
    """

    name: str
    spec: str
    scope: Scope = Scope.PRODUCTION
    via: str = ""


@dataclass(frozen=True, slots=True)
class Runtime:
    """The version of a language that a project runs on, or the least that it takes.

    image: it stands in a base image, which the facts about images tell of.
    """

    version: str
    minimum: bool
    image: bool = False


Requirements = dict[str, Requirement]
Stated = tuple[str, Requirement]  # with its key


@dataclass(frozen=True)
class Reading:
    """One side of one file. All keys are names as the ecosystem compares them (`Django` and `django` are one).

    requirements: what it asks for.
    pinned: every version of every package that it locks; {} for a plain manifest.
    chosen: which of these versions a requirement gets, by `name` or `name@spec`, where the lock file says it at all.
    direct: the packages that the project itself asks for, where the lock file says; None where only manifests know.
    runtimes: by the language's name: `python`, `node`, `go`.
    tools: the locked packages that are there for development only, where the lock file says it.
    own: the project's own packages, whose versions are no dependency's.
    overrides: what a package is taken from, or held at, whoever asks for it.
    extras: the keys of what each extra of the package brings, by the name that whoever installs it gives.
    """

    requirements: Mapping[str, Requirement] = field(default_factory=dict)
    pinned: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    chosen: Mapping[str, str] = field(default_factory=dict)
    direct: frozenset[str] | None = None
    runtimes: Mapping[str, Runtime] = field(default_factory=dict)
    tools: frozenset[str] = frozenset()
    own: frozenset[str] = frozenset()
    overrides: Mapping[str, str] = field(default_factory=dict)
    extras: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def version(self, key: str, requirement: Requirement) -> str | None:
        """The version that this lock file gives to a requirement; None where it has none or does not say which."""
        for selector in (f"{key}@{requirement.spec}", key):
            if selector in self.chosen:
                return self.chosen[selector]
        versions = () if self.chosen else self.pinned.get(key, ())
        return versions[0] if len(versions) == 1 else None


def collect(stated: list[Stated]) -> Requirements:
    """The requirements by name. The higher scope counts; specs that differ by platform are kept side by side."""
    found: Requirements = {}
    for key, new in stated:
        old = found.get(key)
        if old is None or new.scope > old.scope:
            found[key] = new
        elif new.scope == old.scope and new.spec not in old.spec.split(" | "):
            found[key] = Requirement(old.name, f"{old.spec} | {new.spec}", old.scope, old.via or new.via)
    return found


def versions_of(packages: list[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """All versions of each package, in the order in which the lock file has them."""
    found: dict[str, dict[str, None]] = {}
    for key, version in packages:
        found.setdefault(key, {})[version] = None
    return {key: tuple(versions) for key, versions in found.items()}
