"""Thoughts that a model writes into its answer: `<think>…</think>` before it, which is no part of it."""

_PAIRS = {
    "<think>": "</think>",
    "<thinking>": "</thinking>",
    "<reasoning>": "</reasoning>",
    "<thought>": "</thought>",
    "[THINK]": "[/THINK]",
}
_LONGEST = max(map(len, (*_PAIRS, *_PAIRS.values())))


class Thoughts:
    """Takes an answer piece by piece and gives back what is not thought. Only what stands first is a thought."""

    def __init__(self) -> None:
        self._held = ""  # could still become a mark
        self._end = ""  # the mark that ends the thoughts
        self._begun = False  # the answer itself
        self.thought = False  # whether there was any

    def rest(self, piece: str) -> str:
        """The part of the answer that this piece adds."""
        if self._begun:
            return piece
        self._held += piece
        return self._after_end() if self._end else self._at_start()

    def last(self) -> str:
        """What was held back, at the answer's end; thoughts that never ended are none of it."""
        held, self._held = self._held, ""
        return "" if self._end or self._begun else held

    def _at_start(self) -> str:
        text = self._held.lstrip()
        start = next((mark for mark in _PAIRS if text.startswith(mark)), None)
        if start is not None:
            self._end, self._held, self.thought = _PAIRS[start], text[len(start) :], True
            return self._after_end()
        if any(mark.startswith(text) for mark in _PAIRS):  # also where there is nothing but space yet
            return ""
        return self._begin(text)

    def _after_end(self) -> str:
        before, mark, after = self._held.partition(self._end)
        if not mark:
            self._held = before[-_LONGEST:]
            return ""
        self._end, self._held = "", after
        return self._at_start()

    def _begin(self, text: str) -> str:
        self._begun, self._held = True, ""
        return text


def without_thoughts(text: str) -> str:
    """The text after thoughts whose beginning stood in the server's own template, so that only their end shows."""
    for end in _PAIRS.values():
        before, mark, after = text.partition(end)
        if mark and not before.lstrip().startswith(("{", "[", "```")):
            return after.lstrip()
    return text
