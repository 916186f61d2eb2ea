"""What a member does to the elements of messages and modals, in a real browser, and what the app hears of it."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.bot.sandbox.page_app import PageApp, options
from tests.bot.sandbox.page_visit import Visit, message, say
from tests.bot.sandbox.stage import actions, button, plain, section

OFFER = {"type": "overflow", "action_id": "more", "options": options(move="Verschieben", skip="Auslassen")}
WHO = {"type": "static_select", "action_id": "who", "options": options(dora="Dora", olga="Olga")}
DAY = {"type": "datepicker", "action_id": "day", "initial_date": "2026-12-04"}
WHEN = {"type": "radio_buttons", "action_id": "when", "options": options(a="08:00", b="09:00")}
ASK = {"title": plain("Sicher"), "text": plain("Fällt aus."), "confirm": plain("Ja"), "deny": plain("Nein")}


@pytest.mark.parametrize(
    ("element", "steps", "heard"),
    [
        (button("done", value="12", style="primary"), ["action-done"], ("done", "12")),
        (OFFER, ["action-more", "option-skip"], ("more", "skip")),
        (WHO, ["action-who", "option-olga"], ("who", "olga")),
        ({"type": "users_select", "action_id": "who"}, ["action-who", "option-UMAX"], ("who", "UMAX")),
        (DAY, ["action-day", "picker-apply"], ("day", "2026-12-04")),
        (WHEN, ["option-b"], ("when", "b")),
        (button("skip", value="12", confirm=ASK), ["action-skip", "confirm-yes"], ("skip", "12")),
    ],
    ids=["button", "overflow", "select", "people", "date", "radio", "confirm"],
)
def test_an_element_tells_the_app_and_the_answer_takes_its_place(
    visit: Visit, app: PageApp, element: dict[str, Any], steps: list[str], heard: tuple[str, str]
) -> None:
    ts = app.post("UOTTO", "kurz", section("Was nun?"), actions(element))
    page = visit()
    for step in steps:
        page.get_by_test_id(step).click()
    expect(message(page, ts).locator(".words")).to_have_text(f"gehört: {heard[0]}")
    assert app.hears(heard)


def test_a_question_that_is_denied_sends_nothing(visit: Visit, app: PageApp) -> None:
    app.post("UOTTO", "kurz", actions(button("skip", confirm=ASK)))
    page = visit()
    page.get_by_test_id("action-skip").click()
    expect(page.get_by_test_id("confirm")).to_contain_text("Fällt aus.")
    page.get_by_test_id("confirm-no").click()
    expect(page.get_by_test_id("confirm")).to_have_count(0)
    page.get_by_test_id("action-skip").click()
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("confirm")).to_have_count(0)
    assert app.heard == []


def test_a_double_click_presses_once(visit: Visit, app: PageApp) -> None:
    ts = app.post("UOTTO", "kurz", actions(button("slow")))
    page = visit()
    page.get_by_test_id("action-slow").dblclick()
    expect(page.get_by_test_id("action-slow")).to_have_attribute("aria-busy", "true")
    app.released.set()
    expect(message(page, ts)).to_contain_text("gehört: slow")
    assert app.hears(("slow", None))


def test_a_menu_is_walked_with_the_keys_and_gives_the_focus_back(visit: Visit, app: PageApp) -> None:
    app.post("UOTTO", "kurz", actions(OFFER))
    page = visit()
    opener = page.get_by_test_id("action-more")
    opener.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("option-move")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_test_id("option-skip")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_test_id("option-move")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("menu")).to_have_count(0)
    expect(opener).to_be_focused()


@pytest.fixture
def filled(visit: Visit, app: PageApp) -> Page:
    """The form, opened by a command and filled in except for its title."""
    page = visit()
    say(page, "/takt new")
    page.get_by_test_id("input-how_value").fill("Bild\nText")
    page.get_by_test_id("input-rhythm_value").select_option("m")
    page.get_by_test_id("input-owner_value").select_option("UDORA")
    page.get_by_test_id("action-deputies_value").locator("summary").click()
    page.get_by_test_id("field-deputies").get_by_test_id("option-UMAX").check()
    page.get_by_test_id("field-deputies").get_by_test_id("option-UOLGA").check()
    page.get_by_test_id("input-day_value").fill("2026-12-03")
    page.get_by_test_id("input-time_value").fill("10:15")
    page.get_by_test_id("field-shift").get_by_test_id("option-a").check()
    page.get_by_test_id("field-channels").get_by_test_id("option-n").check()
    return page


VALUES = {
    "title": "LinkedIn",
    "how": "Bild\nText",
    "rhythm": "m",
    "owner": "UDORA",
    "deputies": ["UMAX", "UOLGA"],
    "day": "2026-12-03",
    "time": "10:15",
    "shift": "a",
    "channels": ["n"],
}


def test_a_form_sends_every_value_and_closes(filled: Page, app: PageApp) -> None:
    filled.get_by_test_id("input-title_value").fill("LinkedIn")
    filled.get_by_test_id("modal-submit").click()
    expect(filled.get_by_test_id("modal")).not_to_be_visible()
    assert app.submitted == [VALUES]


def test_a_missing_answer_is_asked_for_before_anything_is_sent(filled: Page, app: PageApp) -> None:
    filled.get_by_test_id("modal-submit").click()
    expect(filled.get_by_test_id("error-title")).to_have_text("Bitte fülle dieses Feld aus.")
    expect(filled.get_by_test_id("input-title_value")).to_be_focused()
    expect(filled.locator(".error")).to_have_count(1)
    assert app.submitted == []


def test_what_the_app_finds_wrong_stands_at_its_field_and_the_rest_is_kept(filled: Page, app: PageApp) -> None:
    title = filled.get_by_test_id("input-title_value")
    title.fill("Newsletter")
    filled.get_by_test_id("modal-submit").click()
    expect(filled.get_by_test_id("error-title")).to_have_text("Diesen Titel gibt es schon.")
    expect(title).to_have_attribute("aria-invalid", "true")
    expect(title).to_be_focused()
    title.fill("LinkedIn")
    filled.get_by_test_id("modal-submit").click()
    expect(filled.get_by_test_id("modal")).not_to_be_visible()
    assert app.submitted == [{**VALUES, "title": "Newsletter"}, VALUES]


def test_a_second_window_lies_on_the_first_and_uncovers_it_unchanged(filled: Page, app: PageApp) -> None:
    filled.get_by_test_id("input-title_value").fill("halb ge")
    filled.get_by_test_id("action-deeper").click()
    expect(filled.locator("#modal-title")).to_have_text("Zweites Fenster")
    filled.get_by_test_id("modal-back").click()
    expect(filled.locator("#modal-title")).to_have_text("Neue Maßnahme")
    expect(filled.get_by_test_id("input-how_value")).to_have_value("Bild\nText")
    expect(filled.get_by_test_id("input-title_value")).to_have_value("halb ge")
    expect(filled.get_by_test_id("modal-back")).to_have_count(0)
    assert app.hears(("command", "new"), ("deeper", "halb ge"))


def test_escape_closes_the_whole_stack(filled: Page) -> None:
    filled.get_by_test_id("action-deeper").click()
    expect(filled.locator("#modal-title")).to_have_text("Zweites Fenster")
    filled.keyboard.press("Escape")
    expect(filled.get_by_test_id("modal")).not_to_be_visible()


def test_the_focus_goes_round_inside_a_modal(filled: Page) -> None:
    stops = 40
    seen = set()
    for _ in range(stops):
        filled.keyboard.press("Tab")
        seen.add(filled.evaluate("document.activeElement.closest('#modal') && document.activeElement.outerHTML"))
    assert None not in seen
    assert len(seen) < stops
    expect(filled.get_by_test_id("modal")).to_be_visible()


def test_news_from_elsewhere_leave_a_half_filled_form_alone(filled: Page, app: PageApp) -> None:
    title = filled.get_by_test_id("input-title_value")
    title.press_sequentially("Link")
    ts = app.post("UOTTO", "inzwischen")
    expect(message(filled, ts)).to_be_attached()
    title.press_sequentially("edIn")
    expect(title).to_have_value("LinkedIn")
    expect(filled.get_by_test_id("input-rhythm_value")).to_have_value("m")
