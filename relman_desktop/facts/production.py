"""Which changed files are the product itself, and in what language a file is written."""

import re
from collections.abc import Iterable, Iterator

from ..sources.change import FileChange, Kind

_NOT_THE_PRODUCT = (Kind.TEST, Kind.DOCS, Kind.GENERATED)
# What is hidden is tooling (.github, .prettierrc), and the other folders are shipped to nobody.
_BESIDE_THE_PRODUCT = re.compile(
    r"(?:^|/)(?:\.(?!env)[^/]+|git-?hooks/)|^(?:docs?|examples?|samples?|demos?|hack|bench(?:marks?)?|scripts-dev|contrib|ci)/",
    re.IGNORECASE,
)
_SUFFIXES = {
    "python": ("py", "pyw"),
    "javascript": ("js", "jsx", "mjs", "cjs"),
    "typescript": ("ts", "tsx", "mts", "cts"),
    "vue": ("vue", "svelte"),
    "go": ("go",),
    "ruby": ("rb", "rake"),
    "java": ("java",),
    "kotlin": ("kt", "kts"),
    "scala": ("scala",),
    "csharp": ("cs",),
    "php": ("php",),
    "rust": ("rs",),
    "elixir": ("ex", "exs"),
    "swift": ("swift",),
    "c": ("c", "h", "cc", "cpp", "hpp"),
    "yaml": ("yaml", "yml"),
    "json": ("json",),
    "toml": ("toml",),
}
_LANGUAGES = {suffix: language for language, suffixes in _SUFFIXES.items() for suffix in suffixes}
_TEST_MARK = re.compile(r"^test_|[._-](?:tests?|specs?)$|(?<=[a-z])(?:Tests?|Spec)$")
_DATA = ("yaml", "json", "toml")


def language(path: str) -> str | None:
    """The language of a file by its suffix, such as `python`; None where we know none."""
    name, dot, suffix = path.rpartition("/")[2].rpartition(".")
    return _LANGUAGES.get(suffix.lower()) if name and dot else None


def is_program(path: str) -> bool:
    """Whether the file is source code, rather than data, markup or a style sheet."""
    return language(path) not in (None, *_DATA)


def is_production(file: FileChange) -> bool:
    """Whether the file is part of what runs: no test, document, generated file, example or tooling."""
    return not file.generated and file.kind not in _NOT_THE_PRODUCT and not is_beside(file.path)


def is_beside(path: str) -> bool:
    """Whether a path is that of tooling, of documents or of an example, which are shipped to nobody."""
    return _BESIDE_THE_PRODUCT.search(path) is not None


def production(files: Iterable[FileChange]) -> Iterator[FileChange]:
    """Those of the files that are part of what runs."""
    return (file for file in files if is_production(file))


def largest(files: Iterable[FileChange], most: int = 5) -> tuple[FileChange, ...]:
    """The files with the most changed lines, largest first."""
    return tuple(sorted(files, key=lambda file: (-(file.added + file.removed), file.path))[:most])


def stem(path: str) -> str:
    """What a file and its test have in common: `orders` for `orders.go`, `orders_test.go` and `test_orders.py`."""
    return _TEST_MARK.sub("", path.rpartition("/")[2].partition(".")[0])
