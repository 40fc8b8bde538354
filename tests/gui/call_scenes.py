"""A model call as a release engineer meets it, ready to be sent and answered; for tests and pictures."""

import json
from dataclasses import dataclass, replace
from decimal import Decimal

from relman_desktop.drafting.pack.packed import Coverage, Level, Pack
from relman_desktop.drafting.redaction.record import Redaction
from relman_desktop.drafting.tokens.cost import Cost
from relman_desktop.llm.answer import Answer, Fault, Usage
from relman_desktop.settings import Endpoint

LOCAL = Endpoint("local qwen", "http://localhost:11434/v1", "qwen3:32b", preset="ollama", context=32_768)
HOSTED = Endpoint("OpenAI", "https://api.openai.com/v1", "gpt-4.1", preset="openai", budget=64_000)
PROXY = Endpoint("proxy", "http://127.0.0.1:4000/v1", "gpt-4.1", preset="litellm")
CLOUD = Endpoint("ollama cloud", "http://localhost:11434/v1", "gpt-oss:120b-cloud", preset="ollama")
OPEN = Endpoint("office", "http://models.example.org/v1", "qwen3:32b")
HOSTILE = "docs/\u202egpj.<img src=x>\u200b/notes & <b>more</b>.md"


@dataclass(frozen=True)
class Prepared:
    endpoint: Endpoint
    field: str
    body: bytes
    pack: Pack
    tokens: int
    exact: bool
    budget: int
    cost: Cost | None
    follow_up: bool = True
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Exchange:
    when: str
    endpoint: str
    url: str
    model: str
    field: str
    body: bytes
    answer: Answer
    cost: Cost | None
    repair: bool = False

    @property
    def id(self) -> str:
        return self.when


def a_coverage(full: int = 45, partial: int = 1, condensed: int = 4, named: int = 2) -> tuple[Coverage, ...]:
    """Files of every level, in the order of a manifest."""
    levels = [Level.FULL] * full + [Level.PARTIAL] * partial + [Level.CONDENSED] * condensed + [Level.NAMED] * named
    reasons = {
        Level.FULL: "",
        Level.PARTIAL: "The other hunks do not fit: 41 of them only move calls into the new package.",
        Level.CONDENSED: "Generated: 1,204 lines that nobody wrote by hand; 12 packages changed.",
        Level.NAMED: "Binary.",
    }
    rows = []
    for number, level in enumerate(levels, 1):
        hunks = 0 if level is Level.NAMED else number % 7 + 2
        sent = {Level.FULL: hunks, Level.PARTIAL: hunks // 2}.get(level, 0)
        path = f"services/orders/src/main/java/shop/orders/{level}/{'checkout/' * (number % 3)}Handler{number}.java"
        rows.append(Coverage(f"F{number}", path, level, sent, hunks, reasons[level], 120 * sent + 20))
    return tuple(rows)


REDACTIONS = (
    Redaction("[[SECRET_AWS_KEY_1]]", "aws-access-token", "F3.h2", 2),
    Redaction("[[SECRET_URL_PASSWORD_1]]", "url-userinfo", "F12.h1", 1),
    Redaction("[[SECRET_PEM_1]]", "private-key", "C4", 1),
)


def a_pack(coverage: tuple[Coverage, ...] | None = None, redactions: tuple[Redaction, ...] = REDACTIONS) -> Pack:
    coverage = a_coverage() if coverage is None else coverage
    warnings = ("3 hidden characters were taken out of F2.h1.",) if redactions else ()
    return Pack("evidence", {}, coverage, redactions, 28_000, 30_000, "n0nce", warnings)


def a_body(evidence: str = "") -> bytes:
    """The bytes of a request as the client writes them."""
    asked = {
        "model": "gpt-4.1",
        "messages": [
            {"role": "system", "content": "You write change tickets. Cite the evidence for every sentence."},
            {
                "role": "user",
                "content": evidence
                or "<evidence n0nce>\nF3.h1 db/V42__drop.sql:41\n-ALTER TABLE orders DROP COLUMN old_id;\n"
                "+ALTER TABLE orders DROP COLUMN legacy_id;\n+-- <b>key</b> [[SECRET_AWS_KEY_1]]\n</evidence n0nce>",
            },
            {"role": "user", "content": "Write the fields title, description, justification."},
        ],
        "response_format": {"type": "json_schema", "json_schema": {"name": "ticket", "strict": True, "schema": {}}},
        "max_completion_tokens": 4000,
        "stream": True,
    }
    return json.dumps(asked, separators=(",", ":"), ensure_ascii=False).encode()


def prepared(**changes: object) -> Prepared:
    made = Prepared(LOCAL, "", a_body(), a_pack(), 31_200, False, 32_768, Cost("USD", Decimal("0.0123")))
    return replace(made, **changes)  # type: ignore[arg-type]


ANSWER = '{"title":[{"evidence":["X1","F2.h1"],"text":"Drop orders.legacy_id"}],"description":[]}'
SENT = (
    Exchange(
        "2026-03-04T12:03:09+00:00",
        "OpenAI",
        HOSTED.url,
        HOSTED.model,
        "",
        a_body(),
        Answer(
            ANSWER,
            Usage(31_214, 1_893, 28_000, 640),
            notes=("The server refused temperature, which was left out.",),
            first_token_s=0.84,
            total_s=12.31,
        ),
        Cost("USD", Decimal("0.0775")),
    ),
    Exchange(
        "2026-03-04T12:04:41Z",
        "OpenAI",
        HOSTED.url,
        HOSTED.model,
        "description",
        a_body(),
        Answer(ANSWER, Usage(31_402, 412), total_s=4.2),
        Cost("USD", Decimal("0.0661")),
        repair=True,
    ),
    Exchange(
        "2026-03-04T12:09:02",
        "local qwen",
        LOCAL.url,
        LOCAL.model,
        "rollback",
        a_body(),
        Answer(
            '{"rollback":[{"evi',
            fault=Fault.STALLED,
            said="local qwen sent nothing for 60 seconds; its text so far was kept. Try again, or raise the time-out.",
            detail="<html><b>504</b> upstream \u202etimed out",
            total_s=61.0,
        ),
        None,
    ),
)
