"""The page by itself, in a real browser: a running sandbox and an app, nothing of ours behind them."""

import asyncio
import re
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.sandbox.clock import SandboxClock
from bot.sandbox.server import Sandbox
from tests.bot.sandbox.page_app import PageApp
from tests.bot.sandbox.page_visit import START, Visit, Visits, message, say
from tests.bot.sandbox.stage import actions, ask, button, section

PAGE = Path(__file__).parents[3] / "bot" / "sandbox" / "page"


@pytest.fixture(scope="module")
def reading(browser: Browser) -> Iterator[tuple[Page, PageApp]]:
    """One page for a whole table of texts, seen by Otto."""
    with Sandbox(clock=SandboxClock(START)) as company:
        visits = Visits(browser, company.url)
        yield visits.open("UOTTO"), PageApp(company)
        visits.close()
        assert visits.troubles == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("*fett* _kursiv_ ~weg~ `so`", "<strong>fett</strong> <em>kursiv</em> <s>weg</s> <code>so</code>"),
        ("*_beides_*", "<strong><em>beides</em></strong>"),
        ("2*3*4 und snake_case_name", "2*3*4 und snake_case_name"),
        ("`*roh*` &amp; &lt;b&gt;", "<code>*roh*</code> &amp; &lt;b&gt;"),
        ("&lt;img src=x onerror=alert(1)&gt;", "&lt;img src=x onerror=alert(1)&gt;"),
        (
            "<@UDORA> in <#CMARKETING>",
            '<span class="mention">@Dora Klein</span> in <span class="mention">#marketing</span>',
        ),
        ("<@UOTTO>", '<span class="mention mine">@Otto Brandt</span>'),
        (
            "<!date^1796119200^{date_num} {time}|bald>",
            '<time datetime="2026-12-01T10:00:00.000Z">2026-12-01 11:00</time>',
        ),
        ("<!date^1795507200^{date_short_pretty}|bald>", '<time datetime="2026-11-24T08:00:00.000Z">heute</time>'),
        ("eins\nzwei", "eins<br>zwei"),
        ("vor\n&gt; zitiert", "vor<blockquote>zitiert</blockquote>"),
        (
            "<https://example.com/a?b=1&amp;c=2|hier>",
            '<a href="https://example.com/a?b=1&amp;c=2" target="_blank" rel="noopener noreferrer">hier</a>',
        ),
        ("<javascript:alert(1)|hier>", "hier"),
        (":white_check_mark: :gibtsnicht:", "✅ :gibtsnicht:"),
    ],
)
def test_marked_up_text_is_drawn_and_nothing_of_it_is_ever_html(
    reading: tuple[Page, PageApp], text: str, shown: str
) -> None:
    page, app = reading
    words = message(page, app.post("UOTTO", "kurz", section(text))).locator(".words p")
    expect(words).to_be_visible()
    assert words.inner_html() == shown


def test_dates_are_shown_in_the_zone_and_language_of_whoever_reads(visit: Visit, app: PageApp) -> None:
    text = "<!date^1796119200^{date_long} {time}|bald>"
    berlin, london = app.post("UOTTO", text), app.post("UEMMA", text)
    expect(message(visit("UOTTO"), berlin).locator(".words")).to_have_text("Dienstag, 1. Dezember 2026 11:00")
    expect(message(visit("UEMMA"), london).locator(".words")).to_have_text("Tuesday, 1 December 2026 10:00")


def test_one_click_takes_another_seat_and_its_unread_messages_count_until_then(visit: Visit, app: PageApp) -> None:
    page = visit("UOTTO")
    seat = page.get_by_test_id("member-UDORA")
    expect(seat.locator(".badge")).to_have_count(0)
    first, second = app.post("UDORA", "eins"), app.post("UDORA", "zwei")
    expect(seat.get_by_text("2 ungelesene Nachrichten")).to_have_count(1)
    seat.click()
    expect(message(page, first)).to_be_visible()
    expect(message(page, second)).to_contain_text("zwei")
    expect(seat).to_have_attribute("aria-current", "true")
    page.get_by_test_id("member-UOTTO").click()
    expect(message(page, second)).to_have_count(0)
    expect(seat.locator(".badge")).to_have_count(0)


def test_a_channel_shows_what_is_new_below_a_line(visit: Visit, app: PageApp) -> None:
    page = visit("UOTTO")
    app.post("CMARKETING", "Rückblick")
    channel = page.get_by_test_id("conversation-CMARKETING")
    expect(channel.locator(".badge")).to_contain_text("1")
    channel.click()
    expect(page.locator(".new-line + .message .words")).to_have_text("Rückblick")
    expect(channel.locator(".badge")).to_have_count(0)


def test_what_is_in_focus_survives_news_and_is_not_lost_when_it_goes(visit: Visit, app: PageApp) -> None:
    ts = app.post("UOTTO", "kurz", actions(button("done"), button("later")))
    page = visit()
    page.get_by_test_id("action-later").focus()
    news = app.post("UOTTO", "inzwischen")
    expect(message(page, news)).to_be_visible()
    expect(page.get_by_test_id("action-later")).to_be_focused()
    page.keyboard.press("Enter")
    expect(message(page, ts)).to_contain_text("gehört: later")
    expect(message(page, ts)).to_be_focused()


def test_a_command_is_answered_for_its_sender_alone(visit: Visit, app: PageApp) -> None:
    page = visit()
    say(page, "/takt liste")
    answer = page.locator(".message.ephemeral")
    expect(answer).to_contain_text("verstanden: liste")
    expect(answer).to_contain_text("Nur für dich sichtbar")
    expect(page.get_by_test_id("composer")).to_have_value("")


def test_what_is_sent_in_quick_succession_arrives_in_order_and_once(visit: Visit, app: PageApp) -> None:
    page = visit()
    for text in ("eins", "zwei", "drei"):
        say(page, text)
        page.get_by_test_id("composer").press("Enter")
    expect(page.locator(".message .words")).to_have_text(["eins", "zwei", "drei"])


@pytest.mark.parametrize(
    ("lang", "note"),
    [
        ("de", "Die App hat nicht rechtzeitig geantwortet. Versuch es noch einmal."),
        ("en", "The app did not answer in time. Try again."),
    ],
)
def test_an_app_that_stays_silent_is_named_and_nothing_typed_is_lost(
    visit: Visit, company: Sandbox, app: PageApp, lang: str, note: str
) -> None:
    ask(f"{company.url}/sandbox/timing", {"ack": 0.3})
    page = visit(lang=lang)
    say(page, "/takt silent")
    expect(page.get_by_test_id("trouble")).to_have_text(note)
    expect(page.get_by_test_id("composer")).to_have_value("/takt silent")


def test_without_an_app_the_page_says_so(visit: Visit) -> None:
    page = visit()
    expect(page.locator(".notice")).to_contain_text("Takt ist gerade nicht verbunden.")
    say(page, "/takt liste")
    expect(page.get_by_test_id("trouble")).to_have_text("Die App ist nicht erreichbar. Prüfe, ob der Bot läuft.")


def test_the_app_coming_and_going_disturbs_nobody_who_is_typing(visit: Visit, company: Sandbox) -> None:
    page = visit()
    composer = page.get_by_test_id("composer")
    expect(page.locator(".notice")).to_be_visible()
    composer.press_sequentially("an @do")
    app = PageApp(company)
    app.connect()
    expect(page.locator(".notice")).to_have_count(0)
    app.close()
    expect(page.locator(".notice")).to_be_visible()
    expect(composer).to_be_focused()
    composer.press("Enter")
    expect(composer).to_have_value("an @dora ")


def test_own_messages_can_be_written_with_a_mention_changed_and_deleted(visit: Visit, app: PageApp) -> None:
    page = visit()
    composer = page.get_by_test_id("composer")
    composer.press_sequentially("an @do")
    composer.press("Enter")
    expect(composer).to_have_value("an @dora ")
    composer.press("Enter")
    mine = page.locator(".message", has_text="an @Dora Klein")
    expect(mine).to_be_visible()
    mine.hover()
    mine.locator("[data-testid^=more-]").click()
    page.get_by_test_id("option-edit").click()
    editor = page.get_by_test_id("editor")
    expect(editor).to_have_value("an @dora")
    editor.fill("an @dora, später")
    editor.press("Enter")
    changed = page.locator(".message", has_text="an @Dora Klein, später (bearbeitet)")
    expect(changed).to_be_visible()
    changed.hover()
    changed.locator("[data-testid^=more-]").click()
    page.get_by_test_id("option-delete").click()
    page.get_by_test_id("confirm-yes").click()
    expect(changed).to_have_count(0)


def test_a_thread_opens_beside_the_conversation_and_takes_no_commands(visit: Visit, app: PageApp) -> None:
    ts = app.post("UOTTO", "Frage")
    page = visit()
    message(page, ts).hover()
    page.get_by_test_id(f"reply-to-{ts}").click()
    field = page.get_by_test_id("thread-composer")
    expect(field).to_be_focused()
    field.fill("meine Antwort")
    field.press("Enter")
    expect(page.get_by_test_id("thread").locator(".message")).to_have_count(2)
    expect(page.get_by_test_id(f"thread-{ts}")).to_have_text("1 Antwort")
    field.fill("/takt liste")
    field.press("Enter")
    expect(page.get_by_test_id("trouble")).to_contain_text("Befehle gehen nicht in einem Thread.")


def test_the_home_tab_is_asked_for_and_drawn(visit: Visit, app: PageApp) -> None:
    page = visit()
    page.get_by_test_id("home-tab").click()
    expect(page.get_by_test_id("home").locator("h3")).to_have_text("Heute")
    page.get_by_test_id("action-plan").click()
    expect(page.get_by_test_id("action-plan")).not_to_have_attribute("aria-busy", "true")
    page.get_by_test_id("tab-messages").click()
    expect(page.get_by_test_id("composer")).to_be_visible()
    assert app.hears(("home", "UOTTO"), ("plan", None))
    assert app.is_visited(("UOTTO", "messages"), ("UOTTO", "home"), ("UOTTO", "messages"))


def test_the_clock_moves_to_the_next_morning_and_is_busy_meanwhile(visit: Visit, company: Sandbox) -> None:
    lived_through = threading.Event()

    async def live(_: datetime) -> None:
        await asyncio.to_thread(lived_through.wait, 10)

    company.on_clock_moved(live)
    page = visit("UEMMA")
    expect(page.get_by_test_id("clock")).to_contain_text("08:00")
    page.get_by_test_id("next-morning").click()
    expect(page.get_by_test_id("next-morning")).to_have_attribute("aria-busy", "true")
    lived_through.set()
    expect(page.get_by_test_id("next-morning")).not_to_have_attribute("aria-busy", "true")
    expect(page.get_by_test_id("clock")).to_contain_text("09:30Di., 24. November 2026")
    page.get_by_test_id("next-morning").click()
    expect(page.get_by_test_id("clock")).to_contain_text("09:30Mi., 25. November 2026")
    assert company.clock.now().replace(second=0, microsecond=0) == datetime(2026, 11, 25, 9, 30, tzinfo=UTC)


def test_the_clock_jumps_forward_to_a_date_and_never_back(visit: Visit, company: Sandbox) -> None:
    page = visit("UOTTO")
    page.get_by_test_id("date").fill("2026-12-01")
    page.get_by_test_id("date-go").click()
    expect(page.get_by_test_id("clock")).to_contain_text("09:30Di., 1. Dezember 2026")
    assert company.clock.now().replace(second=0, microsecond=0) == datetime(2026, 12, 1, 8, 30, tzinfo=UTC)
    page.get_by_test_id("date").fill("2026-11-30")
    page.get_by_test_id("date-go").click()
    expect(page.get_by_test_id("trouble")).to_have_text("Wähle ein Datum nach dem heutigen.")


def test_the_traffic_stands_newest_first_and_opens_to_the_whole_exchange(visit: Visit, app: PageApp) -> None:
    page = visit()
    page.get_by_test_id("traffic-toggle").click()
    app.client.api_call("users.info", json={"user": "UOTTO"})
    app.client.api_call("auth.test")
    names = page.locator(".exchange-what")
    expect(names.nth(0)).to_have_text("auth.test")
    expect(names.nth(1)).to_have_text("users.info")
    page.locator(".exchange").nth(1).locator("summary").click()
    expect(page.locator(".exchange").nth(1).locator("pre").first).to_have_text('{\n  "user": "UOTTO"\n}')


def test_the_tour_leads_from_seat_to_seat_and_remembers_what_is_done(visit: Visit, app: PageApp) -> None:
    ts = app.post("CMARKETING", "Rückblick")
    page = visit("UOTTO")
    page.get_by_test_id("tour-check-1").check()
    page.get_by_test_id("tour-go-2").click()
    expect(message(page, ts)).to_be_visible()
    expect(page.get_by_test_id("member-UMAX")).to_have_attribute("aria-current", "true")
    page.reload()
    expect(page.get_by_test_id("tour-check-1")).to_be_checked()
    expect(message(page, ts)).to_be_visible()


def test_the_language_changes_at_a_click_and_is_kept(visit: Visit) -> None:
    page = visit()
    expect(page.get_by_test_id("home-tab")).to_have_text("Startseite")
    page.get_by_test_id("language-en").click()
    expect(page.get_by_test_id("home-tab")).to_have_text("Home")
    page.reload()
    expect(page.get_by_test_id("home-tab")).to_have_text("Home")
    assert page.locator("html").get_attribute("lang") == "en"


def test_every_phrase_that_is_said_stands_in_the_one_list_of_phrases() -> None:
    said = {name for file in PAGE.glob("*.js") for name in re.findall(r'phrase\(\s*"(\w+)"', file.read_text())}
    listed = set(re.findall(r"^  (\w+): \[", (PAGE / "phrases.js").read_text(), re.MULTILINE))
    assert said - listed == set()
