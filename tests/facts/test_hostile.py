"""Files that attack whoever reads them are read or said to be unread; which of them are slow, `hostile.py` prints."""

import time

import pytest

from .changes import a_change
from .hostile import BODIES, PATHS, changes, study

_EACH = 18  # of so many pairs of a path and a body one is tried here; `hostile.py` tries all


@pytest.mark.slow
@pytest.mark.parametrize("body", list(BODIES))
def test_a_hostile_file_is_read_or_refused(body: str) -> None:
    text = BODIES[body]()
    first = list(BODIES).index(body)
    for path in PATHS[first % _EACH :: _EACH]:
        for change in changes(path, text):
            study(change)


@pytest.mark.parametrize("path", ["pyproject.toml", "package.json", "pom.xml", "compose.yaml", "openapi.json"])
def test_what_could_not_be_read_is_said(path: str) -> None:
    body = {"pom.xml": BODIES["entity bomb"]()}.get(path, "[{" * 5_000)
    facts = study(a_change({path: ("openapi: 3.0.0\n", body)}))
    told = [fact for fact in facts.items if fact.kind.endswith(".unread")]
    assert told and all("was not read" in fact.text for fact in told)
    if path == "compose.yaml":
        (verdict,) = facts.of("rollback.verdict")
        assert verdict.get("verdict") == "unknown"


_NAMES = ",".join(f'"\\u0061{number}":{{}}' for number in range(4_000))
_LONG = {  # what was quadratic once: each link, name or line looked at all that came before it
    "db/changelog/a.json": f'{{"databaseChangeLog":[{{"changeSet":{{{_NAMES}}}}}]}}',
    "src/app.js": "const app = express();\napp.route('/x')" + ".get(a)" * 3_000 + ";\n",
    "src/Program.cs": 'var app = builder.Build();\napp.MapGet("/a", b)' + '.MapGet("/a", b)' * 2_000 + ";\n",
    "src/main.rs": "fn main() { Router::new()" + '.route("/a", get(b)).a(c)' * 2_000 + "; }\n",
    "routes/web.php": "<?php\nRoute::get('/a', 'b')" + "->a('b')" * 9_000 + ";\n",
    "src/warn.py": 'warnings.warn("a is deprecated", DeprecationWarning)\n' * 25_000,
    "roles/a/tasks/main.yml": "".join(f"- name: a{number}\n  command: b{number}\n" for number in range(3_000)),
}


@pytest.mark.parametrize("path", list(_LONG))
def test_a_long_file_is_quick(path: str) -> None:
    old = "".join(f"- name: c{number}\n  command: d{number}\n" for number in range(3_000))
    change = a_change({path: (old if path.endswith(".yml") else None, _LONG[path])})
    started = time.process_time()
    study(change)
    assert time.process_time() - started < 3
