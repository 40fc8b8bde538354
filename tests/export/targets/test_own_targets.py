"""A team's own target: a file that changes a shipped one or is a new one, and all that may be wrong in it."""

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from relman_desktop.errors import Faulty, InputError
from relman_desktop.export.targets.table import known_targets, own_folder, read_target, shipped, targets

from .making import OUR_ID, prepared

_KEYS = st.sampled_from(
    [
        "title",
        "auth",
        "field",
        "calls",
        "sorts",
        "fold",
        "session",
        "setting",
        "ours",
        "theirs",
        "label",
        "choices",
        "create",
        "open",
        "path",
        "query",
        "json",
        "text",
        "into",
        "name",
        "value",
        "remove",
    ]
)
ACME = """\
extends = "servicenow"
title = "Acme changes"

[[setting]]
name = "service"
label = "Service"

[[field]]
ours = "validation"
theirs = "u_checks"
limit = 8000

[[field]]
ours = "impact"
remove = true

[[field]]
theirs = "cmdb_ci"
label = "Configuration item"
sort = "line"
value = "{service}"

[[field]]
ours = "risk"
[field.choices]
low = { value = "5", label = "None" }
medium = { value = "3", label = "Moderate" }
high = { value = "2", label = "High" }
critical = { value = "1", label = "Very High" }

[calls.comment]
json = { comments = "{text}" }
"""


@pytest.fixture
def folder() -> Path:
    made = own_folder()
    made.mkdir(parents=True)
    return made


def test_a_file_changes_only_what_it_says(folder: Path) -> None:
    (folder / "acme.toml").write_text(ACME, "utf-8")
    own, base = targets()["acme"], shipped()["servicenow"]
    assert (own.name, own.title, own.asks) == ("acme", "Acme changes", "servicenow")
    assert own.taking("validation")[0].theirs == "u_checks" and own.taking("validation")[0].markup == "crlf"
    assert not own.taking("impact") and len(own.fields) == len(base.fields)
    assert own.calls["comment"].path == base.calls["comment"].path
    assert own.calls["create"] == base.calls["create"]
    assert [one.name for one in own.settings] == ["time_zone", "service"]
    made = prepared(own, said={"values": {"service": "checkout"}}, risk="critical")
    assert (made.fields["u_checks"], made.fields["cmdb_ci"]) == ("1. Open /health", "checkout")
    assert made.fields["risk"] == "Very High" and "impact" not in made.fields


def test_a_file_with_the_name_of_a_shipped_target_takes_its_place(folder: Path) -> None:
    (folder / "servicenow.toml").write_text('extends = "servicenow"\ntitle = "Ours"\n', "utf-8")
    assert targets()["servicenow"].title == "Ours" and targets()["jsm"] == shipped()["jsm"]


def test_a_whole_table_of_ones_own_is_a_target(folder: Path) -> None:
    calls = "".join(f'[calls.{name}]\nmethod = "POST"\npath = "/x"\n' for name in ("create", "find", "read", "update"))
    (folder / "own.toml").write_text(
        'title = "Own"\naddress = "https://x"\n'
        '[[auth]]\nname = "t"\ntitle = "T"\nheaders = { X = "{token}" }\n'
        '[[field]]\nours = "title"\ntheirs = "t"\nlabel = "T"\nsort = "line"\n'
        '[[field]]\nours = "everything"\ntheirs = "b"\nlabel = "B"\nmarkup = "gfm"\n'
        f"{calls}",
        "utf-8",
    )
    made = prepared(targets()["own"])
    assert "## Rollback steps" in made.fields["b"] and "**Validator:** Grace Hopper" in made.fields["b"]
    assert made.fields["b"].endswith(OUR_ID) and "night shift" not in made.fields["b"]
    assert [one.ours for one in made.left] == ["state", "notes"] and made.asides == ()


WRONG = """\
extends = "servicenow"
titel = "Acme"
settles_s = "soon"

[[field]]
ours = "validaton"
theirs = "u_checks"

[[field]]
ours = "rollback"
limit = "4000"
markup = "html5"
requird = true

[[field]]
ours = "risk"
[field.choices]
low = "4"

[calls.create]
methd = "POST"

[fold]
into = 7
"""


def test_all_that_is_wrong_is_told_with_its_line_and_a_guess(folder: Path) -> None:
    (folder / "acme.toml").write_text(WRONG, "utf-8")
    with pytest.raises(Faulty) as told:
        targets()
    assert told.value.content.decode().splitlines() == [
        "acme.toml, line 2: there is no `titel`; did you mean `title`?",
        "acme.toml, line 3: `settles_s` is “soon”, and must be a number.",
        "acme.toml, line 11: `limit` is “4000”, and must be a whole number.",
        "acme.toml, line 12: `markup` is “html5”, and must be one of plain, crlf, commonmark, gfm, glfm, html, wiki,"
        " adf and textile; did you mean `html`?",
        "acme.toml, line 13: there is no `requird` in [[field]]; did you mean `required`?",
        'acme.toml, line 17: `low` in `choices` must be a value and a label: low = { value = "3", label = "Medium" }.',
        "acme.toml, line 20: there is no `methd` in [calls]; did you mean `method`?",
        "acme.toml, line 24: `into` is 7, and must be text in quotes.",
    ]
    assert "line 2" in str(told.value) and "7 more faults" in str(told.value)


def test_what_fits_nothing_is_told_with_its_line(folder: Path) -> None:
    (folder / "acme.toml").write_text(
        'extends = "servicenow"\n\n[[field]]\nours = "validaton"\ntheirs = "u_checks"\nlabel = "Checks"\n\n'
        '[[field]]\ntheirs = "cmdb_ci"\nlabel = "CI"\nvalue = "{servce}"\n\n'
        '[[setting]]\nname = "service"\nlabel = "S"\n\n'
        '[calls.create]\npath = "https://elsewhere.example/"\n\n[calls.read]\nquery = { a = "{ourid}" }\n\n'
        '[fold]\ninto = "body"\n\n[[field]]\ntheirs = "u_x"\n',
        "utf-8",
    )
    with pytest.raises(Faulty) as told:
        targets()
    assert told.value.content.decode().splitlines() == [
        "acme.toml, line 26: [[field]] has no `label`.",
        "acme.toml, line 17: `path` is “https://elsewhere.example/”, and must begin with a slash: no other host"
        " is asked.",
        "acme.toml, line 20: [calls.read] fills in {ourid}, and there is no such thing; did you mean `our_id`?",
        "acme.toml, line 4: `ours` is `validaton`, which there is not; did you mean `validation`?",
        "acme.toml, line 11: `value` names {servce}, which is no setting of the target; did you mean `service`?",
        "acme.toml, line 24: `into` is “body”, and must be the `ours` of one of the target's fields.",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('extends = "glpi"\n[session]\ntokn = "x"\n', "line 3: there is no `tokn` in [session]; did you mean `token`?"),
        ('extends = "glpi"\n[session.open]\nmethod = "PUSH"\n', "line 2: `method` is “PUSH”"),
        ('extends = "jsm"\ncalls = 5\n', "line 2: `calls` is 5, and must be a table"),
        ('extends = "jsm"\nfield = [1, "x"]\n', "1 in `field` must be a table"),
        ('extends = "jsm"\nsorts.text = 5\n', "[sorts.text] must be a table"),
        ('extends = "jsm"\nauth = "key"\n', "write [[auth]], once for each"),
        ('title = "Acme', "it is not TOML here"),
        ('extends = "servicenov"\n', "did you mean `servicenow`?"),
        ('title = "Acme"\n', "`address` is missing"),
        ("\x00", "it is not TOML here"),
    ],
)
def test_a_file_that_is_no_target_is_told(folder: Path, text: str, expected: str) -> None:
    (folder / "acme.toml").write_text(text, "utf-8")
    with pytest.raises(InputError, match="mend or remove that file") as told:
        targets()
    assert expected in str(told.value)


_VALUES = st.recursive(
    st.sampled_from(["", "x", "text", "{id}", 1, 1.5, True]), lambda one: st.lists(one) | st.dictionaries(_KEYS, one)
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.dictionaries(_KEYS, _VALUES, max_size=4))
def test_whatever_a_table_says_it_is_a_target_or_told(told: dict[str, Any]) -> None:
    folder = own_folder()
    folder.mkdir(parents=True, exist_ok=True)
    lines = "".join(f"{key} = {_toml(value)}\n" for key, value in told.items())
    (folder / "acme.toml").write_text(f'extends = "glpi"\n{lines}', "utf-8")
    with suppress(InputError):
        assert read_target(folder / "acme.toml").name == "acme"


def _toml(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {_toml(one)}" for key, one in value.items()) + "}"
    return "[" + ", ".join(map(_toml, value)) + "]" if isinstance(value, list) else json.dumps(value)


def test_one_wrong_file_takes_no_other_target_away(folder: Path) -> None:
    (folder / "acme.toml").write_text(ACME, "utf-8")
    (folder / "jsm.toml").write_text("title = 7\n", "utf-8")
    (folder / "bytes.toml").write_bytes(b"\xff\xfe")
    known, faults = known_targets()
    assert known.keys() == {*shipped(), "acme"} - {"jsm"}
    assert len(faults) == 2 and "bytes.toml" in str(faults[0]) and "jsm.toml" in str(faults[1])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('page = "javascript:alert(1)//{id}"', "line 2: `page` is “javascript:alert(1)//{id}”, and must begin with"),
        ('page = "{url}@evil.example/{id}"', "`page` is"),
        ('page = "{url}.evil.example/{id}"', "`page` is"),
        ('page = "file:///etc/passwd"', "`page` is"),
        ('page = "https://x.example/?t={token}"', "`page` names the token"),
        ("settles_s = 1e300", "`settles_s` is 1e+300, and must be from 0 to 600"),
        ("settles_s = nan", "`settles_s` is"),
        ("settles_s = -1", "`settles_s` is -1"),
        ("most_file = -5", "`most_file` is -5"),
        ('[calls.create]\npath = "//evil.example/api"', "`path` is “//evil.example/api”"),
        ('[calls.read]\npath = "/\\\\evil.example/{id}"', "`path` is"),
        ('[calls.read]\npath = "/a/../../b/{id}"', "must be a plain path"),
        ('[calls.read]\npath = "/a/{id}?t=1"', "must be a plain path"),
        ('[calls.find]\nheaders = { Host = "evil.example" }', "[calls.find] sets the header “Host”"),
        ('[calls.find]\nheaders = { cookie = "a=b" }', "sets the header “cookie”"),
        ('[[auth]]\nname = "x"\ntitle = "X"\nheaders = { HOST = "evil.example" }', "sets the header “HOST”"),
        ('[calls.find]\nquery = { t = "{token}" }', "[calls.find] puts the token into its `query`"),
        ('[calls.find]\npath = "/x/{basic}"', "puts the token into its `path`"),
        ("[calls.find]\npages = 100000000", "`pages` is 100000000"),
        ('[[field]]\nours = "title"\nlimit = -1', "line 4: `limit` is -1, and must be from 1 to"),
        (
            '[[field]]\nours = "risk"\ntheirs = "title.x"',
            "line 4: `theirs` is “title.x”, and “title” is a field itself",
        ),
    ],
)
def test_what_leads_elsewhere_tells_the_token_or_never_ends_is_refused(folder: Path, text: str, expected: str) -> None:
    (folder / "acme.toml").write_text(f'extends = "gitlab"\n{text}\n', "utf-8")
    with pytest.raises(Faulty) as told:
        targets()
    assert expected in told.value.content.decode()


@pytest.mark.parametrize("name", sorted(shipped()))
def test_a_shipped_target_passes_as_a_teams_own(folder: Path, name: str) -> None:
    (folder / "acme.toml").write_text(f'extends = "{name}"\ntitle = "Ours"\n', "utf-8")
    assert targets()["acme"].title == "Ours"
