"""The address of a server: what people paste, made into one, or a sentence about what is wrong with it."""

import re
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from ..errors import InputError
from ..settings import is_local
from ..wording import quoted

_MOST = 2_000
# What keys begin with, and what else is no name of a machine; and the parameters that keys are sent in.
_KEY = re.compile(
    r"(?:sk|pk|rk|gsk|xai|hf|ghp|gho|ghu|ghs|github_pat|glpat|lin_api|atatt|atctt|pplx|r8|nvapi|tgp|csk|fw|aiza)"
    r"[-_0-9a-z]*",
    re.IGNORECASE,
)
_LEAST_KEY = 8  # characters: `hf` alone may be a machine or a folder
_LEAST_CODE = 24  # of a host without a dot that mixes letters and digits
_KEY_PARAMETER = re.compile(r"(?:.*[-_])?(?:key|token|secret|password|sig|signature|auth|code)", re.IGNORECASE)
_LEAST_MIXED = 16  # of a name with small letters and digits, which may be a key
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,127}")
_NETLOC = re.compile(r"(?:[\w.-]+|\[[0-9A-Fa-f:.]+(?:%[\w-]+)?\])(?::\d*)?")  # a zone, as of fe80::1, is no host
_PATH = re.compile(r"[A-Za-z0-9._~!$&()*+,;=:@%/-]*")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What kind of address is wanted, for the sentences about another one."""

    what: str  # "an endpoint"
    secret: str  # what authorises there: "key"
    example: str  # an address


def mended(pasted: str, wanted: Wanted) -> SplitResult:
    """The parts of the address that a person pasted, with a scheme.

    Raises `InputError` for what is no web address, and for one with a password or a key in it.
    """
    text = pasted.strip().strip("<>\"'`").strip()
    if "://" not in text:
        text = f"{'http' if is_local(f'http://{text}') else 'https'}://{text}"
    parts = parts_of(text)
    _refuse(parts, pasted, wanted)
    return parts._replace(netloc=parts.netloc.lower())


def parts_of(url: str) -> SplitResult:
    """The parts of an address; nothing in any of them where it is none."""
    try:
        return urlsplit(url)
    except ValueError:
        return SplitResult("", "", "", "", "")


def is_address(url: str) -> bool:
    """Whether requests can be sent there."""
    parts = parts_of(url)
    return parts.scheme in ("http", "https") and _host_is_right(parts)


def _refuse(parts: SplitResult, pasted: str, wanted: Wanted) -> None:
    shown = quoted(pasted.strip().rpartition("@")[2], 80)
    out = f"take it out: the {wanted.secret} is asked for by itself and kept in the system's keyring."
    if "@" in parts.netloc:
        raise InputError(f"The address of {shown} holds a name or a password; {out}")
    if _holds_key(parts):
        raise InputError(f"A {wanted.secret} stands in the address, or in place of it; {out}")
    if parts.scheme not in ("http", "https"):
        raise InputError(f"{shown} is no web address; {wanted.what} begins with https:// (or http:// on this machine).")
    if not _host_is_right(parts) or len(pasted) > _MOST:
        raise InputError(f"{shown} is no web address; write one such as {wanted.example}.")


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


def variable(text: str, such: str, what: str) -> str:
    """The name of the environment variable that holds a secret. Raises `InputError` for the secret itself."""
    name = text.strip()
    mixed = len(name) >= _LEAST_MIXED and re.search("[a-z]", name) and re.search("[0-9]", name)
    is_secret = bool(mixed) and ("_" not in name or bool(_KEY.fullmatch(name)))
    if name and (is_secret or not _VARIABLE.fullmatch(name)):
        raise InputError(f"Give the name of an environment variable, such as {such}, and not the {what} itself.")
    return name


def port_of(parts: SplitResult) -> int | None:
    """The port that an address names."""
    try:
        return parts.port
    except ValueError:
        return None


def caution(url: str, what: str = "key") -> str:
    """A sentence about an address that anyone between here and there can read; "" where there is none to say."""
    parts = parts_of(url)
    if parts.scheme == "http" and not is_local(url):
        return (
            f"http://{parts.netloc} is not encrypted: whoever is between here and there can read the request and the "
            f"{what}. Use https:// if the server offers it."
        )
    return ""
