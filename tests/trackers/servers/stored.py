"""The items that each server holds, as no tracker has them: what a person wrote, before any markup."""

from dataclasses import dataclass, field
from typing import Literal

Sort = Literal["heading", "text", "items", "tasks", "code"]


@dataclass(frozen=True)
class Block:
    sort: Sort
    text: str = ""
    items: tuple[str, ...] = ()


@dataclass(frozen=True)
class Stored:
    number: int
    title: str
    blocks: tuple[Block, ...] = ()
    state: Literal["open", "done", "dropped"] = "open"
    bug: bool = False
    labels: tuple[str, ...] = ()
    assignee: str = ""
    parent: int = 0
    links: tuple[int, ...] = ()
    criteria: tuple[str, ...] = ()
    updated: str = "2026-03-04T10:20:30+00:00"
    moved: bool = False

    @property
    def words(self) -> str:
        return " ".join((self.title, *(block.text for block in self.blocks))).lower()


REFUND, EPIC, LINKED, LONG, LETTERS, MOVED, EMPTY, DROPPED, SECRET, MISSING = 12, 11, 13, 14, 15, 16, 17, 18, 19, 4040
PAGED = range(20, 140)  # items that hold the word "invoice", more than fit two pages
CODE = 'def refund(order):\n    if order.paid < 0:\n        raise ValueError("<negative>")\n    return order.paid * 2'
HEBREW, ARABIC, CHINESE, FAMILY = "החזר כספי כפול", "استرداد مزدوج", "重复退款", "👩‍👩‍👧‍👦"
LONG_TEXT = " ".join(f"Sentence {number} of the long one." for number in range(400))
assert len(LONG_TEXT) > 10_000

_ALL = (
    Stored(EPIC, "Refunds", state="open"),
    Stored(
        REFUND,
        "Refund is paid twice",
        (
            Block("text", "A refund that is asked for twice is paid twice."),
            Block("heading", "What happens"),
            Block("items", items=("open the order", "press Refund two times")),
            Block("code", CODE),
        ),
        bug=True,
        labels=("payments", "urgent"),
        assignee="Ada Lovelace",
        parent=EPIC,
        links=(LINKED,),
        criteria=("A second refund of the same order is refused.", "The customer sees why it was refused."),
    ),
    Stored(LINKED, "Log every refund", (Block("text", "For the auditors."),), state="done"),
    Stored(LONG, "A long one", (Block("text", LONG_TEXT), Block("text", "The end of it."))),
    Stored(
        LETTERS,
        f"Refund 🎉 {HEBREW}",
        (
            Block("text", f"{ARABIC} and {CHINESE}, for a {FAMILY} of four."),
            Block("code", f"print('{HEBREW}')  # 🧾"),
        ),
        labels=(ARABIC,),
    ),
    Stored(MOVED, "Shown in the shop", (Block("text", "It went to the shop's people."),), moved=True),
    Stored(EMPTY, "Nothing but a title"),
    Stored(DROPPED, "Pay by fax", state="dropped"),
    *(Stored(one, f"Invoice {one} is late", (Block("text", "Send it."),)) for one in PAGED),
)


@dataclass
class Store:
    """What one server holds."""

    items: dict[int, Stored] = field(default_factory=lambda: {one.number: one for one in _ALL})

    def found(self, words: str) -> list[Stored]:
        """Those that hold all the words, the newest first."""
        asked = words.lower().split()
        return [one for number, one in sorted(self.items.items(), reverse=True) if all(w in one.words for w in asked)]
