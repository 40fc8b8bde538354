"""Whether the title is one sentence that says what is changing and where."""

import re
from collections.abc import Iterator

from ..fields import BY_NAME
from ..wording import quoted
from .case import Case
from .found import Found
from .mends import drafted
from .table import Row, words
from .written import says_nothing

_LONGEST = 2_000  # characters of a title that are read
_WORD = re.compile(r"[^\s,;:()\[\]{}“”\"'!?]+")


def title_sentences(row: Row, case: Case) -> Iterator[Found]:
    title = case.text("title").strip()[:_LONGEST]
    if "\n" in title or any(_ends(title, found) for found in words().title["sentence_end"].finditer(title)):
        yield Found(quote=title)


def _ends(title: str, found: re.Match[str]) -> bool:
    """Whether a full stop ends a sentence: not that of "e.g." and its like, nor of what is cited in code."""
    before = title[: found.end()]
    return not words().title["no_end"].search(before) and before.count("`") % 2 == 0


def title_says_nothing(row: Row, case: Case) -> Iterator[Found]:
    title = case.value("title")[:_LONGEST]
    if says_nothing("title", title) or _says_something(title, case):
        return
    mend = drafted(case, "title", "Take the drafted title")
    better = mend is not None and _says_something(mend.texts["title"], case)
    yield Found({"what": quoted(title, 80)}, quote=case.text("title").strip(), mend=mend if better else None)


def _says_something(title: str, case: Case) -> bool:
    patterns = words().title
    if patterns["merge"].match(title) or _is_branch(title, case):
        return False
    told = [one.strip(".`*_-–—") for one in _WORD.findall(title)]
    generic = words().generic - {case.material.change.repo.casefold()}  # which may be called "app"
    return any(len(one) > 1 and one.casefold() not in generic and not patterns["key"].match(one) for one in told)


def _is_branch(title: str, case: Case) -> bool:
    """Whether it is nothing but the name of a branch."""
    if " " in title:
        return False
    change = case.material.change
    names = {change.branch, change.head_name} - {None, ""} if case.is_known else set()
    return title in names or bool(words().title["branch"].match(title))


def title_long(row: Row, case: Case) -> Iterator[Found]:
    """Our own limit, where no change system says another."""
    title, most = case.value("title"), BY_NAME["title"].limit or 0
    if len(title) > most and not any(one.field == "title" for one in case.limits):
        yield Found({"length": f"{len(title):,}", "most": most}, quote=case.text("title").strip())


def over_limit(row: Row, case: Case) -> Iterator[Found]:
    """What the chosen change system has no place for."""
    for limit in case.limits:
        length = len(case.text(limit.field).strip())
        if length > limit.most:
            told = {
                "label": BY_NAME[limit.field].label,
                "length": f"{length:,}",
                "where": limit.where,
                "most": f"{limit.most:,}",
            }
            yield Found(told, limit.field, limit.field, quote=case.text(limit.field).strip())
