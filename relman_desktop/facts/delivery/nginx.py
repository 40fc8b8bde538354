"""What changes in nginx' configuration: its directives, each with the block that it stands in."""

import re
from collections import defaultdict
from collections.abc import Iterator

from ...wording import listed, named
from ..sides import Text
from .difference import Difference
from .objects import written

_PART = re.compile(
    r"""#[^\n]*|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\$\{[^}\s]*\}|[;{}]|(?:[^\s;{}"'#$]|\$(?!\{))(?:[^\s;{}"'$]|\$(?!\{))*|\$|["']|\n"""
)
_STATEMENT = re.compile(r"\{%(?:(?!%\}).){0,2000}%\}|\{#(?:(?!#\}).){0,4000}#\}", re.DOTALL)
_INCLUDED = re.compile(r"(?m)^[ \t]*\{\{(?:(?!\}\})[^\n]){0,1000}\}\}[ \t]*$")  # whole directives that a value holds
_VALUE = re.compile(r"\{\{((?:(?!\}\}).){0,1000})\}\}", re.DOTALL)
_DEEPEST = 8
_LONGEST = 300_000  # characters
_BLOCKS = ("location", "server", "upstream", "if")
_FEW = 5  # directives that change are told one by one
_MATTERS = re.compile(
    r"listen|server(_name)?|proxy_pass|\w+_pass|root|alias|return|rewrite|ssl_\w+|auth\w*|allow|deny|try_files|include|upstream|location"
)
_NAMES = re.compile(r"\w*_header|set|\w+_param|error_page|map")  # what the first word after them names
_LIMITS = re.compile(r"\w*(timeout|size|limit|rate|buffer|connections|processes|keepalive)\w*")
_DIRECTIVE, _LIMIT, _OTHER = 50, 45, 25  # weights

Directives = dict[tuple[str, str], list[tuple[str, int]]]  # the block and the name: values with their lines


def differences(path: str, old: Text, new: Text) -> Iterator[Difference] | None:
    """None of a piece, and of what is no configuration of nginx'."""
    if not (old.whole and new.whole) or not re.search(r"nginx|/(sites|conf)[-_.]", "/" + path.lower()):
        return None
    texts = ["".join(text.pieces) for text in (old, new)]
    if any(len(text) > _LONGEST for text in texts):
        return None
    before, after = (_directives(_without_templates(text)) for text in texts)
    return _told(list(_compared(before, after)))


def _without_templates(text: str) -> str:
    """Of a template only the configuration: its statements are left out, its values are parts of words."""
    if "{%" not in text and "{{" not in text:
        return text
    bare = _INCLUDED.sub("", _STATEMENT.sub(lambda found: "\n" * found[0].count("\n"), text))
    return _VALUE.sub(lambda found: "\u27e6" + re.sub(r"[^\w.|()-]+", "", found[1]) + "\u27e7", bare)


def _told(found: list[Difference]) -> Iterator[Difference]:
    if len(found) <= _FEW:
        yield from found
        return
    names = list(dict.fromkeys(one.subject.partition(" of ")[0].strip("`") for one in found))
    weight = max(one.weight for one in found)
    said = f"{len(found)} directives of the reverse proxy change in {{where}}: {listed(names)}."
    for one in found:
        more = (("count", len(found)), ("action", "changed"))
        yield Difference("delivery.proxy", "directives", None, None, weight, said=said, more=more, at=one.at)


def _compared(before: Directives, after: Directives) -> Iterator[Difference]:
    for key in {**before, **after}:
        was, now = before.get(key, []), after.get(key, [])
        known = {value for value, _ in was} & {value for value, _ in now}
        gone, come = ([one for one in some if one[0] not in known] for some in (was, now))
        if gone or come:
            block, name = key
            subject = f"{named(written(name))} of {named(written(block))}" if block else named(written(name))
            old, new = (written(", ".join(dict.fromkeys(value for value, _ in some))) or None for some in (gone, come))
            at = (gone[0][1] if gone else None, come[0][1] if come else None)
            yield Difference("delivery.proxy", subject, old, new, _weight(name), said=_said(name, old, new), at=at)


def _said(name: str, old: str | None, new: str | None) -> str:
    """Of a block that comes or goes; a directive has the usual sentence."""
    if name not in _BLOCKS or (old and new):
        return ""
    block = f"{name} {new or old}".removesuffix(" on")
    return f"The block {named(written(block))} is {'added in' if new else 'removed from'} {{where}}."


def _weight(name: str) -> int:
    name = name.partition(" ")[0]
    return _LIMIT if _LIMITS.fullmatch(name) else _DIRECTIVE if _MATTERS.fullmatch(name) else _OTHER


def _directives(text: str) -> Directives:
    found: defaultdict[tuple[str, str], list[tuple[str, int]]] = defaultdict(list)
    blocks: list[str] = []
    words: list[str] = []
    line = start = 1
    for part in _PART.findall(text):
        line += part.count("\n")
        if part == "}":
            del blocks[-1:], words[:]
        elif part in (";", "{"):
            if words:
                named_by = 2 if _NAMES.fullmatch(words[0]) and len(words) > 2 else 1
                key, value = " ".join(words[:named_by]), " ".join(words[named_by:]) or "on"
                found[_block(blocks), key].append((value, start))
            blocks += [" ".join(words)] if part == "{" else []
            words.clear()
        elif part != "\n" and not part.startswith("#"):
            start = start if words else line
            words.append(part)
    return dict(found)


def _block(blocks: list[str]) -> str:
    """The innermost blocks that say where: a location, else the server."""
    told = [block for block in blocks[-_DEEPEST:] if block not in ("http", "events")]
    return " ".join(told[-2:])[:120]
