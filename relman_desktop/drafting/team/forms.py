"""Whether two words are forms of one: "delivery" and "deliveries", "migrate" and "migrations"; not "contractors" and
"contractions", which only begin alike."""

from functools import lru_cache

from ...stems import root, words

_SHORTEST = 8  # letters of a word whose "-ation" is an ending: "station" is no form of "state"


def form(word: str) -> str:
    """What all forms of a word have in common, in small letters."""
    bare = root(word)
    if len(bare) >= _SHORTEST and bare.endswith("ation"):
        bare = bare.removesuffix("ion")
    return bare.removesuffix("y")


@lru_cache(1 << 11)
def forms(text: str) -> frozenset[str]:
    """Of the words of a text, names in one and taken apart."""
    return frozenset(map(form, (*words(text.casefold()), *words(text))))
