"""Where each kind sends what, and which keys it takes for its own: nothing goes to a place that nobody configured."""

import base64
from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from graphql import Node, OperationDefinitionNode, VariableNode, parse

from relman_desktop.settings import Tracker
from relman_desktop.trackers.kind import Ask
from relman_desktop.trackers.kinds import KINDS

TOKEN = "a-token-that-is-secret"


def tracker(kind: str, url: str = "", **told: object) -> Tracker:
    return replace(Tracker("mine", kind, url or KINDS[kind].address), **told)


@pytest.mark.parametrize(
    ("kind", "url", "base"),
    [
        ("github", "https://github.com", "https://api.github.com"),
        ("github", "https://www.github.com/", "https://api.github.com"),
        ("github", "https://api.github.com", "https://api.github.com"),
        ("github", "https://acme.ghe.com", "https://api.acme.ghe.com"),
        ("github", "https://api.acme.ghe.com/", "https://api.acme.ghe.com"),
        ("github", "https://git.acme.example", "https://git.acme.example/api/v3"),
        ("github", "https://git.acme.example/api/v3/", "https://git.acme.example/api/v3"),
        ("github", "http://127.0.0.1:8080", "http://127.0.0.1:8080/api/v3"),
        ("github", "https://github.com.evil.example", "https://github.com.evil.example/api/v3"),
        ("github", "https://me:secret@github.com", "https://api.github.com"),
        ("github", "http://[::1", ""),
        ("linear", "https://linear.app/acme", "https://api.linear.app"),
        ("linear", "https://api.linear.app/graphql", "https://api.linear.app"),
        ("linear", "http://127.0.0.1:8080/graphql", "http://127.0.0.1:8080"),
        ("gitlab", "https://example.com/gitlab/", "https://example.com/gitlab"),
        ("gitlab", "https://me:secret@example.com", "https://example.com"),
        ("azure", "https://dev.azure.com/acme", "https://dev.azure.com/acme"),
        ("azure", "https://tfs.acme.example/tfs/Collection/", "https://tfs.acme.example/tfs/Collection"),
        ("jira-cloud", " https://acme.atlassian.net/?filter=1#x ", "https://acme.atlassian.net"),
        ("jira-server", "https://acme.example/jira", "https://acme.example/jira"),
        ("redmine", "https://acme.example/redmine/", "https://acme.example/redmine"),
    ],
)
def test_requests_go_below_the_address_or_where_its_maker_has_its_interface(kind: str, url: str, base: str) -> None:
    given = tracker(kind, url)
    assert KINDS[kind].base(given).removeprefix("/api/v3") == base


def test_an_organisation_of_azure_may_be_named_by_its_projects() -> None:
    given = tracker("azure", "https://dev.azure.com", projects=("acme/Shop",))
    assert KINDS["azure"].base(given) == "https://dev.azure.com/acme"


@pytest.mark.parametrize(
    ("kind", "key", "project", "native"),
    [
        ("jira-cloud", "PAY-12", "", "PAY-12"),
        ("jira-server", "PAY-12", "", "PAY-12"),
        ("linear", "PAY-12", "", "PAY-12"),
        ("jira-cloud", "#12", "acme/shop", ""),
        ("jira-cloud", "PAY-12/../../x", "", ""),
        ("github", "#12", "acme/shop", "acme/shop#12"),
        ("github", "other/repo#12", "acme/shop", "other/repo#12"),
        ("github", "#12", "", ""),
        ("github", "group/sub/repo#12", "", ""),
        ("github", "acme/..#12", "", ""),
        ("github", "#12", "acme/..", ""),
        ("github", "#12", "acme/sh op", ""),
        ("github", "PAY-12", "acme/shop", ""),
        ("github", "acme/shop!12", "", ""),
        ("gitlab", "#12", "acme/sub/shop", "acme/sub/shop#12"),
        ("gitlab", "!12", "acme/shop", "acme/shop!12"),
        ("gitlab", "shop#12", "", ""),
        ("gitlab", "#12", "acme/shop/..", ""),
        ("azure", "AB#12", "", "12"),
        ("azure", "ab#12", "", "12"),
        ("azure", "#12", "acme/Shop/_git/shop", "12"),
        ("azure", "#12", "", ""),
        ("redmine", "#12", "", "12"),
        ("redmine", "acme/shop#12", "", ""),
        ("redmine", "AB#12", "", ""),
        ("redmine", "PAY-12", "", ""),
    ],
)
def test_a_key_is_taken_by_the_trackers_that_it_may_be_of(kind: str, key: str, project: str, native: str) -> None:
    assert KINDS[kind].native(key, tracker(kind), project) == native


@pytest.mark.parametrize(
    ("kind", "projects", "mine", "other"),
    [
        ("jira-cloud", ("pay", "SHOP"), "PAY-12", "OPS-12"),
        ("linear", ("PAY",), "PAY-12", "OPS-12"),
        ("github", ("Acme/Shop",), "acme/shop#12", "acme/blog#12"),
        ("gitlab", ("acme/sub/shop",), "acme/sub/shop#12", "acme/shop#12"),
    ],
)
def test_a_tracker_of_some_projects_takes_no_others(
    kind: str, projects: tuple[str, ...], mine: str, other: str
) -> None:
    given = tracker(kind, projects=projects)
    assert KINDS[kind].native(mine, given, "")
    assert not KINDS[kind].native(other, given, "")


@pytest.mark.parametrize(
    ("kind", "native", "path"),
    [
        ("jira-cloud", "PAY-12", "/rest/api/3/issue/PAY-12"),
        ("jira-server", "PAY-12", "/rest/api/2/issue/PAY-12"),
        ("github", "acme/shop#12", "/repos/acme/shop/issues/12"),
        ("gitlab", "acme/sub/shop#12", "/api/v4/projects/acme%2Fsub%2Fshop/issues/12"),
        ("gitlab", "acme/shop!12", "/api/v4/projects/acme%2Fshop/merge_requests/12"),
        ("azure", "12", "/_apis/wit/workitems/12"),
        ("redmine", "12", "/issues/12.json"),
        ("linear", "PAY-12", "/graphql"),
    ],
)
def test_an_item_is_asked_for_where_the_tracker_documents_it(kind: str, native: str, path: str) -> None:
    assert KINDS[kind].ask(tracker(kind), native).path == path


def test_the_token_is_sent_in_one_header_and_nowhere_else() -> None:
    whole = f"ada@example.com:{TOKEN}"
    expected = {
        "jira-cloud": ("Authorization", "Basic " + base64.b64encode(whole.encode()).decode()),
        "jira-server": ("Authorization", f"Bearer {TOKEN}"),
        "github": ("Authorization", f"Bearer {TOKEN}"),
        "gitlab": ("PRIVATE-TOKEN", TOKEN),
        "azure": ("Authorization", "Basic " + base64.b64encode(f":{TOKEN}".encode()).decode()),
        "redmine": ("X-Redmine-API-Key", TOKEN),
        "linear": ("Authorization", TOKEN),
    }
    assert expected.keys() == KINDS.keys()
    for kind, (name, value) in expected.items():
        given = tracker(kind, user="ada@example.com" if KINDS[kind].wants_user else "")
        headers = KINDS[kind].headers(given, TOKEN)
        assert headers[name] == value
        secret = value.split()[-1]
        assert [one for one, told in headers.items() if secret in told] == [name]
        asks = (KINDS[kind].ask_self(given), KINDS[kind].ask_found(given, "refund"))
        assert all(TOKEN not in repr(ask) for ask in asks)


def test_a_name_and_a_password_serve_an_old_data_center() -> None:
    headers = KINDS["jira-server"].headers(tracker("jira-server", user="ada"), "password")
    assert headers["Authorization"] == "Basic " + base64.b64encode(b"ada:password").decode()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "words", ["refund", "", "  ", 'a" OR project = SECRET', "it's", "x' OR 1=1 --", "\\", "🎉 }{ ~*", "a/../b"]
)
def test_words_of_a_search_stay_words(kind: str, words: str) -> None:
    ask = KINDS[kind].ask_found(tracker(kind, projects=("PAY",) if "jira" in kind else ("acme/shop",)), words)
    assert urlsplit(ask.path).path == ask.path
    assert words.strip() == "" or words.split()[0] not in ask.path
    if "jira" in kind:
        inner = ask.query["jql"].removeprefix('project in ("PAY") AND ').removesuffix(" ORDER BY updated DESC")
        assert inner.count('"') == (2 if "~" in inner else 0)
        assert "\\" not in inner
    if kind == "azure":
        query = _wiql(ask)
        literals = query.split("'")
        assert len(literals) % 2 == 1  # all that were opened are closed


def _wiql(ask: Ask) -> str:
    assert ask.body is not None
    return str(ask.body["query"])


@pytest.mark.parametrize(
    "ask", [KINDS["linear"].ask(tracker("linear"), "PAY-12"), KINDS["linear"].ask_found(tracker("linear"), "x")]
)
def test_a_query_of_linear_costs_less_than_one_may(ask: Ask) -> None:
    assert ask.body is not None
    (query,) = parse(ask.body["query"]).definitions
    assert isinstance(query, OperationDefinitionNode)
    assert 10 < _points(query, ask.body["variables"]) < 2_500  # of 10,000


def _points(node: Node, variables: Mapping[str, object]) -> float:
    """As linear.app/developers/rate-limiting counts: 0.1 a property, 1 an object, and a list so many times its size."""
    chosen = getattr(node, "selection_set", None)
    if chosen is None:
        return 0.1
    sizes = [one.value for one in getattr(node, "arguments", None) or () if one.name.value == "first"]
    told = [variables[one.name.value] if isinstance(one, VariableNode) else one.value for one in sizes]
    times = int(str(told[0])) if told else 1
    return 1 + times * sum(_points(one, variables) for one in chosen.selections)


def test_a_search_of_github_is_kept_to_its_repositories() -> None:
    def asked(url: str, words: str, *projects: str) -> str:
        return KINDS["github"].ask_found(tracker("github", url, projects=projects), words).query["q"]

    assert asked("https://github.com", "late refund", "acme/shop") == "late refund is:issue repo:acme/shop"
    assert asked("https://github.com", "x is:pr", "a/b", "c/d") == "x is:pr (repo:a/b OR repo:c/d)"
    assert asked("https://git.acme.example", "x", "a/b", "c/d") == "x is:issue repo:a/b repo:c/d"
