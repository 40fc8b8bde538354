"""A ticket on the night of its deployment, and its times; for tests and pictures."""

from datetime import UTC, datetime, timedelta

from relman_desktop.life import Life, Part, Ticked
from relman_desktop.life.clock import text_of
from relman_desktop.ticket import ChangeRef, Ticket

DEPLOYMENT = """Before:

1. Tell #orders-deploys that it begins (about 5 min).
2. Back up the database: `pg_dump --format=custom --file=/backups/orders.dump orders` (about 10 min)

During:

3. Apply the migrations (about 5 min):
   ```sh
   $ docker compose run --rm web python manage.py migrate
   ```
4. Restart with the new image (about 10 min):
   ```
   docker compose pull web worker
   docker compose up -d --no-deps web worker
   ```
   It takes a moment until the first page comes.
"""
ROLLBACK = """Go back if, by the team's thresholds:

- “share of orders that fail” is above 5 % for 5 minutes (Grafana, dashboard “Orders”); alert: OrdersFailing.
- `refunds_an_hour` passes 20 (https://grafana.example.com/d/refunds).

1. Put the previous tag into .env and restart: `docker compose up -d --no-deps web worker` (about 10 min)
2. Tell #orders-deploys.
"""
VALIDATION = """1. Before the deployment, run the unit tests: `make test`
2. Run the smoke tests: `make smoke URL=https://orders.example.com`
3. Watch “share of orders that fail” for 30 min (Grafana, dashboard “Orders”): go back if it is above 5 % for 5 minutes.
4. In the weeks after, look at how many refunds the support desk makes itself.
"""
BEGAN = datetime(2026, 11, 24, 19, 0, tzinfo=UTC)


def at(minutes: float) -> str:
    """So many minutes after the planned beginning."""
    return text_of(BEGAN + timedelta(minutes=minutes))


def a_ticket(ticket_id: str = "0123456789abcdef") -> Ticket:
    """A ticket that is approved, with nothing told of its life yet."""
    change = ChangeRef("/home/priya/orders", "v1.4.0..v1.5.0", "a" * 40, "b" * 40, "")
    texts = {
        "title": "Upgrade orders-service to 1.5.0",
        "deployment": DEPLOYMENT,
        "rollback": ROLLBACK,
        "validation": VALIDATION,
        "schedule": "2026-11-24 20:00 to 21:00 Europe/Berlin",
        "state": "approved",
    }
    ticket = Ticket(ticket_id, change)
    for name, text in texts.items():
        ticket = ticket.with_text(name, text)
    return ticket


def step(ticket: Ticket, part: Part, number: int) -> Ticked:
    return Life.of(ticket).parts[part][number - 1]
