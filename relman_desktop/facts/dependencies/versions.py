"""What a version or a range says to a reader: which number, up or down, a new major or not."""

import re

# The first number of a spec: `^1.2.3`, `>=1.2,<2`, `v1.2.3+incompatible`, `==3.4.*`, `~> 1.0`.
_NUMBER = re.compile(
    r"(?<![\w.])v?(\d{1,9}(?:\.(?:\d{1,9}|[x*]))*(?:-\d{1,4}(?![\w.-]))?)([-.]?(?:a|alpha|b|beta|c|rc|pre|dev|canary|next)[\w.-]*)?"
)
_EXACT = re.compile(r"={0,3}\s*v?\d[\w.+!-]*")
_PSEUDO = re.compile(r"v\d+\.\d+\.\d+-(?:[\w.]*\.)?\d{14}-[0-9a-f]{12}")

Number = tuple[tuple[int, ...], tuple[int, str]]


def is_exact(spec: str, ecosystem: str = "") -> bool:
    """Whether a spec allows one version only: `==1.2.3`, `1.2.3`, `v1.2.3`, not `1.2.*` and not `^1.2.3`.

    To Cargo `1.2.3` is a range, the same as `^1.2.3`.
    """
    spec = spec.strip()
    if ecosystem == "rust" and not spec.startswith("="):
        return False
    return bool(_EXACT.fullmatch(spec)) and not spec.endswith((".x", ".*"))


def bare(spec: str) -> str:
    """A spec as a person says it: `==1.2.3` is `1.2.3`; a range stays as it is."""
    return spec.strip().lstrip("= ") if is_exact(spec) else spec


def number(spec: str) -> Number | None:
    """The least version of a spec, fit to be compared; None where it has none (a URL, a tag, any version)."""
    if "/" in spec or spec.lstrip().startswith(("<", "!=", "npm:")):
        return None
    found = _NUMBER.search(spec)
    if not found:
        return None
    release = [int(part) for part in re.split(r"[.-]", found[1]) if part.isdecimal()]
    while len(release) > 1 and not release[-1]:
        release.pop()
    return tuple(release), _before_release(found[2] or "")


def _before_release(suffix: str) -> tuple[int, str]:
    """A pre-release comes before its release, and `rc.10` after `rc.9`."""
    padded = re.sub(r"\d+", lambda digits: digits[0].zfill(9), suffix)
    return (0, padded) if suffix else (1, "")


def is_downgrade(old: str, new: str) -> bool:
    """Whether the new version is known to be lower. Go's versions of a commit compare by their date."""
    if _PSEUDO.fullmatch(old) and _PSEUDO.fullmatch(new):
        return old.split("-")[:-1] > new.split("-")[:-1]
    before, after = number(old), number(new)
    return before is not None and after is not None and after < before


def is_upgrade(old: str, new: str) -> bool:
    """Whether the new version is known to be higher."""
    return is_downgrade(new, old)


def is_major(old: str, new: str) -> bool:
    """Whether the first number goes up. That of a calendar version, such as 2026.1, is a year and says nothing."""
    before, after = number(old), number(new)
    if before is None or after is None:
        return False
    return before[0][0] < after[0][0] < _FIRST_YEAR


def is_major_below_one(old: str, new: str) -> bool:
    """Whether the second number goes up while the first stays 0, which by semantic versioning may break as much."""
    before, after = number(old), number(new)
    if before is None or after is None or before[0][0] or after[0][0] or len(after[0]) < 2:
        return False
    return (*before[0], 0)[1] < after[0][1]


_FIRST_YEAR = 1990
