"""What a model might answer for the sample's release, with the ids that this release's evidence has now.

Most of it stands on its evidence, some only on somebody's words, a little on nothing.
"""

import json
from dataclasses import dataclass
from typing import Any

from relman_desktop.loaded import Loaded

Sentence = dict[str, Any]
HANGS = "Orders no longer hang for 30 seconds when the payment provider does not answer"
SPOKEN = f"The release notes say: {HANGS}."
INVENTED = "Checkout conversion rises by 12 percent."


@dataclass(frozen=True)
class Ids:
    """Finds evidence by what it is."""

    loaded: Loaded

    def fact(self, kind: str, words: str = "") -> str:
        return next(one.id for one in self.loaded.facts.items if one.kind == kind and words in one.text)

    def line(self, kind: str, at: int = 0) -> str:
        """A line that the change leaves as it is, such as the runbook's, behind a fact of a kind."""
        return next(one.evidence[at] for one in self.loaded.facts.items if one.kind == kind)

    def hunk(self, path: str, number: int = 1) -> str:
        return next(f"{one.id}.h{number}" for one in self.loaded.change.files if one.path == path)

    def commit(self, words: str) -> str:
        return next(one.id for one in self.loaded.change.commits if words in one.subject)


def sample_answer(loaded: Loaded, *fields: str) -> str:
    """The JSON of an answer, of these fields or of all."""
    ids = Ids(loaded)
    told = {
        "title": _title(ids),
        "description": _description(ids),
        "justification": _justification(ids),
        "deployment": _deployment(ids),
        "rollback": _rollback(ids),
        "validation": _validation(ids),
    }
    asked = [
        {
            "field": "rollback",
            "question": "How is the backup restored?",
            "why": "The evidence holds a command that takes a backup, but none that restores it.",
        }
    ]
    wanted = {name: said for name, said in told.items() if not fields or name in fields}
    return json.dumps({"fields": wanted, "questions": asked}, ensure_ascii=False)


def said(layout: str, text: str, *evidence: str, quote: str = "") -> Sentence:
    return {"evidence": list(evidence), "quote": quote, "layout": layout, "text": text}


def _title(ids: Ids) -> list[Sentence]:
    dropped, endpoint = ids.fact("migration.drop_column"), ids.fact("surface.endpoint_added")
    text = "Orders: column `order.legacy_id` is dropped with its data, and an endpoint for refunds is new"
    return [said("sentence", text, dropped, endpoint, quote="drops the column `order.legacy_id`; its data is lost")]


def _description(ids: Ids) -> list[Sentence]:
    dropped, endpoint = ids.fact("migration.drop_column"), ids.fact("surface.endpoint_added")
    setting, image = ids.fact("config.env_added"), ids.fact("delivery.image")
    return [
        said(
            "paragraph",
            "Orders get a new endpoint for refunds, `api/orders/<str:number>/refunds/`, and lose the database column "
            "`order.legacy_id`.",
            dropped,
            endpoint,
            quote="The endpoint `api/orders/<str:number>/refunds/` is new",
        ),
        said(
            "sentence",
            "The previous version does not run unchanged afterwards, because it still reads the dropped column.",
            ids.fact("rollback.verdict"),
            quote="The previous version does not run unchanged after this deployment",
        ),
        said("sentence", SPOKEN, ids.fact("notes.entry", "no longer hang"), quote=HANGS),
        said("sentence", INVENTED, ids.commit("PAY-212")),
        said("item", "The payment call takes its timeout from `PAYMENT_TIMEOUT_SECONDS` (default `10`).", setting),
        said("item", "The base image goes from `python:3.11-slim` to `python:3.12-slim`.", image),
        said("item", "The alert rule `RefundsTooMany` is new.", ids.fact("surface.alert_added")),
    ]


def _justification(ids: Ids) -> list[Sentence]:
    return [
        said(
            "paragraph",
            "The commit for PAY-208 says that support asked the payments team for every refund, about 60 a week.",
            ids.commit("PAY-208"),
            quote="Support asked the payments team for every refund, about 60 a week.",
        ),
        said("sentence", "The column is no longer needed.", ids.commit("ORD-77")),
    ]


def _deployment(ids: Ids) -> list[Sentence]:
    backup, pull = ids.line("command.backup"), ids.line("command.upgrade")
    start, migrate = ids.line("command.upgrade", 1), ids.line("command.migrate")
    return [
        said("step", "Take a backup: `pg_dump --format=custom --file=/backups/orders.dump orders`.", backup),
        said(
            "step",
            "Set the environment variable `PAYMENT_TIMEOUT_SECONDS` if the default `10` is not the value you want.",
            ids.fact("config.env_added"),
        ),
        said("step", "Pull the images: `docker compose pull web worker`.", pull),
        said("step", "Start the new version: `docker compose up -d --no-deps web worker`.", start),
        said("step", "Apply the migrations: `docker compose run --rm web python manage.py migrate`.", migrate),
        said("step", "Flush the cache: `redis-cli flushall`.", ids.commit("Release 1.5.0")),
    ]


def _rollback(ids: Ids) -> list[Sentence]:
    return [
        said(
            "paragraph",
            "Migration 0008_drop_legacy_id can be reversed, but the lost data does not come back.",
            ids.fact("migration.file", "0008"),
            quote="it can be reversed, but the lost data does not come back",
        ),
        said("step", "Roll back: `docker compose up -d --no-deps web worker`.", ids.line("command.rollback")),
        said(
            "step",
            "Check that it works: `curl --fail https://orders.example.com/health/ready`.",
            ids.line("command.check"),
        ),
    ]


def _validation(ids: Ids) -> list[Sentence]:
    return [
        said("step", "Run `curl --fail https://orders.example.com/health/ready`.", ids.line("command.check")),
        said(
            "step",
            "Watch the alert `RefundsTooMany` and expect it not to fire.",
            ids.fact("watch.alert", "RefundsTooMany"),
        ),
        said(
            "step",
            'Request `/api/orders/` for a shop with no orders and expect `{"orders": []}`.',
            ids.hunk("tests/test_orders.py"),
            quote='assert client.get("/api/orders/").json() == {"orders": []}',
        ),
    ]
