"""What the corpus cannot show: quantities, hostile text, diff files, and what is left alone."""

import time
from fractions import Fraction

import pytest

from relman_desktop.facts import behaviour
from relman_desktop.facts.behaviour.masking import masked
from relman_desktop.facts.behaviour.outline import outline
from relman_desktop.facts.behaviour.quantities import quantity
from relman_desktop.facts.fact import Finding
from relman_desktop.facts.notes.cleaning import advisories
from relman_desktop.jobs import Cancel

from .changes import Texts, a_change

MINUTE = 60_000


def found(files: dict[str, Texts], origin: str = "git") -> list[Finding]:
    return list(behaviour.detect(a_change(files, origin=origin), Cancel()))


@pytest.mark.parametrize(
    "text",
    [
        "60_000 * 1000 // 1000 if False else x",
        "compute(5)",
        "",
        "x" * 500,
        "[1, 2]",
        "1e99",
    ],
)
def test_what_is_computed_is_no_quantity(text: str) -> None:
    assert quantity(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "timedelta(minutes=1)",
        "datetime.timedelta(seconds=60)",
        "60 * time.Second",
        "time.Minute * 1",
        "1.minute",
        "60.seconds",
        "Duration.ofSeconds(60)",
        "Duration::from_secs(60)",
        "Duration::from_millis(60_000)",
        "std::time::Duration::from_secs(60)",
        "TimeSpan.FromMinutes(1)",
        "60, TimeUnit.SECONDS",
        ":timer.minutes(1)",
        ":timer.seconds(60)",
        '"60s"',
        "'1m'",
        "ms('1m')",
        "Minute.ms * 1",
        "Duration(minutes=1)",
        "'60 seconds'",
    ],
)
def test_a_minute_in_many_languages(text: str) -> None:
    known = quantity(text)
    assert known and (known.kind, known.amount, known.text) == ("duration", Fraction(MINUTE), "1 minute")


@pytest.mark.parametrize(
    ("text", "kind", "shown"),
    [
        ("10 * 1024 * 1024", "number", "10,485,760"),
        ("10 << 20", "number", "10,485,760"),
        ('"10mb"', "size", "10 MiB"),
        ('"10M"', "size", "10 MiB"),
        ("10.megabytes", "size", "10 MiB"),
        ("0.5", "number", "0.5"),
        ("30L", "number", "30"),
        ("30_000u64", "number", "30,000"),
        ('"5/minute"', "rate", "5 per minute"),
        ('"100 per hour"', "rate", "100 per hour"),
        ("logging.INFO", "word", "logging.INFO"),
        ("false", "word", "false"),
        ("timedelta(days=1, hours=12)", "duration", "36 hours"),
        ("-1", "number", "-1"),
    ],
)
def test_other_quantities(text: str, kind: str, shown: str) -> None:
    known = quantity(text)
    assert known and (known.kind, known.text) == (kind, shown)


def test_comments_and_doc_strings_are_no_code() -> None:
    doc = 'def a():\n    """password\n    timeout = 5\n    """\n'
    text = doc + '    x = "a # b"  # timeout = 6\n    y = """long\n    text"""\n'
    both = masked(text, "a.py")
    assert both.code[4].rstrip() == '    x = "a # b"'
    assert both.bare[4].rstrip() == '    x = "     "'
    assert [line.strip() for line in both.code[1:4]] == ["", "", ""]
    assert "long" in both.code[5] and "long" not in both.bare[5]
    assert len(both.code) == text.count("\n") + 1


def test_a_line_knows_its_function_and_what_stands_above_one() -> None:
    lines = [
        "class Shop:",
        "    @route(",
        '        "/pay",',
        "    )",
        "    def pay(",
        "        self,",
        "    ) -> None:",
        "        return 1",
        "LIMIT = 5",
    ]
    assert outline(lines).owners == ("Shop", *["Shop.pay"] * 7, "")


@pytest.mark.parametrize("origin", ["git", "diff"])
def test_a_diff_file_tells_as_much(origin: str) -> None:
    old = "package a\n\nfunc Dial() {\n\tc := Client{Timeout: 30 * time.Second}\n}\n"
    [finding] = found({"pkg/a.go": (old, old.replace("30", "5"))}, origin)
    assert finding.text == "The time-out of `Dial` goes from 30 s to 5 s (`pkg/a.go`)."
    assert finding.evidence == ("F1.h1",)
    assert finding.data["old"] == "30 s"


def test_hostile_text_costs_little_and_breaks_nothing() -> None:
    hostile = [
        "timeout = " + "(" * 500,
        "timeout" * 80 + " = 5",
        "retry " * 90,
        "a." * 250 + "authorize(user, 1)",
        "'\"" * 250 + "timeout=5",
        "x = " + "1 * " * 140 + "1",
        "x = '" + "1h" * 250 + "'",
        "def " + "a" * 290 + "(timeout=5):",
        "public " * 40 + "x",
        "/*" * 290,
        '"""' * 150,
        "`" * 301,
        "timeout: " + "a[" * 200 + "=",
        "max_size = 1" + "0" * 400,
        "@login_required" + "(" * 400,
        "password " + "\u202e" * 100,
    ]
    old = "\n".join(hostile) + "\n" + "timeout = 5 " * 1_000_000 + "\n"
    new = old.replace("5", "6").replace("user", "person")
    for name in ("auth/login.py", "auth/login.ts", "auth/login.go", "auth/login.rs", "auth/login.rb", "auth/login.php"):
        start = time.process_time()
        found({name: (old, new)})
        assert time.process_time() - start < 2  # of which half is spent in making the hunks


def test_a_line_that_is_too_long_is_told_where_it_matters() -> None:
    long = "x = [" + "1, " * 5_000 + "]\n"
    told = found({"auth/login.py": (long, long.replace("1", "2")), "shop/data.py": (long, long.replace("1", "2"))})
    assert [(finding.kind, finding.data["path"]) for finding in told] == [("behaviour.unread", "auth/login.py")]


def test_an_advisory_that_does_no_harm_is_none() -> None:
    assert advisories("Fix RUSTSEC-2024-0013. We are not affected by CVE-2024-11111.") == ["RUSTSEC-2024-0013"]
    assert advisories("Ignore GO-2024-2687 in the audit") == []
    assert advisories("fix: CVE-2024-1234, CWE-79 and GHSA-2222-3333-4444") == [
        "CVE-2024-1234",
        "CWE-79",
        "GHSA-2222-3333-4444",
    ]
