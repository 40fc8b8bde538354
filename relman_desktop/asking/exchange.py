"""A request that was sent for a ticket, and what came back: what the person can look up afterwards."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from dataclasses import field as default
from datetime import datetime
from decimal import Decimal
from typing import Any

from ..drafting.tokens.prices import Cost
from ..llm.answer import Answer, Fault, Usage
from ..ticket import text_from_json


@dataclass(frozen=True)
class Exchange:
    """One call. Its body holds what was sent, masked; a key is never part of it.

    It is kept when it goes out, and again with its answer: what was sent is known even if the app ends in between.
    """

    id: str
    when: str  # UTC, ISO 8601
    endpoint: str  # the person's name for it
    url: str
    model: str
    field: str  # "" for all fields
    body: bytes
    answer: Answer
    cost: Cost | None  # by the server's own counts where it told them
    repair: bool = False  # the one call that may mend failing claims
    prompts: Mapping[str, str] = default(
        default_factory=dict
    )  # the versions of the prompts that it was made with, by name

    def to_json(self) -> dict[str, Any]:
        """Plain values, for keeping."""
        answer = asdict(self.answer) | {"fault": self.answer.fault}
        cost = asdict(self.cost) | {"amount": str(self.cost.amount)} if self.cost else None
        kept = {name: getattr(self, name) for name in ("id", "when", "endpoint", "url", "model", "field", "repair")}
        body = self.body.decode("utf-8", "surrogateescape")
        return kept | {"body": body, "answer": answer, "cost": cost, "prompts": dict(self.prompts)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Exchange":
        """The exchange that `to_json` gave. Raises `KeyError`, `TypeError`, `ValueError` … where it is none."""
        given = _known(Answer, data["answer"])
        fault = Fault(given["fault"]) if given["fault"] else None
        usage = Usage(**_known(Usage, given["usage"]))
        answer = Answer(**given | {"usage": usage, "fault": fault, "notes": tuple(given["notes"])})
        cost = _cost(data["cost"]) if data["cost"] else None
        texts = {name: text_from_json(data[name]) for name in ("id", "when", "endpoint", "url", "model", "field")}
        datetime.fromisoformat(texts["when"])
        return cls(
            **texts,
            repair=bool(data["repair"]),
            prompts={str(name): text_from_json(one) for name, one in data.get("prompts", {}).items()},
            body=data["body"].encode("utf-8", "surrogateescape"),
            answer=answer,
            cost=cost,
        )


def exchanges_of(kept: Iterable[Mapping[str, Any]]) -> tuple[Exchange, ...]:
    """The exchanges that were kept; what cannot be read is left out, for a ticket may come from anywhere."""
    return tuple(one for data in kept if (one := _readable(data)))


def _readable(data: Mapping[str, Any]) -> Exchange | None:
    try:
        return Exchange.from_json(data)
    except (KeyError, TypeError, ValueError, AttributeError, ArithmeticError):
        return None


def _cost(data: Mapping[str, Any]) -> Cost:
    return Cost(**_known(Cost, data) | {"amount": Decimal(data["amount"])})


def _known(kind: type, data: Mapping[str, Any]) -> dict[str, Any]:
    """What a class knows of values that another version may have written."""
    names = {one.name for one in fields(kind)}
    return {name: value for name, value in data.items() if name in names}
