"""The page in one hand: nothing sticks out, everything can be hit with a thumb and read, by day and by night."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.bot.sandbox.page_app import PageApp, entry, options
from tests.bot.sandbox.page_visit import Visit, say
from tests.bot.sandbox.stage import Json, actions, button, home, modal, mrkdwn, plain, section

AUDIT = (Path(__file__).parent / "page_audit.js").read_text(encoding="utf-8")
MENU = {"type": "overflow", "action_id": "menu", "options": options(move="Verschieben", skip="Auslassen")}


def wrong(page: Page) -> list[str]:
    found: list[str] = page.evaluate(AUDIT.rstrip().rstrip(";"))
    return found


def task(number: int) -> list[Json]:
    """One task of a nudge with its checklist, lesson and buttons."""
    title = {"type": "text", "text": "Messevorbereitung Holzhandwerk Nürnberg", "style": {"bold": True}}
    steps = [{"type": "rich_text_section", "elements": [{"type": "text", "text": step}]} for step in ("Thema", "Bild")]
    elements: list[Json] = [
        {"type": "rich_text_section", "elements": [title, {"type": "text", "text": " · fällig heute"}]},
        {"type": "rich_text_list", "style": "bullet", "elements": steps},
    ]
    names = ("done", "on_it", "blocked", "later")
    return [
        {"type": "rich_text", "elements": elements},
        {"type": "context", "elements": [mrkdwn("Zuletzt gelernt: kürzere Betreffzeilen werden öfter geöffnet")]},
        actions(*(button(name, value=str(number)) for name in names), MENU, block_id=f"task {number}"),
        {"type": "divider"},
    ]


def nudge(app: PageApp) -> str:
    header = {"type": "header", "text": plain("Guten Morgen Otto, fünf Termine stehen an")}
    return app.post("UOTTO", "Fünf Termine", header, *(block for number in range(5) for block in task(number)))


def long_form() -> Json:
    return modal(
        {"type": "context", "elements": [mrkdwn("Schritt 1 von 3")]},
        entry("title", "Titel", "plain_text_input", placeholder=plain("zum Beispiel Newsletter")),
        entry("rhythm", "Rhythmus", "plain_text_input") | {"dispatch_action": True, "hint": plain("jeden Dienstag")},
        entry("owner", "Verantwortlich", "users_select", initial_user="UOTTO"),
        entry("deputies", "Vertretung", "multi_users_select", optional=True),
        entry("where", "Rückblick in", "conversations_select", optional=True, initial_conversation="CMARKETING"),
        entry("shift", "Wenn der Tag frei ist", "radio_buttons", options=options(b="davor", a="danach")),
        entry("day", "Erster Termin", "datepicker", optional=True, initial_date="2026-12-01"),
        entry("how", "So geht es", "plain_text_input", multiline=True, optional=True),
        callback_id="form",
        title=plain("Neue Maßnahme"),
        close=plain("Abbrechen"),
    )


@pytest.fixture(params=["light", "dark"])
def phone(request: pytest.FixtureRequest, visit: Visit, app: PageApp) -> Page:
    page = visit("UOTTO", width=390, height=844)
    page.emulate_media(color_scheme=request.param)
    return page


def test_a_nudge_of_five_tasks_and_its_thread(phone: Page, app: PageApp) -> None:
    ts = nudge(app)
    app.client.chat_postMessage(channel="UOTTO", text="Notiert", thread_ts=ts)
    direct = str(app.client.chat_postMessage(channel="UOTTO", text="Datei folgt")["channel"])
    app.client.files_upload_v2(channel=direct, filename="termine.ics", content="BEGIN", initial_comment="Bitte")
    say(phone, "und bitte die Messe an @dora übergeben")
    expect(phone.locator("[data-testid^=more-]")).to_be_visible()
    expect(phone.locator(".file-card")).to_be_visible()
    assert wrong(phone) == []
    phone.get_by_test_id(f"thread-{ts}").click()
    expect(phone.get_by_test_id("thread")).to_be_in_viewport(ratio=1)
    expect(phone.get_by_test_id("thread").locator(".message")).to_have_count(2)
    assert wrong(phone) == []
    phone.get_by_test_id("thread-close").click()
    expect(phone.get_by_test_id(f"thread-{ts}")).to_be_visible()


def test_a_form_of_eight_fields(phone: Page, app: PageApp) -> None:
    app.form = long_form()
    say(phone, "/takt new")
    expect(phone.get_by_test_id("modal")).to_be_in_viewport(ratio=1)
    assert wrong(phone) == []
    phone.get_by_test_id("action-deputies_value").locator("summary").click()
    phone.get_by_test_id("modal-submit").click()
    expect(phone.get_by_test_id("error-title")).to_be_in_viewport()
    expect(phone.get_by_test_id("modal-submit")).to_be_in_viewport(ratio=1)
    assert wrong(phone) == []


def test_a_home_of_forty_blocks(phone: Page, app: PageApp) -> None:
    phone.get_by_test_id("tab-home").click()
    expect(phone.get_by_test_id("action-plan")).to_be_visible()
    rows = [
        [
            section(f"*Newsletter {number}*\nfällig am Dienstag", accessory=button(f"open{number}")),
            {"type": "context", "elements": [mrkdwn("Vertretung: <@UDORA>")]},
            actions(button("done"), button("on_it"), MENU, block_id=f"row {number}"),
            {"type": "divider"},
        ]
        for number in range(9)
    ]
    accessory = {"type": "static_select", "action_id": "who", "options": options(a="Clara", b="Otto")}
    top = [section("*Heute brauchen dich 2 Termine.*", accessory=MENU), section("Wer", accessory=accessory)]
    fields = section("Zahlen", fields=[mrkdwn("*Rhythmus*\n9 von 10"), mrkdwn("*Stille*\n9 Tage")])
    blocks = [*top, *(block for row in rows for block in row), fields, section("Ende")]
    app.client.views_publish(user_id="UOTTO", view=home(*blocks))
    expect(phone.get_by_text("Ende", exact=True)).to_be_attached()
    assert (len(blocks), wrong(phone)) == (40, [])


def test_the_drawer_and_the_panels(phone: Page, app: PageApp) -> None:
    phone.get_by_test_id("rail-toggle").click()
    expect(phone.get_by_test_id("member-UDORA")).to_be_in_viewport(ratio=1)
    assert wrong(phone) == []
    phone.keyboard.press("Escape")
    expect(phone.get_by_test_id("member-UDORA")).not_to_be_visible()
    app.client.api_call("auth.test")
    for panel in ("people", "traffic", "tour"):
        phone.get_by_test_id(f"{panel}-toggle").click()
        expect(phone.get_by_test_id(panel)).to_be_in_viewport(ratio=1)
        assert wrong(phone) == []
        if panel == "people":
            phone.get_by_test_id("person-UOTTO").click()
            expect(phone.get_by_test_id("person-save")).to_be_visible()
            assert wrong(phone) == []
        phone.keyboard.press("Escape")
        expect(phone.get_by_test_id(panel)).to_have_count(0)


BAD = """() => {
  const bad = {
    button: "width: 20px; height: 20px; padding: 0",
    wide: "width: 500px",
    pale: "color: #888; background: #999",
  };
  for (const [name, style] of Object.entries(bad)) {
    const node = document.createElement(name === "button" ? "button" : "p");
    node.className = name;
    node.textContent = name === "button" ? "" : "x";
    node.style.cssText = `all: unset; display: block; position: absolute; top: 0; left: 0; ${style}`;
    document.body.append(node);
  }
}"""


def test_the_eye_of_these_tests_sees_what_is_wrong(phone: Page) -> None:
    phone.evaluate(BAD)
    assert wrong(phone) == ["button is 20 × 20", "wide sticks out", "pale has a contrast of 1.2"]


def test_the_focus_can_be_seen(phone: Page) -> None:
    phone.get_by_test_id("rail-toggle").focus()
    phone.keyboard.press("Tab")
    phone.keyboard.press("Shift+Tab")
    assert phone.get_by_test_id("rail-toggle").evaluate("node => getComputedStyle(node).outlineStyle") == "solid"


def test_on_a_phone_the_rail_is_a_drawer_and_nothing_sticks_out(visit: Visit, app: PageApp) -> None:
    app.post("UDORA", "kurz", section("Was nun?"), actions(*(button(f"b{n}") for n in range(9))))
    page = visit("UOTTO", width=390, height=844)
    expect(page.get_by_test_id("member-UDORA")).not_to_be_visible()
    page.get_by_test_id("rail-toggle").click()
    page.get_by_test_id("member-UDORA").click()
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("member-UDORA")).not_to_be_visible()
    expect(page.get_by_test_id("action-b8")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.get_by_test_id("traffic-toggle").click()
    expect(page.get_by_test_id("traffic")).to_be_in_viewport(ratio=1)
