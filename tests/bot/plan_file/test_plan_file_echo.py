"""A plan that is in order is echoed in dates."""

from datetime import date
from pathlib import Path

import pytest

from bot.demo.running import PLAN
from bot.operations.plans import PlanRefused, check

TODAY = date(2026, 11, 24)


def test_every_activity_tells_its_next_three_days() -> None:
    assert check(PLAN, TODAY, "de") == (
        "LinkedIn-Beitrag: Di., 24. November · Di., 1. Dezember · Di., 8. Dezember",
        "Newsletter: Do., 26. November · Mi., 23. Dezember · Di., 26. Januar",
        "Website-Neuigkeit: Mi., 2. Dezember · Mi., 16. Dezember · Mi., 23. Dezember",
        "Instagram-Foto: Do., 26. November · Do., 3. Dezember · Do., 10. Dezember",
        "Bewertungen beantworten: Mo., 30. November · Mo., 7. Dezember · Mo., 14. Dezember",
        "Kennzahlen erfassen: Mi., 2. Dezember · Fr., 8. Januar · Di., 2. Februar",
        "Agenturgespräch: Di., 8. Dezember · Di., 12. Januar · Di., 9. Februar",
        "Kundengeschichte: Fr., 27. November · Mi., 23. Dezember · Fr., 29. Januar",
    )


def test_a_missing_file_says_what_to_check(tmp_path: Path) -> None:
    with pytest.raises(PlanRefused, match="No such file or directory"):
        check(tmp_path / "nope.yaml", TODAY, "en")
