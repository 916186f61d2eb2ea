"""Forms that live: they tell of typing, change under the hands of whoever fills them in, and lie on each other."""

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from bot.sandbox.records import Conversation
from bot.sandbox.server import Sandbox
from tests.bot.sandbox.page_app import PageApp, entry, options
from tests.bot.sandbox.page_visit import Visit, message, say
from tests.bot.sandbox.stage import Json, actions, button, home, modal, plain, section

AT_EACH_CHARACTER = {"trigger_actions_on": ["on_character_entered"]}


def dispatching(block: Json) -> Json:
    return {**block, "dispatch_action": True}


def rhythm(**more: Any) -> Json:
    """A text that tells of itself."""
    return dispatching(entry("rhythm", "Rhythmus", "plain_text_input", **more))


def preview(view: Json) -> Json:
    """The same form, with what the app makes of the text below it."""
    value = view["state"]["values"]["rhythm"]["rhythm_value"]["value"]
    note = section(f"Termine für: {value}", block_id=f"preview {value}")
    before = section("Neuer Anfang")
    title = entry("title", "Titel", "plain_text_input", optional=True)
    return modal(before, rhythm(dispatch_action_config=AT_EACH_CHARACTER), note, title, callback_id="form")


@pytest.fixture
def live(visit: Visit, app: PageApp) -> Page:
    """A form whose one field tells of each character."""
    app.form = modal(
        rhythm(dispatch_action_config=AT_EACH_CHARACTER),
        entry("title", "Titel", "plain_text_input", optional=True),
        callback_id="form",
    )
    page = visit()
    say(page, "/takt new")
    expect(page.get_by_test_id("modal")).to_be_visible()
    return page


def field(page: Page, block: str) -> Locator:
    return page.get_by_test_id(f"input-{block}_value")


def caret(at: Locator) -> int:
    return int(at.evaluate("node => node.selectionStart"))


# --- typing ----------------------------------------------------------------------------------------------------------


def test_typing_is_told_of_at_a_pause_and_not_at_every_key(live: Page, app: PageApp) -> None:
    field(live, "rhythm").press_sequentially("monatlich", delay=20)
    assert app.hears(("command", "new"), ("rhythm_value", "monatlich"))


def test_a_form_that_changes_keeps_the_text_the_focus_and_the_caret(live: Page, app: PageApp) -> None:
    app.reshape = preview
    text = field(live, "rhythm")
    text.press_sequentially("mo")
    expect(live.get_by_text("Termine für: mo", exact=True)).to_be_visible()
    text.press("Home")
    text.press_sequentially("je")
    expect(live.get_by_text("Termine für: jemo", exact=True)).to_be_visible()
    expect(text).to_be_focused()
    expect(text).to_have_value("jemo")
    assert caret(text) == 2


def test_what_is_typed_while_the_app_thinks_is_neither_lost_nor_told_twice(visit: Visit, app: PageApp) -> None:
    slow = entry("slow", "Rhythmus", "plain_text_input", dispatch_action_config=AT_EACH_CHARACTER)
    app.form = modal(dispatching(slow))
    page = visit()
    say(page, "/takt new")
    text = field(page, "slow")
    text.press_sequentially("a")
    assert app.hears(("command", "new"), ("slow_value", "a"))
    for part in ("b", "c"):
        text.press_sequentially(part)
        page.wait_for_timeout(400)
    app.released.set()
    assert app.hears(("command", "new"), ("slow_value", "a"), ("slow_value", "abc"))
    expect(text).to_have_value("abc")


def test_enter_tells_of_a_text_and_does_not_send_the_form(visit: Visit, app: PageApp) -> None:
    app.form = modal(rhythm(), entry("title", "Titel", "plain_text_input"), callback_id="form")
    page = visit()
    say(page, "/takt new")
    expect(page.get_by_text("Mit Enter übernehmen")).to_be_visible()
    field(page, "rhythm").press_sequentially("jede Woche")
    field(page, "title").fill("Newsletter 2")
    field(page, "rhythm").press("Enter")
    assert app.hears(("command", "new"), ("rhythm_value", "jede Woche"))
    expect(page.get_by_test_id("modal")).to_be_visible()
    assert app.submitted == []


def test_a_field_that_went_and_came_back_begins_anew(live: Page, app: PageApp) -> None:
    field(live, "title").fill("alt")
    bare = modal(rhythm(dispatch_action_config=AT_EACH_CHARACTER), callback_id="form")
    app.reshape = lambda _: bare
    field(live, "rhythm").press_sequentially("x")
    expect(field(live, "title")).to_have_count(0)
    app.reshape = preview
    field(live, "rhythm").press_sequentially("y")
    expect(field(live, "title")).to_have_value("")
    live.get_by_test_id("modal-submit").click()
    expect(live.get_by_test_id("modal")).not_to_be_visible()
    assert app.submitted == [{"rhythm": "xy", "title": None}]


# --- choosing --------------------------------------------------------------------------------------------------------

GROUPS = [
    {"label": plain("Eigene"), "options": options(n="Newsletter", w="Website")},
    {"label": plain("Soziale Medien"), "options": options(l="LinkedIn")},
]


def opened(visit: Visit, app: PageApp, *blocks: Json, conversation: str = "CMARKETING") -> Page:
    app.form = modal(*blocks, callback_id="form")
    page = visit(conversation=conversation)
    say(page, "/takt new")
    expect(page.get_by_test_id("modal")).to_be_visible()
    return page


def sent(page: Page, app: PageApp) -> Any:
    page.get_by_test_id("modal-submit").click()
    expect(page.get_by_test_id("modal")).not_to_be_visible()
    [values] = app.submitted
    return values


def test_choices_in_groups_stand_below_their_headings(visit: Visit, app: PageApp) -> None:
    one = entry("title", "Kanal", "static_select", option_groups=GROUPS)
    many = entry("many", "Kanäle", "multi_static_select", option_groups=GROUPS, max_selected_items=2)
    page = opened(visit, app, one, many)
    assert field(page, "title").locator("optgroup").evaluate_all("all => all.map(one => one.label)") == [
        "Eigene",
        "Soziale Medien",
    ]
    field(page, "title").select_option("l")
    page.get_by_test_id("action-many_value").locator("summary").click()
    ticks = page.get_by_test_id("field-many")
    expect(ticks.locator(".menu-heading")).to_have_text(["Eigene", "Soziale Medien"])
    ticks.get_by_test_id("option-n").check()
    ticks.get_by_test_id("option-l").check()
    expect(ticks.get_by_test_id("option-w")).to_be_disabled()
    assert sent(page, app) == {"title": "l", "many": ["n", "l"]}


def test_only_what_is_optional_can_be_emptied(visit: Visit, app: PageApp) -> None:
    choice: Json = {"options": options(a="davor", b="danach"), "initial_option": options(a="davor")[0]}
    page = opened(
        visit,
        app,
        entry("title", "Wann", "static_select", **choice),
        entry("other", "Sonst", "static_select", optional=True, **choice),
        entry("day", "Tag", "datepicker", optional=True, initial_date="2026-12-01"),
        entry("time", "Uhrzeit", "timepicker", optional=True, initial_time="09:00"),
        entry("who", "Wer", "users_select", optional=True, initial_user="UDORA"),
    )
    expect(page.get_by_test_id("empty-title_value")).to_have_count(0)
    for name in ("other", "day", "time", "who"):
        page.get_by_test_id(f"empty-{name}_value").click()
        expect(field(page, name)).to_have_value("")
        expect(page.get_by_test_id(f"empty-{name}_value")).to_have_count(0)
    assert sent(page, app) == {"title": "a", "other": None, "day": None, "time": None, "who": None}


DISPATCHED: list[tuple[Json, str, Any]] = [
    (entry("it", "x", "static_select", options=options(a="A", b="B")), "select b", "b"),
    (entry("it", "x", "users_select"), "select UDORA", "UDORA"),
    (entry("it", "x", "conversations_select"), "select CALLGEMEIN", "CALLGEMEIN"),
    (entry("it", "x", "datepicker"), "fill 2026-12-03", "2026-12-03"),
    (entry("it", "x", "timepicker"), "fill 10:30", "10:30"),
    (entry("it", "x", "radio_buttons", options=options(a="A", b="B")), "check b", "b"),
    (entry("it", "x", "checkboxes", options=options(a="A", b="B")), "check b", ["b"]),
    (entry("it", "x", "multi_users_select"), "tick UMAX", ["UMAX"]),
    (entry("it", "x", "multi_static_select", options=options(a="A", b="B")), "tick a", ["a"]),
    (entry("it", "x", "number_input", is_decimal_allowed=False), "enter 5", "5"),
]


@pytest.mark.parametrize(("block", "step", "heard"), DISPATCHED, ids=[b["element"]["type"] for b, _, _ in DISPATCHED])
def test_every_choice_is_told_of_at_once_where_the_app_asks_for_it(
    visit: Visit, app: PageApp, block: Json, step: str, heard: Any
) -> None:
    page = opened(visit, app, dispatching(block))
    how, what = step.split()
    if how == "tick":
        page.get_by_test_id("action-it_value").locator("summary").click()
    if how in ("tick", "check"):
        page.get_by_test_id(f"option-{what}").check()
    elif how == "select":
        field(page, "it").select_option(what)
    else:
        field(page, "it").fill(what)
    if how == "enter":
        field(page, "it").press("Enter")
    assert app.hears(("command", "new"), ("it_value", heard))


@pytest.mark.parametrize(
    ("settings", "shown"),
    [
        ({}, ["#allgemein", "#marketing", "#geheim (privat)", "Takt (Direktnachricht)"]),
        ({"filter": {"include": ["public"]}}, ["#allgemein", "#marketing"]),
        ({"filter": {"include": ["private", "im"]}}, ["#geheim (privat)", "Takt (Direktnachricht)"]),
        ({"filter": {"exclude_bot_users": True}}, ["#allgemein", "#marketing", "#geheim (privat)"]),
    ],
)
def test_conversations_are_offered_as_the_filter_says(
    visit: Visit, app: PageApp, company: Sandbox, settings: Json, shown: list[str]
) -> None:
    company.workspace.put_conversation(Conversation("CGEHEIM", "private", "geheim", members=["UOTTO", "UTAKT"]))
    page = opened(visit, app, entry("title", "Wohin", "conversations_select", **settings))
    offered = field(page, "title").locator("option:not([value=''])").all_inner_texts()
    assert sorted(offered) == sorted(shown)


def test_a_form_begins_with_the_conversation_it_was_opened_in(visit: Visit, app: PageApp) -> None:
    where = entry("title", "Wohin", "conversations_select", default_to_current_conversation=True)
    page = opened(visit, app, where, conversation="CALLGEMEIN")
    expect(field(page, "title")).to_have_value("CALLGEMEIN")
    assert sent(page, app) == {"title": "CALLGEMEIN"}


def test_somebody_who_left_is_still_shown_where_they_were_chosen(visit: Visit, app: PageApp, company: Sandbox) -> None:
    company.workspace.members["UDORA"].deleted = True
    page = opened(visit, app, entry("title", "Wer", "users_select", initial_user="UDORA"))
    expect(field(page, "title").locator("option:checked")).to_have_text("Dora Klein (deaktiviert)")
    field(page, "title").select_option("UMAX")
    assert field(page, "title").locator("option[value=UDORA]").count() == 0


def test_a_choice_that_is_not_offered_any_more_is_gone(visit: Visit, app: PageApp) -> None:
    first = entry("title", "Wann", "static_select", options=options(a="davor", b="danach"))
    page = opened(visit, app, first, rhythm(dispatch_action_config=AT_EACH_CHARACTER))
    later = entry("title", "Wann", "static_select", options=options(b="danach"))
    app.reshape = lambda _: modal(later, rhythm(), callback_id="form")
    field(page, "title").select_option("a")
    field(page, "rhythm").press_sequentially("x")
    expect(field(page, "title").locator("option")).to_have_count(2)
    expect(field(page, "title")).to_have_value("")
    page.get_by_test_id("modal-submit").click()
    expect(page.get_by_test_id("error-title")).to_be_visible()


# --- what is wrong ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("viele", "Bitte gib eine Zahl ein."),
        ("2.5", "Bitte gib eine ganze Zahl ein."),
        ("-1", "Bitte gib mindestens 0 ein."),
        ("21", "Bitte gib höchstens 20 ein."),
    ],
)
def test_a_number_out_of_bounds_is_said_at_its_field(visit: Visit, app: PageApp, value: str, sentence: str) -> None:
    number = entry("title", "Vorlauf", "number_input", is_decimal_allowed=False, min_value="0", max_value="20")
    page = opened(visit, app, number)
    field(page, "title").fill(value)
    page.get_by_test_id("modal-submit").click()
    expect(page.get_by_test_id("error-title")).to_have_text(sentence)
    assert app.submitted == []


def test_an_error_comes_into_sight_and_goes_when_its_field_is_touched(visit: Visit, app: PageApp) -> None:
    fields = [entry(f"f{number}", f"Feld {number}", "plain_text_input", optional=True) for number in range(12)]
    page = opened(visit, app, entry("title", "Titel", "plain_text_input"), *fields)
    field(page, "title").fill("Newsletter")
    field(page, "f11").fill("ganz unten")
    expect(field(page, "title")).not_to_be_in_viewport()
    page.get_by_test_id("modal-submit").click()
    error = page.get_by_test_id("error-title")
    expect(error).to_have_text("Diesen Titel gibt es schon.")
    expect(error).to_be_in_viewport()
    expect(field(page, "title")).to_be_focused()
    field(page, "title").press_sequentially(" 2")
    expect(error).to_have_count(0)
    page.get_by_test_id("modal-submit").click()
    expect(page.get_by_test_id("modal")).not_to_be_visible()
    assert [(values["title"], values["f11"]) for values in app.submitted] == [
        ("Newsletter", "ganz unten"),
        ("Newsletter 2", "ganz unten"),
    ]


def test_a_long_form_scrolls_between_its_head_and_its_foot(visit: Visit, app: PageApp) -> None:
    page = opened(visit, app, *(section(f"Absatz {number}") for number in range(99)))
    expect(page.get_by_text("Absatz 98")).not_to_be_in_viewport()
    page.get_by_text("Absatz 98").scroll_into_view_if_needed()
    expect(page.get_by_text("Absatz 98")).to_be_in_viewport()
    expect(page.get_by_test_id("modal-close")).to_be_in_viewport(ratio=1)
    expect(page.get_by_test_id("modal-submit")).to_be_in_viewport(ratio=1)


# --- where forms come from, and back ---------------------------------------------------------------------------------


def test_a_form_opens_from_a_message(visit: Visit, app: PageApp) -> None:
    ts = app.post("UOTTO", "kurz", actions(button("form")))
    page = visit()
    message(page, ts).get_by_test_id("action-form").click()
    expect(page.locator("#modal-title")).to_have_text("Neue Maßnahme")
    page.get_by_test_id("modal-cancel").click()
    expect(page.get_by_test_id("modal")).not_to_be_visible()
    expect(page.get_by_test_id("action-form")).to_be_visible()


def test_a_form_opens_from_the_home_and_one_comes_back_to_it(visit: Visit, app: PageApp) -> None:
    page = visit(conversation="home")
    expect(page.get_by_test_id("home").locator("h3")).to_have_text("Heute")
    app.client.views_publish(user_id="UOTTO", view=home(actions(button("form"))))
    page.get_by_test_id("action-form").click()
    expect(page.locator("#modal-title")).to_have_text("Neue Maßnahme")
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("modal")).not_to_be_visible()
    expect(page.get_by_test_id("home")).to_be_visible()


def test_three_forms_lie_on_each_other_and_one_goes_back_step_by_step(visit: Visit, app: PageApp) -> None:
    page = visit()
    say(page, "/takt new")
    titles = []
    for name in ("Neue Maßnahme", "Zweites Fenster", "Drittes Fenster"):
        expect(page.locator("#modal-title")).to_have_text(name)
        titles.append(name)
        page.get_by_test_id("action-deeper").click()
    expect(page.get_by_test_id("action-deeper")).not_to_have_attribute("aria-busy", "true")
    expect(page.locator("#modal-title")).to_have_text("Drittes Fenster")
    page.get_by_test_id("modal-cancel").click()
    expect(page.locator("#modal-title")).to_have_text("Zweites Fenster")
    page.get_by_test_id("modal-back").click()
    expect(page.locator("#modal-title")).to_have_text("Neue Maßnahme")
    page.get_by_test_id("modal-cancel").click()
    expect(page.get_by_test_id("modal")).not_to_be_visible()


def test_a_half_filled_form_is_there_again_after_the_page_was_reloaded(live: Page, app: PageApp) -> None:
    field(live, "rhythm").press_sequentially("monatlich")
    assert app.hears(("command", "new"), ("rhythm_value", "monatlich"))
    live.reload()
    expect(field(live, "rhythm")).to_have_value("monatlich")
