"""`relman targets`: where tickets can go, which systems are set up, and setting them up."""

from argparse import Namespace
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlunsplit
from zoneinfo import ZoneInfo

from . import keys
from .errors import InputError, RelmanError, cause
from .export.contract import to_bytes
from .export.files import file_formats
from .export.targets.mapping import ATTACHMENT, COMMENT, NOT_SENT
from .export.targets.rows import mapping_rows
from .export.targets.table import FOLDER, known_targets, own_folder, read_target, shipped
from .export.targets.target import Setting, Target
from .export_commands import AUDIT, system_named, token_of
from .files import home, resource
from .instance import Instance
from .jobs import Cancel, Progress
from .kept_schemas import forget_schema
from .net.address import Wanted, caution, mended, variable
from .reaching import target_of
from .settings import System, load_settings, save_settings
from .wording import joined, printable, quoted

_FOR_ADDING = ("target", "url", "user", "set", "token_variable", "auth", "map")
_PLACES = {"#comment": COMMENT, "#attachment": ATTACHMENT, "#nowhere": NOT_SENT}


def target_command(parsed: Namespace, progress: Progress) -> bytes:
    """The bytes of the result."""
    given = [f"--{name.replace('_', '-')}" for name in _FOR_ADDING if getattr(parsed, name)]
    if given and not parsed.add:
        raise InputError(f"{given[0]} tells of a system that is set up; add --add NAME, or leave {given[0]} out.")
    if parsed.add:
        return _text(_add(parsed))
    if parsed.remove:
        return _text(_remove(parsed.remove))
    if parsed.check:
        return _text(_check(parsed.check))
    if parsed.show:
        return _shown(parsed.show)
    if parsed.kind:
        return _text("\n".join(_kind(parsed.kind)) + "\n")
    if parsed.fields:
        return _fields(parsed, progress)
    return to_bytes(_object()) if parsed.format == "json" else _text("\n".join(_lines()) + "\n")


def _lines() -> Iterator[str]:
    yield "Files"
    for form in file_formats().values():
        yield f"  {form.name:<14}{form.title}"
    yield f"  {AUDIT:<14}How the ticket came about, as JSON"
    yield "\nKinds of change systems"
    own, (known, faults) = _own(), known_targets()
    for name, target in known.items():
        yield f"  {name:<14}{printable(target.title)}{f'  ({own[name]})' if name in own else ''}"
    yield from (f"  !! {printable(str(one))}" for one in faults)
    yield "\nSystems that are set up"
    systems = load_settings().systems
    for system in systems:
        values = ", ".join(f"{name} {value}" for name, value in _values_of(system).items() if value)
        told = [_title(system), f"at {system.host}", values, _token(system)]
        yield f"  {printable(system.name):<14}{'; '.join(printable(one) for one in told if one)}"
    if not systems:
        yield "  None. `relman targets --add NAME --target KIND --url URL` sets one up."


def _object() -> dict[str, Any]:
    own, (known, faults) = _own(), known_targets()
    return {
        "files": [{"name": one.name, "title": one.title, "suffix": one.suffix} for one in file_formats().values()],
        "targets": [
            {"name": name, "title": one.title, "file": own.get(name), "settings": [row.name for row in one.settings]}
            for name, one in known.items()
        ],
        "warnings": list(map(str, faults)),
        "systems": [_system_object(one) for one in load_settings().systems],
    }


def _system_object(system: System) -> dict[str, Any]:
    key = _key(system)
    return {
        "name": system.name,
        "target": system.target,
        "url": system.address,
        "user": system.user,
        "values": _values_of(system),
        "token": key.place if key else None,
        "agreed": load_settings().may_send(system),
    }


def _values_of(system: System) -> dict[str, str]:
    """The target's settings; of one that is a token of its own, as GLPI's application has, only that it is set."""
    return {name: "(set)" if value and "token" in name else value for name, value in system.values.items()}


def _title(system: System) -> str:
    known = known_targets()[0].get(system.target)
    return known.title if known else f"{system.target} (there is no table of it)"


def _key(system: System) -> keys.Key | None:
    try:
        return keys.key_for(system)
    except InputError:  # a variable that holds no token
        return None


def _token(system: System) -> str:
    key = _key(system)
    return f"the token is {key.where}" if key else "there is no token for it"


def _own() -> Mapping[str, str]:
    """The files of the team's own targets, by name."""
    folder = own_folder()
    return {path.stem: str(path) for path in sorted(folder.glob("*.toml"))} if folder.is_dir() else {}


def _add(parsed: Namespace) -> str:
    if not (parsed.target and parsed.url):
        raise InputError("A system needs --target KIND and --url URL; `relman targets` lists the kinds.")
    known = known_targets()[0]
    if parsed.target not in known:
        raise InputError(f"There is no kind {quoted(parsed.target)}; there are {joined(list(known), 40)}.")
    target = known[parsed.target]
    system = System(
        name=_name(parsed.add),
        target=parsed.target,
        url=_address(parsed.url, target),
        user=parsed.user or "",
        auth=_auth(parsed.auth, parsed.user, target),
        key_variable=variable(parsed.token_variable or "", target.variable or "CHANGE_TOKEN", "token"),
        values=_values(parsed.set or (), target),
    )
    with _settings_to_ourselves():
        settings = load_settings()
        others = tuple(one for one in settings.systems if one.name.casefold() != system.name.casefold())
        before = next((one for one in settings.systems if one.name.casefold() == system.name.casefold()), None)
        if before and before.target == system.target:
            system = replace(system, mapping=before.mapping, choices=before.choices, fixed=before.fixed)
        system = replace(system, mapping={**system.mapping, **_mapping(parsed.map or (), target, system)})
        save_settings(replace(settings, systems=(*others, system)))
    if before:
        _forget(before, (*others, system))
    done = "Changed" if before else "Added"
    return (
        f"{done} {quoted(system.name)}: {target.title} at {system.host}; {_token(system)}.\n{_next(system, target)}"
        + _caution(system)
    )


def _next(system: System, target: Target) -> str:
    """What to try now."""
    name = system.name if system.name.isidentifier() else f'"{system.name}"'
    fields = f"relman targets --fields {name}" if target.asks else f"relman export TICKET.json --to {name} --dry-run"
    return f"Try it: {fields}\n"


def _address(url: str, target: Target) -> str:
    """The address as it is kept. Raises `InputError` for none, and for one that a secret stands in."""
    if "://" not in url:
        raise InputError(f"{quoted(url)} is no address; give one such as {target.address}.")
    parts = mended(url, Wanted("a change system", "token", target.address))
    return urlunsplit((parts.scheme, parts.netloc, parts.path, "", ""))


def _caution(system: System) -> str:
    said = caution(system.url, "token")
    return f"{said}\n" if said else ""


def _name(text: str) -> str:
    name = " ".join(text.split())
    if name == AUDIT or name in file_formats():
        title = file_formats()[name].title if name in file_formats() else "the audit"
        raise InputError(
            f"{quoted(name)} is what `relman export --to` calls a file ({title}); call the system otherwise, such as "
            f"{quoted(f'our-{name}')}."
        )
    if not name or len(name) > 60 or name.startswith("-"):
        raise InputError(f"{quoted(text)} cannot be the name of a system; choose another one of 60 characters at most.")
    return name


def _auth(name: str | None, user: str | None, target: Target) -> str:
    known = [one.name for one in target.auth]
    if name and name not in known:
        raise InputError(f"{target.title} knows no way to authorise {quoted(name)}; there are {joined(known)}.")
    way = next(one for one in target.auth if one.name == (name or known[0]))
    if way.wants_user and not (user or "").strip():
        others = [f"--auth {one.name}" for one in target.auth if not one.wants_user]
        more = "".join(f" or {one}" for one in others)
        raise InputError(f"{target.title} wants to know whom the {way.secret} belongs to; add --user{more}.")
    return name or ""


def _values(given: tuple[str, ...] | list[str], target: Target) -> dict[str, str]:
    """The target's settings. Raises `InputError` for one that it does not know, and where one is missing."""
    values = {name: value for name, _, value in (one.partition("=") for one in given)}
    known = {one.name: one for one in target.settings}
    unknown = [name for name in values if name not in known]
    if unknown or any("=" not in one for one in given):
        told = joined([f"--set {name}=…" for name in known], 20) or "nothing to set"
        raise InputError(f"{target.title} has no setting {quoted((unknown or given)[0])}; there is {told}.")
    missing = [one for one in target.settings if one.required and not (values.get(one.name) or one.default)]
    if missing:
        one = missing[0]
        raise InputError(
            f"{target.title} needs --set {one.name}=…, such as {one.name}={one.example}. {one.help}".strip()
        )
    for name, value in values.items():
        _refuse_value(known[name], value, target)
    return values


def _refuse_value(setting: Setting, value: str, target: Target) -> None:
    """Raises `InputError` for a value that can never work."""
    if setting.choices and value not in setting.choices:
        told = joined([one or "nothing" for one in setting.choices], 20)
        raise InputError(f"--set {setting.name}={value} is no choice of {target.title}; there are {told}.")
    if value and setting.name in {one.zone_by for one in target.fields} and not _is_zone(value):
        raise InputError(f"{quoted(value)} is no time zone; give one of the IANA list, such as Europe/Berlin.")


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True


def _mapping(given: Sequence[str], target: Target, system: System) -> dict[str, str]:
    """What the person maps: ours to a field there, or to one of `_PLACES`. Raises `InputError`."""
    known = {row.ours: row for row in mapping_rows(target, system)}
    found = {}
    for one in given:
        ours, _, theirs = (part.strip() for part in one.partition("="))
        if ours not in known or not theirs:
            raise InputError(
                f"--map {one} names no field of ours and where it goes; ours are {joined(list(known), 40)}."
            )
        found[ours] = _PLACES.get(theirs, theirs)
    return found


def _remove(name: str) -> str:
    system = system_named(name)
    if system is None:
        raise InputError(f"No system {quoted(name)} is set up; `relman targets` lists those that are.")
    with _settings_to_ourselves():
        settings = load_settings()
        left = tuple(one for one in settings.systems if one.name != system.name)
        save_settings(replace(settings, systems=left))
    _forget(system, left)
    return f"Removed {quoted(system.name)}. What was exported to it stays there.\n"


def _forget(gone: System, left: tuple[System, ...]) -> None:
    """The token of a place that no system goes to any more, and what that told of its fields."""
    if not any(one.kept_as == gone.kept_as for one in left):
        keys.forget_key(gone)
    if not any((one.target, one.address, one.values) == (gone.target, gone.address, gone.values) for one in left):
        forget_schema(gone)


@contextmanager
def _settings_to_ourselves() -> Iterator[None]:
    """The settings while no window is open, which would write its own over ours."""
    instance = Instance.claim(home())
    if instance is None:
        raise InputError("Relman Desktop is open and keeps the settings; change its systems there, or close it first.")
    try:
        yield
    except OSError as error:
        raise RelmanError(f"The settings in {home()} cannot be written ({cause(error)}).") from error
    finally:
        instance.release()


def _check(path: Path) -> str:
    """Raises `Faulty` with a line for each problem."""
    target = read_target(path)
    place = "" if path.parent == own_folder() else f" Put it into {own_folder()} to use it."
    return f"{path}: nothing is wrong with {quoted(target.title)}.{place}\n"


def _kind(name: str) -> Iterator[str]:
    """What a kind needs."""
    target = known_targets()[0].get(name)
    if target is None:
        raise InputError(f"There is no kind {quoted(name)}; there are {joined(list(known_targets()[0]), 40)}.")
    yield f"{printable(target.title)}, at an address such as {printable(target.address)}"
    yield "\nSettings (--set NAME=VALUE)"
    for one in target.settings:
        such = f", such as {one.example}" if one.example else ""
        among = f" ({joined([each or 'nothing' for each in one.choices], 20)})" if one.choices else ""
        need = (
            "needed"
            if one.required and not one.default
            else f"{one.default} if not said"
            if one.default
            else "optional"
        )
        yield printable(f"  {one.name:<14}{one.label}{among}: {need}{such}. {one.help}".rstrip())
    yield "\nWays to authorise (--auth WAY)"
    for way in target.auth:
        yield printable(f"  {way.name:<14}{way.title}{'; wants --user' if way.wants_user else ''}")
    if target.token_page:
        yield f"\nA token is made at {printable(target.token_page.replace('{url}', target.address))}"
    if target.scopes:
        yield f"What it must be allowed: {printable(target.scopes)}."
    if target.note:
        yield printable(target.note)


def _shown(kind: str) -> bytes:
    own = own_folder() / f"{kind}.toml"
    if kind in _own():
        return own.read_bytes()
    if kind not in shipped():
        raise InputError(f"There is no kind {quoted(kind)}; there are {joined(list(shipped()), 40)}.")
    return resource(f"{FOLDER}/{kind}.toml").read_bytes()


def _fields(parsed: Namespace, progress: Progress) -> bytes:
    """The site's own fields and what of ours goes where; asks the site."""
    system = system_named(parsed.fields)
    if system is None:
        raise InputError(f"No system {quoted(parsed.fields)} is set up; `relman targets` lists those that are.")
    target = target_of(system)
    from .field_words import fields_object, fields_text
    from .submitting.asking import ask_schema

    if not target.asks:
        raise InputError(
            f"{target.title} cannot be asked for its fields; `relman targets --show {target.name}` tells them."
        )
    schema = ask_schema(target, system, token_of(system), Cancel(), progress)
    told = (target, system, schema)
    return to_bytes(fields_object(*told)) if parsed.format == "json" else _text(fields_text(*told))


def _text(text: str) -> bytes:
    return text.encode("utf-8", "backslashreplace")
