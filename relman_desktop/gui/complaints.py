"""What went wrong, in the banner, with what can be done about it."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from ..errors import RelmanError, ServiceError, SettingsNotKept
from .banner import Banner
from .notices import Notice, Offer

if TYPE_CHECKING:
    from .desk import Desk


class Complaints(QObject):
    """Says a sentence for what is expected, and offers details to copy for a fault."""

    def __init__(self, banner: Banner, working: "Callable[[], Desk | None]") -> None:
        """`working`: what works on a change, if there is one already: it knows what mends an error."""
        super().__init__(banner)
        self._banner, self._working = banner, working
        self._last: Exception | None = None

    def tell(self, error: Exception) -> None:
        """Say what went wrong."""
        self._last = error
        if isinstance(error, SettingsNotKept):
            self._banner.put("settings", Notice(str(error), kind="settings"))
        elif isinstance(error, RelmanError):
            self._banner.put("failed", Notice(str(error), self._remedies(error)))
        else:
            offer = Offer("Copy the details", partial(_copy_details, error))
            self._banner.put("fault", Notice(f"This is a fault of ours: {type(error).__name__}: {error}", (offer,)))

    def forget(self) -> None:
        """Something else is open: what was wrong before is over."""
        self._banner.drop("failed", "fault")

    def forget_service(self) -> None:
        """A model is asked again: how it failed before is in the Sent tab."""
        if isinstance(self._last, ServiceError):
            self._banner.drop("failed")

    def _remedies(self, error: RelmanError) -> tuple[Offer, ...]:
        desk = self._working()
        words = desk.remedy(error) if desk else ""
        return (Offer(words, partial(desk.mend, error)),) if desk and words else ()


def _copy_details(error: Exception) -> None:
    from .faults import details

    QGuiApplication.clipboard().setText(details(error))
