"""A reference to a work item as it stands in a text, before it is known where else the item is named."""

from dataclasses import dataclass, replace

PULL_REQUEST, MERGE_REQUEST = "pull request", "merge request"


@dataclass(frozen=True, slots=True)
class Reference:
    """What a piece of text refers to.

    `sure` is whether its form alone says that it is a work item; another one counts only beside others like it.
    """

    key: str  # "PAY-12", "#12", "owner/repo#12", "group/project!45", "AB#12"
    tracker: str = ""
    url: str = ""
    kind: str = ""  # "pull request", "merge request"; else ""
    sure: bool = True

    @property
    def is_request(self) -> bool:
        """Whether it is how a commit came in, rather than what it is for."""
        return bool(self.kind)

    @property
    def project(self) -> str:
        """What stands before the number: "PAY", "owner/repo", "AB"; "" for a bare number."""
        return split(self.key)[0]

    @property
    def number(self) -> str:
        return split(self.key)[2]

    @property
    def is_lettered(self) -> bool:
        """Whether it has the form of Jira's and Linear's keys."""
        return split(self.key)[1] == "-"

    def doubted(self) -> "Reference":
        return replace(self, sure=False)

    def as_request(self, kind: str = PULL_REQUEST) -> "Reference":
        return replace(self, kind=self.kind or kind)


def split(key: str) -> tuple[str, str, str]:
    """A key as (project, sign, number)."""
    at = max(key.rfind(sign) for sign in "-#!")
    return key[:at] if at > 0 else "", key[at] if at >= 0 else "", key[at + 1 :]
