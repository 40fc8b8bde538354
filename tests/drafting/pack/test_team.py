"""The team's profile in the pack."""

from relman_desktop.drafting.pack import Pack, pack
from relman_desktop.drafting.proposal import Material
from relman_desktop.drafting.redaction import Redactor
from relman_desktop.jobs import Cancel
from relman_desktop.sources.evidence import Trust
from tests.drafting.team.making import a_material, a_ticket

from .making import Characters

PROFILE = """
[[monitoring]]
metric = "errors"
where = "Grafana"
threshold = "over 1 %"

[[monitoring]]
metric = "checkout_errors"
paths = ["orders/"]

[[monitoring]]
metric = "blog_errors"
paths = ["blog/"]

[[deployment_steps]]
command = '''
make build
make deploy'''

[[people]]
name = "Ana Lima"
contact = "+49 30 1234567"

[[templates]]
field = "title"
text = "[$repo] $text"
"""


def packed(material: Material, budget: int = 4000) -> Pack:
    return pack(material, budget, Characters(), Redactor(), Cancel())


def section(found: Pack) -> str:
    start = found.text.index(" team>>")
    return found.text[start : found.text.index("<<", start)]


def test_entries_stand_a_line_each_those_about_the_change_first() -> None:
    found = packed(a_material(PROFILE))
    lines = section(found).splitlines()
    assert lines[1:6] == [
        " N2 [monitoring] metric: checkout_errors",
        " N4 [deployment_steps]",
        "  command:",
        "  make build",
        "  make deploy",
    ]
    assert lines[6] == " N1 [monitoring] metric: errors / where: Grafana / threshold: over 1 %"
    entry = found.evidence["N1"]
    assert entry.text == "[monitoring] metric: errors / where: Grafana / threshold: over 1 %"
    assert (entry.kind, entry.ref, entry.trust) == ("team", ".relman.toml:2", Trust.TEAM)


def test_neither_people_nor_templates_nor_what_is_of_other_files_is_sent() -> None:
    found = packed(a_material(PROFILE))
    assert not any(word in found.text for word in ("Ana Lima", "1234567", "blog_errors", "[$repo]"))
    assert not {"N3", "N5", "N6"} & found.evidence.keys()
    assert "1 entry about other files not shown" in section(found)


def test_without_a_profile_there_is_no_such_part() -> None:
    assert " team>>" not in packed(a_material()).text


def test_its_secrets_are_masked_as_everywhere() -> None:
    secret = "ghp_" + "a1B2c3D4e5F6g7H8i9J0" * 2
    found = packed(a_material(f'[[deployment_steps]]\ncommand = "deploy --token {secret[:40]}"\n'))
    assert secret[:40] not in found.text and "[[" in found.evidence["N1"].text


def test_what_the_change_writes_into_the_profile_is_sent_as_a_claim() -> None:
    found = packed(a_material(PROFILE, files={".relman.toml": ("", PROFILE), "orders/a.py": ("a\n", "b\n")}))
    assert found.evidence["N1"].trust is Trust.CLAIM
    assert "is a claim" in section(found)


def test_a_large_profile_leaves_room_for_the_change_and_is_counted() -> None:
    profile = "".join(f'[[monitoring]]\nmetric = "metric_{number}_{"x" * 40}"\n' for number in range(200))
    found = packed(a_material(profile), 1500)
    assert found.tokens <= 1500
    assert "F1.h1" in found.evidence
    assert any("entries are not in the pack" in one for one in found.warnings)


def test_a_ticket_tells_its_kind_its_state_and_criteria_that_its_body_lacks() -> None:
    item = a_ticket(kind="Bug", status="In Review", done=False, body="It hangs.", criteria=("It hangs.", "It ends."))
    found = packed(a_material(work=(item,)))
    assert " W1 PAY-12 Bug (In Review, not done) C1: Refunds take too long\n" in found.text
    assert found.evidence["W1"].text.endswith("It hangs.\n\n- It ends.")
