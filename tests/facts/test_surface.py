"""What of the public surface a change adds, removes and alters, as a person who validates it would name it."""

import time
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relman_desktop.facts import surface
from relman_desktop.facts.fact import Finding, Place
from relman_desktop.facts.surface import fields, rules
from relman_desktop.facts.surface.items import items
from relman_desktop.jobs import Cancel
from relman_desktop.sources.change import Change

from .changes import a_change

SAMPLES = tomllib.loads((Path(__file__).parents[1] / "data/surface/samples.toml").read_text("utf-8"))["sample"]


def told(change: Change) -> list[Finding]:
    return list(surface.detect(change, Cancel()))


def kinds(change: Change) -> list[tuple[str, object]]:
    return [(found.kind, found.data.get("route", found.data.get("name"))) for found in told(change)]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample["path"])
def test_declarations_are_read_and_look_alikes_are_not(sample: dict) -> None:
    found = {f"{item.surface} {item.name} | {item.detail}" for item in items(sample["text"], sample["path"])}
    assert found == set(sample["items"])


def test_every_rule_reads_a_sample() -> None:
    hit = {
        rule.pattern.pattern
        for sample in SAMPLES
        for rule in rules.rules_for(sample["path"])
        if rule.pattern.search(sample["text"])
    }
    known = tomllib.loads((Path(__file__).parents[2] / "resources/surface.toml").read_text("utf-8"))["rule"]
    assert [rule["pattern"] for rule in known if rule["pattern"] not in hit] == []


def test_an_endpoint_is_added_removed_and_changed() -> None:
    old = '@app.get("/gone")\ndef gone(): ...\n\n\n@app.get("/orders")\ndef orders(): ...\n'
    new = '@app.post("/orders")\ndef orders(): ...\n\n\n@app.put("/new")\ndef new(): ...\n'
    found = {item.kind: item for item in told(a_change({"shop/api.py": (old, new)}))}
    assert found["surface.endpoint_added"].data == {
        "method": "PUT",
        "route": "/new",
        "path": "shop/api.py",
        "breaking": False,
    }
    assert found["surface.endpoint_removed"].data == {
        "method": "GET",
        "route": "/gone",
        "path": "shop/api.py",
        "breaking": True,
    }
    assert "`GET` to `POST`" in found["surface.endpoint_changed"].text
    assert [found[f"surface.endpoint_{what}"].weight for what in ("added", "removed", "changed")] == [20, 60, 45]
    assert len(found) == 3


@pytest.mark.parametrize("origin", ["git", "diff"])
def test_a_route_that_moves_to_another_file_is_neither_added_nor_removed(origin: str) -> None:
    route = '@app.get("/orders")\ndef orders(): ...\n'
    moved = a_change({"shop/old.py": ("x = 1\n" + route, "x = 1\n"), "shop/new.py": (None, route)}, origin=origin)
    assert told(moved) == []


def test_a_route_that_gets_a_group_of_its_own_is_not_removed() -> None:
    old = 'func routes() {\n\tuser.GET("/repos", api.GetRepos)\n}\n'
    new = 'func routes() {\n\trepos := user.Group("/repos")\n\trepos.GET("", api.GetRepos)\n}\n'
    assert told(a_change({"server/router.go": (old, new)})) == []


def test_a_route_with_other_names_for_its_parameters_is_the_same() -> None:
    old = 'func routes() {\n\tr.GET("/orders/:id", get)\n}\n'
    assert told(a_change({"server/router.go": (old, old.replace(":id", ":order_id"))})) == []


def test_routes_that_get_another_path_before_them_are_told_together() -> None:
    routes = ["/orders", "/orders/{id}", "/users"]
    old = "".join(f'\tr.HandleFunc("{route}", h)\n' for route in routes)
    new = "".join(f'\tr.HandleFunc("/v1{route}", h)\n' for route in routes)
    (found,) = told(a_change({"api/api.go": (old, new)}))
    assert found.kind == "surface.endpoint_changed"
    assert found.text == "`api/api.go` declares 3 endpoints below another path now, such as `/orders` as `/v1/orders`."


def test_a_route_that_moves_and_names_its_method_is_the_same() -> None:
    files = {
        "http/httpd.go": ('\trouter.HandleFunc("/health", h)\n\tx()\n', "\tx()\n"),
        "http/routes.go": (None, '\tmux.HandleFunc("GET /health", h)\n'),
    }
    assert [kind for kind, _ in kinds(a_change(files))] == ["surface.health"]


def test_a_job_that_is_declared_and_scheduled_is_told_once() -> None:
    files = {
        "shop/tasks.py": (None, "@shared_task\ndef sweep(): ...\n"),
        "shop/beat.py": (None, "config.add_periodic_task(crontab(minute=5), sweep)\n"),
    }
    assert kinds(a_change(files)) == [("surface.job_added", "sweep")]


def test_what_still_stands_elsewhere_in_the_file_is_not_removed() -> None:
    line = 'metrics.increment("shop.ok")\n'
    padding = "".join(f"x{number} = {number}\n" for number in range(20))
    assert told(a_change({"shop/a.py": (line + padding + line, padding + line)})) == []


def test_tests_and_documents_declare_nothing() -> None:
    route = '@app.get("/orders")\ndef orders(): ...\n'
    assert told(a_change({"tests/test_api.py": (None, route), "docs/api.md": (None, route)})) == []


def test_a_file_that_moves_moves_its_address() -> None:
    page = "export async function GET() {}\n"
    change = a_change({"app/api/new/route.ts": (page, page)}, renamed={"app/api/new/route.ts": "app/api/old/route.ts"})
    assert kinds(change) == [("surface.endpoint_added", "/api/new"), ("surface.endpoint_removed", "/api/old")]
    assert [(one.evidence, one.data["path"]) for one in told(change)] == [
        (("F1",), "app/api/new/route.ts"),
        (("F1",), "app/api/old/route.ts"),
    ]


def test_the_code_of_an_endpoint_is_told_as_touched() -> None:
    old = '@app.get("/a")\ndef a():\n    return 1\n\n\n@app.get("/b")\n@cached\ndef b():\n    x = 1\n\n    return 2\n'
    old += "\n\nZ = 1\n"
    change = a_change({"shop/api.py": (old, old.replace("return 2", "return 3").replace("Z = 1", "Z = 2"))})
    assert kinds(change) == [("surface.endpoint_touched", "/b")]


def test_an_openapi_description_is_compared_operation_by_operation() -> None:
    old = "paths:\n  /a:\n    get:\n      summary: A\n  /b:\n    get:\n      summary: B\n"
    new = "paths:\n  /a:\n    get:\n      summary: changed\n      parameters: [{in: query, name: q, required: true}]\n"
    new += "    post:\n      summary: C\n"
    found = told(a_change({"api/openapi.yaml": (old, new)}))
    assert sorted((one.kind, one.data["method"], one.data["route"]) for one in found) == [
        ("surface.endpoint_added", "POST", "/a"),
        ("surface.endpoint_changed", "GET", "/a"),
        ("surface.endpoint_removed", "GET", "/b"),
    ]


@pytest.mark.parametrize("text", ["paths: [", "{" * 5000, "paths:\n  /a: &a [*a, *a]\n", "- 1\n"])
def test_a_broken_description_is_not_read_and_that_is_told(text: str) -> None:
    files = {"openapi.yaml": ("paths: {}\n", text), "openapi.json": ('{"openapi": "3.0.0"}', text)}
    assert {one.kind for one in told(a_change(files))} == {"surface.unread"}


def test_a_removed_metric_warns_of_dashboards() -> None:
    (found,) = told(a_change({"shop/m.py": ('Counter("shop_orders_total", "x")\n', "")}))
    assert (found.kind, found.weight, found.evidence) == ("surface.metric_removed", 40, ("F1.h1",))
    assert "dashboards" in found.text


def test_too_many_of_a_kind_end_in_a_count() -> None:
    routes = "".join(f'@app.get("/r{number}")\ndef r{number}(): ...\n\n\n' for number in range(40))
    found = told(a_change({"shop/api.py": (None, routes)}))
    assert len(found) == 16
    more = "25 more endpoints are new, such as `GET /r15`, `GET /r16` and `GET /r17`."
    assert (found[-1].text, found[-1].data["count"]) == (more, 25)


def test_the_health_route_is_found_in_the_tree_with_its_line() -> None:
    tree = {"Dockerfile": "FROM x\nHEALTHCHECK CMD curl -f http://localhost:80/_health\n", "big.py": '"/health"'}
    (found,) = told(a_change({"a.txt": (None, "x\n")}, tree=tree))
    assert found.data == {"route": "/_health"}
    assert found.evidence == (Place("Dockerfile", 2, "HEALTHCHECK CMD curl -f http://localhost:80/_health"),)


def test_a_probe_of_another_service_with_its_password_is_not_shown() -> None:
    tree = {"docker-compose.yml": "test: curl -u admin:hunter2 http://localhost:9200/_cluster/health\n"}
    assert told(a_change({"a.txt": (None, "x\n")}, tree=tree)) == []


def test_a_health_route_that_the_change_shows_cites_its_hunk() -> None:
    (found,) = told(a_change({"server/app.js": ("a\n", "a\nfoo('/healthz')\n")}))
    assert (found.data["route"], found.evidence) == ("/healthz", ("F1.h1",))


@given(st.text(alphabet="@app.get(\"/x') \n#{}[]<Route path=`\\", max_size=300))
def test_any_text_is_read(text: str) -> None:
    for path in ("a/urls.py", "app/route.ts", "a.go", "a.java", "a.yaml"):
        assert all(item.name for item in items(text, path))


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample["path"])
def test_the_rules_take_linear_time(sample: dict) -> None:
    """The beginnings of what the rules look for, again and again and never ended."""
    started = time.perf_counter()
    for cut in range(0, len(sample["text"]), 61):
        unending = (sample["text"][:cut].replace("\n", " ")[-60:] + " ") * 200
        list(items("\n".join([unending[:900]] * 40), sample["path"]))
    assert time.perf_counter() - started < 5


def test_an_option_that_is_only_laid_out_anew_is_not_removed() -> None:
    flag = '\t&cli.StringFlag{\n\t\tSources: chain(\n%s\t\t),\n\t\tName: "grpc-secret",\n\t},\n'
    gone = '\t&cli.StringFlag{\n\t\tName: "gone",\n\t},\n'
    before = "package a\n\nvar f = []cli.Flag{\n" + flag % "\t\t\tx(),\n" + gone + "}\n"
    after = "package a\n\nvar f = []cli.Flag{\n" + flag % ("\t\t\tx(\n" + "\t\t\t\ty,\n" * 3 + "\t\t\t),\n") + "}\n"
    for origin in ("git", "diff"):
        change = a_change({"cmd/flags.go": (before, after)}, origin=origin)
        told = [(finding.kind, finding.data["name"]) for finding in surface.detect(change, Cancel())]
        assert told == [("surface.cli_removed", "gone")]


def test_an_alert_whose_quoted_name_stays_is_changed_not_new() -> None:
    old = 'groups:\n  - rules:\n      - alert: "Slow"\n        expr: latency > 1\n'
    assert kinds(a_change({"ops/rules.yaml": (old, old.replace("> 1", "> 2"))})) == [("surface.alert_changed", "Slow")]


@pytest.mark.parametrize("origin", ["git", "diff"])
def test_a_route_that_is_declared_in_a_way_we_do_not_read_is_not_removed(origin: str) -> None:
    old = 'ROUTES = [\n    "/orders",\n]\n\n\n@app.get("/orders")\ndef a(): ...\n\n\n@app.get("/gone")\ndef b(): ...\n'
    change = a_change({"shop/api.py": (old, 'ROUTES = [\n    "/orders",\n]\n')}, origin=origin)
    assert kinds(change) == [("surface.endpoint_removed", "/gone")]


def test_a_route_that_loses_one_of_its_methods_loses_it() -> None:
    get, post = '@app.get("/orders")\ndef a(): ...\n', '@app.post("/orders")\ndef b(): ...\n'
    found = told(a_change({"shop/api.py": (get + post, post)}))
    assert ("surface.endpoint_removed", "GET") in [(one.kind, one.data["method"]) for one in found]


def test_the_name_of_an_option_may_stand_far_below_its_beginning() -> None:
    sources = "\t\tSources: chain(\n" + "\t\t\tx,\n" * 12 + "\t\t),\n"
    flag = '\t&cli.StringFlag{\n%s\t\tName: "secret",\n\t},\n'
    other = '\t&cli.BoolFlag{\n\t\tHidden: true,\n\t},\n\tThing{\n\t\tName: "thing",\n\t},\n'
    assert [item.name for item in items(other + flag % sources, "cmd/flags.go")] == ["secret"]


HOSTILE = {
    "one long line": "x" * 5_000_000,
    "a long line of quotes": "\"a'" * 400_000,
    "open brackets": "([{" * 400_000,
    "open blocks": "message A {" * 60_000,
    "open comments": "/*" * 500_000,
    "chained calls": "app" + ".get('/x', h)" * 20_000,
    "nested calls": "f(" * 20_000 + ")" * 20_000,
    "nested JSON": '{"openapi": "3.0.0", "paths": {"/a": {"get": ' + '{"a": ' * 900 + "1" + "}" * 903,
    "nested YAML": "openapi: 3.0.0\npaths:\n" + "".join(" " * depth + "a:\n" for depth in range(2_000)),
    "a bomb of aliases": "openapi: 3.0.0\na: &a [x]\n" + "".join(f"k{n}: &k{n} [*a, *a]\n" for n in range(20_000)),
    "references in a ring": '{"openapi": "3.0.0", "paths": {"/a": {"get": {"parameters": [{"$ref": "#/x"}]}}}, '
    '"x": {"$ref": "#/y"}, "y": {"$ref": "#/x"}}',
    "nested schema": "type A { a: " + "[" * 50_000 + "Int" + "]" * 50_000 + " }",
    "many definitions": "".join(f"type T{n} {{ a: T{n + 1} }}\n" for n in range(40_000)),
    "nothing": "\0\udcff",
    "annotations": "@GetMapping(" * 20_000,
    "groups": "r.Group(" * 5_000 + '"/a"' + ")" * 5_000,
}
PATHS = (
    *(
        "a/urls.py",
        "a/views.py",
        "server/a.go",
        "src/a.js",
        "src/a.ts",
        "src/A.java",
        "src/a.kt",
        "A.cs",
        "routes/a.php",
    ),
    *("config/routes.rb", "lib/router.ex", "src/a.rs", "openapi.yaml", "openapi.json", "schema.graphql", "a.proto"),
)


@pytest.mark.parametrize("path", PATHS)
def test_hostile_text_costs_little(path: str) -> None:
    for name, text in HOSTILE.items():
        change = a_change({path: ("", "path('x', get)\n")})
        change.content.text = lambda file, side, cancel, text=text: text if side == "new" else "x"  # type: ignore[method-assign]
        started = time.process_time()
        told(change)
        assert time.process_time() - started < 3, name


def test_fields_of_very_many_files_are_told_together() -> None:
    def api(fields: str) -> str:
        return f"class CartSerializer(Base):\n    class Meta:\n        fields = [{fields}]\n"

    files = {f"shop/api/s{number}.py": (api("'id'"), api("'id', 'owner'")) for number in range(20)}
    (found,) = fields.detect(a_change(files), Cancel())
    assert found.text == "The API has the new field `Cart.owner` (`shop/api`)."
    lost = {f"shop/api/s{number}.py": (api("'id', 'owner'"), api("'id'")) for number in range(2)}
    assert [one.data["breaking"] for one in fields.detect(a_change(lost), Cancel())] == [True, True]
