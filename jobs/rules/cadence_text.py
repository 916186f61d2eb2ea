"""The text form of a cadence, as it stands in plan files and forms: read in German and English alike.

What is not understood is refused with an offer that is; nothing is guessed.
"""

from jobs.rules.cadence_diagnosis import diagnose, offer_for
from jobs.rules.cadence_format import format_cadence
from jobs.rules.cadence_forms import Cadence
from jobs.rules.cadence_grammar import CadenceFault, Refusal, match_symbols
from jobs.rules.cadence_words import Stranger, read


class CadenceError(ValueError):
    """A text that is no cadence: what is wrong with it (`code`), and an `offer` that is one.

    With the code `unknown_word`, `word` is the first word not known and `nearest` the known one most like it, if any.
    """

    def __init__(self, text: str, refusal: Refusal, stranger: Stranger | None = None) -> None:
        self.text = text
        self.code: CadenceFault = refusal.code
        self.offer: Cadence = refusal.offer
        self.word = stranger.word if stranger else None
        self.nearest = stranger.nearest if stranger else None
        super().__init__(f"{self.code.replace('_', ' ')} in {text!r}; try {self.suggestion!r}")

    @property
    def suggestion(self) -> str:
        """The offer in the text form that `parse_cadence` reads."""
        return format_cadence(self.offer)


def parse_cadence(text: str) -> Cadence:
    """The cadence a German or English text names; raises CadenceError, which carries an offer, for any other text."""
    reading = read(text)
    if reading.strangers:
        refusal = Refusal("unknown_word", offer_for(reading.mended))
        raise CadenceError(text, refusal, reading.strangers[0])
    cadence = match_symbols(reading.symbols) or diagnose(reading.symbols)
    if isinstance(cadence, Refusal):
        raise CadenceError(text, cadence)
    return cadence
