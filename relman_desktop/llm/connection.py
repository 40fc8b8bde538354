"""The connection test: what an endpoint can do, found out with a tiny request that holds nothing of the person's."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ..drafting.request import Message, Request
from ..drafting.tokens.prices import runs_here
from ..jobs import Cancel, Progress
from ..net.address import caution
from ..net.report import Line
from ..net.report import Report as Found
from ..settings import Endpoint
from ..wording import counted, joined, quoted
from .adapting import ask_adapting
from .answer import Answer, Fault
from .client import untold
from .discover import Listing, context_of, listing
from .fetching import Untold
from .profile import JsonMode, Profile
from .profiles import first_guess, remember
from .windows import Window

TEST = Request(
    messages=(
        Message("system", "You answer in JSON."),
        Message("user", 'Answer with {"word": "ready"} and nothing else.'),
    ),
    schema={
        "type": "object",
        "properties": {"word": {"type": "string"}},
        "required": ["word"],
        "additionalProperties": False,
    },
    most_output=200,
)
_NEXT: dict[JsonMode, JsonMode] = {"schema": "object", "object": "prompt"}
_FORMS: dict[JsonMode, str] = {
    "schema": "by a schema that it keeps to",
    "object": "as any object; the form is described in words",
    "prompt": "in words alone; what it answers is checked as ever",
}


@dataclass(frozen=True, slots=True)
class Report(Found):
    """What the test found, and what is to be believed from now on."""

    profile: Profile
    models: tuple[str, ...] = ()


def test_connection(
    endpoint: Endpoint, key: str, cancel: Cancel, progress: Progress, *, key_given: bool = True
) -> Report:
    """Ask for the models, send the fixed test request, and keep what was learned. Raises `Cancelled`.

    Nothing of the person's is sent: no change, no ticket, no name; only the key, and the model's name. `key_given`:
    whether the key is the person's, and not a word for a server that takes any.
    """
    progress("Asking for the list of models", 0.1)
    listed, untold = _listed(endpoint, key, cancel)
    profile = first_guess(endpoint)
    profile = replace(profile, server=(listed.server if profile.server == "other" else "") or profile.server)
    if not endpoint.model:
        return Report(tuple(_without_model(endpoint, listed, untold)), profile, listed.models)
    progress("Sending a test request of a few words", 0.3)
    answer, profile = _answered(endpoint, key, profile, cancel)
    progress("Asking for the size of its window", 0.8)
    window = Window() if _nobody(answer) else context_of(endpoint, key, cancel, profile)
    profile = replace(profile, context=window.tokens or profile.context)
    if answer.fault is None:
        remember(endpoint, profile)
    lines = tuple(_lines(endpoint, key if key_given else "", listed, untold, answer, profile, window))
    return Report(lines, profile, listed.models)


test_connection.__test__ = False  # type: ignore[attr-defined]  # it is no test of pytest's


def _listed(endpoint: Endpoint, key: str, cancel: Cancel) -> tuple[Listing, Answer | None]:
    try:
        return listing(endpoint, key, cancel), None
    except Untold as error:
        return Listing(()), error.answer


def _answered(endpoint: Endpoint, key: str, profile: Profile, cancel: Cancel) -> tuple[Answer, Profile]:
    """The answer to the test, asked for more and more plainly while it is not in the form that was asked for."""
    while True:
        answer, profile = ask_adapting(endpoint, key, TEST, profile, untold, cancel)
        if answer.fault not in (Fault.NOT_JSON, Fault.EMPTY) or profile.json not in _NEXT:
            return answer, profile
        said = f"It did not answer in JSON when it was asked {_FORMS[profile.json]}."
        profile = replace(profile, json=_NEXT[profile.json], learned=(*profile.learned, said))


def _nobody(answer: Answer) -> bool:
    return answer.fault in (Fault.UNREACHABLE, Fault.NOT_A_MODEL, Fault.REFUSED_KEY, Fault.STALLED)


def _lines(
    endpoint: Endpoint,
    key: str,
    listed: Listing,
    untold: Answer | None,
    answer: Answer,
    profile: Profile,
    window: Window,
) -> Iterator[Line]:
    yield _reached(endpoint, answer)
    if answer.fault in (Fault.UNREACHABLE, Fault.NOT_A_MODEL):
        return
    yield _key(endpoint, key, answer)
    if answer.fault is Fault.REFUSED_KEY:
        return
    yield _model(endpoint, listed, untold, answer)
    yield _form(endpoint, answer, profile)
    yield _window(window)
    if answer.fault is None:
        yield _usage(answer)
        yield Line("ok", "First token", f"after {answer.first_token_s or answer.total_s:.1f} s")
    yield from (Line("warn", "Learned", sentence) for sentence in profile.learned)


def _without_model(endpoint: Endpoint, listed: Listing, untold: Answer | None) -> Iterator[Line]:
    """Nothing can be asked of no model; its list tells whether the server is there."""
    yield _reached(endpoint, untold or Answer())
    offered = f"; it offers {joined([*map(quoted, listed.models)], 4)}" if listed.models else ""
    yield Line("fail", "Model", f"No model is chosen yet, so nothing was asked of one{offered}.")


def _reached(endpoint: Endpoint, answer: Answer) -> Line:
    if answer.fault in (Fault.UNREACHABLE, Fault.NOT_A_MODEL):
        return Line("fail", "Reachable", _with_detail(answer))
    if warning := caution(endpoint.url):
        return Line("warn", "Reachable", warning)
    if answer.fault in _NO_ANSWER:
        return Line("warn", "Reachable", f"{quoted(endpoint.host)} is there, and gave no answer to the test.")
    return Line("ok", "Reachable", f"{quoted(endpoint.host)} answers, {_where(endpoint)}.")


# What says nothing of a model or a key, for nobody answered or something before the model did.
_NO_ANSWER = (Fault.STALLED, Fault.SERVER, Fault.CUT_OFF, Fault.BUSY)


def _where(endpoint: Endpoint) -> str:
    if runs_here(endpoint):
        return "on this machine; nothing leaves it"
    return "on this machine, and may pass on what it gets" if endpoint.local else "over an encrypted connection"


def _key(endpoint: Endpoint, key: str, answer: Answer) -> Line:
    if answer.fault is Fault.REFUSED_KEY:
        return Line("fail", "Key", _with_detail(answer))
    if answer.fault is Fault.NO_QUOTA:
        return Line("fail", "Key", _with_detail(answer))
    if answer.fault in _NO_ANSWER:
        return Line("warn", "Key", "Whether it is right is not known: there was no answer." if key else _NO_KEY)
    return Line("ok", "Key", "It is accepted." if key else "None is needed.")


_NO_KEY = "None is given; whether one is needed is not known: there was no answer."


def _model(endpoint: Endpoint, listed: Listing, untold: Answer | None, answer: Answer) -> Line:
    if answer.fault is Fault.NO_MODEL:
        offered = f" It offers {joined([*map(quoted, listed.models)], 4)}." if listed.models else ""
        return Line("fail", "Model", f"{answer.said}{offered}")
    if untold is not None:
        return Line("ok" if answer.fault is None else "warn", "Model", "It tells no list of its models.")
    if endpoint.model in listed.models:
        return Line("ok", "Model", f"{quoted(endpoint.model)} is there, of {counted(len(listed.models), 'model')}.")
    if not listed.models:
        return Line("ok" if answer.fault is None else "warn", "Model", "Its list of models is empty.")
    answered = ", and something answered to its name" if answer.fault is None else ""
    among = counted(len(listed.models), "listed model")
    return Line("warn", "Model", f"{quoted(endpoint.model)} is not among {among}{answered}: check its name.")


def _form(endpoint: Endpoint, answer: Answer, profile: Profile) -> Line:
    if answer.fault in (Fault.NO_MODEL, Fault.NO_QUOTA):
        return Line("warn", "Answer", "It was not tried, for the reason above.")
    if answer.fault is not None:
        return Line("fail", "Answer", _with_detail(answer))
    return Line(
        "ok" if profile.json == "schema" else "warn", "Answer", f"JSON can be asked for {_FORMS[profile.json]}."
    )


def _window(window: Window) -> Line:
    if not window.tokens:
        return Line(
            "warn", "Window", "It does not tell how many tokens it can hold; set that in the endpoint's settings."
        )
    small = window.tokens < 8_192
    advice = "; that is little: give the model a larger window if you can" if small else ""
    return Line("warn" if small else "ok", "Window", f"{window.tokens:,} tokens, {window.source}{advice}.")


def _usage(answer: Answer) -> Line:
    if answer.usage.prompt is None:
        return Line("warn", "Usage", "It does not tell how many tokens it counted; costs are estimates.")
    return Line(
        "ok", "Usage", f"It counts tokens: {answer.usage.prompt:,} read, {answer.usage.completion or 0:,} written."
    )


def _with_detail(answer: Answer) -> str:
    return f"{answer.said} It says: {answer.detail}" if answer.detail else answer.said
