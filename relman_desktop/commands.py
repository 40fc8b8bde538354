"""The commands of `relman`: each takes the parsed words and gives the bytes of its result."""

import json
import sys
from argparse import Namespace
from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from .errors import Degraded, InputError, NoRoom, cause
from .jobs import Cancel, Progress, silent
from .sources.opening import Opened, open_diff, open_range
from .wording import counted

if TYPE_CHECKING:
    from .asking.prepared import Prepared
    from .drafting.proposal import Draft, Material, Proposal
    from .loaded import Loaded
    from .risk_commands import Told
    from .ticket import Ticket

_TOLD_BY_RISK = {"risk", "risk_analysis", "change_type"}


def files(parsed: Namespace) -> bytes:
    from .export.contract import files_object, to_bytes
    from .export.listing import files_text

    change = _opened(parsed).change
    return to_bytes(files_object(change)) if parsed.format == "json" else _text(files_text(change))


def facts(parsed: Namespace) -> bytes:
    from .export.contract import facts_object, to_bytes
    from .export.listing import facts_text

    loaded = _loaded(parsed)
    found = loaded.facts_with(loaded.work)
    return to_bytes(facts_object(found)) if parsed.format == "json" else _text(facts_text(found))


def work(parsed: Namespace) -> bytes:
    from .export.contract import to_bytes, work_object
    from .export.listing import work_text
    from .sources.profile.layers import team_profile
    from .sources.work.keys import find_references, warnings
    from .sources.work.merging import at_home, merged
    from .work_commands import check_words, given_in_files, looked_up, read_before

    check_words(parsed)
    opened = _opened(parsed)
    found = find_references(opened.change, team_profile(opened, Cancel()).projects, opened.project[1])
    odd = warnings(opened.change, found)
    given = at_home(given_in_files(parsed.work, Cancel(), _progress()), opened.project[1])
    keys = list(dict.fromkeys(one.key for one in (*found, *given)))
    read, failed = read_before(keys, opened.project), ""
    if parsed.look_up:
        looked = looked_up(parsed, (*found, *given), opened.project, Cancel(), _progress())
        read, failed = {**read, **looked.read}, looked.failed
        for note in looked.notes:
            _note(note)
    items = merged(found, given, read)
    content = to_bytes(work_object(items, odd)) if parsed.format == "json" else _text(work_text(items, odd))
    if failed:
        raise Degraded(failed, content)
    return content


def request(parsed: Namespace) -> bytes:
    from .model_commands import request as shown

    loaded = _loaded(parsed)
    _note_profile(parsed, loaded)
    material, _ = _material(parsed, loaded)
    return shown(parsed, material, loaded.opened.location, Cancel(), _progress())


def draft(parsed: Namespace) -> bytes:
    from .fields import DRAFTED
    from .model_commands import check_words

    check_words(parsed)
    wanted = _wanted_fields(parsed.field, [field.name for field in DRAFTED])
    loaded = _loaded(parsed)
    _note_profile(parsed, loaded)
    material, template = _material(parsed, loaded)
    told = _risk(parsed, loaded, material, template) if set(wanted) & _TOLD_BY_RISK else None
    template = told.over(template) if told else template
    if parsed.drafter == "template":
        _note_open(parsed, material, template)
        return _drafted(parsed, loaded, material, template, wanted, told)
    return _by_model(parsed, loaded, material, template, wanted, told)


def risk(parsed: Namespace) -> bytes:
    loaded = _loaded(parsed)
    _note_profile(parsed, loaded)
    material, template = _material(parsed, loaded)
    told = _risk(parsed, loaded, material, template)
    return told.json if parsed.format == "json" else told.text


def _risk(parsed: Namespace, loaded: "Loaded", material: "Material", template: "Draft") -> "Told":
    from .risk_commands import tell

    return tell(loaded, material, _with_all(_ticket(parsed, loaded), material, template), _progress())


def _by_model(
    parsed: Namespace,
    loaded: "Loaded",
    material: "Material",
    template: "Draft",
    wanted: list[str],
    told: "Told | None",
) -> bytes:
    """The model's draft over the template's; the template's alone where the model cannot hold the request."""
    from .model_commands import (
        complaint,
        draft_by_model,
        given_back,
        no_room,
        provenance,
        several_fields,
        template_stands,
    )

    place = loaded.opened.location
    try:
        drafted, prepared, asked = draft_by_model(parsed, template, material, place, Cancel(), _progress())
    except NoRoom as error:
        raise no_room(parsed, error, _drafted(parsed, loaded, material, template, wanted, told)) from error
    refused = given_back(asked, template, wanted)
    model = provenance(prepared, asked)
    content = _drafted(parsed, loaded, material, drafted, wanted, told, model, prepared, refused)
    back = template_stands(tuple(refused))
    if asked.fault:
        raise complaint(asked, content, back)
    _note_open(parsed, material, drafted)
    for note in filter(None, (several_fields(parsed), asked.said, back, *asked.notes)):
        _note(note)
    return content


def _material(parsed: Namespace, loaded: "Loaded") -> "tuple[Material, Draft]":
    """What a drafter may use, the answers of the file too, and the template's draft of it."""
    from .drafting.question_table import asked_of_the_risk, question_rows
    from .drafting.template import draft_ticket
    from .risk.questions import ids

    material = replace(loaded.material(_ticket(parsed, loaded)), change_id="")
    drafted = draft_ticket(material)
    if not parsed.answers:
        return material, drafted
    asked = {one.id: one.question for one in drafted.questions} | dict(ids())
    known = {row.text for row in question_rows()} | asked_of_the_risk() | set(asked.values())
    answers = _answers(parsed.answers, asked, known)
    material = replace(material, answers=answers)
    return material, draft_ticket(material)


def _ticket(parsed: Namespace, loaded: "Loaded") -> "Ticket":
    """A new ticket, with the work items of the files that were given."""
    from .beginning import new_ticket
    from .sources.work.merging import at_home
    from .work_commands import given_in_files

    ticket = new_ticket("", loaded.reference)
    items = given_in_files(parsed.work, Cancel(), _progress())
    given = at_home(items, loaded.opened.project[1])
    return ticket.with_work({one.key: one.to_json() for one in given})


def _drafted(
    parsed: Namespace,
    loaded: "Loaded",
    material: "Material",
    drafted: "Draft",
    wanted: list[str],
    told: "Told | None",
    model: Mapping[str, object] | None = None,
    prepared: "Prepared | None" = None,
    refused: "Mapping[str, Proposal] | None" = None,
) -> bytes:
    """A draft in the format that was asked for; a model's JSON also tells what it was given."""
    from .advice import advise
    from .beginning import new_ticket
    from .drafting.interview import interview
    from .export.contract import to_bytes
    from .export.draft import draft_object
    from .export.surroundings import around_object
    from .export.text import FORMATS
    from .held_ticket import compare_of

    ticket = new_ticket("", loaded.reference)
    if parsed.format == "json":
        asked = interview(material, (), drafted)
        whole = _with_all(ticket, material, drafted)
        made = draft_object(
            loaded.change,
            drafted,
            material.work,
            wanted,
            model,
            refused,
            asked,
            material.team,
            advise(material, whole),
            material.answers,
            around_object(loaded.profile, whole.entry("assignee").text, compare_of(loaded)),
        )
        if told:
            made["risk"] = told.object
        if prepared:
            from .asking.listing import coverage_list

            made["coverage"] = coverage_list(prepared)
        return to_bytes(made)
    for name in wanted:
        ticket = ticket.with_claims(name, drafted.proposals[name].usable)
    return _text(FORMATS[parsed.format].file(ticket))


def _with_all(ticket: "Ticket", material: "Material", drafted: "Draft") -> "Ticket":
    """The ticket as it would be with all that may be inserted unasked, for reading it as a whole."""
    for name, proposal in drafted.proposals.items():
        ticket = ticket.with_claims(name, proposal.usable)
    return replace(ticket, answers=material.answers, meant=material.means)


def _note_profile(parsed: Namespace, loaded: "Loaded") -> None:
    """What of the team's profile was not understood, and that there is none."""
    from .profile_commands import none_said

    for warning in loaded.profile.warnings:
        _note(warning)
    if not parsed.profile and (told := none_said(loaded, loaded.change.head_name)):
        _note(told)


def _note_open(parsed: Namespace, material: "Material", drafted: "Draft") -> None:
    """How many questions are open that this change needs answered."""
    from .drafting.interview import interview

    left = [one for one in interview(material, (), drafted) if one.is_needed]
    if left and parsed.format != "json":
        told = f"{counted(len(left), 'question')} {'is' if len(left) == 1 else 'are'} open"
        _note(f"{told}; --format json lists them, and --answers takes the answers.")


def tickets(parsed: Namespace) -> bytes:
    from .ticket_commands import tickets as listed

    content, said = listed(parsed, _progress())
    for sentence in said:
        _note(sentence)
    return content


def profile(parsed: Namespace) -> bytes:
    from .profile_commands import profile as listed

    content, said = listed(parsed, _progress())
    for sentence in said:
        _note(sentence)
    return content


def show(parsed: Namespace) -> bytes:
    from .ticket_commands import show as shown

    return shown(parsed)


def export(parsed: Namespace) -> bytes:
    from .errors import Blocked
    from .export_commands import export as exported

    try:
        content, said = exported(parsed, _progress())
    except (Blocked, Degraded) as error:
        for sentence in error.notes:
            _note(sentence)
        raise
    for sentence in said:
        _note(sentence)
    return content


def targets(parsed: Namespace) -> bytes:
    from .target_commands import target_command

    return target_command(parsed, _progress())


def check(parsed: Namespace) -> bytes:
    from .check_commands import check_command
    from .errors import Blocked

    try:
        content, notes = check_command(parsed, _progress())
    except Blocked as error:
        for sentence in error.notes:
            _note(sentence)
        raise
    for sentence in notes:
        _note(sentence)
    return content


def doctor(parsed: Namespace) -> bytes:
    from .doctor import FAILED, probe, report

    found = report()
    if not parsed.probe:
        return _text(found)
    tested = probe(Cancel(), _progress())
    if any(line.startswith(FAILED) for line in tested.splitlines()):
        raise Degraded(f"A connection failed its test; the lines with {FAILED} say why.", _text(found + tested))
    return _text(found + tested)


def _opened(parsed: Namespace) -> Opened:
    cancel, progress = Cancel(), _progress()
    if parsed.diff is None:
        if not parsed.range.strip():
            raise InputError("--range is empty; give it two versions, such as v1.2.0..v1.3.0, or one commit.")
        return open_range(parsed.repo, parsed.range, cancel, progress)
    return open_diff(sys.stdin.buffer if parsed.diff == "-" else Path(parsed.diff), cancel, progress)


def _loaded(parsed: Namespace) -> "Loaded":
    from .loaded import study, this_day
    from .settings import load_settings

    trackers, layers = load_settings().trackers, []
    if own := getattr(parsed, "profile", None):
        from .profile_commands import own_layer

        layers = [own_layer(own)]
    return study(_opened(parsed), Cancel(), _progress(), trackers=trackers, profiles=layers, today=this_day())


def _wanted_fields(asked: list[str] | None, known: list[str]) -> list[str]:
    unknown = [name for name in asked or () if name not in known]
    if unknown:
        raise InputError(f"There is no ticket field {unknown[0]!r}; the fields are {', '.join(known)}.")
    return asked or known


def _answers(path: Path, questions: Mapping[str, str], known: Collection[str]) -> dict[str, str]:
    """The answers of a file by the question's text, whether it names the text or the id.

    An answer always counts: of the `known` questions also those may be answered that the evidence answers.
    """
    try:
        given = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(f"The answers in {path} cannot be read ({cause(error)}); they are a JSON object.") from error
    if not isinstance(given, dict) or not all(isinstance(answer, str) for answer in given.values()):
        raise InputError(f"The answers in {path} must be one JSON object of questions and answers in text.")
    unknown = [name for name in given if name not in questions and name not in known]
    if unknown:
        raise InputError(
            f"{path} answers {unknown[0]!r}, which is not asked; it may answer {', '.join(questions)},"
            " or a question by its text."
        )
    return {questions.get(name, name): answer for name, answer in given.items()}


def _text(text: str) -> bytes:
    return text.encode("utf-8", "backslashreplace")


def _note(text: str) -> None:
    print(f"relman: {text}", file=sys.stderr)


def _progress() -> Progress:
    """Progress on one line of a terminal; silence elsewhere."""
    if not sys.stderr.isatty():
        return silent

    def show(what: str, part: float | None = None, /) -> None:
        done = "" if part is None else f" {part:.0%}"
        print(f"\r\x1b[K{what}{done}", end="\r\x1b[K" if part == 1 else "", file=sys.stderr, flush=True)

    return show
