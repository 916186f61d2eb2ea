"""A command: the words it listens to, how it is explained, and what it does."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from bot.commands.ask import Answer, Ask
from bot.translations.phrases import PhraseId

Run = Callable[[Session, Ask, str], Answer]
"""Gets what stands behind the command's word; raises Refused."""


@dataclass(frozen=True)
class Command:
    """Understood in both languages, whatever the reader's. `usage` and `does` are said in theirs."""

    words_de: tuple[str, ...]
    words_en: tuple[str, ...]
    usage: PhraseId
    does: PhraseId
    run: Run

    @property
    def words(self) -> tuple[str, ...]:
        return (*self.words_de, *self.words_en)
