"""A change system while the person writes it, and how each of its inputs is read."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from urllib.parse import urlunsplit

from ..errors import InputError
from ..export.targets.schema import Schema
from ..export.targets.target import Auth, Setting, Target
from ..net.address import Wanted, mended
from ..settings import System
from .server_entry import Fields, KeyState, ServerEntry, a_name, a_variable, free_name, read_texts
from .shown import visible

PREFIX = "value:"  # before the names of the target's own settings among the texts
_LONGEST = 500
_PAGES = re.compile(
    r"/(?:browse|issues|-|_workitems|rest|projects|login|dashboard|now|nav_to\.do|navpage\.do|change_request\.do"
    r"|front|apirest\.php|webservices|pages)(?:/.*)?\Z",
    re.IGNORECASE,
)
_NO_TOKEN = KeyState(words="No token is kept.")


@dataclass(eq=False)
class SystemEntry(ServerEntry[System]):
    """One change system of the settings page; `mapping`, `choices` and `fixed` as the system has them."""

    key: KeyState = _NO_TOKEN
    kind: Target | None = None  # None where no table tells of it
    given: System | None = None  # as it was set when the window was opened
    target: str = ""
    auth: str = ""
    mapping: dict[str, str] = field(default_factory=dict)
    choices: dict[str, str] = field(default_factory=dict)
    fixed: dict[str, str] = field(default_factory=dict)
    begun: list[str] = field(default_factory=list)  # fields of `fixed` that have no value yet
    schema: Schema | None = None  # what the site told last
    asking: str = ""  # what asking the site for its fields is doing
    asked: str = ""  # why that failed

    @property
    def way(self) -> Auth | None:
        """How requests to it are authorised."""
        ways = self.kind.auth if self.kind else ()
        return next((one for one in ways if one.name == self.auth), ways[0] if ways else None)

    @property
    def settings(self) -> tuple[Setting, ...]:
        """The target's own."""
        return self.kind.settings if self.kind else ()

    def read(self, taken: Collection[str]) -> tuple[System | None, dict[str, str]]:
        texts = {**dict.fromkeys(PREFIX + one.name for one in self.settings), **self.texts}
        fields: Fields = {
            **FIELDS,
            "user": self._user,
            **{PREFIX + one.name: partial(_value, one) for one in self.settings},
        }
        read, wrong = read_texts({name: text or "" for name, text in texts.items()}, fields, taken, "change system")
        if wrong:
            return None, wrong
        kept = {name: told for name, told in read.items() if not name.startswith(PREFIX)}
        system = System(target=self.target, auth=self.auth, values=self._values(read), **kept)
        return replace(system, mapping=dict(self.mapping), choices=dict(self.choices), fixed=dict(self.fixed)), {}

    def _values(self, read: Mapping[str, str]) -> dict[str, str]:
        """What is said of the target's settings. What was said before and is no input here stays: a look loses nothing.

        A default that was never said is not said now either: the ledger knows a system by what is said of it.
        """
        before = self.given.values if self.given and self.given.target == self.target else {}
        values = dict(before)
        for one in self.settings:
            text = read[PREFIX + one.name]
            values.pop(one.name, None)
            if text and (text != one.default or one.name in before):
                values[one.name] = text
        return values

    def _user(self, text: str) -> str:
        if not text and self.way and self.way.wants_user:
            raise InputError(f"Give the name or the e-mail address of whom the {self.way.secret} belongs to.")
        if visible(text) != text or ":" in text:
            raise InputError("Give the user's name or e-mail address alone; the token has its own place below.")
        return text


def entry_of(system: System, kind: Target | None, schema: Schema | None = None) -> SystemEntry:
    """The inputs of a system that is set."""
    texts = {name: getattr(system, name) for name in FIELDS}
    settings = kind.settings if kind else ()
    texts |= {PREFIX + one.name: system.values.get(one.name, one.default) for one in settings}
    texts |= {PREFIX + name: value for name, value in system.values.items()}
    return SystemEntry(
        texts,
        system,
        kind=kind,
        given=system,
        target=system.target,
        auth=system.auth,
        mapping=dict(system.mapping),
        choices=dict(system.choices),
        fixed=dict(system.fixed),
        schema=schema,
    )


def new_entry(kind: Target, url: str, taken: Collection[str]) -> SystemEntry:
    """The inputs of a new system; its name is different from those that are taken."""
    entry = entry_of(System("", kind.name, url), kind)
    entry.kept = None
    entry.texts["name"] = free_name(kind.title, taken)
    return entry


def _url(text: str) -> str:
    """The address of a system; of one of its pages, the part that all have in common."""
    wanted = Wanted("a change system", "token", "https://example.service-now.com")
    if not text:
        raise InputError(f"Give the system's address, as it stands in a browser, such as {wanted.example}.")
    if "<" in text:
        raise InputError(f"Write your own in place of {text[text.index('<') : text.find('>') + 1 or None]}.")
    parts = mended(text, wanted)
    return urlunsplit((parts.scheme, parts.netloc, _PAGES.sub("", parts.path).rstrip("/"), "", ""))


def _value(setting: Setting, text: str) -> str:
    """A value of one of the target's own settings."""
    if not text and setting.required and not setting.default:
        such = f", such as {setting.example}" if setting.example else ""
        said = f"Give the {setting.label[:1].lower()}{setting.label[1:]}{such}."
        raise InputError(f"{said} {setting.help}".rstrip())  # which this sentence takes the place of
    if visible(text) != text or len(text) > _LONGEST:
        raise InputError("Give it in letters that can be seen, in one line.")
    return text


FIELDS: Fields = {"name": a_name, "url": _url, "user": lambda text: text, "key_variable": a_variable}
