"""Whom the names in a plan file mean, and by which name a person is found again."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from jobs.rules.calendar_words import fold
from jobs.use_cases.plan import KnownPerson


@dataclass(frozen=True)
class NotFound:
    """Why a name means nobody who can be named in a plan; `code` is that of the fault."""

    code: str
    offers: tuple[str, ...] = ()


class Directory:
    """Looks people up by `@handle`, by name or by the messenger's id; capital letters don't count."""

    def __init__(self, known: Mapping[str, KnownPerson]) -> None:
        self._by_id = {person.external_id: person for person in known.values()}
        self._by_name: dict[str, list[KnownPerson]] = {}
        for person in self._by_id.values():
            for name in {f"@{fold(person.handle)}", fold(person.name)} - {"@", ""}:
                self._by_name.setdefault(name, []).append(person)

    def find(self, name: str) -> KnownPerson | NotFound:
        """The one person this name means, if they can be asked."""
        found = [self._by_id[name]] if name in self._by_id else self._by_name.get(fold(name), [])
        able = [person for person in found if person.may_work]
        if len(able) == 1:
            return able[0]
        if able:
            return NotFound("person_ambiguous", tuple(sorted(map(self.name_of, able))))
        if found:
            return NotFound(f"person_{found[0].standing}")
        return NotFound("person_unknown", self._similar(name))

    def key(self, name: str) -> str:
        """The same for two names of one person."""
        found = self.find(name)
        return found.external_id if isinstance(found, KnownPerson) else fold(name)

    def name_of(self, person: KnownPerson) -> str:
        """The friendliest name that means nobody else: handle, name or id."""
        handle = f"@{person.handle}"
        if person.handle and self._by_name[fold(handle)] == [person]:
            return handle
        alone = self._by_name.get(fold(person.name), []) == [person]
        return person.name if alone and person.name not in self._by_id else person.external_id

    def _similar(self, name: str) -> tuple[str, ...]:
        written = fold(name)
        able = {each for each, people in self._by_name.items() if any(person.may_work for person in people)}
        alike = get_close_matches(written, able, n=2, cutoff=0.7)
        if not alike and not written.startswith("@"):
            alike = [f"@{written}"] if f"@{written}" in able else _by_part(written, able)
        people = [person for each in alike for person in self._by_name[each] if person.may_work]
        return tuple(dict.fromkeys(map(self.name_of, people)))


def _by_part(written: str, names: Iterable[str]) -> list[str]:
    """Full names with the written one as their first or last part: `Otto` is perhaps Otto Brandt."""
    return sorted(name for name in names if written in name.split())[:2]


def near(written: str, known: Collection[str]) -> tuple[str, ...]:
    """The one known word most like the written one, if any is."""
    by_folded = {fold(word): word for word in known}
    return tuple(by_folded[word] for word in get_close_matches(fold(written), by_folded, n=1, cutoff=0.7))
