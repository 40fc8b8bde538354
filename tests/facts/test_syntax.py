from collections.abc import Callable
from contextlib import suppress

import pytest

from relman_desktop.facts import syntax
from relman_desktop.facts.formats import Unread

# A definition in each language, and a query that finds its name.
_SMALLEST = {
    "go": ("package a\nfunc name() {}", "(function_declaration name: (identifier) @it)"),
    "javascript": ("function name() {}", "(function_declaration name: (identifier) @it)"),
    "typescript": ("const name: string = <b>x</b>", "(variable_declarator name: (identifier) @it)"),
    "ruby": ("def name; end", "(method name: (identifier) @it)"),
    "java": ("class name {}", "(class_declaration name: (identifier) @it)"),
    "kotlin": ("fun name() {}", "(function_declaration name: (identifier) @it)"),
    "csharp": ("class name {}", "(class_declaration name: (identifier) @it)"),
    "php": ("<?php function name() {}", "(function_definition name: (name) @it)"),
    "rust": ("fn name() {}", "(function_item name: (identifier) @it)"),
    "elixir": ("def name", "(call target: (identifier) (arguments (identifier) @it))"),
    "hcl": ('name "x" {}', "(block (identifier) @it)"),
}


@pytest.mark.parametrize("language", sorted(syntax.LANGUAGES))
def test_each_language_is_parsed_and_searched(language: str) -> None:
    text, pattern = _SMALLEST[language]
    found = list(syntax.matches(syntax.tree("\n" + text, language), language, pattern))
    (node,) = found[0]["it"]
    assert (syntax.text_of(node), syntax.line_of(node)) == ("name", 3 if language == "go" else 2)


def test_a_piece_of_a_file_is_read_as_far_as_it_can_be() -> None:
    root = syntax.tree("\treturn 1\n}\n\nfunc whole() {}\n\nfunc", "go")
    names = [syntax.text_of(found["it"][0]) for found in syntax.matches(root, "go", _SMALLEST["go"][1])]
    assert names == ["whole"]


@pytest.mark.parametrize("language", sorted(syntax.LANGUAGES))
@pytest.mark.parametrize(
    "hostile",
    [
        lambda: "{a:" * 100_000,
        lambda: "[" * 300_000,
        lambda: "a" * (10 << 20),
        lambda: "do " * 100_000,
        lambda: "\0\udcff<<A " * 50_000,
        lambda: "if (x) " * 50_000,
        lambda: "a." * 150_000,
        lambda: ("a" + " " * 50_000 + "b\n") * 4,
    ],
    ids=["nested", "brackets", "one line", "words", "junk", "ifs", "chain", "spaces"],
)
def test_a_hostile_text_is_parsed_or_refused(language: str, hostile: Callable[[], str]) -> None:
    with suppress(Unread):
        assert syntax.tree(hostile(), language).descendant_count > 0
