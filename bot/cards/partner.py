"""Partners: who they are and what is open of theirs, and what they have said about their work themselves."""

from collections.abc import Iterator
from typing import assert_never

from bot.cards.ball import ball_sentence, with_ball
from bot.cards.card import (
    Actions,
    Aside,
    Bold,
    Button,
    Card,
    Heading,
    Mention,
    Paragraph,
    Part,
    Rich,
    card_of_parts,
    cut,
    joined,
)
from bot.cards.replying import reply_actions
from bot.cards.task import SHOWN_NOTE, button, outcome, task_rich, with_sentence
from bot.translations.phrases import PhraseId, Phrases
from jobs.partner_notices import PartnerSaid, Said
from jobs.use_cases.partner_answers import (
    BallLies,
    PartnerAnswer,
    PartnerLine,
    PartnerRemoved,
    Partners,
    PartnerSaved,
    Reopened,
)

FORM, FORM_REMOVE = "form-partner", "form-partner_remove"
NEW = "new"
SHOWN_PARTNERS = 15
SHOWN_OPEN = 6

_HEADINGS: dict[Said, PhraseId] = {
    "done": "partner.said.done",
    "needs": "partner.said.needs",
    "later": "partner.said.later",
}


def partner_card(answer: PartnerAnswer, phrases: Phrases) -> Card:
    """Whatever was asked about partners, or done to them."""
    match answer:
        case Partners():
            return card_of_parts(_partners(answer, phrases))
        case PartnerSaved():
            return card_of_parts(_saved(answer, phrases))
        case PartnerRemoved(name):
            return card_of_parts((Paragraph(phrases.rich("partner.removed", partner=Bold(name))),))
        case Reopened(task):
            again = phrases.rich("partner.reopened", title=Bold(task.title), number=task.number)
            return card_of_parts((Paragraph(with_ball(again, task, phrases)),))
        case BallLies():
            return card_of_parts(_ball(answer, phrases))
        case _ as never:
            assert_never(never)


def _ball(answer: BallLies, phrases: Phrases) -> Iterator[Part]:
    yield Paragraph(with_sentence(answer.task, joined(_whose(answer, phrases), " "), phrases))
    yield Aside(phrases.rich("ball.hand_on", number=answer.task.number))


def _whose(answer: BallLies, phrases: Phrases) -> Iterator[Rich]:
    if sentence := ball_sentence(answer.task, phrases):
        yield sentence
    if answer.responsible is not None:
        yield phrases.rich("ball.responsible", who=Mention(answer.responsible))
    else:
        yield phrases.rich("ball.responsible.nobody")


def _partners(answer: Partners, phrases: Phrases) -> Iterator[Part]:
    if answer.partners:
        yield Heading(phrases.say("partner.list", n=len(answer.partners)))
    else:
        yield Heading(phrases.say("partner.list.empty"))
        yield Paragraph(phrases.rich("partner.list.empty.next"))
    for partner in answer.partners[:SHOWN_PARTNERS]:
        yield Paragraph(joined(_partner(partner, phrases), "\n"))
        if answer.may_change:
            yield Actions(f"partner {partner.id}", _buttons(partner, phrases))
    if len(answer.partners) > SHOWN_PARTNERS:
        yield Aside(phrases.rich("answer.more", n=len(answer.partners) - SHOWN_PARTNERS))
    if answer.may_change:
        yield Actions("partners", (Button(phrases.say("button.partner_new"), FORM, NEW),))


def _buttons(partner: PartnerLine, phrases: Phrases) -> tuple[Button, ...]:
    words = ((phrases.say("button.partner_edit"), FORM), (phrases.say("button.partner_remove"), FORM_REMOVE))
    return tuple(
        Button(
            label,
            intent,
            str(partner.id),
            description=phrases.say("button.about", label=label, title=partner.name),
        )
        for label, intent in words
    )


def _partner(partner: PartnerLine, phrases: Phrases) -> Iterator[Rich]:
    yield joined(_who(partner, phrases), " · ")
    for task in partner.tasks[:SHOWN_OPEN]:
        yield ("• ", *joined((task_rich(task, phrases), ball_sentence(task, phrases)), " · "))
    if len(partner.tasks) > SHOWN_OPEN:
        yield phrases.rich("task.more", n=len(partner.tasks) - SHOWN_OPEN)
    if not partner.tasks:
        yield phrases.rich("partner.nothing_open")
    if partner.heard_on is not None:
        yield phrases.rich("partner.heard", day=phrases.day(partner.heard_on))
    elif partner.tasks:
        yield phrases.rich("partner.unheard")


def _who(partner: PartnerLine, phrases: Phrases) -> Iterator[Rich]:
    yield (Bold(partner.name),)
    if partner.email is None:
        yield phrases.rich("partner.without_email")
    elif partner.stopped:
        yield phrases.rich("partner.stopped", email=partner.email)
    else:
        yield (partner.email,)
    if partner.contact is not None:
        yield phrases.rich("partner.contact", who=Mention(partner.contact))


def _saved(answer: PartnerSaved, phrases: Phrases) -> Iterator[Part]:
    partner = answer.partner
    yield Heading(phrases.say("partner.created" if answer.new else "partner.changed", partner=partner.name))
    yield Paragraph(joined(_partner(partner, phrases), "\n"))
    if answer.renamed_from is not None and partner.activities:
        yield Aside(phrases.rich("partner.renamed", n=len(partner.activities), before=answer.renamed_from))
    if not partner.activities:
        yield Aside(phrases.rich("partner.unused"))


def removal_parts(partner: PartnerLine, phrases: Phrases) -> Iterator[Part]:
    """What removing a partner means, or what has to be done before."""
    if partner.activities:
        yield Paragraph(phrases.rich("partner.in_use", partner=Bold(partner.name)))
        yield Paragraph(joined([("• ", title) for title in partner.activities[:SHOWN_PARTNERS]], "\n"))
        yield Aside(phrases.rich("partner.in_use.next"))
    else:
        yield Paragraph(phrases.rich("partner.remove", partner=Bold(partner.name)))


def partner_said_card(notice: PartnerSaid, phrases: Phrases) -> Card:
    """What a partner has reported, needs or put off; and how to go on, as long as nothing else has happened."""
    return card_of_parts(_said(notice, phrases))


def _said(notice: PartnerSaid, phrases: Phrases) -> Iterator[Part]:
    task = notice.task
    yield Heading(phrases.say(_HEADINGS[notice.said], partner=notice.partner, title=task.title))
    yield Paragraph(with_sentence(task, _sentence(notice, phrases), phrases))
    if not notice.standing:
        yield Aside(outcome(task, notice.reader, phrases) or phrases.rich("partner.said.went_on"))
    elif notice.said == "done":
        yield Aside(phrases.rich("partner.said.done.next"))
        yield Actions(str(task.id), (button(phrases.say("button.reopen"), "reopen", task, phrases),))
    elif notice.said == "needs":
        yield reply_actions(task, phrases, primary=False)


def _sentence(notice: PartnerSaid, phrases: Phrases) -> Rich:
    match notice.said:
        case "done":
            return phrases.rich("partner.said.done.sentence", partner=notice.partner)
        case "needs":
            return phrases.rich("partner.said.needs.sentence", text=cut(notice.words, SHOWN_NOTE))
        case "later":
            day = phrases.day(notice.until or notice.task.due_on)
            return phrases.rich("partner.said.later.sentence", partner=notice.partner, day=day)
