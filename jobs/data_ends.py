"""Until when public and school holidays are known where the people of a plan live: whoever plans beyond is warned."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from jobs.company import Company
from jobs.cover_notices import DataEnd
from jobs.rules.regions import Region, last_known_year
from jobs.rules.school_holidays import school_holidays_known_until
from storage.tables import Activity

SOON = timedelta(days=183)
"""Half a year: time enough to bring the program up to date, and longer than any forecast."""


def data_ends(company: Company, activities: Iterable[Activity], today: date) -> tuple[DataEnd, ...]:
    """What ends soon, public holidays first; nothing where it is known long enough."""
    regions = regions_of(company, activities)
    public = min(date(last_known_year(region), 12, 31) for region in regions)
    school = min((day for region in regions if (day := school_holidays_known_until(region))), default=date.max)
    ends = (DataEnd("public", public), DataEnd("school", school))
    return tuple(end for end in ends if end.until < today + SOON)


def regions_of(company: Company, activities: Iterable[Activity]) -> tuple[Region, ...]:
    """The company's region, and those of everybody in the plan, each once."""
    people = (company.people[one] for one in people_in_plan(company, activities) if one in company.people)
    return tuple(dict.fromkeys((company.region, *(company.region_of(person) for person in people))))


def people_in_plan(company: Company, activities: Iterable[Activity]) -> tuple[int, ...]:
    """Everybody who has a role or an activity, or stands in, each once."""
    in_roles = (one for role in company.roles.values() for one in (role.holder_id, role.deputy_id))
    at_work = (one for activity in activities for one in _at_work(company, activity))
    return tuple(dict.fromkeys(one for one in (*in_roles, *at_work) if one is not None))


def _at_work(company: Company, activity: Activity) -> Iterator[int | None]:
    yield activity.owner_id
    yield company.contact_for(activity)
    yield from (turn.person_id for turn in activity.turns)
    yield from company.deputies_of(activity)
