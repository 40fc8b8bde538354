"""Verification in code: what a model wrote, proved against the evidence that it was given.

raw         a claim as a model made it            gate, markup   plain text, or it does not pass
grounds     what is checked against                ids, quotes    what is cited, and whether it says so
cited, said one piece of evidence: code and words  standing, scan names, paths, addresses, versions, dates, keys
candidate   a claim while it is checked            numbers, quantities, commands, direction
finding     what a check finds                     acts, goals    assurances, approvals, dangerous requests, goals
verifying   the table of checks                    attribution    whose words these are
accepting   what is inserted, what is repaired     shape          the field's rules
quotation   somebody's words in their only form    trusted        where commands may come from
shown       the facts as the request shows them    headings       what opens a list and claims nothing

`resources/verify.toml` holds the words. A claim is supported where code, a fact, the team or the person stands behind
all that can be looked up in it; weak where only somebody's words do, or what was not cited; else unsupported.
"""

from ..acceptance import accepted
from .accepting import Failing, failing, merge_repair, status_of, tally
from .acts import asserts
from .gate import CanaryRepeated, check_canary
from .grounds import Grounds, header_of
from .quotation import as_quotation
from .raw import RawClaim
from .verifying import as_a_whole, verify

__all__ = [
    "CanaryRepeated",
    "Failing",
    "Grounds",
    "RawClaim",
    "accepted",
    "as_a_whole",
    "as_quotation",
    "asserts",
    "check_canary",
    "failing",
    "header_of",
    "merge_repair",
    "status_of",
    "tally",
    "verify",
]
