"""The table of a profile's parts and keys, which reader, editor, proposals and documentation are made from."""

from relman_desktop.fields import FIELDS
from relman_desktop.sources.profile.reading import problems
from relman_desktop.sources.profile.schema import Part, parts, parts_by_name

_INPUTS = {source for field in FIELDS for source in field.sources} - {"code change"}


def example(part: Part) -> str:
    """An entry with every key, as the table's examples have it."""
    return "\n".join([part.heading, *(key.shown for key in part.keys)])


def test_every_source_input_of_the_seed_has_its_part() -> None:
    assert {part.source for part in parts() if part.source} == _INPUTS


def test_the_examples_of_all_keys_make_a_profile_without_problems() -> None:
    assert problems("\n\n".join(map(example, parts())), "example") == ()


def test_every_part_and_key_says_what_it_is_for() -> None:
    for part in parts():
        assert part.title and part.help.endswith(".") and part.question.endswith("?"), part.name
        for key in part.keys:
            assert key.help.endswith("."), (part.name, key.name)
            assert bool(key.choices) == key.kind.startswith("choice"), (part.name, key.name)
        assert set(part.same) | set(part.any) <= set(part.by_name), part.name


def test_a_template_is_for_a_field_of_the_ticket() -> None:
    assert set(parts_by_name()["templates"].by_name["field"].choices) <= {field.name for field in FIELDS}
