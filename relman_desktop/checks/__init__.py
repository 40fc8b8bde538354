"""What an approver would send back: a table of checks over the ticket and what is known of its change."""

from .finding import Finding, Mend, Severity

__all__ = ["Finding", "Mend", "Severity"]
