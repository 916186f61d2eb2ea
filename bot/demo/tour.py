"""The one-minute tours of the demo, in both languages: of a rhythm that runs, and of a newcomer's way to one."""

Tour = dict[str, list[dict[str, str]]]

TOUR: Tour = {
    "de": [
        {
            "title": "Eine Erinnerung ansehen",
            "hint": "Otto hat heute Morgen eine Nachricht bekommen: alles, was ansteht, in einer.",
            "as": "UOTTO",
            "conversation": "bot",
        },
        {
            "title": "Mit einem Tipp antworten",
            "hint": "Beim LinkedIn-Beitrag auf „Erledigt“ drücken. Die Nachricht zeigt sofort, was daraus wurde.",
            "as": "UOTTO",
            "conversation": "bot",
        },
        {
            "title": "Einen Termin liegen lassen",
            "hint": "Oben viermal „Nächster Morgen“ drücken und nichts beantworten.",
            "as": "UOTTO",
            "conversation": "bot",
        },
        {
            "title": "Die Karte der Koordination ansehen",
            "hint": "Clara bekommt Mittel zum Handeln: neu zuteilen, verkleinern, verschieben, pausieren.",
            "as": "UCLARA",
            "conversation": "bot",
        },
        {
            "title": "Den Monatsrückblick lesen",
            "hint": "Weiter bis zum 1. Dezember, dann steht er in #marketing.",
            "as": "UCLARA",
            "conversation": "#marketing",
        },
        {
            "title": "In den Urlaub gehen",
            "hint": "Dora ist ab dem 2. Dezember weg. Am Tag davor sieht sie, wer was übernimmt; ein Tipp genügt.",
            "as": "UDORA",
            "conversation": "bot",
        },
    ],
    "en": [
        {
            "title": "Look at a nudge",
            "hint": "Otto got one message this morning with everything that is coming up.",
            "as": "UOTTO",
            "conversation": "bot",
        },
        {
            "title": "Answer with one tap",
            "hint": "Press “Erledigt” (done) at the LinkedIn post. The message shows at once what came of it.",
            "as": "UOTTO",
            "conversation": "bot",
        },
        {
            "title": "Let a task stall",
            "hint": "Press “Next morning” at the top four times and answer nothing.",
            "as": "UOTTO",
            "conversation": "bot",
        },
        {
            "title": "See the coordinator's card",
            "hint": "Clara gets means to act: reassign, make it smaller, move, pause.",
            "as": "UCLARA",
            "conversation": "bot",
        },
        {
            "title": "Read the monthly retrospective",
            "hint": "Go on to 1 December; it stands in #marketing.",
            "as": "UCLARA",
            "conversation": "#marketing",
        },
        {
            "title": "Leave for a holiday",
            "hint": "Dora is away from 2 December. The day before she sees who takes what, and agrees with one tap.",
            "as": "UDORA",
            "conversation": "bot",
        },
    ],
}

EMPTY_TOUR: Tour = {
    "de": [
        {
            "title": "Als Erste hereinschauen",
            "hint": "Clara öffnet die App und wird begrüßt. Sonst bekommt noch niemand etwas.",
            "as": "UCLARA",
            "conversation": "home",
        },
        {
            "title": "Einrichten",
            "hint": "„Einrichten“ drücken: wer koordiniert, welche Feiertage gelten, Du oder Sie.",
            "as": "UCLARA",
            "conversation": "home",
        },
        {
            "title": "Den Startplan wählen",
            "hint": "Was soll laufen, und wer macht es? Der LinkedIn-Beitrag geht zum Beispiel an Otto.",
            "as": "UCLARA",
            "conversation": "home",
        },
        {
            "title": "Einschalten",
            "hint": "Die ersten vier Wochen ansehen, dann „Einschalten“. Ab jetzt fragt Taktgeber.",
            "as": "UCLARA",
            "conversation": "home",
        },
        {
            "title": "Die erste Erinnerung",
            "hint": "Oben „Nächster Morgen“ drücken: Otto wird gefragt und antwortet mit einem Tipp.",
            "as": "UOTTO",
            "conversation": "bot",
        },
    ],
    "en": [
        {
            "title": "Be the first to look in",
            "hint": "Clara opens the app and is greeted. Nobody else gets anything yet.",
            "as": "UCLARA",
            "conversation": "home",
        },
        {
            "title": "Set it up",
            "hint": "Press “Einrichten” (set up): who coordinates, which holidays apply, the form of address.",
            "as": "UCLARA",
            "conversation": "home",
        },
        {
            "title": "Choose the starter plan",
            "hint": "What should run, and who does it? Give the LinkedIn post to Otto, for example.",
            "as": "UCLARA",
            "conversation": "home",
        },
        {
            "title": "Switch it on",
            "hint": "Look at the first four weeks, then press “Einschalten” (switch on). From now on people are asked.",
            "as": "UCLARA",
            "conversation": "home",
        },
        {
            "title": "The first nudge",
            "hint": "Press “Next morning” at the top: Otto is asked and answers with one tap.",
            "as": "UOTTO",
            "conversation": "bot",
        },
    ],
}
