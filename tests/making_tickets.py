"""A ticket for tests of what is made of one: every field, and text of every kind that fields hold."""

from relman_desktop.ticket import ChangeRef, Claim, Layout, Status, Ticket

CHANGE = ChangeRef("/somewhere/orders-service", "v1.0.0..v1.1.0", "a" * 40, "b" * 40, "c" * 64)
TEXTS = {
    "title": "Drop the column `orders.legacy_id` and page `List<T>` | 50",
    "change_id": "CHG-2026-0142",
    "change_type": "normal",
    "risk": "medium",
    "assignee": "Ada Lovelace",
    "validator": "Łukasz Ünal",
    "schedule": "2026-12-01 19:00 to 21:00 Europe/Berlin",
    "state": "draft",
    "services": "orders, billing",
    "notes": "Tell support on #help; see <https://example.com/a?b=1&c=2>.",
    "description": "Orders are **paged** now: 50 a page.\n\n"
    "Read [the note](https://example.com/n) before; `__init__` stays.",
    "justification": "- Fewer time-outs\n- A goal of the quarter\n    - nested: 30 % fewer calls",
    "rollback": "1. Put the old version back:\n   ```\n   helm rollback orders <REV>\n   ```\n"
    "2. Restore `orders` from the backup.",
    "validation": "| check | wanted |\n|---|---|\n| errors | < 1 % |\n| `p95` | 200 ms \\| less |",
    "risk_analysis": "> A quoted warning.\n\n- [ ] open\n- [x] done",
}
STEPS = (
    Claim("Before:", ("C1",), layout=Layout.PARAGRAPH),
    Claim("Apply migration 0042.", ("F3.h1", "X5"), "migrate", layout=Layout.STEP),
    Claim("Restart `orders`.", ("W1",), "", Status.WEAK, ("Only a ticket says so.",), Layout.STEP),
)


def a_ticket() -> Ticket:
    ticket = Ticket(
        "0123456789abcdef", CHANGE, answers={"Who looks?": "Ada"}, dismissed={"migration 0041": "applied already"}
    )
    for name, text in TEXTS.items():
        ticket = ticket.with_text(name, text)
    return ticket.with_claims("deployment", STEPS)
