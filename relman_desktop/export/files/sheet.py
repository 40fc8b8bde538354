"""The ticket as one row of a spreadsheet: a column a field, in an order that stays."""

import csv
import io
import re

from ...fields import FIELDS
from ..suggested import told
from ..targets.prepared import our_id_of
from ..ticket_value import TicketFile

_BOM = "\ufeff"  # without it Excel takes UTF-8 for the code page of its system
# What a spreadsheet takes for a formula (OWASP, "CSV Injection"). At the beginning of a cell any of the signs is one;
# the second pattern is for a spreadsheet that splits at ";" as some countries' do, and so sees other cells.
_FORMULA = re.compile(r"\A[ ]*[=+\-@\t\r\n＝＋－＠]")
_FORMULA_INSIDE = re.compile(r"(?<=[;\t\r\n])([ ]*)(?=[=+@＝＋－＠]|-[^\s-])")


def sheet(file: TicketFile) -> bytes:
    """A row of headings and a row of texts. A text that would be a formula begins with an apostrophe."""
    ticket, change = file.ticket, file.ticket.change
    row = {one.label: told(ticket, one.name) for one in FIELDS}
    row |= {"Work tickets": ", ".join(one.key for one in file.links), "Repository": file.repo, "Range": change.range}
    row |= {"Base commit": change.base, "Head commit": change.head, "Diff SHA-256": change.diff_sha256}
    row["Our ID"] = our_id_of(ticket.id)
    written = io.StringIO(newline="")
    writer = csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(row)
    writer.writerow(map(defused, row.values()))
    return (_BOM + written.getvalue()).encode("utf-8", "backslashreplace")


def defused(text: str) -> str:
    """Text that no spreadsheet calculates; a cell keeps its lines, and no NUL, at which some stop reading."""
    text = _FORMULA_INSIDE.sub(r"\1'", text.replace("\0", "\ufffd"))
    return f"'{text}" if _FORMULA.match(text) else text
