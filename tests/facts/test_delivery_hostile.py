"""What a hostile repository can put into files of the delivery costs at most a second, and is never run."""

import time
from collections.abc import Callable

import pytest

from relman_desktop.facts.delivery import detect
from relman_desktop.jobs import Cancel

from .changes import a_change

_PATHS = [
    ".github/workflows/release.yml",
    "Dockerfile",
    "Jenkinsfile",
    "Procfile",
    "charts/a/templates/web.yaml",
    "config/schedule.yml",
    "crontab",
    "docker-compose.yml",
    "k8s/web.yaml",
    "main.tf",
    "nginx.conf",
    "shop.timer",
    "src/Jobs.cs",
    "src/Jobs.java",
    "src/jobs.php",
    "src/jobs.py",
    "src/jobs.rb",
    "src/jobs.ts",
]
_TEXTS: dict[str, Callable[[], str]] = {
    "line": lambda: "cron " + "a" * (10 << 20),
    "brackets": lambda: "every: " + "[" * 200_000,
    "braces": lambda: "cron {{ " * 60_000,
    "dashes": lambda: "- cron\n" + "- " * 100_000,
    "quotes": lambda: "cron '\"\\" * 60_000,
    "words": lambda: "@Scheduled(cron.schedule( every queue " * 8_000,
    "classes": lambda: "class A { @Cron('x') class B extends C static cron = " * 6_000,
    "stages": lambda: "stage('deploy') " * 20_000,
    "fields": lambda: "* " * 150_000,
    "blocks": lambda: 'resource "a" "b" {\n' * 20_000,
    "aliases": lambda: "cron: &a [x]\n" + "".join(f"b{n}: &b{n} [*a, *a]\n" for n in range(20_000)),
    "junk": lambda: "cron \0\udcff\u202e{%" * 20_000,
}


@pytest.mark.parametrize("text", _TEXTS)
@pytest.mark.parametrize("path", _PATHS)
def test_it_costs_at_most_a_second(path: str, text: str) -> None:
    hostile = _TEXTS[text]()
    change = a_change({path: (None, hostile)})
    start = time.process_time()
    found = list(detect(change, Cancel()))
    assert time.process_time() - start < 1
    assert all(finding.evidence and finding.text.isprintable() for finding in found)
