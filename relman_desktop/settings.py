"""The person's settings: one value, passed in and never imported, of which only what differs is written."""

import json
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from .errors import InputError
from .files import home, write_atomically

RECENT_LIMIT = 12


@dataclass(frozen=True)
class Settings:
    """All settings with their defaults."""

    theme: str = "system"  # or "light", "dark"
    change_id_pattern: str = "CHG-$year-$number"  # also $repo and $head (the first 8 digits of the commit)
    recent: tuple[str, ...] = ()  # repositories and diff files, newest first
    trusted: tuple[str, ...] = ()  # repositories of another owner that the person chose to open
    ranges: dict[str, str] = field(default_factory=dict)  # the last range looked at, by repository
    panes: dict[str, str] = field(default_factory=dict)  # the window's and the panes' sizes, as Qt writes them

    def with_recent(self, location: str) -> "Settings":
        """The settings with a place that was just opened, first."""
        others = tuple(place for place in self.recent if place != location)
        return replace(self, recent=(location, *others)[:RECENT_LIMIT])


def settings_file() -> Path:
    return home() / "settings.json"


def load_settings() -> Settings:
    """What is set, or the defaults. Unknown names are left alone; a file that is no JSON raises `InputError`."""
    path = settings_file()
    try:
        return _from_json(json.loads(path.read_text("utf-8")))
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise InputError(f"The settings in {path} cannot be read ({error}); mend or remove that file.") from error


def _from_json(written: dict[str, Any]) -> Settings:
    kinds = {one.name: type(getattr(Settings(), one.name)) for one in fields(Settings)}
    return Settings(**{name: kinds[name](value) for name, value in written.items() if name in kinds})


def save_settings(settings: Settings) -> None:
    """Write what differs from the defaults."""
    defaults = asdict(Settings())
    changed = {name: value for name, value in asdict(settings).items() if value != defaults[name]}
    write_atomically(settings_file(), json.dumps(changed, indent=2, sort_keys=True).encode())
