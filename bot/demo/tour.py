"""The one-minute tour of the demo: five steps, in both languages."""

TOUR = {
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
    ],
}
