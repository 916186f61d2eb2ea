"""A command: the words it listens to, how it is explained, who may use it, and what it does."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from sqlalchemy.orm import Session

from bot.commands.ask import Answer, Ask
from bot.translations.phrases import PhraseId
from jobs.use_cases.answers import Actor
from jobs.use_cases.refusals import RefusalCode

Run = Callable[[Session, Ask, str], Answer]
"""Gets what stands behind the command's word; raises Refused."""

Who = Literal["everyone", "members", "coordinator"]
"""Guests are not members. What somebody may do to a single task, or for somebody else, is the use case's to say."""


@dataclass(frozen=True)
class Command:
    """Understood in both languages, whatever the reader's. `usage` and `does` are said in theirs.

    `example` is a whole line that works, said where a refusal's own advice would speak of tasks.
    `alone`: further words say nothing more, so that a message which goes on behind it is a sentence and no command.
    `opens_form`: without further words it answers with a form, which has to be on its way before the answer is known.
    """

    words_de: tuple[str, ...]
    words_en: tuple[str, ...]
    usage: PhraseId
    does: PhraseId
    run: Run
    who: Who = "everyone"
    opens_form: bool = False
    example: PhraseId | None = None
    alone: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        return (*self.words_de, *self.words_en)

    def refusal(self, actor: Actor) -> RefusalCode | None:
        """Why this person may not use it at all; None if they may."""
        if self.who == "coordinator" and not actor.coordinates:
            return "coordinator_only"
        return "guest" if self.who == "members" and actor.is_guest else None
