"""The table of day phrases: the words of relation, and the forms behind them."""

import re
from collections.abc import Iterable

from bot.commands.freetext import day_readers as read
from bot.commands.freetext import weeks
from bot.commands.freetext.day_readers import LONG_WEEKDAYS, NUMBERS, SHORT_WEEKDAYS, Read
from bot.commands.freetext.signals import Signal, Signals, word_set
from jobs.rules.calendar_words import MONTHS


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


def _relation(*signals: Signal, words: str) -> tuple[tuple[str, Signals], ...]:
    return tuple((f"{' '.join(phrase.split())} ", frozenset(signals)) for phrase in words.split(","))


RELATIONS: tuple[tuple[str, Signals], ...] = (
    ("", frozenset()),
    *_relation(
        words="""am, an dem, an, den, dem, der, on, at, for, fuer, fuer den, zum, im, in, in der, the, on the, of,
           gegen, so gegen, eher, am kommenden"""
    ),
    *_relation(
        Signal.UNTIL,
        words="""bis zum, bis zur, bis am, bis spaetestens, bis spaetestens zum, bis spaetestens am, spaetestens,
           spaetestens am, spaetestens bis, spaetestens bis zum, spaetestens zum, bis allerspaetestens, bis so,
           bis inklusive, bis einschliesslich, by, by the, no later than, latest, latest by, at the latest by,
           at the latest on, on or before""",
    ),
    *_relation(Signal.UNTIL, Signal.FAREWELL, words="bis"),
    *_relation(Signal.UNTIL, Signal.TILL, words="until, until the, till, till the, til, up to"),
    *_relation(
        Signal.FIRST,
        words="""erst, erst am, erst wieder, erst wieder am, erst im, erst zum, erst ab, erst in, erst in der,
           erst so am, erst gegen, erst den, fruehestens, fruehestens am, fruehestens im, fruehestens ab,
           nicht vor, nicht vor dem, ned vor, net vor, nich vor, not before, not before the, not until,
           not until the, no earlier than, earliest, earliest on, not earlier than, only on""",
    ),
    *_relation(Signal.ONTO, words="auf, auf den, aufn, to, to the, onto"),
    *_relation(Signal.BEFORE, words="vor, vor dem, before, before the, prior to, ahead of"),
    *_relation(Signal.PAST, words="seit, seit dem, schon seit, since, since the, as of"),
    *_relation(Signal.FROM, words="ab, ab dem, from, from the, starting, starting on"),
    *_relation(Signal.AFTER, words="nach, nach dem, after, after the"),
)
"""The words before a day, and what they make of it."""

_DAY = rf"(?P<weekday>{_any(LONG_WEEKDAYS)})"
_SHORT = rf"(?P<weekday>{_any(SHORT_WEEKDAYS)})"
_EACH_DAY = rf"(?P<weekday>{_any(LONG_WEEKDAYS | SHORT_WEEKDAYS.keys())})"
_PART = r"(?: ?(?:frueh|vormittag|mittag|nachmittag|abend|nacht|morning|noon|afternoon|evening|night))?"
_TO_COME = "(?: ?(?:mittag|nachmittag|abend|nacht))?"
_MONTH = rf"(?P<month>{_any(MONTHS)})"
_YEAR = r"(?: (?P<year>[0-9]{4}))?"
_ORDINAL = r"(?P<day>[0-9]{1,2})(?:\.| ?(?:st|nd|rd|th))?"
_NUMERIC = r"(?P<numeric>[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}|[0-9]{1,2}\.[0-9]{1,2}(?:\.(?:[0-9]{4}|[0-9]{2}))?\.?)"
_ARTICLE = r"(?:,? ?(?:den|dem|the|am))?"
_N = rf"(?P<n>[0-9]{{1,2}}|{_any(NUMBERS)})"
_SOME = (
    rf"(?:[0-9]{{1,2}}|{_any(NUMBERS)}|ein paar|einigen|paar|a few|a couple of|few|half an|einer halben|einer knappen)"
)
_UNIT = _any(
    {
        *word_set("tag tage tagen day days woche wochen week weeks arbeitstag arbeitstagen werktagen"),
        "working days",
        "business days",
    }
)
_HOURS = "stunde|stunden|std|minute|minuten|min|mins|hour|hours|minutes"
_HOUR = r"[0-9]{1,2}(?:[:.][0-9]{2})?\.?"
_COMING = "kommende[nrsm]?|coming|the coming|am kommenden"
_NEXT = "naechste[nrsm]?|next"
_THIS = "diese[nrsm]?|this"
_LAST = "letzte[nrsm]?|vorige[nrsm]?|vergangene[nrsm]?|last"
_VAGUE = word_set(
    """woche wochen week weeks monat monate month months quartal quarter kw wochenende wochenenden weekend weekends
    weihnachten christmas xmas ostern easter pfingsten silvester neujahr irgendwann sometime someday demnaechst bald
    baldmoeglichst soon zeitnah tage tagen days jahr jahre year years wochenmitte wochenanfang midweek mitte mid anfang
    ende end beginning naechste naechstes naechsten kommende next morgens abends nachmittags mittags mittag noon lunch
    sommer winter herbst fruehling fruehjahr summer autumn
    nachmittag abend morning afternoon evening stunde stunden hours naechstens ferien montags dienstags mittwochs
    donnerstags freitags samstags sonntags mondays tuesdays wednesdays thursdays fridays saturdays sundays"""
)


def _form(reader: Read, *forms: str) -> tuple[re.Pattern[str], Read]:
    """Ends where a word ends."""
    return re.compile(rf"(?:{'|'.join(forms)}) "), reader


FORMS: tuple[tuple[re.Pattern[str], Read], ...] = (
    # near days
    _form(read.near(0, Signal.TODAY, Signal.AHEAD), "(?:heute|heut) (?:abend|nacht)|tonight|this evening"),
    _form(read.near(0, Signal.TODAY), rf"(?:heute|heut|hait|today){_TO_COME}", "feierabend"),
    _form(read.near(0, Signal.TODAY), "this afternoon"),
    _form(
        read.near(0, Signal.TODAY, Signal.UNTIL),
        "eod|cob|tagesende|end of business|close of business",
        "(?:the )?end of (?:the )?day",
    ),
    _form(read.near(1, Signal.AHEAD, Signal.NEAR), rf"(?:morgen|morgn|moagn|tomorrow|tmrw|tmr){_PART}"),
    _form(read.near(2, Signal.AHEAD, Signal.NEAR), rf"(?:uebermorgen|uebermorgn|(?:the )?day after tomorrow){_PART}"),
    # weekdays
    _form(read.weekday, rf"{_DAY}{_PART}"),
    _form(read.weekday, _SHORT),
    _form(read.this_weekday, rf"(?:{_THIS})(?: woche(?: noch)?(?: am)?)? {_DAY}{_PART}"),
    _form(read.coming_weekday, rf"(?:{_COMING}) {_DAY}{_PART}"),
    _form(read.next_weekday, rf"(?:{_NEXT}) {_DAY}{_PART}"),
    _form(read.weekday_next_week, rf"(?:{_NEXT}|{_COMING}) woche (?:am )?{_DAY}{_PART}"),
    _form(read.weekday_next_week, rf"{_DAY}{_PART} (?:in der )?(?:{_NEXT}|{_COMING}) (?:woche|week)"),
    # dates
    _form(read.numeric, _NUMERIC),
    _form(read.numeric, rf"{_EACH_DAY}(?: \.)?{_ARTICLE} {_NUMERIC}"),
    _form(read.day_and_month, rf"{_ORDINAL}(?: of)? {_MONTH}{_YEAR}"),
    _form(read.day_and_month, rf"{_MONTH} {_ORDINAL}{_YEAR}"),
    _form(read.day_and_month, rf"{_EACH_DAY}(?: \.)?{_ARTICLE} {_ORDINAL}(?: of)? {_MONTH}{_YEAR}"),
    _form(read.day_and_month, rf"{_EACH_DAY}{_ARTICLE} {_MONTH} {_ORDINAL}{_YEAR}"),
    _form(read.day_of_month, r"(?P<day>[0-9]{1,2})(?:\.| ?(?:st|nd|rd|th))"),
    _form(read.days_ahead, rf"in {_N} (?P<unit>{_UNIT})"),
    _form(read.working_days_ahead, r"\+ ?(?P<n>[0-9]{1,2})"),
    # weeks and months
    _form(read.found_by(weeks.last_of_this_week, Signal.THIS), rf"(?:{_THIS}) (?:woche|week)", "die woche"),
    _form(
        read.found_by(weeks.first_of_next_week, Signal.SPAN),
        rf"(?:(?:anfang|beginning of|start of|early) )?(?:{_NEXT}|{_COMING}) (?:woche|week)",
        "nach dem wochenende|after the weekend",
    ),
    _form(
        read.found_by(weeks.last_of_this_week, Signal.AHEAD),
        rf"eow|(?:ende|end of)(?: (?:der|die|the|{_THIS}))? (?:woche|week)",
    ),
    _form(
        read.found_by(weeks.last_of_next_week, Signal.AHEAD), rf"(?:ende|end of) (?:{_NEXT}|{_COMING}) (?:woche|week)"
    ),
    _form(read.found_by(weeks.last_of_this_month, Signal.THIS), rf"(?:{_THIS}) (?:monat|month)"),
    _form(read.found_by(weeks.first_of_next_month, Signal.SPAN), rf"(?:{_NEXT}|{_COMING}) (?:monat|month)"),
    _form(
        read.found_by(weeks.last_of_this_month, Signal.AHEAD),
        rf"eom|monatsende|(?:ende|end of)(?: (?:des|the|{_THIS}))? (?:monats|monat|month)",
    ),
    _form(read.end_of_month, rf"(?:ende|end of) {_MONTH}"),
    _form(read.beginning_of_month, rf"(?:anfang|early|beginning of) {_MONTH}"),
    _form(read.month, rf"(?P<month>{_any(MONTHS.keys() - {'may', 'mar'})})"),
    # hours
    _form(
        read.told(Signal.HOUR),
        rf"(?:(?:um|gegen|ca|so|around|at) )*{_HOUR} (?:uhr|h|am|pm|o clock)(?: (?:frueh|abends|nachmittags|mittags))?",
        "(?:(?:um|gegen|at|around) )?[0-9]{1,2}:[0-9]{2}",
        "(?:um|gegen|at|around) [0-9]{1,2}",
    ),
    _form(read.told(Signal.SOON), rf"in {_SOME} (?:{_HOURS})"),
    # what is over
    _form(
        read.told(Signal.PAST),
        rf"(?:vor)?gestern{_PART}|yesterday{_PART}|last night|(?:heute|heut) (?:morgen|frueh|vormittag)|this morning",
        "vorhin|neulich|schon laenger|schon lange|laengst|schon laengst|earlier|earlier today|long ago|the other day",
        rf"(?:{_LAST}) (?:(?:woche|week|monat|month|jahr|year)|{_DAY}{_PART})",
        rf"(?:seit|schon seit|vor) {_SOME} (?:{_UNIT}|{_HOURS})|{_SOME} (?:{_UNIT}|{_HOURS}) ago",
    ),
    # greetings that look like days
    _form(
        read.told(Signal.ACK),
        "(?:guten|schoenen|schoenes|schoene) (?:morgen|tag|abend|wochenende|woche|feierabend)",
        "(?:good|nice|great|happy) (?:morning|afternoon|evening|weekend|week|day)",
        rf"(?:schoenen|happy) (?:{_any(LONG_WEEKDAYS)})",
        "morgen (?:zusammen|allerseits|ihr lieben)|morning all",
    ),
    # what can't be read
    _form(read.told(Signal.STRANGE_DAY), _any(_VAGUE)),
    _form(
        read.told(Signal.STRANGE_DAY),
        r"[0-9]+/[0-9]+(?:/[0-9]+)?|[0-9]+-[0-9]+(?:-[0-9]+)?|[0-9]+[.:/][0-9.:/]+",
    ),
)

DAY_WORDS = frozenset(
    [
        "heute",
        "morgen",
        "uebermorgen",
        "gestern",
        "vorgestern",
        "today",
        "tomorrow",
        "yesterday",
        "tonight",
        "naechste",
        "naechsten",
        "naechster",
        "kommende",
        "kommenden",
        "woche",
        "monat",
        "next",
    ]
) | {word for word in (*LONG_WEEKDAYS, *MONTHS) if len(word) > 4}
"""Words worth repairing where they are misspelt."""
