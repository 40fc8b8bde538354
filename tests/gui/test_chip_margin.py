"""Where chips stand: side by side, beside their own lines, and none is lost."""

from hypothesis import given
from hypothesis import strategies as st

from relman_desktop.gui.chip_margin import PlacedChip, place_chips
from relman_desktop.gui.chips import HEIGHT, Chip, chips_of
from relman_desktop.gui.sentences import Sentence
from relman_desktop.ticket import Claim, Status

HIGH = 16.0  # pixels of a line
WIDTH = 120.0

claims = st.builds(
    lambda count, status: Claim("words", tuple(f"F{at}.h1" for at in range(count)), status=status),
    st.integers(0, 9),
    st.sampled_from(Status),
)
starts = st.lists(st.tuples(st.integers(0, 12), claims), max_size=12).map(
    lambda pairs: sorted(pairs, key=lambda pair: pair[0])
)


def measure(chip: Chip) -> float:
    return 6.0 * len(chip.text) + 10


def placed(lines: list[tuple[int, Claim]]) -> list[PlacedChip]:
    pairs = [(HIGH * line + 8, Sentence(at, at + 1, claim)) for at, (line, claim) in enumerate(lines)]
    return list(place_chips(pairs, HIGH * 13 + 8, HIGH, WIDTH, measure))


def line_of(chip: PlacedChip) -> int:
    return int(chip.box.center().y() // HIGH)


@given(starts)
def test_chips_keep_to_their_place(lines: list[tuple[int, Claim]]) -> None:
    chips = placed(lines)
    for at, chip in enumerate(chips):
        own = lines[chip.sentence.start][0]
        following = min((line for line, _ in lines if line > own), default=13)
        assert own <= line_of(chip) < max(following, own + 1)
        assert chip.box.left() >= 0 and chip.box.right() <= WIDTH and chip.box.height() == HEIGHT
        assert not any(chip.box.intersects(other.box) for other in chips[:at])


@given(starts)
def test_no_chip_is_lost(lines: list[tuple[int, Claim]]) -> None:
    chips = placed(lines)
    for line in {line for line, _ in lines}:
        wanted = [chip for here, claim in lines if here == line for chip in chips_of(claim) if chip.evidence]
        there = [one.chip for one in chips if lines[one.sentence.start][0] == line]
        hidden = [name for chip in there if chip.text.startswith("+") for name in chip.tip.split("\n")]
        shown = [chip.text for chip in there if chip.evidence and not chip.text.startswith("+")]
        assert sorted(shown + [name for name in hidden if name.startswith("F")]) == sorted(chip.text for chip in wanted)


def test_a_row_without_room_says_how_many_are_hidden() -> None:
    full = Claim("words", tuple(f"C{at}" for at in range(9)))
    chips = placed([(0, full), (1, Claim("next", ("W1",)))])
    assert [one.chip.text for one in chips] == ["C0", "C1", "C2", "+6", "W1"]
    assert chips[3].chip.evidence == "C3"


def test_the_person_is_named_once_a_line() -> None:
    own = Claim("words", status=Status.USER)
    assert [one.chip.text for one in placed([(0, own), (0, own), (1, own)])] == ["you", "you"]
