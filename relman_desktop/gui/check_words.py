"""What the tab "Checks" and its chip say."""

from collections.abc import Iterable
from dataclasses import dataclass

from ..checks.finding import Finding, Severity
from ..fields import BY_NAME
from ..wording import counted, joined, shorten
from .theme import Role

TITLE = "What an approver would send back"
LOOKING = "Looking at the ticket…"
CLEAR = "All clear: nothing was found for which an approver would send this ticket back."
WHY = "Your team weighs these checks and adds its own in its profile."
HEADINGS = {
    Severity.BLOCK: "Blocks: it would be sent back",
    Severity.WARN: "Warns: it may be asked for",
    Severity.NOTE: "Good to know",
}
ICONS = {Severity.BLOCK: "failed", Severity.WARN: "alert", Severity.NOTE: "told"}
INKS = {Severity.BLOCK: Role.ERROR, Severity.WARN: Role.WARNING, Severity.NOTE: Role.QUIET}
_LONGEST_QUOTE = 140  # characters
_ENOUGH = 20  # letters by which one knows words that stand in the sentence


@dataclass(frozen=True, slots=True)
class CheckState:
    """What the chip shows: `words` in few, `told` in a sentence."""

    words: str
    told: str
    severity: Severity | None = None  # of the gravest; None where nothing was found


def state_of(findings: Iterable[Finding], unchecked: str = "") -> CheckState:
    """How it stands with a ticket by what was found in it. `unchecked`: why hardly anything was looked for."""
    found = [one.severity for one in findings]
    blocking, warning = (found.count(one) for one in (Severity.BLOCK, Severity.WARN))
    if blocking:
        return CheckState(f"{blocking} block", f"{summary(found)}. Shows them.", Severity.BLOCK)
    if warning:
        return CheckState(f"{warning} warn", f"{summary(found)}; nothing blocks. Shows them.", Severity.WARN)
    if found:
        return CheckState("Checked", f"{summary(found)}; nothing blocks. Shows them.", Severity.NOTE)
    return CheckState("Not checked", unchecked, Severity.NOTE) if unchecked else CheckState("Checked", CLEAR)


def told_of(findings: Iterable[Finding], unchecked: str = "") -> tuple[str, str]:
    """The sentence above the findings, and its look."""
    found = summary(one.severity for one in findings)
    if unchecked:
        return f"{found}. {unchecked}" if found else unchecked, "quiet"
    return (f"{found}.", "quiet") if found else (CLEAR, "good")


def summary(found: Iterable[Severity]) -> str:
    """`2 findings block, 5 warn and 1 is a note`, in short."""
    found = list(found)
    words = {Severity.BLOCK: ("blocks", "block"), Severity.WARN: ("warns", "warn")}
    told = [
        f"{number} {words[one][number > 1]}" if one in words else counted(number, "note")
        for one in Severity
        if (number := found.count(one))
    ]
    return joined(told)


def place_of(finding: Finding) -> str:
    """The field that a finding is in; "" for the whole ticket."""
    return BY_NAME[finding.field].label if finding.field in BY_NAME else ""


def sentence_of(finding: Finding) -> str:
    """The finding's sentence without the field's name before it, which stands above it."""
    lead = f"{place_of(finding)}: "
    text = finding.text.removeprefix(lead) if finding.field else finding.text
    return text[:1].upper() + text[1:]


def quote_of(finding: Finding) -> str:
    """The words that it is about, on a line; "" where the sentence holds them already."""
    line = " ".join(finding.quote.split())
    told = not line or _bare(line)[:_ENOUGH] in _bare(finding.text)
    return "" if told else f"“{shorten(line, _LONGEST_QUOTE)}”"


def _bare(text: str) -> str:
    """The letters and digits of a text, without the number of a step before it."""
    return "".join(one for one in text.strip().lstrip("0123456789.) ") if one.isalnum()).casefold()


def go_words(finding: Finding) -> tuple[str, str]:
    """The words of the button that leads to where a finding is, and what it does."""
    where = place_of(finding).lower()
    return f"Go to {where}", f"Goes to the words in {where}" if finding.quote else f"Goes to {where} in the ticket"


def mend_words(finding: Finding) -> tuple[str, str]:
    """The words of the button that mends a finding, and what it does."""
    assert finding.mend
    fields = joined([BY_NAME[one].label.lower() for one in finding.mend.texts if one in BY_NAME])
    return finding.mend.label, f"{finding.mend.label}: changes {fields}; undo takes it back"
