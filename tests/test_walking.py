"""A ticket carried into a form by hand: the fields, their order, what is done."""

from hypothesis import given
from hypothesis import strategies as st

from relman_desktop.export.pastes import Copied
from relman_desktop.export.targets.around import Around
from relman_desktop.exporting import Exporting
from relman_desktop.settings import Settings, System
from relman_desktop.ticket import ChangeRef, Ticket
from relman_desktop.walking import Step, Walk, forms, steps_of

STEPS = tuple(Step(name, name.upper(), Copied(name)) for name in ("a", "b", "c"))
TICKET = (
    Ticket("t1", ChangeRef("/somewhere/orders", "v1..v2", "a" * 40, "b" * 40, "c" * 64))
    .with_text("title", "Drop `orders.legacy_id`")
    .with_text("description", "It **drops** a column.\n\n- `a`\n- b")
    .with_text("deployment", "1. Back up.\n2. Deploy.")
    .with_text("rollback", "1. Restore the backup.")
    .with_text("validation", "1. Look.")
    .with_text("risk", "high")
)


def _exporting(*systems: System, ticket: Ticket = TICKET) -> Exporting:
    return Exporting(Settings(systems=systems), ticket, Around())


def _steps(target: str, ticket: Ticket = TICKET) -> dict[str, Step]:
    exporting = _exporting(ticket=ticket)
    form = next(one for one in forms(exporting) if one.name == target)
    return {step.label: step for step in steps_of(exporting, form)}


def test_one_key_goes_through_all_fields_and_then_all_is_done() -> None:
    walk = Walk(STEPS)
    seen = []
    while True:
        walk = walk.next()
        if not walk.current:
            break
        seen.append(walk.current.name)
    assert seen == ["a", "b", "c"] and walk.done == {"a", "b", "c"} and walk.is_over


def test_back_skip_and_what_was_skipped() -> None:
    walk = Walk(STEPS).next().skip()
    assert walk.current == STEPS[1] and walk.skipped == {"a"} and not walk.done
    walk = walk.next().back()
    assert walk.current == STEPS[1] and not walk.done
    assert walk.next().next().done == {"b", "c"}
    assert Walk(STEPS).skip().current == STEPS[1]
    assert walk.next().next().back().current == STEPS[2]


def test_a_changed_ticket_keeps_the_place_and_asks_again_for_what_changed() -> None:
    walk = Walk(STEPS).next().next().next()
    again = walk.follow((STEPS[0], Step("b", "B", Copied("other")), STEPS[2]))
    assert again.current == STEPS[2] and again.done == {"a"}
    assert again.following and again.following.name == "b"


@given(st.lists(st.sampled_from(("next", "back", "skip")), max_size=20))
def test_it_never_goes_astray(acts: list[str]) -> None:
    walk = Walk(STEPS)
    for act in acts:
        walk = getattr(walk, act)()
        assert -1 <= walk.at < len(STEPS) and not walk.done & walk.skipped
        assert not walk.current or walk.current.name not in walk.done | walk.skipped


def test_a_form_of_plain_text_is_walked_in_its_own_words() -> None:
    steps = _steps("servicenow")
    assert steps["Short description"].copied == Copied("Drop orders.legacy_id")
    assert list(steps).index("Short description") < list(steps).index("Implementation plan")
    assert "1. Back up." in steps["Implementation plan"].copied.text and not steps["Implementation plan"].copied.html
    assert steps["Implementation plan"].limit == 4000 and not steps["Implementation plan"].over


def test_a_form_of_rich_text_gets_words_with_html_beside_them_and_no_document_of_an_api() -> None:
    for target in ("jira-cloud", "freshservice"):
        rich = [step for step in _steps(target).values() if step.copied.html]
        assert rich, target
        for step in rich:
            assert not step.copied.text.startswith(("{", "<")), target
            assert step.copied.html.startswith('<meta charset="utf-8"><') and '"type":' not in step.copied.html
        assert any("<strong>drops</strong>" in step.copied.html for step in rich)


def test_what_is_too_long_is_said_and_goes_whole_elsewhere() -> None:
    steps = _steps("servicenow", TICKET.with_text("rollback", "Restore it. " * 500))
    assert any("Restore it. Restore it." in step.copied.text and step.length > 4000 for step in steps.values())
    assert any(step.said for step in steps.values())


def test_the_configured_systems_come_first_and_every_kind_is_there() -> None:
    ours = System("ours", "gitlab", "https://gitlab.example.org")
    told = [form.name for form in forms(_exporting(ours))]
    assert told[0] == "ours" and "servicenow" in told and "gitlab" not in told
