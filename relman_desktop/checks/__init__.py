"""What an approver would send back: a table of checks over the ticket and what is known of its change.

finding    the values: a finding, its severity, what mends it
case       what is checked
checking   all checks of a case, each as the team weighs it
table      resources/checks.toml
team       weights and rules of the team's profile
mends      whole texts of fields that put a finding right
secrets_told   secrets of the ticket, as they are told and masked
written, titles, people, going_back, doing, schedules, sentences, secret, risks, matters, approvals   the checks
"""

from .case import Case, Limit, unchecked
from .checking import check
from .finding import Finding, Mend, Severity

__all__ = ["Case", "Finding", "Limit", "Mend", "Severity", "check", "unchecked"]
