"""The closed set of rules by which an activity recurs. Nothing happens more than once a day."""

from dataclasses import dataclass

from jobs.rules.calendar_words import LONGEST_MONTHS

MAX_WEEKS = 52
MAX_MONTHS = 12
MAX_DAYS = 366
MAX_NTH_WEEKDAY = 4  # not every month has a fifth
MAX_WORKING_DAY = 23  # the most weekdays a month can have


@dataclass(frozen=True, slots=True)
class EveryWorkingDay:
    """Each working day of the company."""


@dataclass(frozen=True, slots=True)
class Weekly:
    """On these weekdays (0 for Monday) of every n-th week."""

    weekdays: frozenset[int]
    every: int = 1

    def __post_init__(self) -> None:
        if not self.weekdays or not self.weekdays <= frozenset(range(7)):
            raise ValueError(f"weekdays count from 0 (Monday) to 6 (Sunday), not {sorted(self.weekdays)}")
        _within("weeks", self.every, 1, MAX_WEEKS)


@dataclass(frozen=True, slots=True)
class DayOfMonth:
    """A day by its number; 29 to 31 mean the last day in months that are shorter."""

    day: int

    def __post_init__(self) -> None:
        _within("day of the month", self.day, 1, 31)


@dataclass(frozen=True, slots=True)
class LastDay:
    """The last civil day of the month."""


@dataclass(frozen=True, slots=True)
class NthWeekday:
    """The first to fourth of a weekday in the month."""

    nth: int
    weekday: int

    def __post_init__(self) -> None:
        _within("weekday of the month", self.nth, 1, MAX_NTH_WEEKDAY)
        _within("weekday", self.weekday, 0, 6)


@dataclass(frozen=True, slots=True)
class LastWeekday:
    """The last of a weekday in the month."""

    weekday: int

    def __post_init__(self) -> None:
        _within("weekday", self.weekday, 0, 6)


@dataclass(frozen=True, slots=True)
class NthWorkingDay:
    """The n-th day the company works in the month; its last one in months that have fewer."""

    nth: int

    def __post_init__(self) -> None:
        _within("working day of the month", self.nth, 1, MAX_WORKING_DAY)


@dataclass(frozen=True, slots=True)
class LastWorkingDay:
    """The last day the company works in the month."""


MonthPoint = DayOfMonth | LastDay | NthWeekday | LastWeekday | NthWorkingDay | LastWorkingDay


@dataclass(frozen=True, slots=True)
class Monthly:
    """Once in every n-th month; n = 3 is quarterly."""

    on: MonthPoint
    every: int = 1

    def __post_init__(self) -> None:
        _within("months", self.every, 1, MAX_MONTHS)


@dataclass(frozen=True, slots=True)
class Yearly:
    """Once a year; 29 February means 28 February in common years."""

    month: int
    day: int

    def __post_init__(self) -> None:
        _within("month", self.month, 1, 12)
        _within("day", self.day, 1, LONGEST_MONTHS[self.month - 1])


@dataclass(frozen=True, slots=True)
class AfterCompletion:
    """Again `days` civil days after the last one was finished, at the latest `at_most` days after it."""

    days: int
    at_most: int

    def __post_init__(self) -> None:
        _within("days", self.days, 1, MAX_DAYS)
        _within("days at most", self.at_most, self.days, MAX_DAYS)


Cadence = EveryWorkingDay | Weekly | Monthly | Yearly | AfterCompletion


def _within(what: str, value: int, low: int, high: int) -> None:
    if not low <= value <= high:
        raise ValueError(f"{what}: {value} is not between {low} and {high}")
