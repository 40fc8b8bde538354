"""What the proofs of drafting share: answers in the schema's form, a session on disk, and one draft from end to end."""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from relman_desktop.asking.asking import Asked
from relman_desktop.asking.calling import Keep
from relman_desktop.asking.prepared import Prepared
from relman_desktop.asking.wishes import send
from relman_desktop.drafting.proposal import Draft
from relman_desktop.fields import FIELDS, WRITTEN
from relman_desktop.jobs import Cancel
from relman_desktop.loaded import Loaded
from relman_desktop.session import Session
from relman_desktop.settings import Endpoint, Settings
from relman_desktop.store.library import Library
from tests.llm.server import END, Script, Step, head, piece, usage

# What a capable model answered to the sample's request; its ids and quotes stand in the sample's evidence.
ANSWER = (Path(__file__).parents[1] / "data" / "answers" / "sample.json").read_text("utf-8")
WINDOW = 40_000
TITLE = "Orders: column `order.legacy_id` is dropped with its data, and an endpoint for refunds is new"
FALSE = "The cache is moved to `memcached-9.example` and everything is 40 % faster"


def claim(text: str, *evidence: str, quote: str = "", layout: str = "sentence") -> dict[str, Any]:
    return {"evidence": list(evidence), "quote": quote, "layout": layout, "text": text}


def reply(questions: Iterable[dict[str, str]] = (), **fields: list[dict[str, Any]]) -> str:
    """An answer of the schema's form; fields that are not given are empty."""
    return json.dumps({"fields": {one.name: fields.get(one.name, []) for one in WRITTEN}, "questions": list(questions)})


TITLED = reply(title=[claim(TITLE, "X2", "X16")])


def streamed(text: str, *after: Step, size: int = 200, pause: float = 0.0) -> list[Step]:
    """A response that streams a text in pieces, and does something else instead of ending."""
    pieces = [step for at in range(0, len(text), size) for step in (piece(text[at : at + size]), pause)]
    return [head(), *(one for one in pieces if one), *after]


def whole(text: str, prompt: int = 0, finish: str = "stop") -> Script:
    """The whole of an answer, with a prompt counted as the server likes."""
    counted = [usage(prompt, len(text) // 4)] if prompt else []
    return lambda request: streamed(text, piece(finish=finish), *counted, END)


def texts(session: Session) -> dict[str, bytes]:
    """The person's text of every field, byte for byte."""
    return {one.name: session.entry(one.name).text.encode() for one in FIELDS}


@dataclass
class Desk:
    """A session on disk, and what its drafts led to."""

    session: Session
    growing: list[tuple[Draft, int]] = field(default_factory=list)

    def prepared(self, endpoint: Endpoint, one: str = "") -> Prepared:
        drafting = self.session.drafting(endpoint, one)
        return replace(drafting, asks_server=False).prepare(Cancel())  # else the script's first answer is spent on that

    def ask(self, prepared: Prepared, cancel: Cancel | None = None, keep: Keep | None = None) -> Asked:
        """Send it, and keep what comes back, without taking the draft."""

        def grow(draft: Draft, tokens: int) -> None:
            self.growing.append((draft, tokens))

        return send(prepared, grow, keep or self.session.keeper(), cancel or Cancel())

    def draft(self, endpoint: Endpoint, one: str = "") -> Asked:
        """One draft, from the material to the proposals beside the fields."""
        asked = self.ask(self.prepared(endpoint, one))
        self.session.take(asked).result()
        return asked


@contextmanager
def open_desk(folder: Path, loaded: Loaded, **settings: Any) -> Iterator[Desk]:
    """A desk whose tickets are in a folder; its thread ends with it, however a test does."""
    session = Session(replace(Settings(), **settings), Library(folder / "tickets.sqlite"))
    try:
        session.show(loaded).result()
        yield Desk(session)
    finally:
        session.close()
