"""How code spells the tables and columns that a migration names.

A migration says `order_items`, a model `OrderItem`, Django's migration `orderitem`, a query `shop_order_items`. All are
held against each other in small letters without underscores, in the singular and in the plural.
"""

import re

_IDENTIFIER = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_ENDINGS = (("ies", "y"), ("sses", "ss"), ("xes", "x"), ("ches", "ch"), ("shes", "sh"), ("s", ""))


def folded(name: str) -> str:
    """`order_items`, `OrderItems` and `orderItems` are all `orderitems`."""
    return name.replace("_", "").lower()


def table_forms(table: str) -> frozenset[str]:
    """The folded names by which code may call a table: with and without its schema and first word, in both numbers."""
    bare = re.split(r"[.\s]", table.strip("\"'`[]"))[-1].strip("\"'`[]")
    first, _, rest = bare.partition("_")
    names = [folded(bare), *([folded(rest)] if first and rest else [])]
    return frozenset(form for name in names if name for form in (name, _singular(name), _plural(name)))


def spellings(name: str) -> frozenset[str]:
    """The words to search a tree for (its case is ignored): `legacy_id` and `legacyid`, both numbers for a table."""
    snake = _HUMP.sub("_", name).lower()
    return frozenset({snake, snake.replace("_", "")})


def words_of(text: str) -> frozenset[str]:
    """All identifiers of a text, folded."""
    return frozenset(map(folded, _IDENTIFIER.findall(text)))


def is_telling(column: str) -> bool:
    """Whether a column's name alone says what is meant: `legacy_id`, and not `name` or `status`."""
    return "_" in column.strip("_") or bool(_HUMP.search(column))


def _singular(name: str) -> str:
    return next((name.removesuffix(end) + one for end, one in _ENDINGS if name.endswith(end) and len(name) > 3), name)


def _plural(name: str) -> str:
    if name.endswith("s"):
        return name
    return name[:-1] + "ies" if re.search("[^aeiou]y$", name) else name + "s"
