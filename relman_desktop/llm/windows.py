"""How many tokens a model can hold, from wherever each kind of server tells it."""

import re
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..settings import Endpoint
from .address import root_of
from .fetching import Asking, Untold
from .presets import known_model

OLLAMA_LEAST = 4_096  # what Ollama gives a model on a machine with little memory, unless it is told otherwise


@dataclass(frozen=True, slots=True)
class Window:
    """Tokens of prompt and answer together, 0 where nobody tells, and the sentence that says where it is known from."""

    tokens: int = 0
    source: str = ""


async def _llama(asking: Asking, endpoint: Endpoint) -> Window:
    """llama.cpp: what it was started with, which is less than what the model was trained for."""
    data = await asking.told(f"{root_of(endpoint.url)}/props")
    settings = _within(data, "default_generation_settings")
    return Window(_tokens(settings.get("n_ctx")) or _tokens(_within(data).get("n_ctx")), "as the server was started")


async def _ollama(asking: Asking, endpoint: Endpoint) -> Window:
    """Ollama: of the loaded model, else as its Modelfile sets it, else the least; never what it was trained for."""
    root = root_of(endpoint.url)
    for model in _entries(await asking.told(f"{root}/api/ps"), "models"):
        names = (model.get("name"), model.get("model"))
        tokens = _tokens(model.get("context_length"))
        if tokens and (endpoint.model in names or f"{endpoint.model}:latest" in names):
            return Window(tokens, "as it is loaded now")
    shown = _within(await asking.told(f"{root}/api/show", {"model": endpoint.model}))
    chosen = re.search(r"num_ctx\s+(\d{1,9})", str(shown.get("parameters", "")))
    if chosen:
        return Window(int(chosen[1]), "as its Modelfile sets it")
    trained = [value for name, value in _within(shown, "model_info").items() if name.endswith(".context_length")]
    least = min([OLLAMA_LEAST, *filter(None, map(_tokens, trained))])
    return Window(least, "what Ollama gives a model at least, for it is not loaded yet")


async def _lmstudio(asking: Asking, endpoint: Endpoint) -> Window:
    """LM Studio: of the loaded instance, else the most that it could be loaded with."""
    root = root_of(endpoint.url)
    try:
        models = [*_entries(await asking.told(f"{root}/api/v1/models"), "models")]
    except Untold:  # before 0.4
        models = [*_entries(await asking.told(f"{root}/api/v0/models"), "data")]
    for model in models:
        if endpoint.model in (model.get("key"), model.get("id")) or endpoint.model in _instances(model):
            loaded = _tokens(model.get("loaded_context_length")) or max(_instances(model).values(), default=0)
            if loaded:
                return Window(loaded, "as it is loaded now")
            return Window(_tokens(model.get("max_context_length")), "the most that it can be loaded with")
    return Window()


def _instances(model: Mapping[str, Any]) -> dict[str, int]:
    return {
        str(one.get("id")): _tokens(_within(one, "config").get("context_length"))
        for one in _entries(model, "loaded_instances")
    }


async def _litellm(asking: Asking, endpoint: Endpoint) -> Window:
    """The proxy: what its own table says of the model behind the name."""
    for model in _entries(await asking.told(f"{root_of(endpoint.url)}/model/info"), "data"):
        if model.get("model_name") == endpoint.model:
            info = _within(model, "model_info")
            return Window(
                _tokens(info.get("max_input_tokens")) or _tokens(info.get("max_tokens")), "as the proxy knows it"
            )
    return Window()


async def _listed(asking: Asking, endpoint: Endpoint) -> Window:
    """vLLM, OpenRouter, Groq, Mistral, Together: in the list of models."""
    for model in _entries(await asking.told(f"{endpoint.url}/models"), "data"):
        if model.get("id") == endpoint.model:
            provider = _within(model, "top_provider")
            sizes = [_tokens(model.get(name)) for name in _LISTED] + [_tokens(provider.get("context_length"))]
            return Window(min(filter(None, sizes), default=0), "from its list of models")
    return Window()


_LISTED = ("max_model_len", "context_length", "context_window", "max_context_length")


async def _table(asking: Asking, endpoint: Endpoint) -> Window:
    return Window(known_model(endpoint.model).context, "from our table, by the model's name")


READERS: dict[str, Callable[[Asking, Endpoint], Awaitable[Window]]] = {
    "llama.cpp": _llama,
    "ollama": _ollama,
    "lmstudio": _lmstudio,
    "litellm": _litellm,
    "listed": _listed,
    "table": _table,
}


def _within(data: object, name: str = "") -> Mapping[str, Any]:
    """An object, or the one in it; an empty one where there is none."""
    inner = data.get(name) if name and isinstance(data, Mapping) else data
    return inner if isinstance(inner, Mapping) else {}


def _entries(data: object, name: str) -> Iterator[Mapping[str, Any]]:
    listed = data if isinstance(data, list) else _within(data).get(name)
    yield from (one for one in listed if isinstance(one, Mapping)) if isinstance(listed, list) else ()


def _tokens(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 10**9 else 0
