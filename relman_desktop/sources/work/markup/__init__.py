"""What trackers write in (ADF, Jira's wiki markup, HTML, Textile, Markdown with HTML in it) as plain Markdown.

Once, on input, whoever the author is: the result holds no HTML, and no more markup than the document had; the words of
a link stand before its address, which is never followed; of a picture its description is kept. All take linear time.
"""

from .adf import adf_to_markdown
from .html import html_to_markdown
from .outline import Outline, adf_outline, html_outline
from .plain import plain_markdown
from .textile import textile_to_markdown
from .wiki import wiki_to_markdown

__all__ = [
    "Outline",
    "adf_outline",
    "adf_to_markdown",
    "html_outline",
    "html_to_markdown",
    "plain_markdown",
    "textile_to_markdown",
    "wiki_to_markdown",
]
