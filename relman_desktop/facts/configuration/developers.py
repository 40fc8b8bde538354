"""What only developers run: the variables that are set there reach no deployment."""

from ...jobs import Cancel
from ...sources.change import Change, FileChange
from ..sides import sides
from .rules import is_kind


def is_for_developers(change: Change, file: FileChange, cancel: Cancel) -> bool:
    """Whether it is a compose file that runs a developer's checkout; what its path tells is told by the table."""
    if not is_kind(file.path, "compose"):
        return False
    from ..delivery.compose import is_development  # it hides secrets as this topic says, so it is loaded later

    return is_development(*sides(change, file, cancel))
