"""The markups that texts leave in."""

from enum import StrEnum


class Flavour(StrEnum):
    """A markup. What it is called stands in the table of a target's fields and after `--format`."""

    PLAIN = "plain"
    CRLF = "crlf"  # plain text with the line ends of a form
    COMMONMARK = "commonmark"
    GFM = "gfm"
    GLFM = "glfm"
    HTML = "html"  # inline styles, for a mail, a chat and fields of rich text
    WIKI = "wiki"  # Jira's, of its Data Center
    ADF = "adf"  # Atlassian's document format: JSON as text
    TEXTILE = "textile"

    @property
    def is_markdown(self) -> bool:
        return self in (Flavour.COMMONMARK, Flavour.GFM, Flavour.GLFM)
