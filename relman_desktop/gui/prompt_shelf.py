"""What the window of prompts works on: whose text is in use, what is typed, and what the repository suggests."""

from collections.abc import Collection, Sequence
from pathlib import Path

from ..drafting import prompts as core
from ..drafting.prompts import NAMES, Origin, Prompt, Suggestion
from ..errors import RelmanError
from .prompt_list import PromptState


class PromptShelf:
    """The prompts of one person, and those of the repository that is open. Files are read and written at once."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._repository = ""
        self._suggestions: dict[str, Suggestion] = {}
        self.agreements: tuple[str, ...] = ()
        self.typed = {name: text for name in NAMES if (text := core.typed_text(home, name)) is not None}
        self.load()

    def load(self) -> None:
        """Read all anew."""
        agreed = core.agreed_texts(self._suggestions.values(), self._repository, self.agreements)
        self._prompts = core.load_prompts(self._home, agreed)

    def set_repository(self, suggestions: Sequence[Suggestion], repository: str, agreements: Collection[str]) -> None:
        """Take another repository's suggestions, and what the person has agreed to so far."""
        self._suggestions = {one.name: one for one in suggestions}
        self._repository, self.agreements = repository, tuple(agreements)
        self.load()

    def ours(self, name: str) -> Prompt:
        return self._prompts.built_in[name]

    def own(self, name: str) -> Prompt:
        """The person's own, or ours: what is in use where the repository's is not."""
        return self._prompts.yours.get(name) or self._prompts.built_in[name]

    def text(self, name: str) -> str:
        """What the person last had before them: typed or saved."""
        return self.typed.get(name, self.own(name).text)

    def suggestion(self, name: str) -> Suggestion | None:
        return self._suggestions.get(name)

    def is_repositorys(self, name: str) -> bool:
        """Whether the repository's own is in use."""
        return self._prompts.get(name).origin is Origin.REPOSITORY

    def state(self, name: str) -> PromptState:
        used, suggestion = self._prompts.get(name), self.suggestion(name)
        offered = suggestion is not None and not suggestion.fault and used.origin is not Origin.REPOSITORY
        return PromptState(used.origin, self.own(name).lags, name in self.typed, offered)

    def news(self, name: str) -> tuple[str | None, str, str]:
        """Ours as it was when the person made theirs (None where it was not kept), ours as it is now, and theirs."""
        own = self.own(name)
        return core.ours_before(self._home, own) if own.lags else None, self.ours(name).text, own.text

    def rendered(self, name: str, text: str, language: str) -> tuple[str, str]:
        """The text as a model gets it, or else what is wrong with it, or with another one that it holds."""
        try:
            return core.preview(self._prompts, name, text, language), ""
        except RelmanError as error:
            return "", str(error)

    def type(self, name: str, text: str) -> None:
        """Hold what is typed, to be kept by `keep_typed`."""
        self.typed.pop(name, None)
        if text != self.own(name).text:
            self.typed[name] = text

    def keep_typed(self, name: str) -> None:
        """Keep on the disk what is typed, unless it is what is saved."""
        if name in self.typed:
            core.keep_typed(self._home, name, self.typed[name])
        else:
            core.drop_typed(self._home, name)

    def save(self, name: str, text: str) -> None:
        core.save_override(self._home, self.ours(name), text)
        self.typed.pop(name, None)
        self.load()

    def go_back(self, name: str) -> None:
        """Use ours again."""
        core.drop_override(self._home, name)
        self.typed.pop(name, None)
        self.load()

    def keep_mine(self, name: str) -> None:
        """Take the person's text as made from ours as it is now."""
        core.keep_override(self._home, self.ours(name))
        self.load()

    def agree(self, suggestion: Suggestion, *, agreed: bool) -> None:
        """Use the repository's own from now on, or no longer."""
        agreement = core.agreement(self._repository, suggestion)
        others = tuple(one for one in self.agreements if one != agreement)
        self.agreements = (*others, agreement) if agreed else others
        self.load()
