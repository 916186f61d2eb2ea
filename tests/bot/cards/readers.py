"""The people, tasks and readers that tests of cards speak about."""

from datetime import date

from bot.translations.phrases import Phrases
from jobs.facts import PersonRef, TaskLine

GERMAN = Phrases("de", "du", "Europe/Berlin")
POLITE = Phrases("de", "sie", "Europe/Berlin")
ENGLISH = Phrases("en", "du", "Europe/Berlin")

OTTO = PersonRef(1, "Otto", "U1")
DORA = PersonRef(2, "Dora", "U2")
CLARA = PersonRef(3, "Clara", "U3")

DUE = date(2026, 12, 1)
NEWSLETTER = TaskLine(12, 12, "Newsletter", due_on=DUE, planned_on=DUE, owner=OTTO, holder=None)
LINKEDIN = TaskLine(15, 15, "LinkedIn", due_on=DUE, planned_on=DUE, owner=OTTO, holder=None)
