"""Work items from files and from pasted text, for teams whose tracker cannot be asked: exports, lists, mails, notes."""

from .pasted import read_pasted
from .reading import read_work_file

__all__ = ["read_pasted", "read_work_file"]
