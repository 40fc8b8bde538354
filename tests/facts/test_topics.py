"""Facts under their topics: the heaviest first, and no topic is lost for being unknown."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from relman_desktop.export.listing import facts_text
from relman_desktop.facts.book import Facts
from relman_desktop.facts.fact import Fact
from relman_desktop.facts.topics import LEVELS, TOPICS, by_topic, level_of, topic_of


def a_fact(number: int = 1, kind: str = "config.key_added", weight: int = 10, text: str = "Adds a key.") -> Fact:
    return Fact(f"X{number}", kind, text, ("F1.h1",), {}, weight)


kinds = st.sampled_from([*(f"{topic.key}.x" for topic in TOPICS), "rollback.unread", "quantum.leap", "zoo.keeper"])
facts = st.lists(st.builds(a_fact, st.integers(1, 99), kinds, st.integers(0, 100)), max_size=30)


@given(facts)
def test_every_fact_stands_once_under_its_topic_and_heavy_ones_first(found: list[Fact]) -> None:
    groups = by_topic(found)
    assert sorted(fact.id for _, inside in groups for fact in inside) == sorted(fact.id for fact in found)
    assert all(fact.topic == topic.key for topic, inside in groups for fact in inside)
    assert all(one.weight >= other.weight for _, inside in groups for one, other in pairwise(inside))
    assert all(one[0].weight >= other[0].weight for (_, one), (_, other) in pairwise(groups))


def test_topics_of_one_weight_stand_in_the_order_of_the_table_and_unknown_ones_last() -> None:
    groups = by_topic([a_fact(kind="zoo.keeper"), a_fact(kind="tests.none"), a_fact(kind="migration.file")])
    assert [topic.heading for topic, _ in groups] == ["Database", "Tests", "Zoo"]
    assert topic_of("message_queue").heading == "Message queue"


def test_a_weight_is_told_in_words() -> None:
    said = {weight: level_of(weight).words for weight in (100, 90, 50, 35, 10, 1, 0, -5)}
    assert list(said.values())[:5] == [
        "cannot be undone",
        "needs care",
        "needs a step",
        "worth telling",
        "worth knowing",
    ]
    assert said[1] == said[0] == said[-5] == "detail"
    assert [level.least for level in LEVELS] == sorted((level.least for level in LEVELS), reverse=True)


def test_the_list_on_the_command_line_has_headings_and_hides_nothing() -> None:
    text = facts_text(Facts((a_fact(1, weight=50, text="Reads \u202e`x`.\n"), a_fact(2, "zoo.keeper"))))
    assert text.splitlines() == [
        "Configuration (1)",
        "  X1   needs a step      Reads \\u202e`x`.   [F1.h1]",
        "",
        "Zoo (1)",
        "  X2   worth knowing     Adds a key.  [F1.h1]",
    ]
    assert facts_text(Facts()) == "Nothing that a deployment must know was found.\n"
