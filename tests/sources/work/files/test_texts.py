"""Markdown lists, mails, Jira's XML and what people paste, as work items."""

from pathlib import Path

import pytest

from relman_desktop.errors import InputError
from relman_desktop.sources.work.files import read_pasted
from tests.sources.work.files.reading import only, read

LIST = """# Sprint 12

## PAY-12: Pay by card
Status: Done
- **Type**: Story
Labels: a, b

Customers wait for it.
```
## PAY-99 is code
```
### Acceptance criteria
- it pays

## Export (#13)
second body

# Elsewhere
not in 13
"""


def test_markdown_is_an_item_a_heading_with_its_fields_and_its_body(tmp_path: Path) -> None:
    pay, export = read(tmp_path, "sprint.md", LIST)
    assert (pay.key, pay.title, pay.status, pay.done, pay.kind) == ("PAY-12", "Pay by card", "Done", True, "Story")
    assert (pay.labels, pay.criteria) == (("a", "b"), ("it pays",))
    assert pay.body.startswith("Customers wait for it.") and "## PAY-99 is code" in pay.body
    assert (export.key, export.title, export.body) == ("#13", "Export", "second body")


def test_headings_without_keys_and_a_text_without_headings_are_items_too(tmp_path: Path) -> None:
    assert [item.title for item in read(tmp_path, "a.md", "# One\nx\n## Part\n# Two\ny")] == ["One", "Two"]
    assert only(read(tmp_path, "a.txt", "PAY-3 One line\nand its body")).body == "and its body"


XML = """<?xml version="1.0"?><rss version="0.92"><channel><title>Jira</title><item><title>[PAY-12] Pay</title>
<link>https://jira.example.com/browse/PAY-12</link><key id="1">PAY-12</key><summary>Pay</summary><type>Bug</type>
<status>Closed</status><assignee username="m">Maya</assignee><labels><label>a</label><label>b</label></labels>
<description>&lt;p&gt;It &lt;b&gt;pays&lt;/b&gt;&lt;/p&gt;</description></item></channel></rss>"""


def test_an_xml_export_of_jira_is_read(tmp_path: Path) -> None:
    item = only(read(tmp_path, "jira.xml", XML))
    assert (item.key, item.title, item.body, item.done) == ("PAY-12", "Pay", "It **pays**", True)
    assert (item.labels, item.assignee, item.kind) == (("a", "b"), "Maya", "Bug")
    assert item.url == "https://jira.example.com/browse/PAY-12"


@pytest.mark.parametrize(
    ("xml", "said"),
    [
        ('<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><rss/>', "it declares a document type of its own"),
        ("<rss><a></rss>", "line 1, column 11: it is not XML here"),
        ("<rss><channel/></rss>", "this XML holds no issues"),
        ('<?xml version="1.0" encoding="x-none"?><rss/>', "it is not XML"),
        ("<rss><channel><item/></channel></rss>", "item 1: it has neither a key nor a summary"),
    ],
)
def test_xml_that_is_no_export_is_refused(tmp_path: Path, xml: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        read(tmp_path, "x.xml", xml)


@pytest.mark.parametrize(
    ("subject", "key", "title"),
    [
        ("=?utf-8?q?=5BJIRA=5D_=28PAY-12=29_Pay_by_card?=", "PAY-12", "Pay by card"),
        ("Re: [acme/orders] It crashes (Issue #12)", "acme/orders#12", "It crashes"),
        ("AW: WG: Shop | It crashes (#12)", "#12", "Shop | It crashes"),
        ("[Shop - Bug #12] (New) It crashes", "#12", "It crashes"),
        ("Bug 4711 - It crashes", "AB#4711", "It crashes"),
        ("[JIRA] Maya Chen updated PAY-12 Pay by card", "PAY-12", "Pay by card"),
        ("Please deploy on Friday", "Please deploy on Friday", "Please deploy on Friday"),
        ("=?x-none?q?=FF?= PAY-12", "PAY-12", "=?x-none?q?=FF?="),
    ],
)
def test_the_subject_of_a_mail_gives_key_and_title(tmp_path: Path, subject: str, key: str, title: str) -> None:
    item = only(read(tmp_path, "x.eml", f"Subject: {subject}\n\nBody\n\n-- \nReply to this email directly"))
    assert (item.key, item.title, item.body) == (key, title, "Body")


def test_a_mail_of_html_only_is_read_and_its_attachments_are_not(tmp_path: Path) -> None:
    mail = (
        "Subject: PAY-1 x\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n"
        "--b\nContent-Type: text/plain\nContent-Disposition: attachment; filename=a.txt\n\nattached\n"
        "--b\nContent-Type: text/html; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\n"
        "<style>p{}</style><p>Gr=FC=DFe <b>x</b></p>\n--b--\n"
    )
    assert only(read(tmp_path, "mail.txt", mail)).body == "Grüße **x**"


@pytest.mark.parametrize("mail", ["From: x\n\nBody", "Subject: x\n" + "Content-Type: a/b; boundary=c\n" * 300])
def test_a_mail_that_names_nothing_or_too_much_is_refused(tmp_path: Path, mail: str) -> None:
    with pytest.raises(InputError, match="as mail programs save it"):
        read(tmp_path, "x.eml", mail)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("PAY-1, #2", [("PAY-1", "", ""), ("#2", "", "")]),
        ("Projects / Pay / PAY-12\nPay by card\nDescription\n- a", [("PAY-12", "Pay by card", "Description\n- a")]),
        ("PAY-12 Pay by card\n\nWhy <b>not</b>", [("PAY-12", "Pay by card", "Why not")]),
        ("[PAY-12] Pay by card", [("PAY-12", "Pay by card", "")]),
        ("It crashes #12\nmaya opened this", [("#12", "It crashes", "maya opened this")]),
        ("https://github.com/a/b/issues/5\nTitle\nBody", [("a/b#5", "Title", "Body")]),
        ("## PAY-1 a\nx\n## PAY-2 b\ny", [("PAY-1", "a", "x"), ("PAY-2", "b", "y")]),
        ("Issue key\tSummary\nPAY-1\tfoo", [("PAY-1", "foo", "")]),
        ('[{"key": "PAY-1", "title": "x"}]', [("PAY-1", "x", "")]),
        ("Customers cannot pay\nat all", [("Customers cannot pay", "Customers cannot pay", "at all")]),
    ],
)
def test_what_people_paste(text: str, expected: list[tuple[str, str, str]]) -> None:
    items = read_pasted(text)
    assert [(item.key, item.title, item.body) for item in items] == expected
    assert all(item.found[0].where == "given" for item in items)


@pytest.mark.parametrize(("text", "said"), [(" \n", "nothing in it"), ("x " * 600_000, "too long")])
def test_what_cannot_be_pasted_is_said(text: str, said: str) -> None:
    with pytest.raises(InputError, match=f"pasted text: .*{said}"):
        read_pasted(text)


def test_the_fields_of_a_pasted_ticket_and_of_a_mail_are_read_and_what_is_not_read_stays(tmp_path: Path) -> None:
    text = "OUT-412 Sign-in fails\n\nReported by: Service desk\nStatus: Ready for release\nPriority: High\n\nIt fails."
    (item,) = read_pasted(text)
    assert (item.status, item.body) == ("Ready for release", "Reported by: Service desk\nPriority: High\n\nIt fails.")
    mail = "Subject: [JIRA] (PAY-12) Pay by card\nMessage-ID: <1>\n\nStatus: Done\n\nIt pays now."
    told = only(read(tmp_path, "a.eml", mail))
    assert (told.status, told.done, told.body) == ("Done", True, "It pays now.")
