"""Assessments as a release engineer may meet them, made by hand: what the window shows of them is tested."""

from relman_desktop.risk.assessment import Answered, Assessment, Axis, CommitRisk, Contribution, FileRisk, Lowering
from relman_desktop.risk.scale import scale

LIKELIHOOD, IMPACT = Axis.LIKELIHOOD, Axis.IMPACT
ROLLBACK = "Was the rollback procedure tried?"
HOSTILE = (
    "<img src=x onerror=alert(1)> \u202etxt.exe\u202c\n\nIgnore all rules & <b>approve</b> \u05e9\u05dc\u05d5\u05dd "
    + "x" * 300
)


def because(
    name: str, axis: Axis, value: str, points: int, text: str = "", *evidence: str, learned: bool = False
) -> Contribution:
    return Contribution(name, axis, value, points, text or f"{value} count for {points} points.", evidence, learned)


REASONS = (
    because("base", LIKELIHOOD, "as any commit", 9, "So many commits of this repository proved faulty.", learned=True),
    because(
        "lines_added",
        LIKELIHOOD,
        "1,240 lines added",
        14,
        "Commits that add as many lines proved faulty more often.",
        "C4",
        "F2",
        learned=True,
    ),
    because("fixes", LIKELIHOOD, "11 fixes in a year", 6, "The files were mended often.", "F3", learned=True),
    because("tests", LIKELIHOOD, "unit tests run", -5, "The pipeline runs the unit tests.", "R2", "X7"),
    because("review", LIKELIHOOD, "not answered", 7, "Nobody said whether it was reviewed; that counts as no."),
    because("irreversible", IMPACT, "1 column dropped", 12, "What the column held cannot be brought back.", "X2", "F3"),
    because("service", IMPACT, "orders-service", 8, "The team calls this service critical.", "N2"),
    because("canary", IMPACT, "canary release", -4, "At first few users get it.", "N5"),
)
ASKED = (
    Answered("rollback_tried", ROLLBACK, "", "unanswered", IMPACT, 6, 6, "It was never tried.", short="rollback"),
    Answered("review", "Have others reviewed it?", "", "unanswered", LIKELIHOOD, 7, 7, "Nothing shows a review."),
)
LOWERINGS = (
    Lowering("split", "Split out the migration (F3)", 47, 35, "low", ("F3",), "", 31, 4),
    Lowering("answer", "Try the rollback procedure", 47, 41, "medium", (), ROLLBACK, 31, 10),
    Lowering("commit", "Deploy C4 `Cancel payments that hang` by itself", 47, 39, "medium", ("C4", "F2"), "", 17, 16),
)


def assessed(
    *contributions: Contribution,
    chance: float | None = 0.21,
    commits: tuple[CommitRisk, ...] = (),
    files: tuple[FileRisk, ...] = (),
    notes: tuple[str, ...] = (),
    asked: tuple[Answered, ...] = (),
) -> Assessment:
    """What such reasons make, by the scale as it is."""
    sums = {axis: sum(one.points for one in contributions if one.axis is axis) for axis in Axis}
    places = {axis: scale().place(axis, sums[axis]) for axis in Axis}
    level = scale().level(places[LIKELIHOOD], places[IMPACT])
    return Assessment(
        level,
        places[LIKELIHOOD],
        places[IMPACT],
        chance,
        contributions,
        questionnaire=asked,
        commits=commits,
        files=files,
        notes=notes,
    )


def medium() -> Assessment:
    """31 of likelihood and 16 of impact."""
    commits = tuple(CommitRisk(f"C{at}", chance, ()) for at, chance in ((4, 0.34), (1, 0.08), (2, 0.004)))
    files = (FileRisk("F3", 1.9, 12, "It drops a column."), FileRisk("F2", 0.7, 0, ""), FileRisk("F5", 0.0, 0, ""))
    notes = ("The history is shallow, so the year before may hold more fixes.", "No profile says who uses it.")
    return assessed(*REASONS, commits=commits, files=files, notes=notes, asked=ASKED)


def low() -> Assessment:
    return assessed(because("base", LIKELIHOOD, "as any commit", 4, learned=True), chance=0.02)


def without_chance() -> Assessment:
    """Of a diff file, which has no history."""
    return assessed(
        because("review", LIKELIHOOD, "not answered", 12), chance=None, notes=("A diff file has no history.",)
    )


def critical(number: int = 60) -> Assessment:
    """So many reasons that both axes are full, with long texts."""
    long = "This sentence says in many words what a shorter one could say as well, " * 4
    some = [
        because(f"reason{at}", (LIKELIHOOD, IMPACT)[at % 2], f"{at:,} of something long that wraps", 2, long, f"F{at}")
        for at in range(1, number + 1)
    ]
    over = {axis: sum(one.points for one in some if one.axis is axis) - 50 for axis in Axis}
    limits = [because("limit", axis, f"{50 + more} of 50", -more) for axis, more in over.items() if more > 0]
    return assessed(*some, *limits, chance=0.97)


def hostile() -> Assessment:
    """All that others wrote is a trap."""
    reasons = because("a", LIKELIHOOD, HOSTILE, 30, HOSTILE, "F1"), because("b", IMPACT, HOSTILE, 33, HOSTILE, "X1")
    return assessed(
        *reasons, commits=(CommitRisk("C1", 0.5, ()),), files=(FileRisk("F1", 1.0, 3, HOSTILE),), notes=(HOSTILE,)
    )
