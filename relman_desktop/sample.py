"""The bundled sample: a small made-up service with a release to describe, as a real repository."""

import shutil
import tempfile
from pathlib import Path

from .errors import ServiceError
from .files import home, resource
from .jobs import Cancel
from .sources import git

RANGE = "v1.4.0..v1.5.0"
_NAME = "orders-service"
_SECONDS = 30.0


def sample_repository(cancel: Cancel) -> tuple[Path, str]:
    """The sample's folder, made when it is first asked for, and the range to open."""
    folder = home() / "sample" / _NAME
    if not folder.exists():
        _make(folder, cancel)
    return folder, RANGE


def _make(folder: Path, cancel: Cancel) -> None:
    """Import the sample's history beside its place and move it there, so that it is never half there."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(dir=folder.parent))
    except OSError as error:
        raise ServiceError(f"The sample cannot be made in {folder.parent} ({error.strerror}).") from error
    try:
        git.run(("init", "--quiet", "--initial-branch=main"), beside, cancel)
        _import_history(beside, cancel)
        git.run(("--git-dir=.git", "--work-tree=.", "reset", "--quiet", "--hard", "main"), beside, cancel)
        beside.rename(folder)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise


def _import_history(folder: Path, cancel: Cancel) -> None:
    with resource(f"sample/{_NAME}.fast-export").open("rb") as history:
        git.run(("fast-import", "--quiet"), folder, cancel, stdin=history.fileno(), seconds=_SECONDS)
