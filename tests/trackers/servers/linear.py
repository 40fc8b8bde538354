"""Linear: linear.app/developers (graphql, rate-limiting), and the schema and the errors of its own client
(github.com/linear/linear, packages/sdk: schema.graphql, error.ts). The queries are run against a piece of that schema.
Which status goes with which error is from memory.
"""

from functools import cache
from typing import Any

from graphql import GraphQLError, GraphQLResolveInfo, GraphQLSchema, build_schema, graphql_sync

from . import markup
from .serving import TOKEN, Asked, Reply, TrackerServer
from .stored import SECRET, Block, Stored

# The parts of its schema that are asked for, with the types that it has for them
_SCHEMA = """
type Query {
  issue(id: String!): Issue!
  searchIssues(term: String!, first: Int, after: String, orderBy: PaginationOrderBy): IssueSearchPayload!
  viewer: User!
}
enum PaginationOrderBy { createdAt updatedAt }
scalar DateTime
type Issue {
  identifier: String! title: String! description: String url: String! updatedAt: DateTime! state: WorkflowState!
  labels(first: Int): IssueLabelConnection! assignee: User parent: Issue children(first: Int): IssueConnection!
  relations(first: Int): IssueRelationConnection!
}
type WorkflowState { name: String! type: String! }
type IssueLabel { name: String! }
type IssueLabelConnection { nodes: [IssueLabel!]! }
type IssueConnection { nodes: [Issue!]! }
type IssueRelation { relatedIssue: Issue! type: String! }
type IssueRelationConnection { nodes: [IssueRelation!]! }
type User { displayName: String! email: String! }
type PageInfo { hasNextPage: Boolean! endCursor: String }
type IssueSearchPayload { nodes: [Issue!]! pageInfo: PageInfo! totalCount: Float! }
"""
_STATES = {"open": ("In Progress", "started"), "done": ("Done", "completed"), "dropped": ("Canceled", "canceled")}


@cache
def _schema() -> GraphQLSchema:
    return build_schema(_SCHEMA)


class LinearServer(TrackerServer):
    kind = "linear"
    projects = ("PAY",)

    def key(self, number: int) -> str:
        return f"PAY-{number}"

    def may(self, asked: Asked) -> bool:
        return asked.headers.get("authorization") == TOKEN

    def refused(self, sort: str) -> Reply:
        if sort == "fault":
            return Reply("<html><title>502 Bad Gateway</title></html>", 502, "text/html")
        status, message, code, kind = {
            "token": (
                401,
                "Authentication required, not authenticated",
                "AUTHENTICATION_ERROR",
                "authentication error",
            ),
            "access": (200, "Forbidden", "FORBIDDEN", "forbidden"),
            "missing": (200, "Entity not found: Issue", "INPUT_ERROR", "invalid input"),
            "limit": (400, "Rate limit exceeded.", "RATELIMITED", "ratelimited"),
        }[sort]
        said = {"code": code, "type": kind, "userError": True, "userPresentableMessage": message}
        headers = {"retry-after": "1", "x-ratelimit-requests-remaining": "0"} if sort == "limit" else {}
        return Reply(
            {"errors": [{"message": message, "path": ["issue"], "extensions": said}], "data": None},
            status,
            headers=headers,
        )

    def answer(self, asked: Asked) -> Reply:
        if asked.method != "POST" or asked.path != "/graphql":
            return Reply({"error": "not found"}, 404)
        done = graphql_sync(_schema(), asked.body["query"], self._root(), variable_values=asked.body.get("variables"))
        if done.errors and done.errors[0].message in ("missing", "access"):
            return self.refused(done.errors[0].message)
        if done.errors:
            return Reply({"errors": [{"message": str(one), "extensions": {}} for one in done.errors]}, 400)
        return Reply({"data": done.data})

    def _root(self) -> dict[str, Any]:
        return {
            "issue": self._issue,
            "searchIssues": self._found,
            "viewer": {"displayName": "ada", "email": "ada@example.com"},
        }

    def _issue(self, info: GraphQLResolveInfo, id: str) -> dict[str, Any]:
        number = int(id.removeprefix("PAY-"))
        if number not in self.store.items:
            raise GraphQLError("access" if number == SECRET else "missing")
        return self.told(self.store.items[number])

    def _found(
        self, info: GraphQLResolveInfo, term: str, first: int, after: str | None, orderBy: str
    ) -> dict[str, Any]:
        start = int(after.removeprefix("cursor-")) if after else 0
        holding = self.store.found(term)
        more = {"hasNextPage": start + first < len(holding), "endCursor": f"cursor-{start + first}"}
        return {"nodes": [self.told(one) for one in holding[start : start + first]], "pageInfo": more}

    def told(self, item: Stored) -> dict[str, Any]:
        name, kind = _STATES[item.state]
        relations = [{"relatedIssue": {"identifier": f"PAY-{one}"}} for one in item.links]
        return {
            "identifier": "SHOP-3" if item.moved else f"PAY-{item.number}",
            "title": item.title,
            "description": markup.markdown((*item.blocks, *_criteria(item))) or None,
            "url": f"https://linear.app/acme/issue/PAY-{item.number}/x",
            "updatedAt": "2026-03-04T10:20:30.000Z",
            "state": {"name": name, "type": kind},
            "labels": {"nodes": [{"name": one} for one in item.labels]},
            "assignee": {"displayName": item.assignee} if item.assignee else None,
            "parent": {"identifier": f"PAY-{item.parent}"} if item.parent else None,
            "children": {"nodes": []},
            "relations": {"nodes": relations},
        }


def _criteria(item: Stored) -> tuple[Block, ...]:
    return (Block("heading", "Acceptance criteria"), Block("items", items=item.criteria)) if item.criteria else ()
