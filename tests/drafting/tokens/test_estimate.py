"""The estimate is near the truth for code, prose and every script, and learns from what servers report."""

from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relman_desktop.drafting.tokens import correction_from, counter_for, looks_cut

ROOT = Path(__file__).parents[3]
TRUE = counter_for("gpt-4o")
OTHER = counter_for("gpt-4")
ESTIMATE = counter_for("some-model:8b")


def _files(*patterns: str) -> Iterator[str]:
    for pattern in patterns:
        for path in sorted(ROOT.glob(pattern)):
            text = path.read_text("utf-8", "surrogateescape")
            if len(text) > 1_500:
                yield text


def _ratios(texts: list[str]) -> list[float]:
    return sorted(ESTIMATE.count(text) / TRUE.count(text) for text in texts)


def test_our_own_files_are_estimated_within_a_quarter() -> None:
    ratios = _ratios(list(_files("relman_desktop/**/*.py", "tests/*/*.py", "docs/*.md", "*.md")))
    assert len(ratios) > 100
    assert ratios[len(ratios) // 100] > 0.9
    assert ratios[-len(ratios) // 100] < 1.3
    assert 1.0 < median(ratios) < 1.12


def test_real_diffs_are_estimated_within_a_third() -> None:
    ratios = _ratios(list(_files("tests/data/diffs/**/*.diff", "tests/data/**/*.patch", "resources/sample/*")))
    assert ratios
    assert ratios[0] > 0.8 and ratios[-1] < 1.34


SCRIPTS = {
    "English": "The order service now reads its time limit from the configuration.",
    "German": "Der Auftragsdienst liest seine Zeitgrenze nun aus der Konfiguration.",
    "French": "Le service des commandes lit désormais son délai dans la configuration.",
    "Russian": "Служба заказов теперь читает предельное время из настроек.",
    "Greek": "Η υπηρεσία παραγγελιών διαβάζει πλέον το χρονικό όριο από τις ρυθμίσεις.",
    "Chinese": "订单服务现在从配置中读取超时时间，因此缓慢的供应商会更早失败，",
    "Japanese": "注文サービスはタイムアウトを設定から読み込むようになりました。",
    "Korean": "주문 서비스는 이제 설정에서 제한 시간을 읽으므로 느린 공급자는 일찍 실패합니다. ",
    "Arabic": "تقرأ خدمة الطلبات الآن المهلة الزمنية من الإعدادات حتى يفشل المزود البطيء مبكرا ولا ينتظر المستخدم.",
    "Hindi": "ऑर्डर सेवा अब समय सीमा को सेटिंग से पढ़ती है ताकि धीमा प्रदाता जल्दी विफल हो जाए।",
    "emoji": "✅ done 🚀 deploy 🔥 hotfix 🐛 bug ✨ feature ⚠️ careful 📦 package",
}


@pytest.mark.parametrize("script", SCRIPTS)
def test_every_script_is_estimated_sensibly(script: str) -> None:
    text = "\n".join([SCRIPTS[script]] * 5)
    lower, higher = sorted((TRUE.count(text), OTHER.count(text)))
    assert 0.65 * lower < ESTIMATE.count(text) < 1.4 * higher, (lower, ESTIMATE.count(text), higher)


HARD = {
    "hashes": "\n".join(
        f"+      hash: {n * 2654435761 % 2**61:x}{n * 40503 % 2**31:08x}deadbeef{n:04x}" for n in range(200)
    ),
    "base64": "Zm9vYmFyQmF6UXV4MTIzNDU2Nzg5MGFiY2RlZmdoaWprbG1ub3BxcnN0dXZ3eHl6QUJDREVGRw" * 50,
    "indented": "\n".join("+" + " " * (n % 60) + "}" for n in range(500)),
    "tabs": "\n".join("+" + "\t" * (n % 9) + "}" for n in range(500)),
    "rules": "\n".join("-" * n + "=" * n for n in range(3, 100)),
    "capitals": "ALTER TABLE ORDERS ADD COLUMN LEGACY_ID VARCHAR(255) NOT NULL;\n" * 100,
    "minified": "function a(b,c){return a[b]||c.a(b)};" * 200,
    "boxes": "┌──────┬──────┐\n│ a    │ b    │\n" * 100,
}


@pytest.mark.parametrize("name", HARD)
def test_what_stands_in_odd_files_is_estimated_within_a_factor_of_two(name: str) -> None:
    assert 0.6 < ESTIMATE.count(HARD[name]) / TRUE.count(HARD[name]) < 2


@given(st.text(st.characters() | st.characters(categories=["Cs"]), min_size=1))
def test_any_text_has_an_estimate(text: str) -> None:
    assert 1 <= ESTIMATE.count(text) <= 10 * len(text.encode("utf-8", "surrogatepass"))


@given(st.text(max_size=50), st.text(max_size=50))
def test_the_estimate_of_two_texts_is_about_the_sum(one: str, other: str) -> None:
    assert abs(ESTIMATE.count(one + other) - ESTIMATE.count(one) - ESTIMATE.count(other)) <= 8


def test_nothing_is_no_token() -> None:
    assert (TRUE.count(""), ESTIMATE.count("")) == (0, 0)


def test_only_estimates_are_corrected() -> None:
    text = "+    total = sum(order.price for order in orders)\n" * 40
    assert counter_for("qwen3", 1.5).count(text) == pytest.approx(1.5 * ESTIMATE.count(text), abs=2)
    assert counter_for("gpt-4o", 1.5).count(text) == TRUE.count(text)


def test_corrections_come_near_to_what_a_server_counts_in_a_few_calls() -> None:
    text = "+    total = sum(order.price for order in orders)\n" * 400
    reported = round(1.4 * ESTIMATE.count(text))
    correction = 1.0
    for _ in range(3):
        correction = correction_from(counter_for("qwen3", correction).count(text), reported, correction)
    assert counter_for("qwen3", correction).count(text) == pytest.approx(reported, rel=0.02)


@pytest.mark.parametrize("estimated, reported", [(0, 0), (0, 5), (5, 0), (100, 300), (10_000, 4_096), (10_000, -1)])
def test_no_report_a_short_prompt_and_a_cut_one_teach_nothing(estimated: int, reported: int) -> None:
    assert correction_from(estimated, reported, 1.2) == 1.2


@given(st.integers(-10, 10**9), st.integers(-10, 10**9), st.floats(0.5, 2))
def test_a_correction_stays_within_bounds(estimated: int, reported: int, before: float) -> None:
    assert 0.5 <= correction_from(estimated, reported, before) <= 2


def test_a_server_that_reports_far_fewer_tokens_has_cut_the_prompt() -> None:
    assert looks_cut(10_000, 4_096) and looks_cut(10_000, 6_999)
    assert not looks_cut(10_000, 7_000) and not looks_cut(10_000, 12_000)
    assert not looks_cut(10_000, 0), "a server that reports nothing says nothing about cutting"
