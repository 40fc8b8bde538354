"""Small real repositories for tests, made with git; the same steps give the same ids."""

import os
import shutil
import subprocess
from pathlib import Path

_AUTHOR = "Ada Lovelace <ada@example.com>"
_FIRST_DAY = 1_700_000_000  # 2023-11-14
_ENVIRONMENT = {
    "PATH": os.environ["PATH"],
    "HOME": os.devnull,
    "LC_ALL": "C.UTF-8",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
}


class RepoBuilder:
    """A repository in the making. Each commit is a minute younger than the one before."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._commits = 0

    def git(self, *arguments: str, stdin: bytes = b"", **environment: str) -> str:
        """What git answers, run as a person would run it (nothing is hardened here)."""
        return self.git_bytes(*arguments, stdin=stdin, **environment).decode().rstrip("\n")

    def git_bytes(self, *arguments: str, stdin: bytes = b"", **environment: str) -> bytes:
        said = subprocess.run(
            ["git", *arguments],
            cwd=self.root,
            env={**_ENVIRONMENT, **environment},
            input=stdin,
            capture_output=True,
            check=False,
        )
        assert said.returncode == 0, (arguments, said.stderr)
        return said.stdout

    def write(self, path: str | bytes, content: str | bytes) -> "RepoBuilder":
        """Put a file into the work tree; its folders too."""
        file = os.path.join(os.fsencode(self.root), os.fsencode(path))
        os.makedirs(os.path.dirname(file), exist_ok=True)
        with open(file, "wb") as stream:
            stream.write(content.encode() if isinstance(content, str) else content)
        return self

    def delete(self, path: str) -> "RepoBuilder":
        (self.root / path).unlink()
        return self

    def move(self, old: str, new: str) -> "RepoBuilder":
        (self.root / new).parent.mkdir(parents=True, exist_ok=True)
        (self.root / old).rename(self.root / new)
        return self

    def link(self, path: str, target: str) -> "RepoBuilder":
        """A symbolic link, which may point nowhere."""
        (self.root / path).unlink(missing_ok=True)
        (self.root / path).symlink_to(target)
        return self

    def executable(self, path: str) -> "RepoBuilder":
        (self.root / path).chmod(0o755)
        return self

    def submodule(self, path: str, oid: str) -> "RepoBuilder":
        """A submodule at a commit that need not be anywhere."""
        (self.root / path).mkdir(parents=True, exist_ok=True)
        self.git("update-index", "--add", "--cacheinfo", f"160000,{oid},{path}")
        return self

    def commit(self, subject: str, body: str = "", author: str = _AUTHOR) -> str:
        """Commit all that the work tree holds, even if nothing changed; the new commit's id."""
        self.git("add", "--all", ":/")
        message = f"{subject}\n\n{body}" if body else subject
        self.git("commit", "--quiet", "--allow-empty", "--no-verify", "-m", message, **self._who(author))
        return self.head

    def tag(self, name: str, message: str = "") -> "RepoBuilder":
        """A light tag, or with a message an annotated one."""
        if message:
            self.git("tag", "-a", "-m", message, name, **self._who(_AUTHOR))
        else:
            self.git("tag", name)
        return self

    def branch(self, name: str) -> "RepoBuilder":
        """Create a branch here and go to it."""
        self.git("checkout", "--quiet", "-b", name)
        return self

    def checkout(self, name: str) -> "RepoBuilder":
        self.git("checkout", "--quiet", name)
        return self

    def merge(self, name: str, subject: str = "") -> str:
        """Merge a branch with a merge commit; that commit's id."""
        self.git("merge", "--quiet", "--no-ff", "-m", subject or f"Merge {name}", name, **self._who(_AUTHOR))
        return self.head

    def copy(self, folder: Path) -> "RepoBuilder":
        """The same repository in another folder, to go on from there; quicker than to make it again."""
        copied = RepoBuilder(folder / self.root.name)
        shutil.copytree(self.root, copied.root, symlinks=True)
        copied._commits = self._commits
        return copied

    @property
    def head(self) -> str:
        return self.git("rev-parse", "HEAD")

    def _who(self, author: str) -> dict[str, str]:
        self._commits += 1
        when = f"{_FIRST_DAY + 60 * self._commits} +0000"
        name, _, email = author.removesuffix(">").partition(" <")
        people = {f"GIT_{role}_NAME": name for role in ("AUTHOR", "COMMITTER")}
        people |= {f"GIT_{role}_EMAIL": email for role in ("AUTHOR", "COMMITTER")}
        return people | {"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when}


def a_repository(folder: Path, name: str = "shop", *, sha256: bool = False) -> RepoBuilder:
    """An empty repository `name` in a folder, on its branch main."""
    root = folder / name
    root.mkdir(parents=True)
    repo = RepoBuilder(root)
    ids = "sha256" if sha256 else "sha1"
    repo.git("init", "--quiet", "--template=", "--initial-branch=main", f"--object-format={ids}")
    return repo
