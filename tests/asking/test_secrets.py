"""Secrets in everything that a draft is made of, and none of them in anything that leaves or stays."""

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from relman_desktop.cli import main
from relman_desktop.drafting.redaction.masking import MASKED
from relman_desktop.export.text import FORMATS
from relman_desktop.fields import WRITTEN
from relman_desktop.keys import forget_key, keep_key
from relman_desktop.settings import Endpoint, Settings, save_settings
from tests.llm.server import Received, Scripted, Step, in_turn, refusing

from .making import ANSWER, WINDOW, Desk, claim, open_desk, reply, whole
from .planted_release import Release, release, some_cases

ROOM = {"context": 400_000, "budget": 300_000}
CHOSEN = ("branch name",)  # of the range that the person chose, by which it is opened again
KEY = "sk-proj-k3yThatIsPlanted9Xq27LmNoPq4RsTuVwXyZ"


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Release:
    return release(tmp_path_factory.mktemp("planted") / "repo", some_cases(1, 12))


def _standing(secrets: Iterable[bytes], *places: bytes) -> list[bytes]:
    """The secrets that stand in one of the places, as they are or as JSON writes them."""
    both = b"\0".join(places)
    return [one for one in secrets if one in both or json.dumps(one.decode())[1:-1].encode() in both]


def _echo(request: Received) -> list[Step]:
    """A model that repeats what it was given, line by line, and the masks in it."""
    said = "\n".join(message["content"] for message in request.json["messages"])
    cited = re.findall(r"^@@ (F\d+\.h\d+)", said, re.MULTILINE) or ["F1"]
    lines = [line[1:].strip() for line in said.splitlines() if line[:1] in "+- " and line[1:].strip()][:120]
    lines += [one.strip() for one in said.splitlines() if MASKED.search(one)][:60]
    claims = [claim(line, cited[number % len(cited)], quote=line) for number, line in enumerate(lines)]
    fields = {one.name: claims[at :: len(WRITTEN)] for at, one in enumerate(WRITTEN)}
    questions = [{"field": "title", "question": f"What is {line}?", "why": line} for line in lines[-8:]]
    return list(whole(reply(questions, **fields), prompt=len(said) // 4)(request))


def _files(folder: Path) -> Iterator[bytes]:
    yield from (one.read_bytes() for one in folder.rglob("*") if one.is_file())


def _kept(desk_folder: Path, home: Path) -> bytes:
    return b"\0".join([*_files(home), *(one.read_bytes() for one in desk_folder.glob("tickets.sqlite*"))])


def _whole_path(planted: Release, folder: Path, home: Path, said: pytest.CaptureFixture[str]) -> None:
    """From the change to the exports, with a model that repeats all it is given."""
    with open_desk(folder, planted.loaded) as desk:
        sent = _sent(desk, planted)
        assert sent[0].count(b"[[SECRET_") > len(planted.cases) // 4
        _nothing_stands(planted, desk, sent, folder, home)
    captured = said.readouterr()
    assert not _standing(planted.secrets(), captured.out.encode(), captured.err.encode())


def _sent(desk: Desk, planted: Release) -> list[bytes]:
    """All that went out for drafts of the whole ticket and of single fields, each accepted."""
    assert desk.session.draft
    questions = [one.question for one in desk.session.draft.questions]
    for question, answer in zip(questions, planted.answers, strict=False):
        desk.session.answer(question, answer)
    with Scripted(_echo) as server:
        for one in ("", "description", "rollback"):
            asked = desk.draft(server.endpoint(**ROOM), one)
            assert asked.draft and asked.draft.proposals
            for proposal in asked.draft.proposals.values():
                desk.session.accept(proposal)
        assert len(server.received) > 3, "a repair, too"
        return [request.body + repr(request.headers).encode() for request in server.received]


def _nothing_stands(planted: Release, desk: Desk, sent: list[bytes], folder: Path, home: Path) -> None:
    session = desk.session
    assert not _standing(planted.secrets(), *sent), "in a request"
    # what a person answers is kept in their own words
    answered = frozenset(one.encode() for one in session.material.answers.values())
    others = frozenset(one for one in planted.secrets() if not any(one in answer for answer in answered))
    kept = others - planted.secrets(*CHOSEN)
    exported = [session.text(name).encode() for name in FORMATS]
    assert not _standing(others, *exported), "in an export"
    assert not _standing(others, repr([session.draft, desk.growing, session.exchanges]).encode()), "in a draft"
    assert not _standing(kept, _kept(folder, home)), "in what is kept, while it is open"
    session.close()
    assert not _standing(kept, _kept(folder, home)), "in what is kept"


def test_no_secret_leaves_or_stays(
    few: Release, tmp_path: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _whole_path(few, tmp_path, home, capsys)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_no_secret_of_hundreds_leaves_or_stays(
    tmp_path: Path, home: Path, capsys: pytest.CaptureFixture[str], seed: int
) -> None:
    cases = some_cases(seed, 2)
    assert len(cases) > 200
    _whole_path(release(tmp_path / "repo", cases), tmp_path, home, capsys)


def test_no_secret_in_what_the_command_line_says(few: Release, capsys: pytest.CaptureFixture[str]) -> None:
    opened = few.loaded.opened
    words = ["--repo", opened.location, "--range", opened.range]
    with Scripted(_echo) as server:
        endpoint = server.endpoint(**ROOM)
        save_settings(Settings(endpoints=(endpoint,), endpoint=endpoint.name))
        for form in ("markdown", "plain", "json"):
            assert main(["draft", *words, "--drafter", "model", "--format", form]) == 0
            said = capsys.readouterr()
            told = json.loads(said.out)["fields"] if form == "json" else said.out
            assert not _standing(few.secrets(), json.dumps(told).encode(), said.err.encode())
        assert main(["request", *words, "--format", "raw"]) == 0
        assert not _standing(few.secrets(), capsys.readouterr().out.encode())


def test_a_small_room_masks_the_same(few: Release, tmp_path: Path) -> None:
    with open_desk(tmp_path, few.loaded) as desk:
        for budget in (9_000, 16_000, 40_000):
            body = desk.prepared(Endpoint("x", "http://127.0.0.1:9/v1", "qwen3", budget=budget)).body
            assert not _standing(few.secrets(), body)


@pytest.mark.parametrize("place", ["session", "variable"])
def test_a_key_is_nowhere_but_in_its_header(
    desk: Desk,
    home: Path,
    tmp_path: Path,
    place: str,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    echoing = reply(title=[claim(f"The key is {KEY} and it is 40 % faster.", "X2")])
    refusal = refusing({"error": {"message": f"Incorrect API key provided: {KEY}"}}, "401 Unauthorized")
    with Scripted(in_turn(whole(echoing), whole(ANSWER), refusal)) as server:
        endpoint = server.endpoint(context=WINDOW, key_variable="SOME_KEY" if place == "variable" else "")
        if place == "session":
            keep_key(endpoint, KEY)
        else:
            monkeypatch.setenv("SOME_KEY", KEY)
        desk.session.change_settings(Settings(endpoints=(endpoint,), endpoint=endpoint.name))
        for _ in range(2):
            desk.draft(endpoint)
        assert main(["doctor", "--probe"]) == 3  # the script answers nothing that a test asks for
        received = server.received
        forget_key(endpoint)
    assert {one.headers["authorization"] for one in received} == {f"Bearer {KEY}"}
    others = [{name: value for name, value in one.headers.items() if name != "authorization"} for one in received]
    told = capfd.readouterr()
    everywhere = [
        *(one.body for one in received),
        repr(others).encode(),
        _kept(tmp_path, home),
        repr([desk.session.draft, desk.growing, desk.session.exchanges]).encode(),
        f"{told.out}{told.err}".encode(),
        *(desk.session.text(name).encode() for name in FORMATS),
    ]
    assert not _standing([KEY.encode(), KEY[:20].encode()], *everywhere)
