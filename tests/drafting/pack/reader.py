"""Reads a pack's text back, knowing only its format, so that what the bytes hold can be held against what is said."""

import json
import re
from dataclasses import dataclass, field

_OPENS = re.compile(r"<<(\d{12}) (.*)>>( .*)?\Z")
_HUNK = re.compile(r"@@ (F\d+\.h\d+) -(\d+) \+(\d+) @@(?: (.*))?\Z")
_FILE = re.compile(r"(F\d+) (.*)>>")


@dataclass
class ReadHunk:
    """A hunk as it stands in the text."""

    id: str
    section: str
    lines: list[str] = field(default_factory=list)  # with their signs
    cuts: list[str] = field(default_factory=list)  # what is said to be left out of it, but for context

    @property
    def changed(self) -> list[str]:
        return [line for line in self.lines if line[:1] in ("+", "-")]


@dataclass
class ReadFile:
    """A file of the manifest."""

    id: str
    path: str
    details: str
    old_path: str = ""


@dataclass
class ReadPack:
    """What stands in the text."""

    nonce: str
    files: dict[str, ReadFile]
    hunks: dict[str, list[ReadHunk]]  # by file id
    paths: dict[str, str]  # above the hunks, by file id
    sections: dict[str, list[str]]  # lines by the block's name
    end: str

    @property
    def hunk_ids(self) -> set[str]:
        return {hunk.id for hunks in self.hunks.values() for hunk in hunks}

    def ids(self, name: str) -> set[str]:
        """The ids that a section tells of."""
        found = (re.match(r" ([A-Z]\d+) ", line + " ") for line in self.sections.get(name, ()))
        return {one[1] for one in found if one}


def read(text: str) -> ReadPack:
    lines = text.split("\n")
    assert lines.pop() == ""
    opened = _OPENS.match(lines[0])
    assert opened
    nonce = opened[1]
    blocks: list[tuple[str, str, list[str]]] = []
    for line in lines:
        found = _OPENS.match(line)
        if line.startswith(f"<<{nonce}"):
            assert found and found[1] == nonce, line
            blocks.append((found[2], (found[3] or "").strip(), []))
        else:
            blocks[-1][2].append(line)
    names = [name for name, _, _ in blocks]
    assert names[:2] == ["change", "files"] and names[-1] == "end"
    assert len(set(names)) == len(names)
    hunks = {name.partition(" ")[0]: _hunks(body) for name, _, body in blocks if _is_file(name)}
    paths = {name.partition(" ")[0]: name.partition(" ")[2] for name, _, _ in blocks if _is_file(name)}
    sections = {name: body for name, _, body in blocks if not _is_file(name)}
    return ReadPack(nonce, _manifest(blocks[1][1], blocks[1][2]), hunks, paths, sections, blocks[-1][1])


def _is_file(name: str) -> bool:
    return re.match(r"F\d+ ", name) is not None


def _hunks(lines: list[str]) -> list[ReadHunk]:
    found: list[ReadHunk] = []
    for line in lines:
        if line.startswith("@@ "):
            head = _HUNK.match(line)
            assert head, line
            found.append(ReadHunk(head[1], head[4] or ""))
        elif line.startswith("…"):
            if not re.fullmatch(r"… \d+ unchanged", line):
                found[-1].cuts.append(line)
        elif line.startswith("\\"):
            assert line == "\\ no line end at the end of the file"
        else:
            assert line[:1] in ("+", "-", " "), line
            found[-1].lines.append(line)
    return found


def _manifest(legend: str, lines: list[str]) -> dict[str, ReadFile]:
    loose = "unless M" in legend
    files: dict[str, ReadFile] = {}
    folders: list[tuple[int, str]] = []
    for line in lines:
        depth = len(line) - len(line.lstrip(" "))
        said = line[depth:]
        if not re.match(r"F\d+ ", said) or said.endswith("/"):
            while folders and folders[-1][0] >= depth:
                folders.pop()
            above = folders[-1][1] if folders else ""
            name = said[:-1] if not said.startswith('"') else json.loads(said[:-1])
            folders.append((depth, f"{above}{name}/" if name else ""))
            continue
        while folders[-1][0] >= depth:
            folders.pop()
        one = _file(said, folders[-1][1], loose)
        assert one.id not in files
        files[one.id] = one
    return files


def _file(said: str, folder: str, loose: bool) -> ReadFile:
    words, _, old = _split(said)
    file_id, _, rest = words.partition(" ")
    if rest.endswith('"') and ' "' in f" {rest}":
        at = f" {rest}".index(' "')
        details, name = rest[: max(0, at - 1)], json.loads(rest[at:])
    elif loose:
        details, _, name = rest.rpartition(" ")
    else:
        found = re.match(r"([AMDRCT] \w+ (?:binary|\+\d+ -\d+)) (.*)", rest)
        assert found, said
        details, name = found[1], found[2]
    return ReadFile(file_id, folder + name, details, _old(old, folder))


def _split(said: str) -> tuple[str, str, str]:
    """A line before and behind its arrow; one that is part of a name is quoted, with the name."""
    outside = re.sub(r'"(?:[^"\\]|\\.)*"', lambda found: "x" * len(found[0]), said)
    at = outside.find(" ← ")
    return (said, "", "") if at < 0 else (said[:at], " ← ", said[at + 3 :])


def _old(old: str, folder: str) -> str:
    name = json.loads(old) if old.startswith('"') else old
    if not name:
        return ""
    return name[1:] if name.startswith("/") else folder + name
