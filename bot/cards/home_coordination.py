"""The coordinator's part of a home page: what stalls, with means to help, then what to settle before it stalls."""

from collections.abc import Iterator

from bot.cards.card import Actions, Aside, Bold, Divider, Heading, Mention, Paragraph, Part, Rich, joined
from bot.cards.decisions import decision_parts
from bot.cards.escalation import means
from bot.cards.home_words import names_words
from bot.cards.roles import role_words
from bot.cards.stall import reassign_button, stalled
from bot.cards.task import task_rich
from bot.translations.phrases import PhraseId, Phrases
from jobs.use_cases.home_coordination import CoordinationPart, Lack, SetUpGap

_LACKS: dict[Lack, PhraseId] = {
    "people": "home.gap.people",
    "role_holder": "home.gap.role_holder",
    "role_deputy": "home.gap.role_deputy",
    "activity_owner": "home.gap.activity_owner",
    "activity_deputy": "home.gap.activity_deputy",
    "conversation": "home.gap.conversation",
    "holidays": "home.gap.holidays",
    "school_holidays": "coverage.school_ends",
}


def stall_parts(part: CoordinationPart, phrases: Phrases, *, primary: bool) -> Iterator[Part]:
    """Every stalled task with the means of an escalation."""
    if not part.stalls:
        return
    yield Heading(phrases.say("escalation.head.several", n=part.stalled))
    for item in part.stalls:
        yield from stalled(item, phrases)
        yield means(item.task, phrases, primary=primary and item is part.stalls[0])
    yield from _rest(part.stalled - len(part.stalls), phrases)


def settling_parts(part: CoordinationPart, phrases: Phrases) -> Iterator[Part]:
    """Tasks that nobody covers, open decisions, gaps in the set-up; or that all is well."""
    to_settle = bool(part.uncovered or part.decisions or part.gaps)
    if part.stalls and not to_settle:
        return
    yield Divider()
    yield Heading(phrases.say("home.coordination"))
    if not to_settle:
        yield Paragraph(phrases.rich("home.coordination.settled"))
    if part.uncovered:
        yield Paragraph((Bold(phrases.say("home.uncovered", n=part.without_cover)),))
        for task in part.uncovered:
            yield Paragraph(task_rich(task, phrases))
            yield Actions(str(task.id), (reassign_button(task, phrases, primary=False),))
        yield from _rest(part.without_cover - len(part.uncovered), phrases)
    if part.decisions:
        yield Paragraph((Bold(phrases.say("decisions.head")),))
        for decision in part.decisions:
            yield from decision_parts(decision, part.on, phrases)
    if part.gaps:
        head: Rich = (Bold(phrases.say("home.gaps")),)
        yield Paragraph(joined([head, *(_gap(gap, phrases) for gap in part.gaps)], "\n"))


def _rest(count: int, phrases: Phrases) -> Iterator[Part]:
    if count > 0:
        yield Aside(phrases.rich("home.rest", n=count))


def _gap(gap: SetUpGap, phrases: Phrases) -> Rich:
    names = [role_words(role, phrases) for role in gap.roles] or gap.titles
    people = phrases.listed_rich([(Mention(person),) for person in gap.people])
    return phrases.rich(_LACKS[gap.lack], names=names_words(names, phrases), who=people, year=str(gap.year))
