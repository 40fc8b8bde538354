"""Putting a drafted sentence into a field among what the person wrote there, of which nothing is changed."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ..ticket import Claim, Layout, Span, places, spans, text_of
from .blocks import Block, blocks, renumbered
from .edits import Edit, applied, rewritten

_LIST_MARKERS = re.compile(r"^ {0,3}(?:[-*+]|\d{1,9}[.)])(?=\s|$)", re.MULTILINE)
_UNSPACED = "\u2e80"  # from here on: scripts that put no blanks between words


@dataclass(frozen=True, slots=True)
class Taken:
    """What the person took: the claims, and the field's text, which holds them now."""

    field: str
    claims: tuple[Claim, ...]
    text: str


def standing(text: str, claims: Sequence[Claim]) -> tuple[Span | None, ...]:
    """Where the claims of a proposal stand in a field, however their further lines are indented there."""
    found = places(text, claims)
    return tuple(span or _standing_otherwise(text, claim) for span, claim in zip(found, claims, strict=True))


def _standing_otherwise(text: str, claim: Claim) -> Span | None:
    if "\n" not in claim.text:
        return None
    laid = (replace(claim, layout=layout) for layout in Layout)
    return next((span for one in laid for span in places(text, (one,)) if span), None)


def _standing_apart(text: str, claims: Sequence[Claim], known: Sequence[Claim]) -> tuple[Span | None, ...]:
    """Where claims stand that are no mere part of a longer known one: a sentence may begin as a heading does."""
    whole = spans(text, [one for one in known if one not in claims])
    return tuple(None if at and any(_is_part(at, one) for one in whole) else at for at in standing(text, claims))


def _is_part(span: Span, whole: Span) -> bool:
    return whole.start <= span.start and span.end <= whole.end and span.end - span.start < whole.end - whole.start


def has_own_words(text: str, claims: Sequence[Claim]) -> bool:
    """Whether a field holds more than these claims of ours, their list markers and the blanks between them."""
    return any(_LIST_MARKERS.sub("", between).strip() for between in _between(text, claims))


def _between(text: str, claims: Sequence[Claim]) -> Iterator[str]:
    """What stands between our claims; a list marker can only stand where a line begins."""
    position = 0
    for span in spans(text, claims):
        yield text[position : span.start]
        position = span.end
    yield text[position:]


def take(
    text: str, claims: Sequence[Claim], number: int, known: Sequence[Claim] = (), home: int | None = None
) -> tuple[tuple[Edit, ...], Claim]:
    """The edits that put a proposal's claim into a field's text, and the claim as it stands there then.

    It goes beside those of the proposal that stand there already: on in their paragraph, item or step, or as a
    block of its own after the one before it or before the one after it; steps are numbered anew. A step goes by the
    steps among the `known` claims that tell of the same evidence. Where nothing shows its place it goes to `home`,
    a position in the text, or to the end.
    """
    if not text.strip():
        claim = _as_block(claims, number)
        return rewritten(text, text_of((claim,))), claim
    found = standing(text, claims)
    first, end = _group(claims, number)
    before = next((found[at] for at in range(number - 1, first - 1, -1) if found[at]), None)
    after = next((found[at] for at in range(number + 1, end) if found[at]), None)
    if before or after:
        return _put_beside(text, claims[number], before, after)
    ours = spans(text, [one for one in known if one not in claims])
    return _put_as_block(text, claims, number, found, ours, home)


def take_all(
    text: str, known: Sequence[Claim], claims: Sequence[Claim], usable: Sequence[Claim], kept: Sequence[Claim] = ()
) -> tuple[tuple[Edit, ...], tuple[Claim, ...]]:
    """The edits that put what is `usable` of a proposal into a field, in place of the `known` claims that stand there.

    The person's own words stay, in their order, and so does a claim of the proposal that they took before, usable
    or not, and what is `kept` of the known ones. The new ones stand where the old ones began, or after what is kept.
    The claims are given as they stand there then, without the kept ones.
    """
    found = _standing_apart(text, claims, known)
    wanted = [number for number, claim in enumerate(claims) if found[number] or claim in usable]
    ours = [*(claim for claim, at in zip(claims, found, strict=True) if at), *known]
    if not has_own_words(text, [one for one in ours if one not in kept]):
        whole = tuple(claims[number] for number in wanted)
        return rewritten(text, text_of(whole)), whole
    edits, home = _without_all(text, [one for one in spans(text, ours) if one.claim not in claims], kept)
    now, laid = applied(text, edits), []
    for number in wanted:
        stands = _standing_apart(now, claims, kept)[number]
        more, claim = ((), stands.claim) if stands else take(now, claims, number, kept, home)
        edits += more
        now = applied(now, more)
        laid.append(claim)
    return tuple(edits), tuple(laid)


def _without_all(text: str, ours: Sequence[Span], kept: Sequence[Claim]) -> tuple[list[Edit], int | None]:
    """The edits that take out what is not kept, and where what takes its place belongs."""
    edits: list[Edit] = []
    home = None
    for span in reversed(ours):
        if span.claim not in kept:
            now = applied(text, edits)
            block = _block_of(blocks(now), span)
            more = without(now, span)
            edits += more
            home = min(more[0].at, block.start if block and _begins(now, span, block) else span.start)
    left = spans(applied(text, edits), kept)
    return edits, left[-1].end if left else home


def _group(claims: Sequence[Claim], number: int) -> tuple[int, int]:
    """The claims of one paragraph, item or step: from the one that begins it to the one that begins the next."""
    begins = [at for at, claim in enumerate(claims) if at == 0 or claim.layout is not Layout.SENTENCE]
    first = max(at for at in begins if at <= number)
    return first, min((at for at in begins if at > number), default=len(claims))


def _as_block(claims: Sequence[Claim], number: int) -> Claim:
    """The claim as it begins a block of the kind to which it belongs."""
    layout = claims[_group(claims, number)[0]].layout
    return replace(claims[number], layout=Layout.PARAGRAPH if layout is Layout.SENTENCE else layout)


def _put_beside(text: str, claim: Claim, before: Span | None, after: Span | None) -> tuple[tuple[Edit, ...], Claim]:
    """Go on after a sentence of the same block, or before one."""
    span = before or after
    assert span is not None
    block = next((one for one in blocks(text) if one.start <= span.start <= one.end), None)
    laid = replace(claim, layout=block.layout if block and "\n" in claim.text else claim.layout)
    body = laid.under(block.width if block else 0)
    if before:
        at = _word_end(text, span.end)
        lead = gap_after(text[:at], block)
        trail = "" if text[at : at + 1] in ("", "\n") or text[at : at + 1].isspace() else " "
        return (Edit(at, "", lead + body + trail),), laid
    at = _word_start(text, span.start, block)
    return (Edit(at, "", body + gap_after(body, block)),), laid


def gap_after(text: str, block: Block | None) -> str:
    """A blank, or a new line of the block where a block of commands ends."""
    ends_fence = text.rsplit("\n", 1)[-1].strip() in ("```", "~~~")
    return "\n" + " " * (block.width if block else 0) if ends_fence else " "


def _word_end(text: str, at: int) -> int:
    """The end of the word in which a position stands: nothing is put into the middle of one."""
    while at < len(text) and not text[at].isspace() and text[at] < _UNSPACED:
        at += 1
    return at


def _word_start(text: str, at: int, block: Block | None) -> int:
    least = block.start if block else 0
    while at > least and not text[at - 1].isspace() and text[at - 1] < _UNSPACED:
        at -= 1
    return at


def _put_as_block(
    text: str,
    claims: Sequence[Claim],
    number: int,
    found: Sequence[Span | None],
    ours: Sequence[Span] = (),
    home: int | None = None,
) -> tuple[tuple[Edit, ...], Claim]:
    """A paragraph, an item or a step of its own, beside the nearest claim that stands, best of the same kind."""
    claim, there = _as_block(claims, number), blocks(text)
    before = next((one for one in reversed(found[:number]) if one), None)
    after = next((one for one in found[number + 1 :] if one), None)
    earlier, later = _block_of(there, before), _block_of(there, after)
    kind = claim.layout
    if kind is Layout.STEP:
        least, most = before.end if before else 0, after.start if after else len(text)
        between = [one for one in ours if least <= one.start < most]
        beside, follows = _of_the_same(there, claims, number, found, between)
        if beside:
            return (_after if follows else _before)(text, there, beside, claim), claim
    if earlier and (earlier.layout is kind or not (later and later.layout is kind)):
        return _after(text, there, earlier, claim), claim
    if later:
        return _before(text, there, later, claim), claim
    at_home = [one for one in there if home is None or one.start < home]
    return (_after(text, there, at_home[-1], claim) if at_home else _before(text, there, there[0], claim)), claim


def _of_the_same(
    there: Sequence[Block], claims: Sequence[Claim], number: int, found: Sequence[Span | None], ours: Sequence[Span]
) -> tuple[Block | None, bool]:
    """Our step that tells of the same evidence as this one, or as its nearest neighbour; whether this one follows it.

    A neighbour that stands in the text itself shows the place better, so none beyond it is looked at.
    """
    steps = [(one, block) for one in ours if (block := _block_of(there, one)) and block.layout is Layout.STEP]
    for at in range(number, -1, -1):
        if found[at]:
            break
        if block := _most_alike(claims[at], steps):
            return block, True
    if any(found[:number]):
        return None, True
    for at in range(number + 1, len(claims)):
        if found[at]:
            break
        if block := _most_alike(claims[at], steps):
            return block, False
    return None, True


def _most_alike(claim: Claim, steps: Sequence[tuple[Span, Block]]) -> Block | None:
    """The step that has most evidence in common with a claim, the last of them; None where none has any."""
    shared = [len(set(claim.evidence) & set(span.claim.evidence)) for span, _ in steps]
    most = max(shared, default=0)
    return [block for (_, block), count in zip(steps, shared, strict=True) if count == most][-1] if most else None


def _block_of(there: Sequence[Block], span: Span | None) -> Block | None:
    return next((one for one in there if span and one.start <= span.start <= one.end), None)


def _after(text: str, there: Sequence[Block], block: Block, claim: Claim) -> tuple[Edit, ...]:
    if claim.layout is Layout.PARAGRAPH:
        block = _end_of_list(text, there, block)
    marker, number = _marker(there, block.end, claim, block)
    lead = "\n" if block.layout is claim.layout and claim.layout is not Layout.PARAGRAPH else "\n\n"
    crowded = text[block.end :].startswith("\n") and not text[block.end :].startswith("\n\n")
    following = next((one for one in there if one.start > block.end), None)
    trail = "\n" if crowded and following and following.layout is not claim.layout else ""
    new = lead + marker + claim.under(len(marker)) + trail
    return (Edit(block.end, "", new), *_numbered_on(text, block.end, new, number))


def _before(text: str, there: Sequence[Block], block: Block, claim: Claim) -> tuple[Edit, ...]:
    marker, number = _marker(there, block.start - 1, claim, block)
    joins = block.layout is claim.layout and claim.layout is not Layout.PARAGRAPH
    new = marker + claim.under(len(marker)) + ("\n" if joins else "\n\n")
    return (Edit(block.start, "", new), *_numbered_on(text, block.start, new, number))


def _end_of_list(text: str, there: Sequence[Block], block: Block) -> Block:
    """The last block that stands close under this one: a paragraph is not put between the items of a list."""
    for one in there:
        if one.start > block.end and text[block.end : one.start] == "\n" and one.layout is not Layout.PARAGRAPH:
            block = one
    return block


def _marker(there: Sequence[Block], until: int, claim: Claim, beside: Block) -> tuple[str, int]:
    """The list marker of a claim after the blocks up to a place, in the manner of its neighbour; a step's number."""
    if claim.layout is Layout.ITEM:
        return (f"{beside.marker} " if beside.layout is Layout.ITEM else "- "), 0
    if claim.layout is not Layout.STEP:
        return "", 0
    number = 1 + next((one.number for one in reversed(there) if one.number and one.end <= until), 0)
    return f"{number}{beside.marker[-1] if beside.layout is Layout.STEP else '.'} ", number


def _numbered_on(text: str, at: int, new: str, number: int) -> tuple[Edit, ...]:
    now = text[:at] + new + text[at:]
    return tuple(renumbered(now, at + len(new), number, 1)) if number else ()


def without(text: str, span: Span) -> tuple[Edit, ...]:
    """Take a claim of ours out, with its whole block where the block holds nothing else."""
    block = _block_of(blocks(text), span)
    if block and _begins(text, span, block):
        if not text[span.end : block.end].strip():
            return _without_block(text, block)
        line_end = text.find("\n", span.end, block.end)
        if line_end >= 0 and not text[span.end : line_end].strip():
            return _without_line(text, block, span, line_end + 1)
    end = span.end + (text[span.end : span.end + 1] == " ")
    return (Edit(span.start, text[span.start : end], ""),)


def _begins(text: str, span: Span, block: Block) -> bool:
    return text[block.start : span.start].strip() == block.marker


def _without_line(text: str, block: Block, span: Span, rest: int) -> tuple[Edit, ...]:
    """Take out the first line of a block, whose further lines from `rest` on are the person's.

    What they indented is still of the item; words that only follow it stand by themselves then, without its marker.
    """
    indent = len(text[rest:]) - len(text[rest:].lstrip(" \t"))
    if block.marker and indent >= 2:
        return (Edit(span.start, text[span.start : rest + indent], ""),)
    crowded = block.marker and text[: block.start].strip() and not text[: block.start].endswith("\n\n")
    cut = Edit(block.start, text[block.start : rest], "\n" if crowded else "")
    return (cut, *renumbered(applied(text, (cut,)), block.start, block.number + 1, -1)) if block.number else (cut,)


def _without_block(text: str, block: Block) -> tuple[Edit, ...]:
    last = block.end >= len(text.rstrip())
    start = len(text[: block.start].rstrip("\n")) if last else block.start
    end = len(text) if last else block.end + len(text[block.end :]) - len(text[block.end :].lstrip("\n"))
    cut = Edit(start, text[start:end], "")
    return (cut, *renumbered(applied(text, (cut,)), start, block.number + 1, -1)) if block.number else (cut,)
