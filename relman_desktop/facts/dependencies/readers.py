"""Which file is read how: the formats, and the table of paths in `resources/dependencies.toml`."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial

from ..formats import Unread
from ..sides import Text
from . import (
    bun,
    conda,
    dotnet,
    elixir,
    fragments,
    go,
    gradle,
    helm,
    images,
    javascript,
    maven,
    php,
    pipeline,
    python,
    ruby,
    runtimes,
    rust,
    setup_py,
    terraform,
)
from .requirement import Reading, collect, versions_of
from .scopes import table

Read = Callable[[str], Reading]

_LARGEST, _LARGEST_LOCK = 1 << 20, 8 << 20  # characters; what people write is shorter than what tools lock
_MOST_LINES, _MOST_LOCKED_LINES = 20_000, 200_000


@dataclass(frozen=True, slots=True)
class Format:
    """How a whole text is read, and how the pieces of one that a diff shows."""

    whole: Read
    piece: Read


def _by_line(read: Read) -> Format:
    """A format whose lines mean the same wherever they stand."""
    return Format(read, read)


READERS: dict[str, Format] = {
    "pyproject": Format(python.pyproject, fragments.pyproject),
    "python packages": Format(python.locked, fragments.toml_lock),
    "Pipfile": Format(python.pipfile, fragments.pyproject),
    "Pipfile.lock": Format(python.pipfile_lock, fragments.nothing),
    "setup.cfg": Format(python.setup_cfg, fragments.nothing),
    "requirements": _by_line(python.requirements),
    "constraints": _by_line(python.constraints),
    "setup.py": Format(setup_py.setup_py, fragments.pyproject),
    "conda environment": Format(conda.environment, conda.environment_piece),
    "package.json": Format(javascript.package_json, fragments.package_json),
    "package-lock.json": Format(javascript.package_lock, fragments.package_lock),
    "yarn.lock": _by_line(javascript.yarn_lock),
    "pnpm-lock.yaml": Format(javascript.pnpm_lock, fragments.pnpm_lock),
    "pnpm-workspace.yaml": Format(javascript.pnpm_workspace, fragments.nothing),
    "bun.lock": Format(bun.bun_lock, bun.bun_piece),
    "Gemfile": _by_line(ruby.gemfile),
    "gemspec": _by_line(ruby.gemspec),
    "Gemfile.lock": _by_line(ruby.gemfile_lock),
    "composer.json": Format(php.composer_json, php.json_piece),
    "composer.lock": Format(php.composer_lock, php.lock_piece),
    "pom": Format(maven.pom, fragments.pom),
    "gradle script": _by_line(gradle.script),
    "gradle catalog": Format(gradle.catalog, gradle.catalog_piece),
    "gradle lock": _by_line(gradle.lockfile),
    "gradle properties": _by_line(gradle.properties),
    "gradle wrapper": _by_line(partial(gradle.wrapper, "Gradle")),
    "maven wrapper": _by_line(partial(gradle.wrapper, "Maven")),
    ".net project": Format(dotnet.project, dotnet.project_piece),
    "packages.config": Format(dotnet.packages_config, dotnet.project_piece),
    "packages.lock.json": Format(dotnet.packages_lock, fragments.nothing),
    "global.json": Format(dotnet.global_json, fragments.nothing),
    "mix.exs": _by_line(elixir.mix_exs),
    "mix.lock": _by_line(elixir.mix_lock),
    "chart": Format(helm.chart, helm.chart_piece),
    "chart lock": Format(helm.chart_lock, fragments.nothing),
    "terraform": Format(terraform.configuration, terraform.configuration_piece),
    "terraform lock": _by_line(terraform.lock),
    "workflow": _by_line(pipeline.workflow),
    "pre-commit": _by_line(pipeline.hooks),
    "image": _by_line(images.base_images),
    "go.mod": _by_line(go.go_mod),
    "Cargo.toml": Format(rust.cargo_toml, fragments.cargo_toml),
    "Cargo.lock": Format(rust.cargo_lock, fragments.cargo_lock),
    "python version": _by_line(partial(runtimes.version_file, "python")),
    "node version": _by_line(partial(runtimes.version_file, "node")),
    "ruby version": _by_line(partial(runtimes.version_file, "ruby")),
    "tool versions": _by_line(runtimes.tool_versions),
    "rust toolchain": _by_line(runtimes.rust_toolchain),
}


@dataclass(frozen=True, slots=True)
class FileRule:
    """A row of the table: paths that a format and an ecosystem belong to."""

    path: re.Pattern[str]
    ecosystem: str
    format: str
    lock: bool
    touches: re.Pattern[str] | None = None  # what a changed line must hold for the file to matter


@cache
def _rules() -> tuple[FileRule, ...]:
    return tuple(
        FileRule(
            re.compile(row["path"], re.IGNORECASE),
            row["ecosystem"],
            row["format"],
            row.get("lock", False),
            re.compile(row["touches"]) if "touches" in row else None,
        )
        for row in table()["file"]
    )


def rule_of(path: str) -> FileRule | None:
    """The row for a POSIX path; None for a file that is no manifest."""
    return next((rule for rule in _rules() if rule.path.search("/" + path)), None)


def read(rule: FileRule, text: Text) -> Reading:
    """One side of a file. Raises `Unread` where it cannot be read."""
    form = READERS[rule.format]
    most = _LARGEST_LOCK if rule.lock else _LARGEST
    if sum(map(len, text.pieces)) > most:
        raise Unread(f"it is larger than {most >> 20} MiB")
    lines = _MOST_LOCKED_LINES if rule.lock else _MOST_LINES
    if sum(piece.count("\n") for piece in text.pieces) > lines:
        raise Unread(f"it has more than {lines:,} lines")
    read_one = form.whole if text.whole else form.piece
    return _together([read_one(piece) for piece in text.pieces if piece.strip()])


def _together(readings: list[Reading]) -> Reading:
    """The readings of the pieces of one file as one."""
    if len(readings) == 1:
        return readings[0]
    known = [reading.direct for reading in readings if reading.direct is not None]
    return Reading(
        collect([item for reading in readings for item in reading.requirements.items()]),
        versions_of([pair for reading in readings for pair in _pairs(reading)]),
        {key: version for reading in readings for key, version in reading.chosen.items()},
        frozenset[str]().union(*known) if known else None,
        {name: runtime for reading in readings for name, runtime in reading.runtimes.items()},
        frozenset[str]().union(*(reading.tools for reading in readings)),
        frozenset[str]().union(*(reading.own for reading in readings)),
        {name: target for reading in readings for name, target in reading.overrides.items()},
    )


def _pairs(reading: Reading) -> Iterator[tuple[str, str]]:
    return ((key, version) for key, versions in reading.pinned.items() for version in versions)
