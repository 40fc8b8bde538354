"""A ticket as a release engineer has it in hand, with all that the panes can show; for tests and pictures."""

import sys
from collections.abc import Callable

from relman_desktop.drafting.proposal import Draft, Proposal, Question
from relman_desktop.facts.fact import Fact
from relman_desktop.sources.change import Hunk, Line
from relman_desktop.sources.evidence import Evidence, Trust
from relman_desktop.ticket import ChangeRef, Claim, Layout, Status, Ticket, text_of

PATH = "services/orders/src/main/resources/db/migration/V42__drop_orders_legacy_id.sql"


def a_claim(text: str, *evidence: str, layout: Layout = Layout.SENTENCE, reason: str = "") -> Claim:
    """A sentence; with a reason it is weak, with neither reason nor evidence unsupported."""
    status = Status.WEAK if reason else Status.SUPPORTED if evidence else Status.UNSUPPORTED
    return Claim(text, evidence, status=status, reasons=(reason,) if reason else (), layout=layout)


def steps(*texts: tuple[str, ...]) -> tuple[Claim, ...]:
    return tuple(a_claim(text, *evidence, layout=Layout.STEP) for text, *evidence in texts)


TITLE = (
    a_claim(
        "Upgrade orders-service to 1.5.0: drop column orders.legacy_id, new setting PAYMENT_TIMEOUT", "X1", "F2.h1"
    ),
)
DESCRIPTION = (
    a_claim("orders-service goes from 1.4.2 to 1.5.0.", "X1", "F7.h1", "C1", layout=Layout.PARAGRAPH),
    a_claim(
        "The migration V42 drops the column `orders.legacy_id`, which no code of the new version reads any more.",
        "X2",
        "F3.h1",
    ),
    a_claim(
        "Payments that take longer than PAYMENT_TIMEOUT (new, 30 seconds) are now cancelled and the customer is told, "
        "where the checkout page used to wait without an end.",
        "X4",
        "F2.h1",
        "F9.h2",
        "C4",
        "W1",
        layout=Layout.PARAGRAPH,
    ),
    a_claim(
        "Customers see an error sooner instead of a spinner.", "C4", reason="Only the message of commit C4 says so."
    ),
    a_claim("Checkout conversion improves by about two percent."),
    a_claim("New endpoint `GET /orders/{id}/refund-status`", "F11.h1", "F12.h1", layout=Layout.ITEM),
    a_claim("Node 18 is no longer supported by the build image", "F14.h1", "R2", layout=Layout.ITEM),
    a_claim("Retries of the export job are logged as warnings", "F15.h3", layout=Layout.ITEM),
)
DEPLOYMENT = steps(
    ("Tell the support team in #support that checkout may answer with errors for about two minutes.", "N3"),
    ("Set PAYMENT_TIMEOUT=30 in the production environment before the new version starts.", "X4", "F2.h1"),
    ("Run the migrations: `make migrate ENV=production`", "X2", "R1"),
    ("Deploy orders-service 1.5.0: `make deploy ENV=production`", "X1", "R4"),
    ("Watch the dashboard orders/checkout for ten minutes.", "N4"),
)
ROLLBACK = steps(
    (
        "The column orders.legacy_id cannot be brought back from the schema alone: restore it from the backup.",
        "X2",
        "F3.h1",
    ),
    ("Deploy orders-service 1.4.2: `make deploy ENV=production VERSION=1.4.2`", "R4"),
)
NEW_DESCRIPTION = (
    *DESCRIPTION[:2],
    a_claim(
        "Payments that take longer than PAYMENT_TIMEOUT (new, 30 seconds) are now cancelled and the customer is asked "
        "to try again, where the checkout page used to wait without an end.",
        "X4",
        "F2.h1",
        "W1",
        layout=Layout.PARAGRAPH,
    ),
    *DESCRIPTION[5:],
)
QUESTIONS = (
    Question("Q1", "justification", "What is the impact if we don't deploy?", "No commit and no ticket says so."),
    Question(
        "Q2",
        "justification",
        "How does this change get us closer to a business goal?",
        "The change and its three work tickets name no goal.",
    ),
    Question(
        "Q3", "justification", "What value comes from deploying this change?", "Only commit messages speak of it."
    ),
    Question("Q4", "justification", "Why is the change needed?", "W1 gives a symptom and no reason."),
    Question(
        "Q5",
        "validation",
        "How would our monitoring and alerting indicate if this deployment was successful?",
        "The repository holds no dashboard and no alert for the checkout.",
    ),
    Question("Q6", "schedule", "When does the deployment start and end?", "Nothing in the change says when."),
)
ANSWERED = "How would an end user know if the deployment was successful?"
DRAFT = Draft(
    {
        "title": Proposal("title", TITLE),
        "description": Proposal("description", NEW_DESCRIPTION),
        "deployment": Proposal("deployment", DEPLOYMENT),
        "rollback": Proposal("rollback", ROLLBACK),
        "assignee": Proposal("assignee", (a_claim("Priya Raman", "C1", "C4"),)),
    },
    QUESTIONS,
)


def a_ticket() -> Ticket:
    """A ticket in the making: drafted, edited by a person here and there, one question answered."""
    reference = ChangeRef("/home/priya/orders", "v1.4.2..v1.5.0", "a" * 40, "b" * 40, "c" * 64)
    ticket = Ticket("t1", reference, answers={ANSWERED: "A declined card shows the new notice within 30 seconds."})
    for name, claims in {
        "title": TITLE,
        "description": DESCRIPTION,
        "deployment": DEPLOYMENT,
        "rollback": ROLLBACK,
        "services": (a_claim("orders-service, checkout-web", "X1", "F9"),),
        "risk": (a_claim("high", "X2", "X4"),),
        "assignee": (a_claim("Priya Raman", "C1", "C4"),),
        "validator": (a_claim("@shop/checkout", "R7"),),
        "change_type": (a_claim("normal", "X2"),),
    }.items():
        ticket = ticket.with_claims(name, claims)
    edited = text_of(DEPLOYMENT).replace("about two minutes", "up to five minutes")
    edited += "\n6. Thank the night shift."
    return (
        ticket.with_text("deployment", edited)
        .with_text("change_id", "CHG-2026-0142")
        .with_text("state", "draft")
        .with_text("assignee", "Sam Okafor")
        .with_text("validation", "Pay with the test card 4000 0000 0000 0341 and see the new notice.")
    )


def a_hunk() -> Hunk:
    texts = (
        " -- Runs once; takes a lock on orders for the length of the ALTER.",
        " BEGIN;",
        "-ALTER TABLE orders ALTER COLUMN legacy_id DROP NOT NULL;",
        "-UPDATE orders SET legacy_id = NULL WHERE created_at < now() - interval '2 years';",
        "+ALTER TABLE orders DROP COLUMN legacy_id;",
        "+CREATE INDEX CONCURRENTLY orders_customer_created ON orders (customer_id, created_at DESC) "
        "WHERE status <> 'archived';",
        "+\t-- hidden: \u202e;)1=1 RO\u202c and a byte \udcff",
        " COMMIT;",
    )
    return numbered("F3.h1", 41, texts)


def numbered(hunk_id: str, start: int, texts: tuple[str, ...], section: str = "CREATE TABLE orders (") -> Hunk:
    """A hunk of patch lines, counted as git counts them."""
    lines, old, new = [], start, start
    for text in texts:
        sign = text[0]
        lines.append(Line(sign, text[1:], None if sign == "+" else old, None if sign == "-" else new))
        old, new = old + (sign != "+"), new + (sign != "-")
    return Hunk(hunk_id, start, old - start, start, new - start, section, tuple(lines))


HUNK_EVIDENCE = Evidence("F3.h1", "hunk", f"{PATH}:41", "", Trust.CODE)
COMMIT_EVIDENCE = Evidence(
    "C4",
    "commit",
    "1a2b3c4d5e",
    "Cancel payments that hang\n\nThe provider answers late about <b>once</b> in a thousand calls & the page then\n"
    "waits for ever. Closes PAY-12.",
    Trust.CLAIM,
)
FACT = Fact(
    "X2",
    "migration.drop_column",
    "Migration V42 drops the column `orders.legacy_id`.",
    ("F3.h1", "C4"),
    {"table": "orders", "column": "legacy_id"},
    90,
)
OTHERS = (COMMIT_EVIDENCE, HUNK_EVIDENCE, Evidence("W1", "work item", "PAY-12", "Checkout hangs", Trust.CLAIM))


def calls(work: Callable[[], object]) -> int:
    """How many Python functions a piece of work calls: what it costs, whatever the machine is doing."""
    count = 0

    def counted(*_: object) -> None:
        nonlocal count
        count += 1

    sys.setprofile(counted)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count
