"""Edits of a profile's bytes that touch one entry: what they give is checked by `writing`, which is for everybody."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from ...errors import InputError
from ..toml import toml_of
from .profile import Value
from .schema import Key, Part, parts_by_name
from .showing import as_toml
from .spans import Placed, Span, Written
from .values import Wrong, value_of

_Edit = tuple[int, int, str]  # the bytes from ... to ..., and what stands there then


def inserted(content: bytes, part: str, written: Written, values: Mapping[str, Value]) -> bytes:
    """An entry more, behind the last one of its part or at the end."""
    if written.array:
        return _applied(content, [_in_list(content, written.array, written.entries, part, values)])
    entry = entry_text(part, values)
    tables = [one for one in written.entries if one.style == "table"]
    if tables:
        behind = _line_end(content, tables[-1].whole.end)
        return _applied(content, [(behind, behind, "\n\n" + entry.rstrip("\n"))])
    gap = "" if not content.strip() else "\n" if content.endswith(b"\n") else "\n\n"
    return _applied(content, [(len(content), len(content), gap + entry)])


def changed(
    content: bytes, part: str, written: Written, place: int, values: Mapping[str, Value], kept: Collection[str] = ()
) -> bytes:
    """An entry that says these values; of what else it says, only the `kept` keys stay."""
    placed, known = _placed(written, place), parts_by_name()[part]
    if placed.style == "inline":
        return _applied(content, [_anew(content, placed, known, values, kept)])
    edits: list[_Edit] = []
    behind = placed.heading
    for name, pair in placed.pairs.items():
        if name in values or name in kept:
            behind = pair
            if name in values and not _says(content, placed.values[name], known.by_name.get(name), values[name]):
                edits.append((placed.values[name].start, placed.values[name].end, _toml(known, name, values[name])))
        else:
            edits.append((*_lines(content, pair), ""))
    new = [name for name in _ordered(known, values) if name not in placed.pairs]
    begin = f"{part}." if placed.style == "dotted" else ""
    lines = [f"{begin}{name} = {_toml(known, name, values[name])}" for name in new]
    if begin and behind is placed.heading:  # which is a pair itself, and goes
        at = _line_start(content, behind.start)
        return _applied(content, [*edits, (at, at, "".join(f"{line}\n" for line in lines))])
    at = _line_end(content, behind.end)
    return _applied(content, [*edits, (at, at, "".join(f"\n{line}" for line in lines))])


def removed(content: bytes, written: Written, place: int) -> bytes:
    """An entry less."""
    placed = _placed(written, place)
    if placed.style == "inline":
        return _applied(content, [_out_of_list(content, placed)])
    if placed.style == "dotted":
        return _applied(content, [(*_lines(content, pair), "") for pair in placed.pairs.values()])
    start, end = _with_comment(content, placed.whole.start), _lines(content, placed.whole)[1]
    if content[end : _next_line(content, end)].strip() == b"" and _is_blank_before(content, start):
        end = _next_line(content, end)
    return _applied(content, [(start, end, "")])


def swapped(content: bytes, written: Written, place: int) -> bytes:
    """An entry and the one after it in each other's place, each with the comment right above it."""
    first, second = (_block(content, _placed(written, at)) for at in (place, place + 1))
    if first[1] > second[0]:
        raise InputError("These two entries cannot change places; move them in the file itself.")
    between = content[first[1] : second[0]]
    moved = content[second[0] : second[1]] + between + content[first[0] : first[1]]
    return content[: first[0]] + moved + content[second[1] :]


def entry_text(part: str, values: Mapping[str, Value]) -> str:
    """An entry as it is written in a profile."""
    known = parts_by_name()[part]
    return "\n".join(
        [known.heading, *(f"{name} = {_toml(known, name, values[name])}" for name in _ordered(known, values)), ""]
    )


def _placed(written: Written, place: int) -> Placed:
    if not 0 <= place < len(written.entries):
        raise InputError("The profile has changed: this entry is not in it any more; look at it again.")
    return written.entries[place]


def _ordered(part: Part, values: Mapping[str, Value]) -> list[str]:
    """The keys of values in the table's order; those that it does not know last, to be complained of."""
    return [*(name for name in part.by_name if name in values), *(name for name in values if name not in part.by_name)]


def _toml(part: Part, name: str, value: Value) -> str:
    """A value as it is written: a text of several lines on several lines."""
    key = part.by_name.get(name)
    if not isinstance(value, str) or "\n" not in value:
        return as_toml(value, key.kind if key else "text")
    lines = (as_toml(line)[1:-1] for line in value.split("\n"))
    text = "\n".join(lines)
    return '"""\n' + (text if '"""' in value or value.endswith('"') else text.replace('\\"', '"')) + '"""'


def _says(content: bytes, span: Span, key: Key | None, value: Value) -> bool:
    """Whether a value that is written says the same already."""
    literal = content[span.start : span.end].decode().replace("\r\n", "\n")
    read: Any = toml_of(f"value = {literal}")["value"]
    try:
        return key is not None and repr(value_of(key, read)) == repr(value)  # 1 is not true
    except Wrong:
        return False


def _anew(content: bytes, placed: Placed, part: Part, values: Mapping[str, Value], kept: Collection[str]) -> _Edit:
    """An inline table, which holds no comments, written anew."""
    stay = {name: placed.values[name] for name in placed.pairs if name in kept and name not in values}
    said = [f"{name} = {content[span.start : span.end].decode()}" for name, span in stay.items()]
    return placed.whole.start, placed.whole.end, _inline([*said, *_one_lined(part, values)])


def _one_lined(part: Part, values: Mapping[str, Value]) -> Iterable[str]:
    for name in _ordered(part, values):
        key = part.by_name.get(name)
        yield f"{name} = {as_toml(values[name], key.kind if key else 'text')}"


def _inline(said: Iterable[str]) -> str:
    return "{ " + ", ".join(said) + " }"


def _in_list(content: bytes, array: Span, entries: list[Placed], part: str, values: Mapping[str, Value]) -> _Edit:
    said = _inline(_one_lined(parts_by_name()[part], values))
    if entries:
        return entries[-1].whole.end, entries[-1].whole.end, f", {said}"
    return array.start + 1, array.start + 1, said


def _out_of_list(content: bytes, placed: Placed) -> _Edit:
    """An inline table with the comma behind it, or the one before it."""
    start, end = placed.whole.start, placed.whole.end
    behind = content[end:].lstrip()
    if behind.startswith(b","):
        end = len(content) - len(behind) + 1
        rest = content[end:]
        return start, len(content) - len(rest.lstrip(b" \t")), ""
    before = content[:start].rstrip()
    return (len(before) - 1 if before.endswith(b",") else start), end, ""


def _block(content: bytes, placed: Placed) -> tuple[int, int]:
    """An entry with what belongs to it: the comment above it, and what stands behind it on its last line."""
    if placed.style == "inline":
        return placed.whole.start, placed.whole.end
    return _with_comment(content, placed.whole.start), _line_end(content, placed.whole.end)


def _with_comment(content: bytes, start: int) -> int:
    """Where the comment right above an entry begins; one at the very top is about the file."""
    first = start
    while first > 0:
        above = _line_start(content, first - 1)
        if not content[above:first].lstrip().startswith(b"#"):
            return first
        first = above
    return start


def _is_blank_before(content: bytes, at: int) -> bool:
    return at == 0 or not content[_line_start(content, at - 1) : at].strip()


def _lines(content: bytes, span: Span) -> tuple[int, int]:
    """The whole lines that a span is part of."""
    return _line_start(content, span.start), _next_line(content, span.end)


def _line_start(content: bytes, at: int) -> int:
    return content.rfind(b"\n", 0, at) + 1


def _line_end(content: bytes, at: int) -> int:
    """Where the line of a place ends, before its LF or CR LF."""
    end = content.find(b"\n", at)
    return len(content) if end < 0 else end - (content[at:end].endswith(b"\r"))


def _next_line(content: bytes, at: int) -> int:
    end = content.find(b"\n", at)
    return len(content) if end < 0 else end + 1


def _applied(content: bytes, edits: Iterable[_Edit]) -> bytes:
    """The bytes after edits that do not overlap, with the line ends that are there."""
    newline = "\r\n" if b"\r\n" in content else "\n"
    for start, end, text in sorted(edits, reverse=True):
        content = content[:start] + text.replace("\n", newline).encode() + content[end:]
    return content
