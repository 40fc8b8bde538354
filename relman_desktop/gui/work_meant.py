"""What a person means by what they type to add a work item: keys, a ticket's text, or words to search for."""

from dataclasses import dataclass

from ..errors import InputError
from ..sources.work.item import WorkItem
from ..sources.work.typed import typed
from .work_words import keys_words

_MOST_TYPED = 4_000  # characters; a longer text is a ticket that was pasted


@dataclass(frozen=True, slots=True)
class Meant:
    """What stands in the box. At most one of these is there; nothing for an empty box."""

    keys: tuple[WorkItem, ...] = ()
    text: str = ""  # of a ticket
    words: str = ""  # to search for

    def hint(self, places: tuple[str, ...]) -> str:
        """What Enter does with it; `places` are the trackers that can be searched."""
        if self.keys:
            return f"Enter adds {keys_words([one.key for one in self.keys])}."
        if self.text:
            return "Enter adds this text as a work item."
        if not self.words:
            return ""
        return f"Enter searches {' and '.join(places)}." if places else NO_PLACE


NO_PLACE = "This names no work item. Paste all of a ticket's text, or set up a tracker to search by words."


def meant(text: str) -> Meant:
    """What a text means: nothing but references are keys; several lines, or one behind a key, are a ticket's text.

    All else is words to search for.
    """
    bare = text.strip()
    if not bare:
        return Meant()
    if items := _references(bare):
        return Meant(keys=items)
    begins = "-" in bare.split()[0] or "#" in bare.split()[0]
    if "\n" in bare or len(bare) > _MOST_TYPED or (begins and _references(bare.split()[0])):
        return Meant(text=bare)
    return Meant(words=" ".join(bare.split()))


def _references(text: str) -> tuple[WorkItem, ...]:
    if len(text) > _MOST_TYPED:
        return ()
    try:
        return typed(text)
    except InputError:
        return ()
