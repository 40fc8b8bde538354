"""The address of an endpoint: what people paste, made into a base, and whose it is."""

import re
from urllib.parse import SplitResult, urlsplit, urlunsplit

from ..errors import InputError
from ..settings import is_local
from ..wording import quoted
from .presets import PRESETS, Preset

_ENDS = ("/chat/completions", "/completions", "/responses", "/embeddings", "/models", "/chat")
_MOST = 2_000
# What keys begin with, and what else is no name of a machine; and the parameters that keys are sent in.
_KEY = re.compile(r"(?:sk|pk|rk|gsk|xai|hf|ghp|gho|glpat|pplx|r8|nvapi|tgp|csk|fw|aiza)[-_0-9a-z]*", re.IGNORECASE)
_LEAST_KEY = 8  # characters: `hf` alone may be a machine or a folder
_LEAST_CODE = 24  # of a host without a dot that mixes letters and digits
_KEY_PARAMETER = re.compile(r"(?:.*[-_])?(?:key|token|secret|password|sig|signature|auth|code)", re.IGNORECASE)
_NETLOC = re.compile(r"(?:[\w.-]+|\[[0-9A-Fa-f:.]+(?:%[\w-]+)?\])(?::\d*)?")  # a zone, as of fe80::1, is no host
_PATH = re.compile(r"[A-Za-z0-9._~!$&()*+,;=:@%/-]*")


def tidied(pasted: str) -> str:
    """The base of an endpoint, such as `https://api.openai.com/v1`, from what a person pasted.

    A missing scheme, a missing `/v1` where nothing else stands, and the name of a method behind it are mended.
    Raises `InputError` for what is no web address, and for one with a password or a key in it.
    """
    text = pasted.strip().strip("<>\"'`").strip()
    if "://" not in text:
        text = f"{'http' if is_local(f'http://{text}') else 'https'}://{text}"
    parts = _split(text)
    _refuse(parts, pasted)
    return urlunsplit((parts.scheme, parts.netloc.lower(), _path(parts), "", ""))


def _split(url: str) -> SplitResult:
    try:
        return urlsplit(url)
    except ValueError:
        return SplitResult("", "", "", "", "")


def _refuse(parts: SplitResult, pasted: str) -> None:
    shown = quoted(pasted.strip().rpartition("@")[2], 80)
    if "@" in parts.netloc:
        raise InputError(
            f"The address of {shown} holds a name or a password; take it out: the key is asked for by itself and "
            "kept in the system's keyring."
        )
    if _holds_key(parts):
        raise InputError(
            "A key stands in the address, or in place of it; take it out: the key is asked for by itself and kept in "
            "the system's keyring."
        )
    if parts.scheme not in ("http", "https"):
        raise InputError(f"{shown} is no web address; an endpoint begins with https:// (or http:// on this machine).")
    if not _host_is_right(parts) or len(pasted) > _MOST:
        raise InputError(f"{shown} is no web address; write one such as https://api.openai.com/v1.")


def _holds_key(parts: SplitResult) -> bool:
    """Whether a key was pasted for an address, or stands in it: a setting is written to a file."""
    host = parts.netloc.partition(":")[0]
    code = "." not in host and len(host) >= _LEAST_CODE and re.search(r"\d", host) and not is_local(parts.geturl())
    asked = [one.partition("=")[0] for one in parts.query.split("&") if "=" in one]
    words = [*([] if ":" in parts.netloc else [host]), *parts.path.split("/")]  # a key has no port
    return bool(
        code
        or any(len(one) >= _LEAST_KEY and _is_key(one) for one in words)
        or any(_KEY_PARAMETER.fullmatch(one) for one in asked)
    )


def _is_key(word: str) -> bool:
    return bool(_KEY.fullmatch(word) and re.search(r"[-_\d]", word))


def _host_is_right(parts: SplitResult) -> bool:
    try:
        host = parts.hostname
        _ = parts.port
    except ValueError:
        return False
    return bool(host and _NETLOC.fullmatch(parts.netloc) and _PATH.fullmatch(parts.path))


def _path(parts: SplitResult) -> str:
    path = parts.path.rstrip("/")
    while (end := next((end for end in _ENDS if path.lower().endswith(end)), None)) is not None:
        path = path[: -len(end)].rstrip("/")
    if preset := preset_of(parts.geturl()):
        base = urlsplit(preset.url).path
        return base if not path or path.startswith(preset.old_path or "\n") else path
    return path or "/v1"


def preset_of(url: str) -> Preset | None:
    """The preset whose host stands in the address, or whose usual port where it is local."""
    parts = _split(url)
    host = parts.hostname or ""
    for preset in PRESETS:
        if any(host == one or host.endswith(f".{one}") for one in preset.hosts):
            return preset
    return next((one for one in PRESETS if one.port and is_local(url) and _port(parts) == one.port), None)


def _port(parts: SplitResult) -> int | None:
    try:
        return parts.port
    except ValueError:
        return None


def caution(url: str) -> str:
    """A sentence about an address that anyone between here and there can read; "" where there is none to say."""
    parts = _split(url)
    if parts.scheme == "http" and not is_local(url):
        return (
            f"http://{parts.netloc} is not encrypted: whoever is between here and there can read the request and the "
            "key. Use https:// if the server offers it."
        )
    return ""


def root_of(url: str) -> str:
    """The server's own address, above the `/v1` of its Chat Completions."""
    return url.rstrip("/").removesuffix("/v1").removesuffix("/api").removesuffix("/openai")
