"""`/p/{token}`: the pages behind a partner's links. Looking shows what the link is for, sending does it, once.

Mail programs open links by themselves to check them: nothing is ever changed by looking. The secret of the address is
all it takes, so that no session or cookie can be misused; what a page of somebody else sends is refused all the same.
A mail program that ends the mail by itself (RFC 8058) sends to the same address and reads no page.
"""

from functools import partial
from urllib.parse import urlsplit

from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.cards.partner_page import asking_card, below_asking, shut_card, thanks_card
from bot.translations.phrases import PhraseId, Phrases, phrases_for
from bot.web.pages import Entry, Send, nothing_here, page
from bot.web.resource import Resource, Site, Visit
from jobs.links import LinkClosed
from jobs.use_cases import partner_visits
from jobs.use_cases.partner_visits import LATEST, PartnerPurpose, Reply, Shut, Visited
from jobs.use_cases.refusals import Refused

NEEDS_LIMIT = 1_000
_GONE = frozenset({"expired", "revoked"})
_SENDS: dict[PartnerPurpose, PhraseId] = {
    "partner_done": "partner_page.done.send",
    "partner_needs": "partner_page.needs.send",
    "partner_later": "partner_page.later.send",
    "partner_stop": "partner_page.stop.send",
}
_ERRORS: dict[str, PhraseId] = {
    "words_missing": "partner_page.needs.missing",
    "date_missing": "partner_page.later.missing",
    "date_unknown": "partner_page.later.unknown",
    "date_impossible": "partner_page.later.unknown",
    "date_past": "partner_page.later.past",
    "date_too_far": "partner_page.later.far",
}


def answer_partner(site: Site, visit: Visit) -> Response:
    """The page, or what came of it."""
    try:
        return _sent(site, visit) if visit.method == "POST" else _shown(site, visit)
    except LinkClosed:
        return nothing_here(visit.phrases)


def _shown(site: Site, visit: Visit, error: PhraseId | None = None) -> Response:
    found = site.database.read(partial(partner_visits.look, token=visit.path["token"], now=visit.now))
    return _shut(found) if isinstance(found, Shut) else _asked(found, visit, error)


def _sent(site: Site, visit: Visit) -> Response:
    if not _is_from_us(site, visit):
        raise HTTPException(403)
    given = Reply(visit.form.get("words", "")[:NEEDS_LIMIT], visit.form.get("day", ""))
    act = partial(partner_visits.reply, token=visit.path["token"], given=given, now=visit.now)
    try:
        found = site.database.write(act)
    except Refused as refused:
        return _shown(site, visit, _ERRORS[refused.refusal.code])
    if isinstance(found, Shut):
        return _shut(found)
    site.after_change()
    phrases = phrases_for(found.reader)
    return page(thanks_card(found, phrases), phrases)


def _is_from_us(site: Site, visit: Visit) -> bool:
    """Whether a form came from a page of ours, or from no page at all, as far as the browser says."""
    origin = visit.headers.get("origin", "null")
    ours = (visit.headers.get("host"), urlsplit(site.public_url or "").netloc)
    return origin == "null" or urlsplit(origin).netloc in filter(None, ours)


def _asked(found: Visited, visit: Visit, error: PhraseId | None) -> Response:
    phrases = phrases_for(found.reader)
    send = Send(phrases.say(_SENDS[found.purpose]), _entries(found, visit, phrases, error))
    below = below_asking(found, phrases)
    return page(asking_card(found, phrases), phrases, send, below=below, status=422 if error else 200)


def _entries(found: Visited, visit: Visit, phrases: Phrases, error: PhraseId | None) -> tuple[Entry, ...]:
    wrong = phrases.say(error) if error else ""
    match found.purpose:
        case "partner_needs":
            label = phrases.say("partner_page.needs.label", company=found.company)
            hint = phrases.say("partner_page.needs.hint")
            words = visit.form.get("words", "")
            return (Entry("words", label, hint, words, wrong, long=True, limit=NEEDS_LIMIT),)
        case "partner_later":
            label, hint = phrases.say("partner_page.later.label"), phrases.say("partner_page.later.hint")
            days = (found.today, found.today + LATEST)
            return (Entry("day", label, hint, visit.form.get("day", ""), wrong, days=days),)
        case _:
            return ()


def _shut(shut: Shut) -> Response:
    phrases = phrases_for(shut.reader)
    return page(shut_card(shut, phrases), phrases, status=410 if shut.why in _GONE else 200)


PARTNERS = (Resource("/p/{token}", answer_partner, ("GET", "POST")),)
