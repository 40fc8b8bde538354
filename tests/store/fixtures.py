"""Writes the fixture of the present schema: `python -m tests.store.fixtures`, once for each `schema.VERSION`.

What is committed stays as it is: a later version must open it, and so must this one.
"""

import json
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from relman_desktop.store import schema
from relman_desktop.store.backups import Backups
from relman_desktop.store.history import History
from relman_desktop.store.library import Library
from relman_desktop.store.record import IMPORT, PERSON, TEMPLATE, What
from relman_desktop.ticket import ChangeRef, Claim, Layout, Status, Ticket
from relman_desktop.writing import Writing

FOLDER = Path(__file__).parent.parent / "data" / "schemas"
TEXTS = {
    "title": "Deploy 🚀 the 👩‍👩‍👧 flag 🏳️‍🌈 — “now” é é ﷽",
    "description": "עברית عربي \u202eleft\u202c right \u200f\u200b\ufeff and \u0085 \u2028 \u2029 \U0001f9ea \uffff",
    "justification": "".join(map(chr, range(32))) + "\x7f\x80\x9f \ud83d \udcff",
    "deployment": "1. first\r\n2. second\r\n\r\n3. third\rfourth\n\ttabbed  \r\n",
    "rollback": "",
    "validation": "long " * 2000,
    "notes": "'; DROP TABLE journal; -- \" \\ \\u0041 {} <b>&amp;</b> List<String>",
    "services": " \n\t ",
    "schedule": "漢字かな交じり文" * 40,
}
CHANGE = ChangeRef("/somewhere/orders mit Öl", "v1..v2", "a" * 40, "b" * 40, "c" * 64)


def write(path: Path) -> None:
    """A library with all kinds of records."""
    library = Library(path, backups=Backups(path.parent / "backups"))
    for number in range(1, 4):
        writing, _ = Writing.begun(library, Ticket(f"000000000000000{number}", CHANGE), TEMPLATE)
        if number > 1:
            _fill(writing, number)
    library.close()


def _fill(writing: Writing, number: int) -> None:
    claims = tuple(
        Claim(f"Sentence {one} 🧾 of {kind}.", ("F1.h1", "X2"), "quote\nof two", status, ("weak: said only",), kind)
        for one, (kind, status) in enumerate(zip(list(Layout) * 2, list(Status), strict=False), 1)
    )
    writing.act(What.ACCEPTED, "m 🦙", writing.ticket.with_claims("title", claims[:2]))
    writing.act(What.FILLED, TEMPLATE, writing.ticket.with_claims("notes", claims))
    for name, text in TEXTS.items():
        writing.type(name, text + str(number))
    writing.act(What.ANSWERED, PERSON, writing.ticket.with_answer("Why? 🤔", "Because\r\nof “that”."))
    writing.act(What.DISMISSED, PERSON, writing.ticket.with_dismissal("configuration|key|added", "not ours 🙃"))
    writing.act(What.RESTORED, IMPORT, writing.ticket.with_text("rollback", "restored"))
    writing.undo()
    writing.act(What.MOVED, PERSON, replace(writing.ticket, change=replace(CHANGE, head="d" * 40)))
    writing.keep_version()
    writing.keep_draft({"product": "0", "proposals": [asdict(claim) for claim in claims], "questions": ["\ud83d"]})
    for answer in (None, "answer 🚀 \udcff"):
        writing.keep_exchange(
            {"id": f"e{number}", "when": "2026-11-26T00:00:00Z", "body": "\x01\r\n", "answer": answer}
        )


def held(history: History) -> dict[str, Any]:
    """What a ticket's records say, as plain values."""
    assert history.ticket and not history.damaged
    steps = [[step.what.value, step.author, step.at, step.after.to_json()["entries"]] for step in history.steps[-3:]]
    return {
        "ticket": history.ticket.to_json(),
        "ordinal": history.ordinal,
        "steps": len(history.steps),
        "last": steps,
        "draft": history.draft,
        "exchanges": dict(history.exchanges),
        "undoable": history.undoable.what.value if history.undoable else "",
    }


def all_of(library: Library) -> dict[str, Any]:
    """What a library holds, by the tickets' ids, as JSON gives it back."""
    found: Mapping[str, Any] = {one: held(library.history(one)) for one in (f"000000000000000{n}" for n in range(1, 4))}
    return dict(json.loads(json.dumps(found)))


def main() -> None:
    target = FOLDER / f"schema-{schema.VERSION}.sqlite"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "tickets.sqlite"
        write(path)
        target.write_bytes(path.read_bytes())
        library = Library(path, backups=Backups(path.parent / "backups"))
        told = json.dumps(all_of(library), indent=1, sort_keys=True)
        library.close()
    target.with_suffix(".json").write_text(told + "\n", "ascii")


if __name__ == "__main__":
    main()
