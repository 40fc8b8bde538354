"""What matters most in a change: one item a topic, the weightiest first, each sentence with its evidence."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ...facts.book import Facts
from ...facts.fact import Fact
from ...ticket import Claim, Layout
from ...wording import abridged, counted, joined
from ..proposal import Material
from .grouping import items
from .way_back import way_back

IMPORTANT = 35  # weight from which a fact belongs into a description
_MOST_SENTENCES = 3  # of a topic
_LONGEST = 260  # characters of a sentence; the whole stands behind its chip
_LONGEST_VERDICT = 170  # of how to go back, which the rollback steps tell in full


@dataclass(frozen=True, slots=True)
class _Topic:
    """A topic as the description names it, and the kinds of facts that it is told by ("x." is all kinds of x)."""

    heading: str
    kinds: tuple[str, ...]


_TOPICS = (
    _Topic("Database", ("migration.",)),
    _Topic("Going back", ("rollback.verdict",)),
    _Topic("Behaviour", ("behaviour.",)),
    _Topic("Interfaces", ("surface.",)),
    _Topic("Settings", ("config.",)),
    _Topic("Delivery", ("delivery.",)),
    _Topic("Dependencies", ("dependency.",)),
    _Topic("Removed", ("deletion.",)),
    _Topic("Tests and monitoring", ("tests.", "observability.")),
)
_OPERATIONS = (
    ("create_table", "add", "table"),
    ("add_column", "add", "column"),
    ("add_index", "add", "index"),
    ("add_constraint", "add", "constraint"),
    ("alter_column", "alter", "column"),
    ("rename_table", "rename", "table"),
    ("rename_column", "rename", "column"),
    ("drop_table", "drop", "table"),
    ("drop_column", "drop", "column"),
    ("drop_index", "drop", "index"),
    ("drop_constraint", "drop", "constraint"),
    ("data", "rewrite data in", "step"),
    ("background", "queue", "background step"),
)
_PLACES = re.compile(r" \([^()]*\)(?=\.$)")  # "(package.json and yarn.lock)" at the end
_COUNTED = {f"migration.{kind}" for kind, _, _ in _OPERATIONS}
_WEIGHS = 60  # a counted operation from which on it is told by itself, too: it loses, rewrites or locks


def matters(material: Material) -> Iterator[Claim]:
    """A paragraph, then an item for each topic that weighs; nothing where nothing does."""
    told = [(topic, chosen) for topic in _TOPICS if (chosen := _chosen(topic, material))]
    told.sort(key=lambda row: -max(fact.weight for fact in row[1]))
    if told:
        yield Claim("What matters most:", tuple(chosen[0].id for _, chosen in told)[:5], layout=Layout.PARAGRAPH)
    for topic, chosen in told:
        yield from _item(topic, list(_sentences(chosen, material)))


def without_topic(text: str) -> str:
    """A sentence without the topic that the first one of an item begins with: what it says is the same."""
    return next((text.removeprefix(f"{one.heading}: ") for one in _TOPICS if text.startswith(f"{one.heading}: ")), text)


def _chosen(topic: _Topic, material: Material) -> list[Fact]:
    facts = material.facts
    found = facts.of(*topic.kinds) if "rollback.verdict" not in topic.kinds or way_back(material) else ()
    return [fact for fact in found if fact.weight >= IMPORTANT and not _told_better(fact, facts)]


def _told_better(fact: Fact, facts: Facts) -> bool:
    """Whether a fact only says that a deployment file changed, and another says what; or an image's, and of what."""
    if fact.kind == "delivery.image":
        runtimes = [one for one in facts.of("dependency.runtime") if one.weight >= IMPORTANT]
        return any(set(fact.evidence) <= set(one.evidence) for one in runtimes)
    bare = fact.topic == "delivery" and not (fact.get("old") or fact.get("new") or fact.get("service"))
    return bare and any(other.evidence == fact.evidence for other in facts.items if other is not fact)


def _item(topic: _Topic, sentences: Sequence[Claim]) -> Iterator[Claim]:
    first, *more = [replace(one, text=_brief(one.text)) for one in sentences[:_MOST_SENTENCES]]
    yield replace(first, text=f"{topic.heading}: {first.text}", layout=Layout.ITEM)
    yield from (replace(one, layout=Layout.SENTENCE) for one in more)
    if rest := sentences[_MOST_SENTENCES:]:
        cited = tuple(dict.fromkeys(claim.evidence[0] for claim in rest))[:8]
        yield Claim(f"And {len(rest):,} of less weight.", cited)


def _brief(text: str) -> str:
    """A whole sentence still: without the places at its end, then without what follows a colon; else as it is."""
    if len(text) <= _LONGEST:
        return text
    short = abridged(_PLACES.sub("", text), _LONGEST)
    return text if short.endswith("…") and len(text) <= 2 * _LONGEST else short


def _sentences(chosen: Sequence[Fact], material: Material) -> Iterator[Claim]:
    """Migrations are counted in one sentence; those that lose, rewrite or lock follow by themselves."""
    if chosen[0].kind == "rollback.verdict":
        yield from _going_back(material)
        return
    if chosen[0].topic == "migration":
        yield from _migrations(material)
        chosen = [fact for fact in chosen if not _is_counted(fact)]
    yield from items(chosen)


def _going_back(material: Material) -> Iterator[Claim]:
    """How to go back, in short: the rollback steps tell it in full."""
    if found := way_back(material):
        asks = "which" if "on conditions" in found.opening else "why"
        is_long = found.reasons and len(found.text) > _LONGEST_VERDICT
        text = f"{found.opening}; the rollback steps say {asks}." if is_long else found.text
        yield Claim(text, (found.verdict.id, *found.verdict.evidence[:3]))


def _is_counted(fact: Fact) -> bool:
    return fact.kind == "migration.file" or (fact.kind in _COUNTED and fact.weight < _WEIGHS)


def _migrations(material: Material) -> Iterator[Claim]:
    """All migrations in one sentence: how many, what they do, and whether there is a way back."""
    files = material.facts.of("migration.file")
    if not files:
        return
    what = _done(material, len(files)) or _verb("run", len(files))
    one_way = sum(fact.data.get("reversible") is False for fact in files)
    way = f"; {_no_way_back(one_way, len(files))}" if one_way else ""
    text = f"{counted(len(files), 'database migration')} {what}{way}{_engines(files)}."
    yield Claim(text, (*(fact.id for fact in files[:5]), *files[0].evidence[:1]))


def _verb(verb: str, migrations: int) -> str:
    """As one migration does it, or as many do."""
    first, _, rest = verb.partition(" ")
    return f"{first}s {rest}".strip() if migrations == 1 else verb


def _done(material: Material, migrations: int) -> str:
    """What all do, each verb once: "add 3 tables and 13 columns, and rename 1 column"."""
    parts: dict[str, list[str]] = {}
    for kind, verb, noun in _OPERATIONS:
        facts = material.facts.of(f"migration.{kind}")
        if number := sum(int(fact.get("count") or 1) for fact in facts):
            parts.setdefault(_verb(verb, migrations), []).append(counted(number, noun))
    done = [f"{verb} {joined(things, len(things))}" for verb, things in parts.items()]
    if all(len(things) == 1 for things in parts.values()):
        return joined(done, len(done))
    return ", and ".join([*([", ".join(done[:-1])] if done[1:] else []), *done[-1:]])


def _engines(files: Sequence[Fact]) -> str:
    """What is to be said where each engine has migrations of its own, so that no database runs all of them."""
    engines = list(dict.fromkeys(fact.get("engine") for fact in files))
    if len(engines) < 2 or not all(engines):
        return ""
    return f"; a database runs only those of its engine ({joined(engines, len(engines))})"


def _no_way_back(one_way: int, files: int) -> str:
    if one_way == files:
        return "no way back is written for " + ("it" if files == 1 else "any of them")
    return f"no way back is written for {one_way} of them"
