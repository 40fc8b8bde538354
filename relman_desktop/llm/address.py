"""The address of an endpoint: what people paste, made into a base, and whose it is."""

from urllib.parse import SplitResult, urlsplit, urlunsplit

from ..net.address import Wanted, mended, parts_of, port_of
from ..settings import is_local
from .presets import PRESETS, Preset

_ENDS = ("/chat/completions", "/completions", "/responses", "/embeddings", "/models", "/chat")
_ENDPOINT = Wanted("an endpoint", "key", "https://api.openai.com/v1")


def tidied(pasted: str) -> str:
    """The base of an endpoint, such as `https://api.openai.com/v1`, from what a person pasted.

    A missing scheme, a missing `/v1` where nothing else stands, and the name of a method behind it are mended.
    Raises `InputError` for what is no web address, and for one with a password or a key in it.
    """
    parts = mended(pasted, _ENDPOINT)
    return urlunsplit((parts.scheme, parts.netloc, _path(parts), "", ""))


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
    parts = parts_of(url)
    host = parts.hostname or ""
    for preset in PRESETS:
        if any(host == one or host.endswith(f".{one}") for one in preset.hosts):
            return preset
    return next((one for one in PRESETS if one.port and is_local(url) and port_of(parts) == one.port), None)


def root_of(url: str) -> str:
    """The server's own address, above the `/v1` of its Chat Completions."""
    return url.rstrip("/").removesuffix("/v1").removesuffix("/api").removesuffix("/openai")
