"""Decisions: what is open, what was just made or closed, and why there is no room for another one."""

from collections.abc import Iterator
from datetime import date

from bot.cards.card import Actions, Aside, Bold, Button, Card, Heading, Mention, Paragraph, Part, Rich, card_of_parts
from bot.translations.phrases import PhraseId, Phrases
from jobs.use_cases.learning_answers import DecisionLine, Decisions, DecisionState

_CHANGES: dict[DecisionState, PhraseId] = {
    "open": "decisions.made",
    "done": "decisions.done",
    "dropped": "decisions.dropped",
}


def decisions_card(decisions: Decisions, phrases: Phrases) -> Card:
    """The open decisions with buttons for whoever may close them, below what has just changed."""
    return card_of_parts(_parts(decisions, phrases))


def _parts(decisions: Decisions, phrases: Phrases) -> Iterator[Part]:
    if decisions.full:
        yield Paragraph(phrases.rich("decisions.full"))
    if decisions.changed is not None:
        yield from _changed(decisions.changed, decisions, phrases)
    if decisions.changed is None or decisions.changed.state != "open":
        yield from _listed(decisions, phrases)
    if decisions.full:
        yield Aside(phrases.rich("decisions.full.next", example=phrases.say("command.decide.example")))


def _changed(decision: DecisionLine, decisions: Decisions, phrases: Phrases) -> Iterator[Part]:
    words = phrases.rich(_CHANGES[decision.state], text=Bold(decision.text))
    if decision.state != "open":
        yield Paragraph(words)
        return
    yield Paragraph((*words, "\n", *_until(decision, decisions.on, phrases)))
    yield Aside(phrases.rich("decisions.count", n=len(decisions.open)))


def _listed(decisions: Decisions, phrases: Phrases) -> Iterator[Part]:
    yield Heading(phrases.say("decisions.head"))
    if not decisions.open:
        yield Paragraph(phrases.rich("decisions.none"))
    for decision in decisions.open:
        yield from decision_parts(decision, decisions.on, phrases)
    if decisions.may_add and not decisions.full:
        yield Actions("decisions", (Button(phrases.say("button.decide"), "form-decision", ""),))


def decision_parts(decision: DecisionLine, today: date, phrases: Phrases) -> Iterator[Part]:
    """An open decision, with buttons for whoever may close it."""
    yield Paragraph((Bold(decision.text), "\n", *_until(decision, today, phrases)))
    if decision.may_close:
        yield _means(decision, phrases)


def _until(decision: DecisionLine, today: date, phrases: Phrases) -> Rich:
    who: Rich = (Mention(decision.owner),) if decision.owner else phrases.rich("decisions.nobody")
    day = phrases.day(decision.due_on, today)
    if decision.due_on < today:
        return phrases.rich("decisions.overdue", who=who, day=day)
    return phrases.rich("decisions.until", who=who, day=day)


def _means(decision: DecisionLine, phrases: Phrases) -> Actions:
    done, drop = phrases.say("button.done"), phrases.say("button.drop")
    return Actions(
        f"decision {decision.id}",
        (
            _button(done, "decision_done", decision, phrases),
            _button(drop, "decision_drop", decision, phrases),
        ),
    )


def _button(label: str, intent: str, decision: DecisionLine, phrases: Phrases) -> Button:
    """Its description says to screen readers which decision it is about."""
    about = phrases.say("button.about", label=label, title=decision.text)
    return Button(label, intent, str(decision.id), description=about)
