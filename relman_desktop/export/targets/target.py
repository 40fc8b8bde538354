"""A target as the tables in `resources/targets/` tell of it: its fields, its limits, and the requests that it takes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from ..markup import Flavour


class Sort(StrEnum):
    """What a field of a target holds."""

    TEXT = "text"  # any number of lines, in the field's markup
    LINE = "line"  # one line
    CHOICE = "choice"
    MOMENT = "moment"  # date and time
    DAY = "day"
    PERSON = "person"  # as the target knows people; a group, too
    NUMBER = "number"
    LABELS = "labels"  # a list of words


class Over(StrEnum):
    """Where a text goes, whole, that is longer than its field takes or that has no field. It is never cut."""

    COMMENT = "comment"
    ATTACHMENT = "attachment"
    FOLD = "fold"  # into the text that holds all that has no field of its own
    NOWHERE = "nowhere"  # then it keeps the ticket from being sent


class Emptied(StrEnum):
    """What a target takes for a field that is to hold nothing any more, but for texts and labels, which are empty."""

    NULL = "null"  # of a field that is sent as a list: an empty one
    TEXT = "text"  # ""
    ZERO = "zero"  # the number of no person
    NEVER = "never"  # it always holds something there


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice of a target's field."""

    value: str  # what its API takes
    label: str  # what a person reads there


@dataclass(frozen=True, slots=True)
class TargetField:
    """A field of a target, and what of ours goes there."""

    # its name in `{fields}`, dots leading into objects; of `by_name` what people call it there; "" for what has no
    # field and goes where `over` says
    theirs: str
    label: str  # as its form calls it
    ours: str = ""  # a name of `fields.FIELDS`, or of `OURS`; "" for one that only holds `value`
    sort: Sort = Sort.TEXT
    markup: Flavour = Flavour.PLAIN
    markup_by: str = ""  # the setting of the system that names another, where sites differ
    limit: int | None = None  # characters that it takes
    warn_above: int | None = None  # characters above which some sites cut it, or do not take it
    counts: str = "characters"  # what its limit is of: "characters", "utf16" (units, as Java counts) or "bytes" (UTF-8)
    over: Over = Over.COMMENT
    by_name: bool = False  # its id is another on every site: `Schema` tells it by its name
    required: bool = False
    choices: Mapping[str, Choice] = field(default_factory=dict)  # by ours: "low", "normal", "3"
    from_high: Mapping[str, Choice] = field(
        default_factory=dict
    )  # in place of them where the level is high or critical
    value: str = ""  # what is sent as it is; may name settings of the system: "{tracker}"
    wrap: Any = None  # what is put around the value: {"value": "{value}"}, ["{value}"]
    form: str = ""  # of a moment: how it is written (strftime), in UTC; "" for ISO 8601 with "Z"
    # the setting of the system that names the zone in which the target writes moments, if not UTC; the team's where the
    # setting is empty
    zone_by: str = ""
    takes: str = "value"  # of a choice: whether its API takes the `value` or the `label`
    join: str = ""  # of labels that are sent as one text: what stands between them
    known: bool = False  # sent only if it is among the site's choices, by value or label; else the fold tells it
    read: str = ""  # where it stands in what is read back, if elsewhere: "tracker.id"
    kept: bool = True  # whether it is read back and compared
    once: bool = False  # sent when the record is made and never after, as people move a record to another project
    emptied: str = ""  # an `Emptied`: what is sent where it is to be empty; "" for the target's
    source: str = ""  # where its choices or limit were read
    why: str = ""  # what is lost or chosen there, a sentence; told where two of ours are one there, or one has no field
    tells: tuple[str, ...] = ()  # by ours: for which choices it is told, too


OURS = ("our_id", "start", "end", "impact", "likelihood", "group", "links", "everything")
"""What a target's field may take beside the ticket's own fields.

Our id, the schedule's two ends (moments), the places of the risk's axes ("1" to "5"), the assignee's group, the work
tickets' links, the whole ticket as one text.
"""


@dataclass(frozen=True, slots=True)
class Fold:
    """The text that holds, under headings, all written fields and details that have no field of their own."""

    into: str  # the `ours` of the field that it is: "description"
    heading: str = "## {label}"
    details: bool = True  # the short values, as a list, stand first rather than last
    tasks: bool = False  # steps as a list of tasks, which can be ticked there


@dataclass(frozen=True, slots=True)
class Call:
    """A request. `{...}` in it is filled in.

    What may stand there: a setting of the system, `{id}`, `{our_id}`, `{text}`, `{user}`, `{token}`; of an attachment
    `{name}`, `{media}` and `{base64}`, its content; `{upload}`, the `id` that the call "upload" was answered. A header
    or a query that comes out empty is left out.

    In `path` what is filled in is percent-encoded. In `json` a string that is nothing but `"{fields}"` becomes the
    object of all fields, `"{patch}"` the same as a JSON Patch that adds "/fields/<theirs>"; `"{text}"` an aside's
    `value`: of ADF, its document; `"{json}"` in `form` is the filled-in `json` as text.
    What is filled in between quotation marks, `=` or `^` may hold none of a query language's own signs.
    Pointers are dotted: "result.0.sys_id"; `*` is the first of whatever is there: "objects.*.key"; `id=12` the first
    of a list whose `id` is that. A name that has dots itself is found whole first: "System.Title".
    """

    method: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    json: Any = None
    form: Mapping[str, str] | None = None
    file: str = ""  # the name of the part that an attachment is sent as (multipart); "" sends its bytes as the body
    ok: Mapping[str, Any] = field(default_factory=dict)  # what an answer of success has, by pointers: {"code": 0}
    rows: str = ""  # of what finds: the list of records; of "objects.*" the values of an object; "" for the answer
    none: Mapping[str, Any] = field(default_factory=dict)  # of what finds: an answer without rows that found nothing
    # of what finds: the pointer in a record where our id must stand, or several ("labels or description"); "" trusts
    # what is found
    holds: str = ""
    made: str = ""  # of what finds: where a row tells when it was made; without it the lowest key was made first
    pages: int = 1  # of what finds: how many pages are looked through, by `page`
    page: str = ""  # the query's name for the number of the page, from 1
    most: int = 0  # of what finds: how many rows a page has at most; so many may not be all; 0 where that is not known
    record: str = ""  # of what reads or finds: where in a row the fields are
    id: str = ""  # pointers in an answer or a row: what the target calls the record in requests,
    key: str = ""  # and to people,
    url: str = ""  # and where they see it, if it tells that


@dataclass(frozen=True, slots=True)
class Auth:
    """A way to authorise; `{basic}` in its headers is what `basic` says, encoded as HTTP Basic wants it."""

    name: str
    title: str  # for people: "API key"
    headers: Mapping[str, str] = field(default_factory=dict)
    wants_user: bool = False
    basic: str = "{user}:{token}"  # "{token}:X" where the token stands in place of a name

    @property
    def secret(self) -> str:
        """What is given beside the user: "password", "API key", "OAuth token"."""
        told = self.title.rpartition(" and ")[2]
        return told if told[1:2].isupper() or told.startswith("OAuth") else told[:1].lower() + told[1:]


@dataclass(frozen=True, slots=True)
class Opening:
    """A session that must be opened before the first request, and closed."""

    open: Call
    token: str  # the pointer to its token in the answer
    header: str  # in which that goes with each request
    close: Call


@dataclass(frozen=True, slots=True)
class Setting:
    """What a configured system tells beside its address."""

    name: str
    label: str
    example: str = ""
    default: str = ""
    required: bool = True
    help: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Target:
    """A kind of change system."""

    name: str  # "servicenow"
    title: str  # "ServiceNow"
    address: str  # an example of its address, or the address where there is only one
    auth: tuple[Auth, ...]  # the first is the usual one
    fields: tuple[TargetField, ...]
    # "create", "find", "read", "update"; where it can "comment", "attach", "self"; "upload", which is sent before
    # "attach"; "search", which is asked after a "find" that only looks through the newest, and whose index may lag;
    # "comments" and "attachments", which find those of a record (`holds` leads to the text, and to the name); "project"
    # (that the place is there) and "may" (whether the token may create: by `ok`)
    calls: Mapping[str, Call]
    settings: tuple[Setting, ...] = ()
    fold: Fold | None = None
    session: Opening | None = None
    page: str = ""  # where people see a record: "{url}/issues/{id}"
    asks: str = ""  # who asks it for its fields, choices and limits (`submitting.schemas`); "" for nobody
    settles_s: float = 0.0  # how long a record may not be found yet by its search after it was made
    most_file: int = 10 << 20  # bytes of an attachment
    emptied: str = Emptied.NULL  # an `Emptied`: what its fields take that are to be empty
    comments: str = ""  # who reads a comment, if not only those who work on the record: a sentence that is told
    sorts: Mapping[str, TargetField] = field(default_factory=dict)  # by `Sort`: how fields of a site are written
    token_page: str = ""
    scopes: str = ""
    variable: str = ""  # the environment variable that people keep its token in
    note: str = ""

    def taking(self, ours: str) -> tuple[TargetField, ...]:
        """The fields that one of ours goes to."""
        return tuple(one for one in self.fields if one.ours == ours)
