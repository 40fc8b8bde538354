"""What the person's settings, their keys and their prompts make of the wish for a draft."""

from dataclasses import dataclass, replace

from ..drafting.prompts import Prompts, agreed_texts, load_prompts, suggested_prompts
from ..drafting.proposal import Material
from ..drafting.tokens.prices import runs_here
from ..errors import Cancelled, InputError
from ..files import home
from ..jobs import Cancel, Progress, silent
from ..keys import key_for
from ..llm.discover import context_of
from ..llm.profile import Profile
from ..llm.profiles import profile_of, remember
from ..settings import Endpoint, Settings
from .asking import Asked, OnDraft, ask
from .calling import Keep
from .prepared import Prepared
from .preparing import Wish, prepare

NO_MODEL = Endpoint("", "", "")  # for a request that nobody will be sent
WINDOW_S = 2.0  # how long a server on this machine may take to say how much its model can hold


@dataclass(frozen=True)
class Drafting:
    """What is to be drafted, from what. Its methods may run on any thread."""

    settings: Settings
    endpoint: Endpoint
    material: Material
    location: str  # of the repository: agreements on its prompts hold there alone
    field: str = ""  # "" for all
    budget: int = 0  # tokens that the request may take; 0: as set
    asks_server: bool = False  # whether a server on this machine may be asked how much its model can hold

    def prepare(self, cancel: Cancel, progress: Progress = silent) -> Prepared:
        """The request, ready to be looked at; nothing of the person's is sent."""
        profile, note = profile_of(self.endpoint)
        if self.asks_server and not profile.context and runs_here(self.endpoint):
            profile = _measured(self.endpoint, profile, cancel, progress)
        wish = Wish(
            self.endpoint,
            self._prompts(cancel),
            self.settings.language,
            self.field,
            self.budget,
            self.settings.follow_up,
        )
        made = prepare(wish, profile, self.material, cancel, progress)
        return replace(made, warnings=(*filter(None, [note]), *made.warnings))

    def _prompts(self, cancel: Cancel) -> Prompts:
        suggested = suggested_prompts(self.material.change.content, cancel)
        return load_prompts(home(), agreed_texts(suggested, self.location, self.settings.agreed_prompts))


def send(prepared: Prepared, on_draft: OnDraft, keep: Keep, cancel: Cancel, progress: Progress = silent) -> Asked:
    """Send what was prepared, with the key that the person gave for it, and remember what was learned of the server.

    The parameters are those of `ask`.
    """
    endpoint = prepared.endpoint
    progress(f"Waiting for {endpoint.model} at {endpoint.host}")
    key = key_for(endpoint)
    asked = ask(prepared, key.reveal() if key else "", on_draft, keep, cancel, progress)
    if asked.profile != prepared.profile and (note := _remembered(endpoint, asked.profile)):
        return replace(asked, notes=(*asked.notes, note))
    return asked


def _measured(endpoint: Endpoint, profile: Profile, cancel: Cancel, progress: Progress) -> Profile:
    """The profile with the window that the server tells of, remembered; as it is where it tells none in time."""
    progress(f"Asking {endpoint.host} how much {endpoint.model} can hold")
    key = key_for(endpoint)
    try:
        with cancel.within(WINDOW_S) as limit:
            window = context_of(endpoint, key.reveal() if key else "", limit, profile)
    except Cancelled:
        cancel.check()
        return profile
    if not window.tokens:
        return profile
    known = replace(profile, context=window.tokens)
    _remembered(endpoint, known)  # where that fails, it is asked again
    return known


def _remembered(endpoint: Endpoint, profile: Profile) -> str:
    """Keep what was learned of a server; why it cannot be kept, or ""."""
    try:
        remember(endpoint, profile)
    except OSError as error:
        return f"What was learned of {endpoint.host} cannot be kept ({error.strerror}); it is learned again."
    return ""


def chosen_endpoint(settings: Settings, name: str = "") -> Endpoint:
    """The endpoint of that name, or the one that drafts. Raises `InputError` where there is none, or no model of it."""
    found = _named(settings, name) if name or not settings.chosen else settings.chosen
    if not found.model:
        raise InputError(
            f"No model of the endpoint {found.name} is chosen yet; choose one in the window, under Ticket > Model…."
        )
    return found


def _named(settings: Settings, name: str) -> Endpoint:
    known = [one.name for one in settings.endpoints]
    found = next((one for one in settings.endpoints if one.name == name), None)
    if found:
        return found
    if not known:
        raise InputError("No model is set up yet; set one up in the window, under Ticket > Model….")
    if not name:
        raise InputError(
            f"No model is chosen for drafting; choose one in the window, or name one of {', '.join(known)}."
        )
    raise InputError(f"There is no model endpoint {name!r}; there are {', '.join(known)}.")
