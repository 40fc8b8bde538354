"""What the window of prompts says of one of them, in sentences."""

from ..drafting.prompts import NAMES, Origin
from ..wording import joined
from .prompt_shelf import PromptShelf

_MEANWHILE = {Origin.BUILT_IN: "ours", Origin.YOURS: "your saved text", Origin.REPOSITORY: "the repository’s"}
_SAMPLES = {
    "system": "Mark and canary are samples: every draft has its own.",
    "task": "With all fields; a draft of one field has the prompt of that one.",
    "repair": "Mark and claims are samples.",
}


def purpose(name: str) -> str:
    """What a prompt is for, and which names it holds."""
    names = NAMES[name]
    must = joined([f"${word}" for word in names.must])
    may = f", and it may hold {joined([f'${word}' for word in names.may])}" if names.may else ""
    return f"{names.purpose} It must hold {must}{may}."


def about_suggestion(shelf: PromptShelf, name: str) -> str:
    """What the repository suggests; "" for nothing."""
    suggestion = shelf.suggestion(name)
    if not suggestion:
        return ""
    if suggestion.fault:
        return suggestion.fault
    if shelf.is_repositorys(name):
        return "You chose this repository’s own prompt: it is used here instead of the text below."
    return "This repository suggests its own prompt here; it is not in use."


def about_lag(shelf: PromptShelf, name: str) -> str:
    return "Ours has changed since you made yours." if shelf.own(name).lags else ""


def about_text(shelf: PromptShelf, name: str, fault: str) -> str:
    """Whose the text is that stands in the editor, and what is in use where that is another one."""
    own, state = shelf.own(name), shelf.state(name)
    meanwhile = f"Until then {_MEANWHILE[state.origin]} stays in use, and what you type is kept."
    if fault or state.typed:
        return f"{fault or 'Not saved yet.'} {meanwhile}"
    if own.origin is Origin.BUILT_IN:
        return f"Ours, version {own.version}."
    made = f", made from ours ({own.made_from})" if own.made_from else ""
    return f"Yours ({own.version}){made}."


def about_rendered(shelf: PromptShelf, name: str, fault: str) -> str:
    """What is to be known of a text as a model gets it."""
    if fault:
        return "This is the text before the fault."
    if shelf.is_repositorys(name):
        return "A model gets the repository’s instead of this."
    return _SAMPLES.get(name, "")
