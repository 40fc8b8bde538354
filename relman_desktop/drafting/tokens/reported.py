"""What is learned from the number of tokens that a server reports for a prompt."""

_CUT = 0.7  # of the estimate: no model's vocabulary is that much better than it
_LEAST = 400  # estimated tokens of a prompt that teaches: in a shorter one the frame of a chat counts for too much
_SHARE = 0.7  # of the newest report in the correction
_BOUNDS = (0.5, 2.0)


def correction_from(estimated: int, reported: int, before: float = 1.0) -> float:
    """The correction after a report: `estimated` is what a counter with the correction `before` gave.

    A prompt that is short, not counted, or seems to have been cut teaches nothing. It stays within 0.5 and 2.
    """
    if estimated < _LEAST or reported <= 0 or looks_cut(estimated, reported):
        return before
    seen = before * reported / estimated
    return min(max(before + _SHARE * (seen - before), _BOUNDS[0]), _BOUNDS[1])


def looks_cut(estimated: int, reported: int) -> bool:
    """Whether a server has probably cut the prompt: it reports under 0.7 of the estimate. 0 is no report."""
    return 0 < reported < _CUT * estimated
