"""What was masked: the record that is shown and kept, never the value."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Redaction:
    """One secret that stands masked in what is packed. The same value has the same placeholder everywhere."""

    placeholder: str  # "[[SECRET_AWS_KEY_1]]"
    rule: str  # the rule that found it first: "aws-access-token"
    ref: str  # the evidence id in which it first stood: "F3.h2"
    count: int  # how many times it was masked
