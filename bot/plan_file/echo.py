"""What a plan means in dates: the next three due days of every activity, so that a misunderstanding shows at once."""

from datetime import date

from bot.plan_file.faults import Language
from bot.plan_file.schema import ActivityPart, PlanFile
from bot.translations.phrases import Phrases, phrases_for
from jobs.facts import Reader
from jobs.rules.cadence import next_due_dates
from jobs.rules.cadence_text import parse_cadence
from jobs.rules.workdays import MONDAY_TO_FRIDAY, Region, Workdays

SHOWN = 3


def echo(plan: PlanFile, today: date, language: Language) -> tuple[str, ...]:
    """A line for each activity, by the company's calendar; an owner's own region may still move a day."""
    company = plan.company
    workdays = Workdays(
        Region(company.country, company.region, company.categories),
        MONDAY_TO_FRIDAY,
        tuple((closing.first_on, closing.last_on) for closing in plan.closing_days),
        company.eves,
    )
    phrases = phrases_for(Reader(language, company.formality, company.zone))
    return tuple(_line(activity, workdays, today, phrases) for activity in plan.activities)


def _line(activity: ActivityPart, workdays: Workdays, today: date, phrases: Phrases) -> str:
    cadence = parse_cadence(activity.cadence)
    due = next_due_dates(cadence, activity.starts, today, activity.non_working, workdays, workdays)
    return f"{activity.title}: {' · '.join(phrases.day(day, today) for _, day in due[:SHOWN])}"
