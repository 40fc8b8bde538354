"""All secrets of one text, by every rule that we have."""

import re
from collections.abc import Iterator

from ...facts.configuration.secret_spans import Span, overlapping_spans
from ...facts.configuration.secret_table import placeholder, secret_name
from .blocks import key_blocks, public_blocks
from .finding import Finding, Rank
from .kubernetes import secret_manifests
from .table import Rule, kind_of, rules_for, words
from .values import blank, entropy, identifier, mixed, ordinary

_BY_NAME = frozenset({"password", "token", "key", "secret"})
_ASSIGNED = _BY_NAME | {"connection-password"}
_WRITTEN = _ASSIGNED | {"url-password", "url-parameter"}
_ESCAPE = re.compile(r"\\u[0-9a-fA-F]{4}")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_HEXADECIMAL = re.compile(r"[0-9a-fA-F]+")


def search(text: str, path: str) -> Iterator[Finding]:
    """The findings of all rules; those of different rules may overlap."""
    text = _SURROGATE.sub("\ufffd", text)  # which RE2 does not take; every other character stays at its place
    yield from key_blocks(text)
    yield from secret_manifests(text, path)
    translated = bool(words().phrases.search(path))
    for rule in rules_for(text):
        if (rule.path is None or rule.path.search(path)) and not (translated and rule.strict):
            yield from _by_rule(rule, text)
    yield from _by_engine(text, path)


def _by_rule(rule: Rule, text: str) -> Iterator[Finding]:
    named = "name" in rule.regex.groupindex
    for found in rule.regex.finditer(text):
        if named and not secret_name(found["name"]):
            continue
        start, end = next((found.span(group) for group in rule.groups if found.start(group) >= 0), found.span())
        value = text[start:end]
        if _holds(rule, value) and not (rule.unless and rule.unless.search(found[0])):
            yield Finding(start, end, rule.id, rule.kind, rule.rank, (value,))


def _holds(rule: Rule, value: str) -> bool:
    """Whether a value is what the rule looks for, and stands for nothing else."""
    if (placeholder(value) or blank(value)) if rule.rank is Rank.TOKEN else _is_none(value):
        return False
    if (rule.strict and ordinary(value)) or (rule.mixed and not mixed(value)):
        return False
    return not rule.entropy or entropy(value) >= rule.entropy


def _is_none(value: str) -> bool:
    return not value.strip() or placeholder(value) or bool(words().none.fullmatch(value))


def _by_engine(text: str, path: str) -> Iterator[Finding]:
    translated = bool(words().phrases.search(path))
    public: list[tuple[int, int]] | None = None
    for span in overlapping_spans(text):
        value = text[span.start : span.end]
        if span.rule == "private-key":
            continue  # of which `key_blocks` knows more
        if _is_none(value) if span.rule in _WRITTEN else blank(value):
            continue
        if translated and span.rule in _BY_NAME and _is_phrase(value):
            continue
        if span.rule in _ASSIGNED and _is_code(text, span):
            continue
        if span.rule == "random":
            public = public_blocks(text) if public is None else public
            if _is_public(text, span, public):
                continue
        yield from _narrowed(text, span)


def _is_phrase(value: str) -> bool:
    """Whether a value in a file of translations is a text of whatever language."""
    return not any(map(str.isdigit, _ESCAPE.sub("", value)))


def _is_code(text: str, span: Span) -> bool:
    """Whether what is assigned without quotes is an expression, beyond what the engine knows to be one."""
    value, after = text[span.start : span.end], text[span.end : span.end + 1]
    if text[span.start - 1 : span.start] in ('"', "'"):
        return False
    if text[max(0, span.start - 8) : span.start].rstrip(" \t").endswith("\n"):
        return True  # what stands on the next line has a name of its own
    argument = after in ",);" and words().argument.fullmatch(value)
    return bool(argument or words().code.fullmatch(value))


def _is_public(text: str, span: Span, public: list[tuple[int, int]]) -> bool:
    """Whether a random word is a checksum, a commit id, a part of a certificate, a picture."""
    value = text[span.start : span.end]
    return (
        (len(value) in words().checksums and bool(_HEXADECIMAL.fullmatch(value)))
        or identifier(value)
        or bool(words().public.search(value))
        or bool(words().before.search(text[max(0, span.start - 60) : span.start].rpartition("\n")[2]))
        or any(start <= span.start < end for start, end in public)
    )


def _narrowed(text: str, span: Span) -> Iterator[Finding]:
    """The engine's span as a finding: without the sign of a diff, and of `user:password@` what is secret of it."""
    start, end = span.start, span.end
    if text[start] in "+-" and (start == 0 or text[start - 1] == "\n"):
        start += 1
    if span.rule != "url-password":
        yield _found(text, start, end, span.rule)
        return
    user, colon, password = text[start:end].partition(":")
    if colon and not _is_none(password):
        yield _found(text, end - len(password), end, span.rule)
    if not colon or (len(user) >= 16 and not ordinary(user) and not _is_none(user)):
        yield _found(text, start, start + len(user), span.rule)


def _found(text: str, start: int, end: int, rule: str) -> Finding:
    rank = Rank.RANDOM if rule == "random" else Rank.NAMED if rule in _BY_NAME else Rank.TOKEN
    return Finding(start, end, rule, kind_of(rule), rank, (text[start:end],))
