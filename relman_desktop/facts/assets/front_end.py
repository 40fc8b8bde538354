"""Front ends whose sources change, with the script of their package that builds them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...jobs import Cancel
from ...sources.change import Change, FileChange
from ...wording import counted, named
from ..fact import Finding, Place, Value
from ..production import is_production

_MOST_EVIDENCE = 5
_MOST = 5  # findings
_LONGEST_LINE = 1000
_BUILT = 20  # weight
_FRONT_END = re.compile(r"\.(?:[jt]sx?|mjs|vue|svelte|css|scss|sass|less|styl|html)$")
_WEB = re.compile(r"\.(?:jsx|tsx|vue|svelte|css|scss|sass|less|styl)$")
_OUTPUT = re.compile(r"(?:^|/)(?:dist|build|out|public/build|static/dist)/|\.min\.(?:js|css)$")
_LOCKS = (("pnpm-lock.yaml", "pnpm build"), ("yarn.lock", "yarn build"), ("bun.lockb", "bun run build"))
_SCRIPT = re.compile(r'^\s*"build"\s*:\s*"([^"]{1,400})"')
_BUILDS = re.compile(
    r"\b(?:vite|webpack|rollup|esbuild|parcel|ng|next|nuxt|vue-cli|react-scripts|gulp|grunt|svelte-kit|astro|tsc|turbo|nx"
    r"|rspack|mix|babel|sass|node|tailwindcss|remix|expo|craco|encore|bundle)\b"
)


@dataclass(frozen=True, slots=True)
class _Package:
    folder: str  # "" for the top, else with its last slash
    command: str
    place: Place


def detect(change: Change, cancel: Cancel) -> Iterator[Finding]:
    """Front-end sources below a package that has a script which builds it, and whose output is not kept beside it."""
    there = frozenset(change.content.tree(cancel))
    known: dict[str, _Package | None] = {}
    below: dict[_Package, list[FileChange]] = {}
    for file in change.files:
        if is_production(file) and _FRONT_END.search(file.path) and not _OUTPUT.search(file.path):
            package = _package_of(change, file.path, there, known, cancel)
            if package:
                below.setdefault(package, []).append(file)
    outputs = [file.path for file in change.files if _OUTPUT.search(file.path)]
    for package, files in list(below.items())[:_MOST]:
        is_web = any(_WEB.search(file.path) for file in files)
        if is_web and not any(path.startswith(package.folder) for path in outputs):
            yield _build(package, files)


def _build(package: _Package, files: Sequence[FileChange]) -> Finding:
    where = f" in {named(package.folder)}" if package.folder else ""
    verb = "changes" if len(files) == 1 else "change"
    text = f"{counted(len(files), 'source')} of the front end{where} {verb}: {named(package.command)} builds it anew."
    ids = tuple(file.id for file in files[: _MOST_EVIDENCE - 1])
    data: dict[str, Value] = {"command": package.command, "folder": package.folder, "files": len(files)}
    return Finding("assets.build", text, (*ids, package.place), data, _BUILT)


def _package_of(
    change: Change, path: str, there: frozenset[str], known: dict[str, _Package | None], cancel: Cancel
) -> _Package | None:
    """The nearest package above a file that can be built."""
    folder = path.rpartition("/")[0]
    passed = []
    while True:
        prefix = f"{folder}/" if folder else ""
        if prefix in known:
            found = known[prefix]
            break
        passed.append(prefix)
        if f"{prefix}package.json" in there and (found := _package(change, prefix, there, cancel)):
            break
        if not folder:
            found = None
            break
        folder = folder.rpartition("/")[0]
    known.update(dict.fromkeys(passed, found))
    return found


def _package(change: Change, folder: str, there: frozenset[str], cancel: Cancel) -> _Package | None:
    path = f"{folder}package.json"
    for number, line in enumerate((change.content.read(path, cancel) or "").split("\n"), 1):
        found = _SCRIPT.match(line) if len(line) <= _LONGEST_LINE else None
        if found and _BUILDS.search(found[1]):
            command = next((command for lock, command in _LOCKS if folder + lock in there), "npm run build")
            return _Package(folder, command, Place(path, number, line.strip()))
    return None
