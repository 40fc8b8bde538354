"""What a request can do without, and what a refusal says it must do without: a table in `model_faults.toml`."""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache

from ..files import resource
from .profile import Profile


@dataclass(frozen=True, slots=True)
class Optional:
    """One thing that can be left out or asked for otherwise; see the table."""

    item: str
    names: tuple[re.Pattern[str], ...]
    said: str
    mid_stream: bool = False

    def stands_in(self, words: str) -> re.Match[str] | None:
        return next((match for name in self.names if (match := name.search(words))), None)


@cache
def _optionals() -> tuple[Optional, ...]:
    rows = tomllib.loads(resource("model_faults.toml").read_text("utf-8"))["optional"]
    return tuple(
        Optional(**(row | {"names": tuple(re.compile(name, re.IGNORECASE) for name in row["names"])})) for row in rows
    )


def less(profile: Profile, words: str, failed: bool = False) -> Profile | None:
    """The profile without the one thing that the words refuse, with a sentence about it; None where they name none.

    `failed`: the server did not refuse, it broke; then few of the things that its words name are to blame.
    """
    for one in _optionals():
        match = one.stands_in(words) if one.mid_stream or not failed else None
        changed = _WITHOUT[one.item](profile, words, match) if match else None
        if changed is not None and changed != profile:
            return replace(changed, learned=(*profile.learned, *([] if one.said in profile.learned else [one.said])))
    return None


Without = Callable[[Profile, str, re.Match[str]], Profile | None]


def _json(profile: Profile, words: str, match: re.Match[str]) -> Profile | None:
    """schema, then object, then words; no object where the refusal says that only a schema is known."""
    if profile.json == "schema" and not re.search(r"json_object.{0,40}not|must be.{0,20}text", words, re.IGNORECASE):
        return replace(profile, json="object")
    return replace(profile, json="prompt") if profile.json != "prompt" else None


def _limit(profile: Profile, words: str, match: re.Match[str]) -> Profile | None:
    """The other name, or no limit at all where both were refused."""
    if not profile.limit_name or profile.limit_name not in words:
        return None
    other = "max_tokens" if profile.limit_name == "max_completion_tokens" else "max_completion_tokens"
    refused_before = any("name of the limit" in one for one in profile.learned)
    return replace(profile, limit_name="" if refused_before else other)  # type: ignore[arg-type]


def _most(profile: Profile, words: str, match: re.Match[str]) -> Profile | None:
    digits = match.groupdict().get("most", "").replace(",", "")[:9]
    return replace(profile, most_output=int(digits)) if digits and int(digits) else None


_WITHOUT: Mapping[str, Without] = {
    "cache": lambda profile, words, match: replace(profile, cache=""),
    "effort": lambda profile, words, match: replace(profile, effort=False),
    "stream_options": lambda profile, words, match: replace(profile, stream_options=False),
    "most_output": _most,
    "limit": _limit,
    "temperature": lambda profile, words, match: replace(profile, temperature=False),
    "json": _json,
    "stream": lambda profile, words, match: replace(profile, stream=False),
}


def plainest(profile: Profile) -> Profile:
    """The profile that asks for nothing that is optional: for a refusal that does not say what it refuses."""
    said = "It refused something that it did not name; all that is optional is left out."
    return replace(
        profile,
        json="prompt",
        limit_name="",
        temperature=False,
        effort=False,
        stream_options=False,
        cache="",
        learned=(*profile.learned, said),
    )
