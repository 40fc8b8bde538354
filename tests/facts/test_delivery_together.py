"""What the delivery's facts say besides single differences: what moves together, and where it is noticed."""

import pytest

from relman_desktop.facts.delivery import detect
from relman_desktop.facts.fact import Finding
from relman_desktop.jobs import Cancel

from .changes import Texts, a_change

_CHART = "apiVersion: v2\nname: shop\nversion: 3.1.0\nappVersion: v1.4.0\n"
_COMPOSE = "services:\n  web:\n    image: acme/shop:1.4.0\n  worker:\n    image: acme/shop-worker:1.4.0\n"


def found(files: dict[str, Texts], kind: str = "delivery.", *, origin: str = "git") -> list[Finding]:
    return [one for one in detect(a_change(files, origin=origin), Cancel()) if one.kind.startswith(kind)]


def moved(text: str) -> Texts:
    return text, text.replace("1.4.0", "1.5.0")


def test_images_and_a_chart_that_change_in_step_are_told() -> None:
    files = {"docker-compose.yml": moved(_COMPOSE), "charts/shop/Chart.yaml": moved(_CHART)}
    (one,) = found(files, "delivery.together")
    assert one.text == (
        "The images `shop` and `shop-worker` and the application version of `charts/shop/Chart.yaml` change together "
        "from `1.4.0` to `1.5.0`."
    )
    assert one.data["artifacts"] == ["shop", "shop-worker", "charts/shop/Chart.yaml"]
    assert one.evidence == ("F1.h1", "F2.h1")


def test_one_artifact_alone_moves_with_none() -> None:
    assert found({"charts/shop/Chart.yaml": moved(_CHART)}, "delivery.together") == []


def test_services_of_one_image_are_one_fact_with_their_names() -> None:
    compose = _COMPOSE.replace("shop-worker", "shop")
    (one,) = found({"docker-compose.yml": moved(compose)}, "delivery.image")
    assert one.data["services"] == ["web", "worker"]


@pytest.mark.parametrize(
    ("path", "where"),
    [
        ("docker-compose.yml", "production"),
        ("examples/docker-compose.yml", "development"),
        (".devcontainer/docker-compose.yml", "development"),
        (".github/workflows/test.yml", "pipeline"),
    ],
)
def test_each_fact_says_where_it_is_noticed(path: str, where: str) -> None:
    facts = found({path: moved(_COMPOSE)})
    assert {one.data["where"] for one in facts} == {where}


def test_a_release_that_changes_is_noticed_in_production() -> None:
    old = (
        "on: push\njobs:\n  image:\n    steps:\n      - uses: docker/build-push-action@v6\n        with:\n"
        "          push: true\n          platforms: linux/amd64,linux/arm64\n"
    )
    facts = found({".github/workflows/release.yml": (old, old.replace(",linux/arm64", ""))})
    assert [(one.kind, one.data["where"], one.data["old"]) for one in facts] == [
        ("delivery.published", "production", "linux/arm64")
    ]


class TestTerraformOfADiffFile:
    OLD = "".join(f'resource "aws_sqs_queue" "{name}" {{\n  name = "{name}"\n}}\n\n' for name in ("jobs", "mails"))

    def test_a_block_that_goes(self) -> None:
        new = self.OLD[self.OLD.index('resource "aws_sqs_queue" "mails"') :]
        (one,) = found({"main.tf": (self.OLD, new)}, origin="diff")
        assert (one.data["action"], one.data["old"]) == ("destroyed", "aws_sqs_queue.jobs")

    def test_a_block_that_is_moved_in_the_state(self) -> None:
        moved = "moved {\n  from = aws_sqs_queue.jobs\n  to   = aws_sqs_queue.orders\n}\n"
        new = self.OLD.replace('"aws_sqs_queue" "jobs"', '"aws_sqs_queue" "orders"')
        files: dict[str, Texts] = {"main.tf": (self.OLD, new), "moved.tf": (None, moved)}
        assert [one.data["action"] for one in found(files, origin="diff")] == ["moved"]

    def test_a_line_inside_a_block(self) -> None:
        (one,) = found({"main.tf": (self.OLD, self.OLD.replace('name = "jobs"', 'name = "work"'))}, origin="diff")
        assert (one.data["old"], one.data["new"], one.weight) == ('name = "jobs"', 'name = "work"', 40)


def test_an_image_in_a_diff_file_of_a_compose_file() -> None:
    old = _COMPOSE.replace("acme/shop-worker", "postgres").replace("1.4.0", "15")
    facts = found({"docker-compose.yml": (old, old.replace("postgres:15", "postgres:17"))}, origin="diff")
    assert [(one.kind, one.data["old"], one.data["new"], one.weight) for one in facts] == [
        ("delivery.image", "postgres:15", "postgres:17", 75)
    ]


def test_a_terraform_file_that_cannot_be_read_is_named() -> None:
    (one,) = found({"main.tf": ('resource "a" "b" {}\n', 'resource "a" "b" {{{\n')})
    assert (one.kind, one.data["reason"]) == ("delivery.unread", "it is not valid HCL")
