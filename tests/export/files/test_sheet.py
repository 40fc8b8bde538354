"""The ticket as a row of a spreadsheet: whole, in UTF-8, and calculated by none."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relman_desktop.export.files.sheet import defused, sheet
from relman_desktop.export.ticket_value import TicketFile
from relman_desktop.fields import FIELDS

from ...making_tickets import TEXTS, a_ticket
from ..files_data import is_golden, real_ticket


def rows_of(content: bytes) -> list[list[str]]:
    assert content.startswith(b"\xef\xbb\xbf"), "Excel takes what has no mark for another code page"
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_it_is_one_row_with_a_column_for_each_field() -> None:
    heads, row = rows_of(sheet(TicketFile(a_ticket(), "orders-service")))
    told = dict(zip(heads, row, strict=True))
    assert heads[: len(FIELDS)] == [one.label for one in FIELDS]
    assert told["Title"] == TEXTS["title"] and told["Validation steps"] == TEXTS["validation"]
    assert told["Our ID"] == "relman-0123456789abcdef" and told["Head commit"] == "b" * 40


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "＝", " ="])
def test_no_text_is_a_formula(sign: str) -> None:
    attack = f'{sign}HYPERLINK("http://evil")'
    file = TicketFile(a_ticket().with_text("notes", attack).with_text("assignee", attack))
    for cell in rows_of(sheet(file))[1]:
        assert not cell.lstrip(" ").startswith(tuple("=+-@\t\r＝"))
    assert defused(attack) == "'" + attack


def test_no_text_is_a_formula_where_cells_end_at_semicolons() -> None:
    told = defused('a;=1+1\n@SUM(A1);+2\n- an item\n-3|x;"')
    assert told == "a;'=1+1\n'@SUM(A1);'+2\n- an item\n'-3|x;\""


@given(st.text())
def test_any_text_stays_whole_but_for_apostrophes(text: str) -> None:
    file = TicketFile(a_ticket().with_text("notes", text))
    heads, row = rows_of(sheet(file))
    held = dict(zip(heads, row, strict=True))["Notes"]
    wanted = text.strip().encode("utf-8", "backslashreplace").decode().replace("\0", "\ufffd")
    assert held.replace("'", "") == wanted.replace("'", "")


def test_the_real_ticket() -> None:
    assert is_golden("ticket.csv", sheet(real_ticket()))
