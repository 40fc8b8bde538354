"""The JSON object in an answer that should be nothing else, and has words or a code fence around it."""

import json
import re

_STARTS = 40  # braces that are tried as the beginning; prose has few
_OPENING = re.compile(r'\{\s*(?:"|\}|$)')


def json_in(text: str) -> str:
    """The JSON object that an answer holds, without what stands around it; "" where there is no whole one.

    The longest of several counts: models that explain the form first show a small one.
    """
    found, start, decoder = "", 0, json.JSONDecoder(strict=False)
    for _ in range(_STARTS):
        match = _OPENING.search(text, start)
        if match is None:
            break
        try:
            value, end = decoder.raw_decode(text, match.start())
        except (ValueError, RecursionError):
            start = match.start() + 1
            continue
        found = max(found, _strict(text[match.start() : end], value), key=len)
        start = end
    return found


def _strict(text: str, value: object) -> str:
    """The text as any reader takes it: small models write line breaks into strings as they are."""
    try:
        json.loads(text)
    except ValueError:
        return json.dumps(value, ensure_ascii=False)
    return text
