"""Why a calendar can't be read. Neither its address nor anything of its content is said with it."""

from jobs.rules.feeds import CalendarFault


class Unreadable(Exception):
    """`code` says what is wrong, for whoever named the calendar."""

    def __init__(self, code: CalendarFault) -> None:
        super().__init__(code)
        self.code: CalendarFault = code
