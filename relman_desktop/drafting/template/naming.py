"""What a fact is about, as names in code: one, or many where facts are told together."""

import re
from collections.abc import Callable, Sequence

from ...facts.fact import Fact
from ...wording import code, joined, shorten

_LONGEST_VALUE = 60  # characters
_LONGEST_NAME = 80  # of what may be a sentence: a warning is named by its words
_STANDS_FOR = re.compile(r"\((?:computed|hidden)\)")


def how_many(facts: Sequence[Fact], shown: Callable[[Fact], list[str]]) -> int:
    """Of how many things the facts tell: one fact may count more than it names, and two may name the same."""
    if any(fact.get("count") for fact in facts):
        return sum(int(fact.get("count") or len(shown(fact)) or 1) for fact in facts)
    return len({name for fact in facts for name in shown(fact)}) or len(facts)


def some(facts: Sequence[Fact], shown: Callable[[Fact], list[str]], most: int) -> str:
    """The first names, and how many more there are, named or only counted."""
    names = list(dict.fromkeys(name for fact in facts for name in shown(fact)))[:most]
    rest = how_many(facts, shown) - len(names)
    return joined([*names, *([f"{rest:,} more"] if rest > 0 else [])], most + 1)


def names(fact: Fact) -> list[str]:
    """The names of settings, packages, options: `data.names` where the fact tells many."""
    many = fact.data.get("names")
    if isinstance(many, list) and many:
        return [code(shorten(name, _LONGEST_NAME)) for name in many]
    one = fact.get("name") or fact.get("key") or fact.get("route")
    return [code(shorten(one, _LONGEST_NAME))] if one else []


def moves(fact: Fact) -> list[str]:
    """`old` → `new` for what gets another name."""
    old, new = fact.data.get("old_names"), fact.data.get("names")
    if isinstance(old, list) and isinstance(new, list):
        return [f"{code(one)} → {code(other)}" for one, other in zip(old, new, strict=False)]
    return [f"{code(fact.get('old_name'))} → {name}" for name in names(fact)]


def changes(fact: Fact) -> list[str]:
    """A name with its values before and after, where both are known; of a list what comes and goes."""
    olds, news = fact.data.get("olds"), fact.data.get("news")
    if isinstance(olds, list) and isinstance(news, list):
        return [name + _in_brackets(_change(*pair)) for name, *pair in zip(names(fact), olds, news, strict=False)]
    told = fact.get("difference") or _change(fact.get("old"), fact.get("new"))
    return [name + _in_brackets(told) for name in names(fact)]


def _change(old: str, new: str) -> str:
    return f"{value(old)} → {value(new)}" if old != new and _tells(old) and _tells(new) else ""


def _in_brackets(told: str) -> str:
    return f" ({told})" if told else ""


def _tells(text: str) -> bool:
    """Whether a value says something at a glance: a long one or code does not."""
    return 0 < len(text) <= _LONGEST_VALUE and (bool(_STANDS_FOR.fullmatch(text)) or "(" not in text)


def versions(fact: Fact) -> list[str]:
    """A package with its versions, and the security problems that the new one mends."""
    advisories = fact.data.get("advisories")
    fixes = f"(fixes {joined(advisories, 2)})" if isinstance(advisories, list) and advisories else ""
    told = " ".join(part for part in (fact.get("name"), fact.get("old"), "→", fact.get("new"), fixes) if part)
    return [told] if fact.get("name") else names(fact)


def newest(fact: Fact) -> list[str]:
    """A package with its version."""
    return [f"{fact.get('name')} {fact.get('new')}".strip()] if fact.get("name") else names(fact)


def columns(fact: Fact) -> list[str]:
    """A table, or a column of it."""
    told = [code(".".join(part for part in (fact.get("table"), fact.get("column")) if part))]
    return told if fact.get("table") else names(fact)


def routes(fact: Fact) -> list[str]:
    """An endpoint with its method."""
    return [code(f"{fact.get('method')} {fact.get('route')}".strip())] if fact.get("route") else names(fact)


def paths(fact: Fact) -> list[str]:
    """The files that it is about."""
    many = fact.data.get("paths")
    return [code(path) for path in many] if isinstance(many, list) else [code(fact.get("path"))]


def warned(fact: Fact) -> list[str]:
    """The start of what code warns of."""
    return [value(fact.get("name"))]


def value(text: str) -> str:
    """A value for a sentence; the facts put in brackets what stands for one, as `(computed)`."""
    if _STANDS_FOR.fullmatch(text):
        return text.strip("()")
    return code(shorten(text, _LONGEST_VALUE))
