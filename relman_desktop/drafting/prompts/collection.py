"""The prompts that are in use: the repository's where the person agreed to it, else the person's own, else ours."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ...errors import RelmanError
from ...files import data_folder
from .names import NAMES, names_of
from .overrides import override_file, read_override, split_origin
from .prompt import Origin, Prompt, version_of
from .suggested import place_of


@dataclass(frozen=True)
class Prompts:
    """All prompts by name. What is faulty in a replacement is told when it is rendered."""

    built_in: Mapping[str, Prompt]
    yours: Mapping[str, Prompt] = field(default_factory=dict)
    repository: Mapping[str, Prompt] = field(default_factory=dict)

    def get(self, name: str) -> Prompt:
        """The prompt in use. Raises `InputError` where there is no such prompt."""
        names_of(name)
        return self.repository.get(name) or self.yours.get(name) or self.built_in[name]

    @property
    def versions(self) -> Mapping[str, str]:
        """Which text of each prompt is in use: what a draft that was made with them keeps."""
        return {name: self.get(name).version for name in NAMES}


def load_prompts(home: Path, repository_texts: Mapping[str, str] | None = None) -> Prompts:
    """All prompts as they are now, with the replacements of the person, kept under `home`.

    repository_texts: the repository's own, by name, but only those that the person agreed to (`agreed_texts`).
    """
    built_in = {name: _built_in(name) for name in NAMES}
    yours = {
        name: _replacement(ours, text, Origin.YOURS, f"Your prompt {override_file(home, name)}")
        for name, ours in built_in.items()
        if (text := read_override(home, name)) is not None
    }
    repository = {
        name: _replacement(built_in[name], text, Origin.REPOSITORY, f"The repository's prompt {place_of(name)}")
        for name, text in (repository_texts or {}).items()
        if name in built_in
    }
    return Prompts(built_in, yours, repository)


def _built_in(name: str) -> Prompt:
    path = data_folder() / "prompts" / f"{name}.md"
    try:
        text = path.read_text("utf-8")
    except OSError as error:
        raise RelmanError(f"The prompt {path} cannot be read ({error.strerror}); install the product again.") from error
    return Prompt(name, text, Origin.BUILT_IN, f"The prompt {path}")


def _replacement(ours: Prompt, written: str, origin: Origin, place: str) -> Prompt:
    made_from, text = split_origin(ours.name, written)
    return Prompt(ours.name, text, origin, place, made_from, lags=made_from not in ("", version_of(ours.text)))
