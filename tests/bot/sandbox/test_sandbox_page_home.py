"""The App Home on the page: asked for, drawn, acted in, and replaced while somebody looks at it."""

from playwright.sync_api import Locator, expect

from tests.bot.sandbox.page_app import PageApp, options
from tests.bot.sandbox.page_visit import Visit
from tests.bot.sandbox.stage import Json, actions, button, home, mrkdwn, plain, section


def menu(action_id: str) -> Json:
    return {"type": "overflow", "action_id": action_id, "options": options(move="Verschieben", skip="Auslassen")}


def line(text: str) -> Json:
    return {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}


def listed(style: str, *texts: str, **more: int) -> Json:
    return {"type": "rich_text_list", "style": style, "elements": [line(text) for text in texts], **more}


def rich() -> Json:
    """Nested lists, as Slack has them: beside each other, the inner one indented."""
    person = {"type": "user", "user_id": "UCLARA", "style": {"bold": True}}
    elements: list[Json] = [
        {"type": "rich_text_section", "elements": [person, {"type": "text", "text": " plant"}]},
        listed("ordered", "Newsletter", "Website"),
        listed("bullet", "Bilder", indent=1),
        listed("ordered", "LinkedIn", offset=2),
        {"type": "rich_text_quote", "elements": [{"type": "text", "text": "kleine Stücke"}]},
        {"type": "rich_text_section", "elements": [{"type": "emoji", "name": "wave", "unicode": "1f44b"}]},
    ]
    return {"type": "rich_text", "elements": elements}


def publish(app: PageApp, user: str, *blocks: Json) -> None:
    app.client.views_publish(user_id=user, view=home(*blocks))


def scrolled(scroll: Locator) -> int:
    return int(scroll.evaluate("node => node.scrollTop"))


def test_everything_a_home_holds_is_drawn(visit: Visit, app: PageApp) -> None:
    picture = {"type": "image", "image_url": "/static/mark.svg", "alt_text": "Takt"}
    page = visit(conversation="home")
    expect(page.get_by_test_id("action-plan")).to_be_visible()
    publish(
        app,
        "UOTTO",
        {"type": "header", "text": plain("Dein Takt")},
        section("*Newsletter*\nfällig heute", accessory=menu("more")),
        section("Rückblick", accessory={**picture, "alt_text": "Kurve"}),
        {"type": "context", "elements": [picture, mrkdwn("Vertretung: <@UDORA>")]},
        section("Zahlen", fields=[mrkdwn("*Rhythmus*\n9 von 10"), mrkdwn("*Stille*\n9 Tage")]),
        rich(),
        {**picture, "alt_text": "Taktstreifen", "title": plain("November")},
        actions(button("done"), menu("also")),
    )
    body = page.get_by_test_id("home")
    expect(body.locator("h3")).to_have_text("Dein Takt")
    expect(body.locator(".fields .words")).to_have_text(["Rhythmus9 von 10", "Stille9 Tage"])
    expect(body.locator(".context")).to_have_text("Vertretung: @Dora Klein")
    for name in ("Kurve", "Takt", "Taktstreifen"):
        expect(page.get_by_role("img", name=name, exact=True)).to_be_visible()
    assert body.locator(".rich_text").inner_html() == (
        '<p><strong><span class="mention">@Clara Sommer</span></strong> plant</p>'
        '<ol class="indent-0"><li>Newsletter</li><li>Website</li></ol>'
        '<ul class="indent-1"><li>Bilder</li></ul>'
        '<ol class="indent-0" start="3"><li>LinkedIn</li></ol>'
        "<blockquote>kleine Stücke</blockquote><p>👋</p>"
    )
    page.get_by_test_id("action-more").click()
    page.get_by_test_id("option-skip").click()
    page.get_by_test_id("action-done").click()
    assert app.hears(("home", "UOTTO"), ("more", "skip"), ("done", None))


def test_a_home_that_is_published_anew_stays_where_it_was_scrolled_to(visit: Visit, app: PageApp) -> None:
    def blocks(mark: str) -> list[Json]:
        rows = [section(f"Termin {number} {mark}", accessory=button(f"b{number}")) for number in range(39)]
        return [*rows, {"type": "divider"}]

    page = visit(conversation="home", width=390, height=844)
    expect(page.get_by_test_id("action-plan")).to_be_visible()
    publish(app, "UOTTO", *blocks("alt"))
    page.get_by_test_id("action-b20").scroll_into_view_if_needed()
    page.get_by_test_id("action-b20").click()
    place = scrolled(page.locator("#scroll"))
    publish(app, "UOTTO", *blocks("neu"))
    expect(page.get_by_text("Termin 20 neu")).to_be_in_viewport()
    assert place > 0
    assert scrolled(page.locator("#scroll")) == place


def test_each_member_sees_a_home_of_their_own(visit: Visit, app: PageApp) -> None:
    otto, dora = visit("UOTTO", conversation="home"), visit("UDORA", conversation="home")
    for page, name in ((otto, "@Otto Brandt"), (dora, "@Dora Klein")):
        expect(page.get_by_test_id("home")).to_contain_text(f"Für {name}")
    publish(app, "UDORA", section("nur für Dora"))
    expect(dora.get_by_test_id("home")).to_have_text("nur für Dora")
    expect(otto.get_by_test_id("home")).to_contain_text("Für @Otto Brandt")


def test_taking_a_seat_enters_the_app_in_that_members_name(visit: Visit, app: PageApp) -> None:
    page = visit("UOTTO", conversation="home")
    expect(page.get_by_test_id("home")).to_contain_text("Für @Otto Brandt")
    page.get_by_test_id("member-UMAX").click()
    expect(page.get_by_test_id("home")).to_contain_text("Für @Max Hofer")
    page.get_by_test_id("tab-messages").click()
    page.get_by_test_id("member-UDORA").click()
    expect(page.get_by_test_id("member-UDORA")).to_have_attribute("aria-current", "true")
    page.get_by_test_id("conversation-CMARKETING").click()
    expect(page.get_by_test_id("conversation-CMARKETING")).to_have_attribute("aria-current", "page")
    assert app.is_visited(("UOTTO", "home"), ("UMAX", "home"), ("UMAX", "messages"), ("UDORA", "messages"))
