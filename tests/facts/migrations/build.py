"""Builders for the tests of the facts about migrations."""

import re
from pathlib import Path
from typing import Any

from relman_desktop.facts import migrations
from relman_desktop.facts.fact import Finding
from relman_desktop.jobs import Cancel
from relman_desktop.sources.change import Change
from tests.facts.changes import Texts, a_change

SAMPLES = Path(__file__).parents[2] / "data" / "migrations"
DROP = "DROP TABLE orders;"
APP = "shop/orders/migrations/0005_x.py"
_NOT_TOLD = ("migration.file", "migration.unread", "migration.lock")
_SUBJECT = re.compile(r"(Migration \S+( \([^)]*\))?|New code in `[^`]*`) ")


def sample(name: str) -> str:
    return (SAMPLES / f"{name}.txt").read_text("utf-8")


def found(files: dict[str, Texts], **more: Any) -> list[Finding]:
    return in_change(a_change(files, **more))


def in_change(change: Change) -> list[Finding]:
    return list(migrations.detect(change, Cancel()))


def new(path: str, text: str, **more: Any) -> list[Finding]:
    """The findings of a migration that is added."""
    return found({path: (None, text)}, **more)


def edit(path: str, old: str, text: str, **more: Any) -> list[Finding]:
    """The findings of a migration that is changed."""
    return found({path: (old, text)}, **more)


def told(findings: list[Finding]) -> list[str]:
    """What the findings say of operations, each without the migration's name and without its full stop."""
    operations = [finding for finding in findings if finding.kind not in _NOT_TOLD]
    return [_SUBJECT.sub("", finding.text, count=1).removesuffix(".") for finding in operations]


def the(kind: str, findings: list[Finding]) -> Finding:
    """The only finding of a kind."""
    (one,) = (finding for finding in findings if finding.kind == f"migration.{kind}")
    return one


def django(*entries: str, before: str = "", more: str = "") -> str:
    """A Django migration with these operations."""
    lines = ["from django.db import migrations, models", before, "class Migration(migrations.Migration):", more]
    return "\n".join([*lines, "    operations = [", *(f"        {entry}," for entry in entries), "    ]", ""])


def rails(*lines: str, method: str = "change") -> str:
    """A Rails migration with these lines in its method."""
    body = [f"  def {method}", *(f"    {line}" for line in lines), "  end"]
    return "\n".join(["class Trial < ActiveRecord::Migration[7.1]", *body, "end", ""])


def alembic(upgrade: str, downgrade: str = "pass") -> str:
    """An Alembic migration with these statements."""
    return (
        f'revision = "a1"\ndown_revision = "a0"\n\ndef upgrade():\n    {upgrade}\n\ndef downgrade():\n    {downgrade}\n'
    )
