"""What sites told of their fields, kept with its age: a preview must not ask the site for each letter that is typed."""

import json
from contextlib import suppress
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from typing import Any

from .errors import ServiceError, cause
from .export.targets.schema import Schema, SiteField
from .export.targets.target import Choice, Sort
from .files import home, read_file, write_atomically
from .settings import System

FOLDER = "schemas"
_MOST_BYTES = 32 << 20


def kept_schema(system: System) -> Schema | None:
    """What the system's site told last; None where it was not asked, or what is kept cannot be read any more."""
    try:
        return schema_from_json(json.loads(read_file(_file(system), _MOST_BYTES).decode("utf-8")))
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


def keep_schema(system: System, schema: Schema) -> None:
    """Keep what a site told. Raises `ServiceError` where that cannot be written."""
    try:
        write_atomically(_file(system), json.dumps(schema_to_json(schema), sort_keys=True).encode())
    except OSError as error:
        raise ServiceError(
            f"The fields of {system.host} cannot be kept in {home() / FOLDER} ({cause(error)}); make room there."
        ) from error


def forget_schema(system: System) -> None:
    """Keep it no longer."""
    with suppress(OSError):
        _file(system).unlink()


def schema_to_json(schema: Schema) -> dict[str, Any]:
    return asdict(schema)


def schema_from_json(data: dict[str, Any]) -> Schema:
    """What `schema_to_json` gave. Raises `KeyError`, `TypeError` or `ValueError` where it is no schema."""
    made = {str(name): _field(told) for name, told in data["fields"].items()}
    return Schema(made, str(data["asked_at"]), bool(data["complete"]))


def _field(told: dict[str, Any]) -> SiteField:
    choices = tuple(Choice(str(one["value"]), str(one["label"])) for one in told["choices"])
    return SiteField(**{**told, "sort": Sort(told["sort"]), "choices": choices})


def _file(system: System) -> Path:
    """One for each kind of record at an address: what it tells rests on the project and the like, too."""
    told = json.dumps([system.target, system.address, sorted(system.values.items())])
    return home() / FOLDER / f"{sha256(told.encode()).hexdigest()[:24]}.json"
