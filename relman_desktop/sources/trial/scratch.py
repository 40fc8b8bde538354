"""An empty repository that reads another's objects.

Whatever git works out there is written there, into the temporary folder. Of the other repository it knows nothing but
the objects: no configuration, so no merge driver, filter, hook or remote; no attributes, references, index or lock.
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ...errors import ServiceError, cause
from ...jobs import Cancel
from ..repository import Repository

_CONFIG = "[core]\n\trepositoryformatversion = 1\n\tbare = true\n[extensions]\n\tobjectFormat = {ids}\n"
_IDS = {40: "sha1", 64: "sha256"}  # by the length of an id
_ESCAPED = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n"})


@contextmanager
def scratch(repository: Repository, oid: str, cancel: Cancel) -> Iterator[Repository]:
    """A repository with the objects of another, of which `oid` is a full id; it is gone when the block is left.

    Raises ServiceError where the temporary folder has no room for it.
    """
    said = repository.run("rev-parse", "--path-format=absolute", "--git-path", "objects", cancel=cancel).data
    objects = said.decode("utf-8", "surrogateescape").removesuffix("\n")
    try:
        with tempfile.TemporaryDirectory(prefix="relman-", ignore_cleanup_errors=True) as folder:
            yield _made(Path(folder), objects, _IDS[len(oid)])
    except OSError as error:
        raise ServiceError(f"Merges cannot be tried in the temporary folder: {cause(error)}.") from error


def _made(folder: Path, objects: str, ids: str) -> Repository:
    """What git takes for a repository; made by hand, `git init` would copy the person's template."""
    for name in ("objects/info", "refs", "info"):
        (folder / name).mkdir(parents=True)
    (folder / "HEAD").write_text("ref: refs/heads/none\n", "ascii")
    (folder / "config").write_text(_CONFIG.format(ids=ids), "ascii")
    lines = f'"{objects.translate(_ESCAPED)}"\n'
    (folder / "objects/info/alternates").write_text(lines, "utf-8", "surrogateescape", "\n")
    return Repository(folder, folder, "scratch")
