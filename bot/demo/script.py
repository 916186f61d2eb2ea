"""How the people of the demo answered in the months before it begins: by a fixed script, so that every demo has the
same past. Most tasks are done on their day; the exceptions are listed by title and planned date.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from jobs.facts import StallReason
from jobs.notices import Tone

Habit = Literal["done", "small", "late", "deputy", "blocked", "skip", "silent"]
Act = Literal["done", "small", "take_over", "blocked", "skip", "nothing"]

_HABITS: dict[tuple[str, str], Habit] = {
    ("LinkedIn-Beitrag", "2026-09-08"): "small",
    ("LinkedIn-Beitrag", "2026-09-22"): "late",
    ("LinkedIn-Beitrag", "2026-10-06"): "deputy",
    ("LinkedIn-Beitrag", "2026-10-20"): "small",
    ("LinkedIn-Beitrag", "2026-11-10"): "silent",
    ("Instagram-Foto", "2026-09-17"): "silent",
    ("Instagram-Foto", "2026-10-15"): "silent",
    ("Instagram-Foto", "2026-10-22"): "deputy",
    ("Instagram-Foto", "2026-11-12"): "small",
    ("Website-Neuigkeit", "2026-09-23"): "late",
    ("Website-Neuigkeit", "2026-10-21"): "blocked",
    ("Website-Neuigkeit", "2026-11-04"): "blocked",
    ("Newsletter", "2026-09-25"): "blocked",
    ("Newsletter", "2026-10-26"): "small",
    ("Bewertungen beantworten", "2026-10-12"): "late",
    ("Bewertungen beantworten", "2026-11-02"): "late",
    ("Kundengeschichte", "2026-09-25"): "skip",
    ("Agenturgespräch", "2026-11-10"): "deputy",
}
_REASONS: dict[str, StallReason] = {"Newsletter": "approval", "Website-Neuigkeit": "material"}
_NOTES = {
    "Newsletter": "Kurze Betreffzeile lief besser als die lange.",
    "LinkedIn-Beitrag": "Fotos aus der Werkstatt bekommen die meisten Antworten.",
    "Instagram-Foto": "Photos with people work best.",
    "Agenturgespräch": "Nächstes Mal die Zahlen vorher schicken.",
}


@dataclass(frozen=True)
class Line:
    """What a person does when a nudge has come."""

    act: Act
    note: str = ""
    reason: StallReason = "time"


def line_for(title: str, planned_on: date, tone: Tone) -> Line:
    """The scripted reaction to a nudge of this tone."""
    habit = _HABITS.get((title, planned_on.isoformat()), "done")
    done = Line("done", note=_NOTES.get(title, ""))
    reactions: dict[tuple[Habit, Tone], Line] = {
        ("done", "due"): done,
        ("small", "due"): Line("small"),
        ("late", "again"): done,
        ("deputy", "take_over"): Line("take_over"),
        ("blocked", "due"): Line("blocked", reason=_REASONS.get(title, "time")),
        ("skip", "due"): Line("skip", note="Kunde im Urlaub"),
    }
    return reactions.get((habit, tone), Line("nothing"))
