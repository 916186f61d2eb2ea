"""Why symbols are no cadence, and what may have been meant: the first finding that applies, most telling first."""

import re
from collections.abc import Callable

from jobs.rules.cadence_forms import (
    MAX_DAYS,
    MAX_MONTHS,
    MAX_NTH_WEEKDAY,
    MAX_WEEKS,
    AfterCompletion,
    Cadence,
    DayOfMonth,
    EveryWorkingDay,
    LastWeekday,
    Monthly,
    NthWeekday,
    Weekly,
    Yearly,
)
from jobs.rules.cadence_grammar import (
    DATE,
    DAYS,
    NAMED_POINT,
    WEEKDAY,
    Refusal,
    date_in,
    match_symbols,
    point_in,
    weekdays_in,
)

_TUESDAY = frozenset({1})
_MONDAY_AND_THURSDAY = frozenset({0, 3})
_TIME_OF_DAY = re.compile(r"\bat\b(?: \d+)?(?: oclock)?|\d+ oclock|\boclock\b|\bclock\b")


def offer_for(symbols: str) -> Cadence:
    """The cadence these symbols are, or else the one to offer instead."""
    understood = match_symbols(symbols)
    if understood is None:
        return diagnose(symbols).offer
    return understood.offer if isinstance(understood, Refusal) else understood


def diagnose(symbols: str) -> Refusal:
    """For symbols that match no form; always finds something to say."""
    for sign, finding in _FINDINGS:
        found = re.search(sign, symbols)
        if found:
            return finding(found)
    return Refusal("not_understood", _by_unit(symbols))


def _empty(_: re.Match[str]) -> Refusal:
    return Refusal("empty", Weekly(_TUESDAY))


def _sub_daily(_: re.Match[str]) -> Refusal:
    return Refusal("sub_daily", EveryWorkingDay())


def _time_of_day(found: re.Match[str]) -> Refusal:
    without = " ".join(_TIME_OF_DAY.sub(" ", found.string).split())
    return Refusal("time_of_day", offer_for(without))


def _every_day(_: re.Match[str]) -> Refusal:
    return Refusal("every_day", EveryWorkingDay())


def _several_times(found: re.Match[str]) -> Refusal:
    return Refusal("several_times", Weekly(_weekdays_of(found.string) or _MONDAY_AND_THURSDAY))


def _biweekly(found: re.Match[str]) -> Refusal:
    return Refusal("ambiguous", Weekly(_weekdays_of(found.string) or _TUESDAY, 2))


def _every_nth_weekday(found: re.Match[str]) -> Refusal:
    """Said of the second Thursday, it is every two weeks to some and the second of each month to others."""
    nth, weekdays = int(found["n"]), weekdays_in(found["days"])
    weekday = min(weekdays)
    if nth > MAX_NTH_WEEKDAY:
        return Refusal("fifth_weekday", Monthly(LastWeekday(weekday)))
    return Refusal("ambiguous", Weekly(weekdays, 2) if nth == 2 else Monthly(NthWeekday(max(nth, 1), weekday)))


def _point_alone(found: re.Match[str]) -> Refusal:
    point, fault = point_in(found["point"])
    return Refusal(fault or "missing_period", Monthly(point))


def _date_alone(found: re.Match[str]) -> Refusal:
    yearly = date_in(found["date"])
    return yearly if isinstance(yearly, Refusal) else Refusal("missing_period", yearly)


def _every_nth_of_month(found: re.Match[str]) -> Refusal:
    """Like "jeden 2. im Monat", a day, and "every 2nd month", an interval: alike without their small words."""
    return Refusal("ambiguous", Monthly(DayOfMonth(max(1, min(int(found["day"]), 31)))))


def _interval_alone(found: re.Match[str]) -> Refusal:
    n = int((found["n"] or "1").removeprefix("#")) if found["n"] != "other" else 2
    match found["unit"]:
        case "day" if n % 7 and n <= MAX_DAYS:
            return Refusal("bad_interval", AfterCompletion(n, n))
        case "day" | "week" as unit:
            weeks = n // 7 if unit == "day" else n
            offer: Cadence = Weekly(_TUESDAY, max(1, min(weeks, MAX_WEEKS)))
            return Refusal("missing_day" if 1 <= weeks <= MAX_WEEKS else "bad_interval", offer)
        case "year":
            return Refusal("missing_day" if n == 1 else "bad_interval", Yearly(12, 1))
        case unit:
            months = n * 3 if unit == "quarter" else n
            offer = Monthly(DayOfMonth(15), max(1, min(months, MAX_MONTHS)))
            return Refusal("missing_day" if 1 <= months <= MAX_MONTHS else "bad_interval", offer)


def _years_apart(found: re.Match[str]) -> Refusal:
    near = date_in(found["date"])
    return Refusal("bad_interval", near.offer if isinstance(near, Refusal) else near)


def _by_unit(symbols: str) -> Cadence:
    if "completion" in symbols:
        return AfterCompletion(14, 21)
    point = re.search(rf"(?P<point>{NAMED_POINT})", symbols)
    if point or "month" in symbols or "quarter" in symbols:
        on = point_in(point["point"])[0] if point else DayOfMonth(15)
        return Monthly(on, 3 if "quarter" in symbols else 1)
    if "workday" in symbols:
        return EveryWorkingDay()
    return Weekly(_weekdays_of(symbols) or _TUESDAY)


def _weekdays_of(symbols: str) -> frozenset[int]:
    return weekdays_in(" ".join(re.findall(WEEKDAY, symbols)))


_FINDINGS: tuple[tuple[str, Callable[[re.Match[str]], Refusal]], ...] = (
    (r"^$", _empty),
    (r"\bsubdaily\b|\bseveral (?:every )?day\b", _sub_daily),
    (_TIME_OF_DAY.pattern, _time_of_day),
    (r"\bweekday\b|^every (?:1 )?day$", _every_day),
    (r"\bseveral\b", _several_times),
    (r"\bbiweekly\b", _biweekly),
    (rf"^every #(?P<n>\d+) {DAYS}$", _every_nth_weekday),
    (rf"^(?:every )?(?P<point>{NAMED_POINT})$", _point_alone),
    (rf"^{DATE}$", _date_alone),
    (r"^every #(?P<day>\d+) month$", _every_nth_of_month),
    (r"^every (?:(?P<n>#?\d+|other) )?(?P<unit>day|week|month|quarter|year)$", _interval_alone),
    (rf"^every (?:#?\d+|other) year {DATE}$", _years_apart),
)
