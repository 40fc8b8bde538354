"""When it is deployed: freezes, maintenance windows, weekends and hours, its duration, and what else is planned."""

from .judging import timing
from .planned import Planned
from .told import Band, Other, Part, Remark, Slot, Strip, Timing

__all__ = ["Band", "Other", "Part", "Planned", "Remark", "Slot", "Strip", "Timing", "timing"]
