"""What protobuf files say before and after: messages with their numbered fields, enumerations, services."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ....jobs import Cancel
from ....sources.change import Change, FileChange, Side
from ....wording import counted, listed, named
from ...fact import Finding, Value
from ...formats import Unread
from . import described, text_of, unread
from .evidence import Words
from .schemas import Difference, breaks, clauses

_LARGEST = 1_000_000  # characters
_DEEPEST = 30
_MOST = 6  # changes that break nobody, told one by one
_MOST_WORDS = 300_000
_WORD = re.compile(r"""//[^\n]*|/\*|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|[\w.]+|[^\s\w]""")
_ALIKE = [{"int32", "int64", "uint32", "uint64", "bool"}, {"sint32", "sint64"}, {"string", "bytes"},
          {"fixed32", "sfixed32"}, {"fixed64", "sfixed64"}]  # fmt: skip
_LABELS = ("optional", "required", "repeated")


@dataclass(frozen=True, slots=True)
class _Field:
    name: str
    type: str
    label: str
    deprecated: bool


@dataclass(slots=True)
class _Block:
    """A message, an enumeration or a service: fields and values by number, calls by name."""

    kind: str
    file: FileChange
    fields: dict[int, _Field] = field(default_factory=dict)
    calls: dict[str, str] = field(default_factory=dict)  # by name: what it takes and gives
    gone: dict[str, bool] = field(default_factory=dict)  # calls: whether they are deprecated
    reserved: list[tuple[int, int]] = field(default_factory=list)


Blocks = dict[str, _Block]  # by full name


def detect(change: Change, cancel: Cancel) -> Iterator[Finding]:
    """`surface.proto_added`, `_removed`, `_changed` and `_deprecated`; what moves to another file is not told."""
    before, after = Blocks(), Blocks()
    for file in described(change.files, (".proto",)):
        cancel.check()
        try:
            old, new = (_blocks(change, file, side, cancel) for side in ("old", "new"))
        except Unread as error:
            yield unread(file, error, "protobuf file")
            continue
        before |= old
        after |= new
    told = _Telling(change, cancel)
    yield from told.whole(before, after)
    yield from _shortened(
        one for name in after if name in before for one in told.inside(name, before[name], after[name])
    )


def _shortened(found: Iterable[Finding]) -> Iterator[Finding]:
    """The findings; of those that break nobody, what is over a few in one sentence."""
    quiet: list[Finding] = []
    for one in found:
        if one.kind == "surface.proto_changed" and not one.data["breaking"]:
            quiet.append(one)
        else:
            yield one
    yield from quiet[:_MOST]
    if rest := quiet[_MOST:]:
        names = [str(one.data["name"]) for one in rest]
        are = "definition changes" if len(rest) == 1 else "definitions change"
        text = f"{len(rest):,} more protobuf {are} and break nobody: {listed(names)}."
        evidence = tuple(dict.fromkeys(place for one in rest for place in one.evidence))[:5]
        yield Finding(rest[0].kind, text, evidence, {**rest[0].data, "names": names}, rest[0].weight)


def _blocks(change: Change, file: FileChange, side: Side, cancel: Cancel) -> Blocks:
    text = text_of(change, file, side, cancel)
    if text is None:
        raise Unread("only its changed lines are known")
    if len(text) > _LARGEST:
        raise Unread(f"it is longer than {_LARGEST:,} characters")
    return _Reader(file).read(text)


class _Reader:
    """Reads statement by statement: words up to `;`, `{` or `}`."""

    def __init__(self, file: FileChange) -> None:
        self._file = file
        self.blocks = Blocks()
        self._package = ""

    def read(self, text: str) -> Blocks:
        names: list[str | None] = []  # of the open blocks; None for one that is no block of ours
        words: list[str] = []
        options = 0  # open brackets or braces of options
        for word in _words(text):
            options += (word == "[") - (word == "]")
            if word == "{" and options <= 0:
                if len(names) > _DEEPEST:
                    raise Unread("it is nested too deeply")
                names.append(self._open(words, names))
                words = []
            elif word in (";", "}") and options <= 0:
                self._statement(words, names)
                words = []
                if word == "}" and names:
                    names.pop()
            else:
                words.append(word)
        return self.blocks

    def _open(self, words: list[str], names: list[str | None]) -> str | None:
        outer = next((name for name in reversed(names) if name), self._package)
        if len(words) > 1 and words[0] in ("message", "enum", "service"):
            name = f"{outer}.{words[1]}" if outer else words[1]
            self.blocks[name] = _Block(words[0], self._file)
            return name
        if words[:1] == ["oneof"]:
            return outer
        if words[:1] == ["rpc"]:
            self._call(words, names)
        return None

    def _statement(self, words: list[str], names: list[str | None]) -> None:
        if words[:1] == ["package"] and len(words) > 1:
            self._package = words[1]
        elif words[:1] == ["rpc"]:
            self._call(words, names)
        elif names and names[-1] and words:
            block = self.blocks.get(names[-1])
            if block and words[0] == "reserved":
                block.reserved += _ranges(words[1:])
            elif block and words[0] not in ("option", "extensions", "syntax"):
                _put(block, words)
        elif names and names[-1] is None and words[:3] == ["option", "deprecated", "="] and words[-1] == "true":
            block = next((self.blocks[name] for name in reversed(names) if name), None)
            if block and block.calls:
                block.gone[next(reversed(block.calls))] = True

    def _call(self, words: list[str], names: list[str | None]) -> None:
        block = self.blocks.get(names[-1] or "") if names else None
        if block and len(words) > 1:
            block.calls[words[1]] = " ".join(words[2:]).replace("( ", "(").replace(" )", ")")


def _words(text: str) -> Iterator[str]:
    """The words and signs of a text without its comments."""
    at, count = 0, 0
    while found := _WORD.search(text, at):
        at, count = found.end(), count + 1
        if count > _MOST_WORDS:
            raise Unread("it says too much")
        if found[0] == "/*":
            at = text.find("*/", at) + 2
            if at == 1:
                return
        elif not found[0].startswith("//"):
            yield found[0]


def _put(block: _Block, words: list[str]) -> None:
    """A field `repeated string names = 3 [deprecated = true]`, or a value `PAID = 2`."""
    equals = words.index("=") if "=" in words else -1
    if equals < 1 or equals + 1 >= len(words):
        return
    number = words[equals + 1] if words[equals + 1] != "-" else "-" + "".join(words[equals + 2 : equals + 3])
    try:
        key = int(number, 0)
    except ValueError:
        return
    head = words[:equals]
    label = head[0] if head[0] in _LABELS else ""
    rest = "".join(words[equals + 2 :])
    kind = "".join(head[1 if label else 0 : -1])
    block.fields[key] = _Field(head[-1], kind, label, "deprecated=true" in rest)


def _ranges(words: list[str]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for place, word in enumerate(words):
        if word.isdigit() and (place == 0 or words[place - 1] == ","):
            last = words[place + 2] if words[place + 1 : place + 2] == ["to"] else word
            found.append((int(word), int(last) if last.isdigit() else 1 << 30))
    return found


class _Telling:
    def __init__(self, change: Change, cancel: Cancel) -> None:
        self._change, self._cancel = change, cancel
        self._finders: dict[str, Words] = {}

    def whole(self, before: Blocks, after: Blocks) -> Iterator[Finding]:
        """Blocks that come and go: services one by one, the others together."""
        for there, here, event in ((before, after, "added"), (after, before, "removed")):
            names = [name for name in here if name not in there and not _is_inside_new(name, here, there)]
            for kind in ("service", "message", "enum"):
                yield from self._blocks(event, kind, [(name, here[name]) for name in names if here[name].kind == kind])

    def _blocks(self, event: str, kind: str, found: list[tuple[str, _Block]]) -> Iterator[Finding]:
        if not found:
            return
        names = [name for name, _ in found]
        noun = {"enum": "protobuf enumeration"}.get(kind, f"protobuf {kind}")
        are = "is" if len(names) == 1 else "are"
        told = "new" if event == "added" else "removed"
        why = ": clients that still use it fail" if event == "removed" and len(names) == 1 else ""
        counted_names = f"{counted(len(names), noun)} {are} {told}: {listed(names)}."
        text = f"The {noun} {named(names[0])} is {told}{why}." if len(names) == 1 else counted_names
        weight = {"added": 20 if kind == "service" else 8, "removed": 60}[event]
        yield self._finding(event, names[0], text, found[0][1].file, weight, breaking=event == "removed", names=names)

    def inside(self, name: str, old: _Block, new: _Block) -> Iterator[Finding]:
        """What differs inside of a block that stays."""
        told = [*_fields_differ(old, new), *_calls_differ(old, new)]
        if told:
            breaking = breaks(told)
            noun = {"enum": "enumeration"}.get(new.kind, new.kind)
            text = f"The protobuf {noun} {named(name)} changes: {clauses(told)}."
            words = [word for one in told for word in re.findall(r"`(\w+)`", one.text)]
            yield self._finding("changed", name, text, new.file, 55 if breaking else 12, breaking=breaking, words=words)
        for member in _deprecated(old, new):
            full = f"{name}.{member}"
            text = f"{named(full)} is deprecated now in {named(new.file.path)}."
            yield self._finding("deprecated", full, text, new.file, 35, breaking=False, words=[member])

    def _finding(
        self,
        event: str,
        name: str,
        text: str,
        file: FileChange,
        weight: int,
        *,
        breaking: bool,
        names: list[str] | None = None,
        words: list[str] | None = None,
    ) -> Finding:
        if file.id not in self._finders:
            self._finders[file.id] = Words(file, self._change.hunks(file, self._cancel))
        evidence = self._finders[file.id].find(*(words or ()), name.rpartition(".")[2])
        data: dict[str, Value] = {"name": name, "path": file.path, "breaking": breaking}
        if names and len(names) > 1:
            data["names"] = names
        return Finding(f"surface.proto_{event}", text, (evidence,), data, weight)


def _is_inside_new(name: str, here: Blocks, there: Blocks) -> bool:
    outer = name.rpartition(".")[0]
    return outer in here and outer not in there


def _fields_differ(old: _Block, new: _Block) -> Iterator[Difference]:
    what = "value" if new.kind == "enum" else "field"
    numbers = {one.name: number for number, one in old.fields.items()}
    names = {one.name for one in new.fields.values()}
    for number, now in new.fields.items():
        was = old.fields.get(number)
        if now.name in numbers and numbers[now.name] != number:
            text = f"the number of the {what} {named(now.name)} changes from {numbers[now.name]} to {number}"
            yield Difference(f"{text}: it is read wrongly by what was made before", True)
        elif was is None:
            needed = now.label == "required"
            yield Difference(f"the {what} {named(now.name)} is new" + (" and required" if needed else ""), needed)
        elif was.name == now.name:
            yield from _retyped(was, now)
        elif was.name not in names:
            yield _renamed(was, now, number, what)
    for number, was in old.fields.items():
        if number not in new.fields and was.name not in names:
            kept = any(first <= number <= last for first, last in new.reserved)
            why = f"its number {number} is reserved" if kept else f"its number {number} is not reserved"
            yield Difference(f"the {what} {named(was.name)} is removed, {why}", True)


def _retyped(was: _Field, now: _Field) -> Iterator[Difference]:
    if was.type != now.type:
        alike = any({was.type, now.type} <= group for group in _ALIKE)
        text = f"the field {named(now.name)} changes from {named(was.type)} to {named(now.type)}"
        yield Difference(text + (", which reads the same on the wire" if alike else ""), not alike)
    if "repeated" in (was.label, now.label) and was.label != now.label:
        yield Difference(
            f"the field {named(now.name)} {'is repeated' if now.label else 'is no longer repeated'} now", True
        )
    elif "required" in (was.label, now.label) and was.label != now.label:
        yield Difference(
            f"the field {named(now.name)} {'is' if now.label == 'required' else 'is no longer'} required now", True
        )


def _renamed(was: _Field, now: _Field, number: int, what: str) -> Difference:
    if was.type == now.type:
        text = f"the {what} {named(was.name)} is renamed to {named(now.name)} with the same number {number}"
        return Difference(f"{text}: the wire format stays, JSON and generated code do not", True)
    text = f"the number {number} of the {what} {named(was.name)} is used again for {named(now.name)}"
    return Difference(f"{text}: it is read wrongly by what was made before", True)


def _calls_differ(old: _Block, new: _Block) -> Iterator[Difference]:
    for call, now in new.calls.items():
        if call not in old.calls:
            yield Difference(f"the call {named(call)} is new", False)
        elif old.calls[call] != now:
            yield Difference(f"the call {named(call)} changes from {named(old.calls[call])} to {named(now)}", True)
    for call in old.calls:
        if call not in new.calls:
            yield Difference(f"the call {named(call)} is removed: clients that still make it fail", True)


def _deprecated(old: _Block, new: _Block) -> Iterator[str]:
    was = {one.name for one in old.fields.values() if one.deprecated}
    there = {one.name for one in old.fields.values()}
    yield from (one.name for one in new.fields.values() if one.deprecated and one.name in there - was)
    yield from (call for call in new.gone if call in old.calls and call not in old.gone)
