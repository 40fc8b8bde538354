"""What the previous version needs around it: its settings, its runtimes, the data of its stores."""

from collections.abc import Iterator, Sequence

from ...wording import counted, listed, named
from ..delivery.formats import is_data_store
from ..fact import Finding, Place, Value
from .reason import Reason, Verdict

_MOST = 8
_UNREAD = ("config.unread", "delivery.unread")
_MAJOR = 70  # the weight from which the delivery's finding says that a data store's major version changes


def reasons(findings: Sequence[Finding]) -> Iterator[Reason]:
    """Settings and inputs that only the previous version reads, runtimes that it was made for, stores that moved on."""
    yield from _unread(findings)
    yield from _settings(findings)
    yield from _inputs(findings)
    yield from _runtimes(findings)
    yield from _stores(findings)


def _unread(findings: Sequence[Finding]) -> Iterator[Reason]:
    """What runs in production and could not be read may hold a reason."""
    unread = [one for one in findings if one.kind in _UNREAD and one.data.get("where") in (None, "production")]
    if unread:
        clause = f"{counted(len(unread), 'file')} that says how it runs could not be read"
        text = f"Whether the previous version still runs cannot be told from all of its surroundings: {clause}."
        yield Reason("unknown", Verdict.UNKNOWN, text, clause, _evidence(unread), data={"about": "configuration"})


def _settings(findings: Sequence[Finding]) -> Iterator[Reason]:
    gone = [one for one in findings if _only_old_reads(one)]
    names = list(dict.fromkeys(str(one.data.get("old_name") or one.data.get("name") or "") for one in gone))
    if names:
        what = listed(names, _MOST)
        reads = "it is read" if len(names) == 1 else "they are read"
        yield Reason(
            "setting_kept",
            Verdict.CONDITIONAL,
            f"The previous version reads {what}, and the new one does not: going back needs {what} to be still set.",
            f"it alone reads {what}",
            _evidence(gone),
            f"Keep {what} set until going back is no longer planned: {reads} only by the previous version.",
            {"names": names},
        )


def _only_old_reads(one: Finding) -> bool:
    """Whether the new version reads a variable by another name than the previous one, and by that one only."""
    gone = one.kind in ("config.env_removed", "config.env_renamed")
    return gone and one.data.get("role", "read") == "read" and not one.data.get("falls_back")


def _inputs(findings: Sequence[Finding]) -> Iterator[Reason]:
    """Of a module, which says no to an input that it does not know."""
    renamed = [one for one in findings if one.kind == "config.input_renamed"]
    names = list(dict.fromkeys(name for one in renamed for name in _old_names(one)))
    if names:
        what = listed(names, _MOST)
        noun = "the input" if len(names) == 1 else f"{len(names)} inputs"
        yield Reason(
            "input_renamed",
            Verdict.CONDITIONAL,
            f"The previous version knows {noun} only by the old name: {what}.",
            f"it knows {noun} only by the old name",
            _evidence(renamed),
            f"Call the previous version with the old names of its inputs again: {what}.",
            {"names": names},
        )


def _old_names(one: Finding) -> list[str]:
    many = one.data.get("old_names")
    return [str(name) for name in many] if isinstance(many, list) else [str(one.data.get("old_name") or "")]


def _runtimes(findings: Sequence[Finding]) -> Iterator[Reason]:
    """Not where an image carries the runtime, which goes with the version, nor where only the oldest is said."""
    images = " ".join(str(one.data.get("new")) for one in findings if one.kind == "delivery.image").lower()
    moved = [
        one for one in findings if one.kind == "dependency.runtime" and one.data.get("old") and one.data.get("new")
    ]
    for one in moved:
        name, old, new = (str(one.data.get(key)) for key in ("name", "old", "new"))
        known = str(one.data.get("title") or name)
        kept = one.data.get("minimum") or one.data.get("build") or name.lower() in images
        if one.weight >= 50 and not kept:
            yield Reason(
                "runtime",
                Verdict.CONDITIONAL,
                f"The previous version was made for {known} {old}, the new one is made for {known} {new}.",
                f"it was made for {known} {old}",
                one.evidence[:2],
                f"Keep {known} {old} at hand: the previous version was made for it.",
                {"name": name, "old": old, "new": new},
            )


def _stores(findings: Sequence[Finding]) -> Iterator[Reason]:
    for one in findings:
        old, new = str(one.data.get("old") or ""), str(one.data.get("new") or "")
        if one.kind == "delivery.image" and old and new and one.weight >= _MAJOR and is_data_store(_bare(new)):
            data: dict[str, Value] = {"old": old, "new": new}
            yield Reason(
                "store",
                Verdict.UNSAFE,
                f"The data store goes from {named(old)} to {named(new)}: once the new one has opened its data, the old "
                "one does not read them.",
                f"{named(old)} does not read the data that {named(new)} has opened",
                one.evidence[:3],
                f"Before the deployment, take a backup that {named(old)} can restore.",
                data,
            )


def _bare(image: str) -> str:
    return image.partition("@")[0].rpartition(":")[0] or image


def _evidence(findings: Sequence[Finding]) -> tuple[str | Place, ...]:
    return tuple(dict.fromkeys(one for finding in findings for one in finding.evidence[:2]))[:_MOST]
