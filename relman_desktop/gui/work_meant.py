"""What a person means by what they type to add a work item: keys, a ticket's text, or words to search for."""

import re
from dataclasses import dataclass

from ..sources.work.item import WorkItem
from ..sources.work.keys import typed
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
    """What a text means: keys and addresses, or a line with one; else several lines are a ticket, one is words."""
    bare = text.strip()
    if not bare:
        return Meant()
    items = typed(bare) if len(bare) <= _MOST_TYPED else ()
    lines = [line for line in bare.split("\n") if line.strip()]
    if items and (len(lines) == 1 or len(items) == len([word for word in re.split(r"[\s,;]+", bare) if word])):
        return Meant(keys=items)
    return Meant(text=bare) if len(lines) > 1 or len(bare) > _MOST_TYPED else Meant(words=" ".join(bare.split()))
