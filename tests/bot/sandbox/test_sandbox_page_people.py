"""The panel in which the company changes: people are renamed, move, leave, come back and join."""

import pytest
from playwright.sync_api import Page, expect

from bot.sandbox.server import Sandbox
from tests.bot.sandbox.page_visit import Visit


@pytest.fixture
def panel(visit: Visit) -> Page:
    page = visit("UCLARA")
    page.get_by_test_id("people-toggle").click()
    expect(page.get_by_test_id("people")).to_be_visible()
    return page


def announced(company: Sandbox) -> list[tuple[str, str]]:
    """The events about members that were sent, and about whom."""
    events = [e["request"]["payload"]["event"] for e in company.world.traffic.after(0) if e["kind"] == "socket"]
    told = [(event["type"], event["user"]) for event in events if event["type"] in ("user_change", "team_join")]
    return [(kind, user["real_name"] if "real_name" in user else user["name"]) for kind, user in told]


def test_somebody_is_renamed_and_moves(panel: Page, company: Sandbox) -> None:
    panel.get_by_test_id("person-UOTTO").click()
    panel.get_by_test_id("person-real_name").fill("Otto Brandt-Klein")
    panel.get_by_test_id("person-tz").fill("America/New_York")
    panel.get_by_test_id("person-locale").select_option("en-US")
    panel.get_by_test_id("person-role").select_option("guest")
    panel.get_by_test_id("person-save").click()
    expect(panel.get_by_test_id("person-UOTTO")).to_have_text("OBOtto Brandt-KleinGast · New York · en-US")
    expect(panel.get_by_test_id("person-save")).to_have_count(0)
    expect(panel.get_by_test_id("member-UOTTO")).to_contain_text("03:00 New York")
    otto = company.workspace.members["UOTTO"]
    assert (otto.real_name, otto.name, otto.tz, otto.locale, otto.is_restricted, otto.is_ultra_restricted) == (
        "Otto Brandt-Klein",
        "otto",
        "America/New_York",
        "en-US",
        True,
        False,
    )
    assert announced(company)[:1] == [("user_change", "Otto Brandt-Klein")]


def test_somebody_leaves_and_comes_back(panel: Page, company: Sandbox) -> None:
    panel.get_by_test_id("person-UOTTO").click()
    panel.get_by_test_id("person-deactivate").click()
    expect(panel.get_by_test_id("person-UOTTO")).to_contain_text("deaktiviert")
    expect(panel.get_by_test_id("member-UOTTO")).to_contain_text("deaktiviert")
    assert company.workspace.members["UOTTO"].deleted
    panel.get_by_test_id("person-reactivate").click()
    expect(panel.get_by_test_id("member-UOTTO")).not_to_contain_text("deaktiviert")
    assert not company.workspace.members["UOTTO"].deleted


def test_a_newcomer_joins_and_one_can_be_them_at_once(panel: Page, company: Sandbox) -> None:
    panel.get_by_test_id("person-new").click()
    panel.get_by_test_id("person-real_name").fill("Nina Neu")
    panel.get_by_test_id("person-name").fill("nina")
    panel.get_by_label("#allgemein").uncheck()
    panel.get_by_test_id("person-save").click()
    expect(panel.get_by_test_id("person-save")).to_have_count(0)
    seat = panel.locator("[data-testid^=member-]", has_text="Nina Neu")
    seat.click()
    expect(seat).to_have_attribute("aria-current", "true")
    expect(panel.get_by_test_id("conversation-CMARKETING")).to_be_visible()
    expect(panel.get_by_test_id("conversation-CALLGEMEIN")).to_have_count(0)
    nina = company.workspace.by_handle("nina")
    assert nina is not None
    assert (nina.real_name, nina.tz, nina.locale, nina.guest) == ("Nina Neu", "Europe/Berlin", "de-DE", False)
    assert announced(company)[:1] == [("team_join", "Nina Neu")]


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("real_name", " ", "Gib einen Namen ein."),
        ("name", "zwei Worte", "Gib ein Kürzel ohne Leerzeichen ein, etwa nina."),
        ("tz", "Mitteleuropa", "Diese Zeitzone gibt es nicht. Wähle eine aus der Liste, etwa Europe/Berlin."),
    ],
)
def test_what_nobody_can_be_is_said_and_not_sent(
    panel: Page, company: Sandbox, field: str, value: str, sentence: str
) -> None:
    panel.get_by_test_id("person-UOTTO").click()
    panel.get_by_test_id(f"person-{field}").fill(value)
    panel.get_by_test_id("person-save").click()
    expect(panel.get_by_test_id("trouble")).to_have_text(sentence)
    assert announced(company) == []


def test_who_leaves_while_somebody_acts_as_them_can_do_nothing(panel: Page) -> None:
    panel.get_by_test_id("person-UCLARA").click()
    panel.get_by_test_id("person-deactivate").click()
    expect(panel.get_by_text("Das Konto von Clara Sommer ist deaktiviert.")).to_be_visible()
    expect(panel.get_by_test_id("composer")).to_have_count(0)
