"""What the store had to say when it was opened, as notices of the banner."""

from pathlib import Path
from typing import TYPE_CHECKING

from .banner import Banner
from .notices import Notice, Offer

if TYPE_CHECKING:
    from ..store.anywhere import OpenedAnywhere


def tell_opened(banner: Banner, opened: "OpenedAnywhere") -> None:
    """Tell what was found, once."""
    if opened.refused:
        place = opened.library.journal.path.parent
        said = f"{opened.refused} Until then what you write is kept in {place}, and put back at the next start."
        banner.put("elsewhere", Notice(said, (_show(place),)))
    if opened.put_back:
        banner.put("recovered", Notice(" ".join(opened.put_back)))


def _show(folder: Path) -> Offer:
    return Offer("Show the file", lambda: _open(folder))


def _open(folder: Path) -> None:
    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QDesktopServices

    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
