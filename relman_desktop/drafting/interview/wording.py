"""Texts of the table filled with what an entry, a fact or a work item says."""

import re
from collections.abc import Callable

from ...facts.configuration.secrets import HIDDEN
from ...wording import unhidden
from ..redaction import Redactor
from ..redaction.masking import MASKED

_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
_KEY = re.compile(r"\{(\w+)\}")


def filled(pattern: str, get: Callable[[str], str]) -> str:
    """The pattern with `{key}` replaced; a part in [brackets] only where all of it is known.

    "" where something outside of brackets is not known.
    """
    whole = _OPTIONAL.sub(lambda part: part[1] if _is_known(part[1], get) else "", pattern)
    if not _is_known(whole, get):
        return ""
    return _KEY.sub(lambda key: " ".join(unhidden(get(key[1])).split()), whole).strip()


def clean(text: str, redactor: Redactor) -> str:
    """Somebody's words without the secrets that stand in them."""
    return MASKED.sub(HIDDEN, redactor.redact(text, ""))


def plain(text: str) -> str:
    """A text as two of the same are told to be the same: whatever the case, the blanks and the full stop."""
    return " ".join(text.split()).rstrip(".").casefold()


def _is_known(part: str, get: Callable[[str], str]) -> bool:
    return all(get(key).strip() for key in _KEY.findall(part))
