"""Values that lines of code give to names: how they are written in the languages, and which rule is about them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from ..configuration.rules import is_kind, patterns_for
from .amounts import Quantity, size
from .outline import defined
from .quantities import parts, quantity
from .rules import ValueRule, units, written_in
from .source import Changed, Source

NAMED = re.compile(
    r"""(?<![\w$])(?P<quote>["'`]?)(?P<name>[A-Za-z_$@:][\w$.-]{1,80})(?P=quote)\]?[?!]?"""
    r"""(?P<way>\s*:\s*[A-Za-z_&*][\w.?]*(?:\[[\w.\[\], |]{0,60}\]|<[\w.<>, ]{0,60}>)?"""
    r"""(?:\s*\|\s*[\w.]+)?\s*=(?![=>])"""
    r"""|\s*\{ get;[^{}]{0,40}\}\s*="""
    r"""|\s*(?:=>|:=|\?\?=|\|\|=|=(?!=)|:(?![:=]))"""
    r"""|\s+(?:(?:u?int|float)\d*|time\.Duration|string|bool)\s+=(?!=)"""
    r"""|\s*\("""
    r"""|\s+(?=\d))\s*"""
)
_OPEN, _CLOSE = "([{", ")]}"
_LONGEST = 160
_MOST_NAMES = 6  # of one line
_LEAST_SIZE = 10_000  # a smaller number need not be one of bytes
_IMPORT = re.compile(r"^\s*(?:import|from|use|using|#include|package)\b")
_SECOND = ("withtimeout", "withdeadline")  # functions whose value is the second one that they get
_CLIENT = re.compile(r"\b(?:requests|httpx|urllib3?|aiohttp|subprocess|socket|smtplib|urlopen|ClientTimeout)\b")
_BOUND = re.compile(r"(?:max|min|default)[A-Z_]")
_VAGUE = ("min", "m", "h", "d", "w", "b", "k", "us", "hr")  # units that a name may hold as other words
_CONSTANT = re.compile(r"\b(?:const|static|final|readonly|val)\b")


@dataclass(frozen=True, slots=True)
class Value:
    """A value that a changed line gives to a name. `key` is the name's words without its unit."""

    key: str
    name: str
    rule: ValueRule
    quantity: Quantity
    unit: str | None
    line: Changed
    where: str
    span: tuple[int, int]  # of the name with its value in the line


def values(line: Changed, words: list[str], rules: list[ValueRule], source: Source) -> Iterator[Value]:
    lower = line.code.lower()
    if _IMPORT.match(line.code) or not any(word in lower for word in words):
        return
    if _is_configuration(line, source):
        return
    for found in names_in(line.code):
        if not _is_quoted_text(line, found) and (value := _value(found, line, rules, source)):
            yield value


def _is_configuration(line: Changed, source: Source) -> bool:
    """Whether the line reads a setting's default from outside, or is in a module of settings: told as configuration."""
    path = source.file.path
    if is_kind(path, "settings") and not line.code[:1].isspace():
        return True
    return any(pattern.regex.search(line.code) for pattern in patterns_for(path))


def _is_quoted_text(line: Changed, found: re.Match[str]) -> bool:
    """Whether a name stands inside of a string, and is not the whole of it."""
    start, end = found.span("name")
    return line.bare[start:end] != line.code[start:end] and not found["quote"]


def _value(found: re.Match[str], line: Changed, rules: list[ValueRule], source: Source) -> Value | None:
    if not found["way"].strip() and not found["name"].startswith("@"):
        return None  # only Elixir gives values to names with nothing between
    if found["name"].startswith("@") and found["way"].endswith("("):
        return None  # a decorator, which is a mark
    name = found["name"] if found["quote"] else found["name"].rpartition(".")[2]
    words = words_of(name)
    rule = next((one for one in rules if _fits(one, words, line)), None)
    if not rule or (rule.constant and not _is_constant(name, found["way"], line)):
        return None
    unit = _unit_of(words)
    start, text = written_value(found)
    usual = rule.usual_units.get(written_in(source.file.path)) if _CLIENT.search(line.code) else None
    known = quantity(text, unit or usual)
    if known and rule.is_size and known.kind == "number" and known.amount >= _LEAST_SIZE:
        known = size(known.amount)
    if not known or known.kind not in rule.kinds:
        return None
    if known.kind == "word" and rule.words and not rule.words.fullmatch(known.text):
        return None
    span = (found.start(), start + len(text))
    return Value(key_of(words), name.lstrip(":$@"), rule, known, unit, line, source.where(line), span)


def names_in(code: str) -> Iterator[re.Match[str]]:
    """The names of a line to which something is given; a line with very many is data."""
    return islice(NAMED.finditer(code), _MOST_NAMES)


def written_value(found: re.Match[str]) -> tuple[int, str]:
    """Where the value of a name begins, and what stands there."""
    code, start = found.string, found.end()
    if found["name"].rpartition(".")[2].lower() in _SECOND and "," in code[start:]:
        start += len(argument(code, start)) + 1
    return start, argument(code, start)


def _fits(rule: ValueRule, words: str, line: Changed) -> bool:
    if not rule.name.search(words) or (rule.unless and rule.unless.search(words)):
        return False
    return not rule.line or bool(rule.line.search(line.code))


def _is_constant(name: str, way: str, line: Changed) -> bool:
    """Whether a value is a constant's, or a parameter's default; not one of many arguments and variables."""
    if way.endswith("(") or way.strip() == "(":
        return False
    if words_of(name).count(" ") < 3:
        return False
    if way.strip() == ":" and _BOUND.match(name):
        return True
    return name.isupper() or bool(_CONSTANT.search(line.bare) or defined(line.bare))


@lru_cache(maxsize=10_000)
def _unit_of(words: str) -> str | None:
    """The unit that a name ends with: ` request timeout ms `."""
    last = words.split()[-1] if words.split() else ""
    if " per " in words:
        return None
    return last if last in units() and last not in _VAGUE and words.count(" ") > 2 else None


def key_of(words: str) -> str:
    return " ".join(word for word in words.split() if word not in units() and word not in ("in", "set", "with"))


def argument(code: str, start: int) -> str:
    """What stands at a place, up to the comma or bracket that ends it; a pair `5, TimeUnit.SECONDS` is one."""
    depth, quote = 0, ""
    for at in range(start, min(len(code), start + _LONGEST)):
        char = code[at]
        if quote:
            quote = "" if char == quote and code[at - 1] != "\\" else quote
        elif char in "\"'`":
            quote = char
        elif char in _OPEN:
            depth += 1
        elif char in _CLOSE:
            depth -= 1
            if depth < 0:
                return code[start:at]
        elif not depth and (char == ";" or (char == "," and not re.match(r",\s*(?:TimeUnit|ChronoUnit)\b", code[at:]))):
            return code[start:at]
    return code[start : start + _LONGEST + 1]


@lru_cache(maxsize=50_000)
def words_of(name: str) -> str:
    return f" {' '.join(parts(name))} "


def without(code: str, start: int, end: int) -> str:
    """A line without a value that stands in it."""
    return squeezed(code[:start].rstrip().removesuffix(",") + code[end:])


def squeezed(code: str) -> str:
    return re.sub(r"\s+|(?<=[([{]),|,(?=\s*[)\]}])", "", code)
