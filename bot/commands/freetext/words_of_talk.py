"""Who and what is meant, what links words, and the words that tell nothing."""

from bot.commands.freetext.signals import Group, Signal, group, word_set

_VERBS_AND_PEOPLE: tuple[Group, ...] = (
    group(Signal.CAN, de="kann, können, kanns, kannste, ko", en="can, able, able to, be able to"),
    group(
        Signal.FUTURE,
        de="""wird, werde, werd, werden, wirds, will, wollen, möchte, möchten, versuche, versuch, habe vor, hab vor,
           würde gern, würde gerne, würden gern, wüad""",
        en="""ll, shall, going to, gonna, plan to, planning to, aim to, aiming to, aim for, aiming for, try, trying,
           try to, trying to, want to, would like to, d like to, intend to, will be, ll be, will have, ll have,
           ll be able to""",
    ),
    group(
        Signal.I,
        Signal.FUTURE,
        Signal.ACT,
        en="ill do, ill send, ill finish, ill post, ill get, ill have, ill publish, ill get to",
    ),
    group(Signal.HAVE, Signal.I, de="habe, hab, habs, hamma, hob, hobs, habe ich, hab ich", en="ive, weve"),
    group(Signal.I, Signal.FUTURE, de="lass mich", en="happy to, glad to, let me"),
    group(
        Signal.HAVE,
        de="haben, hat, hats, hatte, hatten, wurde, wurden, worden, gehabt, ham, ging, gingen",
        en="have, has, had, ve, having, been, has been, have been",
    ),
    group(Signal.BE, de="ist, is, isch, iss, sind, war, waren, sein, wars, isser, ists",
        en="are, be, was, were, its, thats, being"),
    group(Signal.I, Signal.BE, de="bin, ich bin, simma", en="i am, we are"),
    group(Signal.I, de="ich, i, wir, ick", en="we"),
    group(Signal.ME, de="mir, mich, uns", en="me, us"),
    group(Signal.YOU, de="du, dir, dich, ihr, euch, dein, deine, deinen", en="you, your, u, yours"),
    group(Signal.THEY, de="sie", en="he, she, they, them, him"),
)  # fmt: skip

_LINKS: tuple[Group, ...] = (
    group(Signal.PLEASE, de="bitte, bitteschön, bidde, bittschön, bitte um, ich bitte um", en="please, pls, plz"),
    group(Signal.FOR, de="für, fürn, fürs, fur"),
    group(Signal.ON, de="auf, aufs, aufn", en="for, on"),
    group(Signal.WITH, de="mit, samt", en="with"),
    group(Signal.BY, de="von, vom, durch die, durch den, seitens", en="from, of, by"),
    group(Signal.YET, de="noch, immer noch, weiterhin, nach wie vor, nu"),
    group(Signal.STILL, en="still, yet"),
    group(Signal.FIRST, de="erst, frühestens", en="at the earliest, earliest"),
    group(Signal.BEHIND, de="nach"),
    group(
        Signal.AFTER, de="danach, anschließend, hinterher, vorher, davor", en="after, afterwards, beforehand, before"
    ),
    group(
        Signal.EXTRA,
        de="link, links,  screenshots, details, auswertung, statistik, öffnungsrate, ergebnisse",
        en="stats, report, open rate, results",
    ),
    group(
        Signal.LINK,
        de="""siehe, siehe link, siehe oben, siehe unten, siehe anhang, link folgt, links folgen, details folgen,
           link kommt, link kommt noch, link anbei, anbei, hier der link, hier ist der link, liegt im ordner,
           im ordner, im anhang, im thread""",
        en="""see, see link, see above, see below, see attachment, link below, link above, attached,
           here is the link, heres the link, link to follow, link follows, in the folder, in the thread, fyi""",
    ),
)

_POLITE: tuple[Group, ...] = (
    group(
        Signal.ACK,
        de="""liebe, lieber, danke, dankeschön, danke dir, danke euch, dank, vielen dank, dank dir, merci,
           danke für die erinnerung, danke für den hinweis, danke fürs erinnern, danke fürs nachfragen,
           danke der nachfrage, ok, okay, oki, okidoki, ja, jo, jep, jepp, jup, jupp, jawohl, jawoll, joa, klar,
           na klar, alles klar, alles gut, gut, super, top, prima, passt, perfekt, yes, hallo, hi, hey, moin,
           moin moin, servus, grüß gott, grüezi, mahlzeit, tach, hallo zusammen, hi zusammen, moin zusammen,
           hallo team, hi team, ihr lieben, hallo ihr lieben, viele grüße, liebe grüße, schöne grüße,
           beste grüße, lg, vg, gruß, grüße, mfg, mit freundlichen grüßen, tschüss, ciao, bis dann, bis später,
           bis bald, sorry, entschuldigung, entschuldige, tut mir leid, leider, gern, gerne, sehr gern,
           sehr gerne, kein problem, kein thema, kein ding, kein stress, keine sorge, kein akt, macht nichts,
           nicht schlimm, null problemo, zum glück, gott sei dank, gottseidank, endlich, hoffe das passt,
           hoffe das ist ok, hoffe das ist okay, ich hoffe das passt, yeah, juhu, hurra, yay, wow, puh, uff,
           cool, fein""",
        en="""thanks, thx, ty, thank you, many thanks, thanks a lot, thanks so much, thanks for the reminder,
           thanks for reminding me, thanks for asking, thanks for checking, thank you for the reminder,
           thanks for the nudge, cheers, sure, sure thing, of course, yep, yup, yeah, yea, y, k, kk, great,
           perfect, sounds good, fine, hello, hiya, hi all, hi everyone, hello everyone, hey team, hello team,
           hey all, hi folks, hi guys, hey guys, best, best regards, kind regards, regards, bye, see you,
           see you later, talk later, apologies, my apologies, sorry about that, sorry for the delay,
           unfortunately, im afraid, i am afraid, i afraid, no problem, no worries, np, not a problem,
           dont worry, nice, awesome, woohoo, hooray, hope thats ok, hope that ok, hope thats okay,
           hope thats fine, absolutely, phew, finally, luckily, thankfully, good news""",
    ),
)

_FILLING: tuple[Group, ...] = (
    group(
        de="""der, die, das, den, dem, des, ein, eine, einen, einem, eines, er, es, ihn, ihm, sich, mein, meine,
           meinen, meinem, meiner, unser, unsere, unseren, dies, dieser, dieses, diesen, diese, diesem, hier, so,
           schon, scho, auch, mal, moi, halt, doch, dann, also, einfach, mehr, echt, wirklich, total, sehr, ganz,
           und, zum, zur, zu, im, in, ins, an, am, ans, bei, beim, um, darum, drum, damit, dafür, dafia, daher,
           deshalb, deswegen, alles, alle, sache, ding, termin, aufgabe, punkt, nummer, her, los, selbst, selber,
           natürlich, definitiv, bereits, spätestens, via, per, als, als erstes, auftrag, weiter, fleißig, gar,
           länger, der post, den post, dem post, für dich, für euch, ziemlich, letztendlich, schlussendlich,
           wunschgemäß, wie immer, zusammen, gemeinsam, prompt, mal eben, an alle, an alle kunden,
           an alle abonnenten, an alle empfänger, an den verteiler, an unsere kunden, alles gut gelaufen,
           wie angekündigt, im laufe des tages, ordnungsgemäß, offiziell, rum, herum, pünktlich, rechtzeitig,
           fristgerecht, planmäßig, wie geplant, wie besprochen, wie gewünscht, wie versprochen, wie vereinbart,
           übrigens, ansonsten, vollständig, komplett, erfolgreich, persönlich, jedenfalls, nämlich, geworden,
           status, dort, bis, etwas, bisschen, bissl, ein bisschen, inzwischen, mittlerweile, tatsächlich,
           früher, eher, schnell, schnellstmöglich, gut und gerne, bis spätestens, kurzes update, kleines update,
           da wir, diesbezüglich, meinerseits, von mir aus, von meiner seite, für mich, extra, nochmals kurz,
           zwischenzeitlich, s, n, nen, ne ganze""",
        en="""the, a, an, it, this, that, these, those, one, ones, my, our, his, her, their, to, in, at, and, so,
           already, really, very, all, all of it, everything, thing, task, item, job, then, too, also, well,
           actually, first thing, for you, longer, any, totally, honestly, simply, btw, by the way, as usual,
           there you are, to all customers, to all subscribers, to everyone, to the list, to our customers,
           officially, together, smoothly, as planned, as discussed, as promised, as agreed, on time, in time,
           in full, into, via, myself, ourselves, successfully, fully, completely, definitely, even, else, quite,
           right, back, about, mine, stuff, at the latest, latest, here you go, there you go, meanwhile, status,
           quick update, small update, short update, the post, this post, my post, until, till, because of,
           since we, as we, due to, eventually, quickly, early, on my end, from my side, as requested, m, s, re""",
    ),
)

TALK: tuple[Group, ...] = (*_VERBS_AND_PEOPLE, *_LINKS, *_POLITE, *_FILLING)

BUT = frozenset({"aber", "allerdings", "jedoch", "sondern", "obwohl", "but", "though", "although", "however"})
"""Begins a part of its own that takes something back."""

BECAUSE = frozenset({"weil", "denn", "da wir", "because", "cause", "cuz", "since we", "as we"})
"""Begins a part of its own that gives a reason."""

BECAUSE_OF = frozenset({"wegen", "aufgrund", "because of", "due to"})
"""The same with a mere noun behind it, after which the part goes on: "fällt wegen der Messe aus"."""

ASKING = word_set(
    """wer wann wie wieso warum weshalb wo woher welche welcher welches who when how why where which what whats whos
    whens hows wheres"""
)
"""A part that begins with one of these asks."""

ASKING_BEFORE_SUBJECT = word_set(
    """ist sind war waren hat haben wurde wurden wird werden muss soll is are was were has does did do should must isnt
    arent hasnt shall can could koennen sollen duerfen faellt geht kommt macht uebernimmt goes"""
)
SUBJECTS = word_set(
    """der die das den er es sie ihr du man wir jemand wer alles the it this that he she they we you everything anyone
    anybody someone somebody all your our my mein meine dein deine unser"""
)
"""A verb of the line above before one of these asks, also without a question mark: "ist der Newsletter raus"."""
