"""Textile: Redmine's own formatter, and our reader, find the same words in it, and no mark that is not ours."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from lxml import html as lxml_html

from relman_desktop.export.markup import Flavour, render
from relman_desktop.export.markup.reading import read
from relman_desktop.sources.work.markup import textile_to_markdown

from . import sites
from .texts import stands_in, texts
from .trees import words

_FORMATTER = Path(__file__).with_name("redmine_formatter.rb")
_REDMINE = Path("/usr/share/redmine/lib/redmine/wiki_formatting/textile/redcloth3.rb")
_OURS = {
    "p",
    "br",
    "a",
    "strong",
    "del",
    "code",
    "pre",
    "ul",
    "ol",
    "li",
    "blockquote",
    "table",
    "tr",
    "td",
    "th",
    "hr",
}
_OURS |= {"div", "tbody", "h1", "h2", "h3", "h4", "h5", "h6"}


@settings(deadline=None, max_examples=40)
@given(texts)
def test_our_reader_of_textile_finds_the_same_words(text: str) -> None:
    told = sites.github(textile_to_markdown(render(text, Flavour.TEXTILE)), footnotes=False)
    assert stands_in(words(read(text)), words(told, told=True))


@pytest.mark.slow
def test_redmine_itself_finds_the_same_words_and_no_mark_that_is_not_ours(tmp_path: Path) -> None:
    if not _REDMINE.exists() or not shutil.which("ruby"):
        pytest.skip("Debian's package redmine is not installed")
    written: list[str] = []

    @settings(max_examples=600, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(texts)
    def gather(text: str) -> None:
        written.append(text)

    gather()
    for text, made in zip(
        written, _formatted([render(text, Flavour.TEXTILE) for text in written], tmp_path), strict=True
    ):
        root = lxml_html.fragment_fromstring(made, create_parent="div")
        assert stands_in(words(read(text)), root.text_content()), (text, made)
        assert {element.tag for element in root.iter()} <= _OURS, (text, made)


@pytest.mark.slow
def test_redmine_itself_shows_marks_as_ours(tmp_path: Path) -> None:
    if not _REDMINE.exists() or not shutil.which("ruby"):
        pytest.skip("Debian's package redmine is not installed")
    steps = "1. Back **up**:\n   ```\n   make {{x}}\n\n   again\n   ```\n2. ~~No~~ `a_b`\n   - [x] [c](https://e.org)"
    text = f"{steps}\n\n| a |\n| - |\n| b |"
    (made,) = _formatted([render(text, Flavour.TEXTILE)], tmp_path)
    root = lxml_html.fragment_fromstring(made, create_parent="div")
    assert [one.text_content() for one in root.xpath(".//ol/li/strong|.//ol/li/del|.//ol/li/code")] == [
        "up",
        "No",
        "a_b",
    ]
    assert root.xpath("string(.//ol/li[1]/pre)").strip() == "make {{x}}\n\nagain"
    assert root.xpath("string(.//ol/li[2]/ul/li/a/@href)") == "https://e.org"
    assert [one.text.strip() for one in root.xpath(".//table//th|.//table//td")] == ["a", "b"]


def _formatted(textiles: list[str], folder: Path) -> list[str]:
    (folder / "in.json").write_text(json.dumps(textiles))
    command = ["ruby", str(_FORMATTER), str(folder / "in.json"), str(folder / "out.json")]
    done = subprocess.run(command, cwd="/usr/share/redmine", capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr[-2_000:]
    made: list[str] = json.loads((folder / "out.json").read_text("utf-8"))
    return made
