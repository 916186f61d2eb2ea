"""Why the work doesn't go on, in words."""

from bot.commands.freetext.signals import Group, Signal, group

_NEEDED: tuple[Group, ...] = (
    group(
        Signal.REASON,
        de="freigabe, freigaben, abnahme, genehmigung, zustimmung, grünes licht",
        en="approval, approvals, sign off, signoff, green light, go ahead, clearance",
        reason="approval",
    ),
    group(
        Signal.REASON,
        Signal.THERE,
        de="freigegeben, abgenommen, genehmigt, abgesegnet",
        en="approved, signed off",
        reason="approval",
    ),
    group(
        Signal.REASON,
        de="""bild, bilder, bildern, foto, fotos, text, texte, texten, material, materialien, unterlagen, logo, logos,
           grafik, grafiken, video, videos, inhalte, inhalt, content, zahlen, daten, vorlage, vorlagen, infos,
           informationen, input, zitat, zitate, druckdaten, bildmaterial, dateien, datei, illustrationen""",
        en="""image, images, photo, photos, picture, pictures, pics, material, materials, copy, assets, graphic,
           graphics, numbers, figures, data, quotes, quote, template, files, file, footage, screenshots, artwork""",
        reason="material",
    ),
    group(
        Signal.PARTY,
        de="""agentur, dienstleister, dienstleisterin, partner, partnerin, druckerei, grafiker, grafikerin, fotograf,
           fotografen, fotografin, texter, texterin, freelancer, webagentur, programmierer, entwickler""",
        en="""agency, partner, printer, photographer, designer, freelancer, vendor, supplier, contractor, developer,
           copywriter, printers""",
        reason="partner",
    ),
    group(Signal.REASON, de="thema, themen, themenidee", en="topic, subject, topics", reason="topic"),
    group(
        Signal.REASON,
        de="technik, login, log in, einloggen, zugang, zugangsdaten, passwort, internet, wlan, anmeldung",
        en="log on, access, wifi, password, credentials",
        reason="technology",
    ),
    group(Signal.REASON, de="priorität, prio", en="priority", reason="priority"),
    group(
        Signal.SYSTEM,
        de="""tool, system, server, software, programm, website, webseite, homepage, seite, shop, rechner, laptop,
           drucker, editor, plattform, backend""",
        en="site, web site, app, cms, computer, vpn, platform",
    ),
    group(
        Signal.WHO,
        de="""chef, chefin, geschäftsführung, gf, vertrieb, kunde, kunden, kundin, geschäftsleitung, vorstand,
           rechtsabteilung, kollege, kollegin, buchhaltung, produktmanagement, redaktion, einkauf, chefs""",
        en="""boss, management, client, customer, sales, legal, ceo, head of sales, colleague, finance, product,
           clients, customers, the team""",
    ),
)

_SELF_EXPLAINING: tuple[Group, ...] = (
    group(
        Signal.STUCK,
        de="""unklar, keine idee, keine ideen, ideenlos, worüber ich schreiben soll, was ich schreiben soll,
           was ich posten soll, worüber ich posten soll, was rein soll""",
        en="""unclear, no idea what to write, no idea what to write about, what to write, what to write about,
           what to post, what to say, out of ideas, no ideas, writers block""",
        reason="topic",
    ),
    group(
        Signal.BUSY,
        de="""keine zeit, kein zeit, koa zeit, null zeit, keinerlei zeit, keine kapazität, keine kapazitäten,
           keinen kopf, land unter, zeitmangel, keine luft, zeitlich nicht, zeit fehlt, fehlt die zeit,
           fehlt mir die zeit, fehlt mir zeit, fehlt zeit, mir fehlt die zeit, keine zeit mehr,
           zu viel um die ohren, zu viel zu tun, viel zu tun, ersticke in arbeit, keine minute zeit,
           keine freie minute""",
        en="""no time, swamped, too busy, snowed under, no capacity, no bandwidth, out of time, short on time,
           not enough time, dont have time, dont have the time, havent got time, havent had time, do not have time,
           up to my ears, up to my neck, overloaded, slammed, flat out, cant find the time, cannot find the time,
           no spare time, too much on my plate, a lot on my plate, overworked""",
        reason="time",
    ),
    group(
        Signal.OUTRANKED,
        de="hat vorrang, haben vorrang, ist wichtiger, sind wichtiger",
        en="takes priority, take priority, takes precedence, take precedence, is more urgent, is more important",
        reason="priority",
    ),
    group(
        Signal.OUTRANKED,
        Signal.UNKNOWN,
        de="""anderes ist wichtiger, anderes hat vorrang, anderes geht vor, andere sachen sind wichtiger,
           andere prioritäten, gerade andere prioritäten, wichtigeres zu tun, anderes ist gerade wichtiger,
           andere themen haben vorrang""",
        en="""other priorities, other things first, more urgent things, something more urgent, more important things,
           bigger fish to fry""",
        reason="priority",
    ),
    group(
        Signal.DOWN,
        de="down, abgestürzt, fehlermeldung, hängt sich auf, offline, lädt nicht, lädt ned",
        en="""crashed, crashing, not working, isnt working, doesnt work, error message, wont load, not loading,
           locked out""",
        reason="technology",
    ),
    group(
        Signal.BROKEN,
        de="kaputt, streikt, streiken, spinnt, defekt, ausgefallen, gesperrt",
        en="broken, playing up, acting up, bugged",
        reason="technology",
    ),
    group(
        Signal.ABSENT,
        de="""im urlaub, urlaub, krank, krankgeschrieben, abwesend, in elternzeit, elternzeit, außer haus,
           nicht im büro, nicht im haus, auf dienstreise, verreist, in mutterschutz, im krankenstand, auf reisen""",
        en="""on vacation, on holiday, on holidays, on leave, sick, out sick, off sick, ill, away, out of office, ooo,
           not in the office, on parental leave, off this week, on pto, travelling, traveling""",
        reason="absence",
    ),
)  # fmt: skip

_PLAIN: tuple[Group, ...] = (
    group(Signal.WAIT, de="warte, wart, warten, am warten", en="waiting"),
    group(Signal.WAIT, Signal.ON, en="waiting to hear back, waiting to hear, waiting to get, awaiting"),
    group(
        Signal.LACK,
        de="""fehlt, fehlen, fehlts, brauche, brauch, brauchen, bräuchte, benötige, benötigen, gib mir, gebt mir,
           vermisse""",
        en="missing, lacking, need, needs, require, requires, give me, lack",
    ),
    group(
        Signal.STUCK,
        de="""blockiert, hänge fest, häng fest, hängt fest, hänge, häng, hängt, stecke fest, steck fest, stockt, hakt,
           scheitert, komme nicht weiter, komm nicht weiter, kommen nicht weiter, komme da nicht weiter,
           komme hier nicht weiter, komme gerade nicht weiter, komme grad nicht weiter, komme aktuell nicht weiter,
           komm grad nicht weiter, komm ned weiter, geht nicht weiter, geht es nicht weiter, gehts nicht weiter,
           geht hier nicht weiter""",
        en="""stuck, blocked, cant proceed, cannot proceed, cant continue, cannot continue, cant move on,
           cant move forward, held up, hit a wall, being blocked, cant get any further, cant get further""",
    ),
    group(Signal.PENDING, de="ausstehend, lässt auf sich warten", en="pending, outstanding"),
    group(
        Signal.ANSWER,
        de="""rückmeldung, antwort, antworten, antwortet, meldet, meldet sich, melden sich, reagiert, reagieren,
           gemeldet, feedback, geantwortet, zurückgerufen, erreichbar, erreichen""",
        en="""response, reply, replied, replying, answer, answered, answering, hear back, heard back, responded,
           responding, reachable, reach""",
    ),
    group(
        Signal.THERE,
        de="""da, vorhanden, angekommen, eingetroffen, erhalten, gekriegt, vorliegen, liegt vor, gekommen,
           dazu gekommen""",
        en="here, there, arrived, got, received, gotten, in yet",
    ),
    group(
        Signal.START,
        de="anfangen, starten, loslegen, weitermachen, weiter machen, beginnen, angefangen, begonnen, gestartet",
        en="start, begin, proceed, continue, started, begun",
    ),
    group(Signal.KNOW, de="weiß, ahnung, idee, woas", en="know, idea, clue"),
)

STALLS: tuple[Group, ...] = (*_NEEDED, *_SELF_EXPLAINING, *_PLAIN)

ILLNESS = """krank, kranke, kranken, krankgeschrieben, krankenstand, krankheit, krankmeldung, fieber, grippe, erkältet,
    erkältung, arzt, arzttermin, ärztin, migräne, klinik, krankenhaus, corona, covid, zahnarzt, reha, schwanger,
    depression, kopfschmerzen, rückenschmerzen, mutterschutz, burnout,
    sick, ill, flu, fever, doctor, hospital, surgery, pregnant, migraine, dentist"""
"""Health data is never kept: a text with one of these leaves no note."""
