"""A real repository with a feature branch, its ticket, and the same ticket after the branch moved on."""

from dataclasses import dataclass
from pathlib import Path

from relman_desktop.beginning import new_ticket
from relman_desktop.drafting.moving import Carried, carry_over
from relman_desktop.drafting.proposal import Material
from relman_desktop.drafting.template import draft_ticket
from relman_desktop.jobs import Cancel
from relman_desktop.loaded import Loaded, study
from relman_desktop.sources.between import Between
from relman_desktop.sources.opening import open_range
from relman_desktop.sources.work.merging import merged
from relman_desktop.ticket import Claim, Layout, Ticket

from ...sources.repos import RepoBuilder, a_repository

RANGE = "main..feature/x"
CODE = "".join(f"def step_{number}(order):\n    return order.total + {number}\n\n\n" for number in range(12))
SETTINGS = """import os

TIMEOUT = int(os.environ.get("SHOP_TIMEOUT", "5"))
"""


def a_shop(folder: Path) -> RepoBuilder:
    """`main`, and `feature/x` on it with two commits: a setting, and a migration with code."""
    repo = a_repository(folder)
    repo.write("shop/settings.py", SETTINGS).write("shop/orders.py", CODE).write("README.md", "# Shop\n")
    repo.write("migrations/0001_orders.sql", "CREATE TABLE orders (id int, legacy_id int, total int);\n")
    repo.commit("First")
    repo.branch("feature/x").write("shop/settings.py", SETTINGS + 'MAIL = os.environ["SHOP_MAIL_FROM"]\n')
    repo.commit("feat: send mails to buyers", "Buyers wait for them. PAY-12")
    repo.write("migrations/0002_legacy.sql", "ALTER TABLE orders DROP COLUMN legacy_id;\n")
    repo.write("shop/orders.py", CODE.replace("order.total + 7", "order.total + 70").replace("+ 2\n", "+ 20\n"))
    repo.commit("fix: drop the legacy id", "Nobody reads it.")
    return repo


@dataclass
class Moving:
    """A ticket, and its branch."""

    repo: RepoBuilder
    loaded: Loaded
    ticket: Ticket

    def material(self) -> Material:
        return known(self.loaded, self.ticket)

    def with_claims(self, field: str, *claims: Claim) -> None:
        self.ticket = self.ticket.with_claims(field, claims)

    def evidence(self, path: str, line: str = "") -> str:
        """The id of a file of the change, or of the hunk in it that holds a line."""
        change = self.loaded.change
        file = next(file for file in change.files if file.path == path)
        if not line:
            return file.id
        hunks = change.hunks(file, Cancel())
        return next(hunk.id for hunk in hunks if any(line in one.text for one in hunk.lines if one.sign != " "))

    def fact(self, kind: str) -> str:
        return self.loaded.facts.of(kind)[0].id

    def on(self, text: str = RANGE) -> tuple[Carried, Loaded]:
        """The ticket carried over to what the branch is now."""
        now = study(open_range(self.repo.root, text, Cancel()), Cancel())
        between = (
            Between(now.opened.repository, self.loaded.change.head, now.change.head) if now.opened.repository else None
        )
        return carry_over(self.ticket, self.material(), known(now, self.ticket), now.reference, Cancel(), between), now


def moving(repo: RepoBuilder) -> Moving:
    """A ticket of the branch as it is now, all fields from the template."""
    loaded = study(open_range(repo.root, RANGE, Cancel()), Cancel())
    ticket = new_ticket("t1", loaded.reference)
    for name, proposal in draft_ticket(known(loaded, ticket)).proposals.items():
        if proposal.usable:
            ticket = ticket.with_claims(name, proposal.usable)
    return Moving(repo, loaded, ticket)


def known(loaded: Loaded, ticket: Ticket) -> Material:
    """All that is known of a change, with the facts that the person dismissed."""
    profile = loaded.profile.numbered(ticket.meant)
    work = merged(loaded.work, meant=ticket.meant)
    change_id = ticket.entry("change_id").text
    return Material(loaded.change, loaded.facts, work, ticket.answers, change_id, profile, ticket.meant)


def sentence(text: str, *evidence: str, layout: Layout = Layout.PARAGRAPH) -> Claim:
    """What a model might have written."""
    return Claim(text, evidence, layout=layout)
