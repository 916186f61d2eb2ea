"""The ordered table of rules; the first that holds counts. What no rule foresees is never acted on."""

from bot.commands.freetext.meanings import Meaning
from bot.commands.freetext.rules import Rule, aside, firm, maybe
from bot.commands.freetext.signals import Signal, Signals

S = Signal

_TALK = frozenset({S.ACK, S.LINK, S.EXTRA, S.TASK, S.I, S.BE, S.MONTH})
_OF_A_THING = _TALK - {S.I}
_DAY = frozenset({S.TODAY, S.WEEKDAY, S.AHEAD, S.THIS})
_TIME = _DAY | {S.NEAR, S.UNTIL, S.FAREWELL, S.TILL, S.HOUR, S.FIRST}
_NOT = frozenset({S.NOT, S.NONE})
_FINISHED = frozenset({S.STATE, S.EVENT, S.READY})
_STILL = frozenset({S.YET, S.STILL, S.NOW})
_LINKING = frozenset({S.FOR, S.ON, S.WITH, S.BY})
_SOMEBODY = frozenset({S.PERSON, S.LEADER, S.WHO, S.THEY})
_REQUEST = _TALK | {S.PLEASE, S.YOU_CAN, S.YOU, S.QUESTION, S.THIS_TIME}
_ASIDE = frozenset({S.TASK, S.THIS_TIME, S.ACK, S.PLEASE})

_DONE = (
    firm("done", S.CHECK, bears={S.TASK, S.LINK, S.MONTH}),
    firm("done", S.STATE, bears=_TALK | {S.EVENT, S.HAVE, S.NOW, S.PAST, S.CHECK, S.ON, S.THEY}),
    firm("done", S.STATE, S.TASK, S.LEADER, S.BE, bears=_OF_A_THING | {S.NOW, S.PAST}),
    firm("done", S.EVENT, bears=_TALK | {S.STATE, S.NOW, S.PAST, S.CHECK, S.ON, S.TODAY, S.AT_ONCE}),
    firm("done", S.EVENT, S.PAST, bears=_TALK | {S.NOW, S.HOUR, S.ON, S.YET, S.THEY}),
    firm("done", S.EVENT, S.HAVE,
         bears=_TALK | {S.STATE, S.NOW, S.PAST, S.HOUR, S.CHECK, S.ON, S.TODAY, S.WEEKDAY, S.YET, S.THEY, S.AT_ONCE}),
    firm("done", S.EVENT, S.HAVE, S.LEADER,
         bears=_OF_A_THING | {S.NOW, S.PAST, S.HOUR, S.ON, S.TODAY, S.WEEKDAY, S.THEY}),
    firm("done", S.DID, S.TASK, S.I, bears=_TALK | {S.PAST, S.TODAY}),
)  # fmt: skip

_SMALL = (
    firm("small", (S.BRIEF, S.SMALL), bears={S.TASK, S.BY}),
    firm("small", S.SMALL, (S.STATE, S.EVENT, S.CHECK, S.DID),
         bears=_TALK | {S.HAVE, S.ONLY, S.PAST, S.NOW, S.THIS_TIME, S.TODAY, S.HOUR, S.BY, S.ON, S.FOR}),
    firm("on_it", S.SMALL, (S.DO, S.COMES, S.GOES, S.FUTURE), _DAY, bears=_TALK | _TIME | {S.ONLY, S.STATE, S.CAN}),
    maybe("small", needs=(S.SMALL,), bears=_TALK | {S.ONLY, S.BY, S.THIS_TIME}),
)  # fmt: skip

_ON_IT = (
    firm("on_it", S.WORK, bears=_TALK | _TIME | _STILL | {S.SOON, S.ON, S.AWAY, S.AT_WORK}),
    firm("on_it", S.AT_WORK, S.TASK, bears=_TALK | _TIME | _STILL | {S.ON}),
    firm("on_it", S.ALMOST, _FINISHED | {S.THERE}, bears=_TALK | {S.NOW}),
    firm("on_it", S.SOON, S.STATE, bears=_TALK | {S.FUTURE}),
    firm("on_it", S.FUTURE, _FINISHED,
         bears=_TALK | _TIME | {S.HAVE, S.YET, S.SOON, S.AT_ONCE, S.ACT, S.DO, S.GOES, S.ON, S.NOW}),
    firm("on_it", S.FUTURE, _DAY, bears=_OF_A_THING | _TIME),
    firm("on_it", S.THERE, (S.AHEAD, S.UNTIL), _DAY, bears=_OF_A_THING | _TIME),
    firm("on_it", (S.STATE, S.READY), S.UNTIL, _DAY | {S.HOUR}, bears=_TALK | _TIME | {S.CAN, S.HAVE}),
    firm("on_it", S.EVENT, S.UNTIL, _DAY, bears=_TALK | _TIME | {S.CAN}),
    firm("on_it", (S.STATE, S.READY), S.AHEAD, bears=_TALK | _TIME | {S.CAN}),
    firm("on_it", (S.STATE, S.READY), S.FIRST, _DAY, bears=_TALK | _TIME | {S.HAVE}),
    firm("on_it", S.EVENT, S.FIRST, _DAY, bears=_TALK | _TIME),
    firm("on_it", S.DO, _DAY | {S.HOUR},
         bears=_TALK | _TIME | _STILL
         | {S.CAN, S.FUTURE, S.HAVE, S.STATE, S.READY, S.SOON, S.AT_ONCE, S.ONLY, S.PERSON, S.ON, S.WITH, S.ADVERBIAL}
         | {S.ACT, S.WORK, S.AT_WORK, S.AWAY, S.HALF_WAY, S.BEHIND}),
    firm("on_it", S.DO, S.LATER, S.TODAY, bears=_TALK | {S.FUTURE, S.CAN}),
    firm("on_it", S.DO, (S.SOON, S.NOW, S.AT_ONCE),
         bears=_TALK | {S.CAN, S.FUTURE, S.STATE, S.YET, S.HOUR, S.ACT, S.ON, S.WORK}),
    firm("on_it", S.COMES, _DAY | {S.SOON, S.HOUR, S.AT_ONCE}, bears=_OF_A_THING | _TIME | {S.STATE, S.READY, S.YET}),
    firm("on_it", S.GOES, S.STATE, _DAY | {S.SOON, S.HOUR}, bears=_OF_A_THING | _TIME | {S.YET, S.ON, S.THEY}),
    firm("on_it", _NOT, S.BEFORE, _DAY,
         bears=_TALK | {S.DO, S.ACT, S.CAN, S.STATE, S.READY, S.COMES, S.FUTURE, S.HOUR}),
    firm("on_it", _NOT, S.TILL, _DAY, bears=_TALK | _TIME | {S.DO, S.ACT, S.CAN, S.STATE, S.READY, S.COMES, S.FUTURE}),
    firm("on_it", S.FIRST, _DAY | {S.SPAN},
         bears=_TALK | _TIME | {S.DO, S.ACT, S.COMES, S.GOES, S.FUTURE, S.CAN, S.STATE}),
    firm("on_it", S.UNTIL, _DAY | {S.HOUR}, bears=(_TIME - {S.FAREWELL}) | {S.ACK, S.PLEASE, S.STILL, S.TASK, S.I}),
    firm("on_it", S.UNTIL, _DAY - {S.WEEKDAY} | {S.HOUR}, bears=(_TIME - {S.NEAR, S.WEEKDAY}) | {S.ACK, S.PLEASE, S.I}),
    firm("on_it", S.UNTIL, _DAY | {S.HOUR}, (S.YET, S.TASK), bears=_TIME | {S.ACK, S.PLEASE, S.I}),
    firm("on_it", S.STANDS, S.UNTIL, _DAY, bears=_OF_A_THING | _TIME),
    firm("on_it", S.START, (S.HAVE, S.NOW), bears=_TALK | {S.PAST, S.TODAY, S.WITH, S.ON}),
    firm("on_it", S.TAKE_WHAT, S.UNTIL, _DAY, bears=_TIME | {S.I, S.ME, S.FUTURE, S.YET, S.STILL, S.TASK}),
    firm("on_it", S.BUSY, S.BEFORE, _DAY, bears=_TALK | _TIME),
    firm("on_it", S.NEED, S.UNTIL, _DAY, bears=_TIME | {S.I, S.ME, S.YET, S.STILL, S.PLEASE, S.TASK, S.ACK}),
    firm("on_it", (S.THIS, S.TODAY), S.YET, bears=_TALK),
)  # fmt: skip

_WHILE_WAITING = frozenset({S.REASON, S.PARTY, S.SYSTEM, S.PAST, S.MUST, S.ANSWER, S.HAVE, S.ONLY, S.PARTIAL, S.FIRST})
_BLOCKED = (
    firm("blocked", S.WAIT, S.ON, bears=_TALK | _LINKING | _STILL | _SOMEBODY | _WHILE_WAITING),
    firm("blocked", S.WAIT, S.ON, (S.REASON, S.PARTY),
         bears=_TALK | _LINKING | _STILL | _SOMEBODY | _WHILE_WAITING | {S.UNKNOWN, S.ADVERBIAL}),
    maybe("blocked", needs=(S.WAIT, S.ON),
          bears=_TALK | _LINKING | _STILL | _SOMEBODY | _WHILE_WAITING | {S.UNKNOWN, S.ADVERBIAL}),
    firm("blocked", (S.LACK, S.NEED), (S.REASON, S.PARTY),
         bears=_TALK | _LINKING | _STILL | _SOMEBODY | {S.ME, S.UNKNOWN, S.ADVERBIAL, S.MUST, S.PARTIAL, S.FIRST}),
    firm("blocked", S.STUCK, bears=_TALK | _STILL | _LINKING | _SOMEBODY | {S.ME, S.THIS_TIME}),
    firm("blocked", S.STUCK, (S.REASON, S.PARTY),
         bears=_TALK | _STILL | _LINKING | _SOMEBODY | {S.UNKNOWN, S.ADVERBIAL, S.WITHOUT}),
    firm("blocked", S.STUCK, _NOT, S.KNOW, bears=_TALK | _STILL | {S.ON}),
    firm("blocked", S.BUSY, bears=_TALK | _STILL | {S.FOR, S.ON, S.HAVE, S.ME, S.PLEASE}),
    firm("blocked", S.OUTRANKED, S.UNKNOWN, bears={S.NOW, S.ACK, S.BE, S.I, S.HAVE}),
    firm("blocked", S.ABSENT, (S.PERSON, S.LEADER), bears=_TIME | _STILL | {S.BE, S.ACK}),
    firm("blocked", _NOT, (S.PERSON, S.LEADER), S.THERE, bears=_TIME | _STILL | {S.BE, S.ACK}, reason="absence"),
    firm("blocked", S.DOWN, (S.SYSTEM, S.REASON, S.UNKNOWN, S.TASK),
         bears=_OF_A_THING | _STILL | {S.PAST, S.HAVE, S.AGAIN}),
    firm("blocked", S.BROKEN, (S.SYSTEM, S.REASON), bears=_OF_A_THING | _STILL | {S.PAST, S.HAVE, S.AGAIN}),
    firm("blocked", _NOT, S.SYSTEM, (S.GOES, S.COMES), bears=_OF_A_THING | _STILL, reason="technology"),
    firm("blocked", S.PENDING, S.REASON, bears=_TALK | _STILL | _LINKING | _SOMEBODY),
    firm("blocked", _NOT, S.ANSWER,
         bears=_TALK | _STILL | _LINKING | _SOMEBODY | {S.HAVE, S.PARTY, S.CAN}),
    firm("blocked", _NOT, S.PARTY,
         bears=_OF_A_THING | _STILL | _FINISHED
         | {S.REASON, S.COMES, S.DO, S.HAVE, S.ANSWER, S.THERE, S.CAN, S.FUTURE}),
    firm("blocked", _NOT, S.REASON,
         (S.NONE, S.YET, S.STILL, S.THERE, S.HAVE, S.GOES, S.COMES, S.CAN),
         bears=_TALK | _STILL | _LINKING | _SOMEBODY | {S.START, S.ME, S.PARTY, S.SYSTEM, S.HALF_DO, S.ADVERBIAL}),
    firm("blocked", (S.PERSON, S.LEADER, S.WHO), S.MUST, S.REASON,
         bears=_OF_A_THING | _STILL | {S.HAVE, S.ACT, S.DO, S.DOING, S.FIRST, S.PARTIAL}),
    firm("blocked", S.NOT, S.REASON, S.WITHOUT, bears=_TALK | {S.CAN, S.START, S.GOES, S.FUTURE, S.ACT, S.DO, S.DOING}),
)  # fmt: skip

_LATER = (
    firm("later", S.REMIND,
         bears=(_REQUEST - {S.I}) | _DAY
         | {S.NEAR, S.SPAN, S.FROM, S.FIRST, S.ME, S.AGAIN, S.YET, S.LATER, S.WORK, S.ON, S.WITH, S.BEHIND,
            S.ADVERBIAL}),
    firm("later", S.LATER,
         bears=_TALK
         | {S.WEEKDAY, S.AHEAD, S.NEAR, S.UNTIL, S.TILL, S.FIRST, S.PLEASE, S.DO, S.FUTURE, S.AGAIN, S.YET}),
    firm("later", S.AGAIN, _DAY | {S.SPAN}, bears={S.NEAR, S.PLEASE, S.TASK, S.ACK, S.ME, S.YET}),
)  # fmt: skip

_ANOTHER_DAY = frozenset({S.WEEKDAY, S.AHEAD, S.NEAR, S.UNTIL, S.TILL, S.FAREWELL, S.ONTO})
_MOVE = (
    firm("move", S.MOVE,
         bears=_TALK | _ANOTHER_DAY | {S.PLEASE, S.LET, S.MUST, S.CAN, S.FUTURE, S.ME, S.HAVE, S.THIS_TIME}),
    firm("move", S.MOVE, S.YOU_CAN, bears=_REQUEST | _ANOTHER_DAY),
)  # fmt: skip

_SKIP = (
    firm("skip", S.SKIP,
         bears=_TALK | {S.PLEASE, S.LET, S.MUST, S.CAN, S.FUTURE, S.THIS_TIME, S.THIS, S.ME, S.TODAY, S.ADVERBIAL}),
    firm("skip", S.SKIP, S.YOU_CAN, bears=_REQUEST | {S.THIS, S.TODAY}),
    firm("skip", _NOT, S.TASK, (S.THIS, S.THIS_TIME), bears={S.ACK, S.PLEASE}),
)  # fmt: skip

_TAKE_OVER = (
    firm("take_over", S.TAKE,
         bears=_TALK | _TIME | {S.PERSON, S.CAN, S.FUTURE, S.SOON, S.NOW, S.THIS_TIME, S.FOR, S.ON, S.BY, S.ADVERBIAL}),
    firm("take_over", S.TO_TAKE, S.I, (S.CAN, S.FUTURE),
         bears=_TALK | _TIME | {S.IT, S.PERSON, S.FOR, S.ON, S.BY, S.THIS_TIME}),
    firm("take_over", S.TAKE_WHAT, S.TASK, S.I, (S.CAN, S.FUTURE), bears=_TALK | _TIME),
    firm("take_over", (S.TO_TAKE, S.TAKE_WHAT), bears={S.TASK}),
)  # fmt: skip

_HAND_OVER = (
    firm("hand_over", S.GIVE, bears=_REQUEST | _SOMEBODY - {S.WHO} | {S.CAN, S.MUST, S.FUTURE, S.ON, S.ONTO}),
    firm("hand_over", S.YOU_DO, bears=_ASIDE | {S.LEADER}),
    firm("hand_over", S.YOU_CAN, S.DOING, bears=_REQUEST | _TIME | {S.ACT, S.LEADER}),
    firm("hand_over", S.YOU_CAN, (S.TO_TAKE, S.TAKE_WHAT), bears=_REQUEST | _TIME | {S.IT, S.LEADER}),
    firm("hand_over", S.ANYONE, (S.CAN, S.FUTURE, S.MUST, S.THIRD), bears=_REQUEST | {S.ACT, S.DOING, S.TO_TAKE, S.IT}),
    firm("hand_over", (S.PERSON, S.LEADER), S.THIRD, bears=_ASIDE | {S.TODAY, S.AHEAD, S.NEAR}),
    firm("hand_over", (S.PERSON, S.LEADER), S.CAN, (S.ACT, S.TO_TAKE, S.TAKE_WHAT),
         bears=_ASIDE | {S.QUESTION, S.DOING, S.IT}),
    firm("hand_over", (S.PERSON, S.LEADER), (S.MUST, S.FUTURE), (S.ACT, S.TO_TAKE, S.TAKE_WHAT),
         bears=_ASIDE | {S.DOING, S.IT, S.BE}),
    firm("hand_over", (S.PERSON, S.LEADER), S.TO_TAKE, bears=_ASIDE),
    firm("hand_over", S.LET, (S.PERSON, S.LEADER), (S.DOING, S.TO_TAKE), bears=_ASIDE | {S.ACT, S.IT}),
)  # fmt: skip

_ASIDE_FROM_THE_WORK = (
    aside(S.EXTRA, (S.DO, S.ACT, S.COMES, S.FUTURE, S.HALF_DO),
          bears=_TALK | _TIME | _STILL
          | {S.SOON, S.AT_ONCE, S.ME, S.YOU, S.ACT, S.DO, S.FUTURE, S.AWAY, S.HALF_WAY, S.BEHIND}),
)  # fmt: skip

DATED = maybe("done", "on_it", needs=(S.STATE, (S.WEEKDAY, S.TODAY)), bears=_TALK | _STILL | _TIME | {S.THEY, S.HAVE})
"""Was it ready on Friday, or will it be? Beside a promise it is the day of it."""

BARE_DAY = maybe("on_it", "later", needs=(_DAY | {S.SPAN},), bears=_TIME | _STILL | {S.ACK, S.PLEASE, S.SPAN})
"""A day and nothing else; it belongs to what is said beside it."""

PROMISE = maybe("on_it", "take_over", needs=((S.DO, S.FUTURE),), bears=_TALK | _STILL | {S.ACT, S.CAN, S.HALF_WAY})
"""Something will be done, but when, and whose is it now? A day beside it settles that."""

COMING = maybe("on_it", needs=((S.COMES, S.GOES, S.SOON, S.AT_ONCE),), bears=_TALK | _STILL | {S.STATE, S.READY})
"""The same of the thing itself: it is on its way."""

_PROGRESS = _FINISHED | {
    S.DO, S.ACT, S.HALF_DO, S.HALF_WAY, S.CAN, S.COMES, S.GOES, S.HAVE, S.FUTURE, S.THERE, S.GETTING, S.START, S.MUST,
    S.SOON, S.ALMOST,
}  # fmt: skip
_MAYBE = (
    maybe("later", "blocked", needs=(S.BUSY,), bears=_TALK | _TIME | _STILL | {S.SPAN, S.FOR, S.ON, S.HAVE}),
    maybe("later", needs=(_NOT, S.NOW), bears=_TALK | {S.PLEASE}),
    maybe("on_it", "blocked", "later", needs=(_NOT,),
          bears=_TALK | _TIME | _STILL | _PROGRESS
          | {S.THIS_TIME, S.WITHOUT, S.KNOW, S.PLEASE, S.PAST, S.THEY, S.AHEAD_OF}),
    maybe("on_it", needs=(S.MUST, _PROGRESS), bears=_TALK | _TIME | _STILL | _PROGRESS),
    maybe("blocked", "hand_over", needs=(S.ABSENT,), bears=_TALK | _TIME | _STILL | {S.FROM}),
    PROMISE,
    COMING,
    maybe("on_it", "blocked", needs=(S.NEED,), bears=_TALK | _STILL | {S.ME, S.HOURS, S.PARTIAL}),
    DATED,
    BARE_DAY,
)  # fmt: skip

RULES: tuple[Rule, ...] = (
    *_ASIDE_FROM_THE_WORK,
    *_DONE,
    *_SMALL,
    *_ON_IT,
    *_BLOCKED,
    *_LATER,
    *_MOVE,
    *_SKIP,
    *_TAKE_OVER,
    *_HAND_OVER,
    *_MAYBE,
)

CANDIDATES: tuple[tuple[Meaning, Signals], ...] = (
    ("done", frozenset({S.STATE, S.EVENT, S.READY, S.CHECK})),
    ("small", frozenset({S.SMALL})),
    ("on_it", frozenset({S.WORK, S.AT_WORK, S.DO, S.ACT, S.COMES, S.GOES, S.ALMOST, S.SOON, S.FIRST})),
    (
        "blocked",
        frozenset({S.WAIT, S.LACK, S.NEED, S.STUCK, S.BUSY, S.OUTRANKED, S.DOWN, S.BROKEN, S.ABSENT, S.PENDING}),
    ),
    ("later", frozenset({S.REMIND, S.LATER})),
    ("move", frozenset({S.MOVE})),
    ("skip", frozenset({S.SKIP, S.LET})),
    ("take_over", frozenset({S.TAKE, S.TO_TAKE})),
    ("hand_over", frozenset({S.GIVE, S.YOU_DO, S.YOU_CAN, S.ANYONE, S.THIRD})),
)
"""What a part of a text may mean by its signals alone, where no rule holds."""
