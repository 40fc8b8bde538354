"""The images as which releases are published, so that a rollback can name the one before."""

import re
from collections.abc import Iterator, Mapping
from itertools import takewhile

from ..fact import Finding
from .pages import HeadTree, Page
from .rules import rules

_BLOCK = re.compile(r"[|>][+-]?\s*$")
_ANCHOR = re.compile(r"\s*(?:-\s*)?(?:\w+:\s*)?&(\w+)\s+['\"]?([^'\"\s]+)")
_ASSIGNED = re.compile(r"\s*(?:-\s*)?(?:export\s+)?([A-Za-z_]\w*)\s*[:=]\s*['\"]?([^'\"\s]+)['\"]?\s*$")
_USE = re.compile(r"\$\{\{\s*(?:env\.|vars\.)?([\w.]+)\s*\}\}|\$\{(\w+)\}|\$(\w+)|^\*(\w+)$")
_NAMED = re.compile(r"github\.(repository|repository_owner)\s*==\s*'([\w./-]+)'")
_SOURCE = re.compile(
    r"(?:image\.source|\"url\"|\"repository\").{0,40}github\.com[/:]([\w.-]+/[\w.-]+?)(?:\.git)?(?:[\"'\s]|$)"
)
_EXPRESSION = re.compile(r"\$\{\{[^}]*[=!(|][^}]*\}\}")
_RELEASED = re.compile(r"\s*(?:-\s*)?(?:tags|release)\s*:|.*\btag\b")
_ITEM = re.compile(r"[,\s]+")
_MOST = 6
_LONGEST_BLOCK = 12


def artifacts(pages: list[Page], tree: HeadTree) -> Iterator[Finding]:
    """`delivery.artifact`, data: image, path, line."""
    project = _project([*pages, *_describing(tree)])
    found: dict[str, tuple[Page, int]] = {}
    for page in pages:
        if _publishes(page):
            for index, image in _images(page, project):
                found.setdefault(image, (page, index))
    for image, (page, index) in list(found.items())[:_MOST]:
        line = page.numbers[index]
        yield Finding(
            "delivery.artifact",
            f"Releases are published as the image `{image}` ({page.path}:{line}).",
            (tree.cite(page, index),),
            {"image": image, "path": page.path, "line": line},
            weight=8,
        )


def _publishes(page: Page) -> bool:
    """Whether the workflow pushes images when a release is tagged (what starts it stands above its jobs)."""
    opening = list(takewhile(lambda line: not line.startswith("jobs:"), page.lines))
    pushes = any(rules().artifacts.steps.search(line) for line in page.lines)
    return pushes and any(_RELEASED.match(line) for line in opening)


def _images(page: Page, project: Mapping[str, str]) -> Iterator[tuple[int, str]]:
    values = {**_values(page), **project}
    for index, key, text in _named(page):
        for item in _ITEM.split(_expanded(text, values)):
            image = _untagged(item.strip("'\"[]-"))
            certain = key != "tags" or ":" in item or "." in image.partition("/")[0]
            if certain and rules().artifacts.reference.fullmatch(image):
                yield index, image


def _named(page: Page) -> Iterator[tuple[int, str, str]]:
    """The values of the keys that name images: the index of the line, the key, the text."""
    for index, line in enumerate(page.lines):
        if pushed := rules().artifacts.pushed.search(line):
            yield index, "push", pushed[1]
        match = rules().artifacts.keys.match(line)
        if not match:
            continue
        if match[2] and not _BLOCK.match(match[2]):
            yield index, match[1], match[2]
            continue
        indent = len(line) - len(line.lstrip())
        for at in range(index + 1, min(index + _LONGEST_BLOCK, len(page.lines))):
            text = page.lines[at]
            if text.strip() and len(text) - len(text.lstrip()) <= indent and not text.lstrip().startswith("- "):
                break
            yield at, match[1], text.strip().removeprefix("- ")


def _values(page: Page) -> dict[str, str]:
    """The variables and the anchors that the workflow sets to one word."""
    found: dict[str, str] = {}
    for line in page.lines:
        match = _ANCHOR.match(line) or _ASSIGNED.match(line)
        if match and not match[2].startswith(("$", "*", "&")):
            found.setdefault(match[1], match[2])
    return found


def _expanded(text: str, values: Mapping[str, str]) -> str:
    """The text with the variables put in that are known; an unknown one stays, and is no image."""

    def value(use: re.Match[str]) -> str:
        return values.get(next(filter(None, use.groups())), use[0].replace(" ", ""))

    return _USE.sub(value, _EXPRESSION.sub("", text.strip()))


def _untagged(item: str) -> str:
    name, colon, tag = item.partition(",")[0].rpartition(":")
    return name if colon and "/" not in tag else item.partition(",")[0]


def _project(pages: list[Page]) -> dict[str, str]:
    """The repository's name on its forge, where the repository says it."""
    for page in pages:
        for line in page.lines:
            if match := _NAMED.search(line):
                owner = match[2].partition("/")[0]
                return {"github.repository_owner": owner} | (
                    {"github.repository": match[2]} if match[1] == "repository" else {}
                )
            if source := _SOURCE.search(line):
                return {"github.repository": source[1], "github.repository_owner": source[1].partition("/")[0]}
    return {}


def _describing(tree: HeadTree) -> Iterator[Page]:
    for path in ("package.json", "Dockerfile", *tree.by_name("Dockerfile")[:4]):
        if page := tree.page(path):
            yield page
