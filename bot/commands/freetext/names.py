"""What a text names: open tasks, by number, title or a word that only one title has; and people."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from bot.commands.freetext.lexicon import KNOWN_WORDS, longest_phrase, word_entry
from bot.commands.freetext.meanings import Titled
from bot.commands.freetext.signals import Signal, word_set
from bot.commands.freetext.tokens import Token, tokens_of

_SHORTEST_WORD = 3
_SHORTEST_PART = 5
"""A shorter piece of a word, as "insta" is one of "instagram", could be one of many."""
_SHORTEST_MISSPELT = 6
_ALIKE = 0.87
_LONGEST_TITLE = 8
_NUMBER_WORDS = word_set("nr nummer no number task termin aufgabe")
_BEHIND_A_NUMBER = frozenset(
    {Signal.BE, Signal.STATE, Signal.EVENT, Signal.CHECK, Signal.SMALL, Signal.MOVE, Signal.SKIP, Signal.FUTURE}
)
_BEFORE_A_NUMBER = frozenset(
    {
        *(Signal.STATE, Signal.BRIEF, Signal.SMALL, Signal.WORK, Signal.STUCK, Signal.LATER),
        *(Signal.MOVE, Signal.SKIP, Signal.GIVE, Signal.TO_TAKE, Signal.TAKE_WHAT),
    }
)
_AFTER_THAT = word_set("bis until till by auf to am on an ,")


@dataclass(frozen=True)
class Mention:
    """Some words, and which tasks they can mean. A whole title or a number is sure; a word of a title less so."""

    start: int
    end: int
    task_ids: frozenset[int]
    whole: bool


@dataclass(frozen=True)
class PersonMention:
    start: int
    end: int
    typed: str


class OpenTasks:
    """The open tasks as words see them. Of two with the same title the first is meant: the nearer one."""

    def __init__(self, tasks: Sequence[Titled], names: Sequence[str]) -> None:
        self._by_number = {task.number: task.task_id for task in tasks}
        people = {token.word for name in names for token in tokens_of(name.partition(" ")[0])}
        self._titles: dict[str, int] = {}
        self._words: dict[str, set[int]] = {}
        for task in tasks:
            words = [token.word.strip("#.") for token in tokens_of(task.title) if token.kind in {"word", "number"}]
            if not words or "".join(words) in self._titles:
                continue
            self._titles["".join(words)] = task.task_id
            for part in (*_telling_words(words, people), *_runs(words)):
                self._words.setdefault(part, set()).add(task.task_id)

    def mentions(self, tokens: Sequence[Token]) -> list[Mention]:
        """Every mention, in order and without overlaps; the longest words win."""
        found: list[Mention] = []
        at = 0
        while at < len(tokens):
            mention = self._numbered(tokens, at) or self._titled(tokens, at) or self._worded(tokens, at)
            found += [mention] if mention else []
            at = mention.end if mention else at + 1
        return found

    def _numbered(self, tokens: Sequence[Token], at: int) -> Mention | None:
        """As "#12", "Nr. 12", or a bare number where a command would have it. An unknown number is no task at all."""
        token = tokens[at]
        if token.kind == "number" and token.word.startswith("#"):
            return Mention(at, at + 1, self._with_number(token), whole=True)
        behind = tokens[at + 1] if at + 1 < len(tokens) else None
        if token.word in _NUMBER_WORDS and behind and behind.kind == "number":
            ids = self._with_number(behind)
            return Mention(at, at + 2, ids, whole=True) if ids else None
        if token.kind == "number" and self._with_number(token) and _stands_like_a_reference(tokens, at):
            return Mention(at, at + 1, self._with_number(token), whole=True)
        return None

    def _with_number(self, token: Token) -> frozenset[int]:
        digits = token.word.strip("#.")
        task_id = self._by_number.get(int(digits)) if digits.isdecimal() and len(digits) < 10 else None
        return frozenset() if task_id is None else frozenset({task_id})

    def _titled(self, tokens: Sequence[Token], at: int) -> Mention | None:
        """A whole title, however it is spaced and hyphened."""
        for end in range(min(len(tokens), at + _LONGEST_TITLE), at, -1):
            if any(token.kind not in {"word", "number", "quote"} for token in tokens[at:end]):
                continue
            joined = "".join(token.word.strip("#.") for token in tokens[at:end]).replace(" ", "").replace("-", "")
            if joined in self._titles and not (end == at + 1 and joined in KNOWN_WORDS):
                return Mention(at, end, frozenset({self._titles[joined]}), whole=True)
        return None

    def _worded(self, tokens: Sequence[Token], at: int) -> Mention | None:
        """A word that stands in a title, also written in two, or some of its words in a row."""
        for end in range(min(len(tokens), at + _LONGEST_TITLE), at, -1):
            if any(token.kind not in {"word", "quote"} for token in tokens[at:end]):
                continue
            joined = "".join(token.word for token in tokens[at:end])
            ids = frozenset(self._ids(joined, part_will_do=end == at + 1))
            if ids and not (end == at + 1 and joined in KNOWN_WORDS):
                return Mention(at, end, ids, joined in self._titles)
        return None

    def _ids(self, word: str, *, part_will_do: bool) -> Iterator[int]:
        for known, task_ids in self._words.items():
            if word == known or (part_will_do and _is_part_or_misspelt(word, known)):
                yield from task_ids


def _telling_words(words: Sequence[str], people: set[str]) -> Iterator[str]:
    """The words of a title that are nothing but words of this title."""
    for word in words:
        if len(word) >= _SHORTEST_WORD and word not in KNOWN_WORDS | people and not word.isdecimal():
            yield word


def _runs(words: Sequence[str]) -> Iterator[str]:
    """Two or more words of a title in a row: "case study" of "Case study Miller"."""
    for start in range(len(words)):
        for end in range(start + 2, len(words) + 1):
            yield "".join(words[start:end])


def _stands_like_a_reference(tokens: Sequence[Token], at: int) -> bool:
    """Before "is out", or behind a command: "12 erledigt", "erledigt 12", but not "2 Bilder fehlen"."""
    behind = tokens[at + 1] if at + 1 < len(tokens) else None
    if at == 0:
        entry = word_entry(behind.word) if behind else None
        return behind is not None and (behind.word == ":" or bool(entry and entry.signals & _BEHIND_A_NUMBER))
    words = [token.word for token in tokens]
    command = longest_phrase(words[:at], 0)
    if command is None or command[0] != at or not command[1].signals & _BEFORE_A_NUMBER:
        return False
    entry = word_entry(behind.word) if behind else None
    return behind is None or behind.kind == "mark" or behind.word in _AFTER_THAT or bool(entry and entry.reason)


def _is_part_or_misspelt(word: str, known: str) -> bool:
    if _SHORTEST_PART <= len(word) < len(known):
        return known.startswith(word) or known.endswith(word) or _is_misspelt(word, known)
    return _is_misspelt(word, known)


def _is_misspelt(word: str, known: str) -> bool:
    if min(len(word), len(known)) < _SHORTEST_MISSPELT or abs(len(word) - len(known)) > 2 or word[0] != known[0]:
        return False
    return SequenceMatcher(None, word, known, autojunk=False).ratio() >= _ALIKE


@dataclass(frozen=True)
class Colleagues:
    """Who can be named. A first name that is also a word, as Will or May, is only one behind an @."""

    names: Sequence[str]

    def mentions(self, tokens: Sequence[Token]) -> list[PersonMention]:
        found: list[PersonMention] = []
        at = 0
        while at < len(tokens):
            mention = self._named(tokens, at) or _mentioned(tokens, at)
            found += [mention] if mention else []
            at = mention.end if mention else at + 1
        return found

    def _named(self, tokens: Sequence[Token], at: int) -> PersonMention | None:
        for words in self._spellings:
            end = at + len(words)
            named = tuple(token.word.removeprefix("@") for token in tokens[at:end])
            if named == words and tokens[at].kind in {"word", "mention"}:
                if tokens[at].kind == "word" and len(words) == 1 and words[0] in KNOWN_WORDS:
                    continue
                return PersonMention(at, end, " ".join(token.typed for token in tokens[at:end]))
        return None

    @cached_property
    def ambiguous(self) -> frozenset[str]:
        """Names that tell something as words: whoever writes them may mean either."""
        return frozenset(words[0] for words in self._spellings if _tells_something(words))

    @cached_property
    def _spellings(self) -> list[tuple[str, ...]]:
        whole = {tuple(token.word for token in tokens_of(name)) for name in self.names}
        first = {tuple(token.word for token in tokens_of(name.partition(" ")[0])) for name in self.names}
        return sorted((words for words in whole | first if words), key=lambda words: (-len(words), words))


def _mentioned(tokens: Sequence[Token], at: int) -> PersonMention | None:
    token = tokens[at]
    everybody = token.word in {"@here", "@channel", "@everyone"}
    return PersonMention(at, at + 1, token.typed) if token.kind == "mention" and not everybody else None


def _tells_something(words: tuple[str, ...]) -> bool:
    entry = word_entry(words[0])
    return len(words) == 1 and entry is not None and bool(entry.signals)
