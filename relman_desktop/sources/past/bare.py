"""A repository without its work tree: what a commit says must not depend on what is checked out, attributes least."""

from dataclasses import replace

from ..repository import Repository


def bare(repository: Repository) -> Repository:
    """The same repository for a git that looks at no work tree."""
    return replace(repository, root=repository.git_dir)
