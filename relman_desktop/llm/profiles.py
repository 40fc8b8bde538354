"""What is believed of an endpoint: what was learned from it before, else a first guess from the tables."""

import json
from collections.abc import Mapping
from dataclasses import asdict, fields, replace
from threading import Lock
from typing import Any, get_args, get_type_hints

from ..errors import cause
from ..files import home, write_atomically
from ..settings import Endpoint
from .address import preset_of
from .presets import BY_ID, Model, Preset, known_model
from .profile import CacheMark, Profile

MOST_KEPT = 200
_LOCK = Lock()  # one reads and writes the file at a time


def first_guess(endpoint: Endpoint) -> Profile:
    """What is believed of an endpoint and model of which nothing is remembered."""
    preset = BY_ID.get(endpoint.preset) or preset_of(endpoint.url) or BY_ID["other"]
    model = known_model(endpoint.model)
    hosted = model.reasons and not preset.port  # a local server knows max_tokens alone, whatever it serves
    return Profile(
        server=preset.id,
        json=preset.json,
        limit_name="max_completion_tokens" if hosted else preset.limit,
        temperature=not model.reasons,
        reasons=model.reasons,
        effort=model.effort and bool(preset.hosts),
        cache=_mark(preset, model),
        context=endpoint.context or (model.context if preset.context == "table" else 0),
    )


def _mark(preset: Preset, model: Model) -> CacheMark:
    """A mark is sent only where the model needs it and the server is known to take it."""
    if preset.cache and model.cache:
        return preset.cache
    takes = {"openai": ("openai", "azure"), "anthropic": ("litellm",)}.get(model.cache, ())
    return model.cache if preset.id in takes else ""


def profile_of(endpoint: Endpoint) -> tuple[Profile, str]:
    """The profile of an endpoint's model, and a note where what was remembered could not be read."""
    with _LOCK:
        kept, note = _kept()
    profile = _from_json(kept.get(_name(endpoint))) or first_guess(endpoint)
    return replace(profile, context=endpoint.context or profile.context), note


def remember(endpoint: Endpoint, profile: Profile) -> None:
    """Keep what was learned, and forget what was learned longest ago where there is too much."""
    with _LOCK:
        kept, _ = _kept()
        kept.pop(_name(endpoint), None)
        kept[_name(endpoint)] = asdict(profile)
        newest = dict(list(kept.items())[-MOST_KEPT:])
        write_atomically(home() / "profiles.json", json.dumps(newest, indent=1).encode())


def forget(endpoint: Endpoint) -> None:
    """Begin anew with an endpoint, as its connection test does: a server may have learned, too."""
    with _LOCK:
        kept, _ = _kept()
        if kept.pop(_name(endpoint), None) is not None:
            write_atomically(home() / "profiles.json", json.dumps(kept, indent=1).encode())


def _name(endpoint: Endpoint) -> str:
    return f"{endpoint.url} {endpoint.model}"


def _kept() -> tuple[dict[str, Any], str]:
    path = home() / "profiles.json"
    try:
        kept = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}, ""
    except (OSError, ValueError, RecursionError) as error:
        return {}, f"What was learned of models in {path} cannot be read ({cause(error)}); it is learned again."
    if not isinstance(kept, dict):
        return {}, f"What was learned of models in {path} is not what we wrote; it is learned again."
    return kept, ""


_HINTS = get_type_hints(Profile)


def _from_json(written: object) -> Profile | None:
    """A profile as it was written, or None where it is another version's or somebody else's."""
    if not isinstance(written, Mapping):
        return None
    known = {one.name: written[one.name] for one in fields(Profile) if one.name in written}
    sentences = known.get("learned", [])
    known["learned"] = tuple(map(str, sentences)) if isinstance(sentences, list) else None
    return Profile(**known) if all(_fits(_HINTS[name], value) for name, value in known.items()) else None


def _fits(kind: Any, value: object) -> bool:
    if choices := get_args(kind):
        return value in choices or isinstance(value, tuple)
    return isinstance(value, kind if kind is not float else int | float) and (kind is bool) == isinstance(value, bool)
