"""Tokens are counted as the model counts them, whatever the text, and nothing is fetched for it."""

import base64
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import tiktoken
import tiktoken_ext.openai_public as public
from hypothesis import given, settings
from hypothesis import strategies as st

from relman_desktop.drafting.tokens import counter_for, exact, vocabulary
from relman_desktop.drafting.tokens.exact import pieces
from relman_desktop.files import data_folder, resource

ENCODINGS = {"o200k_base": "gpt-4o", "cl100k_base": "gpt-4-turbo"}


@pytest.fixture(scope="module", params=ENCODINGS)
def theirs(request: pytest.FixtureRequest) -> tiktoken.Encoding:
    """tiktoken's own encoding, made by its own code from the bytes that we ship."""

    def load(url: str, expected_hash: str) -> dict[bytes, int]:
        name = url.rpartition("/")[2].removesuffix(".tiktoken")
        assert vocabulary._entries()[name]["sha256"] == expected_hash
        lines = vocabulary.as_tiktoken(vocabulary._tokens(name)).splitlines()
        return {base64.b64decode(line.split()[0]): int(line.split()[1]) for line in lines}

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(public, "load_tiktoken_bpe", load)
        made: dict[str, Any] = getattr(public, request.param)()
    return tiktoken.Encoding(**made)


def plain(encoding: tiktoken.Encoding, text: str) -> int:
    return len(encoding.encode_ordinary(text))


texts = st.text(st.characters() | st.characters(categories=["Cs"]), max_size=400) | st.lists(
    st.sampled_from(
        ["\n", "\n\n", " ", "    ", "\t", "//", "+def f(x):", "naïve", "漢字", "😀", "<|endoftext|>", "'ll"]
    ),
    max_size=200,
).map("".join)


@given(text=texts)
def test_every_text_counts_as_tiktoken_counts_it(theirs: tiktoken.Encoding, text: str) -> None:
    counter = counter_for(ENCODINGS[theirs.name])
    assert (counter.name, counter.exact, counter.warning) == (theirs.name, True, "")
    assert counter.count(text) == plain(theirs, text)


@given(text=texts)
@settings(max_examples=200)
def test_pieces_are_the_text_and_count_as_much(theirs: tiktoken.Encoding, text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(exact, "_MOST", 40)
        cut = list(pieces(text))
    assert "".join(cut) == text
    assert -len(cut) < sum(plain(theirs, piece) for piece in cut) - plain(theirs, text) <= 3 * len(cut)  # merges differ


@given(
    st.lists(
        st.sampled_from(["+x = 1;", "-y()", "+    z(a, b) {", "@@ -1,2 +3 @@", "", "+", "-\t\treturn"]), max_size=60
    )
)
def test_pieces_that_begin_with_a_line_of_a_diff_count_exactly_as_much(lines: list[str]) -> None:
    text = "\n".join(lines)
    encoding = vocabulary.vocabulary("o200k_base")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(exact, "_MOST", 60)
        cut = list(pieces(text))
    if all(piece.startswith(("+", "-", "@")) for piece in cut[1:]):
        assert sum(plain(encoding, piece) for piece in cut) == plain(encoding, text)


def test_a_real_diff_counts_exactly_as_tiktoken_counts_it(theirs: tiktoken.Encoding) -> None:
    text = "".join(
        path.read_text("utf-8", "surrogateescape") for path in sorted(Path(__file__).parents[2].rglob("*.py"))
    )
    diff = "".join(f"+{line}\n" for line in text.splitlines())[:200_000]
    assert counter_for(ENCODINGS[theirs.name]).count(diff) == plain(theirs, diff)


RUNS = [
    " ",
    "\n",
    "\t",
    "a",
    "A",
    "é",
    "漢",
    "😀",
    "!",
    "/",
    "1",
    "\r\n",
    " \n",
    "aA",
    "\u0301",
    "\ud800",
    "\0",
    "'s",
    "\u00a0",
]


@pytest.mark.parametrize("run", RUNS, ids=ascii)
@pytest.mark.parametrize("model", [*ENCODINGS.values(), "llama3.1:8b"])
def test_a_million_characters_of_one_kind_are_counted_in_linear_time(model: str, run: str) -> None:
    counter = counter_for(model)
    quarter = run * (250_000 // len(run))
    seconds = []
    for text in (quarter, quarter * 4):
        started = time.thread_time()
        count = counter.count(text)
        seconds.append(time.thread_time() - started)
        assert len(text) / 200 <= count <= 4 * len(text) or counter.name == "estimate"
    assert seconds[1] < 8 * seconds[0] + 0.05


def test_control_tokens_in_a_text_are_text() -> None:
    assert counter_for("gpt-5").count("<|endoftext|><|endofprompt|>") > 4


def test_ten_thousand_changed_lines_are_counted_at_once() -> None:
    lines = "".join(f"+    result_{n} = compute_total(order_{n}, retries={n % 7}, key='k')\n" for n in range(10_000))
    for model in ("gpt-4o", "gpt-4", "qwen3:8b"):
        counter = counter_for(model)
        counter.count("warm")
        started = time.thread_time()
        counter.count(lines)
        assert time.thread_time() - started < 0.15, model


@pytest.mark.parametrize("folder", ["/nowhere/at/all", ""])
def test_no_vocabulary_is_ever_fetched(folder: str, tmp_path: Path) -> None:
    program = (
        "import socket\n"
        "def refuse(*_, **__): raise SystemExit('a socket was opened')\n"
        "socket.socket = socket.create_connection = socket.getaddrinfo = refuse\n"
        "from relman_desktop.drafting.tokens import counter_for\n"
        "print(*(counter_for(m).count('How many tokens is this?') for m in ('gpt-4o', 'gpt-4', 'gpt-3.5-turbo')))\n"
    )
    environment = {"TIKTOKEN_CACHE_DIR": folder, "TMPDIR": str(tmp_path), "PYTHONPATH": ":".join(sys.path)}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True)
    assert (done.stdout, done.returncode) == ("6 6 6\n", 0), done.stderr


@pytest.mark.parametrize(
    "damaged",
    [None, b"", b"no xz", 0.5, "flipped", "other"],
    ids=["missing", "empty", "another format", "half", "one bit", "another vocabulary"],
)
def test_a_damaged_vocabulary_is_replaced_by_the_estimate_and_said(
    damaged: bytes | float | str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = "o200k_base.merges.xz"
    folder = tmp_path / "resources/tokens"
    folder.mkdir(parents=True)
    for file in resource("tokens").iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    data = (folder / name).read_bytes()
    if damaged is None:
        (folder / name).unlink()
    else:
        (folder / name).write_bytes(_damaged(data, damaged))
    monkeypatch.setattr(vocabulary, "_made", {})
    monkeypatch.setattr(vocabulary, "resource", lambda name: tmp_path / "resources" / name)
    counter = counter_for("gpt-4o", correction=2.0)
    assert (counter.name, counter.exact) == ("estimate", False)
    assert name in counter.warning and "install the product again" in counter.warning
    assert counter.count("How many tokens is this?") == counter_for("some-model", 2.0).count("How many tokens is this?")
    assert counter_for("gpt-4").exact


def _damaged(data: bytes, how: bytes | float | str) -> bytes:
    if isinstance(how, bytes):
        return how
    if isinstance(how, float):
        return data[: int(len(data) * how)]
    if how == "other":
        return resource("tokens/cl100k_base.merges.xz").read_bytes()
    middle = len(data) // 2
    return data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]


def test_threads_that_want_a_vocabulary_at_once_share_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vocabulary, "_made", {})
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: vocabulary.vocabulary("cl100k_base"), range(8)))
        counts = list(pool.map(lambda _: counter_for("gpt-4").count("naïve " * 3_000), range(8)))
    assert len({id(one) for one in made}) == 1
    assert len(set(counts)) == 1


def test_a_start_reads_no_vocabulary_and_imports_no_tiktoken() -> None:
    program = (
        "import sys; import relman_desktop.drafting.tokens as t; t.counter_for('llama3.1:8b').count('x'); "
        "print('tiktoken' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=data_folder(), capture_output=True, text=True)
    assert done.stdout == "False\n", done.stderr


def test_the_notice_travels_with_the_vocabularies() -> None:
    assert "Copyright (c) 2022 OpenAI" in resource("tokens/NOTICE.txt").read_text("utf-8")
