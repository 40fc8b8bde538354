"""The person's settings: one value, passed in and never imported, of which only what differs is written."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import SplitResult, urlsplit

from .errors import InputError, cause
from .files import home, write_atomically

RECENT_LIMIT = 12


class Server:
    """What has an address. The secret that it is asked with is never a setting."""

    __slots__ = ()
    url: str

    @property
    def host(self) -> str:
        """Where requests go: host and port, as the person is asked about them."""
        return self._parts.netloc.rpartition("@")[2]

    @property
    def origin(self) -> str:
        """What the person agrees to: scheme, host and port, for the same host over http is read on the way."""
        return f"{self._parts.scheme}://{self.host.lower()}"

    @property
    def address(self) -> str:
        """Its address in one spelling, to tell it from another one."""
        return f"{self.origin}{self._parts.path.rstrip('/')}"

    @property
    def _parts(self) -> SplitResult:
        try:
            return urlsplit(self.url.strip())
        except ValueError:
            return SplitResult("", "", self.url.strip(), "", "")

    @property
    def local(self) -> bool:
        """Whether requests go to this machine."""
        return is_local(self.url)


@dataclass(frozen=True, slots=True)
class Endpoint(Server):
    """A server that speaks Chat Completions, and the model of it to use. Its key is never a setting."""

    name: str  # the person's name for it, unique among the endpoints
    url: str  # its base, such as "https://api.openai.com/v1"
    model: str
    preset: str = ""  # of resources/endpoints.toml, where it was made from one
    key_variable: str = ""  # an environment variable that holds the key, where the person chose that
    context: int = 0  # tokens that the model can hold; 0: as the server tells
    budget: int = 0  # tokens that one request may take; 0: as many as fit
    first_token_s: float = 120.0  # how long to wait for the first token, and between two
    between_tokens_s: float = 60.0

    @property
    def kept_as(self) -> str:
        """Under which its key is kept: endpoints at one address share a key, and no other address is given it."""
        return self.address

    @property
    def secret(self) -> str:
        """What its secret is called, for people."""
        return "key"

    @property
    def stand_in(self) -> str:
        """What is sent where no key is given: servers of this machine take any, and clients want one."""
        return "none" if self.local else ""


def is_local(url: str) -> bool:
    """Whether requests stay on this machine: loopback by name or number. Another machine of the office does not."""
    from ipaddress import ip_address  # a start asks nobody

    try:
        host = urlsplit(url).hostname or ""
        # and not the subdomains of localhost, nor a number with something behind it: a name server may answer for them
        return host.rstrip(".") == "localhost" or ("%" not in host and ip_address(host).is_loopback)
    except ValueError:
        return False


class Account(Server):
    """What is asked with somebody's token: it is sent as it is, or nothing is."""

    __slots__ = ()

    @property
    def secret(self) -> str:
        """What its secret is called, for people."""
        return "token"

    @property
    def stand_in(self) -> str:
        """Nothing: a tracker that wants no token is asked without one, and what is written to wants to know by whom."""
        return ""


@dataclass(frozen=True, slots=True)
class Tracker(Account):
    """A tracker that work items are read from. Its token is never a setting."""

    name: str  # the person's name for it, unique among the trackers
    kind: str  # "jira-cloud", "jira-server", "github", "gitlab", "azure", "redmine", "linear"
    url: str  # its base, such as "https://example.atlassian.net"
    user: str = ""  # whom the token belongs to, where the tracker asks for both
    projects: tuple[str, ...] = ()  # whose items it holds: "PAY", "owner/repo", "organisation/project"; () for any
    key_variable: str = ""  # an environment variable that holds the token, where the person chose that
    reads: bool = True  # items are read as soon as a change is opened, rather than when the person asks

    @property
    def kept_as(self) -> str:
        """Under which its token is kept: apart from the keys of endpoints, and one for each account at an address."""
        return f"tracker {self.address} {self.user}".rstrip()


@dataclass(frozen=True, slots=True)
class System(Account):
    """A change system that tickets go to. Its token is never a setting."""

    name: str  # the person's name for it, unique among the systems
    target: str  # what it is: a name of `export.targets`
    url: str  # its base, such as "https://example.service-now.com"
    user: str = ""  # whom the token belongs to, where the target asks for both
    auth: str = ""  # the name of the target's `Auth`; "" for the usual one
    key_variable: str = ""  # an environment variable that holds the token, where the person chose that
    values: dict[str, str] = field(default_factory=dict, hash=False)  # the target's settings: "project", ...
    mapping: dict[str, str] = field(default_factory=dict, hash=False)  # by ours, the field there; "" for none
    choices: dict[str, str] = field(default_factory=dict, hash=False)  # "ours=value": the value there
    fixed: dict[str, str] = field(default_factory=dict, hash=False)  # by the field there, what always stands in it

    @property
    def kept_as(self) -> str:
        """Under which its token is kept: apart from what reads, and one for each account at an address."""
        return f"system {self.address} {self.user}".rstrip()

    @property
    def secret(self) -> str:
        """What its secret is called, for people: with a user's name goes a password, or a token in its place."""
        return "password or token" if self.user.strip() else "token"


@dataclass(frozen=True)
class Settings:
    """All settings with their defaults."""

    theme: str = "system"  # or "light", "dark"
    change_id_pattern: str = "CHG-$year-$number"  # also $repo and $head (the first 8 digits of the commit)
    recent: tuple[str, ...] = ()  # repositories and diff files, newest first
    trusted: tuple[str, ...] = ()  # repositories of another owner that the person chose to open
    ranges: dict[str, str] = field(default_factory=dict)  # the last range looked at, by repository
    endpoints: tuple[Endpoint, ...] = ()
    endpoint: str = ""  # the name of the one that drafts; "" for none: tickets are drafted from the template
    consented: tuple[str, ...] = ()  # origins that the person agreed to send requests to; a bare host is https
    language: str = "English"  # that a model writes in
    follow_up: bool = True  # a model may be asked once more for what was cut off, and for what failed its check
    trackers: tuple[Tracker, ...] = ()
    systems: tuple[System, ...] = ()  # change systems
    system: str = ""  # the name of the one that a ticket went to last
    paste: str = ""  # where what is copied was pasted last: a name of `export.pastes`
    walk_to: str = ""  # the form that was walked through last: a system's name, or a target's
    walk_place: str = ""  # where on the screen that was done, as Qt keeps it
    attach_audit: bool = False  # how a ticket came about goes along as an attachment, where the system takes one
    without_profile: tuple[str, ...] = ()  # places where the person does not want to hear that there is no profile
    signed_as: str = ""  # who ticks the steps of a deployment; "" for the name of the account on this machine
    agreed_prompts: tuple[str, ...] = ()  # texts that repositories suggest and the person agreed to use

    @property
    def chosen(self) -> Endpoint | None:
        """The endpoint that drafts, or None."""
        return next((one for one in self.endpoints if one.name == self.endpoint), None)

    def agreed_to(self, endpoint: Endpoint) -> bool:
        """Whether the person agreed before that requests go where this endpoint's go."""
        secure = endpoint.origin.startswith("https://")  # settings of before hold no more than the host
        return bool(endpoint.host) and (
            endpoint.origin in self.consented or (secure and endpoint.host in self.consented)
        )

    def may_ask(self, tracker: Tracker) -> bool:
        """Whether the person agreed before that keys go where this tracker is; this machine needs no word."""
        return tracker.local or tracker.origin in self.consented

    def may_send(self, system: System) -> bool:
        """Whether the person agreed before that tickets go where this system is; this machine needs no word."""
        return system.local or system.origin in self.consented

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
        raise InputError(
            f"The settings in {path} cannot be read ({cause(error)}); mend or remove that file."
        ) from error


def _from_json(written: dict[str, Any]) -> Settings:
    kinds: dict[str, Callable[[Any], Any]] = {one.name: type(getattr(Settings(), one.name)) for one in fields(Settings)}
    kinds["endpoints"] = lambda told: _records(told, _SAMPLE)
    kinds["trackers"] = lambda told: _records(told, _A_TRACKER)
    kinds["systems"] = lambda told: _records(told, _A_SYSTEM)
    return Settings(**{name: kinds[name](value) for name, value in written.items() if name in kinds})


_SAMPLE = Endpoint("", "", "")
_A_TRACKER = Tracker("", "", "")
_A_SYSTEM = System("", "", "")
Made = TypeVar("Made", Endpoint, Tracker, System)


def _records(written: list[dict[str, Any]], sample: Made) -> tuple[Made, ...]:
    """The endpoints, trackers or systems of a list; each value of the type that it has in the sample."""
    kinds = {one.name: type(getattr(sample, one.name)) for one in fields(sample)}
    return tuple(
        replace(sample, **{name: kinds[name](value) for name, value in one.items() if name in kinds}) for one in written
    )


def save_settings(settings: Settings) -> None:
    """Write what differs from the defaults."""
    defaults = asdict(Settings())
    changed = {name: value for name, value in asdict(settings).items() if value != defaults[name]}
    write_atomically(settings_file(), json.dumps(changed, indent=2, sort_keys=True).encode())
