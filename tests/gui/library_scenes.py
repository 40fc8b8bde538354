"""A library as a team has it after a while, for tests and pictures."""

import random
from dataclasses import replace

from relman_desktop.store.library import Library
from relman_desktop.store.record import TEMPLATE
from relman_desktop.ticket import ChangeRef, Ticket
from relman_desktop.typing_step import new_step

TITLES = (
    "Drop column orders.legacy_id and raise the payment timeout to 30 seconds",
    "Upgrade the login service to OpenSSL 3 and rotate the signing keys that every session token of every tenant is "
    "signed with, which logs everybody out once, and is told to them two days before by mail and in the app itself",
    "הסרת העמודה orders.legacy_id והעלאת זמן ההמתנה לתשלום ל־30 שניות",
    "更改订单服务的付款超时时间，并删除不再使用的旧列",
    "Move the nightly export to the new queue",
    "",
    "Renew the certificates of api.example.com",
    "注文サービスを1.5.0に更新する",
)
_REPOSITORIES = ("orders", "login", "a-repository-with-quite-a-long-name-for-a-repository", "infrastructure")
_STATES = ("draft", "reviewed", "approved", "deploying", "validating", "closed")
_RISKS = ("low", "medium", "high", "critical")
_PEOPLE = ("Priya Raman", "Sam Okafor", "佐藤 美咲", "@shop/checkout")
_OUTCOMES = ("successful", "with problems", "rolled back", "not deployed")


def a_kept_ticket(number: int, title: str = "", **values: str) -> Ticket:
    """A ticket with texts in all fields."""
    rng = random.Random(number)
    repository = rng.choice(_REPOSITORIES)
    base, head = f"{number:040x}", f"{number + 1:040x}"
    change = ChangeRef(f"/srv/git/{repository}", f"v1.{number}.0..v1.{number + 1}.0", base, head, "")
    texts = {
        "change_id": f"CHG-2026-{number:04}",
        "state": rng.choice(_STATES),
        "risk": rng.choice(_RISKS),
        "assignee": rng.choice(_PEOPLE),
        "validator": rng.choice(_PEOPLE),
        "description": "orders-service goes on.\n\nPayments that take longer than PAYMENT_TIMEOUT are now cancelled.",
        "deployment": "1. Tell #support.\n2. `make migrate ENV=production`\n3. `make deploy ENV=production`",
        "rollback": "1. Restore the column from the backup.\n2. `make deploy VERSION=1.4.2`",
        "validation": "1. Pay with the test card.",
        **values,
    }
    if texts["state"] == "closed":
        texts.setdefault("outcome", rng.choice(_OUTCOMES))
    ticket = Ticket(f"{number:016x}", change).with_text("title", title)
    for name, text in texts.items():
        ticket = ticket.with_text(name, text)
    return ticket


def put(library: Library, *tickets: Ticket) -> None:
    """Keep tickets, in this order."""
    kept = [library.begin(ticket, TEMPLATE, new_step())[1] for ticket in tickets]
    if kept:
        kept[-1].result()


def many(number: int) -> list[Ticket]:
    return [a_kept_ticket(at, TITLES[at % len(TITLES)]) for at in range(1, number + 1)]


def of_repository(ticket: Ticket, location: str) -> Ticket:
    return replace(ticket, change=replace(ticket.change, location=location))
