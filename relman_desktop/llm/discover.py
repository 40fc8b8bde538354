"""What a server offers: its models, their windows; and which servers run on this machine, when somebody asks."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from ..errors import Cancelled
from ..jobs import Cancel
from ..net.http import connected
from ..net.loop import run
from ..settings import Endpoint
from .answer import Fault
from .fetching import Asking, Untold, fetched
from .presets import BY_ID, PRESETS, Preset, chats
from .profile import Profile
from .windows import READERS, Window

LOCAL_S = 0.3  # for each usual port; what runs on this machine answers in a few milliseconds
MOST_MODELS = 5_000


@dataclass(frozen=True, slots=True)
class Listing:
    """What a list of models tells."""

    models: tuple[str, ...]  # those to chat with, as they are listed
    server: str = ""  # the preset's id, where the list tells which server it is


def models(endpoint: Endpoint, key: str, cancel: Cancel) -> tuple[str, ...]:
    """The names of the models to chat with. Raises `Untold`, which is a `ServiceError`."""
    return listing(endpoint, key, cancel).models


def listing(endpoint: Endpoint, key: str, cancel: Cancel) -> Listing:
    """The list of models. Raises `Untold`."""
    return fetched(endpoint, key, lambda asking: _listing(asking, endpoint), cancel)


async def _listing(asking: Asking, endpoint: Endpoint) -> Listing:
    data = await asking.told(f"{endpoint.url}/models")
    entries = data if isinstance(data, list) else _first_list(data)
    named = [(_name(one), one) for one in entries[:MOST_MODELS] if isinstance(one, Mapping)]
    names = tuple(name for name, one in named if name and chats(name, str(one.get("type", ""))))
    owners = {one.get("owned_by") for _, one in named if isinstance(one.get("owned_by"), str)}
    server = next((preset.id for preset in PRESETS if owners.intersection(preset.owners)), "")
    return Listing(tuple(dict.fromkeys(names)), server)


def _first_list(data: object) -> list[Any]:
    lists = [data.get(name) for name in ("data", "models")] if isinstance(data, Mapping) else []
    return next((one for one in lists if isinstance(one, list)), [])


def _name(entry: Mapping[str, Any]) -> str:
    name = next((entry[key] for key in ("id", "model", "name") if isinstance(entry.get(key), str)), "")
    return name if name.isprintable() and len(name) <= 300 else ""


def context_of(endpoint: Endpoint, key: str, cancel: Cancel, profile: Profile) -> Window:
    """How many tokens the model can hold and where that is known from. Raises nothing but `Cancelled`."""
    if endpoint.context:
        return Window(endpoint.context, "as you set it")
    kind = BY_ID.get(profile.server, BY_ID["other"]).context
    for reader in dict.fromkeys((kind, "listed", "table")):
        try:
            window = fetched(endpoint, key, partial(_window, reader, endpoint), cancel)
        except Untold:
            continue
        if window.tokens:
            return window
    if profile.context:
        return Window(profile.context, "as it was learned")
    return Window()


async def _window(reader: str, endpoint: Endpoint, asking: Asking) -> Window:
    return await READERS[reader](asking, endpoint)


def find_local(cancel: Cancel) -> tuple[Endpoint, ...]:
    """The servers on this machine's usual ports, each with its first model. Asks 127.0.0.1 and nobody else."""
    found = run(_all_local, cancel)
    return tuple(endpoint for endpoint in found if endpoint is not None)


async def _all_local() -> list[Endpoint | None]:
    return await asyncio.gather(*(_local(preset) for preset in PRESETS if preset.port))


async def _local(preset: Preset) -> Endpoint | None:
    endpoint = Endpoint(preset.name, f"http://127.0.0.1:{preset.port}/v1", "", preset.id)
    try:
        async with asyncio.timeout(LOCAL_S), connected(endpoint.url, {}) as client:
            listing = await _listing(Asking(endpoint, "", client), endpoint)
    except (TimeoutError, Cancelled):
        return None
    except Untold as untold:
        return endpoint if untold.answer.fault is Fault.REFUSED_KEY else None  # it wants a key before it tells more
    kind = BY_ID[listing.server] if listing.server else preset
    return Endpoint(kind.name, endpoint.url, next(iter(listing.models), ""), kind.id)
