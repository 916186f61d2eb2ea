"""What single words tell. The decision knows only these, never the words themselves."""

from dataclasses import dataclass
from enum import Enum, auto

from jobs.facts import StallReason


class Signal(Enum):
    """The comments give one German and one English example each; the tables hold all of them."""

    # how far the work is
    STATE = auto()  # raus, done: may lie ahead, when a day stands beside it
    EVENT = auto()  # verschickt, sent: happened, unless something says otherwise
    OUT = auto()  # raus, live: also said of people, "ich bin raus"
    READY = auto()  # bereit, ready: not yet the end of it
    CHECK = auto()  # ✅
    BRIEF = auto()  # kurz, small: the command, and much else in a sentence
    SMALL = auto()  # Kurzversion, short version
    WORK = auto()  # dran, on it
    AT_WORK = auto()  # sitze, working: at what?
    AT_IT = auto()  # bin … dabei
    DID = auto()  # did: the newsletter
    MANAGED = auto()  # managed to
    UP = auto()  # is … up
    DO = auto()  # schaffe, finishing: somebody's own promise
    HALF_DO = auto()  # hole … nach, kriege … hin
    HALF_WAY = auto()  # … hin, … hoch
    ACT = auto()  # schicken, send: a promise once somebody says I, can or will
    DOING = auto()  # machen, do: the same, and what others can be asked for
    COMES = auto()  # kommt, comes
    GOES = auto()  # geht, goes
    ALMOST = auto()  # fast, almost
    SOON = auto()  # gleich, in a minute
    AT_ONCE = auto()  # sofort, right away
    NOW = auto()  # gerade, now

    # why it doesn't go on
    WAIT = auto()  # warte, waiting
    LACK = auto()  # fehlt, missing
    NEED = auto()  # brauche, need
    HOURS = auto()  # Zeit, capacity: what one can lack
    STUCK = auto()  # blockiert, stuck
    BUSY = auto()  # keine Zeit, swamped
    OUTRANKED = auto()  # hat Vorrang, takes priority
    DOWN = auto()  # abgestürzt, not working
    BROKEN = auto()  # kaputt, broken: also of other things than systems
    ABSENT = auto()  # im Urlaub, on vacation
    PENDING = auto()  # ausstehend, pending
    REASON = auto()  # Freigabe, photos
    PARTY = auto()  # Agentur, agency: who can fail to deliver
    SYSTEM = auto()  # Website, tool: what can fail
    WHO = auto()  # Chefin, client: whom one waits for
    ANSWER = auto()  # Rückmeldung, reply
    THERE = auto()  # da, here
    START = auto()  # anfangen, proceed
    KNOW = auto()  # weiß, know

    # another course
    REMIND = auto()  # erinnere, remind
    AGAIN = auto()  # nochmal, again
    LATER = auto()  # später, later
    MOVE = auto()  # verschieben, move
    PUSH = auto()  # push: to another day, or out
    SKIP = auto()  # auslassen, skip
    TAKE = auto()  # übernehme, taking it
    TO_TAKE = auto()  # übernehmen, take over
    STEPPING = auto()  # springe … ein
    TAKE_WHAT = auto()  # take: a task, or a look
    IT = auto()  # take it: said to somebody, unless an "I" stands before it
    GIVE = auto()  # übergeben, hand over
    THIRD = auto()  # macht, does: what somebody else does
    ANYONE = auto()  # jemand anders, someone else
    YOU_DO = auto()  # you do it
    YOU_CAN = auto()  # kannst du, could you: asks for something, and is no question
    THIS_TIME = auto()  # diesmal, this time

    # the halves of split verbs
    LET = auto()  # lassen … aus, leave … out
    OFF = auto()  # … aus
    GIVING = auto()  # gebe … ab, hand … over
    AWAY = auto()  # … ab, … over
    STANDS = auto()  # steht … aus
    AHEAD_OF = auto()  # geht … vor
    GETTING = auto()  # komme … dazu
    TO_IT = auto()  # … dazu

    # what turns a meaning round
    NOT = auto()  # nicht, not
    NONE = auto()  # kein, no: of a thing
    WITHOUT = auto()
    QUESTION = auto()  # … raus? ist er …
    ASKED = auto()  # wann, who
    IF = auto()
    HEDGE = auto()  # glaube, should
    COULD = auto()  # könnte, could: of somebody asked for, and else a hedge
    PARTIAL = auto()  # bis auf, except
    ONLY = auto()
    WINK = auto()  # haha, 😉
    DOUBT = auto()  # fix und fertig, well done: looks like a meaning and has another
    MUST = auto()
    CAN = auto()
    FUTURE = auto()
    HAVE = auto()  # habe, wurde, have: it lies behind
    BE = auto()

    # who and what
    I = auto()  # noqa: E741 - the pronoun
    ME = auto()
    YOU = auto()
    THEY = auto()
    PERSON = auto()
    LEADER = auto()  # a person whom the part begins with, or who is addressed at its end
    TASK = auto()
    STRANGE_TASK = auto()  # a number that no open task has
    LINK = auto()  # siehe, https://…
    EXTRA = auto()  # der Link, the stats: what comes beside the work
    ACK = auto()  # danke, ok
    PLEASE = auto()
    FOR = auto()
    ON = auto()
    WITH = auto()
    BY = auto()  # von, from
    YET = auto()  # noch
    STILL = auto()  # still, yet
    FIRST = auto()  # erst, at the earliest
    ADVERBIAL = auto()  # im Zug, after lunch: unknown, but only where, when or how
    UNKNOWN = auto()

    # when
    TODAY = auto()
    WEEKDAY = auto()  # a bare one, which may also be the last one
    AHEAD = auto()  # certainly to come
    THIS = auto()  # diese Woche, this month
    SPAN = auto()  # nächste Woche: no single day
    MONTH = auto()  # a month's name, with or without meaning a time
    PAST = auto()
    HOUR = auto()
    STRANGE_DAY = auto()  # looks like a day, and can't be read safely
    NEAR = auto()  # morgen, tomorrow
    UNTIL = auto()  # bis, by
    FAREWELL = auto()  # bis: "bis Freitag" alone may be a farewell
    TILL = auto()  # until, which turns round with a "not"
    BEFORE = auto()
    FROM = auto()
    AFTER = auto()
    BEHIND = auto()  # nach, where no day follows
    ONTO = auto()  # auf, to


Signals = frozenset[Signal]


def word_set(words: str) -> frozenset[str]:
    """A table of single words, written as one reads."""
    return frozenset(words.split())


@dataclass(frozen=True)
class Group:
    """Phrases that tell the same, separated by commas; none of the signals makes them mere filling."""

    signals: Signals
    de: str
    en: str
    reason: StallReason | None = None


def group(*signals: Signal, de: str = "", en: str = "", reason: StallReason | None = None) -> Group:
    return Group(frozenset(signals), de, en, reason)
