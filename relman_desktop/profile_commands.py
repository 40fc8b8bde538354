"""`relman profile`: what the team's profile says here and where each of it stands, a first one, and what is wrong."""

from argparse import Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .errors import Faulty, InputError
from .export.contract import to_bytes
from .jobs import Cancel, Progress
from .sources import git
from .sources.profile.calendars import fetch_calendars
from .sources.profile.keeping import keep, profile_text, whole_text
from .sources.profile.layers import EVERYWHERE, HERE, Layer, layers_of, merged, person_files
from .sources.profile.lying import Why, find_lying
from .sources.profile.profile import Profile, TeamEntry
from .sources.profile.reading import read_all, read_profile
from .sources.profile.schema import parts
from .sources.repository import Repository, open_repository
from .wording import counted, printable, shorten

if TYPE_CHECKING:
    from .loaded import Loaded

_LONGEST = 160  # characters of an entry in the list


def profile(parsed: Namespace, progress: Progress) -> tuple[bytes, tuple[str, ...]]:
    """The bytes of the result, and sentences beside it."""
    if parsed.check:
        return _checked(parsed.check), ()
    cancel = Cancel()
    repository = open_repository(parsed.repo, cancel)
    if parsed.init:
        return _proposed(parsed, repository, cancel, progress)
    said = _kept(parsed, repository) if parsed.use else ()
    head = _commit(repository, parsed.rev, cancel)
    layers = layers_of(repository, head, str(repository.root), cancel)
    said += _fetched(layers, cancel) if parsed.fetch else ()
    lying = _not_read(repository, head, git.plain(parsed.rev, 80), cancel)
    return _listed(parsed, repository, layers, cancel), (*said, *filter(None, [lying]))


def none_said(loaded: "Loaded", called: str) -> str:
    """That no profile holds for a change, whose head is `called` so, and what to do about it; "" where one does."""
    opened = loaded.opened
    lying = _not_read(opened.repository, loaded.change.head, called, Cancel()) if opened.repository else ""
    if lying or loaded.profile.entries or loaded.profile.warnings:
        return lying
    way = "`relman profile --init -o .relman.toml` proposes one" if opened.repository else "--profile FILE gives one"
    return f"No team profile: its goals, steps and people cannot be told; {way}."


def _not_read(repository: Repository, head: str, called: str, cancel: Cancel) -> str:
    """What to do about a profile in the folder that the commit `called` so has not; "" without one."""
    lying = find_lying(repository, head, cancel)
    if lying is None:
        return ""
    ways = "give it to a draft with --profile FILE, or keep it as your own with `relman profile --use FILE`."
    return f"{lying.said(called)}: {'' if lying.why is Why.OLDER else 'commit it, '}{ways}"


def _kept(parsed: Namespace, repository: Repository) -> tuple[str, ...]:
    kept = keep(parsed.use, str(repository.root), force=parsed.force)
    return (*kept.said, f"Delete {kept.path} to undo this.")


def own_layer(path: Path) -> Layer:
    """A profile that the person names on the command line. Raises `InputError` where it is none."""
    return Layer(path.name, read_profile(whole_text(path), path.name), path)


def _checked(path: Path) -> bytes:
    """Raises `Faulty` with a line for each problem."""
    read = read_all(profile_text(path), path.name)
    if read.problems:
        lines = "".join(f"{printable(one.told(path.name))}\n" for one in read.problems)
        what = counted(len(read.problems), "problem")
        raise Faulty(f"{path} has {what}; docs/profile.md says what may stand in a profile.", lines.encode())
    used = len({one.part for one in read.entries})
    return f"{path}: nothing is wrong; {counted(len(read.entries), 'entry')} in {counted(used, 'part')}.\n".encode()


def _proposed(
    parsed: Namespace, repository: Repository, cancel: Cancel, progress: Progress
) -> tuple[bytes, tuple[str, ...]]:
    from .proposing import propose

    if parsed.output and parsed.output.exists() and not parsed.force:
        raise InputError(f"{parsed.output} is there already; --force puts the proposal in its place.")
    text = propose(repository, parsed.rev, cancel, progress)
    note = (
        f"{parsed.output} holds a proposal: read it, correct it, and commit it; until then `relman profile --use"
        f" {parsed.output}` keeps it as your own, for versions that have none too."
        if parsed.output
        else ""
    )
    return text.encode(), (note,) if note else ()


def _fetched(layers: Sequence[Layer], cancel: Cancel) -> tuple[str, ...]:
    from .net.download import download

    own = [one.profile for one in layers if one.path]
    told = [said for one in own for said in fetch_calendars(one, lambda url: download(url, cancel), cancel)]
    return tuple(told) or ("No profile of yours names a calendar's address, so nothing was fetched.",)


def _listed(parsed: Namespace, repository: Repository, layers: Sequence[Layer], cancel: Cancel) -> bytes:
    known = merged(layers, cancel).numbered()
    if parsed.format == "json":
        return to_bytes(_object(layers, known))
    return "".join(f"{printable(line)}\n" for line in _lines(repository, layers, known)).encode("utf-8", "replace")


def _lines(repository: Repository, layers: Sequence[Layer], known: Profile) -> Iterator[str]:
    for layer in layers:
        yield f"{layer.file}: {counted(len(layer.profile.entries), 'entry')}" + (
            f" ({layer.path})" if layer.path else ""
        )
    if not layers:
        yield "No profile is here. `relman profile --init -o .relman.toml` proposes one for the repository."
    there = [layer.path for layer in layers]
    for file, path in zip((EVERYWHERE, HERE), person_files(str(repository.root)), strict=True):
        if path not in there:
            yield f"{file}: none ({path})"
    for part in parts():
        if entries := known.of(part.name):
            yield ""
            yield part.title
            yield from map(_line, entries)
    if known.warnings:
        yield ""
        yield "Warnings"
        yield from (f"  {one}" for one in known.warnings)


def _line(entry: TeamEntry) -> str:
    said = "; ".join(f"{key}: {' ⏎ '.join(entry.get(key).splitlines())}" for key in entry.values)
    return f"  {entry.id:<4} {shorten(said, _LONGEST)}  ({entry.place})"


def _object(layers: Sequence[Layer], known: Profile) -> dict[str, Any]:
    return {
        "schema": 1,
        "layers": [{"file": one.file, "entries": len(one.profile.entries)} for one in layers],
        "team": [
            {
                "id": one.id,
                "part": one.part,
                "values": {
                    key: list(value) if isinstance(value, tuple) else value for key, value in one.values.items()
                },
                "file": one.file,
                "line": one.line,
                "places": dict(one.places),
            }
            for one in known.entries
        ],
        "warnings": list(known.warnings),
    }


def _commit(repository: Repository, rev: str, cancel: Cancel) -> str:
    try:
        return repository.resolve(rev, cancel).data.decode().strip()
    except git.GitFailed as error:
        raise InputError(f"{git.plain(rev, 80)} is not the name of a commit of {repository.root}.") from error
