"""What the tests of exports are made of: a target of their own, a system at the office, and prepared tickets."""

import tomllib
from dataclasses import replace
from typing import Any

from relman_desktop.export.markup import Flavour
from relman_desktop.export.targets.prepared import Aside, Part, Prepared, our_id_of
from relman_desktop.export.targets.table import target_of
from relman_desktop.export.targets.target import Over, Target
from relman_desktop.jobs import Cancel, silent
from relman_desktop.settings import System
from relman_desktop.submitting.ledger import Ledger
from relman_desktop.submitting.outcome import Outcome
from relman_desktop.submitting.submitting import submit

TOKEN = "s3cr3t-4711-abcdefghijklmnop"
TICKET = "0123456789abcdef"
TABLE = """
title = "Office"
address = "https://office.example.com"
page = "{url}/see/{id}"

[[setting]]
name = "project"
label = "Project"

[[auth]]
name = "key"
title = "API key"
headers = { X-Key = "{token}" }

[[field]]
ours = "title"
theirs = "subject"
label = "Short description"
sort = "line"

[[field]]
ours = "description"
theirs = "text"
label = "Description"

[[field]]
ours = "rollback"
theirs = "plan.backout_plan"
label = "Backout plan"

[[field]]
theirs = "state"
label = "State"
sort = "choice"
value = "new"
kept = false
once = true

[calls.self]
method = "GET"
path = "/api/me"
key = "login"

[calls.project]
method = "GET"
path = "/api/projects/{project}"
key = "name"

[calls.find]
method = "GET"
path = "/api/records"
query = { project = "{project}", q = "{our_id}" }
rows = "records"
holds = "text"
pages = 3
page = "page"
id = "id"
key = "ref"

[calls.create]
method = "POST"
path = "/api/records"
json = { record = "{fields}" }
id = "record.id"
key = "record.ref"

[calls.read]
method = "GET"
path = "/api/records/{id}"
record = "record"
id = "record.id"
key = "record.ref"

[calls.update]
method = "PUT"
path = "/api/records/{id}"
json = { record = "{fields}" }

[calls.comment]
method = "POST"
path = "/api/records/{id}/comments"
json = { text = "{text}" }

[calls.comments]
method = "GET"
path = "/api/records/{id}/comments"
rows = "comments"
holds = "text"

[calls.attach]
method = "POST"
path = "/api/records/{id}/files"
file = "upload"

[calls.attachments]
method = "GET"
path = "/api/records/{id}/files"
rows = "files"
holds = "name"
"""


def target(without: tuple[str, ...] = (), **more: Any) -> Target:
    """The office as a target."""
    made = target_of("office", tomllib.loads(TABLE))
    return replace(made, calls={name: call for name, call in made.calls.items() if name not in without}, **more)


def system(url: str, **more: Any) -> System:
    return System(**{"name": "The office", "target": "office", "url": url, "values": {"project": "pay"}} | more)


def text(words: str, ticket: str = TICKET) -> str:
    """A description with the line by which its record is found."""
    return f"{words}\n\nRelman Desktop: {our_id_of(ticket)}"


def prepared(
    url: str,
    words: str = "Totals are rounded.",
    *,
    ticket: str = TICKET,
    asides: tuple[Aside, ...] = (),
    of: Target | None = None,
    **fields: str,
) -> Prepared:
    """A ticket for the office."""
    of = of or target()
    values = {"subject": "Round totals", "text": text(words, ticket), "plan.backout_plan": "Deploy v1.", "state": "new"}
    parts = (Part(one, one.theirs, (values | fields)[one.theirs], (values | fields)[one.theirs]) for one in of.fields)
    return Prepared(of, system(url), ticket, our_id_of(ticket), tuple(parts), asides)


def comment(words: str = "Rolled out by canary.", title: str = "Notes") -> Aside:
    return Aside(Over.COMMENT, title, words)


def attachment(words: str = "1. Do this.\n", title: str = "Rollback steps") -> Aside:
    return Aside(Over.ATTACHMENT, title, words, "rollback-steps.md", markup=Flavour.GFM)


def export(ready: Prepared, **more: Any) -> Outcome:
    """What comes of an export with a ledger of this home."""
    return submit(ready, TOKEN, Ledger(), Cancel(), silent, **more)
