"""How far the work is, in words."""

from bot.commands.freetext.signals import Group, Signal, group

_FINISHED: tuple[Group, ...] = (
    group(
        Signal.STATE,
        de="""fertig, fertich, feddich, erledigt, vollbracht, abgehakt, abgeschlossen, fertiggestellt,
           fertig gestellt, haken dran, haken hinter, kannst du abhaken, kannst abhaken, könnt ihr abhaken,
           kann abgehakt werden, durch damit, damit durch, unter dach und fach, im kasten""",
        en="""done, finished, complete, completed, sorted, ticked off, checked off, wrapped up, finalised, finalized,
           over and done with, in the bag, out the door""",
    ),
    group(
        Signal.STATE,
        Signal.OUT,
        de="raus, draußen, online, live, durch, heraußen, drauß",
        en="out, up and running",
    ),
    group(
        Signal.EVENT,
        de="""verschickt, geschickt, versendet, versandt, gesendet, gepostet, veröffentlicht, publiziert, hochgeladen,
           raufgeladen, rausgegangen, raus gegangen, rausgeschickt, rausgschickt, gschickt, verschicket,
           rausgehauen, rausgebracht, abgeschickt, abgesendet, losgeschickt, weggeschickt, rumgeschickt,
           online gestellt, online gegangen, live gegangen, live gestellt, freigeschaltet, gemacht, gmacht,
           gemocht, getan, geschafft, gschafft, hinbekommen, hingekriegt, abgegeben, eingereicht, geliefert,
           abgeliefert, umgesetzt, durchgeführt, fertiggemacht, fertig gemacht, fertig geworden, fertig bekommen,
           fertig gekriegt, fertig geschrieben, fertiggeschrieben, aktualisiert, nachgeholt, nachgereicht""",
        en="gone out, gone live, gone",
    ),
    group(
        Signal.EVENT,
        Signal.HAVE,
        en="""sent, sent out, sent off, shipped, posted, published, uploaded, delivered, went out, went live, did it,
           did that, got it done, got it out, managed, managed it, pushed it out, launched, submitted,
           put it online, put it up, wrapped it up, finished it, finished this, finished that, handed it in,
           released, completed it""",
    ),
    group(
        Signal.READY,
        de="""bereit, startklar, versandfertig, versandbereit, vorbereitet, eingeplant, geplant, terminiert,
           vorgeplant, parat""",
        en="""ready, prepared, scheduled, queued, queued up, set up, good to go, ready to go, ready to send,
           ready to ship, lined up""",
    ),
    group(Signal.BRIEF, de="kurz", en="small"),
    group(
        Signal.SMALL,
        de="""kurzversion, kurzfassung, kurzvariante, kurzform, kurze version, kurze fassung, kurze variante,
           kleine version, kleine variante, kleine fassung, mini version, mini variante, minimalversion,
           sparversion, sparvariante, light version, abgespeckte version, abgespeckte variante, schmale version,
           gekürzte version, kurzen version, kleinen version""",
        en="""small version, smaller version, short version, shorter version, quick version, mini version,
           light version, lite version, brief version, short one, small one, cut down version, ten minute version,
           minimal version""",
    ),
)

_UNDER_WAY: tuple[Group, ...] = (
    group(
        Signal.WORK,
        de="""dran, daran, wir sind dran, ich bin dran, in arbeit, in bearbeitung, arbeite dran, arbeite daran,
           sitze dran, sitz dran, im gange, läuft schon, bin dabei, bin grad dabei, bin gerade dabei,
           bin schon dabei, kümmere mich drum, kümmere mich darum, kümmer mich drum, kümmer mich darum,
           ist in mache, in der mache, in mache""",
        en="""on it, working on it, working on this, working on that, in progress, in the works, underway, under way,
           at it, doing it, getting there, on my desk, busy with it, on the case""",
    ),
    group(Signal.AT_WORK, de="arbeite, arbeiten, sitze, sitz, kümmere mich, kümmer mich", en="working, working on"),
    group(
        Signal.DO,
        de="""mache, machs, schaffe, schaff, schaffs, erledige, erledig, erledigs, schicke, schicks, verschicke,
           versende, sende, poste, liefere, veröffentliche, publiziere, plane, beende, verspreche, versprochen,
           ziehe durch""",
        en="""sending, finishing, posting, publishing, shipping, uploading, delivering, getting to it, wrapping it up,
           doing, promise, promised""",
    ),
    group(
        Signal.HALF_DO,
        de="""hole, hol, stelle, stell, setze, setz, setze mich, setz mich, bringe, bring, reiche, reich, haue, hau,
           lade, lad, kriege, krieg, kriegs, kriegen, bekomme, bekommen, gehe, geh""",
    ),
    group(Signal.HALF_WAY, de="hoch, ran, rein, hin, heran, hinbekommen können"),
    group(
        Signal.ACT,
        Signal.DOING,
        de="mach, machen, erledigen, fertig machen, fertigmachen, mochn, abschließen",
        en="do, do it, do this, do that, handle, handle it, take care of, get it done, get this done, finish",
    ),
    group(
        Signal.ACT,
        de="""schick, schreib, schreibe, tu, tue, schaffen, schicken, rausschicken, abschicken, verschicken,
           versenden, senden, posten, online stellen, stellen, hochladen, liefern, abliefern, einreichen,
           veröffentlichen, publizieren, schreiben, umsetzen, nachreichen, nachholen, hinkriegen, hinbekommen,
           fertigstellen, fertig stellen, fertig kriegen, fertigkriegen, fertig schreiben, rausbringen, raushauen,
           durchziehen, fertig werden, fertig haben, angehen""",
        en="""send, post, publish, ship, upload, deliver, get to it, get to this, get to that, get around to it,
           get round to it, write, have it, have this, have that, manage, wrap it up, get it out, get it finished,
           make it, tackle, submit, put it online, work on, send out, put it up""",
    ),
    group(Signal.COMES, de="kommt, folgt, erscheint, kommen, folgen", en="coming, comes, follows, following"),
    group(Signal.GOES, de="geht, gehen, gehts", en="goes, going, go"),
    group(
        Signal.ALMOST,
        de="fast, beinahe, nahezu, so gut wie, kurz vor, kurz davor, fast schon, so gut wie ganz",
        en="almost, nearly, as good as, just about, close to being, close to",
    ),
    group(
        Signal.SOON,
        de="gleich, jeden moment, in kürze, gleich mal",
        en="in a minute, in a bit, in a moment, shortly, any minute, any minute now, in a sec",
    ),
    group(
        Signal.AT_ONCE,
        de="sofort, sogleich, direkt, umgehend, unverzüglich",
        en="right away, asap, immediately, straight away, at once",
    ),
    group(
        Signal.NOW,
        de="jetzt, gerade, grade, grad, eben, soeben, nun, derzeit, momentan, aktuell, zurzeit, im moment, grod",
        en="now, just, just now, right now, currently, at the moment, at present",
    ),
)  # fmt: skip

PROGRESS: tuple[Group, ...] = (*_FINISHED, *_UNDER_WAY)
