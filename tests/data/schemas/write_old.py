"""Writes the database of an earlier commit with that commit's own code; README.md beside it says how to call it."""

import json
import os
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from relman_desktop.store.tickets import TicketStore

from relman_desktop.store import tickets as store_module
from relman_desktop.ticket import ChangeRef, Claim, Layout, Status, Ticket

TEXTS = {
    "title": "Deploy 🚀 the 👩‍👩‍👧 flag 🏳️‍🌈 — “now” é é ﷽",
    "description": "עברית عربي \u202eleft\u202c right \u200f\u200b\ufeff and \u0085 \u2028 \u2029 \U0001f9ea \uffff",
    "justification": "".join(map(chr, range(1, 32))) + "\x7f\x80\x9f",  # all control characters but NUL
    "deployment": "1. first\r\n2. second\r\n\r\n3. third\rfourth\n\ttabbed  \r\n",
    "rollback": "",
    "validation": "long " * 2000,  # 10,000 characters
    "notes": "'; DROP TABLE tickets; -- \" \\ \\u0041 {} <b>&amp;</b> List<String>",
    "services": " \n\t ",
    "schedule": "漢字かな交じり文" * 40,
}


def change(name: str) -> ChangeRef:
    return ChangeRef(f"/somewhere/{name} mit Öl", "v1..v2", "a" * 40, "b" * 40, "c" * 64)


def tickets() -> Iterator[Ticket]:
    """Several of one change, one of a diff file without ids, one that is empty."""
    yield Ticket("0000000000000001", change("orders"))
    full = Ticket("0000000000000002", change("orders"))
    claims = tuple(
        Claim(f"Sentence {one} 🧾 of {kind}.", ("F1.h1", "X2"), "quote\nof two", status, ("weak: said only",), kind)
        for one, (kind, status) in enumerate(zip(list(Layout) * 2, list(Status) * 2, strict=False), 1)
    )
    for name in ("description", "deployment"):
        full = full.with_claims(name, claims)
    for name, text in TEXTS.items():
        full = full.with_text(name, text)
    for question, answer in (("Why? 🤔", "Because\r\nof “that”."), ("What\nvalue?", "עברית"), ("Long?", "yes " * 900)):
        full = full.with_answer(question, answer)
    if hasattr(full, "with_dismissal"):
        full = full.with_dismissal("configuration|key|added", "not ours  \n at all 🙃").with_dismissal("a", "b")
    yield full
    yield Ticket("0000000000000003", change("orders")).with_claims("title", claims[:1])
    yield Ticket("0000000000000004", ChangeRef("C:\\diffs\\Größe.diff", "", "", "", "d" * 64)).with_text("notes", "x")


def exchange(name: str) -> dict[str, Any]:
    return {
        "id": name,
        "when": "2026-11-26T00:00:00Z",
        "model": "m 🦙",
        "body": '{"a": "\udcff\ud83d"}\r\n\x01' + name,
        "endpoint": "local",
        "url": "http://localhost/v1",
        "field": "",
        "repair": False,
        "cost": None,
        "answer": {"text": "answer 🚀 " * 50, "fault": None},
    }


def draft(one: Ticket) -> dict[str, Any]:
    claims = [asdict(claim) for claim in one.entry("title").claims or one.entry("description").claims]
    proposal = {"field": "title", "drafter": "m 🦙", "claims": claims}
    question = {"id": "Q1", "field": "title", "question": "Why?\r\n", "why": "\u202eunknown"}
    return {"product": "0.0.1", "proposals": [proposal], "questions": [question]}


def write(store: TicketStore) -> None:
    tables = store_module._SCHEMA
    for one in tickets():
        store.new(Ticket(one.id, one.change)).result()
        store.save(one).result()
        if hasattr(store, "keep_exchange"):
            for number in range(2):
                sent = exchange(f"{one.id}-{number}")
                if tables.count("id TEXT NOT NULL UNIQUE") < 2:
                    del sent["id"]  # the first that were kept had none
                store.keep_exchange(one.id, sent).result()
            if one.entries:
                store.keep_draft(one.id, {"product": "an earlier draft"}).result()
                store.keep_draft(one.id, draft(one)).result()


def expected(path: Path) -> dict[str, Any]:
    """What the database holds, as that commit reads it."""
    database = sqlite3.connect(path)
    names = {row[0] for row in database.execute("SELECT name FROM sqlite_master")}
    rows = database.execute("SELECT number, saved, ticket FROM tickets ORDER BY number").fetchall()
    kept: dict[str, Any] = {
        "tickets": [
            {"number": number, "saved": saved, "ticket": Ticket.from_json(json.loads(text)).to_json()}
            for number, saved, text in rows
        ],
        "next": database.execute("SELECT seq + 1 FROM sqlite_sequence WHERE name = 'tickets'").fetchone()[0],
        "exchanges": {},
        "drafts": {},
    }
    if "exchanges" in names:
        for ticket, text in database.execute("SELECT ticket, exchange FROM exchanges ORDER BY number"):
            kept["exchanges"].setdefault(ticket, []).append(json.loads(text))
        kept["drafts"] = {row[0]: json.loads(row[1]) for row in database.execute("SELECT ticket, draft FROM drafts")}
    database.close()
    return kept


def main(path: Path, mode: str) -> None:
    store = TicketStore(path)
    if mode == "grown":  # begun by an earlier commit, gone on with by this one
        for number in range(5, 7):
            one = Ticket(f"000000000000000{number}", change("later")).with_text("title", f"later {number} 🌱")
            store.new(one).result()
            store.keep_draft(one.id, draft(one)).result()
    else:
        write(store)
    if mode == "killed":  # the log is not yet in the database
        killed = path.with_name("killed.sqlite")
        for end in ("", "-wal"):
            shutil.copyfile(f"{path}{end}", f"{killed}{end}")
        store.close()
        path.unlink()
        path = killed
        copy = path.with_name("copy.sqlite")
        for end in ("", "-wal"):
            shutil.copyfile(f"{path}{end}", f"{copy}{end}")
        kept = expected(copy)
        copy.unlink()
    else:
        store.close()
        kept = expected(path)
    path.with_suffix(".json").write_text(json.dumps(kept, indent=1, sort_keys=True) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "")
    os.sync()
