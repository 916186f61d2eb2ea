"""The numbers people type, German and English at once. A small closed grammar: what may mean two things is refused."""

import re
from typing import Literal

NumberFault = Literal["unknown", "ambiguous"]

MAX_AMOUNT = 1e12
DECIMALS = 6

_PLAIN = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?")
_ONE_GROUP = re.compile(r"[+-]?[1-9][0-9]{0,2}[.,][0-9]{3}")
# A single group needs decimals behind it, or else it may be decimals itself.
_POINTED = re.compile(r"[+-]?[1-9][0-9]{0,2}(?:(?:\.[0-9]{3})+,[0-9]+|(?:\.[0-9]{3}){2,})")
_COMMAED = re.compile(r"[+-]?[1-9][0-9]{0,2}(?:(?:,[0-9]{3})+\.[0-9]+|(?:,[0-9]{3}){2,})")


class NumberError(ValueError):
    """A text that is no number (`unknown`), or may be either of the `offers` (`ambiguous`)."""

    def __init__(self, code: NumberFault, text: str, *offers: float) -> None:
        super().__init__(f"{code} number {text!r}")
        self.code = code
        self.text = text
        self.offers = offers


def parse_number(text: str) -> float:
    """The number a text means, to six decimals; raises NumberError.

    `1250`, `1250,5`, `1250.5`, `1.250,5`, `1,250.5`, `1.250.000`, each with a sign before it if need be. `1.250` and
    `1,250` are a thousand to one reader and a decimal to the other.
    """
    written = text.strip().replace("\N{MINUS SIGN}", "-")
    if is_ambiguous(written):
        raise NumberError("ambiguous", text, _value(re.sub(r"[.,]", "", written)), _value(written.replace(",", ".")))
    if _PLAIN.fullmatch(written):
        return _value(written.replace(",", "."))
    if _POINTED.fullmatch(written):
        return _value(written.replace(".", "").replace(",", "."))
    if _COMMAED.fullmatch(written):
        return _value(written.replace(",", ""))
    raise NumberError("unknown", text)


def is_ambiguous(text: str) -> bool:
    """Whether the only separator may stand before thousands or before decimals."""
    return _ONE_GROUP.fullmatch(text) is not None


def format_number(value: float) -> str:
    """The number as `parse_number` reads it back: no groups, a point before decimals."""
    text = f"{value:.{DECIMALS}f}".rstrip("0").rstrip(".")
    return f"{text}0" if is_ambiguous(text) else text


def _value(plain: str) -> float:
    return round(float(plain), DECIMALS) + 0.0  # no negative zero
