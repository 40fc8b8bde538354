"""Texts as people and hostile repositories write them: made of pieces that any markup could take for its own."""

import re
from urllib.parse import unquote

from hypothesis import strategies as st

WORDS = (
    "deploy", "orders", "naïve", "مرحبا بالعالم", "שלום", "数据库", "🚀", "👩‍💻", "x", "2", "v1.2.0",
    "snake_case_name", "__init__", "*star*", "_under_", "<T>", "List<String>", "&", "&amp;", "&#42;", "|",
    "a|b", "||", "{code}", "{html}", "{{x}}", "{include:a}", "{noformat}", "{quote}", "[x](y)", "[TOC]",
    "[[page]]", "[^1]", "[^1]:", "[!NOTE]", "[~user]", "!", "!a.png!", "![a](https://e.org/a.png)", "h1.",
    "bq.", "p.", "fn1.", "----", "--", "---", "--force", "-f", "-5", "(-)", "(x)", "(/)", ":)", ";-)", ":D",
    "C:\\temp\\new", "\\\\server\\share", "\\*", "\\", "#", "##", "#123", "@maya", "maya@example.org",
    "@types/node@", "==x==", "API(x)", "a[0]", "%", "x%x%", "$HOME/$USER", "$5", "~", "~~", "~a~", "**", "***",
    "*", "_", "+", "+a+", "^a^", "^", "??", "??a??", "`", "``", "'", '"', '"a":https://e.org', "“quoted”", "(",
    ")", "(a", "a)", "[", "]", "{", "}", ">", ">>>", "=", "===", ":", "/close", "javascript:alert(1)",
    "[a](javascript:alert(1))", "<script>alert(1)</script>", "<!-- a -->", "</pre>", "<br>", "<pre>", "</code>",
    "https://e.org/a_b*c?d=1&e=2", "https://e.org/(a)", "https://e.org.", "<https://e.org/x>", "http://",
    "www.e.org", "1.", "10)", "07.", "-", "[ ]", "[x]", "\u200b", "\xa0", "²", "½", "https://e.org/a|b", "*.py",
    "src/**/*.py", "2**3", ":tada:",
)  # fmt: skip
CODES = (
    "make backup", "a|b", "x = `y`", "`", "``` ", "{code}", "{noformat}", "</pre>", "<T>", " a ", "*a*", "a_b",
    "@x@", "{{x}}", "&lt;", "\\", "[a](https://e.org)", "~~~", "if a < b && c > d", "||", "#!/bin/sh",
    "{a} {b}",
)  # fmt: skip
_URLS = ("https://e.org", "https://e.org/a_b?c=d&e=f#g", "http://e.org/(x)", "mailto:maya@example.org")

_words = st.lists(
    st.sampled_from(WORDS) | st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=6)
)
words = st.lists(_words, min_size=1, max_size=3).map(lambda some: " ".join("".join(one[:2]) for one in some))


def _code(text: str) -> str:
    ticks = "`" * (max(map(len, re.findall("`+", text)), default=0) + 1)
    return f"{ticks} {text} {ticks}"


_plainest = st.sampled_from(("deploy", "the orders", "عربي", "a <T> b", "x_y", "Done!"))
_inline = st.one_of(
    words,
    _plainest.map("**{}**".format),
    _plainest.map("~~{}~~".format),
    st.sampled_from(CODES).map(_code),
    st.tuples(_plainest | st.sampled_from(CODES).map(_code), st.sampled_from(_URLS)).map(
        lambda two: f"[{two[0]}]({two[1]})"
    ),
    st.tuples(_plainest, st.sampled_from(CODES)).map(lambda two: f"**{two[0]} {_code(two[1])}**"),
    _plainest.map(lambda text: f"**~~{text}~~ and [{text}](https://e.org)**"),
)
line = st.lists(_inline, min_size=1, max_size=4).flatmap(
    lambda some: st.sampled_from(("", " ", ", ")).map(lambda gap: gap.join(some))
)
_paragraph = st.lists(line, min_size=1, max_size=3).map("\n".join)


def _fence(text: str) -> str:
    return f"`````sh\n{text}\n`````"


_fenced = st.lists(
    st.sampled_from((*CODES, "", "```", "  indented", "# no heading", "- no item")), min_size=1, max_size=4
).map(lambda some: _fence("\n".join(some)))
_cell = line.map(lambda text: text.replace("\n", " ").replace("|", "\\|"))


def _table(rows: list[list[str]]) -> str:
    head, *rest = ["| " + " | ".join([*row, "", "", ""][:3]) + " |" for row in rows]
    return "\n".join([head, "| --- | :-: | --- |", *rest])


_tables = st.lists(st.lists(_cell, min_size=1, max_size=3), min_size=1, max_size=3).map(_table)


def _indented(text: str, marker: str) -> str:
    return marker + text.replace("\n", "\n" + " " * len(marker))


def _lists(inside: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    items = st.lists(inside, min_size=1, max_size=3)
    markers = st.sampled_from(("- ", "* ", "- [ ] ", "- [x] "))
    bullets = st.tuples(markers, items).map(lambda two: "\n".join(_indented(one, two[0]) for one in two[1]))
    starts = st.sampled_from((1, 1, 4))
    numbers = st.tuples(starts, items).map(
        lambda two: "\n".join(_indented(one, f"{two[0] + number}. ") for number, one in enumerate(two[1]))
    )
    quotes = inside.map(lambda text: "\n".join(f"> {one}" for one in text.split("\n")))
    return bullets | numbers | quotes


_leaf = (
    _paragraph
    | _fenced
    | _tables
    | st.tuples(st.sampled_from(("#", "##", "####")), line).map(" ".join)
    | st.just("---")
)
_gaps = st.sampled_from(("\n\n", "\n\n", "\n"))
block = st.recursive(
    _leaf, lambda inside: _lists(inside) | st.lists(inside, min_size=1, max_size=3).map("\n\n".join), max_leaves=5
)
texts = st.lists(block, min_size=1, max_size=3).flatmap(lambda some: _gaps.map(lambda gap: gap.join(some))) | st.lists(
    st.sampled_from(WORDS) | st.sampled_from(("\n", "\n\n", " ", "    ")), max_size=12
).map("".join)


def letters(text: str) -> str:
    """The letters and digits of a text: what must not be lost."""
    return re.sub(r"[\W_]+", "", text)


def stands_in(wanted: str, told: str) -> bool:
    """Whether all letters are told, in their order; an address may stand beside them."""
    return any(_is_within(letters(change(wanted)), letters(change(told))) for change in (str, unquote))


def _is_within(wanted: str, told: str) -> bool:
    rest = iter(told)
    return all(letter in rest for letter in wanted)
