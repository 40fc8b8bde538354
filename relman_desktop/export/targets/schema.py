"""What a site tells of its own fields, which may be others than those of the table."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from .target import Choice, Sort


@dataclass(frozen=True, slots=True)
class SiteField:
    """A field as the site has it."""

    theirs: str  # its name in requests: "customfield_10032"
    name: str  # what people call it
    sort: Sort = Sort.TEXT
    limit: int | None = None
    required: bool = False
    choices: tuple[Choice, ...] = ()
    markup: str = ""  # a `Flavour`, where the site tells it
    read: str = ""  # where it stands in what is read back, if elsewhere: "custom_fields.id=12.value"


@dataclass(frozen=True, slots=True)
class Schema:
    """The fields of a site, by their names in requests; of the kind of record that tickets become there."""

    fields: Mapping[str, SiteField] = field(default_factory=dict)
    asked_at: str = ""  # UTC, ISO 8601
    complete: bool = False  # whether a field that is not here is none of the site's

    def named(self, name: str) -> SiteField | None:
        """The field that people call so; the only one, whatever its case."""
        folded = " ".join(name.split()).casefold()
        found = [one for one in self.fields.values() if " ".join(one.name.split()).casefold() == folded]
        return found[0] if len(found) == 1 else None
