"""What the store had to say when it was opened, as notices of the banner."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from .notices import Notice, Offer

if TYPE_CHECKING:
    from ..store.anywhere import OpenedAnywhere
    from .window import MainWindow


def tell_nowhere(window: "MainWindow", error: Exception, again: Callable[[], object]) -> None:
    """No tickets can be opened, here or anywhere else."""
    window.banner.put("elsewhere", Notice(str(error), (Offer("Try again", again),), stays=True))


def tell_opened(window: "MainWindow", opened: "OpenedAnywhere", again: Callable[[], object] | None = None) -> None:
    """Tell what was found, once; tickets of a newer version can only be read.

    `again`: opens the tickets anew, where they are kept beside now.
    """
    banner = window.banner
    if opened.refused:
        place = opened.library.journal.path.parent
        said = f"{opened.refused} Until then what you write is kept in {place}, and put back by itself."
        offers = (*((Offer("Try again", again),) if again else ()), _show(place))
        banner.put("elsewhere", Notice(said, offers))
    else:
        banner.drop("elsewhere")
    found = opened.library.opened
    recovered = (*(found.recovered.sentences if found.recovered else ()), *opened.put_back)
    if recovered:
        bad = found.recovered.damaged if found.recovered else None
        banner.put("recovered", Notice(" ".join(recovered), (_show(bad.parent),) if bad else ()))
    if found.newer:
        window.set_read_only(" ".join(found.said), for_good=True)
    elif found.said:
        banner.put("store", Notice(" ".join(found.said)))


def _show(folder: Path) -> Offer:
    return Offer("Show the file", lambda: _open(folder))


def _open(folder: Path) -> None:
    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QDesktopServices

    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
