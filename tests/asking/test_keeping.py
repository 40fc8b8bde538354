"""What was sent is kept the moment it goes out, each form of it once, with what it cost."""

import json
import os
import signal
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from time import monotonic, sleep

import pytest

from relman_desktop.llm.answer import Fault
from relman_desktop.loaded import Loaded
from relman_desktop.session import Session
from relman_desktop.settings import Settings
from relman_desktop.store.library import Library
from tests.llm.server import SILENCE, Scripted, in_turn, refusing

from .making import ANSWER, TITLED, WINDOW, Desk, claim, open_desk, reply, streamed, whole

ROOT = Path(__file__).parents[2]
SENDER = """
import sys
from pathlib import Path
from relman_desktop.jobs import Cancel
from relman_desktop.loaded import study
from relman_desktop.sources.opening import open_range
from relman_desktop.settings import Endpoint
from tests.asking.making import open_desk

folder, repository, released, url = sys.argv[1:]
with open_desk(Path(folder), study(open_range(Path(repository), released, Cancel()), Cancel())) as desk:
    desk.draft(Endpoint("test", url, "test-model", context=40_000))
"""


@pytest.mark.skipif(os.name == "nt", reason="kills with a signal")
@pytest.mark.parametrize("begun", ["", ANSWER[:1_500]], ids=["before the answer", "in the middle of it"])
def test_what_was_sent_is_kept_though_the_app_is_killed(tmp_path: Path, loaded: Loaded, begun: str) -> None:
    script = (lambda request: streamed(begun, SILENCE)) if begun else (lambda request: [SILENCE])
    with Scripted(script) as server:
        words = [str(tmp_path), loaded.opened.location, loaded.opened.range, server.url]
        sender = subprocess.Popen([sys.executable, "-c", SENDER, *words], cwd=ROOT)
        end = monotonic() + 20
        while not server.received and monotonic() < end and sender.poll() is None:
            sleep(0.002)
        sender.send_signal(signal.SIGKILL)
        sender.wait()
        (sent,) = server.received
    session = Session(Settings(), Library(tmp_path / "tickets.sqlite"))
    session.show(loaded).result()
    (kept,) = session.exchanges
    session.close()
    assert kept.body == sent.body and kept.url == server.url and kept.model == "test-model"
    assert kept.answer.fault is Fault.UNANSWERED and "no answer to it was kept" in kept.answer.said


def test_an_exchange_tells_what_was_said_and_what_it_cost(desk: Desk, home: Path) -> None:
    home.mkdir(exist_ok=True)
    price = 'hosts = ["127.0.0.1"]\nmodels = ["*"]\nprompt = 2.5\ncompletion = 10\ncached = 0.25\ncurrency = "EUR"'
    (home / "prices.toml").write_text(f"[[price]]\n{price}\n")
    with Scripted(whole(TITLED, prompt=10_000)) as server:
        prepared = desk.prepared(server.endpoint(context=WINDOW))
        assert prepared.cost and prepared.cost.currency == "EUR"
        asked = desk.ask(prepared)
    (kept,) = desk.session.exchanges
    assert asked.fault is None and kept.answer.text == TITLED and kept.answer.usage.prompt == 10_000
    assert kept.cost and kept.cost.currency == "EUR"
    assert kept.cost.amount == (Decimal("2.5") * 10_000 + 10 * Decimal(len(TITLED) // 4)) / 1_000_000
    assert kept.cost.amount <= prepared.cost.amount + Decimal("0.01"), "what was said to be the most"
    assert kept.when.endswith("Z") and kept.field == "" and not kept.repair


def test_a_server_that_counts_nothing_is_counted_for(desk: Desk, home: Path) -> None:
    home.mkdir(exist_ok=True)
    (home / "prices.toml").write_text('[[price]]\nhosts=["*"]\nmodels=["*"]\nprompt=1\ncompletion=1\n')
    wrong = reply(title=[claim("It is 40 % faster.", "X2")])
    with Scripted(whole(wrong)) as server:
        prepared = desk.prepared(server.endpoint(context=WINDOW))
        desk.ask(prepared)
    first, repair = desk.session.exchanges
    assert first.cost and repair.cost and not first.repair and repair.repair
    assert first.cost.amount > Decimal(prepared.tokens) / 1_000_000
    assert repair.cost.amount < first.cost.amount, "its task is shorter, and is counted by itself"


def test_each_form_that_a_server_refused_is_kept(desk: Desk) -> None:
    refusal = {"error": {"message": "Unsupported parameter: 'temperature'", "param": "temperature"}}
    with Scripted(in_turn(refusing(refusal), whole(TITLED))) as server:
        asked = desk.ask(desk.prepared(server.endpoint(context=WINDOW)))
        sent = [one.body for one in server.received]
    kept = desk.session.exchanges
    assert [one.body for one in kept] == sent and len({one.id for one in kept}) == len(sent) == asked.requests == 2
    assert kept[0].answer.fault is Fault.BAD_REQUEST and "another one" in kept[0].answer.said and kept[0].cost is None
    assert kept[1].answer.fault is None


def test_exchanges_belong_to_the_ticket_that_they_were_sent_for(tmp_path: Path, loaded: Loaded, desk: Desk) -> None:
    keep = desk.session.keeper()
    with Scripted(whole(TITLED)) as server:
        prepared = desk.prepared(server.endpoint(context=WINDOW))
        other = replace(loaded, opened=replace(loaded.opened, location="/another"))
        desk.session.show(other).result()  # another change is opened meanwhile
        desk.ask(prepared, keep=keep)
    assert not desk.session.exchanges
    desk.session.show(loaded).result()
    assert len(desk.session.exchanges) == 1


def test_a_session_that_was_closed_meanwhile_holds_up_nothing(tmp_path: Path, loaded: Loaded) -> None:
    with open_desk(tmp_path / "other", loaded) as desk, Scripted(whole(TITLED)) as server:
        keep = desk.session.keeper()
        prepared = desk.prepared(server.endpoint(context=WINDOW))

        def closing(exchange: object) -> None:
            keep(exchange)  # type: ignore[arg-type]
            desk.session.close()

        asked = desk.ask(prepared, keep=closing)
    assert asked.draft and any("closed" in note for note in asked.notes)


def test_an_exchange_is_read_back_as_it_was_kept(desk: Desk) -> None:
    odd = json.dumps({"fields": {"title": [{"text": "a\udc80b 🚀 \u2028", "evidence": [], "quote": ""}]}})
    with Scripted(whole(odd, prompt=5)) as server:
        desk.ask(desk.prepared(server.endpoint(context=WINDOW)))
    kept = desk.session.exchanges[0]
    assert kept.answer.text == odd and type(kept).from_json(kept.to_json()) == kept
