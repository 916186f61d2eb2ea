"""What an import changes, in a line each."""

import pytest

from bot.plan_file.change_texts import change_line
from bot.plan_file.faults import Language
from jobs.use_cases.plan_changes import FieldChange, PlanChange


@pytest.mark.parametrize(
    ("change", "language", "line"),
    [
        (
            PlanChange("changed", "activity", "Newsletter", (FieldChange("owner", "@otto", "@dora"),)),
            "en",
            "Activity Newsletter changes: owner “@otto” → “@dora”",
        ),
        (
            PlanChange("changed", "activity", "Newsletter", (FieldChange("owner", "@otto", "@dora"),)),
            "de",
            "Maßnahme Newsletter ändert sich: owner „@otto“ → „@dora“",
        ),
        (
            PlanChange("created", "closing_day", "2026-12-24", (FieldChange("last_on", "", "2026-12-31"),)),
            "de",
            "Schließzeit 2026-12-24 ist neu: to „2026-12-31“",
        ),
        (PlanChange("ended", "channel", "Blog"), "en", "Channel Blog ends"),
        (
            PlanChange(
                "changed",
                "activity",
                "Beitrag",
                (FieldChange("turns", "", "@otto, @dora"), FieldChange("turn_every", "", "month")),
            ),
            "de",
            "Maßnahme Beitrag ändert sich: rotation.people „@otto, @dora“; rotation.every „month“",
        ),
        (
            PlanChange("changed", "company", "", (FieldChange("region", "BY", ""), FieldChange("eves", "half", "off"))),
            "en",
            "Company changes: region “BY” → –; eves “half” → “off”",
        ),
    ],
)
def test_a_change_is_one_line(change: PlanChange, language: Language, line: str) -> None:
    assert change_line(change, language) == line
