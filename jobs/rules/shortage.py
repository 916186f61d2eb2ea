"""When time runs short, and how visibly the small version is offered then."""

from datetime import date
from typing import Literal

from jobs.rules.workdays import Workdays

SmallOffer = Literal["menu", "words", "button"]
"""Behind the menu as ever; told in words; told, with a button of its own."""

PUT_OFF_OFTEN = 2
"""So many postponements say that there is no time for the whole of it."""


def small_offer(due_on: date, on: date, workdays: Workdays, postponements: int) -> SmallOffer:
    """How to offer the small version to somebody who is asked `on` a day, by their own working days."""
    last_day = workdays.at_or_before(due_on)
    if on >= last_day or postponements >= PUT_OFF_OFTEN:
        return "button"
    return "words" if workdays.next(on) >= last_day else "menu"
