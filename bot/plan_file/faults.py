"""What is wrong with a plan file: where, what, and what to do next. Worded in English and German.

Operators read these at the command line, so they stand here and not among the phrases of the conversation.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.plan_file.fault_texts import TEXTS

Language = Literal["en", "de"]
Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Fault:
    """One thing to mend. `given` is what stands there, `offers` what may have been meant, `detail` what is allowed.

    Lines count from 1; the path is empty for the file as a whole.
    """

    line: int
    path: str
    code: str
    given: str = ""
    offers: tuple[str, ...] = ()
    detail: str = ""

    def message(self, language: Language) -> str:
        """Where it is, what is wrong and what to do next, in one line."""
        problem, remedy = TEXTS[language][self.code]
        place = f"{_LINE[language]} {self.line}" + (f", {self.path}" if self.path else "")
        next_step = _offered(self.offers, language) if self.offers else remedy.format(detail=self.detail)
        return f"{place}: {problem.format(given=self.given, detail=self.detail)} {next_step}"


@dataclass(frozen=True)
class PlanFaults:
    """Everything that is wrong with a plan file, in the order of its lines."""

    faults: tuple[Fault, ...]

    @classmethod
    def of(cls, faults: Sequence[Fault]) -> "PlanFaults":
        """Sorted by line, each fault once."""
        return cls(tuple(sorted(dict.fromkeys(faults), key=lambda fault: (fault.line, fault.path))))

    def messages(self, language: Language) -> tuple[str, ...]:
        return tuple(fault.message(language) for fault in self.faults)


def path_text(path: Path) -> str:
    """A path as people read it: `activities[2].cadence`, counted from 0."""
    parts = (f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return "".join(parts).removeprefix(".")


_SIMILAR = 3  # more offers than these are everything there is
_LINE: dict[Language, str] = {"en": "Line", "de": "Zeile"}


def _offered(offers: Sequence[str], language: Language) -> str:
    opening, closing = ("“", "”") if language == "en" else ("„", "“")
    quoted = [f"{opening}{offer}{closing}" for offer in offers]
    if len(offers) > _SIMILAR:
        return f"{'One of' if language == 'en' else 'Zur Wahl stehen'}: {', '.join(quoted)}."
    if language == "en":
        return f"Did you mean {' or '.join(quoted)}?"
    return f"Gemeint ist vielleicht {' oder '.join(quoted)}."
