"""What an import changes, as lines for whoever imports: German or English, with the keys of the file."""

from bot.plan_file.faults import Language
from jobs.use_cases.plan_changes import FieldChange, Noun, PlanChange

_NOUNS: dict[Language, dict[Noun, str]] = {
    "en": {
        "company": "Company",
        "person": "Person",
        "role": "Role",
        "goal": "Goal",
        "metric": "Metric",
        "channel": "Channel",
        "partner": "Partner",
        "activity": "Activity",
        "closing_day": "Closing",
        "absence": "Absence",
    },
    "de": {
        "company": "Firma",
        "person": "Person",
        "role": "Rolle",
        "goal": "Ziel",
        "metric": "Kennzahl",
        "channel": "Kanal",
        "partner": "Partner",
        "activity": "Maßnahme",
        "closing_day": "Schließzeit",
        "absence": "Abwesenheit",
    },
}

_KINDS: dict[Language, dict[str, str]] = {
    "en": {"created": "is new", "changed": "changes", "ended": "ends"},
    "de": {"created": "ist neu", "changed": "ändert sich", "ended": "endet"},
}

_QUOTES: dict[Language, tuple[str, str]] = {"en": ("“", "”"), "de": ("„", "“")}
_KEYS = {"last_on": "to", "turns": "rotation.people", "turn_every": "rotation.every"}


def change_line(change: PlanChange, language: Language) -> str:
    """One change in one line: `Activity Newsletter changes: owner “@otto” → “@dora”`."""
    head = " ".join(filter(None, (_NOUNS[language][change.noun], change.name, _KINDS[language][change.kind])))
    told = "; ".join(_told(field, language) for field in change.fields)
    return f"{head}: {told}" if told else head


def _told(field: FieldChange, language: Language) -> str:
    opening, closing = _QUOTES[language]
    before, after = (f"{opening}{value}{closing}" if value else "–" for value in (field.before, field.after))
    key = _KEYS.get(field.field, field.field)
    return f"{key} {before} → {after}" if field.before else f"{key} {after}"
