"""What may stand in a target's calls: the settings of a system, and what is known of the ticket and its record."""

import re
from base64 import b64encode

from ..errors import InputError
from ..export.targets.target import Target
from ..keys.key import checked
from ..settings import System
from ..wording import quoted

_OUR_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}")  # which no search takes for more than a word


def values_of(target: Target, system: System, token: str, our_id: str) -> dict[str, str]:
    """By their names in braces. Raises `InputError` for a setting that is missing, and for a token that can be none."""
    settings = settings_of(target, system)
    if our_id and not _OUR_ID.fullmatch(our_id):
        raise InputError(f"{quoted(our_id, 60)} is no id of a ticket of ours; draft the ticket again.")
    token = checked(token, f"The {system.secret} of {quoted(system.name)}", system.secret)
    basic = b64encode(_basic(target, system, token).encode()).decode()
    own = {"url": system.url.strip().rstrip("/"), "user": system.user, "token": token, "basic": basic}
    return settings | own | {"our_id": our_id}


def _basic(target: Target, system: System, token: str) -> str:
    """What HTTP Basic says, as the way to authorise wants it."""
    auth = next((one for one in target.auth if one.name == system.auth), target.auth[0])
    return re.sub(r"\{(user|token)\}", lambda found: {"user": system.user, "token": token}[found[1]], auth.basic)


def settings_of(target: Target, system: System) -> dict[str, str]:
    """What the system tells beside its address. Raises `InputError` for what is missing."""
    settings = {one.name: system.values.get(one.name, "").strip() or one.default for one in target.settings}
    for one in target.settings:
        if one.required and not settings[one.name]:
            raise InputError(f"{quoted(system.name)} has no {one.label.lower()}; give it under Change systems.")
    return settings
