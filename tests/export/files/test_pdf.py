"""The ticket as a PDF: its text can be copied out, no letter is a box, no word leaves the page, nothing is run."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from relman_desktop.errors import InputError
from relman_desktop.export.files import pdf as module
from relman_desktop.export.files.faces import drawn, font_files, undrawn
from relman_desktop.export.files.pdf import pdf, said
from relman_desktop.export.targets.around import Link
from relman_desktop.export.ticket_value import TicketFile

from ...making_tickets import a_ticket
from ..files_data import is_golden, real_ticket


def opened(content: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(content))


def text_of(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in opened(content).pages)


def words_of(text: str) -> str:
    return "".join(text.split())


def with_notes(notes: str) -> TicketFile:
    return TicketFile(a_ticket().with_text("notes", notes))


def test_it_has_a_title_bookmarks_tags_and_page_numbers() -> None:
    reader = opened(pdf(real_ticket()))
    assert reader.metadata and reader.metadata.title == "Upgrade netbox from v4.6.7 to v4.6.8: 1 database migration"
    assert "relman-e06cad7fcfefcda8" in str(reader.metadata.get("/Keywords"))
    names = [one.title for one in reader.outline[1]]  # type: ignore[union-attr]
    assert names[:3] == ["Description", "Justification", "Deployment steps"]
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"] and "/StructTreeRoot" in reader.trailer["/Root"]  # type: ignore[index]
    total = len(reader.pages)
    assert total > 1
    for number, page in enumerate(reader.pages, 1):
        assert f"{number} / {total}" in page.extract_text()
        assert "CHG-2026-0142 · Upgrade netbox" in page.extract_text()


def test_all_of_the_ticket_can_be_copied_out() -> None:
    file = TicketFile(
        a_ticket(), "orders-service", links=(Link("PAY-7", "Page the orders", "https://x.example/PAY-7"),)
    )
    text = text_of(pdf(file))
    for said_there in (
        "Drop the column orders.legacy_id and page List<T> | 50", "Łukasz Ünal", "Apply migration 0042.", "__init__",
        "helm rollback orders <REV>", "Page the orders", "relman-0123456789abcdef", "p95", "☑", "☐", "c" * 64,
    ):  # fmt: skip
        assert words_of(said_there) in words_of(text), said_there
    assert "\u200b" not in text, "a command that is copied must be the command"
    addresses = {str(one.get_object()["/A"]["/URI"]) for page in opened(pdf(file)).pages for one in page["/Annots"]}  # type: ignore[attr-defined, index]
    assert {"https://x.example/PAY-7", "https://example.com/n"} <= addresses


def test_what_leads_elsewhere_than_to_the_web_is_no_link() -> None:
    file = TicketFile(a_ticket(), links=(Link("X-1", "", "javascript:alert(1)"), Link("X-2", "", "file:///etc/passwd")))
    content = pdf(file)
    assert b"javascript" not in content and b"file:" not in content and "X-2" in text_of(content)


@pytest.mark.parametrize(
    "text",
    ["Ελληνικά Кириллица", "日本語 中文 한국어", "😀 👩‍💻 🏳️‍🌈", "ภาษาไทย", "→ ✓ ─ ░ ∑ ☑", "ﬁ ½ ™ € ₿"],
)
def test_scripts_of_the_world_and_emoji_are_drawn(text: str) -> None:
    assert undrawn(text) == () and said(with_notes(text)) == ()
    assert words_of(text) in words_of(text_of(pdf(with_notes(text))))


@pytest.mark.parametrize("text", ["שלום עולם", "مرحبا بالعالم", "देवनागरी"])
def test_what_is_not_written_letter_by_letter_is_drawn(text: str) -> None:
    assert said(with_notes(text)) == () and b"ua" in pdf(with_notes(text))


def test_what_no_font_draws_stands_as_its_number_and_is_said() -> None:
    file = with_notes("Bengali ঘ and Khmer ញ ញ")
    text = text_of(pdf(file))
    assert "⟨U+0998⟩" in text and text.count("⟨U+1789⟩") >= 3 and "ঘ" not in text
    assert said(file) == (
        "2 characters are in no font of the app, so they stand as their numbers: "
        "⟨U+0998⟩ (bengali letter gha) and ⟨U+1789⟩ (khmer letter nyo).",
    )
    assert "Not drawn" in text, "whoever only has the file reads it, too"


def test_nothing_hides_in_it() -> None:
    text = text_of(pdf(with_notes("pay \u202e001\u202c now \u200b\x07 \ud800 end")))
    assert "⟨U+202E⟩" in text and "⟨U+0007⟩" in text and "\u202e" not in text


ATTACKS = (
    '#read("/etc/passwd")', "#panic()", "#import \"@preview/x:1.0.0\"", "$ sum $", "= A heading", "#eval(\"1\")",
    "\\u{41}", "<label>", "@ref", "// comment", "/* x */", "\"]\"}", "*a* _b_ `c`",
)  # fmt: skip


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_text_is_ever_markup_or_code_of_the_typesetter(attack: str) -> None:
    ticket = a_ticket().with_text("title", attack).with_text("assignee", attack).with_text("description", attack)
    file = TicketFile(ticket, attack, links=(Link(attack, attack),))
    held = words_of(text_of(pdf(file)))
    assert held.count(words_of(attack.replace("`", ""))) >= 3


def test_no_long_word_leaves_the_page() -> None:
    long = "/srv/" + "x" * 400 + "/" + "0123456789abcdef" * 20
    ticket = (
        a_ticket()
        .with_text("notes", long)
        .with_text("description", f"`{long}`\n\n```\n{long}\n```\n\n|a|b|\n|-|-|\n|{long}|x|")
    )
    reached: list[float] = []

    def visit(text: str, _cm: object, matrix: list[float], _font: object, size: float) -> None:
        if text.strip():
            reached.append(matrix[4])

    reader = opened(pdf(TicketFile(ticket)))
    for page in reader.pages:
        page.extract_text(visitor_text=visit)
    assert max(reached) < float(reader.pages[0].mediabox.width) - 50
    assert words_of(text_of(pdf(TicketFile(ticket)))).count(long) >= 3, "and nothing of it is lost"


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=200), st.text(max_size=60))
def test_any_text_becomes_a_pdf(text: str, title: str) -> None:
    ticket = (
        a_ticket()
        .with_text("description", text)
        .with_text("rollback", f"- {text}\n\n```\n{text}\n```")
        .with_text("title", title)
    )
    assert opened(pdf(TicketFile(ticket))).pages


def test_what_cannot_be_set_is_told_in_a_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "t.typ").write_text("#panic()")
    monkeypatch.setattr(module, "resource", lambda name: tmp_path / "t.typ" if name.endswith(".typ") else tmp_path)
    with pytest.raises(InputError, match="cannot be set as a PDF"):
        pdf(real_ticket())


def test_every_font_is_read() -> None:
    assert {path.stem for path in font_files()} >= {
        "NotoSans-Regular",
        "NotoEmoji-Regular",
        "wqy-microhei",
        "DejaVuSans",
    }
    assert len(drawn()) > 40_000 and ord("A") in drawn() and 0x10FFFF not in drawn()


def test_the_same_ticket_is_the_same_file() -> None:
    assert pdf(real_ticket()) == pdf(real_ticket())
    assert pdf(replace(real_ticket(), repo="other")) != pdf(real_ticket())


def test_the_real_ticket_says_what_it_said_when_it_was_looked_at() -> None:
    assert is_golden("ticket.pdf.txt", text_of(pdf(real_ticket())).encode())
