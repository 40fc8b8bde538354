"""Which change a ticket is of, in the words by which one finds it at its host."""

from urllib.parse import quote

from ..ticket import ChangeRef

COMPARE = "compare"  # key of the object `around` of a draft
_SHORT = 10  # digits of a commit's id
_GITHUB = "https://{host}/{path}/compare/{base}...{head}"
_GITLAB = "https://{host}/{path}/-/compare/{base}...{head}"
_HOSTS = {
    "github.com": _GITHUB,
    "codeberg.org": _GITHUB,
    "gitlab.com": _GITLAB,
    "bitbucket.org": "https://{host}/{path}/branches/compare/{head}%0D{base}",
}
_KINDS = {"github.": _GITHUB, "gitlab.": _GITLAB}  # sites of a company's own, by what they are usually called


def compare_link(host: str, path: str, base: str, head: str) -> str:
    """The page that shows the change, by the address of the repository's origin (`sources.work.origin`); "" where the
    host is not one whose pages are known, or the change is no range."""
    own = next((form for start, form in _KINDS.items() if host.startswith(start)), "")
    form = _HOSTS.get(host, own)
    if not (form and path and base and head):
        return ""
    return form.format(host=host, path=quote(path), base=base, head=head)


def change_line(repo: str, change: ChangeRef, compare: str = "") -> str:
    """The repository, the range and its commits, as "orders v1..v2 (0123456789..abcdef0123)"; "" for nothing."""
    ids = f"{change.base[:_SHORT]}..{change.head[:_SHORT]}" if change.base and change.head else ""
    named = " ".join(filter(None, (repo, change.range)))
    told = f"{named} ({ids})" if named and ids and ids != change.range else named or ids
    return ", ".join(filter(None, (told, compare)))
