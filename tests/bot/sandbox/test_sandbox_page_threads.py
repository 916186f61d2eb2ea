"""Threads on the page: a message of the app is answered, one's own words are changed and taken back."""

from playwright.sync_api import Locator, Page, expect

from bot.sandbox.server import Sandbox
from tests.bot.sandbox.page_app import PageApp
from tests.bot.sandbox.page_visit import Visit, message, say


def thread(page: Page) -> Locator:
    return page.get_by_test_id("thread").locator(".message")


def answer(page: Page, text: str) -> None:
    page.get_by_test_id("thread-composer").fill(text)
    page.get_by_test_id("thread-composer").press("Enter")


def choose(page: Page, at: Locator, option: str) -> None:
    """From the menu behind the dots of one's own message."""
    at.hover()
    at.locator("[data-testid^=more-]").click()
    page.get_by_test_id(f"option-{option}").click()


def test_a_reply_is_written_changed_and_deleted_in_its_thread(visit: Visit, app: PageApp) -> None:
    ts = app.post("UOTTO", "Fällig")
    page = visit()
    page.get_by_test_id(f"reply-to-{ts}").click()
    expect(page.get_by_test_id("thread-composer")).to_be_focused()
    answer(page, "12 erledigt")
    expect(page.get_by_test_id(f"thread-{ts}")).to_have_text("1 Antwort")
    mine = thread(page).nth(1)
    choose(page, mine, "edit")
    page.get_by_test_id("editor").fill("13 erledigt")
    page.get_by_test_id("editor").press("Enter")
    expect(mine).to_contain_text("13 erledigt (bearbeitet)")
    choose(page, mine, "delete")
    page.get_by_test_id("confirm-yes").click()
    expect(thread(page)).to_have_count(1)
    expect(page.get_by_test_id(f"reply-to-{ts}")).to_be_visible()
    assert app.reads("message", "message_changed", "message_deleted")
    assert app.written == [
        ("message", "12 erledigt"),
        ("message_changed", "13 erledigt"),
        ("message_deleted", "13 erledigt"),
    ]


def test_what_the_app_answers_in_a_thread_is_news_until_one_looks(visit: Visit, app: PageApp) -> None:
    ts = app.post("UOTTO", "Fällig")
    page = visit()
    page.get_by_test_id(f"reply-to-{ts}").click()
    answer(page, "wann?")
    expect(thread(page)).to_have_count(2)
    page.get_by_test_id("thread-close").click()
    app.client.chat_postMessage(channel="UOTTO", text="morgen", thread_ts=ts)
    link = page.get_by_test_id(f"thread-{ts}")
    expect(link).to_have_text("2 Antworten1 neue")
    expect(message(page, ts)).to_be_visible()
    expect(page.get_by_text("morgen", exact=True)).to_have_count(0)
    link.click()
    expect(thread(page).last).to_contain_text("morgen")
    expect(link).to_have_text("2 Antworten")
    app.client.chat_postMessage(channel="UOTTO", text="um neun", thread_ts=ts)
    expect(thread(page).last).to_contain_text("um neun")
    expect(link).to_have_text("3 Antworten")


def test_a_long_thread_opens_at_its_end_and_follows(visit: Visit, app: PageApp) -> None:
    ts = app.post("UOTTO", "Fällig")
    for number in range(30):
        app.client.chat_postMessage(channel="UOTTO", text=f"Antwort {number}", thread_ts=ts)
    page = visit(height=500)
    page.get_by_test_id(f"thread-{ts}").click()
    expect(thread(page).last).to_be_in_viewport()
    app.client.chat_postMessage(channel="UOTTO", text="noch eine", thread_ts=ts)
    expect(thread(page).last).to_contain_text("noch eine")
    expect(thread(page).last).to_be_in_viewport()


def test_a_deleted_message_with_answers_leaves_its_place_and_its_thread(visit: Visit, app: PageApp) -> None:
    page = visit()
    say(page, "weiß jemand mehr?")
    mine = page.locator(".message", has_text="weiß jemand mehr?")
    mine.hover()
    mine.locator("[data-testid^=reply-to-]").click()
    answer(page, "ich frage noch einmal")
    expect(thread(page)).to_have_count(2)
    choose(page, page.get_by_role("log").first.locator(".message", has_text="weiß jemand mehr?"), "delete")
    page.get_by_test_id("confirm-yes").click()
    stone = page.locator("[data-testid^=message-]", has_text="Diese Nachricht wurde gelöscht.")
    expect(stone).to_have_count(2)
    expect(stone.first).to_contain_text("1 Antwort")
    expect(thread(page).last).to_contain_text("ich frage noch einmal")
    choose(page, thread(page).last, "delete")
    page.get_by_test_id("confirm-yes").click()
    expect(page.get_by_text("Diese Nachricht wurde gelöscht.")).to_have_count(0)
    assert app.reads("message", "message", "message_changed", "message_deleted", "message_deleted"), app.written


def test_the_words_of_others_cannot_be_changed(visit: Visit, app: PageApp, company: Sandbox) -> None:
    ts = app.post("CMARKETING", "Rückblick")
    company.workspace.conversations["CMARKETING"].messages[ts].bot_id = None
    page = visit("UOTTO", conversation="CMARKETING")
    message(page, ts).hover()
    expect(page.get_by_test_id(f"reply-to-{ts}")).to_be_visible()
    expect(page.locator("[data-testid^=more-]")).to_have_count(0)


def test_who_invites_the_app_reads_that_it_came(visit: Visit, app: PageApp) -> None:
    page = visit("UOTTO", conversation="CALLGEMEIN")
    say(page, "/invite @takt")
    expect(page.get_by_text("Takt ist dem Kanal beigetreten.")).to_be_visible()
    ts = app.post("CALLGEMEIN", "hallo zusammen")
    expect(message(page, ts)).to_contain_text("hallo zusammen")
