"""Nothing that a repository brings is run: each plant is a command in a place from which git would start it.

A plant's marker file says that it ran. Plain git fires most of them, which proves that they are live; none may
fire for any public function of ours.
"""

import contextlib
import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from relman_desktop.errors import InputError
from relman_desktop.jobs import Cancel
from relman_desktop.sources import git
from relman_desktop.sources.change import Change
from relman_desktop.sources.range import load_range
from relman_desktop.sources.repository import default_range, list_refs, open_repository, recent_commits

from .repos import RepoBuilder, a_repository

_SIGNATURE = b"gpgsig -----BEGIN PGP SIGNATURE-----\n \n iQ==\n -----END PGP SIGNATURE-----\n"


class Trap:
    """A repository in which commands can be planted."""

    def __init__(self, repo: RepoBuilder, markers: Path) -> None:
        self.repo = repo
        self.root = repo.root
        self.opened = repo.root  # what a person would open
        self._markers = markers

    def command(self, name: str = "planted") -> str:
        """The path of a program that leaves a marker, does nothing else and ignores what it is given."""
        program = self._markers / f"run-{name}"
        program.write_text(f"#!/bin/sh\n: > '{self._markers}/fired-{name}'\n")
        program.chmod(0o755)
        return str(program)

    def fired(self) -> bool:
        return any(self._markers.glob("fired-*"))

    def config(self, name: str, value: str | None = None) -> None:
        self.repo.git("config", "--add", name, value or self.command())

    def attributes(self, line: str) -> None:
        (self.root / ".git" / "info").mkdir()
        (self.root / ".git" / "info" / "attributes").write_text(line + "\n")

    def hook(self, name: str) -> None:
        (self.root / ".git" / "hooks").mkdir(exist_ok=True)
        shutil.copy(self.command(), self.root / ".git" / "hooks" / name)

    def promisor(self, url: str) -> None:
        """Make it a partial clone that lacks one changed file's old text and would fetch it from `url`."""
        blob = self.repo.git("rev-parse", "v1:app.py")
        (self.root / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
        self.config("remote.origin.promisor", "true")
        self.config("remote.origin.url", url)
        self.config("protocol.allow", "always")
        self.config("protocol.ext.allow", "always")


def everything(path: Path) -> Change:
    """Call every public function on the repository at `path`."""
    cancel = Cancel()
    repository = open_repository(path, cancel, trusted=frozenset({path}))
    assert list_refs(repository, cancel)
    assert recent_commits(repository, "v2", 9, cancel)
    assert default_range(repository, cancel)
    for text in ("v1...v2", "v2", f"{'d' * 40}..v2"):
        try:
            load_range(repository, text, cancel)
        except InputError:
            continue
    change = load_range(repository, "v1..v2", cancel)
    for file in change.files:
        change.content.hunks(file, cancel)
        change.content.text(file, "old", cancel)
        change.content.text(file, "new", cancel)
    change.content.prefetch(change.files, cancel)
    for file in change.files:
        change.content.hunks(file, cancel)
    for side in ("old", "new"):
        change.content.search({"more", "number"}, side, cancel)
        for tracked in change.content.tree(cancel, side):
            change.content.read(tracked, cancel, side)
    return change


@pytest.fixture(scope="module")
def harmless(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with something of all that a plant could need: a signed commit, a rename, six changed files."""
    repo = a_repository(tmp_path_factory.mktemp("harmless"))
    for number in range(5):
        repo.write(f"src/{number}.py", f"number = {number}\n" * 9)
    repo.write("app.py", "one\n").write("old.py", "same\n" * 20)
    repo.commit("First")
    repo.tag("v1")
    for number in range(5):
        repo.write(f"src/{number}.py", f"number = {number}\n" * 9 + "more\n")
    repo.write("app.py", "two\n").move("old.py", "new.py").write("new.py", "same\n" * 20 + "x\n")
    repo.commit("Second")
    headers, message = repo.git_bytes("cat-file", "commit", "HEAD").split(b"\n\n", 1)
    signed = headers + b"\n" + _SIGNATURE + b"\n" + message
    repo.git("reset", "--quiet", "--hard", repo.git("hash-object", "-w", "-t", "commit", "--stdin", stdin=signed))
    repo.tag("v2")
    return repo.root


@pytest.fixture
def trap(harmless: Path, tmp_path: Path) -> Trap:
    root = tmp_path / "shop"
    shutil.copytree(harmless, root, symlinks=True)
    (tmp_path / "markers").mkdir()
    return Trap(RepoBuilder(root), tmp_path / "markers")


@dataclass(frozen=True)
class Plant:
    """`provoke` is what plain git is asked to fire it; () where only a terminal or a name of one's own would."""

    name: str
    set: Callable[[Trap], object]
    provoke: tuple[str, ...] = ()
    stdin: bytes = b""


def _filter(trap: Trap) -> None:
    trap.attributes("* filter=evil")
    for verb in ("clean", "smudge", "process"):
        trap.config(f"filter.evil.{verb}")


def _driver(setting: str) -> Callable[[Trap], None]:
    def plant(trap: Trap) -> None:
        trap.attributes("* diff=evil merge=evil")
        trap.config(f"diff.evil.{setting}")

    return plant


def _driver_in_the_tree(trap: Trap) -> None:
    """The attributes stand in the work tree, as those of a clone do; the driver still takes a configuration."""
    (trap.root / ".gitattributes").write_text("* diff=evil\n")
    trap.config("diff.evil.textconv")


def _signature(trap: Trap) -> None:
    trap.config("log.showSignature", "true")
    for name in ("gpg.program", "gpg.ssh.program", "gpg.x509.program", "gpg.openpgp.program"):
        trap.config(name)


def _include(trap: Trap) -> None:
    (trap.root / ".git" / "more").write_text(
        f"[core]\nfsmonitor = {trap.command()}\n[diff]\nexternal = {trap.command()}\n"
    )
    trap.config("include.path", "more")


def _worktree_config(trap: Trap) -> None:
    trap.repo.git("config", "extensions.worktreeConfig", "true")
    trap.repo.git("config", "--worktree", "core.fsmonitor", trap.command())


def _hooks(trap: Trap) -> None:
    for name in ("post-index-change", "post-checkout", "reference-transaction", "pre-auto-gc", "fsmonitor-watchman"):
        trap.hook(name)


def _hooks_elsewhere(trap: Trap) -> None:
    (trap.root / "hooks").mkdir()
    shutil.copy(trap.command(), trap.root / "hooks" / "post-index-change")
    trap.config("core.hooksPath", "hooks")


def _upload_pack(trap: Trap) -> None:
    trap.promisor(str(trap.root))
    trap.config("remote.origin.uploadpack")


def _ssh(trap: Trap) -> None:
    trap.promisor("ssh://example.invalid/shop.git")
    trap.config("core.sshCommand")


def _remote_helper(trap: Trap) -> None:
    trap.promisor("https://example.invalid/shop.git")
    trap.config("remote.origin.vcs", f"ext::{trap.command()}")


def _url_rewritten(trap: Trap) -> None:
    trap.promisor("https://example.invalid/shop.git")
    trap.config(f"url.ext::{trap.command()} .insteadOf", "https://example.invalid/")


def _pagers(trap: Trap) -> None:
    for name in ("core.pager", "pager.log", "pager.diff", "interactive.diffFilter"):
        trap.config(name)


def _askers(trap: Trap) -> None:
    trap.config("credential.helper")
    trap.config("core.askPass")
    trap.config("core.editor")
    trap.config("core.gitProxy")


def _aliases(trap: Trap) -> None:
    for name in ("evil", "log", "diff", "rev-parse", "config", "for-each-ref"):
        trap.config(f"alias.{name}", f"!{trap.command()}")


def _embedded(trap: Trap) -> None:
    """A folder that is a bare repository and says that it has a work tree, and an fsmonitor."""
    embedded = trap.root / "vendor"
    shutil.copytree(trap.root / ".git", embedded)
    (embedded / "config").write_text(
        f'[core]\nrepositoryformatversion = 0\nbare = false\nworktree = "{embedded}"\nfsmonitor = {trap.command()}\n'
        f"[diff]\nexternal = {trap.command()}\n"
    )
    trap.opened = embedded


_PLANTS = (
    Plant("clean and smudge filters", _filter, ("archive", "--format=tar", "v2")),
    Plant("fsmonitor", lambda trap: trap.config("core.fsmonitor"), ("status",)),
    Plant("fsmonitor from an include", _include, ("status",)),
    Plant("fsmonitor from the worktree's configuration", _worktree_config, ("status",)),
    Plant("hooks", _hooks, ("update-index", "--force-write-index", "--refresh")),
    Plant("hooks in a folder of its own", _hooks_elsewhere, ("update-index", "--force-write-index", "--refresh")),
    Plant("external diff", lambda trap: trap.config("diff.external"), ("diff", "v1", "v2")),
    Plant("diff driver's command", _driver("command"), ("diff", "v1", "v2")),
    Plant("diff driver's textconv", _driver("textconv"), ("diff", "--no-ext-diff", "v1", "v2")),
    Plant("diff driver of the tree's own attributes", _driver_in_the_tree, ("log", "-p")),
    Plant("signature program", _signature, ("log", "-1")),
    Plant("ssh to a promisor", _ssh, ("diff", "v1", "v2")),
    Plant(
        "ext:: promisor",
        lambda trap: trap.promisor(f"ext::{trap.command()}"),
        ("diff", "--raw", "--numstat", "-M", "v1", "v2"),
    ),
    Plant("promisor's upload-pack", _upload_pack, ("diff", "v1", "v2")),
    Plant("promisor's remote helper", _remote_helper),
    Plant("promisor whose address is rewritten", _url_rewritten, ("cat-file", "-p", "v1:app.py")),
    Plant("pagers", _pagers),
    Plant("credential helper, askers", _askers, ("credential", "fill"), b"protocol=https\nhost=example.invalid\n\n"),
    Plant("aliases", _aliases, ("evil",)),
    Plant("embedded bare repository", _embedded, ("status",)),
)


def _plainly(trap: Trap, plant: Plant) -> None:
    """Run git as a person's shell would, whose global settings are none of these plants."""
    subprocess.run(
        ["git", *plant.provoke],
        cwd=trap.opened,
        env={"PATH": os.environ["PATH"], "HOME": str(trap.root), "GIT_TERMINAL_PROMPT": "0"},
        input=plant.stdin,
        capture_output=True,
        check=False,
        timeout=30,
    )


@pytest.mark.parametrize("plant", [plant for plant in _PLANTS if plant.provoke], ids=lambda plant: plant.name)
def test_plain_git_fires_the_plant(plant: Plant, trap: Trap) -> None:
    plant.set(trap)
    assert not trap.fired()
    _plainly(trap, plant)
    assert trap.fired()


@pytest.mark.parametrize("plant", _PLANTS, ids=lambda plant: plant.name)
def test_we_fire_none(plant: Plant, trap: Trap) -> None:
    plant.set(trap)
    change = everything(trap.opened)
    assert not trap.fired()
    assert [commit.subject for commit in change.commits] == ["Second"]
    assert {file.path for file in change.files} >= {f"src/{number}.py" for number in range(5)}


_ONLY_BY_OPTIONS_OF_DIFF = ("filters", "external diff", "driver", "aliases")


@pytest.mark.parametrize(
    "plant",
    [plant for plant in _PLANTS if plant.provoke and not any(word in plant.name for word in _ONLY_BY_OPTIONS_OF_DIFF)],
    ids=lambda plant: plant.name,
)
def test_even_a_command_that_we_never_give_is_harmless(plant: Plant, trap: Trap, tmp_path: Path) -> None:
    """`status` and its like would start something; the settings of `git.run` alone prevent it."""
    plant.set(trap)
    (tmp_path / "stdin").write_bytes(plant.stdin)
    with (tmp_path / "stdin").open("rb") as stdin, contextlib.suppress(git.GitFailed):
        git.run(plant.provoke, trap.opened, Cancel(), stdin=stdin.fileno())
    assert not trap.fired()


@pytest.mark.parametrize(
    "plant", [plant for plant in _PLANTS if "promisor" in plant.name], ids=lambda plant: plant.name
)
def test_a_git_that_knows_no_ban_on_lazy_fetches_fetches_nothing(
    plant: Plant, trap: Trap, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before 2.39.4 and 2.45 git ignored GIT_NO_LAZY_FETCH: then no protocol is allowed, which has to suffice."""
    monkeypatch.delitem(git._ENVIRONMENT, "GIT_NO_LAZY_FETCH")
    plant.set(trap)
    everything(trap.opened)
    repository = open_repository(trap.root, Cancel())
    for words in (
        ("cat-file", "-p", "v1:app.py"),
        (*git.PATCH, "v1", "v2"),
        (*git.DIFF, "--numstat", "-M", "v1", "v2"),
    ):
        with pytest.raises(git.GitFailed):
            repository.run(*words, cancel=Cancel())
    assert not trap.fired()


def test_opening_writes_nothing_into_the_repository(trap: Trap) -> None:
    def snapshot() -> dict[str, tuple[int, int]]:
        return {
            str(path.relative_to(trap.root)): (path.stat().st_size, path.stat().st_mtime_ns)
            for path in trap.root.rglob("*")
            if path.is_file()
        }

    before = snapshot()
    everything(trap.root)
    assert snapshot() == before


@pytest.mark.parametrize("text", ["--output=pwned", "--output=pwned..v2", "v1..--output=pwned", "-h", "--exec=x..v2"])
def test_a_range_is_never_an_option(trap: Trap, text: str) -> None:
    with pytest.raises(InputError):
        load_range(open_repository(trap.root, Cancel()), text, Cancel())
    assert not list(trap.root.rglob("*pwned*"))
