"""What a hostile text asks of a site is read there as the words that it is, in every markup."""

import re

import pytest

from relman_desktop.export.markup import Flavour, render

_HTML = "<script>alert(1)</script> <img src=x onerror=alert(1)> <!-- a --> <iframe src='https://e.org'></iframe>"
_LINKS = (
    "[a](javascript:alert(1)) [b](data:text/html,x) [c](vbscript:x) [d](file:///etc/passwd) ![e](https://e.org/e.png)"
)
_MACROS = "{html}x{html} {include:page} {iframe:src=x} {{include(Page)}} {{!toc}} [[_TOC_]] !https://e.org/x.png!"
_MARKUP = (Flavour.HTML, Flavour.GFM, Flavour.GLFM, Flavour.COMMONMARK, Flavour.WIKI, Flavour.TEXTILE)


@pytest.mark.parametrize("flavour", _MARKUP)
def test_no_tag_survives(flavour: Flavour) -> None:
    told = render(_HTML, flavour)
    if flavour is not Flavour.WIKI:  # which knows no tags
        assert not re.search(r"(?<!\\)<(?:script|img|iframe|!--)", told)


@pytest.mark.parametrize("flavour", _MARKUP)
def test_no_link_but_to_the_web(flavour: Flavour) -> None:
    told = render(_LINKS, flavour)
    if flavour in (Flavour.GFM, Flavour.GLFM, Flavour.COMMONMARK):
        assert re.findall(r"(?<!\\)\]\(([a-z]+):", told) == ["https"]
        assert not re.search(r"(?<!\\)!\[", told)
    elif flavour is Flavour.HTML:
        assert re.findall(r'(?:href|src)="([a-z]+):', told) == ["https"]
    elif flavour is Flavour.WIKI:
        assert re.findall(r"(?<!\\)\[[^\]|]*\|([a-z]+):", told) == ["https"]
    else:
        assert re.findall(r'":([a-z]+):', told) == ["https"]


def test_no_macro() -> None:
    assert not re.search(r"(?<!\\)[{\[!]", render(_MACROS, Flavour.WIKI).replace("[https://e.org/x.png]", ""))
    assert "{{" not in render(_MACROS, Flavour.TEXTILE) and "[[" not in render(_MACROS, Flavour.TEXTILE)
    assert "[[" not in re.sub(r"\\\[", "", render(_MACROS, Flavour.GLFM))


def test_no_quick_action_of_gitlab() -> None:
    told = render("/close\n/label ~x\n\n- a\n\n/assign @maya", Flavour.GLFM)
    assert not re.search(r"^\s*/", told, re.MULTILINE)


def test_code_does_not_end_before_its_end() -> None:
    code = "{code}\n{noformat}\n</pre>\n```\n<b>x</b>\n~~~"
    text = f"`````\n{code}\n`````"
    assert "<b>" not in render(text, Flavour.HTML) and "</pre>\n" not in render(text, Flavour.HTML)
    assert not re.search(r"(?<!\\)\{", render(text, Flavour.WIKI))
    assert "<pre>" not in render(text, Flavour.TEXTILE) and "</pre>" not in render(text, Flavour.TEXTILE)
    assert render(text, Flavour.GFM).startswith("````\n") and render(text, Flavour.GFM).endswith("\n````")
