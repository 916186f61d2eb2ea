"""The App Home: what needs me now, with the same buttons as everywhere, and what comes next."""

from datetime import date, timedelta

import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.models.views import View
from sqlalchemy.orm import Session

from bot.cards.card import Divider, Heading, Paragraph, card_of_parts, joined
from bot.cards.task import task_rich
from bot.cards.tasklist import task_list_card
from bot.commands.ask import Ask
from bot.slack.failures import error_name, translated
from bot.slack.inbound import Place, act
from bot.slack.payloads import Who
from bot.slack.services import Services
from bot.slack.views import home_view
from bot.translations.phrases import phrases_for
from jobs.messenger import OutcomeUnknown, TryLater, Undeliverable
from jobs.notices import TaskLine
from jobs.use_cases import finding, views
from jobs.use_cases.answers import TaskList

log = structlog.get_logger(__name__)

SOON = timedelta(days=7)
MONTHS_AHEAD = 2
SHOWN_AHEAD = 20


async def publish_home(services: Services, who: Who, *, view_hash: str | None = None, route: str | None = None) -> None:
    """Brings somebody's App Home up to date; if it changed since `view_hash`, it is read once more."""
    try:
        if not await _publish(services, who, view_hash, route):
            await _publish(services, who, None, route)
    except (TryLater, Undeliverable, OutcomeUnknown) as failure:
        log.warning("the App Home was not published", action="slack.home_failed", why=failure.why)


def read_home(session: Session, ask: Ask) -> View:
    """The actor's App Home: tasks of this week with buttons, their later ones as a list."""
    phrases = phrases_for(ask.reader)
    mine = finding.open_tasks(session, ask.actor, ask.now)
    pressing = tuple(task for task in mine.tasks if task.due_on <= mine.on + SOON)
    needed = task_list_card(TaskList(mine.on, pressing), ask.actor.person, phrases)
    later = _later(session, ask, mine.on + SOON)
    if not later:
        return home_view(needed, phrases, ask.now)
    lines = joined((task_rich(task, phrases) for task in later), "\n")
    ahead = (Divider(), Heading(phrases.say("home.ahead")), Paragraph(lines))
    return home_view(card_of_parts((*needed.parts, *ahead)), phrases, ask.now)


def _later(session: Session, ask: Ask, after: date) -> list[TaskLine]:
    """What the actor will be responsible for after a day, this month and next."""
    found: list[TaskLine] = []
    month = after.replace(day=1)
    for _ in range(MONTHS_AHEAD):
        plan = views.month_plan(session, ask.actor, month, ask.now)
        found += [
            planned.task
            for planned in plan.tasks
            if planned.responsible and planned.responsible.id == ask.actor.person.id and planned.task.is_open
        ]
        month = (month + timedelta(days=31)).replace(day=1)
    return [task for task in found if task.due_on > after][:SHOWN_AHEAD]


async def _publish(services: Services, who: Who, view_hash: str | None, route: str | None) -> bool:
    """False when somebody else published meanwhile."""
    view = await act(services, who, None, "button", read_home, place=Place(route))
    if not isinstance(view, View):
        return True
    with translated():
        try:
            await services.client.views_publish(user_id=who.user, view=view, hash=view_hash)
        except SlackApiError as fault:
            if error_name(fault) == "hash_conflict":
                return False
            raise
    return True
