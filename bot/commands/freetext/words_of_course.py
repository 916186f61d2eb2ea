"""Another time or another person, in words."""

from bot.commands.freetext.signals import Group, Signal, group

_ANOTHER_TIME: tuple[Group, ...] = (
    group(
        Signal.REMIND,
        de="""hak, hake, hakst, piks mich, meld dich wieder, erinnere, erinner, erinnern, erinnerst, frag,
           frag mich, frag nach, fragst, nachfragen, nachhaken, hak nach, hake nach, melde dich, meld dich,
           meldest du dich, stups mich, stups mich an, schreib mich, komm wieder, pieks mich""",
        en="""remind, ping me, nudge me, ask me, ask again, check back, check in, poke me, come back to me,
           follow up with me, try me, check with me""",
    ),
    group(
        Signal.AGAIN,
        de="nochmal, noch mal, noch einmal, nochmals, wieder, erneut, nomal, no amoi, noma",
        en="again, once more, one more time",
    ),
    group(Signal.LATER, de="später, speda", en="snooze, later, later on"),
    group(
        Signal.MOVE,
        de="""neuer termin, neues datum, rutscht, verschieben, verschiebe, verschieb, verschiebt sich, verschiebt,
           verschoben, verschiebung, verlegen, verlege, verleg, verlegt, schieben, schiebe, schieb, schiebs,
           umlegen, umplanen, vertagen, vertagt, nach hinten schieben""",
        en="""new date, move, postpone, postponing, postponed, reschedule, rescheduling, rescheduled, push back,
           push it back, push this back, shift, delay, put off, put it off""",
    ),
    group(Signal.PUSH, en="push, bump"),
    group(
        Signal.SKIP,
        de="""lassen wir sein, lassen wir bleiben, lass es sein, fällt flach, fällt weg, lassen wir weg,
           setzen wir aus, auslassen, auslasse, ausgelassen, überspringen, überspringe, überspring, überspringt,
           ausfallen, ausfallen lassen, weglassen, entfällt, entfallen, sparen wir, sparen wir uns, sparen uns,
           spar ich mir, spare ich mir, aussetzen, lass aus, lass weg, streichen, streiche, fallen lassen,
           unter den tisch fallen""",
        en="""skip, skipping, skipped, leave out, leave it out, leave this out, leave this one out, leave that out,
           drop this one, drop it this time, give it a miss""",
    ),
    group(
        Signal.THIS_TIME,
        de="diesmal, dieses mal, dies mal, desmoi",
        en="this time, this time around, this once, this round",
    ),
    group(
        Signal.LET,
        de="lass, lassen, lasse, lass uns, lasst, fällt, fallen, setzen, setzen wir",
        en="leave, let, lets, let us",
    ),
    group(Signal.OFF, de="aus, weg, bleiben, flach", en="off"),
)  # fmt: skip

_ANOTHER_PERSON: tuple[Group, ...] = (
    group(
        Signal.TAKE,
        de="""übernehme, übernehm, übernehms, springe ein, spring ein, springe gern ein, springe gerne ein,
           spring gern ein, spring gerne ein, nehm ich, nehme ich, ich nehm das, ich nehme das, vertrete,
           iwanimm""",
        en="""taking it, taking over, taking this, taking that, ill take it, ill take over, ill take this,
           ill take that, ill cover, ill cover it, i ll cover, i can cover, i cover, covering for, stepping in,
           jumping in, i take over""",
    ),
    group(Signal.STEPPING, de="spring, springe"),
    group(Signal.TO_TAKE, de="übernehmen, einspringen", en="take over"),
    group(
        Signal.TO_TAKE,
        Signal.IT,
        en="take it, take this, take that, take this one, take that one, take it over, step in, jump in, fill in",
    ),
    group(Signal.TAKE_WHAT, en="take"),
    group(Signal.I, Signal.FUTURE, Signal.TAKE_WHAT, en="ill take"),
    group(
        Signal.GIVE,
        de="""mach du, mach du das, mach du mal, machst du, machst du das, machs du, übernimm du, übernimm,
           übernimmst du, erledigst du, erledige du, machen sie das, übergeben, übergebe, übergib, abgeben an,
           weitergeben, delegieren, delegiere, abtreten, zuweisen""",
        en="""hand over, hand it over, hand this over, hand that over, hand it off, hand off, reassign, assign,
           delegate, transfer, handing over, handing it over, handing this over""",
    ),
    group(Signal.YOU_DO, en="you do it, you do this, you do that, you take it, you take this, you take over"),
    group(
        Signal.GIVING,
        de="gebe, geb, geben, gebs, gib, gibs, gib es, gib das",
        en="hand, pass, give, pass it on, pass this on",
    ),
    group(Signal.AWAY, de="ab, rüber", en="over"),
    group(
        Signal.THIRD,
        de="macht, mocht, übernimmt, springt ein, vertritt, kümmert sich, kümmert sich drum, kümmert sich darum",
        en="""does, does it, takes it, takes over, takes this, takes that, takes care of, is doing, is taking,
           covers, handles, is covering""",
    ),
    group(
        Signal.ANYONE,
        de="""jemand anders, jemand anderes, jemand anderer, jemand andres, wer anders, wer anderes, ein anderer,
           jemand von euch, jemand aus dem team, meine vertretung""",
        en="someone else, somebody else, anyone else, anybody else, another person, my deputy, anyone",
    ),
    group(
        Signal.YOU_CAN,
        de="""kannst du, könntest du, könnt ihr, könntet ihr, magst du, würdest du, kannst, könntest, können sie,
           könnten sie, würden sie""",
        en="can you, could you, would you, will you, can u, could u",
    ),
    group(Signal.STANDS, de="steht, stehen"),
    group(Signal.AHEAD_OF, de="vor"),
    group(Signal.GETTING, de="komme, komm, kimm"),
    group(Signal.NOT, Signal.TO_IT, de="zu nichts, zu gar nichts, zu nix, zu gar nix"),
    group(Signal.TO_IT, de="dazu"),
)  # fmt: skip

COURSE: tuple[Group, ...] = (*_ANOTHER_TIME, *_ANOTHER_PERSON)
